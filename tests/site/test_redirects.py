"""Old addresses lead on, in both languages; faults are told with their lines and nothing is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scripts.problems import ProblemsError
from scripts.site import redirects


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A site of two pages in two languages."""
    for name in ("index.html", "guide/new.html", "en/index.html", "en/guide/new.html"):
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("<p>x</p>", encoding="utf-8")
    return tmp_path / "site"


def _write(small: Path, text: str) -> None:
    file = small.parent / "redirects.yml"
    file.write_text(text, encoding="utf-8")
    redirects.write(small, file)


def test_an_old_address_leads_to_the_new_one(small: Path) -> None:
    _write(small, "# note\nold/deep.html: guide/new.html#part\n")
    text = (small / "old" / "deep.html").read_text(encoding="utf-8")
    assert 'content="0; url=../guide/new.html#part"' in text
    assert '<html lang="zh-CN">' in text
    assert '<html lang="en">' in (small / "en" / "old" / "deep.html").read_text(encoding="utf-8")
    assert redirects.MARK in text


def test_a_file_of_comments_is_no_redirect(small: Path) -> None:
    before = sorted(small.rglob("*"))
    _write(small, "# nothing yet\n")
    assert sorted(small.rglob("*")) == before


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a.html: guide/gone.html\n", r":1: 新地址 guide/gone\.html 没有这个页面"),
        ("a.html: guide/new.html\nindex.html: guide/new.html\n", r":2: 旧地址 index\.html 还是一个页面"),
        ("../a.html: index.html\n", "不是页面的地址"),
        ("/a.html: index.html\n", "不是页面的地址"),
        ("a.docx: index.html\n", "不是页面的地址"),
        ("- a.html\n", "不是“旧地址: 新地址”"),
        ("a.html: index.html\na.html: index.html\n", "同一个键写了两次"),
    ],
)
def test_faults_are_told_and_nothing_is_written(text: str, words: str, small: Path) -> None:
    before = sorted(small.rglob("*"))
    with pytest.raises(ProblemsError, match=words):
        _write(small, text)
    assert sorted(small.rglob("*")) == before


@pytest.mark.browser
def test_a_browser_follows_it_from_a_file(small: Path, browser: Any) -> None:
    _write(small, "old.html: guide/new.html\n")
    page = browser.new_page()
    page.goto((small / "old.html").as_uri())
    page.wait_for_url("**/guide/new.html")
    page.close()
