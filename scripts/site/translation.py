"""How far the English edition is: what is there, what has fallen behind, what is missing.

An English page carries `source_hash`, the fingerprint of the Chinese page it was last compared with.
Where the Chinese has changed since, the page is stale: told by the check, shown on the page, no failure.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from scripts.pages import Page
from scripts.problems import Problem, ProblemsError
from scripts.quiz import load as banks
from scripts.site.library import Library, read

State = Literal["present", "stale", "missing"]
STATES: dict[State, str] = {"present": "齐全 present", "stale": "过时 stale", "missing": "缺 missing"}
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
    text = _DATES.sub("", page.path.read_text(encoding="utf-8"), count=0)
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


def command(options: argparse.Namespace) -> int:
    """The verb translate-status: the table; with --stamp, pages are marked as compared with today's Chinese."""
    library = read()
    if options.stamp:
        stamp(library, options.stamp)
        library = read()
    found = rows(library)
    counts = Counter((row.room, row.state) for row in found)
    for room in dict.fromkeys(row.room for row in found):
        cells = "  ".join(f"{words} {counts[room, state]:>3}" for state, words in STATES.items())
        print(f"{room or '首页 home':<12}{cells}")
    for state in ("missing", "stale"):
        for row in found:
            if row.state == state:
                print(f"{STATES[state]}: docs/en/{row.rel}")
    for pool in ("practice", "exam"):
        items = [item for bank in _banks(library, pool) for item in bank]
        print(f"quizzes/{pool}: {sum(items)}/{len(items)} 道题有英文 questions in English")
    total = sum(1 for row in found if row.state != "missing")
    behind = sum(1 for row in found if row.state == "stale")
    print(
        f"共 {len(found)} 页：英文 {total / len(found):.0%}，过时 {behind} 页。 {total} of {len(found)} pages, {behind} stale."
    )
    return 0


def stamp(library: Library, wanted: list[Path]) -> None:
    """Write the fingerprint of the Chinese page into each of these English pages. Raises ProblemsError."""
    places = {page.path.resolve(): page for page in library.pages if page.language == "en"}
    problems = []
    for path in wanted:
        for file in sorted(path.rglob("*.md")) if path.is_dir() else [path]:
            page = places.get(file.resolve())
            source = library.by_place.get(("zh", page.rel)) if page else None
            if page is None or source is None:
                cure = "写 docs/en/ 里的页面或文件夹"
                problems.append(Problem(file, 0, "这不是有中文原页的英文页", cure, "no English page"))
                continue
            _write(page, fingerprint(source))
    if problems:
        raise ProblemsError(problems)


def _write(page: Page, value: str) -> None:
    text = page.path.read_text(encoding="utf-8")
    start, front, rest = text.split("---\n", 2)
    fresh = page.path.with_suffix(".new")
    fresh.write_text(
        f"{start}---\n{_HASH.sub('', front)}source_hash: {value}\n---\n{rest}", encoding="utf-8", newline="\n"
    )
    fresh.replace(page.path)


def _banks(library: Library, pool: str) -> list[list[bool]]:
    """For every bank of a pool: which of its items have their English."""
    loaded = banks.load(sorted((library.practice.parent / pool).glob("*.yml")))
    return [[item.stem.en is not None for item in bank.items] for bank in loaded.values()]
