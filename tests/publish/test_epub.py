"""The book as EPUB: clean for epubcheck, whole, nothing fetched, nothing run."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from scripts.publish.book import leaves
from scripts.publish.package import book
from tests.conftest import IN_CI

XHTML = "{http://www.w3.org/1999/xhtml}"
NAMES = {"zh": "handbook.epub", "en": "handbook-en.epub"}


@pytest.fixture(scope="module", params=NAMES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def files(published: Path, language: str) -> dict[str, bytes]:
    with zipfile.ZipFile(published / NAMES[language]) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        return {name: archive.read(name) for name in archive.namelist()}


def test_epubcheck_finds_nothing(published: Path, language: str) -> None:
    jar = Path("/usr/share/java/epubcheck.jar")
    java = shutil.which("java")
    if java is None or not jar.is_file():
        (pytest.fail if IN_CI else pytest.skip)("no epubcheck: install Debian's package epubcheck")
    command = [java, "-jar", str(jar), "--failonwarnings", str(published / NAMES[language])]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "0 errors / 0 warnings" in ran.stdout


def test_every_page_is_in_with_all_its_words(files: dict[str, bytes], published: Path, language: str) -> None:
    contents = files["book/nav.xhtml"].decode("utf-8")
    for one in leaves(book(published / "site", language)):
        name = one.address.replace(".html", ".xhtml")
        body = etree.fromstring(files[f"book/{name}"]).find(f"{XHTML}body")
        said = re.sub(r"\s+", "", "".join(body.itertext()))
        assert said == re.sub(r"\s+", "", one.title + one.body.text_content()).replace("☐", "□"), name
        assert f'href="{name}"' in contents, name


def test_nothing_is_fetched_and_nothing_runs(files: dict[str, bytes]) -> None:
    for name, data in files.items():
        if name.endswith(".xhtml"):
            root = etree.fromstring(data)
            for element in root.iter(etree.Element):
                tag = etree.QName(element).localname
                assert tag not in ("script", "img", "iframe", "object", "form", "input", "audio", "video"), (
                    name,
                    tag,
                )
                assert not [key for key in element.attrib if key.startswith("on")], name
                if tag == "link":
                    assert element.get("href").endswith("style.css")
    assert b"url(" not in files["book/style.css"]
