"""The self-test page as a reader uses it: answer, see why, come back later; keyboard alone; no script at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scripts.site.library import Library

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Any, site: Path) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    opened = context.new_page()
    opened.goto(site.as_uri() + "/practice/representatives.html")
    yield opened
    context.close()


def _form(page: Any, item: str) -> Any:
    return page.locator(f"form#{item}")


def _key(page: Any, item: str) -> str:
    return str(_form(page, item).get_attribute("data-key"))


def test_right_answer(page: Any) -> None:
    form = _form(page, "rep-001")
    assert not form.locator("details").evaluate("d => d.open")
    form.locator(f'input[value="{_key(page, "rep-001")}"]').check()
    form.locator("button").click()
    assert form.locator(".q-result").inner_text() == "答对了。"
    assert form.locator(".is-right").count() == 1
    assert form.locator(".is-wrong").count() == 0
    assert form.locator("details").evaluate("d => d.open")
    assert form.locator(".q-result").get_attribute("aria-live") == "polite"
    assert "答对 1" in page.locator(".quiz-count").inner_text()


def test_wrong_answer_shows_both_in_words(page: Any) -> None:
    form = _form(page, "rep-001")
    wrong = next(letter for letter in "abcd" if letter != _key(page, "rep-001"))
    form.locator(f'input[value="{wrong}"]').check()
    form.locator("button").click()
    assert "答错了" in form.locator(".q-result").inner_text()
    assert "正确答案" in form.locator(".is-right").inner_text()
    assert "您的选择" in form.locator(".is-wrong").inner_text()


def test_several_answers_need_all(page: Any) -> None:
    form = _form(page, "rep-101")
    keys = _key(page, "rep-101").split()
    form.locator(f'input[value="{keys[0]}"]').check()
    form.locator("button").click()
    assert "答错了" in form.locator(".q-result").inner_text()
    form.locator("button").click()
    for key in keys:
        form.locator(f'input[value="{key}"]').check()
    form.locator("button").click()
    assert form.locator(".q-result").inner_text() == "答对了。 已连续答对1次，三次算掌握。"


def test_nothing_chosen_is_said(page: Any) -> None:
    form = _form(page, "rep-001")
    form.locator("button").click()
    assert form.locator(".q-result").inner_text() == "请先选一个答案。"


def test_results_survive_a_reload_and_can_be_cleared(page: Any) -> None:
    form = _form(page, "rep-201")
    form.locator(f'input[value="{_key(page, "rep-201")}"]').check()
    form.locator("button").click()
    page.reload()
    assert "答对 1" in page.locator(".quiz-count").inner_text()
    assert _form(page, "rep-201").locator(".is-right").count() == 1
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator(".quiz-bar button").click()
    assert "已做 0" in page.locator(".quiz-count").inner_text()
    page.reload()
    assert "已做 0" in page.locator(".quiz-count").inner_text()


def test_a_result_for_an_older_wording_is_forgotten(page: Any) -> None:
    page.evaluate(
        "localStorage.setItem('handbook.practice.rep-001', JSON.stringify({hash: 'old', chosen: ['a'], right: true}))"
    )
    page.reload()
    assert "已做 0" in page.locator(".quiz-count").inner_text()


def test_broken_storage_is_survived(page: Any) -> None:
    page.evaluate("localStorage.setItem('handbook.practice.rep-001', '{broken')")
    page.reload()
    assert _form(page, "rep-001").locator("button").is_visible()


def test_keyboard_alone(page: Any) -> None:
    form = _form(page, "rep-001")
    form.locator("input").first.focus()
    page.keyboard.press(_key(page, "rep-001"))
    page.keyboard.press("Enter")
    assert form.locator(".q-result").inner_text() == "答对了。"
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.form.id") == "rep-002"


def test_targets_are_large_enough_for_a_thumb(page: Any) -> None:
    heights = page.eval_on_selector_all(
        ".q-option, .q button", "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert len(heights) > 150
    assert min(heights) >= 44


def test_the_chapter_shows_some_of_the_same_questions(browser: Any, site: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(site.as_uri() + "/guide/representatives.html")
    assert page.locator(".q").count() == 5
    form = _form(page, "rep-001")
    form.locator(f'input[value="{_key(page, "rep-001")}"]').check()
    form.locator("button").click()
    page.goto(site.as_uri() + "/practice/representatives.html")
    assert "答对 1" in page.locator(".quiz-count").inner_text()
    context.close()


def test_without_javascript_every_question_and_answer_can_be_read(
    browser: Any, site: Path, library: Library
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.as_uri() + "/practice/representatives.html")
    items = library.banks["representatives"].items
    assert page.locator(".q").count() == len(items)
    assert page.locator(".q button").count() == 0
    first = page.locator(".q").first
    assert not first.locator(".q-why").is_visible()
    first.locator("summary").click()
    assert first.locator(".q-why").is_visible()
    assert "答案" in first.locator(".q-key").inner_text()
    context.close()


def test_english(browser: Any, site: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(site.as_uri() + "/en/practice/representatives.html")
    form = _form(page, "rep-001")
    form.locator(f'input[value="{_key(page, "rep-001")}"]').check()
    form.locator("button").click()
    assert form.locator(".q-result").inner_text() == "Right."
    assert "art. 19" in form.locator(".q-basis").inner_text()
    context.close()
