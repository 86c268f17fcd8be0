"""Nothing of the exam pool is published: not in the built site, and the scan would find it."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from docx import Document

from scripts.door import ROOT
from scripts.quiz import leak
from scripts.quiz.load import load
from tests.quiz.test_lint import SINGLE, _source

STEM = str(SINGLE["stem"]["zh"])
EXAM = [_source(SINGLE | {"id": "xsmp-001"}, pool="exam").bank]


def _document(words: str) -> bytes:
    made = Document()
    made.add_paragraph(words)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def _zip(name: str, data: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(name, data)
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page.html", f"<p>前面</p><li>{STEM[:12]}<b>{STEM[12:]}</b></li>".encode()),
        ("bank.js", ("window.x=" + json.dumps({"stem": STEM}, ensure_ascii=False)).encode()),
        ("search.json", json.dumps(["导言 " + STEM + " 后文"], ensure_ascii=False).encode()),
        ("form.docx", _document(STEM)),
        ("forms.zip", _zip("inner/form.docx", _document(STEM))),
        ("twin.html", f"<p>{STEM.replace('应当', '该')}</p>".encode()),
        ("id.html", b"<a href='#xsmp-001'>x</a>"),
    ],
)
def test_the_scan_finds_it(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert len(leak.check(tmp_path, EXAM)) == 1


def test_other_words_are_no_leak(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        "<p>按国家规定，协商会议由双方首席代表轮流主持。</p>", encoding="utf-8"
    )
    assert leak.check(tmp_path, EXAM) == []


@pytest.mark.slow
def test_the_built_site_gives_nothing_away(site: Path) -> None:
    exam = load(sorted((ROOT / "quizzes" / "exam").glob("*.yml")))
    assert sum(len(bank.items) for bank in exam.values()) >= 280
    problems = leak.check(site, exam.values())
    assert not problems, "\n".join(map(str, problems[:10]))
