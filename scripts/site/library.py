"""Everything the site is built from, loaded once: register, banks, pages, who cites what."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from scripts import pages as pages_
from scripts.law import backlinks, register
from scripts.pages import DOCS, LANGUAGES, Page
from scripts.problems import ProblemsError
from scripts.quiz import load as banks
from scripts.quiz.model import Bank


@dataclass(frozen=True)
class Library:
    """The loaded content and where it came from; each part has passed its own checks."""

    docs: Path
    practice: Path
    register: register.Register
    banks: dict[str, Bank]
    pages: list[Page]

    @cached_property
    def citers(self) -> dict[str, dict[backlinks.Key, list[backlinks.Citer]]]:
        """For each language: who cites each article."""
        return {
            language: backlinks.index(self.pages, self.banks, self.register, language) for language in LANGUAGES
        }

    @cached_property
    def by_place(self) -> dict[tuple[str, str], Page]:
        """(language, path below the language) → page."""
        return {(page.language, page.rel): page for page in self.pages}


def read(docs: Path = DOCS, practice: Path = banks.PRACTICE) -> Library:
    """Load everything. Raises ProblemsError with the faults of all files together."""
    loaded = []
    problems = []
    for step in (
        lambda: register.load(docs / "law" / "laws.yml"),
        lambda: banks.practice(practice),
        lambda: pages_.load(docs),
    ):
        try:
            loaded.append(step())
        except ProblemsError as error:
            problems.extend(error.problems)
    if problems:
        raise ProblemsError(problems)
    return Library(docs, practice, *loaded)  # type: ignore[arg-type]


@cache
def current() -> Library:
    """The library of this build; `current.cache_clear()` starts a new one."""
    return read()
