"""Figures of both languages are compared by value, however they are written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.check.amounts import figures, told
from scripts.forms.values import MONTHS

FIGURES = (
    ("zh", "工资5,200元，加班36小时", {"5200", "36"}),
    ("zh", "投入18万元，营收5.1451亿元，骑手500多万", {"180000", "514510000", "5000000"}),
    ("zh", "《集体合同规定》第8条第2项，见F07和S-10", set()),
    ("zh", "见[那一页](../guide/a.md#step-3){ #id-4 }与{{n5}}", set()),
    ("en", "RMB 514.51 million, 1.5 billion and 5,000 workers", {"514510000", "1500000000", "5000"}),
    ("en", "Labor Law, art. 44, para. 1, item 2; arts. 51–56; chapter 3", set()),
    ("en", "art. 32, within 20 days; art. 8 and 9, item 6", {"20"}),
)
TOLD = (
    ("zh", "二十日内，三分之二以上，两次", {"20", "3", "2"}),
    ("zh", "51451万元", {"514510000", "51451"}),
    ("en", "twenty-five members, two-thirds, once in September", {"25", "2", "3", "1", "9"}),
    ("en", "half of all", {"2"}),
)


@pytest.mark.parametrize(("language", "text", "expected"), FIGURES)
def test_figures(language: str, text: str, expected: set[str]) -> None:
    assert figures(text, language) == {Decimal(value) for value in expected}


@pytest.mark.parametrize(("language", "text", "expected"), TOLD)
def test_told(language: str, text: str, expected: set[str]) -> None:
    assert {Decimal(value) for value in expected} <= told(text, language)


@given(st.integers(1, 10**9), st.integers(1, 12), st.integers(1, 31))
def test_the_same_amount_is_found_in_both(amount: int, month: int, day: int) -> None:
    chinese = f"{month}月{day}日付{amount}元"
    english = f"On {MONTHS[month - 1]} {day} it pays RMB {amount:,}."
    assert figures(chinese, "zh") <= told(english, "en")
    assert figures(english, "en") <= told(chinese, "zh")
    assert not figures(chinese.replace(str(amount), str(amount + 1)), "zh") <= told(
        english, "en"
    ) or amount + 1 in (month, day)
