"""The blueprint of a paper (命题蓝图): sections, counts, marks, levels, time and pass mark."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from scripts.door import ROOT
from scripts.model import Closed, FaultError, Text
from scripts.problems import Problem, ProblemsError
from scripts.quiz import load as quiz_load
from scripts.quiz.model import Bank, Case, Item, Level
from scripts.yamlfile import YamlFile


class Section(Closed):
    """Items of one type: how many, how many marks each, and, where asked, how many of each level."""

    type: Literal["single", "multiple", "judgement", "case"]
    count: int = Field(ge=1, le=200)
    marks: int = Field(ge=1, le=50)
    levels: dict[Level, int] = {}
    instructions: Text

    @model_validator(mode="after")
    def _levels_add_up(self) -> Section:
        if self.levels and sum(self.levels.values()) != self.count:
            raise FaultError(
                f"levels 合计 {sum(self.levels.values())} 题，与 count {self.count} 不等",
                "改其中之一",
                "levels",
            )
        return self


class Blueprint(Closed):
    """One paper plan. Time in minutes, marks in points; `total` must equal the sections' sum."""

    paper: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title: Text
    organiser: Text
    pool: Literal["practice", "exam"]
    banks: list[str] = Field(min_length=1)
    minutes: int = Field(ge=5, le=300)
    total: int = Field(ge=1, le=1000)
    pass_mark: int = Field(ge=1)
    notes: list[Text]
    sections: list[Section] = Field(min_length=1)

    @model_validator(mode="after")
    def _marks_add_up(self) -> Blueprint:
        marks = sum(section.count * section.marks for section in self.sections)
        if marks != self.total:
            raise FaultError(f"各大题合计 {marks} 分，与 total {self.total} 不等", "改其中之一", "total")
        if self.pass_mark > self.total:
            raise FaultError(f"合格线 {self.pass_mark} 高于满分 {self.total}", "改低", "pass_mark")
        return self


def load(path: Path, quizzes: Path = ROOT / "quizzes") -> tuple[Blueprint, dict[str, Bank]]:
    """A blueprint with its banks. Raises ProblemsError with all faults, among them every
    cell that has too few items."""
    file = YamlFile.read(path)
    blueprint = file.validate(Blueprint)
    paths = [quizzes / blueprint.pool / f"{name}.yml" for name in blueprint.banks]
    missing = [
        Problem(
            path, file.line("banks", index), f"没有题库 {blueprint.banks[index]}", "检查名字", "no such bank"
        )
        for index, bank in enumerate(paths)
        if not bank.is_file()
    ]
    if missing:
        raise ProblemsError(missing)
    banks = quiz_load.load(paths)
    items = [item for bank in banks.values() for item in bank.items]
    problems = [
        Problem(path, file.line("sections", index), what, "补题，或减少题数", "too few items")
        for index, section in enumerate(blueprint.sections)
        for what in _lacks(section, items)
    ]
    if problems:
        raise ProblemsError(problems)
    return blueprint, banks


def candidates(section: Section, items: list[Item]) -> list[Item]:
    """The items that may stand in a section; a case only where its scheme gives the section's marks."""
    return [
        item
        for item in items
        if item.type == section.type and (not isinstance(item, Case) or item.marks == section.marks)
    ]


def _lacks(section: Section, items: list[Item]) -> list[str]:
    fitting = candidates(section, items)
    cells: list[tuple[Level | None, int]] = [*section.levels.items()] or [(None, section.count)]
    lacks = []
    for level, wanted in cells:
        found = sum(1 for item in fitting if level is None or item.level == level)
        if found < wanted:
            name = f"{section.type}" + (f" × {level}" if level else "")
            lacks.append(f"{name} 要 {wanted} 题，题库只有 {found} 题，缺 {wanted - found} 题")
    return lacks
