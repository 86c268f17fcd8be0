"""The data behind docs/reference: the glossary and the figures of the Jiamusi report."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from pydantic import Field

from scripts.model import Closed, Plain, Text
from scripts.problems import Problem, ProblemsError
from scripts.yamlfile import YamlFile


class Variants(Closed):
    """Other words for a term, in either language."""

    zh: list[Plain] = []
    en: list[Plain] = []


class Term(Closed):
    """One term: Chinese, the English of this handbook, what it is; `suggested` where no authority was found.

    `aka` are other names a reader may meet, `avoid` English words that no page of ours may use for it.
    """

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    zh: Plain
    en: Plain
    aka: Variants = Variants()
    avoid: list[Plain] = []
    suggested: bool = False
    says: Text


class Group(Closed):
    """Terms that belong together."""

    id: str = Field(pattern=r"^[a-z]+$")
    title: Text
    terms: list[Term] = Field(min_length=1)


class Glossary(Closed):
    """The whole of glossary.yml."""

    groups: list[Group] = Field(min_length=1)

    @property
    def terms(self) -> list[Term]:
        """All terms in order."""
        return [term for group in self.groups for term in group.terms]


class Figure(Closed):
    """One figure of the report: what it counts, how it is written, our arithmetic, and what to beware of."""

    id: str = Field(pattern=r"^N\d{1,2}$")
    what: Text
    values: list[Text] = Field(min_length=1)
    check: Text
    caution: Text | None = None
    group: Literal[
        "spread",
        "publicity",
        "organisation",
        "training",
        "consultation",
        "review",
        "renewal",
        "supervision",
        "results",
    ]


class Figures(Closed):
    """The whole of figures.yml."""

    figures: list[Figure] = Field(min_length=1)


def glossary(path: Path) -> Glossary:
    """Read and check glossary.yml. Raises ProblemsError: schema, ids or terms defined twice."""
    file = YamlFile.read(path)
    found = file.validate(Glossary)
    problems = []
    seen: dict[str, str] = {}
    for number, group in enumerate(found.groups):
        for index, term in enumerate(group.terms):
            line = file.line("groups", number, "terms", index)
            for name in (term.id, term.zh):
                if name in seen:
                    problems.append(
                        Problem(path, line, f"术语 {name} 定义了两次", "删去或合并一条", "defined twice")
                    )
                seen[name] = term.id
    if problems:
        raise ProblemsError(problems)
    return found


def figures(path: Path) -> list[Figure]:
    """Read and check figures.yml. Raises ProblemsError: schema, ids used twice."""
    file = YamlFile.read(path)
    found = file.validate(Figures).figures
    seen: set[str] = set()
    problems = []
    for index, figure in enumerate(found):
        if figure.id in seen:
            line = file.line("figures", index)
            problems.append(Problem(path, line, f"{figure.id} 写了两次", "删去一条", "duplicate id"))
        seen.add(figure.id)
    if problems:
        raise ProblemsError(problems)
    return found


_COUNT = re.compile(
    r"(?<![\d.〔（第—-])(\d+(?:\.\d+)?)(?=多?(?:户|名|份|套|期班|次|%|万元|亿元|个小时|人参赛))"
    r"|(?<![\d.])(\d{3,})(?=多?条)"  # shorter ones are numbers of articles
)


def unknown_counts(text: str, known: list[Figure]) -> list[str]:
    """Counts in a text about the report that no figure of it holds, in order of appearance.

    Only numbers before a counting word are looked at; a number that stands in any figure's values or
    arithmetic is known.
    """
    allowed = {
        number
        for figure in known
        for words in (
            *(value.zh for value in figure.values),
            figure.check.zh,
            figure.caution.zh if figure.caution else "",
        )
        for number in re.findall(r"\d+(?:\.\d+)?", words)
    }
    found = [match[1] or match[2] for match in _COUNT.finditer(text)]
    return [count for count in found if count not in allowed]
