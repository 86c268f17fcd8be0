"""Best before: a page past its review date carries a banner and is reported, never failed."""

from datetime import date

import pytest

from scripts.check import overdue
from scripts.site.clock import today
from scripts.site.decorate import next_review
from scripts.site.decorate import overdue as banner
from scripts.site.library import Library


@pytest.mark.parametrize(
    ("reviewed", "months", "due"),
    [
        (date(2026, 11, 22), 12, date(2027, 11, 22)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 1, 5), 24, date(2028, 1, 5)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_next_review(reviewed: date, months: int, due: date) -> None:
    assert next_review(reviewed, months) == due


def test_banner_only_after_the_day() -> None:
    assert banner(date(2026, 11, 22), 12, date(2027, 11, 22), "zh") == ""
    assert "2027-11-22" in banner(date(2026, 11, 22), 12, date(2027, 11, 23), "zh")
    assert "past its review date" in banner(date(2026, 11, 22), 12, date(2027, 11, 23), "en")


def test_reported(library: Library) -> None:
    assert overdue(library, date(2026, 11, 23)) == []
    late = overdue(library, date(2100, 1, 1))
    assert {page.room for page, _ in late} >= {"law", "guide", "casebook", "templates", "reference"}


def test_the_clock_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert today() == date(2023, 11, 14)
