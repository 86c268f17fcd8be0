"""From built pages to a book: nothing to press stays, no word is lost, links lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from scripts.door import ROOT
from scripts.publish import leaf
from scripts.publish.book import Leaf, Part, leaves, read
from scripts.publish.tree import blocks
from scripts.yamlfile import YamlFile


def _body(html: str) -> Any:
    return lxml.html.fragment_fromstring(html, create_parent="div")


def _cleaned(html: str, address: str = "guide/x.html") -> str:
    body = _body(html)
    leaf.clean(body, address)
    return lxml.html.tostring(body, encoding="unicode")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            '<p>甲</p><script>1</script><p class="cited-by">乙</p><div class="tool"></div>',
            "<div><p>甲</p></div>",
        ),
        (
            '<details class="note"><summary>注</summary><p>甲</p></details>',
            '<div><div class="unfolded"><p class="admonition-title">注</p><p>甲</p></div></div>',
        ),
        ('<details class="official-text"><summary>官方原文</summary>x</details>尾', "<div>尾</div>"),
        (
            '<p class="actions"><a download="F07 要约书.docx" href="a.docx">下载</a><a href="b.zip" download>全部</a></p>',
            '<div><p class="files">文件（在 forms.zip 里）：F07 要约书.docx；全部。</p></div>',
        ),
        ('<p class="actions"><a href="x.html">看</a></p>甲', "<div>甲</div>"),
        ('<a href="../law/a.html#art-1">一</a>', '<div><a href="law/a.html#art-1">一</a></div>'),
        ('<a href="#here">二</a>', '<div><a href="guide/x.html#here">二</a></div>'),
        ('<a href="https://a.example/b?c=1">三</a>', '<div><a href="https://a.example/b?c=1">三</a></div>'),
    ],
)
def test_what_paper_cannot_use_is_changed(html: str, expected: str) -> None:
    assert _cleaned(html) == expected


def test_answers_stand_after_the_last_question() -> None:
    question = (
        '<form class="q" id="a-{0}"><fieldset><legend class="q-stem"><span class="q-no">{0}.</span> 题{0}</legend>'
        '<label class="q-option"><input type="radio"><span class="q-mark">A</span><span>甲</span></label></fieldset>'
        '<details class="q-answer"><summary>看答案</summary><p class="q-key"><strong>答案：A</strong></p><p>因为{0}</p></details></form>'
    )
    body = _body(f'<section class="quiz">{question.format(1)}{question.format(2)}</section>')
    leaf.clean(body, "guide/x.html")
    assert "".join(body.itertext()) == "1. 题1A. 甲2. 题2A. 甲答案与解析1. 答案：A因为12. 答案：A因为2"
    assert not body.xpath(".//form | .//input | .//label | .//details | .//fieldset")


def test_links_out_of_the_book_become_words() -> None:
    body = _body(
        '<a href="a.html#x">甲</a><a href="a.html#no">乙</a><a href="b.html">丙</a><a href="https://c.example/">丁</a>'
    )
    leaf.keep_links(body, {"a.html": frozenset({"x"})})
    assert [link.text for link in body.iter("a")] == ["甲", "丁"]
    assert body.text_content() == "甲乙丙丁"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>甲\n乙 <b>丙</b></p>", [{"k": "p", "kind": "", "t": ["甲乙 ", {"k": "strong", "t": ["丙"]}]}]),
        ("<p>one\ntwo</p>", [{"k": "p", "kind": "", "t": ["one two"]}]),
        ("甲<p>乙</p>丙", [{"k": "p", "kind": "", "t": [one]} for one in "甲乙丙"]),
        ("<p> </p>", []),
        (
            "<ul class='task-list'><li>☐ 甲</li></ul>",
            [{"k": "list", "kind": "ticks", "start": 1, "items": [[{"k": "p", "kind": "", "t": ["□ 甲"]}]]}],
        ),
        (
            '<ol start="3"><li>甲<ul><li>乙</li></ul></li></ol>',
            [
                {
                    "k": "list",
                    "kind": "numbers",
                    "start": 3,
                    "items": [
                        [
                            {"k": "p", "kind": "", "t": ["甲"]},
                            {
                                "k": "list",
                                "kind": "points",
                                "start": 1,
                                "items": [[{"k": "p", "kind": "", "t": ["乙"]}]],
                            },
                        ]
                    ],
                }
            ],
        ),
        (
            '<h3 id="in">甲</h3><p id="out">乙</p>',
            [
                {"k": "heading", "level": 3, "id": "x.html#in", "t": ["甲"]},
                {"k": "p", "kind": "", "t": ["乙"]},
            ],
        ),
        ("<p>#set page() *粗* $x$</p>", [{"k": "p", "kind": "", "t": ["#set page() *粗* $x$"]}]),
    ],
)
def test_pages_become_a_tree(html: str, expected: list[Any]) -> None:
    assert blocks(_body(html), "x.html", {"x.html#in"}) == expected


def test_columns_of_short_words_are_narrow_and_given_widths_are_kept() -> None:
    [table] = blocks(_body(f"<table><tr><td>短</td><td>{'长' * 40}</td></tr></table>"), "x.html", ())
    assert table["columns"] == [0.0, 26.0]
    [table] = blocks(
        _body(
            '<table><colgroup><col style="width:20.0%"><col style="width:80.0%"></colgroup><tr><td>甲</td><td></td></tr></table>'
        ),
        "x.html",
        (),
    )
    assert table["columns"] == [20.0, 80.0]


@pytest.fixture(scope="module")
def book(site: Path) -> tuple[Part | Leaf, ...]:
    return read(site, YamlFile.read(ROOT / "mkdocs.yml").data["nav"])


def test_the_book_has_every_chinese_page_of_its_rooms_once(book: tuple[Part | Leaf, ...]) -> None:
    rooms = ("guide", "law", "casebook", "templates", "reference")
    sources = {
        path.relative_to(ROOT / "docs").with_suffix(".html").as_posix()
        for room in rooms
        for path in (ROOT / "docs" / room).rglob("*.md")
    }
    addresses = [one.address for one in leaves(book)]
    assert len(addresses) == len(set(addresses))
    assert set(addresses) == sources | {"index.html"}


def test_no_word_is_lost_on_the_way_to_the_tree(book: tuple[Part | Leaf, ...]) -> None:
    for one in leaves(book):
        expected = "".join(text for node in _outside_pictures(one.body) for text in node)
        said = "".join(_words(blocks(one.body, one.address, ())))
        assert _flat(said) == _flat(expected.replace("☐", "□")), one.address


def _outside_pictures(body: Any) -> Iterator[list[str]]:
    yield body.xpath(".//text()[not(ancestor::svg)]")


def _words(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, list):
        for one in node:
            yield from _words(one)
    elif isinstance(node, dict):
        for key in (
            "caption",
            "head",
            "rows",
            "term",
            "said",
            "items",
            "inside",
            "t",
        ):  # as they stand on paper
            if (node.get("k"), key) != ("figure", "said"):  # told to those who cannot see the picture
                yield from _words(node.get(key))


def _flat(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_links_of_the_book_lead_somewhere(book: tuple[Part | Leaf, ...]) -> None:
    known = {one.address: leaf.ids(one.body) for one in leaves(book)}
    inside = 0
    for one in leaves(book):
        for href in map(str, one.body.xpath(".//a/@href")):
            if not href.startswith("http"):
                page, _, anchor = href.partition("#")
                assert not anchor or anchor in known[page], (one.address, href)
                inside += 1
    assert inside > 5000
