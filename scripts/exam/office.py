"""The papers about the papers: quality report, blueprint workbook, print log, seating list, labels."""

from __future__ import annotations

import io
import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import xlsxwriter

from scripts.exam.assemble import Form, letter, mean_difficulty, mix
from scripts.exam.blueprint import BANDS, LEVELS, TYPES, Blueprint, Candidate, number, shared
from scripts.exam.candidates import Copy
from scripts.exam.scramble import Version
from scripts.exam.typeset import compiled, heading
from scripts.forms.word import EPOCH
from scripts.quiz.model import Bank, Domain, Single

SPARE = 0.05
"""Papers printed beyond the number of candidates."""


@dataclass(frozen=True)
class Batch:
    """Everything that was decided: what the office papers tell of."""

    blueprint: Blueprint
    banks: dict[str, Bank]
    forms: Sequence[Form]
    versions: Sequence[Version]
    edition: str
    seed: int
    recent: frozenset[str]

    @property
    def domains(self) -> dict[str, Domain]:
        """Item id → the domain of its bank."""
        return {item.id: bank.domain for bank in self.banks.values() for item in bank.items}

    def first(self, form: int) -> Version:
        """The first version of a form."""
        return next(version for version in self.versions if version.form == letter(form))


def table(batch: Batch, form: int) -> list[list[str]]:
    """The 双向细目表 of a form: a row a domain; items by section, then marks by level, then all marks."""
    sections, domains = batch.blueprint.sections, batch.domains
    counts: Counter[tuple[str, int]] = Counter()
    marks: dict[tuple[str, str], float] = defaultdict(float)
    for index, (section, items) in enumerate(zip(sections, batch.forms[form], strict=True)):
        for item in items:
            spread = Candidate(item, domains[item.id], index).spread(section.marks)
            for domain in {domain for domain, _ in spread}:
                counts[domain, index] += 1
            for (domain, level), share in spread.items():
                marks[domain, level] += share
    rows = []
    for name in sorted(set(domains.values()) | {domain for domain, _ in marks}, key=lambda one: int(one[1:])):
        total = sum(marks[name, level] for level in LEVELS)
        if total:
            row = [
                number(counts[name, index]) if counts[name, index] else "" for index in range(len(sections))
            ]
            row += [number(marks[name, level]) if marks[name, level] else "" for level in LEVELS]
            rows.append([name, *row, number(total)])
    sums = [number(section.count) for section in sections]
    sums += [number(sum(marks[domain, level] for domain, one in marks if one == level)) for level in LEVELS]
    return [*rows, ["合计", *sums, number(batch.blueprint.total)]]


def table_head(batch: Batch) -> list[str]:
    """The headings of `table`."""
    sections = [
        section.heading.zh if section.heading else TYPES[section.type] for section in batch.blueprint.sections
    ]
    return [
        "知识域",
        *(f"{name}（题）" for name in sections),
        *(f"{name}（分）" for name in LEVELS.values()),
        "分值",
    ]


def quality(batch: Batch) -> dict[str, Any]:
    """What the quality report tells, as text."""
    blueprint, forms = batch.blueprint, batch.forms
    ids = [{item.id for items in form for item in items} for form in forms]
    overlaps = [
        [
            letter(one) + letter(other),
            str(len(ids[one] & ids[other])),
            f"{len(ids[one] & ids[other]) / blueprint.count:.1%}",
        ]
        for one, other in combinations(range(len(forms)), 2)
    ]
    rows = []
    for index, form in enumerate(forms):
        bands = mix(blueprint, form)
        keys = Counter(
            one.key.upper()
            for section in batch.first(index).sections
            for one in section
            if isinstance(one.item, Single)
        )
        true = [
            one.key
            for section in batch.first(index).sections
            for one in section
            if one.item.type == "judgement"
        ]
        rows.append(
            [
                letter(index),
                str(blueprint.count),
                f"{mean_difficulty(blueprint, form):.3f}",
                "/".join(number(bands[band]) for band in BANDS),
                " ".join(f"{key}{count}" for key, count in sorted(keys.items())),
                f"√{true.count('true')} ×{true.count('false')}" if true else "—",
                str(len(ids[index] & batch.recent)),
            ]
        )
    ratio = blueprint.difficulty
    return {
        "title": blueprint.title.zh,
        "edition": batch.edition or "试排",
        "seed": str(batch.seed),
        "facts": f"{len(forms)} 套平行卷，每套 {len(batch.versions) // len(forms)} 种排列；满分 {blueprint.total} 分，{blueprint.minutes} 分钟，合格线 {blueprint.pass_mark} 分",
        "head": table_head(batch),
        "table": table(batch, 0),
        "same": "各格题数和分值由程序保证"
        + ("，各套相同。" if blueprint.table else "；蓝图没有写明的格，各套可以不同，见细目表工作簿。"),
        "form-head": ["卷", "题数", "预估难度", "易/中/难（分）", "单选答案", "判断", "近期用过"],
        "forms": rows,
        "plan": (
            "计划难度比例 易:中:难 = "
            + ":".join(str(ratio[band]) for band in BANDS if band in ratio)
            + "，容许偏差5个百分点。"
            if ratio
            else "蓝图没有规定难度比例。"
        )
        + f"预估难度为预估得分率的加权平均，各套相差不超过 0.01；相同题最多 {shared(blueprint)} 题；互斥题、近似题不同卷。",
        "overlaps": overlaps,
    }


