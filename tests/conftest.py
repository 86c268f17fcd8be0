"""Shared fixtures: one built site for all, the reference folder where present, a browser where installed."""

from __future__ import annotations

import argparse
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.door import ROOT
from scripts.site.library import Library, read

SHARED = ROOT.parent / "shared"
IN_CI = os.environ.get("CI") == "true"


@pytest.fixture(scope="session")
def library() -> Library:
    """The repository's own content."""
    return read()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as `build` makes it, built once; workers beside each other wait for the first."""
    from scripts.site.build import build

    worker = os.environ.get("PYTEST_XDIST_WORKER")
    folder = tmp_path_factory.getbasetemp().parent if worker else tmp_path_factory.mktemp("built")
    target, claim, failed = folder / "site", folder / "site.claim", folder / "site.failed"
    try:
        claim.touch(exist_ok=False)
    except FileExistsError:
        while not target.is_dir():
            assert not failed.exists(), "another worker could not build the site"
            time.sleep(0.2)
        return target
    try:
        assert build(argparse.Namespace(out=target)) == 0
    except BaseException:
        failed.touch()
        raise
    return target


@pytest.fixture(scope="session")
def law_texts() -> Path:
    """The folder of official texts beside the project, used only to compare with."""
    folder = SHARED / "law" / "text"
    if not folder.is_dir():
        pytest.skip("no ../shared/law/text beside the project")
    return folder


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of docs/ and quizzes/ to break."""
    for name in ("docs", "quizzes"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Debian's Chromium. Missing: skipped on a desk, failed in CI."""
    found = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))),
        None,
    )
    if found is None:
        (pytest.fail if IN_CI else pytest.skip)("no Chromium: install Debian's package chromium")
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[object]:
    """A headless Chromium."""
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=flags)
        yield running
        running.close()
