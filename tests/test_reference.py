"""The glossary and the figures of the report: whole, unique, drawn from the sources, guarding the pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts import reference
from scripts.problems import ProblemsError
from scripts.reference import unknown_counts
from scripts.site.library import Library
from tests.conftest import SHARED


def test_all_terms_and_figures_are_there(library: Library) -> None:
    assert len(library.glossary.terms) == 138
    assert [figure.id for figure in library.figures] == [f"N{number}" for number in range(1, 37)]
    assert all(term.says.en for term in library.glossary.terms)


def test_every_figure_stands_in_the_report(library: Library) -> None:
    seed = SHARED / "seed" / "jiamusi-experience.txt"
    if not seed.is_file():
        pytest.skip("no ../shared/seed beside the project")
    text = re.sub(r"[，,]", "", re.sub(r"\s", "", seed.read_text(encoding="utf-8")))
    for figure in library.figures:
        for value in (value.zh for value in figure.values):
            for number in re.findall(r"\d+(?:\.\d+)?", value):
                assert number in text, (figure.id, value)


@pytest.mark.parametrize(
    ("file", "find", "replace", "expect"),
    [
        ("glossary.yml", "id: collective-contract\n", "id: collective-consultation\n", "定义了两次"),
        ("glossary.yml", "zh: 集体合同\n", "zh: 集体协商\n", "定义了两次"),
        ("glossary.yml", "        suggested: true", "        suggest: true", "不认识的项 suggest"),
        ("figures.yml", "id: N2\n", "id: N1\n", "N1 写了两次"),
        ("figures.yml", "group: spread", "group: sread", "不在可选值之内"),
    ],
)
def test_faults(file: str, find: str, replace: str, expect: str, tree: Path) -> None:
    path = tree / "docs" / "reference" / file
    text = path.read_text(encoding="utf-8")
    assert find in text
    path.write_text(text.replace(find, replace, 1), encoding="utf-8")
    load = reference.glossary if file == "glossary.yml" else reference.figures
    with pytest.raises(ProblemsError, match=expect):
        load(path)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全市864户企业，734户建立制度，占85%", []),
        ("全市846户企业", ["846"]),
        ("5800名工会干部取证，下发4238份通知", []),
        ("5008名工会干部取证，下发4328份通知", ["5008", "4328"]),
        ("每方各派77名", ["77"]),
        ("第42条、2002年没有计数词", []),
    ],
)
def test_counts_that_the_report_does_not_have(text: str, expected: list[str], library: Library) -> None:
    assert unknown_counts(text, library.figures) == expected
