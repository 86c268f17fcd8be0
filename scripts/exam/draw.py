"""Drawing lots by hash: the same labels give the same order on every machine and Python."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")


class Lots:
    """A source of orders for one purpose, named by its labels (edition, seed, paper, version)."""

    def __init__(self, *labels: str | int) -> None:
        self._prefix = "\x1f".join(map(str, labels))

    def order(self, things: Iterable[T], *labels: str | int) -> list[T]:
        """The things in an order that depends on the labels and on the things' own names only."""
        return sorted(things, key=lambda thing: self._lot(str(thing), labels))

    def _lot(self, name: str, labels: tuple[str | int, ...]) -> bytes:
        text = "\x1f".join([self._prefix, *map(str, labels), name])
        return hashlib.sha256(text.encode("utf-8")).digest()
