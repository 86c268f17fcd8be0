"""The register of instruments: docs/law/laws.yml as checked data."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from scripts.law.citations import Article
from scripts.model import Closed, FaultError, Text
from scripts.problems import Problem, ProblemsError
from scripts.yamlfile import YamlFile

Rank = Literal[
    "law",
    "administrative-regulation",
    "judicial-interpretation",
    "local-regulation",
    "department-rule",
    "local-government-rule",
    "normative-document",
    "union-document",
]
Status = Literal["in-force", "in-force-indirect", "repealed", "unknown"]
Unknown = Literal["unknown"]
UNSEEN = "unseen"


class Names(Closed):
    """The full name and every short name a writer may use, in both languages."""

    zh: str
    en: str
    short_zh: list[str] = []
    short_en: list[str] = []

    def of(self, language: str) -> list[str]:
        """All names of one language, the full one first."""
        return [self.zh, *self.short_zh] if language == "zh" else [self.en, *self.short_en]


class Source(Closed):
    """Where the checked text came from; `url` only for the official publisher."""

    title: Text
    url: str = ""


class Law(Closed):
    """One instrument in one version.

    `historical` entries are cited with their year only. `articles` is the number of the last
    article, unknown where nobody has seen it. `digest` says how much of it the handbook words:
    every article, some, none because it is known by name only, or no page yet. `unseen` are
    ranges of articles (first, last) whose text we do not have: they may be cited as unseen, and
    the page has a section that says so. A date that nobody confirmed stays "unknown".
    """

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    names: Names
    year: int = Field(ge=1950, le=2100)
    historical: bool = False
    scope: Literal["national", "heilongjiang"]
    rank: Rank
    issuer: Text
    number: Text | Unknown
    adopted: date | Unknown
    promulgated: date | Unknown
    effective: date | Unknown
    amended: list[date] = []
    status: Status
    status_note: Text | None = None
    articles: int | Unknown = Field(union_mode="left_to_right")
    digest: Literal["full", "partial", "name", "none"]
    unseen: list[tuple[int, int]] = []
    source: Source
    checked_on: date

    @model_validator(mode="after")
    def _repealed_is_historical(self) -> Law:
        if self.status == "repealed" and not self.historical:
            raise FaultError("已废止的文本没有标为历史", "写 historical: true，引用时带年份", "status")
        return self

    @property
    def has_articles(self) -> bool:
        """True when its page words articles, so that a citation can lead there."""
        return self.digest in ("full", "partial")

    def anchor(self, article: Article) -> str:
        """The id on its page that tells of an article: its heading, or the list of unseen ones."""
        unseen = any(first <= article.number <= last for first, last in self.unseen)
        return UNSEEN if unseen else article.anchor


class LawFile(Closed):
    """The whole of laws.yml."""

    laws: list[Law]


class Register:
    """All laws, found by id or by the name a citation uses."""

    def __init__(self, laws: list[Law]) -> None:
        self.laws = laws
        self.by_id = {law.id: law for law in laws}

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], list[Law]]:
        found: dict[tuple[str, str], list[Law]] = {}
        for law in self.laws:
            for language in ("zh", "en"):
                for name in law.names.of(language):
                    found.setdefault((language, name), []).append(law)
        return found

    @cached_property
    def english_names(self) -> list[str]:
        """Every English name, longest first, so that the longest match wins. Chinese needs no list: 《》 marks a name."""
        return sorted(
            {name for language, name in self._by_name if language == "en"}, key=lambda n: (-len(n), n)
        )

    def resolve(self, name: str, year: int | None, language: str) -> Law | None:
        """The law a name means: the one in that year, or the current one when no year is given.

        A name that only historical versions bear, written without a year, gives the newest of
        them; the checks then ask for the year.
        """
        bearers = self._by_name.get((language, name), [])
        if year is not None:
            return next((law for law in bearers if law.year == year), None)
        current = [law for law in bearers if not law.historical]
        return max(current or bearers, key=lambda law: law.year, default=None)


def load(path: Path) -> Register:
    """Read and check laws.yml. Raises ProblemsError with every fault and its line."""
    file = YamlFile.read(path)
    laws = file.validate(LawFile).laws
    problems: list[Problem] = []
    ids: set[str] = set()
    versions: set[tuple[str, int]] = set()
    for index, law in enumerate(laws):
        line = file.line("laws", index)
        if law.id in ids:
            problems.append(
                Problem(path, line, f"编号 {law.id} 重复", "换一个编号或删去一条", "duplicate id")
            )
        if (law.names.zh, law.year) in versions:
            problems.append(
                Problem(
                    path, line, f"《{law.names.zh}》（{law.year}）登记了两次", "删去一条", "duplicate version"
                )
            )
        ids.add(law.id)
        versions.add((law.names.zh, law.year))
    if problems:
        raise ProblemsError(problems)
    return Register(laws)
