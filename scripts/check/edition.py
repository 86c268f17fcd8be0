"""The verb translate-status: how far the English edition is, pages and questions."""

from __future__ import annotations

import argparse
from collections import Counter

from scripts.quiz import load as banks
from scripts.site import translation
from scripts.site.library import Library, read
from scripts.site.translation import State

STATES: dict[State, str] = {"present": "齐全 present", "stale": "过时 stale", "missing": "缺 missing"}


def command(options: argparse.Namespace) -> int:
    """The verb translate-status: the table; with --stamp, pages are marked as compared with today's Chinese."""
    library = read()
    if options.stamp:
        translation.stamp(library, options.stamp)
        library = read()
    found = translation.rows(library)
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


def _banks(library: Library, pool: str) -> list[list[bool]]:
    """For every bank of a pool: which of its items have their English."""
    loaded = banks.load(sorted((library.practice.parent / pool).glob("*.yml")))
    return [[item.stem.en is not None for item in bank.items] for bank in loaded.values()]
