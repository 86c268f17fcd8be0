"""Parallel forms: the blueprint met exactly, difficulty equal, rivals apart, overlap bounded, by input only."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.exam.assemble import (
    PARALLEL,
    Form,
    ImpossibleError,
    assemble,
    mean_difficulty,
    mix,
    rivals,
)
from scripts.exam.blueprint import Blueprint, shared
from scripts.exam.draw import Lots
from scripts.quiz.model import Bank
from tests.exam.banks import bank, blueprint, item

TWO = {"one": bank(40, name="one", domain="D3"), "two": bank(40, name="two", domain="D6", first=100)}
PLAN = blueprint(
    sections=[
        {"count": 12, "domains": {"D3": 7, "D6": 5}, "levels": {"recall": 4, "understand": 5, "apply": 3}},
    ]
)


def ids(form: Form) -> set[str]:
    return {one.id for items in form for one in items}


def made(
    seed: int, forms: int, plan: Blueprint = PLAN, banks: dict[str, Bank] = TWO, **more: Any
) -> list[Form]:
    return assemble(plan, banks, Lots("test", seed), forms, **more)


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10**9), st.integers(1, 4), st.floats(0, 0.3))
def test_every_demand_is_met(seed: int, count: int, overlap: float) -> None:
    plan = PLAN.model_copy(update={"overlap": overlap})
    forms = made(seed, count, plan)
    assert len(forms) == count
    domain = {one.id: one_bank.domain for one_bank in TWO.values() for one in one_bank.items}
    for form in forms:
        (items,) = form
        assert len(ids(form)) == len(items) == 12
        assert Counter(domain[one.id] for one in items) == {"D3": 7, "D6": 5}
        assert Counter(one.level for one in items) == {"recall": 4, "understand": 5, "apply": 3}
    means = [mean_difficulty(plan, form) for form in forms]
    assert max(means) - min(means) <= PARALLEL + 1e-9
    for one, other in combinations(forms, 2):
        assert len(ids(one) & ids(other)) <= shared(plan)


def test_the_table_of_domains_and_levels_counts_marks_and_parts_of_cases() -> None:
    case = item(300, "case", level="apply") | {
        "parts": [
            {"prompt": {"zh": "甲。"}, "points": [{"zh": "一。", "marks": 4}]},
            {"domain": "D6", "prompt": {"zh": "乙。"}, "points": [{"zh": "二。", "marks": 6}]},
        ]
    }
    wrong = case | {"id": "tst-301", "level": "recall"}
    cases = Bank.model_validate(
        {"bank": "cas", "domain": "D3", "title": {"zh": "题"}, "items": [wrong, case]}
    )
    plan = blueprint(
        sections=[{"count": 6}, {"type": "case", "count": 1, "marks": 10}],
        table={"D3": {"recall": 3, "understand": 1, "apply": 4}, "D6": {"understand": 2, "apply": 6}},
    )
    (form,) = made(1, 1, plan, {**TWO, "cas": cases})
    assert [one.id for one in form[1]] == ["tst-300"]
    domain = {one.id: one_bank.domain for one_bank in TWO.values() for one in one_bank.items}
    assert Counter((domain[one.id], one.level) for one in form[0]) == {
        ("D3", "recall"): 3,
        ("D3", "understand"): 1,
        ("D6", "understand"): 2,
    }


def test_difficulty_is_mixed_as_planned() -> None:
    plan = blueprint(20, difficulty={"easy": 3, "medium": 5, "hard": 2})
    for form in made(3, 2, plan):
        bands = mix(plan, form)
        assert 5 <= bands["easy"] <= 7
        assert 9 <= bands["medium"] <= 11
        assert 3 <= bands["hard"] <= 5


def test_enemies_and_near_twins_never_meet() -> None:
    items = [item(number) for number in range(12)]
    items[0]["enemies"] = ["tst-001"]
    items[3]["stem"] = {"zh": items[2]["stem"]["zh"].replace("第2题", "第3题")}
    small = Bank.model_validate({"bank": "tst", "domain": "D3", "title": {"zh": "题"}, "items": items})
    assert rivals(small.items) == [("tst-000", "tst-001"), ("tst-002", "tst-003")]
    for seed in range(6):
        (form,) = made(seed, 1, blueprint(10), {"tst": small})
        for pair in rivals(small.items):
            assert not set(pair) <= ids(form)
    with pytest.raises(ImpossibleError):
        made(1, 1, blueprint(11), {"tst": small})


def test_pending_and_retired_items_stand_on_no_paper() -> None:
    items = [item(number) for number in range(12)]
    items[0] |= {"tags": ["待补依据"], "law": []}
    items[1]["tags"] = ["人数", "停用"]
    small = Bank.model_validate({"bank": "tst", "domain": "D3", "title": {"zh": "题"}, "items": items})
    (form,) = made(1, 1, blueprint(10), {"tst": small})
    assert not {"tst-000", "tst-001"} & ids(form)


def test_recently_used_items_are_avoided_while_others_fit() -> None:
    banks = {"tst": bank(40)}
    plan = blueprint(10)
    (first,) = made(1, 1, plan, banks)
    (second,) = made(1, 1, plan, banks, recent=frozenset(ids(first)))
    assert not ids(first) & ids(second)
    (third,) = made(1, 1, blueprint(36), banks, recent=frozenset(ids(first)))
    assert len(ids(third) & ids(first)) == 6


def test_the_seed_and_nothing_else_decides() -> None:
    assert [ids(form) for form in made(5, 3)] == [ids(form) for form in made(5, 3)]
    assert [ids(form) for form in made(5, 3)] != [ids(form) for form in made(6, 3)]


@pytest.mark.parametrize(
    ("plan", "forms", "expect"),
    [
        (blueprint(20, overlap=0), 5, "5 套互相重题不超过 0 题的排法没有找到"),
        (blueprint(sections=[{"count": 30, "levels": {"recall": 30}}]), 1, "单项选择题 × 识记 缺"),
        (blueprint(4, table={"D3": {"recall": 2, "analyse": 2}}), 1, "D3 × 分析 缺 2 分"),
        (blueprint(4, table={"D9": {"recall": 4}}), 1, "D9 × 识记 缺 4 分"),
    ],
)
def test_what_cannot_be_met_is_told(plan: Blueprint, forms: int, expect: str) -> None:
    with pytest.raises(ImpossibleError, match=expect):
        made(1, forms, plan)
