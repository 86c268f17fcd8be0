"""A page of five hundred questions: ours beside the same questions in mkdocs-quiz.

Run with the project's environment, Debian's chromium and the network (mkdocs-quiz is installed into a
temporary environment): `.venv/bin/python benchmarks/practice.py`. Prints bytes, milliseconds until the
last question can be answered, and the longest freeze, both at a fourth of the processor's speed.
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.quiz.model import Multiple, Single
from scripts.site.build import build
from scripts.site.library import Library, read

COUNT = 500
CONFIG = (
    "site_name: q\ntheme: {name: material, font: false}\nplugins: [mkdocs_quiz]\nuse_directory_urls: false\n"
)


def main() -> None:
    """Build both pages, measure, print."""
    library = read()
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "ours"
        build(argparse.Namespace(out=site))
        theirs = _theirs(library, Path(folder))
        ours = [
            site / name
            for name in ("practice/drill.html", "assets/js/quiz.js", "assets/js/drill.js", "practice/bank.js")
        ]
        print(f"ours:        {_weights(ours)}")
        print(f"mkdocs-quiz: {_weights([theirs])}")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
            print(f"ours:        {_run(browser, ours[0], start=True)}")
            print(f"mkdocs-quiz: {_run(browser, theirs, start=False)}")
            browser.close()


def _theirs(library: Library, folder: Path) -> Path:
    source = folder / "theirs"
    (source / "docs").mkdir(parents=True)
    (source / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    blocks = []
    for item in (item for bank in library.banks.values() for item in bank.items):
        if isinstance(item, Single | Multiple):
            options = [(text.zh, letter in item.keys) for letter, text in item.options.items()]
        elif item.type == "judgement":
            options = [("正确", item.key), ("错误", not item.key)]
        else:
            continue
        lines = "".join(f"- [{'x' if right else ' '}] {text}\n" for text, right in options)
        blocks.append(f"<quiz>\n{item.stem.zh}\n{lines}\n{item.explanation.zh}\n</quiz>\n")
    page = source / "docs" / "index.md"
    page.write_text("# Quiz\n\n" + "\n".join(blocks[:COUNT]), encoding="utf-8")
    environment = folder / "environment"
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", "mkdocs-quiz", "mkdocs-material"], check=True)
    subprocess.run([python, "-m", "mkdocs", "build", "-q"], cwd=source, check=True)
    return source / "site" / "index.html"


def _weights(files: list[Path]) -> str:
    raw = sum(path.stat().st_size for path in files)
    packed = sum(len(gzip.compress(path.read_bytes())) for path in files)
    return f"{raw / 1000:.0f} kB, {packed / 1000:.0f} kB gzip ({', '.join(path.name for path in files)})"


def _run(browser: Any, path: Path, *, start: bool) -> str:
    context = browser.new_context()
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.add_init_script(
        "window.longest = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "one => { window.longest = Math.max(window.longest, one.duration); })).observe({entryTypes: ['longtask']})"
    )
    begun = time.perf_counter()
    page.goto(path.as_uri())
    loading = page.evaluate("window.longest")
    if start:
        page.locator(".practice-tool select").last.select_option("0")
        page.evaluate("window.longest = 0")
        begun = time.perf_counter()
        page.locator(".practice-tool button[type=submit]").click()
        page.wait_for_selector("[data-ready]")
    ready = time.perf_counter() - begun
    page.wait_for_timeout(1000)
    count = page.locator(".q" if start else ".quiz").count()
    told = f"{count} questions, ready after {ready * 1000:.0f} ms, longest freeze {page.evaluate('window.longest'):.0f} ms"
    context.close()
    return told + (f" (while the page itself loads {loading:.0f} ms)" if start else "")


if __name__ == "__main__":
    main()
