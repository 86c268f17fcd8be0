"""The verb quiz on a copy of the banks: skeletons that lint, ids used once over both pools."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import pytest

from scripts.door import ROOT
from scripts.problems import ProblemsError
from scripts.quiz import desk
from scripts.quiz.load import load


@pytest.fixture
def quizzes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = tmp_path / "quizzes"
    shutil.copytree(ROOT / "quizzes", copy)
    monkeypatch.setattr(desk, "QUIZZES", copy)
    monkeypatch.setattr(desk, "ROOT", tmp_path)
    return copy


@pytest.mark.parametrize("kind", ["single", "multiple", "judgement", "case"])
def test_a_skeleton_is_a_valid_item_with_a_free_id(quizzes: Path, kind: str) -> None:
    path = quizzes / "practice" / "representatives.yml"
    before = load([path])["representatives"].items
    options = argparse.Namespace(action="new", bank="representatives", pool="practice", type=[kind])
    assert desk.command(options) == 0
    after = load([path])["representatives"].items
    assert after[:-1] == before
    assert after[-1].type == kind
    assert after[-1].id not in {item.id for item in before}


def test_a_skeleton_for_no_bank(quizzes: Path) -> None:
    del quizzes
    with pytest.raises(ProblemsError, match="没有这个题库"):
        desk.command(argparse.Namespace(action="new", bank="nobody", pool="practice", type=["single"]))


def test_an_id_in_both_pools(quizzes: Path) -> None:
    path = quizzes / "exam" / "representatives.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("xrep-001", "rep-001"), encoding="utf-8")
    with pytest.raises(ProblemsError, match="题号 rep-001 已用于"):
        desk.sources(quizzes)
