"""The built site: whole in both languages, self-contained, its traps shut, its links sound."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest

from scripts.door import ROOT
from scripts.law.backlinks import in_page
from scripts.pages import DOCS, locate
from scripts.site import redirects
from scripts.site.library import Library


class Reader(HTMLParser):
    """Tags and links of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[tuple[str, dict[str, str | None]]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        if tag == "a" and attributes.get("href"):
            self.links.append((str(attributes["href"]), attributes))


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Reader]:
    return {path: Reader(path) for path in sorted(site.rglob("*.html"))}


def _html(site: Path, rel: str, language: str) -> Path:
    return site / ("" if language == "zh" else language) / rel.replace(".md", ".html")


def test_every_page_is_in_the_site_in_both_languages(site: Path) -> None:
    sources = [locate(path) for path in DOCS.rglob("*.md")]
    assert len(sources) >= 12
    for rel, _ in sources:
        for language in ("zh", "en"):
            assert _html(site, rel, language).is_file(), (rel, language)


def test_lang_is_right_on_every_page(site: Path, pages: dict[Path, Reader]) -> None:
    for path, page in pages.items():
        expected = "en" if path.is_relative_to(site / "en") else "zh-CN"
        assert next(attributes["lang"] for tag, attributes in page.tags if tag == "html") == expected, path


