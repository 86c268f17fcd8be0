"""The words of the search: docs/search-synonyms.yml keeps to its schema and says no word twice."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.problems import Problem, ProblemsError
from scripts.site.library import Library
from scripts.site.search import synonyms


def check(library: Library) -> Iterator[Problem]:
    """The faults of the file, each with its line."""
    try:
        synonyms.load(library.docs / synonyms.NAME)
    except ProblemsError as error:
        yield from error.problems
