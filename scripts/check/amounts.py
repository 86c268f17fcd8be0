"""The figures a text speaks of, so that two languages can be compared: 18万 is 180,000, 9月 is September.

Only figures in digits are asked for on the other side; there a figure may also be a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from scripts.forms.values import MONTHS
from scripts.law.numerals import from_chinese
from scripts.pages import Page

Section = tuple[str, int, str]
"""The id of a heading ("" above the first), its line, and the text below it."""

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]
_WORDS = (
    {word: number for number, word in enumerate(_ONES)}
    | {word: number for number, word in enumerate(_ORDINALS)}
    | {word: 10 * number for number, word in enumerate(_TENS, 2)}
    | {word.lower(): number for number, word in enumerate(MONTHS, 1)}
    | {"once": 1, "single": 1, "twice": 2, "both": 2, "half": 2, "thirds": 3, "quarter": 4, "quarters": 4}
    | {"fifths": 5, "tenths": 10, "hundred": 100, "thousand": 1000, "hourly": 1, "daily": 1, "monthly": 1}
    | {"yearly": 1, "annual": 1, "annually": 1, "weekly": 1, "midnight": 24, "noon": 12, "a": 1, "an": 1}
)
_NUMBER = r"(?<![A-Za-z\d.])(?<![A-Za-z]-)(\d+(?:,\d{3})*(?:\.\d+)?)"
_SCALES = {
    "万": 10_000,
    "亿": 100_000_000,
    "万亿": 1_000_000_000_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
}
_FIGURE = re.compile(_NUMBER + r"(?:\s*[多余]?(万亿|万|亿|million|billion))?")
_CHINESE = re.compile("[一二三四五六七八九十百千零两]+")
_ENGLISH = re.compile(r"[A-Za-z]+")
_PLACES = {
    "zh": re.compile(r"第[一二三四五六七八九十百千零\d]+[条款项目章节](?:之[一二三四五六七八九十]+)?"),
    "en": re.compile(
        r"\b(?:[Aa]rts?\.|[Pp]aras?\.|[Ii]tems?|[Ss]ub-items?|[Aa]rticles?|[Cc]hapters?|[Pp]aragraphs?)"
        r"\s\d+(?:(?:–|-|, | and |, and | to | or )\d+(?![\d,]*\s?(?:days|%)))*"
    ),
}
_UNSEEN = re.compile(r"\]\([^)]*\)|\{ *[#.:][^}]*\}|\{\{[^}]*\}\}|<[^>]*>|https?://\S+")


def sections(page: Page) -> Iterator[Section]:
    """The page's text heading by heading; fences of data are left out, the layout of a form is kept."""
    lines = page.body.split("\n")
    for fence in page.fences:
        if fence.kind not in ("form", "gates"):
            start = fence.line - page.body_line
            for number in range(start, min(len(lines), start + fence.text.count("\n") + 3)):
                lines[number] = ""
    starts = [(heading.id, heading.line) for heading in page.headings]
    edges = [("", page.body_line), *starts]
    for (anchor, line), (_, after) in zip(
        edges, [*edges[1:], ("", page.body_line + len(lines))], strict=True
    ):
        yield anchor, line, "\n".join(lines[line - page.body_line : after - page.body_line])


def figures(text: str, language: str) -> set[Decimal]:
    """Every figure written in digits, scaled; numbers of articles and addresses are none."""
    return amounts(text, language)[0]


def told(text: str, language: str) -> set[Decimal]:
    """Every figure the text tells in any way: in digits, as a word, as the name of a month."""
    return amounts(text, language)[1]


def amounts(text: str, language: str) -> tuple[set[Decimal], set[Decimal]]:
    """(figures, told) of a text, read once."""
    plain = _plain(text, language)
    written: set[Decimal] = set()
    raw: set[Decimal] = set()
    for digits, unit in set(_FIGURE.findall(plain)):
        value = Decimal(digits.replace(",", ""))
        raw.add(value)
        written.add(value * _SCALES.get(unit, 1))
    return written, written | raw | (_chinese(plain) if language == "zh" else _english(plain))


def _chinese(plain: str) -> set[Decimal]:
    found = set()
    for word in set(_CHINESE.findall(plain)):
        for numeral in (word, *word):
            try:
                found.add(Decimal(from_chinese(numeral.replace("两", "二"))))
            except ValueError:
                continue
    return found


def _english(plain: str) -> set[Decimal]:
    words = [_WORDS.get(word.lower()) for word in _ENGLISH.findall(plain)]
    found = {word for word in words if word is not None}
    found |= {
        one + two
        for one, two in pairwise(words)
        if one and two and one % 10 == 0 and 20 <= one <= 90 and two < 10
    }
    return set(map(Decimal, found))


def _plain(text: str, language: str) -> str:
    return _PLACES[language].sub(" ", _UNSEEN.sub(" ", text))
