"""The published folder: whole, checkable, the same twice, opened from a stick, and never half done."""

from __future__ import annotations

import argparse
import errno
import hashlib
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from scripts.problems import ProblemsError
from scripts.publish import package
from scripts.site.library import Library
from tests.publish.conftest import DAY, EPOCH

TOP = {
    "START.html",
    "SHA256SUMS",
    "deploy",
    "forms-en.zip",
    "forms.zip",
    "handbook-en.epub",
    "handbook-en.pdf",
    "handbook-usb.zip",
    "handbook.epub",
    "handbook.pdf",
    "manifest.json",
    "site",
}


def _all(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()
    }


def test_everything_is_there(published: Path) -> None:
    assert {path.name for path in published.iterdir()} == TOP
    assert (published / "handbook.pdf").stat().st_size < 30_000_000


def test_checksums_hold_for_every_file(published: Path) -> None:
    lines = (published / "SHA256SUMS").read_text(encoding="ascii").splitlines()
    named = {line[66:]: line[:64] for line in lines}
    files = _all(published)
    del files["SHA256SUMS"]
    assert named == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    assert list(named) == sorted(named)
    if shutil.which("sha256sum"):
        subprocess.run(["sha256sum", "-c", "--quiet", "--strict", "SHA256SUMS"], cwd=published, check=True)


def test_the_manifest_tells_what_was_made(published: Path, library: Library) -> None:
    told = json.loads((published / "manifest.json").read_text(encoding="utf-8"))
    sources = sum(page.language == "zh" for page in library.pages)
    assert told["date"] == DAY
    assert told["languages"] == ["zh", "en"]
    assert told["counts"]["pages"] == {"zh": sources, "en": sources}
    assert (told["counts"]["forms"], told["counts"]["laws"]) == (45, 35)
    assert told["counts"]["questions"] > 500
    assert told["bytes"]["handbook.pdf"] == (published / "handbook.pdf").stat().st_size
    assert told["tools"].keys() >= {"python", "mkdocs", "mkdocs-material", "typst"}


def test_the_same_sources_give_the_same_bytes(
    published: Path, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Packed again elsewhere, in another time zone. The PDF's own test is beside it."""
    out = tmp_path / "elsewhere" / "out"
    shutil.copytree(site, out / "site")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    monkeypatch.setenv("TZ", "UTC")
    made = iter(("handbook.pdf", "handbook-en.pdf"))
    monkeypatch.setattr(package, "pdf", lambda *_: (published / next(made)).read_bytes())
    package.package(out, "/handbook/")
    once, twice = _all(published), _all(out)
    assert once.keys() == twice.keys()
    assert [name for name in once if once[name] != twice[name]] == []


def test_the_stick_can_be_checked_and_holds_nothing_else(published: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(published / "handbook-usb.zip") as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        archive.extractall(tmp_path)
    assert {name.split("/")[0] for name in names} == {
        "START.html",
        "handbook-en.epub",
        "handbook-en.pdf",
        "handbook.epub",
        "handbook.pdf",
        "site",
        "SHA256SUMS",
    }
    assert all(name.isascii() for name in names)
    for line in (tmp_path / "SHA256SUMS").read_text(encoding="ascii").splitlines():
        assert hashlib.sha256((tmp_path / line[66:]).read_bytes()).hexdigest() == line[:64]
    assert _all(tmp_path / "site") == _all(published / "site")


@pytest.mark.browser
def test_the_stick_opens_by_double_click(published: Path, tmp_path: Path, browser: Any) -> None:
    """Unpacked elsewhere, under a name with Chinese and a space, read-only: clicked through from file://."""
    stick = tmp_path / "工会 优盘"
    with zipfile.ZipFile(published / "handbook-usb.zip") as archive:
        archive.extractall(stick)
    for path in [stick, *stick.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    page = browser.new_page()
    requests: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on(
        "console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto((stick / "START.html").as_uri())
    links = page.eval_on_selector_all("a", "links => links.map(link => link.getAttribute('href'))")
    assert len(links) >= 8
    assert [href for href in links if not (stick / href).is_file()] == []
    page.click("text=打开手册")
    page.click("a.door >> nth=1")
    page.locator("article a", has_text="集体协商要约书").first.click()
    page.locator("a.cite").first.click()
    assert "/site/law/" in page.url
    page.go_back()
    page.click("text=English")
    assert "/site/en/" in page.url
    page.goto((stick / "START.html").as_uri())
    page.click("text=Open in English")
    assert page.url.endswith("/site/en/index.html")
    page.close()
    assert [url for url in requests if not url.startswith("file://")] == []
    assert complaints == []


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["START.html", "site/404.html", "site/about/deploy.html"])
def test_the_pages_around_the_site_are_for_everybody(
    address: str, scheme: str, published: Path, browser: Any
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    page = context.new_page()
    page.goto((published / address).as_uri())
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    context.close()


def _options(out: Path, path: str = "/handbook/") -> argparse.Namespace:
    return argparse.Namespace(out=out, path=path)


def _stop(error: BaseException) -> Callable[[Path], None]:
    def into(site: Path) -> None:
        (site / "index.html").write_text("half", encoding="utf-8")
        raise error

    return into


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """An earlier publication."""
    out = tmp_path / "out"
    (out / "site").mkdir(parents=True)
    (out / "manifest.json").write_text("{}", encoding="utf-8")
    (out / "site" / "index.html").write_text("old", encoding="utf-8")
    return out


@pytest.mark.parametrize(
    ("error", "raised", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), ProblemsError, "磁盘满了"),
        (KeyboardInterrupt(), KeyboardInterrupt, "^$"),
        (ProblemsError([]), ProblemsError, "0 problem"),
    ],
    ids=["disk full", "interrupted", "fault in the content"],
)
def test_what_fails_changes_nothing(
    error: BaseException, raised: type[BaseException], words: str, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _all(old)
    monkeypatch.setattr(package, "into", _stop(error))
    with pytest.raises(raised, match=words):
        package.command(_options(old))
    assert _all(old) == before
    assert [path.name for path in old.parent.iterdir()] == ["out"]


def test_a_lost_address_stops_publishing(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _all(old)
    monkeypatch.setattr(package, "into", lambda site: (site / "index.html").write_text("x", encoding="utf-8"))
    with pytest.raises(
        ProblemsError, match=r"发布过的地址 guide/representatives\.html 没有了.*docs/redirects\.yml"
    ):
        package.command(_options(old))
    assert _all(old) == before


def test_a_bad_path_and_a_foreign_folder_are_refused(old: Path, tmp_path: Path) -> None:
    with pytest.raises(ProblemsError, match="写法不合"):
        package.command(_options(old, "handbook"))
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "mine.txt").write_text("x", encoding="utf-8")
    with pytest.raises(ProblemsError, match="不是以前生成的"):
        package.command(_options(tmp_path / "letters"))
