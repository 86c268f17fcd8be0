"""The blueprint of a paper (命题蓝图): sections, counts, marks, domains, levels, time and pass mark.

The table of domains by levels is the 双向细目表 of Chinese examination offices.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from scripts.door import ROOT
from scripts.model import Closed, FaultError, Plain, Text
from scripts.problems import Problem, ProblemsError
from scripts.quiz import load as quiz_load
from scripts.quiz import words
from scripts.quiz.model import PENDING, RETIRED, Bank, Case, Domain, Item, Level
from scripts.yamlfile import YamlFile

Band = Literal["easy", "medium", "hard"]


def _halves(marks: float) -> float:
    if marks * 2 != int(marks * 2):
        raise FaultError(f"{marks} 分不是整数或半分", "改成 1、1.5、2 这样的分值")
    return marks


Marks = Annotated[float, Field(ge=0.5, le=100), AfterValidator(_halves)]
"""Marks, whole or half."""


class Section(Closed):
    """Items of one type: how many, how many marks each, and, where asked, how many of each domain,
    of each level, or with each tag. `partial` says what an incomplete answer to a several-answer item
    earns; `heading` replaces the usual name of the type."""

    type: Literal["single", "multiple", "judgement", "case"]
    heading: Text | None = None
    count: int = Field(ge=1, le=200)
    marks: Marks
    partial: Literal["half", "none"] | None = None
    domains: dict[Domain, int] = {}
    levels: dict[Level, int] = {}
    tags: dict[Plain, int] = {}
    instructions: Text

    @model_validator(mode="after")
    def _cells_add_up(self) -> Section:
        for name in ("domains", "levels", "tags"):
            cells = getattr(self, name)
            if cells and sum(cells.values()) != self.count:
                raise FaultError(
                    f"{name} 合计 {sum(cells.values())} 题，与 count {self.count} 不等", "改其中之一", name
                )
        if (self.partial is None) == (self.type == "multiple"):
            raise FaultError(
                "多选题要写明漏选怎么给分，别的题型不写", "多选题加 partial: half 或 partial: none", "partial"
            )
        return self

    @property
    def total(self) -> float:
        """Marks of the whole section."""
        return self.count * self.marks


class Blueprint(Closed):
    """One paper plan. Time in minutes, marks in points; `total` must equal the sections' sum.

    `banks` empty means every bank of the pool. `table` gives marks by domain and level. `difficulty` is
    the ratio of marks between easy, medium and hard items; `overlap` the largest share of items that
    two parallel forms may have in common.
    """

    paper: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title: Text
    organiser: Text
    pool: Literal["practice", "exam"]
    banks: list[str] = []
    minutes: int = Field(ge=5, le=300)
    total: int = Field(ge=1, le=1000)
    pass_mark: int = Field(ge=1)
    distinction: int | None = None
    closed_book: bool = True
    notes: list[Text]
    sections: list[Section] = Field(min_length=1, max_length=9)
    table: dict[Domain, dict[Level, Marks]] = {}
    difficulty: dict[Band, int] = {}
    overlap: float = Field(default=0.2, ge=0, le=1)

    @model_validator(mode="after")
    def _marks_add_up(self) -> Blueprint:
        marks = sum(section.total for section in self.sections)
        if marks != self.total:
            raise FaultError(
                f"各大题合计 {number(marks)} 分，与 total {self.total} 不等", "改其中之一", "total"
            )
        if self.pass_mark > self.total:
            raise FaultError(f"合格线 {self.pass_mark} 高于满分 {self.total}", "改低", "pass_mark")
        if self.distinction is not None and not self.pass_mark <= self.distinction <= self.total:
            raise FaultError(f"优秀线 {self.distinction} 不在合格线与满分之间", "改写", "distinction")
        tabled = sum(sum(row.values()) for row in self.table.values())
        if self.table and tabled != self.total:
            raise FaultError(
                f"双向细目表合计 {number(tabled)} 分，与 total {self.total} 不等", "改其中之一", "table"
            )
        if self.difficulty and (
            set(self.difficulty) != {"easy", "medium", "hard"}
            or min(self.difficulty.values()) < 0
            or not sum(self.difficulty.values())
        ):
            raise FaultError(
                "难度比例要写 easy、medium、hard 三项", "如 {easy: 3, medium: 5, hard: 2}", "difficulty"
            )
        return self

    @property
    def count(self) -> int:
        """Items of one form."""
        return sum(section.count for section in self.sections)


def number(marks: float) -> str:
    """Marks as people write them: 10, 1.5."""
    return f"{marks:g}"


@dataclass(frozen=True)
class Candidate:
    """An item that may stand in section number `section`, of the bank of `domain`."""

    item: Item
    domain: Domain
    section: int

    def spread(self, marks: float) -> dict[tuple[Domain, Level], float]:
        """Where the item's marks stand in the table; the parts of a case may belong to several domains."""
        if not isinstance(self.item, Case):
            return {(self.domain, self.item.level): marks}
        cells: Counter[tuple[Domain, Level]] = Counter()
        for part in self.item.parts:
            cells[part.domain or self.domain, self.item.level] += sum(point.marks for point in part.points)
        return dict(cells)


