"""The verb serve: answers on 127.0.0.1, shows an edit, and says so when the port is taken."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from scripts.door import ROOT

CODE = "import sys; from scripts.door import call, parser; sys.exit(call('scripts.site.build:serve', parser().parse_args(['serve', '--no-open', '--port', sys.argv[1]])))"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, words: str, server: subprocess.Popen[bytes], seconds: float = 120) -> str:
    until = time.monotonic() + seconds
    text = ""
    while time.monotonic() < until:
        assert server.poll() is None, "serve ended"
        try:
            text = urllib.request.urlopen(address, timeout=5).read().decode("utf-8")
            if words in text:
                return text
        except (urllib.error.URLError, OSError):
            pass
        time.sleep(0.3)
    raise AssertionError(f"{words} never came")


@pytest.mark.slow
def test_an_edit_is_shown(tmp_path: Path) -> None:
    for name in ("docs", "quizzes", "overrides"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    port = _free_port()
    server = subprocess.Popen([sys.executable, "-X", "utf8", "-c", CODE, str(port)], cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}/guide/representatives.html"
        _wait_for(address, "谁来谈", server)
        page = tmp_path / "docs" / "guide" / "representatives.md"
        page.write_text(page.read_text(encoding="utf-8") + "\n改稿即见。\n", encoding="utf-8")
        _wait_for(address, "改稿即见", server)
    finally:
        server.terminate()
        server.wait()


def test_a_taken_port_is_told() -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        ran = subprocess.run([sys.executable, "-X", "utf8", "-c", CODE, str(port)], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=60)
    assert ran.returncode == 1
    assert f"端口 {port} 不能用" in ran.stderr
    assert "--port" in ran.stderr
    assert "Traceback" not in ran.stderr
