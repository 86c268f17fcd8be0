"""The empty workbooks: the same bytes each time, text cells, drop-downs; the examples are not read."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from scripts.quiz.importing import template, workbook
from scripts.quiz.sheet_columns import COLUMNS, HEADERS
from tests.quiz.importing.files import finished, lost, saved, short


@pytest.mark.parametrize("make", [template.questions, template.candidates])
def test_byte_stable(make: object) -> None:
    assert callable(make)
    assert make() == make()


def test_the_examples_are_good_and_skipped() -> None:
    data = template.questions()
    assert workbook.read(Path("x.xlsx"), data) == ([], [])
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book["题目"]
    for row, name in ((2, "ex-001"), (3, "ex-002"), (4, "ex-003")):
        sheet.cell(row, 1).value = name
        sheet.cell(row, 2).value = "D3"
    imported, remarks = finished(*workbook.read(Path("x.xlsx"), saved(book)))
    assert [one.item.type for one in imported] == ["single", "judgement", "case"]
    assert lost(remarks) == [] and remarks == []


def test_a_filled_template_is_read() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template.questions()))
    row = dict(zip(HEADERS, (column.example for column in COLUMNS), strict=True))
    row |= {"题号": "", "知识域": "D3", "题干": "几日？"}
    for column, text in enumerate(row.values(), 1):
        book["题目"].cell(5, column).value = text
    imported, _ = finished(*workbook.read(Path("x.xlsx"), saved(book)))
    assert [short(one.item) for one in imported] == ["单选 几日？ 10日/15日/20日/30日 C"]


def test_cells_are_text_with_drop_downs() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(template.questions()))["题目"]
    assert sheet.freeze_panes == "A2"
    assert sheet.max_row == 201
    assert {cell.number_format for row in sheet.iter_rows() for cell in row} == {"@"}
    shown = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert shown["C2:C201"] == '"单选题,多选题,判断题,案例题"'
    assert len(shown) == sum(bool(column.choices) for column in COLUMNS)


def test_the_list_of_candidates() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template.candidates()))
    assert book.sheetnames == ["考生", "说明"]
    heads = [cell.value for cell in book["考生"][1]]
    assert heads == ["姓名", "单位", "准考证号", "考场", "座号", "备注"]
    assert book["考生"]["A2"].value == "示例"
