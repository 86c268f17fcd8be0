"""Files built in code, and a shorthand for what is read out of them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
from docx import Document

from scripts.law import register
from scripts.law.register import Register
from scripts.pages import DOCS
from scripts.quiz.importing import document, workbook
from scripts.quiz.importing.draft import Draft, Imported, Remark, Setting, complete
from scripts.quiz.model import Case, Item, Judgement

DAY = date(2026, 11, 22)


@cache
def laws() -> Register:
    """The register of the repository."""
    return register.load(DOCS / "law" / "laws.yml")


def setting(taken: Iterable[str] = (), prefix: str = "imp", domain: str = "D3") -> Setting:
    """What an import is told from outside."""
    return Setting(domain, DAY, laws(), frozenset(taken), prefix)


def saved(thing: Any) -> bytes:
    """The bytes of a workbook or document."""
    target = io.BytesIO()
    thing.save(target)
    return target.getvalue()


def xlsx(rows: Iterable[Sequence[object]]) -> bytes:
    """A workbook with one sheet of these rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet
    for row in rows:
        sheet.append(list(row))
    return saved(book)


def docx(text: str) -> bytes:
    """A document of these lines; leading space on a line is for the reader of the test."""
    made = Document()
    for line in text.strip("\n").split("\n"):
        made.add_paragraph(line.strip())
    return saved(made)


Reading = tuple[list[Imported], list[Remark]]


def finished(drafts: list[Draft], remarks: list[Remark], told: Setting | None = None) -> Reading:
    """Drafts completed: the items, and every remark in the order of the file."""
    imported = complete(drafts, told or setting())
    return imported, sorted([*remarks, *(remark for draft in drafts for remark in draft.remarks)])


def read_xlsx(data: bytes, told: Setting | None = None) -> Reading:
    """What an import reads from a workbook."""
    return finished(*workbook.read(Path("x.xlsx"), data), told)


def read_docx(data: bytes, told: Setting | None = None) -> Reading:
    """What an import reads from a document."""
    return finished(*document.read(Path("x.docx"), data), told)


def short(item: Item) -> str:
    """An item on one line: type, stem, options, key or points."""
    if isinstance(item, Judgement):
        return f"判断 {item.stem.zh} {'对' if item.key else '错'}"
    if isinstance(item, Case):
        parts = " ".join(
            f"{part.prompt.zh}[{'/'.join(f'{point.marks}{point.zh}' for point in part.points)}]"
            for part in item.parts
        )
        return f"案例 {item.stem.zh} {parts}"
    options = "/".join(text.zh for text in item.options.values())
    kind = "单选" if item.type == "single" else "多选"
    return f"{kind} {item.stem.zh} {options} {''.join(sorted(item.keys)).upper()}"


def lost(remarks: list[Remark]) -> list[str]:
    """What was not imported, as place and reason."""
    return [f"{remark.place}：{remark.what}" for remark in remarks if remark.lost]


def told(remarks: list[Remark]) -> str:
    """Everything to be checked, one a line."""
    return "\n".join(f"{remark.place}：{remark.what}" for remark in remarks if not remark.lost)
