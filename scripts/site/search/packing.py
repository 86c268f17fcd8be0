"""A text in codes that gzip carries in a quarter less than UTF-8; docs/assets/js/search.js unpacks it."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from operator import add

_UNIT = 0xF0000  # codes while packing: characters of private use that no text holds
_ROUNDS, _A_ROUND, _OFTEN = 4, 250, 15


def pack(text: str) -> tuple[str, str, str]:
    """(alphabet, pairs, the text in codes).

    The commonest characters get the first codes, in the order of `alphabet`; then each two codes of `pairs`
    make one more, for two that often stand side by side within a line (byte pair encoding).
    """
    alphabet = "".join(char for char, _ in _by_number(Counter(text)))
    units = {char: chr(_UNIT + number) for number, char in enumerate(alphabet)}
    text = "".join(units[char] for char in text)
    apart = {units[char] for char in "\n\t" if char in units}
    pairs: list[str] = []
    for _ in range(_ROUNDS):
        made: dict[str, str] = {}
        taken = set(apart)
        for pair, times in _by_number(Counter(map(add, text, text[1:]))):
            if times < _OFTEN or len(made) == _A_ROUND:
                break
            if taken.isdisjoint(pair):
                taken.update(pair)
                made[pair] = chr(_UNIT + len(alphabet) + len(pairs) + len(made))
        text = _merged(text, made)
        pairs += made
    codes = {_UNIT + number: code for number, code in enumerate(_codes(len(alphabet) + len(pairs)))}
    return alphabet, "".join(pairs).translate(codes), text.translate(codes)


def _by_number(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _merged(text: str, made: dict[str, str]) -> str:
    return re.sub("|".join(made), lambda pair: made[pair[0]], text) if made else text


def _codes(count: int) -> list[int]:
    """The first codes: ASCII that needs no escape, then what takes two bytes, then Chinese characters."""
    order = chain(range(0x20, 0x7F), range(0xA1, 0x800), range(0x3400, 0xA000))
    return [code for code in order if chr(code) not in '"\\<'][:count]