def test_scripts_and_styles_name_no_host(site: Path) -> None:
    for path in [*site.rglob("*.css"), *(site / "assets" / "js").rglob("*.js")]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(?:url\(|@import|fetch\(|importScripts)\s*['\"]?(?:https?:)?//", text), path


def test_every_citation_of_a_page_is_a_link(library: Library, pages: dict[Path, Reader], site: Path) -> None:
    for page in library.pages:
        if page.room not in ("guide", "casebook", "law"):
            continue
        expected = sum(1 for found in in_page(page, library.register) if found.law and found.law.has_articles)
        path = _html(site, page.rel, page.language)
        linked = sum(1 for tag, attributes in pages[path].tags if tag == "a" and attributes.get("class") == "cite")
        assert linked - _citations_in_quiz(path) == expected, path


def _citations_in_quiz(path: Path) -> int:
    sections = re.findall(r'<section class="quiz".*?</section>', path.read_text(encoding="utf-8"), re.DOTALL)
    return sum(section.count('class="cite"') for section in sections)


def test_articles_list_who_cites_them(site: Path) -> None:
    text = (site / "law" / "collective-contract-provisions.html").read_text(encoding="utf-8")
    article = text.split('id="art-19"')[1].split('id="art-20"')[0]
    assert "引用本条" in article
    for address in ("../guide/", "../casebook/jiamusi-paper.html", "../templates/", "../practice/representatives.html#rep-"):
        assert address in article, address


def test_the_law_head_says_what_it_must(site: Path) -> None:
    text = (site / "law" / "collective-contract-provisions.html").read_text(encoding="utf-8")
    for word in ("部门规章", "劳动和社会保障部令第22号", "2003-12-30", "2004-01-20", "2004-05-01", "间接证据", "2026-11-22", "以官方公布文本为准"):
        assert word in text, word


def test_the_switch_leads_to_the_counterpart(site: Path, pages: dict[Path, Reader]) -> None:
    for path, page in pages.items():
        if path.name == "404.html" or redirects.MARK in path.read_text(encoding="utf-8")[:600]:
            continue
        rel = path.relative_to(site)
        english = rel.parts[0] == "en"
        counterpart = site / (Path(*rel.parts[1:]) if english else Path("en") / rel)
        switch = [href for href, a in page.links if a.get("hreflang") == ("zh-CN" if english else "en")]
        assert [(path.parent / href).resolve() for href in switch] == [counterpart.resolve()], path


def test_menus_are_translated(site: Path) -> None:
    text = (site / "en" / "index.html").read_text(encoding="utf-8")
    tabs = re.search(r'<nav class="md-tabs".*?</nav>', text, re.DOTALL)
    assert tabs
    assert not re.search(r"[\u4e00-\u9fff]", tabs.group())


def test_traps(site: Path) -> None:
    """What silently goes wrong with this builder: templates/ dropped, 404 in the wrong language,
    a sitemap of None, instant loading, alternates fetched by the theme, generator marks."""
    assert (site / "templates" / "offer-letter.html").is_file()
    assert not (site / "en" / "404.html").exists()
    missing = (site / "404.html").read_text(encoding="utf-8")
    assert '<html lang="zh-CN"' in missing
    assert "None" not in (site / "sitemap.xml").read_text(encoding="utf-8")
    with gzip.open(site / "sitemap.xml.gz") as packed:
        assert b"None" not in packed.read()
    index = (site / "index.html").read_text(encoding="utf-8")
    for word in ("navigation.instant", 'rel="alternate"', 'rel="canonical"', 'name="generator"', "fonts.googleapis", "unpkg.com", "cdn."):
        assert word not in index, word
    assert not list(site.rglob("*.yml"))
    assert not [path for path in site.rglob("*") if path.is_dir() and path.name == "quizzes"]


def test_word_files_stand_beside_their_pages(site: Path, pages: dict[Path, Reader]) -> None:
    offered = 0
    for path, page in pages.items():
        for href, attributes in page.links:
            if "download" in attributes:
                assert (path.parent / href).read_bytes()[:2] == b"PK"
                offered += 1
    assert offered > 2 * 2 * 45


def test_no_question_of_the_exam_pool_is_read(site: Path) -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "scripts" / "site").glob("*.py"))
    assert "quizzes/exam" not in source
    assert '"exam"' not in source


def test_text_of_data_is_escaped_in_the_page(library: Library) -> None:
    from scripts.quiz.fence import Selection
    from scripts.site.inline import Place
    from scripts.site.quiz_fence import render

    item = library.banks["representatives"].items[0]
    hostile = item.stem.model_copy(update={"zh": '</script><img src=x onerror="alert(1)"> & {{national}}'})
    html = render(Selection("x", (item.model_copy(update={"stem": hostile}),)), Place("zh", "practice/x.md"), library)
    assert "<img" not in html
    assert "</script>" not in html
    assert "&lt;/script&gt;" in html


def _build(cwd: Path, out: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    code = "import sys; from scripts.door import main, call, parser; sys.exit(call('scripts.site.build:build', parser().parse_args(['build', '--out', sys.argv[1]])))"
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code, str(out)], cwd=cwd, env=os.environ | environment, capture_output=True, text=True, encoding="utf-8"
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The project copied elsewhere, to be broken."""
    target = tmp_path / "project"
    for name in ("docs", "quizzes", "overrides"):
        shutil.copytree(ROOT / name, target / name)
    shutil.copytree(ROOT / "scripts", target / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", target)
    return target


def test_two_builds_are_byte_identical(copy: Path, tmp_path: Path) -> None:
    built = []
    for name, zone in (("one", "Asia/Shanghai"), ("two", "UTC")):
        out = tmp_path / name
        ran = _build(copy, out, SOURCE_DATE_EPOCH="1700000000", TZ=zone)
        assert ran.returncode == 0, ran.stderr
        built.append({path.relative_to(out): path.read_bytes() for path in out.rglob("*") if path.is_file()})
    assert built[0].keys() == built[1].keys()
    assert [path for path in built[0] if built[0][path] != built[1][path]] == []


@pytest.mark.parametrize(
    ("file", "text", "expect"),
    [
        ("docs/index.md", "\n[断](nowhere.md)\n", "nowhere.md"),
        ("docs/index.md", "\n[断](law/collective-contract-provisions.md#art-99)\n", "art-99"),
        ("docs/guide/representatives.md", "\n《集体合同规定》第九十九条\n", "只有五十七条"),
        ("docs/guide/orphan.md", "---\ntitle: 孤\ndescription: 页\nchapter: 1\naudience: [cadres]\nhours: 1\nreviewed_on: 2026-11-22\nreview_in: 12\n---\n", "orphan.md"),
    ],
)
def test_a_failed_build_leaves_the_old_site(file: str, text: str, expect: str, copy: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    assert _build(copy, out).returncode == 0
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    target = copy / file
    target.write_text((target.read_text(encoding="utf-8") if target.exists() else "") + text, encoding="utf-8")
    ran = _build(copy, out)
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert expect in ran.stderr
    assert "Traceback" not in ran.stderr
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["project", "site"]


def test_a_page_without_translation_is_not_built_but_can_be_written(copy: Path, tmp_path: Path) -> None:
    """A strict build asks for the English; while serving, the Chinese stands in with a banner and its lang."""
    (copy / "docs" / "en" / "casebook" / "jiamusi-paper.md").unlink()
    ran = _build(copy, tmp_path / "site")
    assert ran.returncode == 1
    assert "还没有英文页" in ran.stderr
    assert not (tmp_path / "site").exists()
    code = (
        "import sys; from pathlib import Path; from mkdocs.commands.build import build; from mkdocs.config import load_config\n"
        "build(load_config('mkdocs.yml', site_dir=sys.argv[1], strict=False))"
    )
    subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code, str(tmp_path / "served")], cwd=copy, check=True, capture_output=True
    )
    page = (tmp_path / "served" / "en" / "casebook" / "jiamusi-paper.html").read_text(encoding="utf-8")
    assert "not yet translated" in page
    assert re.search(r'<div class="room room-casebook" lang="zh-CN">', page)


@pytest.mark.skipif(os.name == "nt", reason="process groups are of POSIX")
def test_an_interrupted_build_leaves_nothing(copy: Path, tmp_path: Path) -> None:
    """Ctrl+C reaches both processes of a build; neither goes on nor leaves a folder behind."""
    out = tmp_path / "out"
    code = "import sys; from scripts.door import call, parser; sys.exit(call('scripts.site.build:build', parser().parse_args(['build', '--out', sys.argv[1]])))"
    running = subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", code, str(out / "site")], cwd=copy, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    until = time.monotonic() + 60
    while not list(out.glob("site.new-*")) and time.monotonic() < until:
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGINT)
    assert running.wait(timeout=60) != 0
    assert list(out.iterdir()) == []
