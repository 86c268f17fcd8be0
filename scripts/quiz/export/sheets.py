"""Tables: the template of 考试宝, a plain CSV, and our own workbook that `quiz import` reads.

Every cell of a workbook is text, so a cell that begins with = is no formula; its dates are fixed. In the
CSV a cell that begins with = + - @ or a tab gets an apostrophe before it, since spreadsheets would run
it (OWASP, "CSV Injection"): whoever reads the file by program takes it off.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from scripts.forms.word import EPOCH
from scripts.problems import Problem, ProblemsError
from scripts.quiz import sheet_columns as own
from scripts.quiz.export.booklet import Booklet, Language, Question, Section, word
from scripts.quiz.model import Case, Judgement
from scripts.quiz.words import BANDS

KAOSHIBAO = (
    "题干（必填）",
    "题型 （必填）",
    "选项 A",
    "选项 B",
    "选项 C",
    "选项 D",
    *(f"选项{letter}\n(勿删)" for letter in "EFGH"),
    "正确答案\n（必填）",
    "解析\n（勿删）",
    "章节\n（勿删）",
    "难度",
)
"""The headers of the template of November 2022, letter for letter, spaces and line breaks included."""
_KAOSHIBAO_TYPES = own.TYPES | {"case": "简答题"}
_NOTICE = "由题库导出。第2行是表头，不要改动；从第3行起一行一题，可以直接导入。"
_VERSION = "20221101"

CSV = (
    "id",
    "domain",
    "domain_title",
    "type",
    "level",
    "scope",
    "facility",
    "stem",
    *(f"option_{letter}" for letter in own.LETTERS),
    "key",
    "explanation",
    "law",
    "source",
    "tags",
    "fixed",
    "written",
    "reviewed",
)
"""The columns of the CSV: the words of the item model. `key` is C, ABD, true or false, or the marking
scheme; the tasks of a case follow its stem; `law` and `tags` are separated by ；; `fixed` is true where
the options keep their order; dates are ISO 8601."""
_FORMULA = ("=", "+", "-", "@", "\t")

Sheets = dict[str, tuple[list[Sequence[str]], list[int]]]
"""Sheet name → its rows and the widths of its columns."""


def kaoshibao(booklet: Booklet) -> bytes:
    """The booklet in the template of 考试宝 (2022-11): notice, headers, items; a second sheet `版本号`.
    A judgement has the options 对 and 错, a case is a 简答题 with the marking scheme as its answer."""
    rows = [
        _kaoshibao_row(question, section, booklet.language)
        for section in booklet.sections
        for question in section.questions
    ]
    widths = [50, 10, *[18] * 8, 20, 50, 24, 8]
    sheets: Sheets = {
        "试题案例，直接导入试试": ([[_NOTICE], KAOSHIBAO, *rows], widths),
        "版本号": ([[_VERSION]], [14]),
    }
    return _workbook(booklet.title, sheets, frozen=2)


def table(booklet: Booklet) -> bytes:
    """The booklet as CSV: RFC 4180, UTF-8 with a byte order mark (Excel reads it as cp936 without)."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(CSV)
    for section in booklet.sections:
        for question in section.questions:
            cells = _csv_row(question, section, booklet.language)
            writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells])
    return text.getvalue().encode("utf-8-sig")


def workbook(booklet: Booklet) -> bytes:
    """The booklet as our own import template, filled (scripts/quiz/sheet_columns.py)."""
    rows = [
        _own_row(question, section.domain) for section in booklet.sections for question in section.questions
    ]
    widths = [column.width for column in own.COLUMNS]
    return _workbook(booklet.title, {own.SHEET: ([own.HEADERS, *rows], widths)}, frozen=1)


