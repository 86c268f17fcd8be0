"""How long a build takes, beside a bare Material + i18n build of the same pages without our code.

Run with the project's environment: `.venv/bin/python benchmarks/site.py [rounds]`. The two are built in turn,
in their own processes; the best of the rounds is told. Word files and workbooks come from the cache, as they
do for every build but the first. The bare build has the stock search of MkDocs, as every stock site has.
Last comes one edit under `serve --lang zh`: from saving a chapter to the page that shows it.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PORT = 8977


def bare(target: Path) -> Path:
    """A copy of the pages with the stock configuration: theme, i18n, search, extensions; nothing of ours."""
    shutil.copytree(ROOT / "docs", target / "docs")
    for page in (target / "docs").rglob("*.md"):
        text = page.read_text(encoding="utf-8")
        page.write_text(re.sub(r"^template: .*\n", "", text, flags=re.M), encoding="utf-8", newline="\n")
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    text = text.replace("  custom_dir: overrides\n", "").replace("plugins:\n", "plugins:\n  - search\n")
    text = re.sub(r"^hooks:\n(?:  .*\n)+", "", text, flags=re.M)
    text = re.sub(r"pymdownx\.superfences:\n(?: {6,}.*\n)+", "pymdownx.superfences\n", text)
    text = text.replace("  - scripts.site.extension\n", "")
    (target / "mkdocs.yml").write_text(text, encoding="utf-8", newline="\n")
    return target / "mkdocs.yml"


def seconds(command: list[str]) -> float:
    """How long a command takes. Raises CalledProcessError where it fails."""
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - start


def edit() -> float:
    """Seconds from saving a chapter to the served page that shows it; the chapter is put back."""
    page = ROOT / "docs" / "guide" / "meeting.md"
    before = page.read_bytes()
    address = f"http://127.0.0.1:{PORT}/guide/meeting.html"
    mark = f"edited-{time.time_ns()}"
    serve = [sys.executable, "-m", "scripts", "serve", "--lang", "zh", "--no-open", "--port", str(PORT)]
    with subprocess.Popen(serve, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait(address, "")
            page.write_bytes(before + f"\n{mark}\n".encode())
            start = time.perf_counter()
            _wait(address, mark)
            return time.perf_counter() - start
        finally:
            page.write_bytes(before)
            server.terminate()


def _wait(address: str, words: str) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(address) as answer:
                if words in answer.read().decode("utf-8"):
                    return
        except OSError:
            pass
        time.sleep(0.1)
    raise TimeoutError(address)


def main(rounds: int) -> None:
    """Print the times and the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        config = bare(Path(folder))
        stock = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(config), "-d", f"{folder}/bare"]
        ours = [sys.executable, "-m", "scripts", "build", "--out", f"{folder}/ours"]
        seconds(ours)  # fills the cache
        times = [(seconds(stock), seconds(ours)) for _ in range(rounds)]
    theirs, mine = (min(column) for column in zip(*times, strict=True))
    print(f"bare Material + i18n + search  {theirs:6.2f} s")
    print(f"ours, checked and searchable   {mine:6.2f} s   ratio {mine / theirs:.2f} (bar 1.25)")
    print(f"one edit, serve --lang zh      {edit():6.2f} s   (bar 6)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
