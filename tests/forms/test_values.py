"""What people fill in: normalised or refused, with the field named."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.forms.model import Form, FormMeta
from scripts.forms.values import Value, checked, written

FIELDS = [
    {"name": "text", "label": "文字", "example": "一"},
    {"name": "day", "label": "日期", "type": "date", "example": "2026年1月2日"},
    {"name": "count", "label": "人数", "type": "number", "example": "3"},
    {"name": "kind", "label": "种类", "type": "choice", "options": ["甲", "乙"], "example": "甲"},
    {"name": "tick", "label": "勾", "type": "check", "example": True},
    {
        "name": "table",
        "label": "表",
        "type": "rows",
        "rows": 2,
        "columns": [{"name": "x", "label": "列一"}, {"name": "y", "label": "列二"}],
        "example": [["1", "2"]],
    },
]
META = FormMeta.model_validate(
    {"code": "F99", "statutory": False, "who": "甲", "when": "乙", "copies": "一", "fields": FIELDS}
)
FORM = Form("test", "zh", "试", META, ())
GOOD: dict[str, object] = {"text": "", "day": "", "count": "", "kind": "", "tick": "", "table": []}
DATA = Path("data.xlsx")


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        ("text", "甲\r\n乙", "甲\n乙"),
        ("text", 12, "12"),
        ("text", 0.1, "0.1"),
        ("text", None, ""),
        ("text", "<b>&\"'", "<b>&\"'"),
        ("day", "2026-10-12", "2026年10月12日"),
        ("day", "2026/1/2", "2026年1月2日"),
        ("day", datetime(2026, 10, 12, 9), "2026年10月12日"),
        ("count", "1,234.5", "1,234.5"),
        ("kind", "乙", "乙"),
        ("tick", "√", True),
        ("tick", "否", False),
        ("table", [["1", 2], ["", ""]], [["1", "2"]]),
        ("table", [{"x": "1"}], [["1", ""]]),
    ],
)
def test_taken(name: str, given: object, expected: Value) -> None:
    values, problems = checked(FORM, GOOD | {name: given}, DATA, 7)
    assert not problems
    assert values[name] == expected


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        ("text", "甲\x07", "第2个字是控制字符 U+0007"),
        ("text", date(2026, 1, 3), "是日期 2026-01-03"),
        ("text", True, "不是文字"),
        ("text", ["甲"], "不是文字"),
        ("text", float("nan"), "不是数字"),
        ("day", "2026年2月30日", "不是日期"),
        ("day", "下周一", "不是日期"),
        ("count", "三人", "应是数字"),
        ("kind", "丙", "写了“丙”"),
        ("tick", "也许", "写了“也许”"),
        ("table", "甲", "应是几行表格"),
        ("table", [["1"]], "第1行不是2格"),
        ("table", [["1", "2"], ["1", "\x00"]], "第2行第1个字是控制字符"),
        ("table", [{"z": "1"}], "没有这样的列：z"),
    ],
)
def test_refused_with_row_and_field(name: str, given: object, told: str) -> None:
    _, problems = checked(FORM, GOOD | {name: given}, DATA, 7)
    assert [problem.line for problem in problems] == [7]
    assert f"字段 {name}（" in problems[0].what
    assert told in problems[0].what


def test_every_field_is_named() -> None:
    _, problems = checked(FORM, {"txt": "一"}, DATA, 3)
    assert len(problems) == 1 + len(FIELDS)


@given(st.text(max_size=200).filter(lambda text: text.isprintable()))
def test_printable_words_stay_as_they_are(words: str) -> None:
    values, problems = checked(FORM, GOOD | {"text": words}, DATA)
    assert not problems
    assert values["text"] == words


@given(st.dates(min_value=date(1000, 1, 1)))
def test_dates_come_back_the_same(day: date) -> None:
    for language in ("zh", "en"):
        form = Form("test", language, "试", META, ())
        values, problems = checked(form, GOOD | {"day": written(day, language)}, DATA)
        assert not problems
        assert values["day"] == written(day, language)
