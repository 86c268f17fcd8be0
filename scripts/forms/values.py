"""What people fill into a form: one dictionary, field name → text, tick or table rows, checked.

The JSON that the page saves, the JSON for bulk filling and the workbook all come through here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from scripts.forms.model import Column, Field, Form
from scripts.problems import Problem

Value = str | bool | list[list[str]]
Values = dict[str, Value]

_FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
"""Characters that XML 1.0 has no place for, and the control characters it discourages."""
_DATE = re.compile(r"(\d{4})(?:年|-|/|\.)(\d{1,2})(?:月|-|/|\.)(\d{1,2})日?")
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_YES = {"true", "1", "是", "√", "✓", "☑", "☒", "yes", "y", "有"}
_NO = {"false", "0", "否", "×", "☐", "no", "n", "无", ""}
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


class _RefusedError(Exception):
    """A value that does not fit; the arguments are what is wrong and how to mend it."""


def checked(form: Form, raw: Mapping[str, object], path: Path, row: int = 0) -> tuple[Values, list[Problem]]:
    """The values of one filled form, normalised, and what is wrong with them.

    Every field of the form has to be named; an empty text leaves its blank blank. `path` and `row`
    (a row of a workbook, or the number of an entry) say where the data stood.
    """
    values: Values = {}
    problems = []

    def fault(what: str, cure: str, english: str) -> None:
        problems.append(Problem(path, row, what, cure, english))

    fields = {field.name: field for field in form.meta.fields}
    for name in raw:
        if name not in fields:
            cure = "改成表单里的字段名，或删去：" + "、".join(fields)
            fault(f"没有字段 {name}", cure, "unknown field")
    for field in fields.values():
        who = f"字段 {field.name}（{field.label}）"
        if field.name not in raw:
            fault(f"{who}没有给出", "补上；要留空的写空文字", "field missing")
            continue
        try:
            values[field.name] = _value(field, raw[field.name], form.language)
        except _RefusedError as refused:
            what, cure = refused.args
            fault(f"{who}{what}", cure, "value")
    return values, problems


def _value(field: Field, given: object, language: str) -> Value:
    if field.type == "rows":
        return _rows(field, given)
    if field.type == "check":
        if isinstance(given, bool):
            return given
        said = str(given if given is not None else "").strip().lower()
        if said not in _YES | _NO:
            raise _RefusedError(f"写了“{_short(said)}”", "写 是 或 否")
        return said in _YES
    if field.type == "date":
        return _day(given, language)
    text = _text(given)
    if field.type == "choice" and text and text not in field.options:
        raise _RefusedError(f"写了“{_short(text)}”", "写其中一项：" + "、".join(field.options))
    if field.type == "number" and text.strip() and not _NUMBER.fullmatch(text.strip()):
        raise _RefusedError(f"应是数字，写了“{_short(text)}”", "只写数字，单位不写")
    return text


def _text(given: object) -> str:
    if given is None:
        return ""
    if isinstance(given, bool) or not isinstance(given, str | int | float | date):
        raise _RefusedError("不是文字", "写文字或数字")
    if isinstance(given, float):
        if not math.isfinite(given):
            raise _RefusedError("不是数字", "写文字或数字")
        return f"{given:.15g}"
    if isinstance(given, date):
        raise _RefusedError(f"是日期 {given:%Y-%m-%d}，这一格要文字", "先把单元格设成“文本”再写")
    text = str(given).replace("\r\n", "\n").replace("\r", "\n")
    if bad := _FORBIDDEN.search(text):
        raise _RefusedError(f"第{bad.start() + 1}个字是控制字符 U+{ord(bad[0]):04X}", "删去这个看不见的字")
    return text


def _day(given: object, language: str) -> str:
    if isinstance(given, datetime):
        given = given.date()
    if isinstance(given, date):
        return written(given, language)
    text = _text(given).strip()
    if not text:
        return ""
    found = _DATE.fullmatch(text)
    if not found and language == "en":
        found = _english_day(text)
    try:
        if found:
            return written(date(int(found[1]), int(found[2]), int(found[3])), language)
    except ValueError:
        pass
    raise _RefusedError(f"不是日期：“{_short(text)}”", "写成 2026年10月12日 或 2026-10-12")


def _english_day(text: str) -> re.Match[str] | None:
    parts = re.fullmatch(r"([A-Za-z]+) (\d{1,2}), (\d{4})", text)
    if not parts or parts[1].capitalize() not in MONTHS:
        return None
    return _DATE.fullmatch(f"{parts[3]}-{MONTHS.index(parts[1].capitalize()) + 1}-{parts[2]}")


def chinese_day(text: str) -> str:
    """October 12, 2026 → 2026年10月12日, for a value that was checked; other words as they are."""
    found = _english_day(text)
    return written(date(int(found[1]), int(found[2]), int(found[3])), "zh") if found else text


def written(day: date, language: str) -> str:
    """A date as the forms write it: 2026年10月12日, October 12, 2026."""
    if language == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def _rows(field: Field, given: object) -> list[list[str]]:
    if given is None or given == "":
        return []
    if not isinstance(given, list):
        raise _RefusedError("应是几行表格", "写成 [[第一行第一格, 第一行第二格], [第二行……]]")
    rows = []
    for number, row in enumerate(given, 1):
        cells = _cells(field.columns, row, number)
        if any(cells):
            rows.append(cells)
    return rows


def _cells(columns: list[Column], row: object, number: int) -> list[str]:
    if isinstance(row, Mapping):
        names = [column.name for column in columns]
        if unknown := [str(name) for name in row if name not in names]:
            raise _RefusedError(
                f"第{number}行没有这样的列：{'、'.join(unknown)}", "列名是 " + "、".join(names)
            )
        row = [row.get(name, "") for name in names]
    if not isinstance(row, list) or len(row) != len(columns):
        raise _RefusedError(
            f"第{number}行不是{len(columns)}格", "每行依次写 " + "、".join(column.label for column in columns)
        )
    try:
        return [_text(cell) for cell in row]
    except _RefusedError as refused:
        what, cure = refused.args
        raise _RefusedError(f"第{number}行{what}", cure) from None


def _short(text: str) -> str:
    return text if len(text) <= 20 else text[:20] + "……"
