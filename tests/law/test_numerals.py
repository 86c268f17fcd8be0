"""Numerals of statutes: every number there and back, nothing else read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.law import numerals

CASES = {
    1: "一",
    10: "十",
    12: "十二",
    20: "二十",
    57: "五十七",
    100: "一百",
    101: "一百零一",
    110: "一百一十",
} | {
    266: "二百六十六",
    1000: "一千",
    1010: "一千零一十",
    1999: "一千九百九十九",
}


@pytest.mark.parametrize(("number", "text"), CASES.items())
def test_known(number: int, text: str) -> None:
    assert numerals.to_chinese(number) == text
    assert numerals.from_chinese(text) == number


def test_every_number_returns_and_no_two_share_a_form() -> None:
    texts = [numerals.to_chinese(number) for number in range(1, numerals.LIMIT + 1)]
    assert len(set(texts)) == numerals.LIMIT
    assert [numerals.from_chinese(text) for text in texts] == list(range(1, numerals.LIMIT + 1))


@pytest.mark.parametrize("number", [0, -1, 2000])
def test_outside_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="not within"):
        numerals.to_chinese(number)


@given(st.text(alphabet="零一二三四五六七八九十百千0123456789", min_size=1, max_size=9))
def test_what_is_read_is_what_would_be_written(text: str) -> None:
    try:
        value = numerals.parse(text)
    except ValueError:
        return
    assert text in (str(value), numerals.to_chinese(value))
