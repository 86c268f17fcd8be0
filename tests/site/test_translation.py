"""The state of the English edition: fingerprints, staleness, the stamp."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.site import translation
from scripts.problems import ProblemsError
from scripts.site.library import Library, read

PAGE = "guide/meeting.md"


def _library(tree: Path) -> Library:
    return read(tree / "docs", tree / "quizzes" / "practice")


def test_the_edition_is_complete(library: Library) -> None:
    assert [row for row in translation.rows(library) if row.state == "missing"] == []


def test_a_changed_chinese_page_makes_its_english_stale_until_it_is_stamped(tree: Path) -> None:
    source, english = tree / "docs" / PAGE, tree / "docs" / "en" / PAGE
    source.write_text(source.read_text(encoding="utf-8") + "\n新的一句。\n", encoding="utf-8", newline="\n")
    before = english.read_text(encoding="utf-8")
    library = _library(tree)
    assert PAGE in [row.rel for row in translation.rows(library) if row.state == "stale"]
    translation.stamp(library, [english])
    after = english.read_text(encoding="utf-8")
    assert [row.state for row in translation.rows(_library(tree)) if row.rel == PAGE] == ["present"]
    assert len(after) == len(before), "one line is replaced, nothing else"


def test_a_review_without_a_change_is_no_change(tree: Path) -> None:
    source = tree / "docs" / PAGE
    text = source.read_text(encoding="utf-8")
    assert "reviewed_on: 2026-11-22" in text
    source.write_text(
        text.replace("reviewed_on: 2026-11-22", "reviewed_on: 2027-11-22"), encoding="utf-8", newline="\n"
    )
    assert next(row for row in translation.rows(_library(tree)) if row.rel == PAGE).state == "present"


def test_a_missing_page_is_told(tree: Path) -> None:
    (tree / "docs" / "en" / PAGE).unlink()
    assert [row.rel for row in translation.rows(_library(tree)) if row.state == "missing"] == [PAGE]


def test_only_english_pages_are_stamped(tree: Path) -> None:
    before, english = (tree / "docs" / PAGE).read_bytes(), tree / "docs" / "en" / PAGE
    english.write_text(english.read_text(encoding="utf-8").replace("source_hash: ", "source_hash: 000000000000 #"), encoding="utf-8", newline="\n")
    behind = english.read_bytes()
    with pytest.raises(ProblemsError) as caught:
        translation.stamp(_library(tree), [english, tree / "docs" / PAGE, tree / "docs" / "en" / "nothing.md"])
    assert english.read_bytes() == behind, "nothing is written where one is refused"
    assert len(caught.value.problems) == 2
    assert (tree / "docs" / PAGE).read_bytes() == before
