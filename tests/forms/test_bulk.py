"""The verb forms: workbook out, workbook or JSON in, Word files in a folder, every fault told."""

from __future__ import annotations

import argparse
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree

from scripts.forms import workbook
from scripts.forms.bulk import LIST, command
from scripts.forms.model import Form, parse
from scripts.problems import ProblemsError
from scripts.site.library import Library


@pytest.fixture(scope="module")
def offer(library: Library) -> Form:
    return parse(library.by_place["zh", "templates/offer-letter.md"])


def _options(action: str, out: Path, data: Path | None = None) -> argparse.Namespace:
    return argparse.Namespace(
        action=action, form="offer-letter", data=data, language="zh", variant=None, out=out
    )


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A workbook as the verb writes it, with its example row."""
    path = tmp_path / "data.xlsx"
    assert command(_options("template", path)) == 0
    return path


def _text(path: Path) -> str:
    return "".join(etree.fromstring(zipfile.ZipFile(path).read("word/document.xml")).itertext())


def test_a_workbook_comes_back_as_documents(sheet: Path, tmp_path: Path, offer: Form) -> None:
    book = openpyxl.load_workbook(sheet)
    main = book.worksheets[0]
    names = [cell.value for cell in main[2]]
    row = [cell.value for cell in main[3]]
    row[0], row[names.index("to_party")] = "第二家", "甲<乙>&有限公司"
    main.append(row)
    book.worksheets[1].append(["第二家", "议题", "要求", "理由"])
    book.save(sheet)
    assert command(_options("fill", tmp_path / "out", sheet)) == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [LIST, "示例.docx", "第二家.docx"]
    first, second = (_text(tmp_path / "out" / name) for name in ("示例.docx", "第二家.docx"))
    for field in offer.meta.fields:
        for row_ in field.example if isinstance(field.example, list) else [[str(field.example)]]:
            if not isinstance(field.example, bool):
                assert all(cell in first for cell in row_)
    assert "甲<乙>&有限公司" in second
    assert "议题要求理由" in second


def test_json_of_the_page(tmp_path: Path, offer: Form) -> None:
    values = {field.name: field.example for field in offer.meta.fields}
    data = tmp_path / "one.json"
    data.write_text(
        json.dumps({"form": "offer-letter", "language": "zh", "values": values}), encoding="utf-8"
    )
    assert command(_options("fill", tmp_path / "out", data)) == 0
    assert "松江木业有限公司" in _text(tmp_path / "out" / "one.docx")
    data.write_text(json.dumps([{"file": "a", "values": values}, values]), encoding="utf-8")
    assert command(_options("fill", tmp_path / "out", data)) == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["002.docx", "a.docx", LIST]


def _cell(name: str, value: object) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        main = book.worksheets[0]
        main.cell(3, [cell.value for cell in main[2]].index(name) + 1).value = value

    return change


def _rename_column(book: Any) -> None:
    book.worksheets[0]["B2"].value = "nobody"


def _same_file(book: Any) -> None:
    main = book.worksheets[0]
    main.append([cell.value for cell in main[3]])


def _side_row(book: Any) -> None:
    book.worksheets[1].append(["没有的", "甲", "乙", "丙"])


def _merge(book: Any) -> None:
    book.worksheets[0].merge_cells("A3:B3")


def _empty(book: Any) -> None:
    for sheet in book.worksheets:
        sheet.delete_rows(3, 50)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_cell("to_party", "=A1"), "是公式"),
        (_cell("meeting_date", "2026-13-01"), "data.xlsx:3: 字段 meeting_date（建议的首次会议日期）不是日期"),
        (_cell("seats", "五"), "应是数字"),
        (_cell("file", "甲/乙"), "文件名“甲/乙”不能用"),
        (_cell("file", "CON"), "不能用"),
        (_rename_column, "没有字段 nobody"),
        (_same_file, "与第3行相同"),
        (_side_row, "在第一张表里没有"),
        (_merge, "合并单元格"),
        (_empty, "没有找到要填写的行"),
    ],
)
def test_faults_of_a_workbook(sheet: Path, tmp_path: Path, change: Callable[[Any], None], told: str) -> None:
    book = openpyxl.load_workbook(sheet)
    change(book)
    book.save(sheet)
    with pytest.raises(ProblemsError) as error:
        command(_options("fill", tmp_path / "out", sheet))
    assert told in error.value.report()
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.json", b"{", "不是 JSON"),
        ("a.json", b"[1]", "第1份不是一个对象"),
        ("a.json", b"\xff\xfe", "读不出来"),
        ("a.xlsx", b"PK", "打不开"),
        ("a.xlsm", b"PK", "只读 .xlsx"),
        ("none.json", None, "没有这个文件"),
        ("none.xlsx", None, "没有这个文件"),
    ],
)
def test_files_that_are_none(tmp_path: Path, name: str, content: bytes | None, told: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ProblemsError, match=told):
        command(_options("fill", tmp_path / "out", path))


def test_a_template_overwrites_nothing(sheet: Path) -> None:
    before = sheet.read_bytes()
    with pytest.raises(ProblemsError, match="已经存在"):
        command(_options("template", sheet))
    assert sheet.read_bytes() == before


def test_unknown_form(tmp_path: Path) -> None:
    options = _options("template", tmp_path / "x.xlsx")
    options.form = "moon-letter"
    with pytest.raises(ProblemsError, match="没有表单 moon-letter"):
        command(options)


def test_every_form_has_a_workbook(library: Library) -> None:
    for page in library.pages:
        if page.room == "templates" and "form" in page.meta:
            form = parse(page)
            assert workbook.template(form) == workbook.template(form)
