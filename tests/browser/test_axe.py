"""axe-core finds nothing on the kinds of pages: both languages, wide and narrow, light and dark.

One browser context a combination. Every kind is seen in both languages, at both widths and in both
colours, every third also the other way round. Kinds are sampled by their shorter pages: the rules look
at kinds of elements.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def _as_it_is(page: Any) -> None:
    del page


def _questions(page: Any) -> None:
    # axe measures what lies at a point: questions further down are not laid out yet, and the bar lies over some
    page.add_style_tag(content=".quiz > .q { content-visibility: visible } .quiz-bar { position: static }")


def _drill(page: Any) -> None:
    page.locator(".practice-tool button[type=submit]").click()
    page.wait_for_selector("[data-ready]")
    page.locator("form.q input").first.check()
    page.locator("form.q button").first.click()
    _questions(page)


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


def _menu(page: Any) -> None:
    if page.locator(".menu-button").is_visible():
        page.locator(".menu-button").click()
    page.locator(".toc summary").focus()


KINDS: list[tuple[str, Callable[[Any], None]]] = [
    ("index.html", _as_it_is),
    ("guide/representatives.html", _menu),
    ("guide/overview.html", _as_it_is),
    ("law/wage-consultation-measures.html", _as_it_is),
    ("law/index.html", _as_it_is),
    ("casebook/index.html", _as_it_is),
    ("casebook/jiamusi-paper.html", _as_it_is),
    ("templates/index.html", _as_it_is),
    ("templates/offer-letter.html", _as_it_is),
    ("templates/skill-grade-contract.html", _as_it_is),
    ("templates/meeting-record.html", _as_it_is),
    ("templates/three-gates.html", _as_it_is),
    ("practice/index.html", _as_it_is),
    ("practice/contest.html", _contest),
    ("practice/drill.html", _drill),
    ("practice/mock.html", _mock),
    ("practice/mock.html", _result),
    ("practice/representatives.html", _questions),
    ("reference/deadlines.html", _as_it_is),
    ("reference/glossary.html", _as_it_is),
    ("reference/figures.html", _as_it_is),
    ("about/deploy.html", _as_it_is),
    ("about/reviews.html", _as_it_is),
    ("404.html", _as_it_is),
]


@pytest.mark.parametrize(
    ("language", "width", "scheme", "every"),
    [("", 1280, "light", 1), ("en/", 390, "dark", 1), ("", 390, "light", 3), ("en/", 1280, "dark", 3)],
)
def test_axe(browser: Any, site: Path, language: str, width: int, scheme: str, every: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    context.add_init_script("localStorage.clear()")
    page = context.new_page()
    told = []
    for name, act in KINDS[::every]:
        if language and name == "404.html":
            continue
        page.goto((site / language / name).as_uri())
        act(page)
        found = Axe().run(page, options={"resultTypes": ["violations"]})
        told += [
            f"{name}: {one['id']}: {one['nodes'][0]['html'][:160]} {one['nodes'][0]['failureSummary'][:300]}"
            for one in found.response["violations"]
        ]
    context.close()
    assert not told, "\n".join(told)
