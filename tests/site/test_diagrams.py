"""Pictures: real text in both languages, titled, described, inside their frame, linking to what exists."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from scripts.site.diagrams import DRAWINGS, WIDTH
from scripts.site.inline import Place
from scripts.site.library import Library

SVG = "{http://www.w3.org/2000/svg}"


def _width(text: str, small: bool) -> float:
    size = 12 if small else 14
    return sum(size * (0.56 if ord(char) < 0x2E80 else 1.0) for char in text)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", DRAWINGS)
def test_drawing(name: str, language: str) -> None:
    html = DRAWINGS[name](Place(language, "guide/overview.md"))
    svg = ET.fromstring(html).find(f"{SVG}svg")
    assert svg is not None
    title, description = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
    assert title is not None and title.text
    assert description is not None and description.text
    labelled = svg.get("aria-labelledby", "").split()
    assert labelled == [title.get("id"), description.get("id")]
    height = float(svg.get("viewBox", "").split()[3])
    texts = list(svg.iter(f"{SVG}text"))
    assert len(texts) >= 3
    for text in texts:
        assert text.text
        assert bool(re.search(r"[\u4e00-\u9fff]", text.text)) <= (language == "zh"), text.text
        x, y = float(text.get("x", "0")), float(text.get("y", "0"))
        assert 0 <= y <= height
        if text.get("text-anchor") != "middle":
            assert x + _width(text.text, "d-small" in text.get("class", "")) <= WIDTH + 2, text.text
    for box in svg.iter(f"{SVG}rect"):
        assert 0 <= float(box.get("x", "0")) and float(box.get("x", "0")) + float(box.get("width", "0")) <= WIDTH
        assert float(box.get("y", "0")) + float(box.get("height", "0")) <= height


def test_links_lead_to_pages_and_articles(library: Library) -> None:
    anchors = {page.rel: {heading.id for heading in page.headings} for page in library.pages if page.language == "zh"}
    followed = 0
    for drawing in DRAWINGS.values():
        for href in re.findall(r'<a href="\.\./([^"]+)"|<a href="([^"./][^"]*)"', drawing(Place("zh", "guide/overview.md"))):
            path, _, anchor = (href[0] or f"guide/{href[1]}").partition("#")
            rel = path.replace(".html", ".md")
            assert rel in anchors, rel
            assert not anchor or anchor in anchors[rel], (rel, anchor)
            followed += 1
    assert followed >= 30
