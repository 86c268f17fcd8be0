"""Excel: our own template, the 考试宝 template of 2022-11, and sheets whose headers name the same things.

A sheet is read when one of its first rows heads a column of stems and a column of answers. What Excel
made of a cell (a date, a number, a percentage, a formula) is undone where that can be done, and told.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import from_excel
from openpyxl.utils.exceptions import InvalidFileException

from scripts.problems import Problem, ProblemsError
from scripts.quiz.importing.draft import Draft, Remark
from scripts.quiz.importing.spellings import BY_NAME, header, tidy

EXAMPLE = "示例"
"""What the number column of an example row begins with; such rows are not read."""
_HEADER_ROWS = 10
_ROWS = 20_000
_COLUMNS = 64
_QUIET_SHEETS = {"说明", "版本号", "填写说明"}
_OPTION = re.compile(r"选项([A-Ha-h])|([A-Ha-h])(?:选项)?")
_CHINESE_DATES = {*range(27, 37), *range(50, 59)}
"""Built-in date formats of Chinese Excel (ECMA-376 18.8.30, zh-cn) that openpyxl takes for numbers."""
_WITH_YEAR = {27, 30, 31, 36, 50, 52, 57}
_SPREAD = {"domain", "type", "level", "scope", "difficulty", "facility", "tags", "source"}
"""Fields whose merged cell speaks for all rows it covers."""
_FIGURES = {"facility", "difficulty", "id"}
"""Fields that are numbers anyway: how Excel shows them does not matter."""


def read(path: Path, data: bytes) -> tuple[list[Draft], list[Remark]]:
    """The questions of a workbook in order, and remarks on what is no question. `path` is for messages.
    Raises ProblemsError where the file cannot be read or no sheet has questions."""
    book = _load(path, data)
    drafts: list[Draft] = []
    remarks: list[Remark] = []
    cached: list[Any] = []  # the workbook with the last results of its formulas, loaded when one is met

    def last_result(sheet: str, place: str) -> object:
        if not cached:
            cached.append(_load(path, data, values=True))
        return cached[0][sheet][place].value

    read_any = False
    for order, sheet in enumerate(book.worksheets):
        reader = _Sheet(sheet, order, last_result)
        drafts += reader.drafts()
        remarks += reader.remarks
        read_any |= reader.first > 0
    if not read_any:
        cure = "第一行写列名，至少有 题干 和 正确答案；可用 quiz template 生成空表"
        raise ProblemsError([Problem(path, 0, "没有找到表头", cure, "no header row")])
    return drafts, remarks


def _load(path: Path, data: bytes, *, values: bool = False) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of drop-downs and styles it does not know
            return openpyxl.load_workbook(io.BytesIO(data), data_only=values)
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        KeyError,
        ValueError,
        OSError,
        TypeError,
        SyntaxError,  # what both XML parsers raise
        AttributeError,
        IndexError,
    ) as error:
        cure = "用 Excel 或 WPS 打开，另存为 .xlsx 再导入"
        raise ProblemsError(
            [Problem(path, 0, f"Excel 文件读不出来（{type(error).__name__}）", cure, "unreadable")]
        ) from error


class _Sheet:
    """One sheet being read: which column is which field, and its remarks."""

    def __init__(self, sheet: Any, order: int, last_result: Callable[[str, str], object]) -> None:
        self.sheet = sheet
        self.order = order * 10_000_000  # remarks of a later sheet come later
        self.last_result = last_result
        self.remarks: list[Remark] = []
        self.columns: dict[int, str] = {}
        self.first = self._find_header()
        self.merged = {
            (row, column): area
            for area in sheet.merged_cells.ranges
            if area.size["rows"] * area.size["columns"] <= _ROWS
            for row in range(area.min_row, area.max_row + 1)
            for column in range(area.min_col, area.max_col + 1)
        }

    def _find_header(self) -> int:
        """The first row below the header, 0 where there is none."""
        rows = list(self.sheet.iter_rows(max_row=_HEADER_ROWS, max_col=_COLUMNS, values_only=True))
        for number, values in enumerate(rows, 1):
            texts = {column: str(value) for column, value in enumerate(values, 1) if value is not None}
            named = {column: name for column, text in texts.items() if (name := _field(text))}
            if {"stem", "answer"} <= set(named.values()):
                self.columns = self._usable(named)
                self._tell_unread(text for column, text in texts.items() if column not in named)
                return number + 1
        if self.sheet.title not in _QUIET_SHEETS and any(value is not None for row in rows for value in row):
            cure = "要读的，第一行写 题干、正确答案 等列名"
            self._tell(0, "没有找到表头，没有读", cure, "no header row")
        return 0

    def _usable(self, named: dict[int, str]) -> dict[int, str]:
        """The columns, none where two of them claim the same field."""
        names = list(named.values())
        twice = sorted({name for name in names if names.count(name) > 1} - {"tags"})
        for name in twice:
            where = "、".join(get_column_letter(column) for column in named if named[column] == name)
            what = f"列 {where} 的表头是同一个意思，这张表没有读"
            self._tell(0, what, "删去多余的列", "duplicate column", lost=True)
        return {} if twice else named

    def _tell_unread(self, headers: Iterable[str]) -> None:
        for text in headers:
            if header(text) not in ("", "序号"):
                self._tell(0, f"列“{text[:20]}”没有读", "要读的，改成模板里的列名", "column not read")

    def _tell(self, row: int, what: str, cure: str, english: str, *, lost: bool = False) -> None:
        self.remarks.append(Remark(self.order + row, self._place(row), what, cure, english, lost))

    def _place(self, row: int) -> str:
        return f"工作表“{self.sheet.title}”" + (f"第{row}行" if row else "")

    def drafts(self) -> Iterator[Draft]:
        """The questions of this sheet."""
        if not self.columns:
            return
        for area in sorted(self.sheet.merged_cells.ranges, key=lambda area: area.coord):
            if area.max_row >= self.first:
                what = f"{area.coord} 是合并单元格，按左上一格读"
                self._tell(area.min_row, what, "取消合并，每格各写", "merged cells")
        if self.sheet.sheet_state != "visible":
            self._tell(0, "这张工作表是隐藏的，也读了", "核对要不要导入", "hidden sheet")
        if self.sheet.max_row > _ROWS:
            self._tell(
                _ROWS, f"{_ROWS} 行以后没有读", "删去后面的空行，或分成几个文件", "too long", lost=True
            )
        last = min(self.sheet.max_row, _ROWS)
        rows = self.sheet.iter_rows(min_row=self.first, max_row=last, max_col=max(self.columns))
        for number, cells in enumerate(rows, self.first):
            if draft := self._row(number, cells):
                yield draft

    def _row(self, number: int, cells: tuple[Any, ...]) -> Draft | None:
        draft = Draft(self.order + number, self._place(number))
        for column, name in self.columns.items():
            text = self._text(draft, cells[column - 1], name)
            if not tidy(text):
                continue
            if name.startswith("option "):
                draft.options[name[-1]] = text
            elif name == "tags" and "tags" in draft.fields:
                draft.fields["tags"] += f"；{text}"
            else:
                draft.fields[name] = text
        spread = {name for name in draft.fields if name in _SPREAD}
        if set(draft.fields) <= spread and not draft.options and not draft.remarks:
            return None
        if draft.get("id").startswith(EXAMPLE) or _field(draft.get("stem")) == "stem":
            return None
        if number in self.sheet.row_dimensions and self.sheet.row_dimensions[number].hidden:
            draft.tell("这一行是隐藏的，也读了", "核对要不要导入", "hidden row")
        draft.options = dict(sorted(draft.options.items()))
        return draft

    def _text(self, draft: Draft, cell: Any, name: str) -> str:
        """What a cell says. Where Excel made something else of it, the draft is told."""
        area = self.merged.get((cell.row, cell.column))
        if area and name in _SPREAD:
            cell = self.sheet.cell(area.min_row, area.min_col)
        value, place = cell.value, cell.coordinate
        if value is None:
            return ""
        if cell.data_type == "s":
            return str(value)
        if cell.data_type == "f":
            value = self.last_result(self.sheet.title, place)
            value = str(value).upper() if isinstance(value, bool) else value  # LibreOffice writes =TRUE()
            if not isinstance(value, str) or value.startswith("#"):
                draft.tell(f"{place} 是公式，结果不是文字", "复制后“粘贴为数值”", "formula", lost=True)
                return ""
            draft.tell(f"{place} 是公式，按上次的结果“{value[:12]}”读", "复制后“粘贴为数值”", "formula")
            return value
        if cell.data_type == "e":
            draft.tell(f"{place} 是错误值 {value}", "改成文字", "error value", lost=True)
            return ""
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        if not isinstance(value, datetime | date | time | timedelta) and _is_chinese_date(cell):
            value = from_excel(value)
        if isinstance(value, int | float):
            return _number(draft, cell, value, shown=name not in _FIGURES)
        return _undated(draft, cell, value)


def _field(text: str) -> str:
    """The field a header names, "option A" for a column of options; "" for any other text."""
    if len(text) > 30:
        return ""
    plain = header(text)
    if option := _OPTION.fullmatch(plain):
        return f"option {(option[1] or option[2]).upper()}"
    return BY_NAME.get(plain, "")


def _is_chinese_date(cell: Any) -> bool:
    return cell.has_style and cell._style.numFmtId in _CHINESE_DATES


def _number(draft: Draft, cell: Any, value: int | float, *, shown: bool) -> str:
    """A number as it is `shown`, as far as its format can be followed."""
    shape = str(cell.number_format)
    text = f"{round(value * 100, 10):g}%" if "%" in shape else f"{value:.15g}"
    if shown and "%" in shape:
        draft.tell(f"{cell.coordinate} 是百分数，读成“{text}”", "核对；单元格设成“文本”", "percentage")
    elif shown and shape not in ("General", "@", "0"):
        what = f"{cell.coordinate} 是数字，读成“{text}”，显示的可能不同"
        draft.tell(what, "核对；单元格设成“文本”", "number")
    return text


def _undated(draft: Draft, cell: Any, value: object) -> str:
    """What was probably typed before Excel made a date or a time of it."""
    shape = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", str(cell.number_format)).lower()
    if isinstance(value, date):  # a datetime is one
        whole = "y" in shape or (_is_chinese_date(cell) and cell._style.numFmtId in _WITH_YEAR)
        text = f"{value.year}年{value.month}月{value.day}日" if whole else f"{value.month}/{value.day}"
        other = "" if whole else f"，原来也可能是 {value.month}-{value.day} 或 {value.month}月{value.day}日"
    elif isinstance(value, time):
        text, other = f"{value.hour}:{value.minute:02}", ""
    else:
        text, other = str(value), ""
    what = f"{cell.coordinate} 被 Excel 当成了日期或时间，按“{text}”读{other}"
    draft.tell(what, "核对；单元格设成“文本”再写", "a date")
    return text
