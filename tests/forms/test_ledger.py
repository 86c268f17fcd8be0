"""The ledger and the calendar: recalculated by LibreOffice, the figures are those we count ourselves."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest

from scripts.forms.ledger import SAMPLE_DAY, SHEETS, workbooks
from tests.conftest import IN_CI

ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"""


def made(language: str) -> dict[str, bytes]:
    """Both workbooks, empty and with sample rows."""
    return {name: make() for name, make in workbooks(language).items()}


def test_same_bytes_and_sheets() -> None:
    for language in ("zh", "en"):
        assert made(language) == made(language)


@pytest.fixture(scope="module")
def calculated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The workbooks of both languages as LibreOffice calculates and saves them."""
    office = shutil.which("soffice")
    if office is None:
        (pytest.fail if IN_CI else pytest.skip)("no LibreOffice: install libreoffice-calc-nogui")
    folder = tmp_path_factory.mktemp("ledger")
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(ALWAYS, encoding="utf-8")
    for language in ("zh", "en"):
        for name, data in made(language).items():
            (folder / f"{language}-{name}").write_bytes(data)
    command = [
        office,
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(folder / "out"),
    ]
    subprocess.run(
        [*command, *map(str, sorted(folder.glob("*.xlsx")))], check=True, capture_output=True, timeout=240
    )
    return {
        path.stem: openpyxl.load_workbook(path, data_only=True) for path in (folder / "out").glob("*.xlsx")
    }


def _rows(sheet: Any) -> list[list[Any]]:
    return [
        [cell.value for cell in row] for row in sheet.iter_rows(min_row=3) if row[0].value not in (None, "")
    ]


def _summary(book: Any) -> list[Any]:
    return [row[1].value for row in book.worksheets[1].iter_rows(min_row=6, max_row=25)]


def _day(value: Any) -> date:
    return value.date()  # type: ignore[no-any-return]


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_sample_adds_up(calculated: dict[str, Any], language: str) -> None:
    book = calculated[f"{language}-ledger-sample"]
    units, contracts, checks, fixes, training = (_rows(book.worksheets[number]) for number in range(2, 7))
    yes = {"zh": "是", "en": "yes"}[language]
    ends = {}
    for row in contracts:
        start, months = _day(row[12]), row[13]
        year, month = divmod(start.month - 1 + months, 12)
        end = ends[row[0]] = date(start.year + year, month + 1, start.day) - timedelta(1)
        assert _day(row[14]) == end
        assert row[15] == (end - SAMPLE_DAY).days
        assert row[8] == (row[7] - row[6]).days
        assert (_day(row[10]) - _day(row[9])).days == 15
    followers = {row[5]: row for row in contracts if row[5]}
    objection, not_in_force = {"zh": ("有异议", "未生效"), "en": ("objection", "not in force")}[language]
    refused = [row for row in contracts if row[11] == objection]
    assert [row[17] for row in refused] == [not_in_force]
    live = [
        row
        for row in contracts
        if ends[row[0]] >= SAMPLE_DAY and row[0] not in followers and row not in refused
    ]
    soon = [row for row in live if (ends[row[0]] - SAMPLE_DAY).days <= 90]
    late = [row for row in contracts if ends[row[0]] < SAMPLE_DAY and row[0] not in followers]
    expired = [row for row in contracts if ends[row[0]].year == SAMPLE_DAY.year]
    ways = {"zh": ("重新签订", "续订"), "en": ("re-concluded", "renewed")}[language]
    again, renewed = (
        sum(1 for row in expired if row[0] in followers and followers[row[0]][4] == way) for way in ways
    )
    covered = [row for row in units if row[5] == yes]
    with_contract = [row for row in covered if row[0] in {contract[1] for contract in live}]
    held = [row for row in checks if row[5]]
    expected = [
        len(covered),
        len(with_contract),
        len(with_contract) / len(covered),
        sum(
            1
            for row in with_contract
            if row[7] == row[8] == yes and row[9] != {"zh": "否", "en": "no"}[language]
        ),
        len(expired),
        again,
        renewed,
        again / len(expired),
        renewed / len(expired),
        (again + renewed) / len(expired),
        len(soon),
        len(late),
        len(held),
        sum(1 for row in checks if not row[5] and _day(row[4]) < SAMPLE_DAY),
        sum(row[7] for row in held) / sum(row[6] for row in held),
        len(fixes),
        sum(1 for row in fixes if row[7] and row[8]),
        sum(1 for row in fixes if not (row[7] and row[8]) and _day(row[6]) < SAMPLE_DAY),
        len(training),
        sum(1 for row in training if row[6] >= row[7]),
    ]
    assert _summary(book) == pytest.approx(expected)
    assert again and renewed and late and soon


@pytest.mark.slow
def test_nothing_is_an_error(calculated: dict[str, Any]) -> None:
    assert len(calculated) == 8
    for name, book in calculated.items():
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    assert cell.data_type != "e", f"{name} {sheet.title} {cell.coordinate} {cell.value}"


@pytest.mark.slow
def test_an_empty_ledger_counts_nothing(calculated: dict[str, Any]) -> None:
    figures = [value for value in _summary(calculated["zh-ledger"]) if value not in (None, "")]
    assert set(figures) == {0}


@pytest.mark.slow
def test_the_calendar_marks_its_months(calculated: dict[str, Any]) -> None:
    book = calculated["zh-inspection-calendar-sample"]
    plan, view = book.worksheets[1], book.worksheets[2]
    for planned, shown in zip(_rows(plan), _rows(view), strict=True):
        first, every = planned[2], planned[3]
        marked = [month for month in range(1, 13) if shown[month + 1] == "●"]
        assert marked == list(range(first, 13, every))


def test_lists_and_colours_are_there() -> None:
    import io

    book = openpyxl.load_workbook(io.BytesIO(made("zh")["ledger.xlsx"]))
    for spec in SHEETS:
        sheet = book[spec.title.zh]
        helped = sum(
            1
            for column in spec.columns
            if column.choices or column.source or column.kind in ("date", "number")
        )
        assert len(sheet.data_validations.dataValidation) == helped
        assert len(sheet.conditional_formatting) >= bool(spec.rules)
