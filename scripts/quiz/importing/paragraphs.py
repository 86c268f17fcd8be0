"""A Word file as lines of text, as a reader sees them: automatic numbers shown, deleted text left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from scripts.quiz.importing.numbering import Numbering

_UNREADABLE = {
    qn("w:drawing"): "图片或文本框",
    qn("w:pict"): "图片或文本框",
    qn("w:object"): "嵌入的对象",
    qn("w:ruby"): "注音",
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath": "公式",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent": "图片或文本框",
}
_DELETED = {qn("w:del"), qn("w:moveFrom")}
_REVISED = _DELETED | {qn("w:ins"), qn("w:moveTo")}
_PLAIN = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_SYMBOLS = {
    ("wingdings", "F0FC"): "√",
    ("wingdings", "F0FB"): "×",
    ("wingdings", "F0FE"): "√",
    ("wingdings 2", "F050"): "√",
    ("wingdings 2", "F04F"): "×",
    ("wingdings 2", "F052"): "√",
    ("wingdings 2", "F051"): "×",
}
"""(font, code) → the tick or cross that Word's symbol dialogue puts in."""


@dataclass(frozen=True)
class Line:
    """A line of the document as a reader sees it, its automatic number included: the paragraph it stands
    in (from 1), its text, what of it could not be read, and whether it bears revision marks."""

    number: int
    text: str
    unreadable: str = ""
    revised: bool = False


def lines(document: Any) -> Iterator[Line]:
    """The lines of python-docx's document in reading order; the cells of a table row make one line."""
    numbering = Numbering(document)
    count = 0
    for block in _blocks(document.element.body):
        if block.tag == qn("w:p"):
            count += 1
            yield from _paragraph(block, count, numbering)
            continue
        for row in _rows(block):
            first = count + 1
            cells: list[Line] = []
            for paragraph in row.iter(qn("w:p")):
                count += 1
                cells += _paragraph(paragraph, count, numbering)
            parts = [line for line in cells if line.text.strip() or line.unreadable]
            if parts:
                yield Line(
                    first,
                    "\t".join(line.text.strip() for line in parts),
                    next((line.unreadable for line in parts if line.unreadable), ""),
                    any(line.revised for line in parts),
                )


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables, those inside content controls too."""
    for child in parent:
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
            yield from _blocks(child)


def _rows(table: Any) -> list[Any]:
    """The rows of a table, not those of tables within its cells."""
    return [row for row in table.iter(qn("w:tr")) if next(row.iterancestors(qn("w:tbl"))) is table]


def _paragraph(paragraph: Any, number: int, numbering: Numbering) -> Iterator[Line]:
    pieces: list[str] = []
    unreadable: list[str] = []
    _gather(paragraph, pieces, unreadable)
    text = "".join(pieces)
    revised = any(True for _ in paragraph.iter(*_REVISED))
    if text.strip() or unreadable:
        text = f"{numbering.label(paragraph)} {text}".lstrip(" ")
    for order, one in enumerate(text.split("\n")):
        yield Line(number, one, unreadable[0] if unreadable and not order else "", revised)


def _gather(element: Any, pieces: list[str], unreadable: list[str]) -> None:
    for child in element:
        if child.tag == qn("w:t"):
            pieces.append(child.text or "")
        elif child.tag in _PLAIN:
            pieces.append(_PLAIN[child.tag])
        elif child.tag in _UNREADABLE:
            unreadable.append(_UNREADABLE[child.tag])
        elif child.tag == qn("w:sym"):
            key = (str(child.get(qn("w:font"))).lower(), str(child.get(qn("w:char"))).upper())
            if key in _SYMBOLS:
                pieces.append(_SYMBOLS[key])
            else:
                unreadable.append("符号字体的字符")
        elif child.tag not in _DELETED and child.tag != qn("w:pPr"):
            _gather(child, pieces, unreadable)
