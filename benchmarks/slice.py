"""Seconds for the everyday commands, beside what they may take. Run: python3 benchmarks/slice.py [--cold]

--cold first makes a fresh clone and measures `serve` from nothing to a readable page; it needs the
network or a warm package cache.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def timed(work: Callable[[], object]) -> float:
    """Seconds that `work` takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def scripts(*arguments: str, cwd: Path = ROOT) -> None:
    """Run the door."""
    subprocess.run([sys.executable, "-m", "scripts", *arguments], cwd=cwd, check=True, capture_output=True)


def cold_serve() -> float:
    """Seconds from a fresh clone to the first page answered."""
    folder = Path(tempfile.mkdtemp())
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder / "clone")], check=True)
    began = time.perf_counter()
    server = subprocess.Popen(
        [sys.executable, "-m", "scripts", "serve", "--port", "8765", "--no-open"],
        cwd=folder / "clone",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while server.poll() is None:
            try:
                urllib.request.urlopen("http://127.0.0.1:8765/index.html", timeout=1).read()
                return time.perf_counter() - began
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        raise SystemExit("serve ended early")
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder)


def main() -> None:
    """Print the table."""
    out = Path(tempfile.mkdtemp())
    paper = (
        "paper",
        "quizzes/papers/sample.yml",
        "--versions",
        "2",
        "--seed",
        "2026",
        "--out",
        str(out / "papers"),
    )
    scripts("build", "--out", str(out / "site"))
    scripts(*paper)
    rows = [
        ("second build", timed(lambda: scripts("build", "--out", str(out / "site"))), 10.0),
        ("A+B papers with keys", timed(lambda: scripts(*paper)), 3.0),
        ("check", timed(lambda: scripts("check")), 10.0),
    ]
    if "--cold" in sys.argv:
        rows.insert(0, ("serve from nothing", cold_serve(), 90.0))
    shutil.rmtree(out)
    print(f"{'what':24}{'seconds':>9}{'limit':>9}{'ratio':>9}")
    for name, seconds, limit in rows:
        print(f"{name:24}{seconds:9.2f}{limit:9.0f}{seconds / limit:9.2f}")


if __name__ == "__main__":
    main()
