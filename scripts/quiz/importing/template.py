"""The empty workbooks: questions to be imported, and the list of candidates of an exam."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter

from scripts.forms.word import EPOCH
from scripts.quiz.importing.workbook import EXAMPLE
from scripts.quiz.sheet_columns import COLUMNS, SHEET, Column

CANDIDATES = "考生"
CANDIDATE_COLUMNS: tuple[Column, ...] = (
    Column("姓名", "必填", "王芳", 12),
    Column("单位", "写全称，可空", "示例食品厂工会", 30),
    Column("准考证号", "4至12位数字，位数相同，不重复；整列可空，由程序编号", "2026001", 16),
    Column("考场", "如 第一考场", "第一考场", 12),
    Column("座号", "同一考场不重复", "01", 8),
    Column("备注", "如 需要大字试卷", "", 24),
)
_ROWS = 200
_JUDGEMENT = {
    "知识域": "D3",
    "题型": "判断题",
    "层次": "理解",
    "适用范围": "国家",
    "预估正确率": "0.7",
    "题干": "按国家规定，双方的协商代表人数应当对等，每方至少3人。",
    "正确答案": "对",
    "解析": "双方人数对等，每方至少3人，各确定一名首席代表。",
    "法律依据": "《集体合同规定》第十九条第二款",
    "标签": "代表；人数",
}
_CASE = {
    "知识域": "D3",
    "题型": "案例题",
    "层次": "分析",
    "适用范围": "国家",
    "预估正确率": "0.5",
    "题干": "示例厂（虚构）职工一方有5名协商代表，其中2名是外聘的律师。请按国家规定作答。",
    "正确答案": "问1：指出问题。\n- 3分：外聘的代表不得超过本方代表的三分之一。\n问2：怎样改正？\n- 3分：5名代表中至多外聘1名。",
    "解析": "5名的三分之一不到2名，所以至多1名。",
    "法律依据": "《集体合同规定》第二十三条",
    "标签": "代表；外聘",
}
_NOTES = (
    "从“题目”表第一个空行起填写，一行一题；表头不要改，列可以不按次序。",
    "示例三行可以留着：题号写“示例”的行不读入。",
    "单元格都是文本格式，粘贴时请选“只保留文本”，“1/3”就不会变成日期。",
    "不要合并单元格，不要用公式；答案写在“正确答案”一列，只用颜色标出的读不出。",
    "导入：python3 -m scripts quiz import 文件.xlsx --bank 题库名 --domain D3 --out out",
)
_CANDIDATE_NOTES = (
    "一行一名考生；表头不要改。姓名写“示例”的行不读入。",
    "单元格都是文本格式：准考证号、座号开头的 0 不会丢。",
)


@dataclass(frozen=True)
class _Sheet:
    """A sheet to be filled in: its columns, example rows by header, and what the notes say."""

    name: str
    title: str
    columns: Sequence[Column]
    examples: Sequence[dict[str, str]]
    notes: Sequence[str] = field(default=())


def questions() -> bytes:
    """The .xlsx that `quiz import` reads, with three example rows that it skips."""
    single = {column.header: column.example for column in COLUMNS}
    examples = [row | {COLUMNS[0].header: f"{EXAMPLE}{number}"} for number, row in
                enumerate((single, _JUDGEMENT, _CASE), 1)]  # fmt: skip
    return _workbook(_Sheet(SHEET, "导入题目的空表", COLUMNS, examples, _NOTES))


def candidates() -> bytes:
    """The .xlsx for the candidates of an exam, with an example row."""
    example = {column.header: column.example for column in CANDIDATE_COLUMNS}
    sheet = _Sheet(
        CANDIDATES,
        "考生名单的空表",
        CANDIDATE_COLUMNS,
        [example | {CANDIDATE_COLUMNS[0].header: EXAMPLE}],
        _CANDIDATE_NOTES,
    )
    return _workbook(sheet)


def _workbook(wanted: _Sheet) -> bytes:
    """The same bytes each time: text cells, drop-downs, a frozen header, and a sheet of notes."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": wanted.title, "author": "", "created": EPOCH.replace(tzinfo=None)})
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    grey = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top", "font_color": "#777777"})
    bold = book.add_format(
        {"num_format": "@", "bold": True, "bg_color": "#EFEFEF", "border": 1, "text_wrap": True}
    )
    sheet = book.add_worksheet(wanted.name)
    for number, column in enumerate(wanted.columns):
        sheet.set_column(number, number, column.width)
        sheet.write_string(0, number, column.header, bold)
        for row in range(1, _ROWS + 1):
            sheet.write_blank(row, number, None, text)
        if column.choices:
            shown = {"validate": "list", "source": list(column.choices)}
            sheet.data_validation(1, number, _ROWS, number, shown)
    for row, example in enumerate(wanted.examples, 1):
        for number, column in enumerate(wanted.columns):
            sheet.write_string(row, number, example.get(column.header, ""), grey)
    sheet.freeze_panes(1, 0)
    _notes(book, wanted, text, bold)
    book.close()
    return target.getvalue()


def _notes(book: Any, wanted: _Sheet, text: Any, bold: Any) -> None:
    sheet = book.add_worksheet("说明")
    sheet.set_column(0, 0, 16, text)
    sheet.set_column(1, 1, 90, text)
    for row, note in enumerate(wanted.notes):
        sheet.write_string(row, 0, f"{row + 1}", text)
        sheet.write_string(row, 1, note, text)
    first = len(wanted.notes) + 1
    sheet.write_string(first, 0, "列", bold)
    sheet.write_string(first, 1, "怎么写", bold)
    for row, column in enumerate(wanted.columns, first + 1):
        sheet.write_string(row, 0, column.header, text)
        sheet.write_string(row, 1, column.help, text)
