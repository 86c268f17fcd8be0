"""Papers, keys and answer sheets through Typst: data goes in as JSON, never as markup built from text."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pylopdf_fonts_zh_cn
import segno
import typst
from fontTools.ttLib import TTFont
from fontTools.ttLib.ttCollection import TTCollection

from scripts.door import ROOT
from scripts.exam import sheet as sheets
from scripts.exam.blueprint import TYPES, Blueprint, Section, number
from scripts.exam.candidates import Copy
from scripts.exam.scramble import LETTERS, Placed, Version
from scripts.law.backlinks import citation_words
from scripts.law.numerals import to_chinese
from scripts.law.register import Register
from scripts.law.register import load as load_register
from scripts.problems import Problem, ProblemsError
from scripts.quiz.model import Case, Item, Judgement, Multiple, Single

Language = Literal["zh", "en"]
Paper = Literal["a4", "a3"]
Answers = Literal["paper", "sheet"]

TEMPLATES = Path(__file__).parent / "typst"
FONTS = Path(pylopdf_fonts_zh_cn.serif_path()).parent
_LINE_EMS = 41.0  # text width of the A4 paper in ems of the body size
_LABEL_EMS = 2.2  # "A. " and the gap after an option
_LONG = 25  # lines: a longer item may be split between pages
_EN_TYPES = {
    "single": "One right answer",
    "multiple": "Several right answers",
    "judgement": "True or false",
    "case": "Cases",
}
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_WORDS: dict[str, dict[str, str]] = {
    "zh": {
        "lang": "zh",
        "total": "满分 {} 分",
        "minutes": "时间 {} 分钟",
        "pass": "合格线 {} 分",
        "distinction": "优秀线 {} 分",
        "half": "全对得满分，漏选得一半，错选不得分。",
        "none": "全对得分，少选、错选不得分。",
        "closed": "闭卷",
        "open": "开卷",
        "unit": "单位",
        "name": "姓名",
        "number": "准考证号",
        "seal": "密封线",
        "hands-off": "密封线内不要答题",
        "question": "题号",
        "sum": "总分",
        "score": "得分",
        "marker": "评卷人",
        "reviewer": "复核人",
        "notes": "注意事项",
        "page": "第 {} 页　共 {} 页",
        "code": "卷码 {}",
        "paper": "{}卷",
        "key": "参考答案与评分细则",
        "secret": "启封前保密",
        "answer": "答案：{}。",
        "basis": "依据：",
        "item": "题号：",
        "marks": "{}分",
        "also": "（{}卷第{}题）",
        "true": "√",
        "false": "×",
        "explained": "解析与评分细则（题号按{}卷）",
        "stop": "。",
        "open-bracket": "（",
        "close-bracket": "）",
        "sheet": "答题卡",
        "absent": "缺考标记（由监考人填涂）",
        "fill": "填涂示例：把方框涂满涂黑，修改时擦净。不折叠，不在方框外和角标处写画。",
        "grid": "准考证号：上面一行写数字，下面把对应的数字涂黑。",
        "continued": "（续）",
        "blank": "（此页空白）",
    },
    "en": {
        "lang": "en",
        "total": "Total {} marks",
        "minutes": "{} minutes",
        "pass": "Pass mark {}",
        "distinction": "Distinction {}",
        "half": "All right options: full marks; some of them: half; a wrong one: none.",
        "none": "Marks only for all right options and nothing else.",
        "closed": "Closed book",
        "open": "Open book",
        "unit": "Unit",
        "name": "Name",
        "number": "Admission no.",
        "seal": "SEALED",
        "hands-off": "Write no answers inside this line",
        "question": "Part",
        "sum": "Total",
        "score": "Marks",
        "marker": "Marker",
        "reviewer": "Reviewer",
        "notes": "Instructions",
        "page": "Page {} of {}",
        "code": "Code {}",
        "paper": "Paper {}",
        "key": "Key and marking scheme",
        "secret": "Confidential until opened",
        "answer": "Answer: {}. ",
        "basis": "Basis: ",
        "item": "Item: ",
        "marks": "{} marks",
        "also": " (paper {}, no. {})",
        "true": "√",
        "false": "×",
        "explained": "Explanations and marking scheme (numbers of paper {})",
        "stop": ".",
        "open-bracket": " (",
        "close-bracket": ") ",
        "sheet": "Answer sheet",
        "absent": "Absent (marked by the invigilator)",
        "fill": "Fill the box completely and darkly; rub out to change. Do not fold; draw nothing outside the boxes or near the corner marks.",
        "grid": "Admission number: write the digits in the row above, then fill the digit below each.",
        "continued": " (continued)",
        "blank": "(This page is blank)",
    },
}


def words(language: Language) -> dict[str, str]:
    """The fixed words of papers, keys and sheets; `{}` stands for what is filled in."""
    return _WORDS[language]


def papers(
    blueprint: Blueprint,
    versions: Sequence[Version],
    copies: Sequence[Copy],
    *,
    language: Language = "zh",
    size: Paper = "a4",
    answers: Answers = "paper",
    fonts: Path | None = None,
) -> bytes:
    """The question papers of all copies as one PDF, each beginning on a front page. `answers` says
    whether room to write is on the paper or on the answer sheet; `fonts` is a folder of further fonts.
    Raises ProblemsError for glyphs no font has."""
    data = paper_data(blueprint, versions, copies, language)
    return compiled("paper.typ", data | {"size": size, "room": answers == "paper"}, fonts)


def stamps(
    blueprint: Blueprint,
    versions: Sequence[Version],
    copies: Sequence[Copy],
    *,
    language: Language = "zh",
    fonts: Path | None = None,
) -> bytes:
    """What makes ready A4 papers the candidates' own: for every copy a front page with the sealed strip and
    the code, and a back page with the code (see stamp.py)."""
    data = _head(blueprint, language) | {"copies": [_copy(copy, versions) for copy in copies]}
    return compiled("stamp.typ", data, fonts)


def keys(
    blueprint: Blueprint, versions: Sequence[Version], *, language: Language = "zh", fonts: Path | None = None
) -> bytes:
    """The key of the versions of one form: their answers at a glance, then each item once with
    explanation, marking scheme and legal basis."""
    return compiled("key.typ", key_data(blueprint, versions, language), fonts)


def answer_sheets(
    blueprint: Blueprint,
    layout: sheets.Layout,
    versions: Sequence[Version],
    copies: Sequence[Copy],
    *,
    stamp: bool = False,
    language: Language = "zh",
    fonts: Path | None = None,
) -> bytes:
    """The answer sheets of all copies as one PDF; a named candidate's number is filled in. Without copies
    the empty sheet alone; with `stamp` only what is to be put on it for each copy (see stamp.py)."""
    labels = [
        {"heading": _section_head(section, index, language)["heading"], "type": section.type}
        for index, section in enumerate(blueprint.sections)
    ]
    data = _head(blueprint, language) | {
        "layout": layout.table(),
        "stamp": stamp,
        "sections": labels,
        "copies": [
            _copy(copy, versions)
            | {"qr": [qr(f"{copy.code}/{side + 1}") for side in range(len(layout.sides))]}
            for copy in copies
        ],
    }
    return compiled("sheet.typ", data, fonts)


def qr(text: str) -> str:
    """A QR of level Q as SVG: a form code and its page fit version 1 (at most 16 characters)."""
    out = io.BytesIO()
    segno.make(text, error="q", micro=False, boost_error=False).save(
        out, kind="svg", border=0, xmldecl=False, svgns=True, nl=False
    )
    return out.getvalue().decode("ascii")


def _head(blueprint: Blueprint, language: Language) -> dict[str, Any]:
    words = _WORDS[language]
    facts = [
        words["total"].format(blueprint.total),
        words["minutes"].format(blueprint.minutes),
        words["pass"].format(blueprint.pass_mark),
        *([words["distinction"].format(blueprint.distinction)] if blueprint.distinction else []),
        words["closed" if blueprint.closed_book else "open"],
    ]
    return {
        "w": words,
        "title": blueprint.title.of(language),
        "organiser": blueprint.organiser.of(language),
        "facts": facts,
    }


def _copy(copy: Copy, versions: Sequence[Version]) -> dict[str, Any]:
    person = copy.person
    return {
        "version": copy.version,
        "label": versions[copy.version].label,
        "code": copy.code,
        "unit": person.unit if person else "",
        "name": person.name if person else "",
        "number": person.number if person else "",
    }


def heading(section: Section, index: int, language: Language) -> str:
    """一、单项选择题（共40题，每题1分，共40分）."""
    each, total, count = number(section.marks), number(section.total), section.count
    if language == "en":
        name = section.heading.of("en") if section.heading else _EN_TYPES[section.type]
        questions = (
            "1 question" if count == 1 else f"{count} questions, {each} mark{'' if each == '1' else 's'} each"
        )
        return f"{_ROMAN[index]}. {name} ({questions}, {total} marks)"
    name = section.heading.zh if section.heading else TYPES[section.type]
    return f"{to_chinese(index + 1)}、{name}（共{count}题，每题{each}分，共{total}分）"


def _section_head(section: Section, index: int, language: Language) -> dict[str, Any]:
    return {
        "number": _ROMAN[index] if language == "en" else to_chinese(index + 1),
        "heading": heading(section, index, language),
        "instructions": section.instructions.of(language),
        "type": section.type,
    }


def paper_data(
    blueprint: Blueprint, versions: Sequence[Version], copies: Sequence[Copy], language: Language
) -> dict[str, Any]:
    """What paper.typ is given: strings and numbers only."""
    return _head(blueprint, language) | {
        "notes": [note.of(language) for note in blueprint.notes],
        "copies": [_copy(copy, versions) for copy in copies],
        "versions": [
            [
                _section_head(blueprint.sections[index], index, language)
                | {"items": [_item(one, language) for one in placed]}
                for index, placed in enumerate(version.sections)
            ]
            for version in versions
        ],
    }


def _item(placed: Placed, language: Language) -> dict[str, Any]:
    item = placed.item
    stem = item.stem.of(language)
    options = [text for _, text in printed_options(placed, language)]
    parts = item.parts if isinstance(item, Case) else []
    return {
        "number": placed.number,
        "stem": stem.split("\n"),
        "options": [{"letter": letter, "text": text} for letter, text in printed_options(placed, language)],
        "columns": columns(options),
        "long": sum(ems(text) for text in [stem, *options]) / _LINE_EMS > _LONG,
        "parts": [
            {"prompt": part.prompt.of(language), "marks": sum(point.marks for point in part.points)}
            for part in parts
        ],
    }


def printed_options(placed: Placed, language: Language) -> list[tuple[str, str]]:
    """The options as printed: letter and text, in the order of the version."""
    item = placed.item
    if not isinstance(item, Single | Multiple):
        return []
    return [
        (LETTERS[position].upper(), item.options[letter].of(language))  # type: ignore[index]
        for position, letter in enumerate(placed.options)
    ]


def columns(options: Sequence[str]) -> int:
    """How many option columns fit on a line: 4, 2 or 1, from the width of the longest."""
    widest = max(map(ems, options), default=0.0) + _LABEL_EMS
    return next((count for count in (4, 2) if widest <= _LINE_EMS / count), 1)


def ems(text: str) -> float:
    """Width in ems: a Latin letter or digit counts about half, everything else one."""
    return sum(0.55 if char.isascii() else 1.0 for char in text)


def key_data(blueprint: Blueprint, versions: Sequence[Version], language: Language) -> dict[str, Any]:
    """What key.typ is given."""
    words = _WORDS[language]
    first = versions[0]
    elsewhere = [
        (version.label, {one.item.id: one.number for section in version.sections for one in section})
        for version in (versions[1:] if len(versions) <= 4 else [])
    ]
    sections = []
    for index, section in enumerate(blueprint.sections):
        entries = [
            _key_item(one, language)
            | {
                "also": "".join(
                    words["also"].format(label, numbers[one.item.id]) for label, numbers in elsewhere
                )
            }
            for one in first.sections[index]
        ]
        glances = [
            [{"number": one.number, "answer": answer(one, language)} for one in version.sections[index]]
            for version in versions
        ]
        scoring = words[section.partial] if section.partial else ""
        more = {"items": entries, "glances": glances, "scoring": scoring}
        sections.append(_section_head(section, index, language) | more)
    return _head(blueprint, language) | {
        "form": first.form,
        "versions": [{"label": version.label, "code": version.code} for version in versions],
        "explained": words["explained"].format(first.label),
        "sections": sections,
    }


def answer(placed: Placed, language: Language) -> str:
    """The key as printed: letters, √ or ×, "" for cases."""
    if isinstance(placed.item, Judgement):
        return _WORDS[language][placed.key]
    return placed.key.upper()


def _key_item(placed: Placed, language: Language) -> dict[str, Any]:
    item = placed.item
    parts = item.parts if isinstance(item, Case) else []
    return {
        "number": placed.number,
        "id": item.id,
        "answer": answer(placed, language),
        "explanation": item.explanation.of(language),
        "basis": basis(item, language),
        "parts": [
            {
                "prompt": part.prompt.of(language),
                "points": [{"text": point.of(language), "marks": point.marks} for point in part.points],
            }
            for part in parts
        ],
    }


def basis(item: Item, language: Language) -> str:
    """The legal basis of an item in words; for facts of the report its name."""
    found = [citation_words(law, language, _register()) for law in item.law]
    if item.source:
        found.append("佳木斯材料（约2002年）" if language == "zh" else "the Jiamusi report (about 2002)")
    return ("；" if language == "zh" else "; ").join(found)


@cache
def _register() -> Register:
    return load_register(ROOT / "docs" / "law" / "laws.yml")


def _cmap(path: Path) -> frozenset[int]:
    if path.suffix.lower() in (".ttc", ".otc"):
        with TTCollection(path, lazy=True) as collection:
            return frozenset(char for font in collection.fonts for char in font.getBestCmap() or ())
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap() or ())


@cache
def _glyphs(folder: Path | None) -> frozenset[int]:
    both = [_cmap(FONTS / name) for name in ("NotoSerifSC-Regular.otf", "NotoSansSC-Regular.otf")]
    known = both[0] & both[1]
    if folder is not None:
        for path in sorted(folder.iterdir()):
            if path.suffix.lower() in (".otf", ".ttf", ".ttc", ".otc"):
                known |= _cmap(path)
    return known


def _strings(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for key, value in data.items():
            if key != "qr":
                yield from _strings(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _strings(value)


def missing_glyphs(data: object, fonts: Path | None = None) -> list[str]:
    """Characters of the data that the fonts cannot print, each once, in order."""
    chars = {char for text in _strings(data) for char in text} - {"\n"}
    return sorted(char for char in chars if ord(char) not in _glyphs(fonts))


def compiled(template: str, data: Mapping[str, Any], fonts: Path | None = None) -> bytes:
    """A template of scripts/exam/typst with its data as PDF. Raises ProblemsError where a glyph is missing."""
    if missing := missing_glyphs(data, fonts):
        names = "、".join(f"{char}（U+{ord(char):04X}）" for char in missing)
        holders = sorted({text[:20] for text in _strings(data) if set(text) & set(missing)})
        what = f"字体没有这些字：{names}，见于 {'；'.join(holders)}"
        cure = "用 --fonts 指定放有这个字的字体的文件夹，或换一个写法"
        raise ProblemsError([Problem(TEMPLATES / template, 0, what, cure, "missing glyphs")])
    pdf = typst.compile(
        str(TEMPLATES / template),
        root=str(TEMPLATES),
        font_paths=[str(FONTS), *([str(fonts)] if fonts else [])],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        format="pdf",
    )
    assert isinstance(pdf, bytes)
    return pdf
