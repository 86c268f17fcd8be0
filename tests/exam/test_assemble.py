"""Choice and versions: the blueprint met exactly, keys followed through the scramble, order by hash only."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.exam.assemble import choose, edition, key_faults, version
from scripts.exam.blueprint import Blueprint
from scripts.exam.draw import Lots
from scripts.quiz.model import Bank, Single

LEVELS = ["recall", "understand", "apply"]


def bank(count: int = 40, *, fixed: frozenset[int] = frozenset()) -> Bank:
    """A bank of `count` single-answer items, keys and levels in turn."""
    items: list[dict[str, Any]] = [
        {
            "id": f"tst-{number:03}",
            "type": "single",
            "scope": "national",
            "level": LEVELS[number % 3],
            "facility": 0.6,
            "law": ["《集体合同规定》第十九条"],
            "tags": ["人数"],
            "written": date(2026, 11, 22),
            "stem": {"zh": f"第{number}题？"},
            "options": {letter: {"zh": f"{number}{letter}"} for letter in "abcd"},
            "key": "abcd"[number % 4],
            "fixed": number in fixed,
            "explanation": {"zh": "说明。"},
        }
        for number in range(count)
    ]
    return Bank.model_validate({"bank": "tst", "domain": "D3", "title": {"zh": "题"}, "items": items})


def blueprint(count: int = 20, levels: dict[str, int] | None = None) -> Blueprint:
    section = {
        "type": "single",
        "count": count,
        "marks": 1,
        "levels": levels or {},
        "instructions": {"zh": "选一个。"},
    }
    return Blueprint.model_validate(
        {
            "paper": "test",
            "title": {"zh": "卷"},
            "organiser": {"zh": "某会"},
            "pool": "practice",
            "banks": ["tst"],
            "minutes": 30,
            "total": count,
            "pass_mark": 1,
            "notes": [],
            "sections": [section],
        }
    )


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 25), st.frozensets(st.integers(0, 39)))
def test_a_version_is_the_same_paper_in_another_order(seed: int, index: int, fixed: frozenset[int]) -> None:
    banks = {"tst": bank(fixed=fixed)}
    plan = blueprint(levels={"recall": 9, "understand": 7, "apply": 4})
    chosen = choose(plan, banks, seed)
    made = version(plan, banks, chosen, seed, index)
    (section,) = made.sections
    assert Counter(one.item.level for one in section) == {"recall": 9, "understand": 7, "apply": 4}
    assert {one.item.id for one in section} == {item.id for item in chosen[0]}
    assert [one.number for one in section] == list(range(1, 21))
    for one in section:
        assert isinstance(one.item, Single)
        assert sorted(one.options) == list("abcd")
        assert one.options["abcd".index(one.key)] == one.item.key  # the printed letter leads back to the key
        if one.item.fixed:
            assert one.options == "abcd"


def test_keys_are_well_spread_where_options_may_move() -> None:
    banks = {"tst": bank()}
    plan = blueprint()
    chosen = choose(plan, banks, 1)
    for index in range(26):
        made = version(plan, banks, chosen, 1, index)
        assert key_faults([one.key for one in made.sections[0]]) == 0


def test_versions_differ_and_are_named() -> None:
    banks = {"tst": bank()}
    plan = blueprint()
    chosen = choose(plan, banks, 7)
    made = [version(plan, banks, chosen, 7, index) for index in range(4)]
    assert [one.name for one in made] == list("ABCD")
    assert len({one.code for one in made}) == 4
    assert len({tuple(placed.item.id for placed in one.sections[0]) for one in made}) == 4


def test_another_seed_chooses_other_items_and_another_bank_is_another_edition() -> None:
    banks = {"tst": bank()}
    plan = blueprint()
    first, second = ({item.id for item in choose(plan, banks, seed)[0]} for seed in (1, 2))
    assert first != second
    assert edition(banks) != edition({"tst": bank(41)})


@given(st.lists(st.text(min_size=1), unique=True), st.integers())
def test_lots_depend_on_names_not_on_the_order_given(names: list[str], seed: int) -> None:
    shuffled = random.Random(seed).sample(names, len(names))
    assert Lots("a", seed).order(names, "x") == Lots("a", seed).order(shuffled, "x")


def test_lots_are_the_same_on_every_machine() -> None:
    assert Lots("edition", 2026, "sample", "A").order(
        ["rep-001", "rep-002", "rep-003", "rep-004"], "items", 0
    ) == [
        "rep-003",
        "rep-001",
        "rep-002",
        "rep-004",
    ]


def test_key_faults_sees_runs_and_hoarding() -> None:
    assert key_faults(list("abcdabcd")) == 0
    assert key_faults(list("aaaabcdbcd")) > 0
    assert key_faults(list("abababababab")) > 0
