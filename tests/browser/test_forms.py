"""Forms filled in the browser: kept, printed, saved, opened, cleared; the checklist writes the opinion."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest

from scripts.forms.model import parse
from scripts.forms.values import checked
from scripts.site.library import Library

pytestmark = pytest.mark.browser
NASTY = '<b>甲&"乙"</b>\n' + "长" * 3000


@pytest.fixture
def context(browser: Any) -> Iterator[Any]:
    made = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    yield made
    made.close()


def _open(context: Any, site: Path, page: str) -> Any:
    opened = context.new_page()
    opened.on("pageerror", lambda error: pytest.fail(str(error)))
    opened.goto((site / page).as_uri())
    return opened


def _control(page: Any, label: str) -> Any:
    return page.locator(".form-sheets").get_by_label(label, exact=True).first


def test_fill_reload_save_clear_load(context: Any, site: Path, tmp_path: Path, library: Library) -> None:
    page = _open(context, site, "templates/offer-letter.html")
    form = parse(library.by_place["zh", "templates/offer-letter.md"])
    _control(page, "对方名称").fill(NASTY.replace("\n", ""))
    _control(page, "提出日期").fill("2026-10-12")
    _control(page, "协商事由").select_option("变更集体合同")
    _control(page, "当面送达").check()
    page.get_by_role("button", name="加一行").first.click()
    _control(page, "议题，第7行").fill("劳动报酬\n=1+1")
    assert "没有发出" in page.locator(".form-status").inner_text()
    page.reload()
    assert _control(page, "对方名称").input_value() == NASTY.replace("\n", "")
    assert _control(page, "提出日期").input_value() == "2026-10-12"
    assert _control(page, "当面送达").is_checked()
    assert _control(page, "议题，第7行").input_value() == "劳动报酬\n=1+1"
    # a field that stands twice on the sheet is filled twice
    both = page.locator(".form-sheets").get_by_label("提出方名称", exact=True)
    both.nth(0).fill("甲工会")
    assert [both.nth(index).input_value() for index in range(both.count())] == ["甲工会"] * both.count()
    with page.expect_download() as saved:
        page.get_by_role("button", name="保存为文件").click()
    path = tmp_path / "saved.json"
    saved.value.save_as(path)
    assert saved.value.suggested_filename == "offer-letter.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    values, problems = checked(form, data["values"], path)
    assert not problems  # what the page saves is what the verb forms takes
    assert values["offer_date"] == "2026年10月12日"
    assert values["topics"] == [["", "", ""]] * 6 + [["劳动报酬\n=1+1", "", ""]] or values["topics"] == [
        ["劳动报酬\n=1+1", "", ""]
    ]
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="清空").click()
    assert _control(page, "对方名称").input_value() == ""
    page.reload()
    assert _control(page, "对方名称").input_value() == ""
    page.locator("input[type=file]").set_input_files(str(path))
    page.wait_for_function("document.querySelector('.form-status').textContent.includes('已打开')")
    assert _control(page, "对方名称").input_value() == NASTY.replace("\n", "")
    assert _control(page, "协商事由").input_value() == "变更集体合同"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "读不出来"),
        ('{"form": "reply-letter", "values": {}}', "不是本表的"),
        (
            '{"form": "offer-letter", "values": {"nobody": "1", "by_hand": "yes", "matter": "跳舞", "offer_date": "2月30"}}',
            "nobody、by_hand、matter = 跳舞、offer_date = 2月30",
        ),
        ('{"form": "offer-letter", "values": {"__proto__": {"x": "1"}, "topics": [[1]]}}', "topics"),
    ],
)
def test_a_file_that_does_not_fit(context: Any, site: Path, tmp_path: Path, content: str, told: str) -> None:
    page = _open(context, site, "templates/offer-letter.html")
    _control(page, "对方名称").fill("留着")
    path = tmp_path / "bad.json"
    path.write_text(content, encoding="utf-8")
    page.locator("input[type=file]").set_input_files(str(path))
    page.wait_for_function(
        "told => document.querySelector('.form-status').textContent.includes(told)", arg=told
    )
    assert _control(page, "对方名称").input_value() == "留着"


def test_print_is_the_sheet_alone(context: Any, site: Path, tmp_path: Path) -> None:
    page = _open(context, site, "templates/offer-letter.html")
    page.evaluate("window.print = () => { window.printed = true; }")
    _control(page, "对方名称").fill("很长的名称" * 40 + "尾")
    page.get_by_role("button", name="打印表单").click()
    assert page.evaluate("window.printed")
    path = tmp_path / "form.pdf"
    page.pdf(path=str(path), format="A4")
    pdf = pdfium.PdfDocument(path)
    text = ""
    for sheet in pdf:
        words = sheet.get_textpage()
        text += words.get_text_range()
        words.close()
        sheet.close()
    pages = len(pdf)
    pdf.close()
    flat = "".join(text.split())
    assert "很长的名称" * 40 + "尾" in flat
    assert "集体协商要约书" in flat
    assert "填写之前" not in flat
    assert "依据：" not in flat
    assert pages <= 3


def test_without_storage_it_says_so(browser: Any, site: Path) -> None:
    context = browser.new_context()
    context.add_init_script("Storage.prototype.setItem = () => { throw new Error('refused'); }")
    page = _open(context, site, "templates/offer-letter.html")
    _control(page, "对方名称").fill("甲")
    assert "保存为文件" in page.locator(".form-status").inner_text()
    context.close()


def test_without_scripts_the_form_is_there(browser: Any, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "templates/collective-contract.html").as_uri())
    assert page.locator(".variant").count() == 2
    assert page.locator(".sheet-title").first.is_visible()
    assert page.locator('a[href="collective-contract-small.docx"]').is_visible()
    context.close()


def test_one_variant_at_a_time(context: Any, site: Path) -> None:
    page = _open(context, site, "templates/collective-contract.html")
    shown = page.locator(".variant:visible")
    assert shown.count() == 1
    long = shown.locator(".sheet-clause").count()
    page.locator(".form-variant select").select_option("small")
    assert 0 < page.locator(".variant:visible .sheet-clause").count() < long


def test_the_checklist_ends_in_the_opinion(context: Any, site: Path) -> None:
    page = _open(context, site, "templates/three-gates.html")
    rows = page.locator(".gates tbody tr")
    for index in range(rows.count()):
        rows.nth(index).locator("input[value=pass]").check()
    first = rows.first
    first.locator("input[value=fail]").check()
    first.locator("textarea").fill("见第2页")
    failing = first.get_attribute("data-if-not")
    assert failing
    assert "不合格1项，尚未核对0项" in page.locator(".gates-outcome").inner_text()
    page.reload()
    assert page.locator(".gates tbody tr").first.locator("input[value=fail]").is_checked()
    page.get_by_role("button", name="写入审查意见书").click()
    page.wait_for_url("**/review-opinion.html*")
    field = (
        page.locator(".form-sheets textarea")
        .filter(has_text="")
        .evaluate_all("all => all.map(one => one.value)")
    )
    told = "\n".join(field)
    assert failing.rstrip("。") + "（见第2页）。" in told
    assert told.count("经核对，未发现问题。") >= 3


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(
    "page_name", ["index", "collective-contract", "meeting-record", "three-gates", "ledger"]
)
def test_no_sideways_scrolling(browser: Any, site: Path, width: int, page_name: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto((site / f"templates/{page_name}.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
