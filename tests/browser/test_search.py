"""The search as a reader uses it, from a folder: by keyboard, by address, on a phone, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Any, site: Path) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    opened.goto((site / "guide" / "representatives.html").as_uri())
    yield opened
    context.close()
    assert faults == []


def _ask(page: Any, query: str) -> None:
    page.locator(".search-input").fill(query)
    page.wait_for_function("query => new URL(location.href).searchParams.get('q') === query", arg=query)


def test_nothing_is_fetched_before_it_is_used(page: Any) -> None:
    loaded = (
        "[...document.scripts].map(one => one.src.split('/').pop()).filter(name => /^(search|zh)/.test(name))"
    )
    assert page.evaluate(loaded) == ["search-open.js"]
    page.locator(".md-header .search-open").click()
    page.wait_for_selector("dialog.search[open]")
    assert page.evaluate(loaded) == ["search-open.js", "search.js", "search-dialog.js", "zh.js"]


def test_by_keyboard(page: Any) -> None:
    page.keyboard.press("/")
    field = page.get_by_role("combobox")
    field.wait_for()
    assert field.evaluate("field => field === document.activeElement")
    assert field.get_attribute("aria-expanded") == "false"
    _ask(page, "首席代表怎么产生")
    assert field.get_attribute("aria-expanded") == "true"
    options = page.get_by_role("option")
    assert options.count() > 3
    assert page.locator(".search-status[role=status]").inner_text().startswith("找到")
    assert field.get_attribute("aria-activedescendant") is None
    for key, chosen in (
        ("ArrowDown", 0),
        ("ArrowDown", 1),
        ("ArrowUp", 0),
        ("ArrowUp", options.count() - 1),
        ("ArrowDown", 0),
    ):
        page.keyboard.press(key)
        assert options.nth(chosen).get_attribute("aria-selected") == "true"
        assert field.get_attribute("aria-activedescendant") == options.nth(chosen).get_attribute("id")
        assert page.locator("[aria-selected=true]").count() == 1
    target = options.first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(target)
    assert not page.locator("dialog.search").is_visible()


def test_escape_leaves_the_page_as_it_was(page: Any) -> None:
    before = page.url
    opener = page.locator(".md-header .search-open")
    opener.click()
    _ask(page, "要约书")
    page.keyboard.press("Escape")
    assert not page.locator("dialog.search").is_visible()
    page.wait_for_url(before)
    assert opener.evaluate("button => button === document.activeElement")


def test_a_slash_in_a_field_is_a_slash(page: Any, site: Path) -> None:
    page.goto((site / "templates" / "offer-letter.html").as_uri())
    field = page.locator(".fill input[type=text]").first
    field.press("/")
    assert field.input_value() == "/"
    assert page.locator("dialog.search").count() == 0


def test_an_address_with_q_opens_it(page: Any, site: Path) -> None:
    page.goto((site / "index.html").as_uri() + "?q=" + quote("劳动合同法51条"))
    page.wait_for_selector("[role=option]")
    assert page.locator(".search-input").input_value() == "劳动合同法51条"
    first = page.get_by_role("option").first
    assert first.get_attribute("href").endswith("/law/labor-contract-law.html#art-51")
    assert "直达条文" in first.inner_text()
    first.click()
    page.wait_for_url("**/law/labor-contract-law.html#art-51")


def test_results_are_grouped_marked_and_named(page: Any) -> None:
    page.keyboard.press("/")
    _ask(page, "商业秘密")
    groups = page.locator(".search-group")
    assert groups.count() > 3
    assert (
        len(set(groups.evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")))
        == groups.count()
    )
    kinds = set(page.locator(".search-kind").all_inner_texts())
    assert {"法规", "手册", "参考"} <= kinds <= {"法规", "手册", "案例", "模板", "练习", "参考", "首页"}
    marks = page.locator(".search mark").all_inner_texts()
    assert "商业秘密" in marks
    assert (
        max(groups.evaluate_all("all => all.map(one => one.querySelectorAll('[role=option]').length)")) <= 3
    )


def test_text_is_text(page: Any) -> None:
    page.keyboard.press("/")
    _ask(page, "<img src=x onerror=alert(1)>")
    assert page.locator(".search img").count() == 0
    _ask(page, "<zzqqxx>")
    assert "<zzqqxx>" in page.locator(".search-none").inner_text()


def test_nothing_found_helps_on(page: Any) -> None:
    page.keyboard.press("/")
    _ask(page, "zzqqxx")
    assert page.get_by_role("option").count() == 0
    assert page.locator(".search-input").get_attribute("aria-expanded") == "false"
    assert "没有找到" in page.locator(".search-status[role=status]").inner_text()
    assert page.locator(".search-places a").count() >= 5
    page.locator(".search-examples button").first.click()
    page.wait_for_selector("[role=option]")
    links = page.locator(".search-places a").evaluate_all("all => all.map(one => one.href)")
    assert all(link.startswith("file:") for link in links)


def test_a_correction_is_told(page: Any) -> None:
    page.keyboard.press("/")
    _ask(page, "首席带表")
    assert "首席代表" in page.locator(".search-note").inner_text()


def test_a_question_and_a_form_are_led_to(page: Any, site: Path) -> None:
    page.keyboard.press("/")
    _ask(page, "协商中每一方的代表人数应当是 练习")
    links = page.get_by_role("option").evaluate_all("all => all.map(one => one.href)")
    assert (site / "practice" / "representatives.html").as_uri() + "#rep-001" in links
    _ask(page, "要约书 送达回执 签收人")
    links = page.get_by_role("option").evaluate_all("all => all.map(one => one.href)")
    assert (site / "templates" / "offer-letter.html").as_uri() + "#form" in links


def test_english(page: Any, site: Path) -> None:
    page.goto((site / "en" / "index.html").as_uri() + "?q=chief+representative")
    page.wait_for_selector("[role=option]")
    assert all(
        "/en/" in link for link in page.get_by_role("option").evaluate_all("all => all.map(one => one.href)")
    )
    assert "pages" in page.locator(".search-status[role=status]").inner_text()
    assert page.locator(".search-kind").first.inner_text() in ("Reference", "Handbook", "Law")
    _ask(page, "Labor Contract Law art. 51")
    assert (
        page.get_by_role("option")
        .first.get_attribute("href")
        .endswith("/en/law/labor-contract-law.html#art-51")
    )


def test_a_composed_word_is_asked_once_it_stands(page: Any) -> None:
    """While pinyin is being composed the letters are no query."""
    page.keyboard.press("/")
    field = page.get_by_role("combobox")
    field.wait_for()
    field.evaluate(
        "field => { field.value = 'shouxi'; field.dispatchEvent(new InputEvent('input', {isComposing: true, bubbles: true})); }"
    )
    page.wait_for_timeout(150)
    assert page.get_by_role("option").count() == 0
    field.evaluate(
        "field => { field.value = '首席'; field.dispatchEvent(new CompositionEvent('compositionend')); }"
    )
    assert page.get_by_role("option").count() > 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone(browser: Any, site: Path, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    icon = page.locator(".md-header .search-open")
    assert icon.bounding_box()["width"] >= 44
    assert icon.bounding_box()["height"] >= 44
    page.locator(".search-open-home").click()
    page.wait_for_selector("dialog.search[open]")
    box = page.locator("dialog.search").bounding_box()
    assert (box["x"], box["width"]) == (0, 390)
    for query in ("集体合同什么时候生效", "zzqqxx", ""):
        _ask(page, query) if query else page.locator(".search-input").fill("")
        page.wait_for_timeout(100)
        assert page.evaluate("document.querySelector('dialog').scrollWidth <= 390")
        found = Axe().run(page)
        assert [one["id"] + one["nodes"][0]["html"][:200] for one in found.response["violations"]] == []
    context.close()


def test_axe_on_a_wide_screen(browser: Any, site: Path) -> None:
    page = browser.new_page()
    page.goto((site / "guide" / "representatives.html").as_uri() + "?q=" + quote("劳动合同法51条"))
    page.wait_for_selector("[role=option]")
    page.keyboard.press("ArrowDown")
    found = Axe().run(page)
    page.close()
    assert [one["id"] + one["nodes"][0]["html"][:200] for one in found.response["violations"]] == []


def test_without_javascript_there_is_no_dead_box(browser: Any, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    assert not page.locator(".search-open").first.is_visible()
    assert not page.locator(".search-open-home").is_visible()
    context.close()


def test_print_shows_none_of_it(page: Any) -> None:
    page.keyboard.press("/")
    _ask(page, "要约书")
    page.emulate_media(media="print")
    assert not page.locator("dialog.search").is_visible()
    assert not page.locator(".md-header .search-open").is_visible()
