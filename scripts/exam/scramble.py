"""Versions of a form: the same items, items and options in another order, drawn by hash."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from scripts.exam.assemble import Form, letter
from scripts.exam.draw import Lots
from scripts.quiz.model import Bank, Item, Multiple, Single

LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ATTEMPTS = 400
_RUN = 3  # never the same key letter more often running
_SHARE = (0.15, 0.35)  # of each key letter among single-answer items
_CODE = 7  # characters of a code after the label: 35 bits


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
    """One version: its label (form letter, and a number where there are several), the code printed on
    every page, and its sections."""

    label: str
    code: str
    sections: tuple[tuple[Placed, ...], ...]

    @property
    def form(self) -> str:
        """The letter of the form it belongs to."""
        return self.label[0]


def digest(banks: dict[str, Bank]) -> str:
    """Twelve hex digits over the content of the banks: other questions, other papers."""
    text = json.dumps(
        {name: bank.model_dump(mode="json") for name, bank in banks.items()},
        ensure_ascii=False,
        sort_keys=True,
    )
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def code(label: str, *identity: str | int) -> str:
    """What the QR holds and every page shows: the label and seven base-32 digits, at most 12 characters."""
    raw = hashlib.sha256("\x1f".join(map(str, (*identity, label))).encode("utf-8")).digest()
    return f"{label}-{base64.b32encode(raw).decode('ascii')[:_CODE]}"


def versions(forms: Sequence[Form], count: int, identity: Sequence[str | int]) -> list[Version]:
    """`count` versions of every form, A1, A2 …, or A, B … where there is one of each. `identity` names
    bank, edition, seed and paper: the same identity gives the same versions."""
    made = []
    for index, form in enumerate(forms):
        for which in range(count):
            label = letter(index) + (str(which + 1) if count > 1 else "")
            lots = Lots(*identity, label)
            sections: list[tuple[Placed, ...]] = []
            first = 1
            for section, items in enumerate(form):
                sections.append(_arrange(section, items, lots, first))
                first += len(items)
            made.append(Version(label, code(label, *identity), tuple(sections)))
    return made


def _arrange(section: int, items: list[Item], lots: Lots, first: int) -> tuple[Placed, ...]:
    """Items and options in drawn order; of many drawings the first that spreads the keys well."""
    best: tuple[int, tuple[Placed, ...]] | None = None
    by_id = {item.id: item for item in items}
    for attempt in range(_ATTEMPTS):
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