def _kaoshibao_row(question: Question, section: Section, language: Language) -> list[str]:
    item = question.item
    options = [text for _, text in question.options]
    if isinstance(item, Judgement):
        options = list(own.JUDGEMENTS.values())
        answer = "A" if question.truth else "B"
    else:
        answer = _scheme(question) if isinstance(item, Case) else question.letters
    why = question.explanation
    if question.basis:
        why += "\n" + word("basis", language) + question.basis
    return [
        _asked(question, language),
        _KAOSHIBAO_TYPES[item.type],
        *options,
        *[""] * (8 - len(options)),
        answer,
        why,
        section.name,
        BANDS[item.band]["zh"],
    ]


def _csv_row(question: Question, section: Section, language: Language) -> list[str]:
    item = question.item
    if isinstance(item, Judgement):
        key = str(question.truth).lower()
    else:
        key = _scheme(question) if isinstance(item, Case) else question.letters
    return [
        item.id,
        section.domain,
        section.title,
        item.type,
        item.level,
        item.scope,
        f"{item.facility:g}",
        _asked(question, language),
        *_six(question),
        key,
        question.explanation,
        own.BETWEEN.join(item.law),
        item.source or "",
        own.BETWEEN.join(item.tags),
        str(question.fixed).lower(),
        item.written.isoformat(),
        item.reviewed.isoformat() if item.reviewed else "",
    ]


def _own_row(question: Question, domain: str) -> list[str]:
    item = question.item
    if isinstance(item, Judgement):
        key = own.JUDGEMENTS[question.truth]
    else:
        key = _scheme(question) if isinstance(item, Case) else question.letters
    return [
        item.id,
        domain,
        own.TYPES[item.type],
        own.LEVELS[item.level],
        own.SCOPES[item.scope],
        f"{item.facility:g}",
        question.stem,
        *_six(question),
        key,
        question.explanation,
        own.BETWEEN.join(item.law),
        own.SOURCES[item.source] if item.source else "",
        own.BETWEEN.join(item.tags),
        own.FIXED[question.fixed],
    ]


def _asked(question: Question, language: Language) -> str:
    """The stem with the tasks of a case, each on its line."""
    tasks = [
        word("part", language).format(number) + task.prompt for number, task in enumerate(question.tasks, 1)
    ]
    return "\n".join([question.stem, *tasks])


def _scheme(question: Question) -> str:
    """Tasks and points of a case as lines: 问1：…, - 2分：…"""
    lines = []
    for number, task in enumerate(question.tasks, 1):
        lines.append(own.TASK.format(number, task.prompt))
        lines += [own.POINT.format(marks, text) for marks, text in task.points]
    return "\n".join(lines)


def _six(question: Question) -> list[str]:
    texts = dict(question.options)
    return [texts.get(letter, "") for letter in own.LETTERS]


def _workbook(title: str, sheets: Sheets, *, frozen: int) -> bytes:
    """Sheets of text cells with their column widths; `frozen` rows stay in sight, the last of them is
    the header. Raises ProblemsError for a text that no cell holds."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"title": title, "author": "", "created": EPOCH.replace(tzinfo=None)})
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    bold = book.add_format({"num_format": "@", "bold": True, "text_wrap": True, "bg_color": "#EFEFEF"})
    problems: list[Problem] = []
    for number, (name, (rows, widths)) in enumerate(sheets.items()):
        sheet = book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width, text)
        for row, cells in enumerate(rows):
            style = bold if number == 0 and row == frozen - 1 else text
            problems += _written(sheet, row, cells, style)
        if number == 0:
            sheet.freeze_panes(frozen, 1)
    if problems:
        raise ProblemsError(problems)
    book.close()
    return target.getvalue()


def _written(sheet: Any, row: int, cells: Iterable[str], style: Any) -> list[Problem]:
    too_long = [
        column
        for column, cell in enumerate(cells)
        if sheet.write_string(row, column, cell, style) != 0  # xlsxwriter drops what Excel cannot hold
    ]
    what = f"第{row + 1}行有一格超过 Excel 的 32767 字"
    return [
        Problem(Path(f"{sheet.get_name()}"), row + 1, what, "缩短这道题", "cell too long") for _ in too_long
    ]
