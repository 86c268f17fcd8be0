"""Pages stay light: kilobytes after gzip, without pictures. `benchmarks/weight.py` prints the table."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from lxml import html

from scripts.door import ROOT
from scripts.site import lean

sys.path.insert(0, str(ROOT / "benchmarks"))

from weight import PAGES, weigh

FIRST = 75.0
# The data of all questions and the longest model contract are what these two pages are for.
HEAVY = {"practice/drill.html": 205.0, "templates/collective-contract.html": 110.0}
# The bar is 10, and 25 for a law. A long page of words passes it by the words alone; see the column `words`.
NEXT = {
    "index.html": 5.0,
    # with the official wording that an editor imported (not in the repository), or without
    "law/collective-contract-provisions.html": 31.0 if (ROOT / "official").is_dir() else 26.5,
    "guide/representatives.html": 16.0,
    "casebook/waterworks.html": 8.5,
    "templates/offer-letter.html": 10.0,
    "practice/drill.html": 5.0,
}


@pytest.mark.parametrize("name", PAGES)
def test_the_first_page_is_light(site: Path, name: str) -> None:
    assert weigh(site / name).first <= HEAVY.get(name, FIRST)


@pytest.mark.parametrize("name", NEXT)
def test_the_next_page_is_light(site: Path, name: str) -> None:
    assert weigh(site / name).html <= NEXT[name]


def test_what_is_not_words_is_small(site: Path) -> None:
    """Head, menu, contents and foot: everything outside the article."""
    for name in ("guide/representatives.html", "templates/ledger.html", "practice/representatives.html"):
        root = html.fromstring((site / name).read_bytes())
        article = root.find(".//article")
        assert article is not None
        article.drop_tree()
        assert len(html.tostring(root, encoding="utf-8")) <= 24_000, name


def test_no_file_of_the_theme_lies_about(site: Path) -> None:
    assert not list(site.rglob("*.map"))
    assert not (site / "assets" / "javascripts").exists()


@pytest.mark.parametrize(
    ("given", "lean_page"),
    [
        ("\n\n<p>a  b\n   c</p>\n\n  <p>d</p>", "<p>a  b\nc</p>\n<p>d</p>"),
        ("<pre>a\n\n  b</pre>\n\n<p>", "<pre>a\n\n  b</pre>\n<p>"),
        ("<textarea>a\n\n b</textarea>", "<textarea>a\n\n b</textarea>"),
        (
            "<script>a\n\n b</script>\n\n<style>\n\nx</style>",
            "<script>a\n\n b</script>\n<style>\n\nx</style>",
        ),
        (
            '<input class="md-toggle" id="__drawer" autocomplete="off">',
            '<input class="md-toggle" id="__drawer">',
        ),
    ],
)
def test_only_idle_white_space_goes(given: str, lean_page: str) -> None:
    assert lean.page(given) == lean_page
