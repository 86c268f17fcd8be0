"""Which imported questions ask what another one asks already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

from scripts.quiz.importing.draft import Imported
from scripts.quiz.lint import TWIN, core, figures
from scripts.quiz.model import Item

_AT_ONCE = 1000  # rows of the table of likenesses, so that it stays small


def tell_twins(imported: Sequence[Imported], existing: Iterable[Item]) -> None:
    """Remark on every imported item that is alike (rule Q20) to an existing one or to one before it."""
    known = [*existing, *(one.item for one in imported)]
    cores = [core(item) for item in known]
    first = len(known) - len(imported)
    for start in range(first, len(known), _AT_ONCE):
        end = min(start + _AT_ONCE, len(known))
        alike = process.cdist(cores[start:end], cores[:end], scorer=fuzz.ratio, score_cutoff=TWIN, workers=-1)
        told: set[int] = set()
        for row, index in zip(*(found.tolist() for found in alike.nonzero()), strict=True):
            order, other = start + row, known[index]
            same = other.type == known[order].type and figures(cores[index]) == figures(cores[order])
            if index < order and same and order not in told:
                told.add(order)
                what = f"与 {other.id} 近似（{alike[row, index]:.0f}）：{other.stem.zh[:16]}……"
                cure = "重复的删去；考点不同的，改清楚题干"
                imported[order - first].draft.tell(what, cure, "near twin")
