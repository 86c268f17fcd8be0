"""From a blueprint to items, and from items to versions that differ in order only."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from scripts.exam.blueprint import Blueprint, Section, candidates
from scripts.exam.draw import Lots
from scripts.quiz.model import Bank, Item, Multiple, Single

LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ATTEMPTS = 400
_RUN = 3  # never the same key letter more often running
_SHARE = (0.15, 0.35)  # of each key letter among single-answer items


@dataclass(frozen=True)
class Placed:
    """An item as one version prints it. `options` gives, for each printed letter in order, the
    letter in the bank; empty for items without options."""

    item: Item
    number: int
    options: str = ""

    @property
    def key(self) -> str:
        """The printed key: letters for choices, "true"/"false" for judgement, "" for cases."""
        if isinstance(self.item, Single | Multiple):
            return "".join(sorted(LETTERS[self.options.index(letter)] for letter in self.item.keys))
        return str(getattr(self.item, "key", "")).lower()


@dataclass(frozen=True)
class Version:
    """One version of a paper: its letter, the code printed on every page, and its sections."""

    name: str
    code: str
    sections: tuple[tuple[Placed, ...], ...]


def edition(banks: dict[str, Bank]) -> str:
    """Twelve hex digits over the content of the banks: another edition is another paper."""
    text = json.dumps(
        {name: bank.model_dump(mode="json") for name, bank in banks.items()},
        ensure_ascii=False,
        sort_keys=True,
    )
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def choose(blueprint: Blueprint, banks: dict[str, Bank], seed: int) -> list[list[Item]]:
    """The items of each section, cells of the blueprint met exactly. `blueprint.load` has made
    sure that there are enough."""
    items = [item for bank in banks.values() for item in bank.items]
    lots = Lots(edition(banks), seed, blueprint.paper)
    return [
        _choose_section(number, section, items, lots) for number, section in enumerate(blueprint.sections)
    ]


def _choose_section(number: int, section: Section, items: list[Item], lots: Lots) -> list[Item]:
    by_id = {item.id: item for item in candidates(section, items)}
    drawn = [by_id[name] for name in lots.order(by_id, "choose", number)]
    wanted = Counter(section.levels)
    if not wanted:
        return drawn[: section.count]
    chosen = []
    for item in drawn:
        if wanted[item.level]:
            wanted[item.level] -= 1
            chosen.append(item)
    return chosen


def version(
    blueprint: Blueprint, banks: dict[str, Bank], chosen: list[list[Item]], seed: int, index: int
) -> Version:
    """Version number `index` (0 is A): the same items, items and options in another order."""
    name = LETTERS[index].upper()
    identity = (edition(banks), seed, blueprint.paper, name)
    lots = Lots(*identity)
    sections: list[tuple[Placed, ...]] = []
    first = 1
    for number, items in enumerate(chosen):
        sections.append(_arrange(number, items, lots, first))
        first += len(items)
    digest = hashlib.sha256("\x1f".join(map(str, identity)).encode("utf-8")).digest()
    code = f"{name}-{base64.b32encode(digest).decode('ascii')[:7]}"
    return Version(name, code, tuple(sections))


def _arrange(section: int, items: list[Item], lots: Lots, first: int) -> tuple[Placed, ...]:
    """Items and options in drawn order; of many drawings the first that spreads the keys well."""
    best: tuple[int, tuple[Placed, ...]] | None = None
    for attempt in range(_ATTEMPTS):
        by_id = {item.id: item for item in items}
        order = [by_id[name] for name in lots.order(by_id, "items", section, attempt)]
        placed = tuple(
            Placed(item, first + position, _options(item, lots, attempt))
            for position, item in enumerate(order)
        )
        faults = key_faults([one.key for one in placed if isinstance(one.item, Single)])
        if best is None or faults < best[0]:
            best = faults, placed
        if not faults:
            break
    assert best is not None
    return best[1]


def _options(item: Item, lots: Lots, attempt: int) -> str:
    if not isinstance(item, Single | Multiple):
        return ""
    letters = list(item.options)
    return "".join(letters if item.fixed else lots.order(letters, "options", item.id, attempt))


def key_faults(keys: Sequence[str]) -> int:
    """How far a row of single-answer keys is from well spread: letters beyond the allowed run,
    plus letters outside 15–35 % of the row (rounded outwards; quiz-and-exam practice)."""
    run, faults = 0, 0
    for position, key in enumerate(keys):
        run = run + 1 if position and keys[position - 1] == key else 1
        faults += run > _RUN
    if len(keys) >= len("abcd") * 2:
        low, high = int(len(keys) * _SHARE[0]), -int(-len(keys) * _SHARE[1] // 1)
        counts = Counter(keys)
        faults += sum(max(0, low - counts[letter]) + max(0, counts[letter] - high) for letter in "abcd")
    return faults
