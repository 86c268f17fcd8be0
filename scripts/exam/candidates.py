"""Candidates: the trainer's list in, seats with their own versions and codes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from scripts.exam.scramble import Version, code
from scripts.forms.workbook import merged, opened
from scripts.model import text_faults
from scripts.problems import Problem, ProblemsError

HEADINGS = {"姓名": "name", "单位": "unit", "准考证号": "number", "考场": "room", "座号": "seat"}
DIGITS = (4, 12)
"""Shortest and longest admission number: what the grid of the answer sheet takes."""
_HEAD_ROWS = 10  # the headings stand within the first rows
_COLUMN = 6  # candidates behind each other in a room


@dataclass(frozen=True)
class Person:
    """A candidate: `number` of digits only, all of one length; `room` "" where there is one only."""

    name: str
    unit: str
    number: str
    room: str
    seat: int


@dataclass(frozen=True)
class Copy:
    """One printed paper: which version (index), its code, and whose it is, if anybody's."""

    version: int
    code: str
    person: Person | None = None


def read(path: Path) -> list[Person]:
    """The candidates of a workbook in seating order. Raises ProblemsError with every faulty row.

    Without an admission number every candidate gets one, 0001 on; without a seat, the next free one of the room.
    """
    sheet = opened(path).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    head, columns = _columns(path, rows)
    problems = [fault for fault in merged(path, sheet) if fault.line > head]
    drafts: list[dict[str, str]] = []
    lines: list[int] = []
    for line, row in enumerate(rows[head:], head + 1):
        values = {key: _cell(row[at]) if at < len(row) else "" for key, at in columns.items()}
        if not any(values.values()) or values["name"] == "示例":
            continue
        problems += _faults(path, line, values)
        drafts.append(values)
        lines.append(line)
    problems += _numbers(path, drafts, lines)
    if not drafts and not problems:
        problems.append(Problem(path, 0, "没有一名考生", "从表头下一行起，每行写一名考生", "no candidates"))
    if problems:
        raise ProblemsError(problems)
    width = max(4, len(str(len(drafts))))
    taken = {(values.get("room", ""), int(values["seat"])) for values in drafts if values.get("seat")}
    people = []
    for position, values in enumerate(drafts, 1):
        room = values.get("room", "")
        seat = int(values.get("seat") or next(at for at in count(1) if (room, at) not in taken))
        taken.add((room, seat))
        number = values.get("number") or str(position).zfill(width)
        people.append(Person(values["name"], values.get("unit", ""), number, room, seat))
    return people


def _columns(path: Path, rows: Sequence[Sequence[object]]) -> tuple[int, dict[str, int]]:
    for at, row in enumerate(rows[:_HEAD_ROWS], 1):
        found = {_cell(cell): column for column, cell in enumerate(row) if _cell(cell) in HEADINGS}
        if "姓名" in found:
            return at, {HEADINGS[name]: column for name, column in found.items()}
    what = "没有找到表头“姓名”"
    cure = "用 python3 -m scripts quiz template --kind candidates 生成空表再填"
    raise ProblemsError([Problem(path, 1, what, cure, "no heading row")])


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else " ".join(str(value).split())


def _faults(path: Path, line: int, values: dict[str, str]) -> list[Problem]:
    found = []
    for key, value in values.items():
        if value.startswith("="):
            found.append(Problem(path, line, f"{value[:20]} 是公式", "复制后“粘贴为数值”", "formula"))
        for what, cure in text_faults(value) if value else []:
            found.append(Problem(path, line, f"{value[:20]}：{what}", cure, key))
    if not values["name"]:
        found.append(Problem(path, line, "没有姓名", "补写姓名，或删去这一行", "no name"))
    if (number := values.get("number")) and not (
        number.isascii() and number.isdigit() and DIGITS[0] <= len(number) <= DIGITS[1]
    ):
        cure = f"写 {DIGITS[0]} 到 {DIGITS[1]} 位数字（答题卡按数字填涂），单元格设成文本"
        found.append(Problem(path, line, f"准考证号 {number} 不合", cure, "bad number"))
    if (seat := values.get("seat")) and not (seat.isascii() and seat.isdigit() and 0 < int(seat) < 10000):
        found.append(Problem(path, line, f"座号 {seat} 不是数字", "写 1、2、3……", "bad seat"))
    return found


def _numbers(path: Path, drafts: list[dict[str, str]], lines: list[int]) -> list[Problem]:
    """Numbers for all or for none, each once, all of one length; a seat once in a room."""
    found = []
    first: dict[tuple[str, str], int] = {}
    length = next((len(values["number"]) for values in drafts if values.get("number")), 0)
    for values, line in zip(drafts, lines, strict=True):
        number = values.get("number", "")
        if length and not number:
            found.append(
                Problem(path, line, "没有准考证号，别人有", "补写，或整列留空由程序编号", "no number")
            )
        elif length and len(number) != length:
            cure = "统一位数，前面补0，单元格设成文本"
            found.append(Problem(path, line, f"准考证号 {number} 与第一个的位数不同", cure, "other length"))
        places = [("准考证号", number)] if number else []
        places += (
            [("座号", f"{values.get('room', '')} {values['seat']}".strip())] if values.get("seat") else []
        )
        for place in places:
            if place in first:
                what = f"{place[0]} {place[1]} 与第 {first[place]} 行重复"
                found.append(Problem(path, line, what, "改成不同的号", "duplicate"))
            first.setdefault(place, line)
    return found


def seated(
    people: Sequence[Person], versions: Sequence[Version], identity: Sequence[str | int]
) -> list[Copy]:
    """A paper for everybody: neighbours in a row of seats, and seats six apart, get different versions
    wherever there is more than one. The code is the candidate's own."""
    kinds = len(versions)
    shift = next((shift for shift in (1, 2) if (_COLUMN + shift) % kinds), 1)
    copies = []
    for person in people:
        at = (person.seat - 1 + (person.seat - 1) // _COLUMN * shift) % kinds
        copies.append(Copy(at, code(versions[at].label, *identity, person.number), person))
    return copies


def blank(versions: Sequence[Version]) -> list[Copy]:
    """One nameless paper of every version."""
    return [Copy(at, version.code) for at, version in enumerate(versions)]
