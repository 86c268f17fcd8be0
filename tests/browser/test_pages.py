"""Pages in a real Chromium: no foreign request, no console error, no sideways scrolling, right in dark and on a phone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

PAGES = [
    "index.html",
    "law/collective-contract-provisions.html",
    "guide/representatives.html",
    "casebook/jiamusi-paper.html",
    "templates/offer-letter.html",
    "practice/representatives.html",
]
BOTH = [prefix + page for prefix in ("", "en/") for page in PAGES]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        del format, args


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def _listen(page: Any) -> tuple[list[str], list[str]]:
    requests: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on(
        "console",
        lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None,
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return requests, complaints


@pytest.mark.parametrize("how", ["http", "file"])
def test_no_request_leaves_the_site_and_nothing_complains(
    how: str, browser: Any, served: str, site: Path
) -> None:
    base = served if how == "http" else site.as_uri() + "/"
    page = browser.new_page()
    requests, complaints = _listen(page)
    for address in BOTH:
        page.goto(base + address)
        page.wait_for_timeout(150)
    page.close()
    assert len(requests) > 3 * len(BOTH)
    assert [url for url in requests if not url.startswith((base, "data:"))] == []
    assert complaints == []


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_scrolls_sideways_and_colours_follow(
    width: int, scheme: str, browser: Any, site: Path
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
    page = context.new_page()
    for address in BOTH:
        page.goto(f"{site.as_uri()}/{address}")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert paper == ("rgb(255, 255, 255)" if scheme == "light" else "rgb(22, 24, 29)"), address
    context.close()


def test_doors_stand_above_the_fold_on_a_phone(browser: Any, site: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(site.as_uri() + "/index.html")
    bottoms = page.eval_on_selector_all(
        ".door", "doors => doors.map(door => door.getBoundingClientRect().bottom)"
    )
    assert len(bottoms) == 3
    assert max(bottoms) < 844
    context.close()


def test_the_language_switch_lands_on_the_counterpart(browser: Any, site: Path) -> None:
    page = browser.new_page()
    page.goto(site.as_uri() + "/guide/representatives.html")
    page.click("text=English")
    assert page.url.endswith("/en/guide/representatives.html")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.click(".other-language a")
    assert page.url.endswith("site/guide/representatives.html")
    page.close()


def test_a_citation_leads_to_its_article_and_back(browser: Any, site: Path) -> None:
    page = browser.new_page()
    page.goto(site.as_uri() + "/guide/representatives.html")
    page.click('a.cite[href$="#art-23"] >> nth=0')
    assert page.url.endswith("/law/collective-contract-provisions.html#art-23")
    page.locator("#art-23").wait_for(state="visible")
    page.locator("#art-23 ~ .cited-by").first.locator("a", has_text="谁来谈").click()
    assert "/guide/representatives.html" in page.url
    page.close()


def test_print_hides_the_frame_and_keeps_the_words(browser: Any, site: Path, tmp_path: Path) -> None:
    import pypdfium2 as pdfium

    page = browser.new_page()
    page.goto(site.as_uri() + "/templates/offer-letter.html")
    page.emulate_media(media="print")
    assert not page.locator(".md-header").is_visible()
    assert not page.locator(".button").first.is_visible()
    assert page.locator(".sheet").first.is_visible()
    page.pdf(path=str(tmp_path / "page.pdf"), prefer_css_page_size=True)
    page.close()
    document = pdfium.PdfDocument(tmp_path / "page.pdf")
    text = document[0].get_textpage()
    words = text.get_text_range()
    text.close()
    count = len(document)
    document.close()
    assert f"1 / {count}" in words
    assert "平等协商集体合同工作手册" in words


def test_the_leaflet_fits_one_sheet_and_handouts_hide_answers(
    browser: Any, site: Path, tmp_path: Path
) -> None:
    import pypdfium2 as pdfium

    page = browser.new_page()
    texts = {}
    for name in ("guide/leaflet", "en/guide/leaflet", "guide/workers-congress"):
        page.goto(f"{site.as_uri()}/{name}.html")
        file = tmp_path / f"{name.replace('/', '-')}.pdf"
        page.pdf(path=str(file), prefer_css_page_size=True)
        document = pdfium.PdfDocument(file)
        pages = []
        for number in range(len(document)):
            sheet = document[number].get_textpage()
            pages.append(sheet.get_text_range())
            sheet.close()
        document.close()
        texts[name] = pages
    page.close()
    assert len(texts["guide/leaflet"]) == len(texts["en/guide/leaflet"]) == 1
    handout = "".join(texts["guide/workers-congress"])
    assert "核对清单" in handout
    assert "答案：" not in handout
