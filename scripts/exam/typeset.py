"""Papers and keys through Typst: data goes in as JSON, never as markup built from text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import typst
from fontTools.ttLib import TTFont

from scripts.exam.assemble import LETTERS, Placed, Version
from scripts.exam.blueprint import Blueprint
from scripts.law.numerals import to_chinese
from scripts.problems import Problem, ProblemsError
from scripts.quiz.model import Case, Judgement, Multiple, Single

TEMPLATES = Path(__file__).parent / "typst"
FONTS = Path(pylopdf_fonts_zh_cn.serif_path()).parent
_LINE_EMS = 41.0  # text width of the A4 paper in ems of the body size
_LABEL_EMS = 2.2  # "A. " and the gap after an option
_TYPE_NAMES = {"single": "单项选择题", "multiple": "多项选择题", "judgement": "判断题", "case": "案例分析题"}


def paper(blueprint: Blueprint, version: Version) -> bytes:
    """The question paper of one version as PDF. Raises ProblemsError for glyphs no font has."""
    return _compile("paper.typ", paper_data(blueprint, version))


def key(blueprint: Blueprint, version: Version) -> bytes:
    """Its key: the answers at a glance, then each with explanation and legal basis."""
    return _compile("key.typ", key_data(blueprint, version))


def _head(blueprint: Blueprint, version: Version) -> dict[str, Any]:
    return {
        "title": blueprint.title.zh,
        "organiser": blueprint.organiser.zh,
        "version": version.name,
        "code": version.code,
        "minutes": blueprint.minutes,
        "total": blueprint.total,
        "pass_mark": blueprint.pass_mark,
    }


def _section_head(blueprint: Blueprint, index: int) -> dict[str, Any]:
    section = blueprint.sections[index]
    number = to_chinese(index + 1)
    marks = section.count * section.marks
    return {
        "number": number,
        "heading": f"{number}、{_TYPE_NAMES[section.type]}（共{section.count}题，每题{section.marks}分，共{marks}分）",
        "instructions": section.instructions.zh,
    }


def paper_data(blueprint: Blueprint, version: Version) -> dict[str, Any]:
    """What paper.typ is given: strings and numbers only."""
    sections = []
    for index, placed in enumerate(version.sections):
        items = [_item(one) for one in placed]
        sections.append(
            {**_section_head(blueprint, index), "type": blueprint.sections[index].type, "items": items}
        )
    return {**_head(blueprint, version), "notes": [note.zh for note in blueprint.notes], "sections": sections}


def _item(placed: Placed) -> dict[str, Any]:
    item = placed.item
    data: dict[str, Any] = {
        "number": placed.number,
        "stem": item.stem.zh,
        "options": [],
        "columns": 1,
        "parts": [],
    }
    if isinstance(item, Single | Multiple):
        data["options"] = [
            {"letter": LETTERS[position].upper(), "text": item.options[letter].zh}  # type: ignore[index]
            for position, letter in enumerate(placed.options)
        ]
        data["columns"] = columns([option["text"] for option in data["options"]])
    if isinstance(item, Case):
        data["parts"] = [
            {"prompt": part.prompt.zh, "marks": sum(point.marks for point in part.points)}
            for part in item.parts
        ]
    return data


def columns(options: list[str]) -> int:
    """How many option columns fit on a line: 4, 2 or 1, from the width of the longest."""
    widest = max(ems(option) for option in options) + _LABEL_EMS
    return next((count for count in (4, 2) if widest <= _LINE_EMS / count), 1)


def ems(text: str) -> float:
    """Width in ems: a Latin letter or digit counts about half, everything else one."""
    return sum(0.55 if char.isascii() else 1.0 for char in text)


def key_data(blueprint: Blueprint, version: Version) -> dict[str, Any]:
    """What key.typ is given."""
    sections = []
    for index, placed in enumerate(version.sections):
        items = [_key_item(one) for one in placed]
        sections.append({**_section_head(blueprint, index), "items": items})
    return {**_head(blueprint, version), "sections": sections}


def _key_item(placed: Placed) -> dict[str, Any]:
    item = placed.item
    answer = ("√" if item.key else "×") if isinstance(item, Judgement) else placed.key.upper()
    parts = item.parts if isinstance(item, Case) else []
    basis = "；".join(item.law) or ("佳木斯材料（约2002年）" if item.source else "")
    return {
        "number": placed.number,
        "id": item.id,
        "answer": answer,
        "explanation": item.explanation.zh,
        "basis": basis,
        "parts": [
            {
                "prompt": part.prompt.zh,
                "points": [{"text": point.zh, "marks": point.marks} for point in part.points],
            }
            for part in parts
        ],
    }


@cache
def _glyphs() -> frozenset[int]:
    known = []
    for name in ("NotoSerifSC-Regular.otf", "NotoSansSC-Regular.otf"):
        with TTFont(FONTS / name, lazy=True) as font:
            known.append(frozenset(font.getBestCmap()))
    return known[0] & known[1]


def _strings(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from _strings(value)


def missing_glyphs(data: object) -> list[str]:
    """Characters of the data that the fonts cannot print, each once, in order."""
    chars = {char for text in _strings(data) for char in text} - {"\n"}
    return sorted(char for char in chars if ord(char) not in _glyphs())


def _compile(template: str, data: dict[str, Any]) -> bytes:
    if missing := missing_glyphs(data):
        names = "、".join(f"{char}（U+{ord(char):04X}）" for char in missing)
        holders = sorted({text[:20] for text in _strings(data) if set(text) & set(missing)})
        what = f"字体没有这些字：{names}，见于 {'；'.join(holders)}"
        raise ProblemsError(
            [Problem(TEMPLATES / template, 0, what, "换成字体有的字，或改写", "missing glyphs")]
        )
    pdf = typst.compile(
        str(TEMPLATES / template),
        root=str(TEMPLATES),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        format="pdf",
    )
    assert isinstance(pdf, bytes)
    return pdf
