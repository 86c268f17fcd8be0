"""Versions: keys followed through the scramble, order by hash only."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.exam.draw import Lots
from scripts.exam.scramble import digest, key_faults, versions
from scripts.quiz.model import Single
from tests.exam.banks import bank


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.frozensets(st.integers(0, 39)))
def test_a_version_is_the_same_form_in_another_order(seed: int, fixed: frozenset[int]) -> None:
    form = [bank(fixed=fixed).items[:20]]
    for made in versions([form], 3, ("edition", seed)):
        (section,) = made.sections
        assert {one.item.id for one in section} == {item.id for item in form[0]}
        assert [one.number for one in section] == list(range(1, 21))
        for one in section:
            assert isinstance(one.item, Single)
            assert sorted(one.options) == list("abcd")
            assert (
                one.options["abcd".index(one.key)] == one.item.key
            )  # the printed letter leads back to the key
            if one.item.fixed:
                assert one.options == "abcd"


def test_keys_are_well_spread_where_options_may_move() -> None:
    for made in versions([[bank().items[:20]]], 50, ("edition", 1)):
        assert key_faults([one.key for one in made.sections[0]]) == 0


def test_versions_are_named_and_coded() -> None:
    forms = [[bank().items[:20]], [bank().items[20:]]]
    made = versions(forms, 2, ("edition", 7))
    assert [one.label for one in made] == ["A1", "A2", "B1", "B2"]
    assert [one.form for one in made] == ["A", "A", "B", "B"]
    assert [one.label for one in versions(forms, 1, ("edition", 7))] == ["A", "B"]
    many = versions(forms[:1], 200, ("edition", 7))
    assert len({one.code for one in many}) == 200
    assert all(len(one.code) <= 12 for one in many)
    assert len({tuple(placed.item.id for placed in one.sections[0]) for one in many}) == 200


def test_another_bank_is_another_paper() -> None:
    assert digest({"tst": bank(40)}) != digest({"tst": bank(41)})


@given(st.lists(st.text(min_size=1), unique=True), st.integers())
def test_lots_depend_on_names_not_on_the_order_given(names: list[str], seed: int) -> None:
    shuffled = random.Random(seed).sample(names, len(names))
    assert Lots("a", seed).order(names, "x") == Lots("a", seed).order(shuffled, "x")


def test_lots_are_the_same_on_every_machine() -> None:
    drawn = Lots("edition", 2026, "sample", "A").order(
        ["rep-001", "rep-002", "rep-003", "rep-004"], "items", 0
    )
    assert drawn == ["rep-003", "rep-001", "rep-002", "rep-004"]


def test_key_faults_sees_runs_and_hoarding() -> None:
    assert key_faults(list("abcdabcd")) == 0
    assert key_faults(list("aaaabcdbcd")) > 0
    assert key_faults(list("abababababab")) > 0
