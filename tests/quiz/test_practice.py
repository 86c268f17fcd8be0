"""The practice bank itself: its size, its balance, both languages, and what its fences show."""

from collections import Counter

import pytest

from scripts.quiz.fence import select
from scripts.quiz.model import Judgement, Multiple, Single
from scripts.site.library import Library


def test_representatives_is_a_whole_bank(library: Library) -> None:
    bank = library.banks["representatives"]
    kinds = Counter(item.type for item in bank.items)
    assert len(bank.items) >= 40
    assert set(kinds) == {"single", "multiple", "judgement", "case"}
    assert {item.scope for item in bank.items} == {"national", "heilongjiang", "jiamusi"}


def test_representatives_is_in_english_too(library: Library) -> None:
    missing = [
        item.id
        for item in library.banks["representatives"].items
        for text in [
            item.stem,
            item.explanation,
            *(item.options.values() if isinstance(item, Single | Multiple) else []),
        ]
        if text.en is None
    ]
    assert not missing


def test_keys_are_spread(library: Library) -> None:
    """Each letter 15–35 % of the keys; in a small bank as even as the number allows."""
    for bank in library.banks.values():
        keys = Counter(item.key for item in bank.items if isinstance(item, Single))
        counts = [keys[letter] for letter in "abcd"]
        even = max(counts) - min(counts) <= 1
        assert even or all(0.15 <= count / sum(counts) <= 0.35 for count in counts), (bank.bank, keys)
        verdicts = Counter(item.key for item in bank.items if isinstance(item, Judgement))
        balanced = abs(verdicts[True] - verdicts[False]) <= 1
        assert balanced or 0.35 <= verdicts[True] / sum(verdicts.values()) <= 0.65, (bank.bank, verdicts)


@pytest.mark.parametrize(
    ("source", "expect"),
    [
        ("bank: nowhere", "没有题库 nowhere"),
        ("bank: representatives\nitems: [rep-999]", "没有 rep-999"),
        ("bank: representatives\nitems: []", "items 是空的"),
        ("bank: representatives\ncolour: red", "quiz 块只认"),
        ("bank: [", "quiz 块写法有误"),
        ("", "quiz 块只认"),
    ],
)
def test_faulty_fences(source: str, expect: str, library: Library) -> None:
    with pytest.raises(ValueError, match=expect):
        select(source, library.banks)
