"""The workbook for filling a form in bulk: one row, one document. Written, and read back.

The first sheet has a row for every document; every table of the form has a sheet of its own, whose
first column says to which document a row belongs. Row 1 are labels for people, row 2 the names that
are read, so sheets and labels may be renamed and columns moved.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from scripts.forms.model import Field, Form
from scripts.forms.word import EPOCH
from scripts.problems import Problem, ProblemsError

FILE = "file"
_FIRST = 3  # the first row of data
_FORMATTED = 200  # rows that get drop-downs
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True)
class Entry:
    """One document to be made: the row it stands in, its file name, field name → cell."""

    row: int
    file: str
    raw: dict[str, object]


def template(form: Form) -> bytes:
    """An empty .xlsx for this form, with an example row."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": form.title, "author": "", "created": EPOCH.replace(tzinfo=None)})
    single = [field for field in form.meta.fields if field.type != "rows"]
    zh = form.language == "zh"
    sheet = _sheet(book, "填写" if zh else "Fill", [FILE, *(field.name for field in single)])
    _head(book, sheet, [("文件名" if zh else "File name"), *(field.label for field in single)])
    sheet.write_string(_FIRST - 1, 0, "示例" if zh else "example")
    for column, field in enumerate(single, 1):
        example = _yes(field.example, zh) if isinstance(field.example, bool) else str(field.example)
        sheet.write_string(_FIRST - 1, column, example)
        options = field.options if field.type == "choice" else [_yes(True, zh), _yes(False, zh)]
        if field.type in ("choice", "check") and len(",".join(options)) <= 255:
            last = _FIRST - 1 + _FORMATTED
            sheet.data_validation(_FIRST - 1, column, last, column, {"validate": "list", "source": options})
    for field in form.meta.fields:
        if field.type == "rows" and isinstance(field.example, list):
            names = [f"{field.name}.{FILE}", *(f"{field.name}.{column.name}" for column in field.columns)]
            side = _sheet(book, field.label, names)
            _head(
                book, side, [("文件名" if zh else "File name"), *(column.label for column in field.columns)]
            )
            for number, row in enumerate(field.example, _FIRST - 1):
                for column, cell in enumerate(["示例" if zh else "example", *row]):
                    side.write_string(number, column, cell)
    book.close()
    return target.getvalue()


def _yes(value: bool, zh: bool) -> str:
    return ("是" if value else "否") if zh else ("yes" if value else "no")


def _sheet(book: Any, label: str, names: list[str]) -> Any:
    title = _NOT_IN_SHEET_NAMES.sub("", label)[:28]
    used = {sheet.get_name().lower() for sheet in book.worksheets()}
    sheet = book.add_worksheet(title if title.lower() not in used else f"{title}{len(used)}")
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    sheet.set_column(0, len(names) - 1, 18, text)
    for column, name in enumerate(names):
        sheet.write_string(1, column, name, book.add_format({"font_color": "#777777", "italic": True}))
    sheet.freeze_panes(2, 1)
    return sheet


def _head(book: Any, sheet: Any, labels: list[str]) -> None:
    bold = book.add_format({"bold": True, "bg_color": "#EFEFEF", "border": 1, "text_wrap": True})
    for column, label in enumerate(labels):
        sheet.write_string(0, column, label, bold)


