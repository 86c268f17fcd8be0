"""The Nu HTML checker (npm vnu-jar, needs Java) finds no error on any built page."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

NODE = Path(__file__).parent / "node"
# The theme's faults (autocomplete on a checkbox, an empty tabindex) are gone from the pages: scripts/site/lean.py
# takes the one out, overrides/partials/nav.html stands in for the other. These are advice, not errors:
ADVICE = (
    "Article lacks heading.",  # a question is headed by its number and stem, in a legend or a paragraph
    "Section lacks heading.",  # the questions of a chapter stand under the heading before them
)


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The command of the checker, installed as its lock says. Without npm or Java, or offline, the test
    skips; in CI it fails where both are there and the installation does not work."""
    npm, java = shutil.which("npm"), shutil.which("java")
    if npm is None or java is None:
        pytest.skip("no npm or no java: install nodejs, npm and default-jre-headless")
    folder = tmp_path_factory.mktemp("node")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(NODE / name, folder)
    install = [npm, "ci", "--prefix", str(folder), "--ignore-scripts", "--no-audit", "--no-fund"]
    made = subprocess.run(install, cwd=folder, capture_output=True, text=True)
    if made.returncode:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"npm ci: {made.stderr[-300:]}")
    jar = folder / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    # its guess at the language of a page is drawn by lot
    return [java, "-Xss8m", "-jar", str(jar), "--format", "json", "--exit-zero-always", "--no-langdetect"]


def _messages(checker: list[str], *paths: Path) -> list[str]:
    """What the checker says: kind, words, place."""
    ran = subprocess.run(
        [*checker, "--skip-non-html", *map(str, paths)], capture_output=True, text=True, encoding="utf-8"
    )
    return [
        f"{said.get('subType', said['type'])}: {said['message']} {said.get('url', '')}:{said.get('lastLine', '')}"
        for said in json.loads(ran.stderr)["messages"]
    ]


def test_every_page_is_valid(checker: list[str], site: Path) -> None:
    said = _messages(checker, site)
    assert [one for one in said if not one.startswith(tuple(f"warning: {words}" for words in ADVICE))][
        :20
    ] == []


def test_the_checker_finds_a_fault(checker: list[str], tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text('<!doctype html><html lang="zh"><title>页</title><p id=a><b id=a></p>', encoding="utf-8")
    assert any("Duplicate ID" in one for one in _messages(checker, page))
