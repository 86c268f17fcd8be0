"""The layout language: clauses, variants, sheets, tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import pages
from scripts.forms.model import Cell, Field, Form, parse
from scripts.problems import ProblemsError

HEAD = """---
title: 试
description: 试
form:
  code: F99
  statutory: false
  who: 甲
  when: 乙
  copies: 一
  variants: [{name: standard, label: 标准}, {name: small, label: 小型}]
  fields:
    - {name: a, label: 甲, example: 一}
    - {name: t, label: 表, type: rows, rows: 2, columns: [{name: x, label: 列}], example: [[一]]}
reviewed_on: 2026-11-22
review_in: 12
---
"""


def _form(layout: str, *, use: bool = True) -> Form:
    more = "\n{{a}}\n{{t}}" if use else ""
    text = f"{HEAD}## 表单 {{ #form }}\n\n```form\n{layout}{more}\n```\n"
    return parse(pages.parse(text, Path("docs/templates/test.md"), "templates/test.md", "zh"))


def test_clauses_are_numbered_variant_by_variant() -> None:
    form = _form("§ 甲条\n:standard: § 乙条\n§ 丙条")
    for variant, expected in (
        ("standard", ["第一条　", "第二条　", "第三条　"]),
        ("small", ["第一条　", "第二条　"]),
    ):
        found = [block.runs[0] for block in form.of(variant).blocks if block.kind == "clause"]
        assert found == expected
    assert [form.file_name(name) for name in form.variants] == ["test-standard", "test-small"]


def test_a_table_is_told_by_its_separator() -> None:
    first, second, none = (
        next(block for block in _form(layout).blocks if block.kind == "table")
        for layout in (
            "|--|----|\n| 甲 | {{a}} |",
            "| 甲 | 乙 |\n|-|-|\n| 丙 | 丁 |",
            "| 甲 | 乙 |\n| 丙 | < |",
        )
    )
    assert (first.head, first.shares, len(first.rows)) == (False, (2.0, 4.0), 1)
    assert (second.head, second.shares, len(second.rows)) == (True, (1.0, 1.0), 2)
    assert (none.head, none.rows[1]) == (False, (Cell(("丙",), 2),))


def test_sheets_turn_the_paper() -> None:
    papers = [
        block.paper for block in _form("甲\n=== landscape\n乙\n===\n丙").blocks if block.kind == "sheet"
    ]
    assert papers == ["landscape", "portrait"]


@pytest.mark.parametrize(
    ("layout", "told"),
    [
        ("| 甲 | 乙 |\n| 丙 |", "这一行有 1 格，应有 2 格"),
        ("| 甲 | {{t}} |", "表格字段要独占一行"),
        ("甲{{t}}", "表格字段要独占一行"),
        (":large: 甲", "不认识的标记 :large:"),
        ("=== round", "不认识的纸张 round"),
        ("> 说明", "说明前面没有正文"),
        ("甲\n>", "说明是空的"),
        ("{{nobody}}", "没有对应的字段"),
        ("|--|--|", "表格没有内容"),
    ],
)
def test_faults(layout: str, told: str) -> None:
    with pytest.raises(ProblemsError, match=told):
        _form(layout)


def test_every_fault_at_once_with_its_line() -> None:
    with pytest.raises(ProblemsError) as error:
        _form("{{x}}\n{{y}}", use=False)
    lines = {problem.line for problem in error.value.problems}
    assert len(error.value.problems) == 4  # two blanks without a field, two fields without a blank
    assert {20, 21} <= lines


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"label": "甲", "example": "一"}, "name"),
        ({"name": "a", "label": "甲"}, "没有示例"),
        ({"name": "a", "label": "甲", "type": "choice", "example": "一"}, "options"),
        ({"name": "a", "label": "甲", "lines": 4, "example": "一"}, "lines"),
        ({"name": "a", "label": "甲", "type": "check", "example": "是"}, "check 写"),
        (
            {
                "name": "a",
                "label": "甲",
                "type": "rows",
                "rows": 2,
                "columns": [{"name": "x", "label": "一"}, {"name": "x", "label": "二"}],
                "example": [["1", "2"]],
            },
            "同名",
        ),
    ],
)
def test_fields_that_do_not_fit(data: dict[str, object], told: str) -> None:
    with pytest.raises(ValueError) as error:
        Field.model_validate(data)
    faults = [
        str(found["loc"])
        + str(found.get("ctx", {}).get("error").__dict__ if found.get("ctx") else found["msg"])
        for found in error.value.errors()
    ]  # type: ignore[attr-defined]
    assert told in "".join(faults)
