"""The book as one PDF through Typst: contents with page numbers, links inside, nothing from outside."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import typst
from pikepdf import ObjectStreamMode, Pdf

from scripts.exam.typeset import FONTS, missing_glyphs
from scripts.pages import DOCS
from scripts.problems import Problem, ProblemsError
from scripts.publish.book import Leaf, Part, leaves
from scripts.publish.tree import blocks

TEMPLATE = Path(__file__).parent / "book.typ"


def pdf(
    book: Sequence[Part | Leaf], title: str, day: date, notes: Sequence[str], language: str = "zh"
) -> bytes:
    """The book in `language`; `notes` stand below the title. Raises ProblemsError where the fonts lack a character."""
    targets = {href for leaf in leaves(book) for href in map(str, leaf.body.xpath(".//a/@href"))}
    entries = list(_entries(book, 1, targets))
    if problems := list(_unprintable(entries, DOCS if language == "zh" else DOCS / language)):
        raise ProblemsError(problems)
    data = {
        "language": language,
        "title": title,
        "date": day.isoformat(),
        "notes": list(notes),
        "entries": entries,
    }
    made = typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        format="pdf",
        timestamp=int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()),
    )
    assert isinstance(made, bytes)
    return _packed(made)


def _packed(made: bytes) -> bytes:
    """The same PDF with its small objects compressed: a third of the size."""
    target = io.BytesIO()
    with Pdf.open(io.BytesIO(made)) as document:
        document.save(target, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    return target.getvalue()


def _entries(inside: Sequence[Part | Leaf], level: int, targets: set[str]) -> Iterator[dict[str, Any]]:
    """Parts and pages in reading order; the first page of a group stands below the group's name."""
    for at, one in enumerate(inside):
        if isinstance(one, Part):
            yield {"k": "part", "level": level, "title": one.title, "id": ""}
            yield from _entries(one.inside, level + 1, targets)
        else:
            yield {
                "k": "page",
                "title": one.title,
                "id": one.address if one.address in targets else "",
                "address": one.address,
                "joined": at == 0 and level == 3,
                "blocks": blocks(one.body, one.address, targets),
            }


def _unprintable(entries: Sequence[dict[str, Any]], docs: Path) -> Iterator[Problem]:
    for entry in entries:
        if missing := missing_glyphs({key: entry[key] for key in entry if key not in ("id", "address")}):
            names = "、".join(f"{char}（U+{ord(char):04X}）" for char in missing)
            source = docs / str(entry.get("address", "")).replace(".html", ".md")
            yield Problem(source, 0, f"PDF 的字体没有这些字：{names}", "换一个写法", "missing glyphs")
