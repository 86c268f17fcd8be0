"""The practice pages in a real browser: drill, mistakes, record, mock examination, contest, a long paper."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scripts.site.library import Library

pytestmark = pytest.mark.browser


@pytest.fixture
def context(browser: Any) -> Iterator[Any]:
    made = browser.new_context(viewport={"width": 390, "height": 844}, accept_downloads=True)
    yield made
    made.close()


def _open(context: Any, site: Path, name: str) -> Any:
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.on("console", lambda message: pytest.fail(message.text) if message.type == "error" else None)
    page.goto(
        (site / "practice" / name.split("?")[0]).as_uri() + ("?" + name.split("?")[1] if "?" in name else "")
    )
    return page


def _answer(form: Any, *, right: bool) -> None:
    """Answer a question of a made section, rightly or not, and check it."""
    key = str(form.get_attribute("data-key")).split()
    values = form.locator(".q-option input").evaluate_all("all => all.map(one => one.value)")
    for value in key if right else [next(value for value in values if value not in key)]:
        form.locator(f'input[value="{value}"]').check()
    form.locator("button[type=submit]").click()


def test_ten_at_random_and_the_seed_repeats_them(context: Any, site: Path) -> None:
    orders = []
    for _ in range(2):
        page = _open(context, site, "drill.html?start=1&seed=42")
        page.wait_for_selector("[data-ready]")
        assert "种子 42" in page.locator(".drill-seed").inner_text()
        orders.append(
            page.locator(".q").evaluate_all(
                "all => all.map(one => one.id + [...one.querySelectorAll('input')].map(i => i.value).join(''))"
            )
        )
        page.close()
    assert len(orders[0]) == 10
    assert orders[0] == orders[1]
    page = _open(context, site, "drill.html?start=1&seed=43")
    page.wait_for_selector("[data-ready]")
    assert page.locator(".q").evaluate_all("all => all.map(one => one.id)") != [
        one.split("-")[0] for one in orders[0]
    ]


def test_by_article(context: Any, site: Path, library: Library) -> None:
    page = _open(context, site, "drill.html?law=集体合同规定&article=32&start=1")
    page.wait_for_selector("[data-ready]")
    shown = page.locator(".q").evaluate_all("all => all.map(one => one.id)")
    right = {
        item.id
        for bank in library.banks.values()
        for item in bank.items
        if any("《集体合同规定》第三十二条" in law for law in item.law)
    }
    assert shown
    assert set(shown) <= right
    assert f"有{len(right)}道题符合" in page.locator(".practice-tool > form .drill-status").inner_text()


def test_a_mistake_is_kept_until_three_right_in_a_row(context: Any, site: Path) -> None:
    page = _open(context, site, "drill.html?type=single&start=1&seed=7")
    page.wait_for_selector("[data-ready]")
    form = page.locator("form.q").first
    name = form.get_attribute("id")
    _answer(form, right=False)
    assert "答错" in form.locator(".q-result").inner_text()
    for streak in (1, 2, 3):
        again = _open(context, site, "drill.html?which=missed&start=1&seed=1")
        again.wait_for_selector("[data-ready]")
        assert again.locator(".q").evaluate_all("all => all.map(one => one.id)") == [name]
        _answer(again.locator("form.q").first, right=True)
        told = again.locator(".q-result").inner_text()
        assert ("已掌握" in told) == (streak == 3)
        again.close()
    empty = _open(context, site, "drill.html?which=missed")
    assert "错题本是空的" in empty.locator(".drill-status").inner_text()
    overview = _open(context, site, "index.html")
    cells = overview.locator("tbody tr").evaluate_all(
        "all => all.map(row => row.lastElementChild.textContent)"
    )
    assert sum(map(int, cells)) == 1


def test_the_record_goes_out_and_comes_back(context: Any, browser: Any, site: Path, tmp_path: Path) -> None:
    page = _open(context, site, "drill.html?type=judgement&start=1&seed=3")
    page.wait_for_selector("[data-ready]")
    for index, right in enumerate((True, False, True)):
        _answer(page.locator("form.q").nth(index), right=right)
    overview = _open(context, site, "index.html")
    with overview.expect_download() as saved:
        overview.get_by_role("button", name="导出我的记录").click()
    path = tmp_path / "record.json"
    saved.value.save_as(path)
    data = json.loads(path.read_text(encoding="utf-8"))
    assert len(data["items"]) == 3
    data["items"]["<img src=x onerror=alert(1)>"] = {"hash": "x", "chosen": ["a"]}
    data["items"]["rep-001"] = {"hash": 5, "chosen": "a"}
    path.write_text(json.dumps(data), encoding="utf-8")
    other = browser.new_context()
    page = _open(other, site, "index.html")
    page.locator("input[type=file]").set_input_files(str(path))
    page.wait_for_function("document.querySelector('.drill-status').textContent.includes('导入3条')")
    assert "读不出的2条" in page.locator(".drill-status").inner_text()
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="清除我的记录").click()
    left = page.evaluate(
        "Object.keys(localStorage).filter(name => name.startsWith('handbook.practice.')).length"
    )
    assert left == 0
    other.close()


def test_a_record_of_the_self_test_survives_on_every_page(context: Any, site: Path) -> None:
    page = _open(context, site, "foundations.html")
    form = page.locator("form.q").first
    name = form.get_attribute("id")
    _answer(form, right=True)
    kept = page.evaluate(f"JSON.parse(localStorage.getItem('handbook.practice.{name}'))")
    assert kept["right"]
    assert kept["n"] == kept["streak"] == 1


def test_a_mock_examination_from_start_to_result(context: Any, site: Path) -> None:
    page = _open(context, site, "mock.html")
    page.locator(".mock-setup select").select_option("quick")
    page.locator(".mock-setup input").fill("5")
    page.get_by_role("button", name="开始考试").click()
    forms = page.locator(".mock-paper form.q")
    assert forms.count() == 17
    assert page.locator(".mock-dot").count() == 17
    assert page.locator(".mock-paper details:not([hidden])").count() == 0
    keys = forms.evaluate_all("all => all.map(one => one.dataset.key.split(' '))")
    types = forms.evaluate_all("all => all.map(one => one.dataset.type)")
    expected = 0.0
    for index, (key, kind) in enumerate(zip(keys, types, strict=True)):
        if index == 0:
            continue  # left open
        chosen = key[:1] if kind == "multiple" and index % 2 else key
        for value in chosen:
            forms.nth(index).locator(f'input[value="{value}"]').check()
        full = {"single": 1.0, "multiple": 2.0, "judgement": 1.0}[kind]
        expected += full if chosen == key else full / 2
    forms.nth(0).locator(".mock-flag").click()
    assert page.locator(".mock-dot.is-answered").count() == 16
    assert page.locator(".mock-dot.is-flagged").count() == 1
    page.reload()  # answers, flags and the clock outlive it
    assert page.locator(".mock-dot.is-answered").count() == 16
    assert page.locator(".mock-dot.is-flagged").count() == 1
    messages: list[str] = []
    page.once("dialog", lambda dialog: (messages.append(dialog.message), dialog.accept()))
    page.get_by_role("button", name="交卷").click()
    assert "还有1题没有作答" in messages[0]
    result = page.locator(".mock-result")
    shown = f"{expected:g}分（满分20分）"
    assert shown in result.inner_text()
    assert ("不合格" not in result.inner_text()) == (expected >= 12)
    link = result.locator("td a").first
    assert (site / "practice" / str(link.get_attribute("href"))).resolve().is_file()
    assert page.locator(".mock-paper details:not([hidden])").count() == 17
    page.reload()
    assert shown in page.locator(".mock-result").inner_text()


def test_time_up_hands_in(context: Any, site: Path) -> None:
    page = _open(context, site, "mock.html")
    page.locator(".mock-setup select").select_option("quick")
    page.get_by_role("button", name="开始考试").click()
    page.evaluate(
        "() => { const kept = JSON.parse(localStorage.getItem('handbook.mock')); kept.ends = Date.now() + 1500; localStorage.setItem('handbook.mock', JSON.stringify(kept)); }"
    )
    page.reload()
    page.wait_for_selector(".mock-result", timeout=6000)
    assert "0分" in page.locator(".mock-result").inner_text()


@pytest.mark.parametrize("plan", ["a", "b", "c"])
def test_every_plan_can_be_drawn(context: Any, site: Path, plan: str) -> None:
    page = _open(context, site, "mock.html")
    page.locator(".mock-setup select").select_option(plan)
    page.get_by_role("button", name="开始考试").click()
    assert page.locator(".mock-paper .q").count() == {"a": 63, "b": 100, "c": 90}[plan]


def test_a_contest_scores_and_survives_a_reload(browser: Any, site: Path) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    page = _open(context, site, "contest.html")
    page.get_by_label("队名，一行一队").fill("甲队\n乙队<b>")
    page.get_by_label("必答题：每队题数").fill("1")
    page.get_by_label("抢答题：题数").fill("1")
    page.get_by_label("风险题：每队题数").fill("1")
    page.get_by_role("button", name="开始竞赛").click()
    assert page.locator(".contest .q-option").count() >= 2
    assert page.locator(".contest details:visible").count() == 0
    page.locator(".contest").press("Enter")
    assert page.locator(".contest .is-right").count() >= 1
    page.locator(".contest").press("r")
    assert page.locator(".contest-scores strong").first.inner_text() == "10"
    page.locator(".contest").press("u")
    assert page.locator(".contest-scores strong").first.inner_text() == "0"
    page.locator(".contest").press("r")
    page.locator(".contest").press("n")
    assert "乙队<b>" in page.locator(".contest-whose").inner_text()
    page.reload()
    assert page.locator(".contest-scores strong").first.inner_text() == "10"
    page.locator(".contest").press("Enter")
    page.locator(".contest").press("n")
    page.get_by_role("button", name="乙队<b>").click()  # the quickest
    page.locator(".contest").press("Enter")
    page.locator(".contest").press("w")
    assert page.locator(".contest-scores strong").nth(1).inner_text() == "-10"
    page.locator(".contest").press("n")
    page.get_by_role("button", name="30分").click()
    page.locator(".contest").press("Enter")
    page.locator(".contest").press("w")
    assert page.locator(".contest-scores strong").first.inner_text() == "-20"
    page.locator(".contest").press("n")
    page.locator(".contest").press("Enter")
    page.locator(".contest").press("n")
    assert page.locator(".contest-rank li").all_inner_texts() == [
        "第1名　乙队<b>　-10分",
        "第2名　甲队　-20分",
    ]
    context.close()


@pytest.mark.slow
def test_a_page_of_all_questions_stays_quick(browser: Any, site: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto((site / "practice" / "drill.html").as_uri())
    page.evaluate(
        "window.longest = 0; new PerformanceObserver(list => list.getEntries().forEach(one => { window.longest = Math.max(window.longest, one.duration); })).observe({entryTypes: ['longtask']})"
    )
    page.get_by_label("题数").select_option("0")
    page.wait_for_timeout(300)
    page.evaluate("window.longest = 0")
    page.get_by_role("button", name="开始").click()
    page.wait_for_selector("[data-ready]", timeout=60000)
    page.wait_for_timeout(1500)
    assert page.locator(".q").count() >= 500
    form = page.locator("form.q").nth(300)
    form.scroll_into_view_if_needed()
    _answer(form, right=True)
    page.wait_for_timeout(500)
    longest = page.evaluate("window.longest")
    assert longest <= 250, longest  # the figure itself: benchmarks/practice.py, on a quiet machine
    context.close()
