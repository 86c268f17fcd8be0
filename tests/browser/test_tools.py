"""The deadline calculator and the vote check: same answers as an oracle written apart, usable on a phone, tables without scripts."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from scripts.law.deadlines import Rule
from scripts.site.library import Library

pytestmark = pytest.mark.browser
PAGE = "/reference/deadlines.html"


@pytest.fixture(scope="module")
def page(browser: Any, site: Path) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    opened = context.new_page()
    opened.goto(site.as_uri() + PAGE)
    yield opened
    context.close()


def _months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _working(day: date, count: int) -> date:
    step = timedelta(days=1 if count > 0 else -1)
    while count:
        day += step
        if day.weekday() < 5:
            count -= 1 if step.days > 0 else -1
    return day


def _oracle(rule: Rule, day: date) -> tuple[date, date]:
    sign = -1 if rule.before else 1
    if rule.months:
        end = _months(day, sign * rule.months)
    elif rule.working_days:
        end = _working(day, sign * rule.working_days)
    else:
        assert rule.days
        end = day + timedelta(days=sign * rule.days)
    return (end, day) if rule.before else (day + timedelta(days=1), end)


DAYS = [
    date(2026, 10, 13),
    date(2024, 2, 29),
    date(2026, 12, 31),
    date(2027, 5, 31),
    date(2026, 11, 21),
    date(2028, 3, 1),
]


def test_every_rule_on_awkward_days(page: Any, library: Library) -> None:
    rules = [rule for deadline in library.deadlines for rule in deadline.rules if rule.open is None]
    told = page.evaluate(
        """days => {
            const rules = JSON.parse(document.querySelector('.tool-data').textContent), t = handbookTools;
            return rules.map(rule => days.map(day => { const r = t.reckon(rule, t.parse(day)); return [t.iso(r.first), t.iso(r.last)]; }));
        }""",
        [day.isoformat() for day in DAYS],
    )
    assert len(told) == len(rules) > 25
    for rule, answers in zip(rules, told, strict=True):
        for day, answer in zip(DAYS, answers, strict=True):
            assert answer == [part.isoformat() for part in _oracle(rule, day)], (rule.where, day)


def test_votes_against_exact_fractions(page: Any) -> None:
    cases = [
        (t, p, f)
        for t in (1, 2, 3, 4, 5, 6, 60, 100, 120, 121, 150, 151)
        for p in {2 * t // 3, -(-2 * t // 3), t}
        for f in {p // 2, t // 2, -(-t // 2), p}
        if f <= p
    ]
    told = page.evaluate("cases => cases.map(c => handbookTools.judge(...c))", cases)
    for (total, present, favour), answer in zip(cases, told, strict=True):
        quorum, half = Fraction(present, total) >= Fraction(2, 3), Fraction(favour, total) >= Fraction(1, 2)
        assert (answer["quorum"], answer["half"], answer["passed"]) == (quorum, half, quorum and half), (
            total,
            present,
            favour,
        )
        assert answer["majority"] == (Fraction(favour, total) > Fraction(1, 2))
        assert (
            Fraction(answer["needPresent"], total)
            >= Fraction(2, 3)
            > Fraction(answer["needPresent"] - 1, total)
        )
        assert (
            Fraction(answer["needFavour"], total)
            >= Fraction(1, 2)
            > Fraction(answer["needFavour"] - 1, total)
        )
        assert (
            Fraction(answer["needMajority"], total)
            > Fraction(1, 2)
            >= Fraction(answer["needMajority"] - 1, total)
        )


def test_the_calculator_as_a_reader_uses_it(page: Any) -> None:
    tool = page.locator('[data-tool="deadline"]')
    tool.locator("input[type=date]").fill("2026-10-13")
    assert "2026-11-02（星期一）" in tool.locator(".tool-answer").inner_text()
    words = tool.locator(".tool-result").inner_text()
    assert "第1日是2026-10-14" in words
    assert "惯例" in words
    assert "《集体合同规定》第三十二条第二款" in words
    link = unquote(tool.locator("a[download]").get_attribute("href"))
    assert "DTSTART;VALUE=DATE:20261102" in link
    assert "DTEND;VALUE=DATE:20261103" in link
    assert link.count("BEGIN:VEVENT") == link.count("END:VEVENT") == 1
    assert tool.locator(".tool-result").get_attribute("aria-live") == "polite"


def test_backwards_and_unverified_rules_say_so(page: Any) -> None:
    tool = page.locator('[data-tool="deadline"]')
    tool.locator("select").select_option(label="提出重新签订或续订 · 国家")
    tool.locator("input[type=date]").fill("2026-12-31")
    assert "2026-09-30" in tool.locator(".tool-answer").inner_text()
    tool.locator("select").select_option(label="书面回应协商要求 · 浙江")
    words = tool.locator(".tool-result").inner_text()
    assert "尚未核实" in words
    assert "法定节假日" in words
    tool.locator("select").select_option(index=0)


def test_the_vote_check_as_a_reader_uses_it(page: Any) -> None:
    tool = page.locator('[data-tool="vote"]')
    for name, value in (("total", "150"), ("present", "100"), ("favour", "75")):
        tool.locator(f"[name={name}]").fill(value)
    assert tool.locator(".tool-answer").inner_text() == "通过"
    tool.locator("[name=favour]").fill("74")
    assert tool.locator(".tool-answer").inner_text() == "未通过"
    assert "76 票" in tool.locator(".tool-result").inner_text()
    tool.locator("[name=favour]").fill("120")
    assert "数字不对" in tool.locator(".tool-fault").inner_text()


def test_english(browser: Any, site: Path) -> None:
    page = browser.new_page()
    page.goto(site.as_uri() + "/en" + PAGE)
    tool = page.locator('[data-tool="deadline"]')
    tool.locator("input[type=date]").fill("2026-10-13")
    assert tool.locator(".tool-answer").inner_text() == "Last day: 2026-11-02 (Monday)"
    assert "art. 32" in tool.locator(".tool-result").inner_text()
    vote = page.locator('[data-tool="vote"]')
    for name, value in (("total", "120"), ("present", "80"), ("favour", "60")):
        vote.locator(f"[name={name}]").fill(value)
    assert vote.locator(".tool-answer").inner_text() == "Passed"
    page.close()


def test_without_javascript_the_table_says_it_all(browser: Any, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(site.as_uri() + PAGE)
    row = page.locator(".deadline-table tr", has_text="书面回应协商要求").first
    assert "20日" in row.inner_text()
    assert row.locator("a.cite").get_attribute("href").endswith("collective-contract-provisions.html#art-32")
    assert page.locator(".tool form").count() == 0
    assert page.evaluate("1") == 1
    context.close()
