"""axe-core finds nothing on the kinds of pages, wide and narrow, light and dark."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def _as_it_is(page: Any) -> None:
    del page


def _drill(page: Any) -> None:
    page.locator(".practice-tool button[type=submit]").click()
    page.wait_for_selector("[data-ready]")
    page.locator("form.q input").first.check()
    page.locator("form.q button").first.click()


def _mock(page: Any) -> None:
    page.locator(".mock-setup select").select_option("quick")
    page.locator(".mock-setup button").click()
    page.locator(".mock-flag").first.click()


def _result(page: Any) -> None:
    _mock(page)
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator(".mock-card > button").click()


def _contest(page: Any) -> None:
    page.locator(".practice-tool button").click()
    page.locator(".contest").press("Enter")


KINDS: list[tuple[str, Callable[[Any], None]]] = [
    ("index.html", _as_it_is),
    ("law/collective-contract-provisions.html", _as_it_is),
    ("guide/representatives.html", _as_it_is),
    ("casebook/jiamusi-paper.html", _as_it_is),
    ("templates/index.html", _as_it_is),
    ("templates/offer-letter.html", _as_it_is),
    ("templates/collective-contract.html", _as_it_is),
    ("templates/meeting-record.html", _as_it_is),
    ("templates/three-gates.html", _as_it_is),
    ("practice/index.html", _as_it_is),
    ("practice/representatives.html", _as_it_is),
    ("practice/drill.html", _drill),
    ("practice/mock.html", _mock),
    ("practice/mock.html", _result),
    ("practice/contest.html", _contest),
    ("reference/deadlines.html", _as_it_is),
    ("en/templates/offer-letter.html", _as_it_is),
    ("en/practice/representatives.html", _as_it_is),
]


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(("name", "act"), KINDS, ids=[f"{name}{act.__name__}" for name, act in KINDS])
def test_axe(browser: Any, site: Path, name: str, act: Callable[[Any], None], width: int) -> None:
    scheme = "dark" if width == 390 else "light"
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto((site / name).as_uri())
    act(page)
    found = Axe().run(page)
    told = [
        f"{one['id']}: {one['nodes'][0]['html'][:160]} {one['nodes'][0]['failureSummary'][:300]}"
        for one in found.response["violations"]
    ]
    context.close()
    assert not told, "\n".join(told)
