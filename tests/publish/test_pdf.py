"""The book as PDF: contents with true page numbers, links that lead somewhere, the same bytes twice."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import lxml.html
import pikepdf
import pypdfium2 as pdfium
import pytest

from scripts.problems import ProblemsError
from scripts.publish.book import Leaf, Part, leaves
from scripts.publish.package import book
from scripts.publish.pdf import pdf

NAMES = {"zh": "handbook.pdf", "en": "handbook-en.pdf"}


def _text(document: pdfium.PdfDocument, number: int) -> str:
    page = document[number - 1]
    words = page.get_textpage()
    text = str(words.get_text_range())
    words.close()
    page.close()
    return re.sub(r"[^\S\n]+", "", text.replace("\r", ""))


@pytest.mark.parametrize("language", NAMES)
def test_the_contents_tell_the_page_of_every_chapter(published: Path, language: str) -> None:
    document = pdfium.PdfDocument(published / NAMES[language])
    lines = "\n".join(_text(document, number) for number in range(2, 9))
    contents = re.sub(r"(?<!\d)\n", "", lines)  # a long title takes two lines, and ends in its page
    found = 0
    for one in leaves(book(published / "site", language)):
        title = re.sub(r"\s+", "", one.title)
        told = re.search(rf"{re.escape(title)}\.+\u2060?(\d+)", contents)
        assert told, title
        page = _text(document, int(told[1]))
        assert title in page.replace("\n", ""), title
        assert page.endswith(f"\n{told[1]}"), title
        found += 1
    document.close()
    assert found > 140


@pytest.mark.parametrize(
    ("language", "title", "fonts_of"),
    [
        ("zh", "平等协商集体合同工作手册", ("Noto",)),
        ("en", "Collective Consultation Handbook", ("Noto", "Libertinus")),
    ],
)
def test_it_is_a_real_document(published: Path, language: str, title: str, fonts_of: tuple[str, ...]) -> None:
    with pikepdf.open(published / NAMES[language]) as opened:
        assert len(opened.pages) > 400
        assert str(opened.docinfo["/Title"]) == title
        assert str(opened.Root.Lang).lower().startswith(language)
        assert opened.Root.MarkInfo.Marked
        fonts = {
            str(font.BaseFont)
            for page in opened.pages
            for font in page.Resources.get("/Font", pikepdf.Dictionary()).values()
        }
        assert all(name.split("+")[1].startswith(fonts_of) for name in fonts), fonts
        actions = [
            note.A for page in opened.pages for note in page.get("/Annots", []) if note.get("/A") is not None
        ]
        outside = {str(action.URI) for action in actions if action.S == "/URI"}
        inside = [action for action in actions if action.S == "/GoTo"] + [
            note for page in opened.pages for note in page.get("/Annots", []) if note.get("/Dest") is not None
        ]
        assert all(address.startswith(("http://", "https://")) for address in outside)
        assert len(inside) > 5000


def _small(words: str = "甲") -> tuple[Part | Leaf, ...]:
    html = (
        f'<div><p>{words}<a href="b.html#here">去</a></p><svg xmlns="http://www.w3.org/2000/svg" viewbox="0 0 9 9"></svg>'
        "<table><tr><td>乙</td></tr></table></div>"
    )
    one = lxml.html.fragment_fromstring(
        html.replace("<svg", "<figure><svg").replace("</svg>", "<desc>图</desc></svg></figure>")
    )
    other = lxml.html.fragment_fromstring('<div><h2 id="here">丙</h2></div>')
    return (Part("部", (Leaf("a.html", "第一", one), Leaf("b.html", "第二", other))),)


def test_the_same_book_gives_the_same_bytes() -> None:
    one, two = (pdf(_small(), "书", date(2026, 1, 2), ["注"]) for _ in range(2))
    assert one == two
    with pikepdf.open(io.BytesIO(one)) as opened:
        assert len(opened.pages) == 5


def test_text_is_never_markup() -> None:
    made = pdf(_small('#panic("x") *粗* @a <b> [方] \\ $1$ '), "书 #1", date(2026, 1, 2), ["#注"])
    document = pdfium.PdfDocument(made)
    assert '#panic("x")*粗*@a[方]\\$1$' in _text(document, 4)
    document.close()


def test_a_character_without_a_glyph_is_told_with_its_page() -> None:
    with pytest.raises(ProblemsError, match=r"a\.md: PDF 的字体没有这些字：𓀀（U\+13000）"):
        pdf(_small("𓀀"), "书", date(2026, 1, 2), [])
