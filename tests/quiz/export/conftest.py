"""What the tests of all formats share: the sample bank, the whole practice pool, and hostile items."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import strategies as st
from lxml import html

from scripts.model import Text
from scripts.quiz.export.booklet import Booklet, Language, booklet
from scripts.quiz.load import load, practice
from scripts.quiz.model import Bank, Case, Item, Judgement, Multiple, Part, Point, Single

SAMPLE = Path(__file__).parents[1] / "sample.yml"


@pytest.fixture(scope="session")
def bank() -> Bank:
    return load([SAMPLE])["sample"]


@pytest.fixture(scope="session")
def sample(bank: Bank) -> Callable[[Language], Booklet]:
    """The sample bank as a booklet in a language."""
    return lambda language: booklet([(bank, bank.items)], language, "practice", "2026-11")


@pytest.fixture(scope="session")
def whole() -> Booklet:
    """The whole practice pool in Chinese."""
    return booklet([(bank, bank.items) for bank in practice().values()], "zh", "practice")


def shown(markup: str) -> str:
    """The text that a browser shows of a piece of HTML, line breaks as newlines."""
    tree = html.fragment_fromstring(markup, create_parent="div")
    for line_break in tree.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    return str(tree.text_content())


_NASTY = [
    *"{}~=#:<>&\"'\\\n%@+-|[]/$；，字😀",
    *("]]>", "%50%", "//", "[html]", "->", "::", "####", "&&058;", "&lt;", "</p>", "<script>", "=1+1", "\\n"),
    *("{T}", "\n\n", "[sound:x.mp3]", "[latex]", "{{Stem}}", "_x000D_", "' or 1", "$CATEGORY: x", "文字 "),
]
nasty = (
    st.lists(st.sampled_from(_NASTY), min_size=1, max_size=8)
    .map(lambda pieces: "".join(pieces).strip())
    .filter(bool)
)
"""Text that means something to one format or another; more than the item model lets in."""


def _text(zh: str) -> Text:
    return Text.model_construct(zh=zh, en=None)


@st.composite
def nasty_items(draw: st.DrawFn, number: int) -> Item:
    """An item of any type, made past the model's checks, with nasty texts in every place."""
    kind = draw(st.sampled_from(["single", "multiple", "judgement", "case"]))
    shared = {
        "id": f"bad-{number:03}",
        "type": kind,
        "scope": "national",
        "level": "recall",
        "facility": 0.5,
        "law": ["《集体合同规定》第十九条"],
        "source": None,
        "tags": ["标签"],
        "written": date(2026, 1, 2),
        "reviewed": None,
        "stem": _text(draw(nasty)),
        "explanation": _text(draw(nasty)),
    }
    if kind == "judgement":
        return Judgement.model_construct(**shared, key=draw(st.booleans()))
    if kind == "case":
        point = st.builds(
            lambda marks, zh: Point.model_construct(marks=marks, zh=zh, en=None), st.integers(1, 5), nasty
        )
        part = st.builds(
            lambda prompt, points: Part.model_construct(domain=None, prompt=_text(prompt), points=points),
            nasty,
            st.lists(point, min_size=1, max_size=3),
        )
        return Case.model_construct(**shared, parts=draw(st.lists(part, min_size=1, max_size=3)))
    options = draw(st.lists(nasty, min_size=3, max_size=6, unique=True))
    letters = list("abcdef")[: len(options)]
    shared["options"] = {letter: _text(text) for letter, text in zip(letters, options, strict=True)}
    shared["fixed"] = draw(st.booleans())
    if kind == "single":
        return Single.model_construct(**shared, key=draw(st.sampled_from(letters)))
    right = draw(st.lists(st.sampled_from(letters), min_size=2, max_size=len(letters) - 1, unique=True))
    return Multiple.model_construct(**shared, key=right)


@st.composite
def nasty_booklets(draw: st.DrawFn) -> Booklet:
    """A booklet of up to eight nasty items in a bank with a nasty title."""
    items = [draw(nasty_items(number)) for number in range(1, draw(st.integers(1, 8)) + 1)]
    bank = Bank.model_construct(
        bank="bad", domain="D1", title=_text(draw(nasty).replace("\n", "")), items=items
    )
    return booklet([(bank, items)], "zh", "practice", "2026-11")
