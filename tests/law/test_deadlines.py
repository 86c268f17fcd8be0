"""Deadlines: the data is sound, and its figures stand in the articles it cites."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.law import deadlines
from scripts.law.citations import find
from scripts.law.deadlines import Rule
from scripts.law.numerals import to_chinese
from scripts.problems import ProblemsError
from scripts.site.library import Library
from scripts.site.tools import limit
from tests.law.texts import articles, digests, texts


def _spellings(rule: Rule) -> list[str]:
    number = rule.days or rule.working_days or rule.months or 0
    unit = {"days": "日", "working_days": "个工作日", "months": "个月"}[
        "days" if rule.days else "working_days" if rule.working_days else "months"
    ]
    return [f"{number}{unit}", f"{to_chinese(number)}{unit}"] if number else []


def _cited(library: Library) -> list[tuple[str, Rule, str, int]]:
    found = []
    for deadline in library.deadlines:
        for rule in deadline.rules:
            if rule.law:
                (reference,) = find(rule.law, "zh")
                law = library.register.resolve(reference.name, reference.year, "zh")
                assert law is not None, rule.law
                found.append((deadline.id, rule, law.id, reference.article.number))
    return found


def test_every_figure_stands_in_the_digest_it_cites(library: Library) -> None:
    compared = 0
    for name, rule, law, article in _cited(library):
        digest = digests(library.by_place["zh", f"law/{law}.md"].body)[article].replace("*", "")
        if spellings := _spellings(rule):
            assert any(spelling in digest for spelling in spellings), (name, law, article, spellings)
            compared += 1
        if rule.extension:
            assert f"{rule.extension}日" in digest
    assert compared >= 17


def test_every_figure_stands_in_the_official_article(library: Library, law_texts: Path) -> None:
    at_hand = texts(law_texts)
    compared = 0
    for name, rule, law, article in _cited(library):
        if law in at_hand and (spellings := _spellings(rule)):
            assert any(spelling in articles(at_hand[law])[article] for spelling in spellings), (
                name,
                law,
                article,
            )
            compared += 1
    assert compared >= 16


@pytest.mark.parametrize(
    ("find_", "replace", "expect"),
    [
        ("days: 20, from", "days: 20, months: 1, from", "只写一个"),
        ("{where: national, days: 20,", "{where: national,", "只写一个"),
        ("law: 《集体合同规定》第三十一条", "law: 第三十一条", "不是一条完整引用"),
        ("law: 《集体合同规定》第三十一条", "verified: false", "核对过的写 law"),
        ("- id: vacancy", "- id: reply", "编号 reply 重复"),
        ("where: wage, days: 20", "where: national, days: 20", "national 写了两次"),
        ("where: wage, days: 20", "where: mars, days: 20", "不在可选值之内"),
        ("days: 20, from", "days: 2000, from", "太大"),
    ],
)
def test_faults(find_: str, replace: str, expect: str, tree: Path) -> None:
    path = tree / "docs" / "reference" / "deadlines.yml"
    text = path.read_text(encoding="utf-8")
    assert find_ in text
    path.write_text(text.replace(find_, replace, 1), encoding="utf-8")
    with pytest.raises(ProblemsError, match=expect):
        deadlines.load(path)


def test_limits_in_words(library: Library) -> None:
    words = {
        (deadline.id, rule.where): (limit(rule, "zh"), limit(rule, "en"))
        for deadline in library.deadlines
        for rule in deadline.rules
    }
    assert words["reply", "national"] == ("20日", "20 days")
    assert words["renewal", "national"] == ("之前3个月", "3 months before")
    assert words["coordination", "national"] == (
        "30日，可延长不超过15日",
        "30 days, may be extended by at most 15",
    )
    assert words["opinion-answer", "heilongjiang"] == ("30个工作日", "30 working days")
