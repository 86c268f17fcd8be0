"""Readers' own settings: keyboard, reduced motion, forced colours, large text, paper, no scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

KINDS = [
    "index.html",
    "law/collective-contract-provisions.html",
    "guide/representatives.html",
    "templates/offer-letter.html",
    "practice/representatives.html",
]

# What the element with the focus shows of it, and whether it is on the screen.
FOCUS = """() => {
  const e = document.activeElement, s = getComputedStyle(e), box = e.getBoundingClientRect();
  return {what: e.tagName + '.' + e.className + ' ' + (e.textContent || '').trim().slice(0, 20),
          ring: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2,
          seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
                && s.visibility === 'visible', body: e === document.body};
}"""
WIDE = "document.documentElement.scrollWidth - innerWidth"
# Boxes whose words are cut off: more inside than is shown, and no way to scroll to it.
CUT = """() => [...document.querySelectorAll('main *, header *')].filter(e => {
  const s = getComputedStyle(e);
  return e.clientWidth > 2 && s.overflowX === 'hidden' && e.scrollWidth > e.clientWidth + 2
    && !e.closest('.md-ellipsis, .md-header__topic');
}).map(e => e.outerHTML.slice(0, 120))"""


@pytest.fixture
def opened(browser: Any, site: Path) -> Iterator[Any]:
    """Opens a page of the site in a context of its own; closes them all in the end."""
    contexts = []

    def go(name: str, width: int = 1280, **settings: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, **settings)
        contexts.append(context)
        page = context.new_page()
        page.goto((site / name).as_uri())
        return page

    yield go
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", KINDS)
def test_the_keyboard_reaches_and_shows_every_stop(opened: Any, name: str, width: int) -> None:
    page = opened(name, width, reduced_motion="reduce")
    for _ in range(40):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop["body"]:
            break
        assert stop["ring"], stop
        assert stop["seen"], stop


@pytest.mark.parametrize("name", [*KINDS, "en/index.html", "practice/drill.html", "about/deploy.html"])
def test_the_first_stop_skips_to_the_words(opened: Any, name: str) -> None:
    page = opened(name)
    page.keyboard.press("Tab")
    assert "md-skip" in page.evaluate("document.activeElement.className")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = "document.activeElement.closest('article') !== null || document.activeElement === document.body"
    assert page.evaluate(inside)


def test_the_menu_of_a_phone_by_keyboard(opened: Any) -> None:
    page = opened("guide/representatives.html", 390)
    button = page.locator(".menu-button")
    assert page.locator(".menu a").first.is_hidden()
    button.focus()
    page.keyboard.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    assert page.evaluate("document.activeElement.closest('.menu') !== null")
    assert page.locator(".menu [aria-current=page]").is_visible()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className").endswith("menu-button")
    page.wait_for_selector(".menu a", state="hidden")
    page.keyboard.press("Space")
    page.locator(".menu a", has_text="表单").click()
    assert page.url.endswith("/templates/index.html")


def test_the_colours_stay_as_chosen(opened: Any) -> None:
    page = opened("index.html", color_scheme="dark")
    button = page.locator(".palette")
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    page.locator(".md-tabs a").nth(1).click()
    assert page.locator(".palette").get_attribute("aria-pressed") == "false"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_the_contents_follow_the_reader(opened: Any) -> None:
    page = opened("law/collective-contract-provisions.html")
    page.locator("#art-30").scroll_into_view_if_needed()
    page.evaluate("document.getElementById('art-30').scrollIntoView()")
    page.wait_for_selector(".toc a[href='#art-30'][aria-current]")
    narrow = opened("law/collective-contract-provisions.html", 390)
    assert narrow.locator(".toc a").first.is_hidden()
    narrow.locator(".toc summary").click()
    narrow.locator(".toc a[href='#art-30']").click()
    assert narrow.locator("#art-30").is_visible()


def test_a_link_into_a_fold_opens_it(opened: Any) -> None:
    page = opened("templates/offer-letter.html")
    page.evaluate("document.querySelector('.sheet-example .sheet').id = 'folded'")
    assert page.locator("#folded").is_hidden()
    page.evaluate("location.hash = 'folded'")
    page.wait_for_selector("#folded", state="visible")


@pytest.mark.parametrize("name", KINDS)
def test_reduced_motion_moves_nothing(opened: Any, name: str) -> None:
    page = opened(name, reduced_motion="reduce")
    moving = """() => [...document.querySelectorAll('*')].filter(e => {
      const s = getComputedStyle(e);
      return s.transitionProperty !== 'none' && s.transitionDuration.split(', ').some(d => d !== '0s')
        || s.animationName !== 'none' || s.scrollBehavior === 'smooth';
    }).map(e => e.outerHTML.slice(0, 100))"""
    assert page.evaluate(moving) == []


@pytest.mark.parametrize("name", KINDS)
def test_forced_colours_keep_edges_and_signs(opened: Any, name: str) -> None:
    page = opened(name, forced_colors="active")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    flat = """() => [...document.querySelectorAll('.button, .q button, .scope, .palette, .q-option, .door')]
      .filter(e => e.getClientRects().length && getComputedStyle(e).borderTopStyle === 'none')
      .map(e => e.outerHTML.slice(0, 100))"""
    assert page.evaluate(flat) == []
    pictures = """() => [...document.querySelectorAll('.md-header svg')].filter(e => e.getClientRects().length)
      .map(e => [getComputedStyle(e).fill, getComputedStyle(document.querySelector('.md-header')).backgroundColor])"""
    assert all(ink != paper for ink, paper in page.evaluate(pictures))
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)["ring"]


@pytest.mark.parametrize("name", KINDS)
def test_text_at_twice_the_size(opened: Any, name: str) -> None:
    """By zoom, which halves the width in CSS pixels, and by a larger text size of the browser alone."""
    page = opened(name, 640)
    assert page.evaluate(WIDE) <= 0
    assert page.evaluate(CUT) == []
    for width in (1280, 640):
        page = opened(name, width)
        page.add_style_tag(content="html { font-size: 200% !important }")
        page.wait_for_timeout(50)
        assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == 32
        assert page.evaluate(WIDE) <= 0, width
        assert page.evaluate(CUT) == [], width


@pytest.mark.parametrize("name", KINDS)
def test_paper_shows_the_words_alone(opened: Any, name: str) -> None:
    page = opened(name)
    page.emulate_media(media="print", color_scheme="dark")
    for frame in (".md-header", ".md-tabs", ".md-sidebar", ".md-footer", ".toc", ".palette"):
        for index in range(page.locator(frame).count()):
            assert not page.locator(frame).nth(index).is_visible(), frame
    assert page.locator("h1").is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 0, 0)"


def test_paper_opens_what_is_folded(opened: Any) -> None:
    page = opened("templates/offer-letter.html")
    folded = page.locator("details.sheet-example").first
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert folded.get_attribute("open") is not None
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert folded.get_attribute("open") is None


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", KINDS)
def test_without_scripts_everything_can_be_read(opened: Any, name: str, width: int) -> None:
    page = opened(name, width, java_script_enabled=False)
    assert page.locator("h1").is_visible()
    assert page.locator(".md-tabs a").nth(3).is_visible()
    assert not page.locator(".palette").is_visible()
    assert not page.locator(".search-open").first.is_visible()
    if page.locator(".toc").count():
        page.locator(".toc summary").click()
        assert page.locator(".toc a").first.is_visible()
    if width == 390:
        page.locator("label[for=__drawer].md-header__button").click()
        page.wait_for_selector(".menu a")


def test_without_scripts_tools_are_tables(opened: Any) -> None:
    for name, words in [
        ("reference/deadlines.html", "table.deadline-table"),
        ("practice/representatives.html", "form.q"),
        ("templates/offer-letter.html", ".sheet"),
        ("templates/three-gates.html", "table.gates-table"),
        ("casebook/index.html", "table.case-table"),
    ]:
        page = opened(name, java_script_enabled=False)
        assert page.locator(words).first.is_visible(), name
    for name in ("practice/drill.html", "practice/mock.html", "practice/contest.html"):
        page = opened(name, java_script_enabled=False)
        assert page.locator("noscript, .practice-tool").first.inner_text().strip(), name
