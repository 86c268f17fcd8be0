"""The tables, read back by openpyxl and by the csv module."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import openpyxl
import pytest
from hypothesis import given, settings

from scripts.problems import ProblemsError
from scripts.quiz import sheet_columns as own
from scripts.quiz.export.booklet import Booklet, booklet
from scripts.quiz.export.sheets import CSV, KAOSHIBAO, kaoshibao, table, workbook
from scripts.quiz.model import Bank, Case, Multiple, Single
from tests.quiz.export.conftest import nasty_booklets


def _rows(data: bytes, sheet: int = 0) -> list[list[str]]:
    """The rows of a workbook as text; fails on any cell that is not text."""
    found = []
    for row in openpyxl.load_workbook(io.BytesIO(data)).worksheets[sheet].iter_rows():
        assert {cell.data_type for cell in row if cell.value is not None} <= {"s"}
        found.append([str(cell.value or "") for cell in row])
    return found


def _records(data: bytes) -> list[dict[str, str]]:
    head, *rows = _rows(data)
    assert tuple(head) == own.HEADERS
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.fixture(scope="module")
def records(whole: Booklet) -> list[dict[str, str]]:
    return _records(workbook(whole))


def test_our_workbook_holds_every_item(records: list[dict[str, str]], whole: Booklet) -> None:
    for record, question in zip(records, whole.questions, strict=True):
        item = question.item
        assert record["题号"] == item.id
        assert record["题干"] == item.stem.zh
        assert record["解析"] == item.explanation.zh
        assert [law for law in record["法律依据"].split(own.BETWEEN) if law] == item.law
        assert record["标签"].split(own.BETWEEN) == item.tags
        assert float(record["预估正确率"]) == item.facility
        assert (record["来源"] == "佳木斯材料") == (item.source == "seed")
        if isinstance(item, Single | Multiple):
            options = [record[f"选项{letter}"] for letter in "ABCDEF"]
            assert [text for text in options if text] == [option.zh for option in item.options.values()]
            assert record["正确答案"] == "".join(sorted(item.keys)).upper()
            assert (record["不打乱选项"] == "是") == item.fixed


def test_closed_columns_hold_only_their_choices(records: list[dict[str, str]]) -> None:
    for column in own.COLUMNS:
        if column.choices:
            assert {record[column.header] for record in records} <= {*column.choices, ""}, column.header


def test_a_case_in_our_workbook(sample: Callable[[str], Booklet]) -> None:
    record = _records(workbook(sample("zh")))[3]
    assert record["正确答案"] == "问1：指出问题。\n- 6分：超过三分之一。\n问2：怎样改正。\n- 4分：至多1名。"
    assert [_records(workbook(sample("zh")))[2][name] for name in ("题型", "正确答案")] == ["判断题", "对"]


def test_the_example_of_each_column_is_allowed() -> None:
    for column in own.COLUMNS:
        assert not column.choices or column.example in {*column.choices, ""}


def test_kaoshibao(sample: Callable[[str], Booklet]) -> None:
    notice, head, *rows = _rows(kaoshibao(sample("zh")))
    assert notice[0] and not any(notice[1:])
    assert tuple(head) == KAOSHIBAO
    assert len(KAOSHIBAO) == 14
    stem = "示例厂职工方5名代表中有2名律师。\n问1：指出问题。\n问2：怎样改正。"
    scheme = "问1：指出问题。\n- 6分：超过三分之一。\n问2：怎样改正。\n- 4分：至多1名。"
    law = "依据：《集体合同规定》"
    seed = "依据：佳木斯材料（约2002年）"
    told = [
        (
            "按国家规定，每方至少几名代表？",
            "单选题",
            "1名 2名 3名 5名",
            "C",
            f"每方至少3名。\n{law}第十九条",
            "易",
        ),
        (
            "按国家规定，代表的职责有哪些？",
            "多选题",
            "参加协商 接受质询 任命厂长 监督履行",
            "ABD",
            f"任命厂长不在其中。\n{law}第二十五条",
            "中",
        ),
        ("据佳木斯材料，佳纸集团双方各派7名代表。", "判断题", "对 错", "A", f"材料如此记载。\n{seed}", "中"),
        (stem, "简答题", "", scheme, f"三分之一即1名。\n{law}第二十三条", "中"),
    ]
    for row, (asked, kind, options, answer, why, band) in zip(rows, told, strict=True):
        eight = [*options.split(), *[""] * 8][:8]
        assert row == [asked, kind, *eight, answer, why, "D3 样例", band]
    names = openpyxl.load_workbook(io.BytesIO(kaoshibao(sample("zh")))).sheetnames
    assert names[1:] == ["版本号"]


def test_csv(sample: Callable[[str], Booklet]) -> None:
    data = table(sample("en"))
    assert data.startswith(b"\xef\xbb\xbfid,domain,") and data.endswith(b"\r\n")
    head, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert tuple(head) == CSV
    records = [dict(zip(head, row, strict=True)) for row in rows]
    assert [record["key"] for record in records[:3]] == ["C", "ABD", "true"]
    assert records[3]["stem"].endswith("\nTask 1: Name the fault.\nTask 2: Mend it.")
    assert (
        records[0] | {"id": "smp-001", "facility": "0.8", "option_d": "Five", "fixed": "true"} == records[0]
    )


@settings(max_examples=40, deadline=None)
@given(nasty_booklets())
def test_nasty_texts(made: Booklet) -> None:
    questions = list(made.questions)
    records = _records(workbook(made))
    assert [record["题干"] for record in records] == [question.stem for question in questions]
    assert [row[0].split("\n问1：")[0] for row in _rows(kaoshibao(made))[2:]] == [
        question.stem.split("\n问1：")[0] for question in questions
    ]
    _, *rows = csv.reader(io.StringIO(table(made).decode("utf-8-sig"), newline=""))
    for row, question in zip(rows, questions, strict=True):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in row)
        stem = row[CSV.index("stem")]
        told = stem.removeprefix("'") if question.stem[0] in "=+-@" else stem
        assert told.startswith(question.stem)
        if not isinstance(question.item, Case):
            assert told == question.stem


def test_a_text_that_no_cell_holds(bank: Bank) -> None:
    case = bank.items[3]
    assert isinstance(case, Case)
    point = case.parts[0].points[0].model_copy(update={"zh": "长" * 4000})
    part = case.parts[0].model_copy(update={"points": [point] * 9})
    long = case.model_copy(update={"parts": [part]})
    with pytest.raises(ProblemsError, match="32767"):
        workbook(booklet([(bank, [long])], "zh", "practice"))