def load(path: Path, quizzes: Path = ROOT / "quizzes") -> tuple[Blueprint, dict[str, Bank]]:
    """A blueprint with its banks. Raises ProblemsError with all faults, among them every
    cell of a section that has too few items for one form."""
    file = YamlFile.read(path)
    blueprint = file.validate(Blueprint)
    folder = quizzes / blueprint.pool
    paths = [folder / f"{name}.yml" for name in blueprint.banks] or sorted(folder.glob("*.yml"))
    missing = [
        Problem(path, file.line("banks", index), f"没有题库 {bank.stem}", "检查名字", "no such bank")
        for index, bank in enumerate(paths)
        if not bank.is_file()
    ]
    if missing:
        raise ProblemsError(missing)
    banks = quiz_load.load(paths)
    problems = [
        Problem(path, file.line("sections", index), what, "补题，或减少题数", "too few items")
        for index in range(len(blueprint.sections))
        for what in lacks(blueprint, index, banks)
    ]
    if problems:
        raise ProblemsError(problems)
    return blueprint, banks


def candidates(blueprint: Blueprint, index: int, banks: Iterable[Bank]) -> Iterator[Candidate]:
    """The items that may stand in a section: none that waits for its basis or is retired; of its type, in one of its cells of every kind; a case only
    where its marking scheme gives the section's marks, and where the table has room for its level."""
    section = blueprint.sections[index]
    for bank in banks:
        for item in bank.items:
            if {PENDING, RETIRED} & set(item.tags):
                continue
            if item.type != section.type or (isinstance(item, Case) and item.marks != section.marks):
                continue
            if section.domains and not section.domains.get(bank.domain):
                continue
            if section.levels and not section.levels.get(item.level):
                continue
            if section.tags and not any(section.tags.get(tag) for tag in item.tags):
                continue
            one = Candidate(item, bank.domain, index)
            if blueprint.table and any(
                blueprint.table.get(domain, {}).get(level, 0) < marks
                for (domain, level), marks in one.spread(section.marks).items()
            ):
                continue
            yield one


@dataclass(frozen=True)
class Cell:
    """`count` items of a section that share a domain, a level or a tag: one demand of the blueprint."""

    section: int
    kind: Literal["domain", "level", "tag"]
    value: str
    count: int

    def holds(self, one: Candidate) -> bool:
        """Whether a candidate stands in this cell."""
        if one.section != self.section:
            return False
        if self.kind == "tag":
            return self.value in one.item.tags
        return self.value == (one.domain if self.kind == "domain" else one.item.level)

    def name(self, blueprint: Blueprint) -> str:
        """The cell in words: 单选题 × D4."""
        value = LEVELS[self.value] if self.kind == "level" else self.value
        return f"{TYPES[blueprint.sections[self.section].type]} × {value}"


TYPES = {"single": "单项选择题", "multiple": "多项选择题", "judgement": "判断题", "case": "案例分析题"}
LEVELS = {level: names["zh"] for level, names in words.LEVELS.items()}
BANDS = {band: names["zh"] for band, names in words.BANDS.items()}


def cells(blueprint: Blueprint) -> list[Cell]:
    """Every cell that the sections ask for."""
    found = []
    for index, section in enumerate(blueprint.sections):
        found += [Cell(index, "domain", name, count) for name, count in section.domains.items()]
        found += [Cell(index, "level", name, count) for name, count in section.levels.items()]
        found += [Cell(index, "tag", name, count) for name, count in section.tags.items()]
    return found


def lacks(blueprint: Blueprint, index: int, banks: dict[str, Bank]) -> list[str]:
    """What one form lacks in a section, cell by cell, in words."""
    fitting = list(candidates(blueprint, index, banks.values()))
    wanted = [cell for cell in cells(blueprint) if cell.section == index]
    found = [(cell.name(blueprint), cell.count, sum(map(cell.holds, fitting))) for cell in wanted]
    section = blueprint.sections[index]
    found.append((TYPES[section.type], section.count, len(fitting)))
    return [
        f"{name} 要 {count} 题，题库只有 {have} 题，缺 {count - have} 题"
        for name, count, have in found
        if have < count
    ]


def shared(blueprint: Blueprint) -> int:
    """How many items two forms may have in common."""
    return math.floor(blueprint.overlap * blueprint.count + 1e-9)
