"""Options, keys, schemes and citations inside running text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.quiz.importing.prose import basis, bracket, divide, rest, scheme, unfilled
from scripts.quiz.importing.spellings import letters, tidy, verdict
from tests.quiz.importing.files import laws

DIVIDED = [
    ("题\nA. 甲\nB. 乙\nC. 丙", "题", "甲/乙/丙"),
    ("题 A.甲 B.乙 C.丙", "题", "甲/乙/丙"),
    ("题\nA 甲  B 乙  C 丙", "题", "甲/乙/丙"),
    ("题（A）\n（A）甲\n（B）乙", "题（A）", "甲/乙"),
    ("甲厂和A、B两车间", "甲厂和A、B两车间", ""),
    ("题\nA. 达到 D 级\nB. 乙\nC. 丙", "题", "达到 D 级/乙/丙"),
    ("题\nA. 见 A、B 两厂\nB. 乙\nC. 丙", "", ""),
]


@pytest.mark.parametrize(("text", "stem", "options"), DIVIDED)
def test_options_are_found_by_their_marks(text: str, stem: str, options: str) -> None:
    division = divide(text)
    if stem:
        assert (division.stem, "/".join(division.options.values())) == (stem, options)
        assert not division.doubt
    else:
        assert division.doubt or division.notes


@pytest.mark.parametrize(
    ("stem", "bare", "key"),
    [
        ("正确的是（B）。", "正确的是。", "B"),
        ("不得兼任。（√）", "不得兼任。", "√"),
        ("至少（ C ）名。", "至少（　）名。", "C"),
        ("有（A、B,D）", "有", "A、B,D"),
        ("是（　　）？", "是？", ""),
        ("（1994）的规定", "（1994）的规定", ""),
    ],
)
def test_keys_in_brackets(stem: str, bare: str, key: str) -> None:
    assert bracket(stem) == (bare, key, "")


def test_an_empty_bracket_goes_from_the_end_only() -> None:
    assert unfilled("每方（　）名代表（　）。") == "每方（　）名代表。"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("问1：为什么？\n- 2分：甲\n- 1分：乙\n问2：怎么办？\n- 3分：丙",
         [("为什么？", [(2, "甲"), (1, "乙")]), ("怎么办？", [(3, "丙")])]),
        ("1. 甲（2分）2. 乙（1分）", [("", [(2, "甲"), (1, "乙")])]),
        ("甲（2分）；乙", None),
        ("问1：为什么？", None),
        ("", None),
    ],
)  # fmt: skip
def test_marking_schemes(text: str, read: object) -> None:
    assert scheme(text) == read


@pytest.mark.parametrize(
    ("text", "good", "faults"),
    [
        (
            "见《集体合同规定》第六条、第二十条第一款。",
            ["《集体合同规定》第六条", "《集体合同规定》第二十条第一款"],
            0,
        ),
        ("《中华人民共和国工会法》第二十条，同法第六条", ["《工会法》第二十条", "《工会法》第六条"], 0),
        ("《工会法》（2001）第二十条", ["《工会法》（2001）第二十条"], 0),
        ("《集体合同规定》第九十九条；《没有的办法》第一条；本规定第三条", [], 3),
        ("工会法第六条", [], 0),
    ],
)
def test_citations(text: str, good: list[str], faults: int) -> None:
    found, wrong = basis(text, laws())
    assert (found, len(wrong)) == (good, faults)


def test_what_is_no_citation_is_left_over() -> None:
    assert rest("《集体合同规定》第六条；另见教材。") == "另见教材"


@pytest.mark.parametrize(
    ("text", "read"),
    [("ＡＢＤ", "ABD"), ("b、a", "AB"), ("A和C", "AC"), ("A.", "A"), ("AAB", None), ("甲", None), ("", None)],
)
def test_letters_of_a_key(text: str, read: str | None) -> None:
    assert letters(text) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("√", True),
        ("正确。", True),
        ("TRUE", True),
        ("×", False),
        ("错 误", False),
        ("Ｆ", False),
        ("1", None),
    ],
)
def test_verdicts(text: str, read: bool | None) -> None:
    assert verdict(text) is read


@given(st.text())
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@given(st.text(alphabet="AB CD.、（）甲乙\n", max_size=30))
def test_division_loses_no_word(text: str) -> None:
    division = divide(text)
    kept = division.stem + "".join(division.options.values())
    for word in "甲乙":
        assert kept.count(word) == text.count(word)
