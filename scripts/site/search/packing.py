"""A text in codes that gzip carries in a quarter less than UTF-8; docs/assets/js/search.js unpacks it.

A token is a word, a number, or any other character; a single space between two words or numbers goes without
saying. The commonest tokens have the shortest codes, then two that often stand side by side share one more.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from operator import add

_UNIT = 0xF0000  # codes while packing: characters of private use that no text holds
_TOKEN = re.compile(r"[A-Za-z0-9]+|[^A-Za-z0-9]")
_SPACE = re.compile(r"(?<=[A-Za-z0-9]) (?=[A-Za-z0-9])")
_ROUNDS, _A_ROUND, _OFTEN = 3, 400, 20
_ONE, _TWO = 92, 1980  # how many codes take one byte, and at most two
SEPARATOR = "\x1f"
_UNSAID = "\x1e"


Packed = tuple[str, str, list[int], str]
"""Tokens apart by U+001F, pairs (two codes each), how many tokens and pairs in turn have the next codes, and the
text in codes."""


def pack(text: str) -> Packed:
    """The text as `Packed`. A pair (byte pair encoding) stays within a line."""
    tokens = [token for token in _TOKEN.findall(_SPACE.sub(_UNSAID, text)) if token != _UNSAID]
    common = [token for token, _ in _by_number(Counter(tokens))]
    units = {token: chr(_UNIT + number) for number, token in enumerate(common)}
    packed = "".join(units[token] for token in tokens)
    apart = {units[token] for token in "\n\t" if token in units}
    pairs: dict[str, str] = {}  # the unit of a pair → its two units
    for _ in range(_ROUNDS):
        made: dict[str, str] = {}
        taken = set(apart)
        counts = Counter(map(add, packed, packed[1:]))
        for pair, _ in _by_number(Counter({pair: times for pair, times in counts.items() if times >= _OFTEN})):
            if len(made) == _A_ROUND:
                break
            if taken.isdisjoint(pair):
                taken.update(pair)
                made[pair] = chr(_UNIT + len(common) + len(pairs) + len(made))
        packed = _merged(packed, made)
        pairs |= {unit: pair for pair, unit in made.items()}
    return _coded({unit: token for token, unit in units.items()}, pairs, packed)


def _coded(tokens: dict[str, str], pairs: dict[str, str], packed: str) -> Packed:
    """The commonest units have the shortest codes; among those of one length tokens stand in alphabetical order,
    which packs better, and pairs behind them."""
    times = Counter(packed)
    common = sorted([*tokens, *pairs], key=lambda unit: (-times[unit], unit))
    order: list[str] = []
    counts: list[int] = []
    for group in (common[:_ONE], common[_ONE:_TWO], common[_TWO:]):
        kinds = (
            sorted((unit for unit in group if unit in tokens), key=tokens.__getitem__),
            [unit for unit in group if unit in pairs],
        )
        for kind in kinds:
            order += kind
            counts.append(len(kind))
    codes = {ord(unit): code for unit, code in zip(order, _codes(len(order)), strict=True)}
    named = SEPARATOR.join(tokens[unit] for unit in order if unit in tokens)
    joined = "".join(pairs[unit] for unit in order if unit in pairs)
    return named, joined.translate(codes), counts, packed.translate(codes)


def _by_number(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _merged(text: str, made: dict[str, str]) -> str:
    return re.sub("|".join(made), lambda pair: made[pair[0]], text) if made else text


def _codes(count: int) -> list[int]:
    """The first codes: ASCII that needs no escape, then what takes two bytes, then Chinese characters."""
    order = chain(range(0x20, 0x7F), range(0xA1, 0x800), range(0x3400, 0xA000))
    return [code for code in order if chr(code) not in '"\\<'][:count]
