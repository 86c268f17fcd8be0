"""docs/search-synonyms.yml as checked data: words that mean the same, and words that say nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from scripts.model import Closed, Plain
from scripts.problems import Problem, ProblemsError
from scripts.yamlfile import YamlFile

NAME = "search-synonyms.yml"


class Words(Closed):
    """One language: groups of words that mean the same, other spellings of a word, words that ask for a room
    of the site, and words a query may hold for nothing."""

    same: list[Annotated[list[Plain], Field(min_length=2)]]
    spelling: dict[Plain, Plain] = {}
    rooms: dict[Literal["law", "guide", "casebook", "templates", "practice", "reference"], list[Plain]]
    skip: list[Plain]


class Synonyms(Closed):
    """The whole file."""

    zh: Words
    en: Words

    def of(self, language: str) -> Words:
        """The words of "zh" or "en"."""
        return self.en if language == "en" else self.zh


def load(path: Path) -> Synonyms:
    """Read and check the file. Raises ProblemsError: schema, a word in two places, each with its line."""
    file = YamlFile.read(path)
    found = file.validate(Synonyms)
    problems = []
    for language in ("zh", "en"):
        words = found.of(language)
        places: list[tuple[str, tuple[str | int, ...]]] = [
            (word, (language, "same", number, index))
            for number, group in enumerate(words.same)
            for index, word in enumerate(group)
        ]
        places += [(word, (language, "skip", index)) for index, word in enumerate(words.skip)]
        seen: dict[str, int] = {}
        for word, place in places:
            line = file.line(*place)
            if first := seen.get(word.lower()):
                cure = f"只留一处；第 {first} 行已经有了"
                problems.append(Problem(path, line, f"“{word}”写了两次", cure, "written twice"))
            seen.setdefault(word.lower(), line)
    if problems:
        raise ProblemsError(problems)
    return found