def report(batch: Batch, fonts: Path | None = None) -> bytes:
    """The one-page 命题质量报告, to be signed."""
    return compiled("report.typ", quality(batch), fonts)


def workbook(batch: Batch) -> bytes:
    """The 双向细目表 of every form and its list of items, without keys, as .xlsx."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": "双向细目表", "author": "", "created": EPOCH.replace(tzinfo=None)})
    bold = book.add_format(
        {"bold": True, "text_wrap": True, "border": 1, "align": "center", "valign": "vcenter"}
    )
    plain = book.add_format({"border": 1})
    for index, form in enumerate(batch.forms):
        sheet = book.add_worksheet(f"{letter(index)}卷细目表")
        sheet.write_row(0, 0, table_head(batch), bold)
        for at, row in enumerate(table(batch, index), 1):
            for column, text in enumerate(row):
                if column and text:
                    sheet.write_number(at, column, float(text), plain)
                else:
                    sheet.write_string(at, column, text, plain)
        sheet.set_column(0, len(table_head(batch)), 11)
        sheet.freeze_panes(1, 1)
        items = book.add_worksheet(f"{letter(index)}卷题目")
        items.write_row(
            0, 0, ["大题", "题号", "知识域", "层次", "预估正确率", "难度", "分值", "近期用过"], bold
        )
        at = 0
        for section_at, (section, chosen) in enumerate(zip(batch.blueprint.sections, form, strict=True)):
            for item in chosen:
                at += 1
                items.write_row(
                    at,
                    0,
                    [
                        heading(section, section_at, "zh").split("（")[0],
                        item.id,
                        batch.domains[item.id],
                        LEVELS[item.level],
                    ],
                    plain,
                )
                items.write_number(at, 4, item.facility, plain)
                items.write_string(at, 5, BANDS[item.band], plain)
                items.write_number(at, 6, section.marks, plain)
                items.write_string(at, 7, "是" if item.id in batch.recent else "", plain)
        items.set_column(0, 1, 16)
        items.freeze_panes(1, 0)
    book.close()
    return target.getvalue()


def spare(candidates: int) -> int:
    """Nameless papers to print beside the candidates' own: five in a hundred, at least one."""
    return max(1, math.ceil(candidates * SPARE))


def print_log(
    title: str, edition: str, files: Sequence[tuple[str, int, int, str]], fonts: Path | None = None
) -> bytes:
    """The print log with lines to sign: name, pages, copies (0 to be written by hand) and SHA-256 of every file."""
    rows = [
        [name, str(pages), str(copies) if copies else "", digest] for name, pages, copies, digest in files
    ]
    return compiled("printlog.typ", {"title": title, "edition": edition or "试排", "files": rows}, fonts)


def seating(title: str, copies: Sequence[Copy], versions: Sequence[Version], fonts: Path | None) -> bytes:
    """The seating list, a room a page, with room to sign in."""
    rooms: dict[str, list[list[str]]] = {}
    for copy in copies:
        person = copy.person
        assert person is not None
        row = [
            str(person.seat),
            person.number,
            person.name,
            person.unit,
            versions[copy.version].label,
            copy.code,
        ]
        rooms.setdefault(person.room, []).append(row)
    ordered = [
        {"room": room, "rows": sorted(rows, key=lambda row: int(row[0]))} for room, rows in rooms.items()
    ]
    return compiled("seating.typ", {"title": title, "rooms": ordered}, fonts)


def labels(title: str, copies: Sequence[Copy], fonts: Path | None) -> bytes:
    """Desk labels, 3 × 8 on A4 (70 × 37.125 mm each): seat, name, number, unit."""
    people = [copy.person for copy in copies if copy.person]
    rows = [
        {"room": one.room, "seat": str(one.seat), "name": one.name, "number": one.number, "unit": one.unit}
        for one in people
    ]
    return compiled("labels.typ", {"title": title, "people": rows}, fonts)