def read(path: Path, form: Form) -> tuple[list[Entry], list[Problem]]:
    """The entries of a workbook made after `template`, and what is wrong with it, by sheet and cell.
    Raises ProblemsError where the file cannot be read at all."""
    book = opened(path)
    problems: list[Problem] = []
    entries: list[Entry] = []
    tables: dict[str, list[tuple[int, str, dict[str, object]]]] = {}
    for sheet in book.worksheets:
        problems += merged(path, sheet)
        names = [str(cell.value or "").strip() for cell in sheet[2]] if sheet.max_row >= 2 else []
        if not names or not names[0].endswith(FILE):
            continue
        twice = {name for name in names if name and names.count(name) > 1}
        if twice:
            what = f"工作表“{sheet.title}”第2行有重名的列：{'、'.join(sorted(twice))}"
            problems.append(Problem(path, 2, what, "删去其中一列", "duplicate column"))
        rows = list(_rows(path, sheet, names, problems))
        if names[0] == FILE:
            entries += [Entry(number, file, raw) for number, file, raw in rows]
        else:
            tables[names[0].removesuffix("." + FILE)] = rows
    if not entries and not problems:
        cure = "用 forms template 生成空表，第2行的列名不要改，从第3行起填写"
        problems.append(Problem(path, 0, "没有找到要填写的行", cure, "no rows"))
    known = {entry.file for entry in entries}
    for field in form.meta.fields:
        if field.type == "rows" and field.name in tables:
            problems += _join(path, field, tables[field.name], entries, known)
    return entries, problems


def opened(path: Path) -> Any:
    """An openpyxl workbook with its formulas. Raises ProblemsError where the file is none."""
    cure = "在 Excel 或 WPS 里另存为“Excel 工作簿（.xlsx）”，不加密码，不带宏"
    if path.suffix.lower() != ".xlsx":
        raise ProblemsError([Problem(path, 0, "只读 .xlsx 文件", cure, "not .xlsx")])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of drop-downs it does not know: they matter to people only
            return openpyxl.load_workbook(path)
    except FileNotFoundError as error:
        raise ProblemsError([Problem(path, 0, "没有这个文件", "检查路径", "no such file")]) from error
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError, TypeError) as error:
        raise ProblemsError(
            [Problem(path, 0, "打不开，可能加了密码或不是 Excel 文件", cure, "unreadable")]
        ) from error


def merged(path: Path, sheet: Any) -> Iterator[Problem]:
    """Every merged area of a sheet as a complaint: only its first cell holds anything."""
    for area in sheet.merged_cells.ranges:
        what = f"工作表“{sheet.title}”的 {area.coord} 是合并单元格，只有左上一格有内容"
        yield Problem(path, area.min_row, what, "取消合并，每格各写", "merged cells")


def _rows(
    path: Path, sheet: Any, names: list[str], problems: list[Problem]
) -> Iterator[tuple[int, str, dict[str, object]]]:
    for number, cells in enumerate(sheet.iter_rows(min_row=_FIRST, max_col=len(names)), _FIRST):
        if all(cell.value in (None, "") for cell in cells):
            continue
        for cell in cells:
            if cell.data_type in ("f", "e"):
                place = f"工作表“{sheet.title}”{get_column_letter(cell.column)}{number}"
                what = f"{place} 是公式" if cell.data_type == "f" else f"{place} 是错误值 {cell.value}"
                problems.append(Problem(path, number, what, "复制后“粘贴为数值”", "formula"))
        file = str(cells[0].value).strip() if cells[0].value not in (None, "") else str(number)
        yield (
            number,
            file,
            {name: cell.value for name, cell in zip(names[1:], cells[1:], strict=True) if name},
        )


def _join(
    path: Path,
    field: Field,
    rows: list[tuple[int, str, dict[str, object]]],
    entries: list[Entry],
    known: set[str],
) -> Iterator[Problem]:
    """Put the rows of a side sheet into the entries they belong to."""
    for entry in entries:
        entry.raw.setdefault(field.name, [])
    by_file = {entry.file: entry for entry in entries}
    for number, file, raw in rows:
        if file not in known:
            what = f"“{field.label}”第{number}行写的文件名“{file}”，在第一张表里没有"
            yield Problem(path, number, what, "照第一张表的文件名改", "unknown file name")
            continue
        prefix = field.name + "."
        row = {name.removeprefix(prefix): "" if cell is None else cell for name, cell in raw.items()}
        table = by_file[file].raw[field.name]
        assert isinstance(table, list)
        table.append(row)
