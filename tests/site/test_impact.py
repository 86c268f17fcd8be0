"""Impact: what rests on an article, and what a new text of a law touches."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from scripts.law.official import Text
from scripts.problems import ProblemsError
from scripts.site.impact import changed, command, on
from scripts.site.library import Library


def test_pages_forms_and_questions(library: Library) -> None:
    rests = on(library, library.register.by_id["collective-contract-provisions"])
    rooms = {rest.path.parent.name for rest in rests if rest.anchor == "art-19"}
    assert {"guide", "casebook", "templates", "practice"} <= rooms
    for rest in rests:
        lines = rest.path.read_text(encoding="utf-8").splitlines()
        assert 0 < rest.line <= len(lines)
        if rest.path.suffix == ".md":
            assert rest.words.split("\n")[0] in "\n".join(lines[rest.line - 1 : rest.line + 2])


def test_only_the_article_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert command(argparse.Namespace(law="labor-contract-law", article="51", changed=None)) == 0
    out = capsys.readouterr().out
    assert "docs/templates/offer-letter.md" in out
    assert "第五十一条" in out
    assert "第三十九条" not in out


def test_unknown_law_and_article() -> None:
    with pytest.raises(ProblemsError, match="登记表里没有 moon-law"):
        command(argparse.Namespace(law="moon-law", article=None, changed=None))
    with pytest.raises(ProblemsError, match="条号看不懂"):
        command(argparse.Namespace(law="labor-law", article="abc", changed=None))


def test_changed_articles() -> None:
    old = Text("法", "", {"art-1": ["甲。"], "art-2": ["乙，", "丙。"], "art-10": ["丁。"]})
    new = Text("法", "", {"art-1": ["甲。"], "art-2": ["乙，丙。"], "art-3": ["新。"], "art-10": ["戊。"]})
    assert changed(old, new) == ["art-3", "art-10"]


def test_two_texts_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text("劳动合同法\n第五十一条 旧。\n第五十二条 同。\n", encoding="utf-8")
    new.write_text("劳动合同法\n第五十一条 新。\n第五十二条 同。\n", encoding="utf-8")
    assert command(argparse.Namespace(law="labor-contract-law", article=None, changed=[old, new])) == 0
    out = capsys.readouterr().out
    assert "1 条有变化：第51条" in out
    assert "第五十一条" in out
