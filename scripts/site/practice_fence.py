"""The ```practice fence: places for the pages that make papers of the practice questions by script.

The first line names the page's tool: overview, drill, mock or contest; below it mock lists its plans.
"""

from __future__ import annotations

import json
from collections import Counter
from html import escape
from pathlib import Path
from typing import Any, Literal

from markdown import Markdown
from pydantic import Field, RootModel, model_validator
from pymdownx.superfences import SuperFencesException

from scripts.model import Closed, FaultError, Text
from scripts.problems import ProblemsError
from scripts.quiz.model import Domain
from scripts.quiz.words import TYPES
from scripts.site.inline import Place
from scripts.site.library import Library
from scripts.site.words import PRACTICE
from scripts.yamlfile import YamlFile

TOOLS = ("overview", "drill", "mock", "contest")


class PlanSection(Closed):
    """Items of one type; `domains` says how many of each domain, `any` how many of whichever."""

    type: Literal["single", "multiple", "judgement", "case"]
    count: int = Field(ge=1, le=200)
    marks: float = Field(gt=0, le=50)
    partial: bool = False
    domains: dict[Domain, int] = {}
    any: int = Field(default=0, ge=0)

    @model_validator(mode="after")
    def _adds_up(self) -> PlanSection:
        if sum(self.domains.values()) + self.any != self.count:
            raise FaultError("domains 与 any 合计不等于 count", "改其中之一", "count")
        return self


class Plan(Closed):
    """A mock paper: time in minutes, marks, pass mark."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    title: Text
    minutes: int = Field(ge=1, le=300)
    total: int
    pass_mark: int
    sections: list[PlanSection] = Field(min_length=1)

    @model_validator(mode="after")
    def _adds_up(self) -> Plan:
        if sum(section.count * section.marks for section in self.sections) != self.total:
            raise FaultError("各大题合计不等于 total", "改其中之一", "total")
        return self


class Plans(RootModel[list[Plan]]):
    """All plans of a page."""


def fence(source: str, language: str, class_name: str, options: dict[str, Any], md: Markdown, **_: Any) -> str:
    """What SuperFences calls. Only SuperFencesException stops a build, so faults leave as that."""
    del language, class_name, options
    handbook = md.handbook  # type: ignore[attr-defined]
    place, library = handbook.place, handbook.library
    tool, rest = f"{source.strip()}\n".split("\n", 1)
    if tool not in TOOLS:
        raise SuperFencesException(f"{place.rel}: practice 块第一行写 {'、'.join(TOOLS)} 之一")
    inside = ""
    if tool == "overview":
        inside = _table(place, library)
    if tool == "mock":
        try:
            plans = YamlFile.parse(rest, Path(place.rel)).validate(Plans)
        except ProblemsError as error:
            raise SuperFencesException(error.report()) from error
        lacks = [f"{plan.id}: {lack}" for plan in plans.root for lack in _lacks(plan, library)]
        if lacks:
            raise SuperFencesException(f"{place.rel}: 题不够：{'；'.join(lacks)}")
        made = [plan.model_dump(mode="json") | {"title": plan.title.of(place.language)} for plan in plans.root]
        data = json.dumps(made, ensure_ascii=False).replace("</", "<\\/")
        inside = f'<script type="application/json" class="tool-data">{data}</script>'
    without = f"<noscript><p>{escape(PRACTICE['noscript'][place.language])}</p></noscript>"
    return f'<div class="practice-tool" data-practice="{tool}">{inside}{"" if tool == "overview" else without}</div>'


def _lacks(plan: Plan, library: Library) -> list[str]:
    """What the practice pool lacks for a plan."""
    have: Counter[tuple[str, str]] = Counter()
    for bank in library.banks.values():
        have.update((bank.domain, item.type) for item in bank.items)
    return [
        f"{section.type} {domain} {have[domain, section.type]}/{count}"
        for section in plan.sections
        for domain, count in section.domains.items()
        if have[domain, section.type] < count
    ]


def _table(place: Place, library: Library) -> str:
    banks = sorted(library.banks.values(), key=lambda bank: int(bank.domain[1:]))
    head = "".join(
        f'<th scope="col">{escape(words)}</th>'
        for words in (PRACTICE["domain"][place.language], *(TYPES[kind][place.language] for kind in TYPES))
    )
    rows = []
    for bank in banks:
        kinds: Counter[str] = Counter(item.type for item in bank.items)
        cells = "".join(f"<td>{kinds[kind]}</td>" for kind in TYPES)
        lang = ' lang="zh-CN"' if place.language == "en" and bank.title.en is None else ""
        link = f'<a href="{bank.bank}.html"{lang}>{bank.domain} {escape(bank.title.of(place.language))}</a>'
        rows.append(f'<tr data-domain="{bank.domain}"><th scope="row">{link}</th>{cells}</tr>')
    return f'<div class="sheet-scroll" tabindex="0"><table class="law-table overview-table"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'
