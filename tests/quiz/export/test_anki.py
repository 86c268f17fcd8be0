"""The Anki package, imported by Anki itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from scripts.quiz.export.anki import FIELDS, anki, fixed_id
from scripts.quiz.export.booklet import Booklet, booklet
from scripts.quiz.model import Bank, Case, Judgement
from tests.quiz.export.conftest import nasty_booklets, shown

collection = pytest.importorskip("anki.collection")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Callable[[bytes], Any]]:
    """Imports a package into one collection; gives the log. `desk.notes()` are the notes by id."""
    opened = collection.Collection(str(tmp_path / "collection.anki2"))

    def take(package: bytes) -> Any:
        file = tmp_path / "deck.apkg"
        file.write_bytes(package)
        request = collection.ImportAnkiPackageRequest(
            package_path=str(file), options=collection.ImportAnkiPackageOptions()
        )
        return opened.import_anki_package(request).log

    take.opened = opened  # type: ignore[attr-defined]
    yield take
    opened.close()


def _notes(desk: Any) -> dict[str, Any]:
    notes = [desk.opened.get_note(number) for number in desk.opened.find_notes("")]
    return {note["Id"]: note for note in notes}


def _tells_the_items(made: Booklet, notes: dict[str, Any]) -> None:
    assert set(notes) == {question.id for question in made.questions}
    for question in made.questions:
        note, item = notes[question.id], question.item
        assert note.guid == item.id
        assert tuple(note.keys()) == FIELDS
        assert shown(note["Stem"]).startswith(question.stem)
        assert shown(note["Explanation"]) == question.explanation
        assert shown(note["Basis"]) == f"依据：{question.basis}"
        if isinstance(item, Case):
            assert all(point.zh in shown(note["Answer"]) for part in item.parts for point in part.points)
        elif isinstance(item, Judgement):
            assert note["Answer"] == ("正确" if item.key else "错误")
        else:
            assert note["Answer"] == "".join(sorted(item.keys)).upper()
            assert shown(note["Options"]).removeprefix("（多选）") == "".join(
                option.zh for option in item.options.values()
            )


def test_the_practice_pool(desk: Any, whole: Booklet) -> None:
    log = desk(anki(whole))
    assert (len(log.new), len(log.updated), len(log.duplicate)) == (len(list(whole.questions)), 0, 0)
    _tells_the_items(whole, _notes(desk))
    decks = {deck.name for deck in desk.opened.decks.all_names_and_ids()} - {"Default"}
    parent = "平等协商集体合同 练习题"
    assert decks == {parent, *(f"{parent}::{section.name}" for section in whole.sections)}
    assert len(desk.opened.find_cards("")) == len(list(whole.questions))


def test_an_edited_export_updates(desk: Any, bank: Bank) -> None:
    desk(anki(booklet([(bank, bank.items)], "zh", "practice")))
    again = desk(anki(booklet([(bank, bank.items)], "zh", "practice")))
    assert (len(again.new), len(again.updated)) == (0, 0)
    stem = bank.items[0].stem.model_copy(update={"zh": "改过的题干"})
    edited = bank.items[0].model_copy(update={"stem": stem, "reviewed": date(2027, 1, 1)})
    log = desk(anki(booklet([(bank, [edited, *bank.items[1:]])], "zh", "practice")))
    assert len(log.new) == 0
    assert len(log.updated) == len(bank.items)
    notes = _notes(desk)
    assert len(notes) == len(bank.items)
    assert notes["smp-001"]["Stem"] == "<p>改过的题干</p>"


def test_both_languages_side_by_side(desk: Any, sample: Callable[[str], Booklet]) -> None:
    desk(anki(sample("zh")))
    assert len(desk(anki(sample("en"))).new) == 4


def test_a_card(desk: Any, sample: Callable[[str], Booklet]) -> None:
    desk(anki(sample("zh")))
    card = _notes(desk)["smp-002"].cards()[0]
    assert "（多选）" in card.question()
    assert "任命厂长不在其中" not in card.question()
    assert 'class="answer">ABD<' in card.answer()
    assert "依据：《集体合同规定》第二十五条" in card.answer()


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(made=nasty_booklets())
def test_nasty_texts(made: Booklet, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("anki")
    opened = collection.Collection(str(folder / "collection.anki2"))
    try:
        (folder / "deck.apkg").write_bytes(anki(made))
        opened.import_anki_package(
            collection.ImportAnkiPackageRequest(
                package_path=str(folder / "deck.apkg"), options=collection.ImportAnkiPackageOptions()
            )
        )
        notes = [opened.get_note(number) for number in opened.find_notes("")]
        _tells_the_items(made, {note["Id"]: note for note in notes})
        assert not any(opened.media.files_in_str(note.mid, field) for note in notes for field in note.fields)
    finally:
        opened.close()


def test_ids_never_change() -> None:
    assert fixed_id("note type", "zh") == fixed_id("note type", "zh") != fixed_id("note type", "en")
    assert 2**30 <= fixed_id("deck", "practice") < 2**31
