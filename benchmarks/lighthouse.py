"""Lighthouse's four marks for a telephone on the kinds of pages.

Run with the project's environment, Debian's chromium, npm and the network (lighthouse is installed into a
temporary folder): `.venv/bin/python benchmarks/lighthouse.py [a built site]`. The site is served with gzip
from 127.0.0.1 as a web server would; the speed is Lighthouse's own model of a slow telephone.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.site.build import build

LIGHTHOUSE = "lighthouse@13.5.0"
PAGES = (
    "index.html",
    "law/collective-contract-provisions.html",
    "guide/representatives.html",
    "casebook/jiamusi-paper.html",
    "templates/offer-letter.html",
    "practice/representatives.html",
    "en/index.html",
    "en/guide/representatives.html",
)
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def main() -> None:
    """Build or take a site, ask Lighthouse page by page, print a table and what it blames."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "site"
        if len(sys.argv) == 1:
            build(argparse.Namespace(out=site))
        install = [
            "npm",
            "install",
            "--prefix",
            folder,
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            LIGHTHOUSE,
        ]
        subprocess.run(install, check=True, capture_output=True)
        print(f"{'page':42}", *(f"{name:>15}" for name in CATEGORIES))
        with _served(site) as base:
            for page in PAGES:
                report = _ask(Path(folder), base + page)
                marks = [round(100 * report["categories"][name]["score"]) for name in CATEGORIES]
                print(f"{page:42}", *(f"{mark:15}" for mark in marks), flush=True)
                for fault in _faults(report):
                    print("   ", fault)


def _ask(folder: Path, address: str) -> dict:  # type: ignore[type-arg]
    command = [
        *(str(folder / "node_modules" / ".bin" / "lighthouse"), address, "--output=json", "--quiet"),
        f"--only-categories={','.join(CATEGORIES)}",
        "--chrome-flags=--headless --no-sandbox --disable-gpu",
    ]
    chrome = shutil.which("chromium") or ""
    ran = subprocess.run(
        command, check=True, capture_output=True, encoding="utf-8", env=os.environ | {"CHROME_PATH": chrome}
    )
    report: dict = json.loads(ran.stdout)  # type: ignore[type-arg]
    return report


def _faults(report: dict) -> Iterator[str]:  # type: ignore[type-arg]
    """What cost a mark, and how much it weighs."""
    for name in CATEGORIES:
        for reference in report["categories"][name]["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                yield f"{name}: {audit['title']} {audit.get('displayValue', '')}"


class _Gzip(http.server.SimpleHTTPRequestHandler):
    """Static files, text packed when the browser takes it."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """One file."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        self.send_response(200)
        kind = self.guess_type(path)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        if path.suffix in (".html", ".css", ".js", ".svg", ".txt", ".xml"):
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=3600")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Silence."""


@contextmanager
def _served(site: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Gzip, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


if __name__ == "__main__":
    main()
