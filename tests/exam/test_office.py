"""The papers about the papers: one page to sign, figures that agree with the forms, no keys."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from scripts.door import ROOT
from scripts.exam import office
from scripts.exam.assemble import mean_difficulty
from scripts.exam.blueprint import LEVELS
from scripts.exam.candidates import Copy, Person
from scripts.exam.paper import Order, plan
from tests.exam.test_paper import words


@pytest.fixture(scope="module")
def batch() -> office.Batch:
    """Plan A in three forms, from the exam pool."""
    return plan(
        Order(ROOT / "quizzes/papers/a.yml", forms=3, versions=2, seed=3, edition="2026-11"), frozenset()
    )


def test_plan_a_is_met_cell_by_cell_in_every_form(batch: office.Batch) -> None:
    """Against the blueprint's own text, counted apart from the assembly and from `table`."""
    wanted = {
        (domain, level): marks
        for domain, row in batch.blueprint.table.items()
        for level, marks in row.items()
    }
    for form in batch.forms:
        found: Counter[tuple[str, str]] = Counter()
        for section, items in zip(batch.blueprint.sections, form, strict=True):
            for one in items:
                if one.type == "case":
                    for part in one.parts:
                        home = part.domain or batch.domains[one.id]
                        found[home, one.level] += sum(point.marks for point in part.points)
                else:
                    found[batch.domains[one.id], one.level] += section.marks
        assert found == wanted
    assert office.table(batch, 0)[-1] == [
        "合计",
        "40",
        "10",
        "10",
        "2",
        "1",
        "29",
        "24",
        "17",
        "20",
        "10",
        "100",
    ]


def test_the_report_is_one_page_and_says_what_is_so(batch: office.Batch) -> None:
    (page,) = words(office.report(batch))
    assert "命题质量报告" in page
    for form in batch.forms:
        assert f"{mean_difficulty(batch.blueprint, form):.3f}" in page
    ids = [{one.id for items in form for one in items} for form in batch.forms]
    assert f"AB：{len(ids[0] & ids[1])}题" in page
    assert all(f"{name}：" in page for name in ("命题人", "审题人", "复核人", "批准人"))


def test_the_workbook_agrees_with_the_forms_and_holds_no_keys(batch: office.Batch) -> None:
    data = office.workbook(batch)
    assert data == office.workbook(batch)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == [f"{form}卷{kind}" for form in "ABC" for kind in ("细目表", "题目")]
    rows = list(book["B卷题目"].iter_rows(values_only=True))
    assert [row[1] for row in rows[1:]] == [one.id for items in batch.forms[1] for one in items]
    assert {row[3] for row in rows[1:]} <= set(LEVELS.values())
    assert not any("答案" in str(cell) for row in rows for cell in row)
    total = list(book["A卷细目表"].iter_rows(values_only=True))[-1]
    assert total[-1] == 100


@pytest.mark.parametrize(("candidates", "copies"), [(0, 1), (1, 1), (40, 2), (200, 10), (5800, 290)])
def test_five_in_a_hundred_are_spare(candidates: int, copies: int) -> None:
    assert office.spare(candidates) == copies


def test_lists_hold_everybody(batch: office.Batch) -> None:
    people = [Person(f"甲{at}", "示例公司", f"{at:04}", "一" if at < 31 else "二", at) for at in range(1, 61)]
    copies = [Copy(at % 6, f"X-{at}", person) for at, person in enumerate(people)]
    seating = words(office.seating("考试", copies, batch.versions, None))
    assert len(seating) == 2
    assert all(person.number in "".join(seating) for person in people)
    labels = words(office.labels("考试", copies, None))
    assert len(labels) == 3
    assert [len(page) > 0 for page in labels] == [True] * 3
    assert "60" in labels[2]


def test_the_print_log_has_lines_to_sign() -> None:
    pages = words(office.print_log("考试", "2026-11", [("papers/a-A.pdf", 8, 210, "ab" * 32)]))
    assert len(pages) == 1
    for text in ("papers/a-A.pdf", "210", "abab", "命题", "审题", "印制", "密封", "启封"):
        assert text in pages[0]


def test_no_usage_file_is_touched_by_planning(batch: office.Batch) -> None:
    assert batch.edition == "2026-11"
    assert "2026-11" not in (
        Path(ROOT / "quizzes/usage.yml").read_text("utf-8") if (ROOT / "quizzes/usage.yml").is_file() else ""
    )
