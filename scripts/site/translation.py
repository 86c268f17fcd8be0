"""How far the English edition is: what is there, what has fallen behind, what is missing.

An English page carries `source_hash`, the fingerprint of the Chinese page it was last compared with.
Where the Chinese has changed since, the page is stale: told by the check, shown on the page, no failure.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from scripts.pages import Page
from scripts.problems import Problem, ProblemsError
from scripts.site.library import Library

State = Literal["present", "stale", "missing"]
_DATES = re.compile(r"^(?:reviewed_on|review_in|source_hash):.*\n", re.M)
_HASH = re.compile(r"^source_hash:.*\n", re.M)


@dataclass(frozen=True)
class Row:
    """A Chinese page and where its English stands."""

    rel: str
    room: str
    state: State


def fingerprint(page: Page) -> str:
    """12 hexadecimal digits of everything a Chinese page says; its review dates say nothing."""
    text = _DATES.sub("", page.path.read_text(encoding="utf-8"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def stale(page: Page, source: Page) -> bool:
    """Whether the Chinese page has changed since the English one was last compared with it."""
    return page.meta.get("source_hash") != fingerprint(source)


def rows(library: Library) -> list[Row]:
    """Every Chinese page in path order."""
    found = []
    for page in library.pages:
        if page.language == "zh":
            english = library.by_place.get(("en", page.rel))
            state: State = "missing" if english is None else "stale" if stale(english, page) else "present"
            found.append(Row(page.rel, page.room, state))
    return found


def stamp(library: Library, wanted: list[Path]) -> None:
    """Write the fingerprint of the Chinese page into each of these English pages. Raises ProblemsError where
    one of them is none; then nothing is written."""
    places = {page.path.resolve(): page for page in library.pages if page.language == "en"}
    pairs = []
    problems = []
    for path in wanted:
        for file in sorted(path.rglob("*.md")) if path.is_dir() else [path]:
            page = places.get(file.resolve())
            source = library.by_place.get(("zh", page.rel)) if page else None
            if page is None or source is None:
                cure = "写 docs/en/ 里的页面或文件夹"
                problems.append(Problem(file, 0, "这不是有中文原页的英文页", cure, "no English page"))
            else:
                pairs.append((page, source))
    if problems:
        raise ProblemsError(problems)
    for page, source in pairs:
        _write(page, fingerprint(source))


def _write(page: Page, value: str) -> None:
    text = page.path.read_text(encoding="utf-8")
    start, front, rest = text.split("---\n", 2)
    fresh = page.path.with_suffix(".new")
    fresh.write_text(
        f"{start}---\n{_HASH.sub('', front)}source_hash: {value}\n---\n{rest}", encoding="utf-8", newline="\n"
    )
    fresh.replace(page.path)
