"""Moodle XML against its documented rules: Moodle itself takes faulty files in silence."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from lxml import etree

from scripts.quiz.export.booklet import Booklet, share
from scripts.quiz.export.moodle import moodle, path
from scripts.quiz.model import Case, Judgement, Multiple, Single
from tests.quiz.export.conftest import nasty_booklets, shown

GRADES = {"100", "50", "33.33333", "25", "20", "0", "-50", "-33.33333", "-25", "-20"}
"""Of Moodle's grade options (question/engine/bank.php) those that 1 to 5 right answers need."""
TYPES = {"single": "multichoice", "multiple": "multichoice", "judgement": "truefalse", "case": "essay"}


def _rules(booklet: Booklet) -> None:
    """Every rule of the format, and that every text arrives as it was written."""
    quiz = etree.fromstring(moodle(booklet))
    assert quiz.tag == "quiz"
    assert quiz[0].get("type") == "category"
    questions = {entry.findtext("idnumber"): entry for entry in quiz if entry.get("type") != "category"}
    asked = list(booklet.questions)
    assert list(questions) == [question.id for question in asked]
    for question in asked:
        entry, item = questions[question.id], question.item
        assert entry.get("type") == TYPES[item.type]
        assert entry.findtext("name/text") == question.id
        assert shown(entry.findtext("questiontext/text")).startswith(question.stem)
        feedback = shown(entry.findtext("generalfeedback/text"))
        assert feedback == f"{question.explanation}依据：{question.basis}"
        fractions = {answer.findtext("text"): answer.get("fraction") for answer in entry.findall("answer")}
        assert set(fractions.values()) <= GRADES
        right = [text for text, fraction in fractions.items() if float(fraction) > 0]
        if isinstance(item, Case):
            assert not fractions
            assert entry.findtext("defaultgrade") == str(
                sum(p.marks for part in item.parts for p in part.points)
            )
            scheme = shown(entry.findtext("graderinfo/text"))
            assert all(point.zh in scheme for part in item.parts for point in part.points)
        elif isinstance(item, Judgement):
            assert fractions == {"true": "100" if item.key else "0", "false": "0" if item.key else "100"}
        else:
            assert [shown(text) for text in fractions] == [option.zh for option in item.options.values()]
            assert {shown(text) for text in right} == {item.options[letter].zh for letter in item.keys}
            assert sum(float(fractions[text]) for text in right) == pytest.approx(100, abs=0.001)
            assert entry.findtext("single") == str(isinstance(item, Single)).lower()
            assert entry.findtext("shuffleanswers") == ("0" if item.fixed else "1")
        if isinstance(item, Multiple):
            assert {float(fractions[text]) for text in fractions} == {
                float(fractions[right[0]]),
                -float(fractions[right[0]]),
            }
        assert [tag.text for tag in entry.findall("tags/tag/text")][:-1] == item.tags


def test_the_practice_pool_keeps_the_rules(whole: Booklet) -> None:
    _rules(whole)


@settings(max_examples=60, deadline=None)
@given(nasty_booklets())
def test_nasty_texts_keep_the_rules(booklet: Booklet) -> None:
    _rules(booklet)


def test_categories_are_named_after_the_edition(whole: Booklet) -> None:
    quiz = etree.fromstring(moodle(whole))
    names = [entry.findtext("category/text") for entry in quiz if entry.get("type") == "category"]
    assert len(names) == len(set(names)) == 12
    assert names[2].startswith("top/平等协商集体合同 练习题 20")
    assert "/D3 " in names[2]


def test_a_slash_in_a_name_is_no_level() -> None:
    assert path("甲/乙", "丙") == "top/甲//乙/丙"


def test_english(sample: Callable[[str], Booklet]) -> None:
    text = moodle(sample("en")).decode("utf-8")
    assert "Under the national rule, which are duties" in text
    assert "the Jiamusi report (c. 2002)" in text
    assert "按国家规定" not in text


@pytest.mark.parametrize(("right", "worth"), [(1, "100"), (2, "50"), (3, "33.33333"), (4, "25"), (5, "20")])
def test_shares_are_grade_options(right: int, worth: str) -> None:
    assert share(right) == worth
