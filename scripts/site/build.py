"""The verbs build and serve: MkDocs run in this process, so that repo-local code is importable."""

from __future__ import annotations

import argparse
import gc
import logging
import os
import signal
import socket
import sys
import tempfile
import webbrowser
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from scripts import check
from scripts.door import ROOT
from scripts.outfolder import replacing
from scripts.pages import DOCS, MAIN, OTHERS
from scripts.problems import Problem, ProblemsError
from scripts.site import redirects
from scripts.site.library import current, read, renew
from scripts.site.search import index

HOST = "127.0.0.1"
_SPAWN = get_context("spawn")

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
    """Check everything and build strictly into a folder that is there and empty. Raises ProblemsError.

    A second process checks everything but the English edition and builds the Chinese site, while this one
    builds the English site and compares it with the Chinese.
    """
    receive, send = _SPAWN.Pipe(duplex=False)
    other = _SPAWN.Process(target=_send_faults, args=(site, MAIN, send))
    other.start()
    send.close()
    try:
        renew(read())
        with tempfile.TemporaryDirectory(prefix="handbook-", dir=site.parent) as folder:
            faults, error = _unchecked(Path(folder))
            edition = check.faults(current(), check.EDITION)
            if checked := _told(receive) + edition:
                raise ProblemsError(checked)
            if error:
                raise error
            if faults := faults + _told(receive):
                raise ProblemsError(faults)
            for language in OTHERS:
                (Path(folder) / language).rename(site / language)
                search = index.PLACE.format(language)
                (Path(folder) / search).rename(site / search)
    finally:
        other.terminate()
        other.join()
    redirects.write(site)


def _unchecked(site: Path) -> tuple[list[Problem], Exception | None]:
    """Build what the second process does not. Of content that no check has passed yet anything may come: it
    counts only where the check has nothing to say."""
    try:
        return [fault for language in OTHERS for fault in _faults(site, language)], None
    except Exception as error:
        return [], error


def _send_faults(site: Path, language: str, send: Connection) -> None:
    """What the second process does: tell what the check finds, and where it finds nothing, what building does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches both; the first ends this one and says so once
    try:
        library = read()
    except ProblemsError as error:
        send.send(error.problems)
        return
    rest = [one for one in check.CHECKS if one not in check.EDITION]
    send.send(faults := check.faults(library, rest))
    if not faults:
        renew(library)
        send.send(_faults(site, language))


def _told(receive: Connection) -> list[Problem]:
    try:
        return list(receive.recv())
    except EOFError:
        cure = "看上面的出错信息；内存不够时关掉别的程序再试"
        return [Problem(DOCS, 0, "第二个进程中断了", cure, "the second process died")]


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


def _faults(site: Path, language: str) -> list[Problem]:
    """Build one language, as the i18n plugin builds each in its turn, at its place below `site`."""
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, BuildError, ConfigurationError

    heard = _quiet_logging(logging.WARNING)
    try:
        config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(site), strict=True)
        i18n: Any = config.plugins["i18n"]
        i18n.current_language, i18n.building = language, True  # its own mark for: the others are not to follow
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
    except (Abort, BuildError, ConfigurationError) as error:
        cure = "改正这一处后再生成；旧网站没有动"
        return [Problem(DOCS, 0, line.rstrip("."), cure, "build") for line in heard.lines or [str(error)]]
    finally:
        logging.getLogger("mkdocs").removeHandler(heard)
    return []


class _Faults(logging.Handler):
    """Collects what MkDocs warns about; a strict build fails on any of it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def _quiet_logging(level: int) -> _Faults:
    """Prepare this process for MkDocs: its log goes to whoever serves, its faults to the list returned."""
    gc.set_threshold(100_000, 20, 20)  # many objects that live as long as the build: a twentieth of it went into them
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
