"""The verbs build and serve: MkDocs run in this process, so that repo-local code is importable."""

from __future__ import annotations

import argparse
import logging
import os
import socket
import sys
import webbrowser
from pathlib import Path

from scripts import check
from scripts.door import ROOT
from scripts.outfolder import replacing
from scripts.problems import Problem, ProblemsError
from scripts.site import redirects
from scripts.site.library import renew

HOST = "127.0.0.1"

# The theme prints a banner about its own future on every start.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


def build(options: argparse.Namespace) -> int:
    """Check everything, build strictly into a fresh folder, swap it in. Returns 0, or raises."""
    target = options.out.resolve()
    with replacing(target, mark="404.html") as fresh:
        into(fresh)
    pages = sum(1 for _ in target.rglob("*.html"))
    print(f"已生成 {pages} 个页面：{target} 。双击 index.html 即可打开。 Built {pages} pages.")
    return 0


def into(site: Path) -> None:
    """Check everything and build strictly into a folder that is there and empty. Raises ProblemsError."""
    renew(check.run())
    _mkdocs(site)
    redirects.write(site)


def serve(options: argparse.Namespace) -> int:
    """Build and serve on 127.0.0.1 with live reload until Ctrl+C. Returns 0, or raises."""
    _refuse_taken(options.port)
    if options.lang:
        os.environ["HANDBOOK_LANGUAGE"] = options.lang
    try:
        check.run()
    except ProblemsError as error:  # a half-written page must not stop the writer
        print(error.report(), file=sys.stderr)
    from mkdocs.commands.serve import serve as mkdocs_serve

    address = f"http://{HOST}:{options.port}/"
    _quiet_logging(logging.INFO)
    print(f"网站在 {address} ，改稿后自动刷新；按 Ctrl+C 停止。 Serving; Ctrl+C stops.", flush=True)
    if not options.no_open and sys.stdout.isatty():
        webbrowser.open(address)
    mkdocs_serve(
        config_file=str(ROOT / "mkdocs.yml"),
        livereload=True,
        watch=[str(ROOT / "quizzes" / "practice"), str(ROOT / "overrides")],
        dev_addr=f"{HOST}:{options.port}",
        site_url=address,
    )
    return 0


def _mkdocs(site: Path) -> None:
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, BuildError, ConfigurationError

    faults = _quiet_logging(logging.WARNING)
    try:
        config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(site), strict=True)
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
    except (Abort, BuildError, ConfigurationError) as error:
        lines = faults.lines or [str(error)]
        cure = "改正这一处后再生成；旧网站没有动"
        raise ProblemsError(Problem(ROOT / "docs", 0, line.rstrip("."), cure, "build") for line in lines) from error
    finally:
        logging.getLogger("mkdocs").removeHandler(faults)


class _Faults(logging.Handler):
    """Collects what MkDocs warns about; a strict build fails on any of it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def _quiet_logging(level: int) -> _Faults:
    logger = logging.getLogger("mkdocs")
    faults = _Faults()
    logger.addHandler(faults)
    logger.setLevel(level)
    if level == logging.INFO and not any(type(h) is logging.StreamHandler for h in logger.handlers):
        logger.addHandler(logging.StreamHandler())
    return faults


def _refuse_taken(port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            cure = f"关掉占用它的程序，或换一个端口：python3 -m scripts serve --port {port % 60000 + 1}"
            raise ProblemsError(
                [Problem(Path(f"{HOST}:{port}"), 0, f"端口 {port} 不能用（{error}）", cure, "port taken")]
            ) from error
