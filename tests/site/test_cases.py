"""The casebook at a glance: every case once, in order, and every chapter names the cases that teach it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from scripts.site.cases import cases
from scripts.site.library import Library


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_case_once_and_in_order(language: str, library: Library) -> None:
    found = cases(library, language)
    codes = [case.code for _, case in found]
    assert len(set(codes)) == len(codes) == len({page.rel for page in library.pages if "case" in page.meta})
    numbers = [(code[0] != "S", int(code[2:])) for code in codes]
    assert numbers == sorted(numbers)


def test_the_overview_and_the_chapters_agree(library: Library, site: Path) -> None:
    overview = (site / "casebook" / "index.html").read_text(encoding="utf-8")
    for page, case in cases(library, "zh"):
        name = page.rel.removeprefix("casebook/").replace(".md", ".html")
        row = re.search(rf'<tr[^>]*><td>{case.code}</td><td><a href="{re.escape(name)}">.*?</tr>', overview)
        assert row, case.code
        for topic in case.topics:
            assert f"../guide/{topic}.html" in row.group()
            chapter = (site / "guide" / f"{topic}.html").read_text(encoding="utf-8")
            assert f'href="../casebook/{name}"' in chapter, (topic, name)


@pytest.mark.browser
def test_filters_hide_rows_and_say_how_many(browser: Any, site: Path) -> None:
    page = browser.new_page()
    page.goto(site.as_uri() + "/casebook/index.html")
    rows = page.locator(".case-table tbody tr")
    total = rows.count()
    assert f"显示 {total} 个" in page.locator(".tool").inner_text()
    page.locator('select[data-field="level"]').select_option("enterprise")
    shown = page.locator('.case-table tbody tr:not([hidden])')
    assert shown.count() == page.locator('.case-table tbody tr[data-level="enterprise"]').count() > 0
    assert f"显示 {shown.count()} 个" in page.locator(".tool").inner_text()
    page.close()
