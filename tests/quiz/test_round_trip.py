"""What `quiz export --to xlsx` writes, `quiz import` reads: the same questions under the same ids."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scripts.law.register import load as load_register
from scripts.pages import DOCS
from scripts.quiz.export.booklet import booklet
from scripts.quiz.export.sheets import workbook as exported
from scripts.quiz.importing import workbook
from scripts.quiz.importing.bankfile import written
from scripts.quiz.importing.draft import Setting, complete
from scripts.quiz.load import practice
from scripts.quiz.model import Bank, Item
from scripts.yamlfile import YamlFile

UNKEPT = {"written", "reviewed", "enemies", "waive"}
"""What the workbook has no column for, beside the English and a part's own domain."""


def kept(item: Item) -> Any:
    """What an item is, as far as the workbook tells it."""

    def chinese(data: Any) -> Any:
        if isinstance(data, dict):
            return {key: chinese(value) for key, value in data.items() if key not in ("en", "domain")}
        return [chinese(value) for value in data] if isinstance(data, list) else data

    return chinese(item.model_dump(mode="json", exclude=UNKEPT))


@pytest.mark.parametrize("name", sorted(practice())[::4])
def test_a_bank_comes_back_whole(name: str, tmp_path: Path) -> None:
    bank = practice()[name]
    path = tmp_path / "bank.xlsx"
    path.write_bytes(exported(booklet([(bank, bank.items)], "zh", "practice")))
    drafts, remarks = workbook.read(path, path.read_bytes())
    register = load_register(DOCS / "law" / "laws.yml")
    found = complete(drafts, Setting(bank.domain, date(2026, 11, 22), register, frozenset(), "imp"))
    assert not remarks
    assert not [remark for draft in drafts for remark in draft.remarks]
    text = written(f"{name}-imported", bank.domain, "题", found)
    again = YamlFile.parse(text, Path(f"{name}-imported.yml")).validate(Bank)
    assert [kept(item) for item in again.items] == [kept(item) for item in bank.items]
