"""Deadlines as data: docs/reference/deadlines.yml, checked; each rule is one limit of one jurisdiction."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from scripts.law.citations import find
from scripts.model import Closed, FaultError, Plain, Text
from scripts.problems import Problem, ProblemsError
from scripts.yamlfile import YamlFile

Where = Literal[
    "national",
    "wage",
    "heilongjiang",
    "beijing",
    "shanghai",
    "zhejiang",
    "chongqing",
    "shandong",
    "henan",
    "ningbo-hangzhou",
]


class Rule(Closed):
    """One limit. Exactly one of `days`, `working_days`, `months`, or `open` (no number, in words).

    `before` counts backwards from `start`; `extension` is how many days it may be prolonged. A rule
    rests on a citation (`law`), or on a named source that nobody verified here.
    """

    where: Where
    days: int | None = Field(default=None, ge=1, le=400)
    working_days: int | None = Field(default=None, ge=1, le=200)
    months: int | None = Field(default=None, ge=1, le=24)
    open: Text | None = None
    before: bool = False
    extension: int | None = Field(default=None, ge=1, le=60)
    start: Text | None = Field(default=None, alias="from")
    law: Plain | None = None
    source: Text | None = None
    verified: bool = True

    @model_validator(mode="after")
    def _whole(self) -> Rule:
        given = [self.days, self.working_days, self.months, self.open]
        if sum(value is not None for value in given) != 1:
            raise FaultError("期限写法不合", "days、working_days、months、open 只写一个", "where")
        if (self.open is None) != (self.start is not None):
            raise FaultError("起算点与期限不合", "有数字的写 from，没有数字的写 open 不写 from", "where")
        if self.verified != (self.law is not None) or self.verified == (self.source is not None):
            raise FaultError(
                "依据写法不合", "核对过的写 law；没有核对的写 verified: false 和 source", "where"
            )
        if self.law is not None:
            found = find(self.law, "zh")
            if len(found) != 1 or (found[0].start, found[0].end) != (0, len(self.law)):
                raise FaultError(f"依据 {self.law} 不是一条完整引用", "写全称加条号", "law")
        return self


class Deadline(Closed):
    """One step, who must act, and its limit in each jurisdiction."""

    id: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$")
    step: Text
    who: Text
    rules: list[Rule] = Field(min_length=1)


class DeadlineFile(Closed):
    """The whole of deadlines.yml."""

    deadlines: list[Deadline]


def load(path: Path) -> list[Deadline]:
    """Read and check deadlines.yml. Raises ProblemsError with every fault and its line."""
    file = YamlFile.read(path)
    deadlines = file.validate(DeadlineFile).deadlines
    problems = []
    seen: set[str] = set()
    for index, deadline in enumerate(deadlines):
        if deadline.id in seen:
            line = file.line("deadlines", index)
            problems.append(Problem(path, line, f"编号 {deadline.id} 重复", "换一个编号", "duplicate id"))
        seen.add(deadline.id)
        places = [rule.where for rule in deadline.rules]
        for place in sorted({place for place in places if places.count(place) > 1}):
            line = file.line("deadlines", index)
            problems.append(
                Problem(path, line, f"{deadline.id} 里 {place} 写了两次", "删去一个", "duplicate rule")
            )
    if problems:
        raise ProblemsError(problems)
    return deadlines
