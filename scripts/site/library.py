"""Everything the site is built from, loaded once: register, banks, pages, who cites what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from scripts import pages as pages_
from scripts import reference
from scripts.forms import model as forms_
from scripts.forms.model import Form
from scripts.law import backlinks, deadlines, official, register
from scripts.law.deadlines import Deadline
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
    deadlines: list[Deadline]
    glossary: reference.Glossary
    figures: list[reference.Figure]

    @cached_property
    def citers(self) -> dict[str, dict[backlinks.Key, list[backlinks.Citer]]]:
        """For each language: who cites each article."""
        return {
            language: backlinks.index(self.pages, self.banks, self.register, language, self.references)
            for language in LANGUAGES
        }

    @cached_property
    def tips(self) -> dict[str, tuple[dict[str, reference.Term], re.Pattern[str]]]:
        """For each language: glossary terms by their words, and a pattern that finds the longest first.

        Short Chinese words (工会, 公布 …) are everyday words and get no link.
        """
        chinese = {term.zh: term for term in self.glossary.terms if len(term.zh) >= 4}
        english = {term.en.lower(): term for term in self.glossary.terms if " " in term.en}
        return {
            "zh": (chinese, re.compile("|".join(map(re.escape, sorted(chinese, key=lambda w: (-len(w), w)))))),
            "en": (
                english,
                re.compile(
                    r"\b(?:" + "|".join(map(re.escape, sorted(english, key=lambda w: (-len(w), w)))) + r")\b",
                    re.IGNORECASE,
                ),
            ),
        }

    @cached_property
    def official(self) -> dict[str, official.Kept]:
        """Official texts that an editor imported, by law id; usually none."""
        return official.kept(self.docs.parent / "official")

    @cached_property
    def forms(self) -> dict[str, str]:
        """Code of a form → path of its page below the language."""
        pages = (page for page in self.pages if page.language == "zh" and page.room == "templates")
        return {str(page.meta["form"]["code"]): page.rel for page in pages if "form" in page.meta}

    @cached_property
    def _found(self) -> dict[Path, list[backlinks.Found]]:
        return {}

    def references(self, page: Page) -> list[backlinks.Found]:
        """Every reference of a page to a law, in order, looked for once."""
        if page.path not in self._found:
            self._found[page.path] = list(backlinks.in_page(page, self.register))
        return self._found[page.path]

    @cached_property
    def _parsed(self) -> dict[Path, Form]:
        return {}

    def form(self, page: Page) -> Form:
        """The form of a template page, parsed once. Raises ProblemsError with every fault of it."""
        if page.path not in self._parsed:
            self._parsed[page.path] = forms_.parse(page)
        return self._parsed[page.path]

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
        lambda: deadlines.load(docs / "reference" / "deadlines.yml"),
        lambda: reference.glossary(docs / "reference" / "glossary.yml"),
        lambda: reference.figures(docs / "reference" / "figures.yml"),
    ):
        try:
            loaded.append(step())
        except ProblemsError as error:
            problems.extend(error.problems)
    if problems:
        raise ProblemsError(problems)
    return Library(docs, practice, *loaded)  # type: ignore[arg-type]


_current: list[Library] = []


def current() -> Library:
    """The library of this build, read once for both languages."""
    if not _current:
        _current.append(read())
    return _current[0]


def renew(library: Library | None = None) -> None:
    """Make `library` the current one; without one, the next `current()` reads everything afresh."""
    _current[:] = [library] if library else []
