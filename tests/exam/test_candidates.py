"""Candidate lists: read as people write them, faults by row, neighbours on different papers."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.exam.candidates import Person, read, seated
from scripts.exam.scramble import versions
from scripts.problems import ProblemsError
from tests.exam.banks import bank

HEAD = ["姓名", "单位", "准考证号", "考场", "座号"]


def book(path: Path, rows: list[list[object]], merge: str = "") -> Path:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    if merge:
        made.active.merge_cells(merge)
    made.save(path)
    return path


def test_numbers_and_seats_are_given_where_the_list_has_none(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        [["培训班名单"], ["单位", "姓名 "], ["甲公司", "王䶮"], [], ["乙公司", " 李  秀 "]],
    )
    assert read(path) == [Person("王䶮", "甲公司", "0001", "", 1), Person("李 秀", "乙公司", "0002", "", 2)]


def test_seats_are_counted_by_room_and_numbers_kept(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        HEAD,
        ["甲", "", "202601", "一", None],
        ["乙", "", 202602.0, "二", None],
        ["丙", "", "202603", "一", 2],
        ["丁", "", "202604", "一", None],
    ]
    assert [(one.number, one.room, one.seat) for one in read(book(tmp_path / "a.xlsx", rows))] == [
        ("202601", "一", 1),
        ("202602", "二", 1),
        ("202603", "一", 2),
        ("202604", "一", 3),
    ]


@pytest.mark.parametrize(
    ("rows", "expect"),
    [
        ([["名字"], ["王"]], ["没有找到表头“姓名”"]),
        ([HEAD], ["没有一名考生"]),
        ([HEAD, ["甲", "", "202601"], ["乙", "", "202601"]], ["3: 准考证号 202601 与第 2 行重复"]),
        ([HEAD, ["甲", "", "202601"], ["乙"]], ["3: 没有准考证号，别人有"]),
        ([HEAD, ["甲", "", "202601"], ["乙", "", "20262"]], ["3: 准考证号 20262 与第一个的位数不同"]),
        ([HEAD, ["甲", "", "BJ01"], ["", "乙公司"]], ["2: 准考证号 BJ01 不合", "3: 没有姓名"]),
        ([HEAD, ["甲", "", "", "一", 3], ["乙", "", "", "一", 3]], ["3: 座号 一 3 与第 2 行重复"]),
        ([HEAD, ["甲", "", "", "一", "前排"]], ["2: 座号 前排 不是数字"]),
        ([HEAD, ["甲\u200b", ""]], ["2: 甲\u200b：有看不见的控制字符 U+200B"]),
        ([HEAD, ["=A1", ""]], ["2: =A1 是公式"]),
    ],
)
def test_faults_are_told_by_row(rows: list[list[object]], expect: list[str], tmp_path: Path) -> None:
    with pytest.raises(ProblemsError) as found:
        read(book(tmp_path / "list.xlsx", rows))
    report = str(found.value)
    for text in expect:
        assert text in report


def test_merged_cells_are_told(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [HEAD, ["甲", "公司"], ["乙", None]], merge="B2:B3")
    with pytest.raises(ProblemsError, match="B2:B3 是合并单元格"):
        read(path)


@given(st.integers(2, 12), st.integers(2, 60))
def test_neighbours_sit_different_papers(count: int, people: int) -> None:
    made = versions([[bank().items[:4]]], count, ("x",))
    copies = seated([Person("甲", "", f"{at:04}", "", at) for at in range(1, people + 1)], made, ("x",))
    which = [copy.version for copy in copies]
    behind = [(one, other) for at, (one, other) in enumerate(pairwise(which), 1) if at % 6]
    assert all(one != other for one, other in behind)
    assert all(one != other for one, other in zip(which, which[6:], strict=False))
    assert len({copy.code for copy in copies}) == people
