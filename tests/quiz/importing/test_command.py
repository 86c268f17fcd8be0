"""quiz import and quiz template from the door: files written whole or not at all, and flagged until mended."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scripts import door
from scripts.door import ROOT
from scripts.problems import ProblemsError
from scripts.quiz import desk
from scripts.quiz.lint import Source, lint
from scripts.quiz.load import lines, load
from tests.quiz.importing.files import docx, xlsx

ROWS = [
    ["题干", "题型", "选项A", "选项B", "选项C", "答案", "解析"],
    [
        "按国家规定，几人？",
        "单选题",
        "一",
        "二",
        "三",
        "B",
        "见《集体合同规定》第十九条第二款，至少三人，不分单位大小。",
    ],
    ["按国家规定，好的。", "判断题", "", "", "", "对", ""],
    ["按国家规定，几天？", "单选题", "一", "二", "三", "D", ""],
]


@pytest.fixture
def quizzes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Small pools of our own: importing looks at all banks."""
    copy = tmp_path / "quizzes"
    for pool in ("practice", "exam"):
        (copy / pool).mkdir(parents=True)
    shutil.copy(ROOT / "quizzes" / "practice" / "representatives.yml", copy / "practice")
    monkeypatch.setattr(desk, "QUIZZES", copy)
    return copy


def _run(*words: object) -> int:
    return desk.command(door.parser().parse_args(["quiz", *map(str, words)]))


def _file(tmp_path: Path) -> Path:
    path = tmp_path / "题目.xlsx"
    path.write_bytes(xlsx(ROWS))
    return path


def test_a_bank_and_its_report(quizzes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert (
        _run("import", _file(tmp_path), "--bank", "mine", "--domain", "D3", "--prefix", "rep", "--out", out)
        == 0
    )
    bank = load([out / "mine-imported.yml"])["mine-imported"]
    used = [item.id for item in load([quizzes / "practice" / "representatives.yml"])["representatives"].items]
    assert bank.domain == "D3"
    assert [item.id for item in bank.items] == [f"rep-{int(max(used)[-3:]) + number:03}" for number in (1, 2)]
    assert bank.items[0].law == ["《集体合同规定》第十九条第二款"]
    told = (out / "mine-imported.report.txt").read_text(encoding="utf-8")
    assert told in capsys.readouterr().out
    assert "读入 2 题（单选题 1，多选题 0，判断题 1，案例题 0），读不出 1 处" in told
    assert "读不出 工作表“Sheet”第4行：答案 D 不是这道题的选项（按国家规定，几天？……）" in told
    assert "   *B 二" in told
    assert sorted(path.name for path in out.iterdir()) == ["mine-imported.report.txt", "mine-imported.yml"]


def test_the_written_bank_stays_flagged(quizzes: Path, tmp_path: Path) -> None:
    path = quizzes / "practice" / "mine-imported.yml"
    assert _run("import", _file(tmp_path), "--bank", "mine", "--domain", "D3", "--out", path.parent) == 0
    bank = load([path])["mine-imported"]
    told = [problem.what[:11] for problem in lint([Source(path, "practice", bank, lines(path))])]
    assert "Q15 imp-002" in told and "Q11 imp-002" in told
    assert "Q15 imp-001" not in told
    assert len(desk.sources(quizzes)) == 2


def test_nothing_is_overwritten(quizzes: Path, tmp_path: Path) -> None:
    del quizzes
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine-imported.report.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ProblemsError, match="文件已经存在"):
        _run("import", _file(tmp_path), "--bank", "mine", "--domain", "D3", "--out", out)
    assert [path.name for path in out.iterdir()] == ["mine-imported.report.txt"]


def test_a_preview_writes_nothing(quizzes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    del quizzes
    path = tmp_path / "x.docx"
    path.write_bytes(docx("1. 好的。（√）"))
    before = sorted(tmp_path.rglob("*"))
    assert (
        _run("import", path, "--bank", "mine", "--domain", "D3", "--preview", "--out", tmp_path / "out") == 0
    )
    assert sorted(tmp_path.rglob("*")) == before
    assert "imp-001 判断题 第1段" in capsys.readouterr().out


def test_nothing_read_is_an_error_with_every_reason(quizzes: Path, tmp_path: Path) -> None:
    del quizzes
    path = tmp_path / "x.xlsx"
    path.write_bytes(xlsx([ROWS[0], ROWS[3], ROWS[3]]))
    with pytest.raises(ProblemsError) as caught:
        _run("import", path, "--bank", "mine", "--domain", "D3", "--out", tmp_path / "out")
    assert len(caught.value.problems) == 3
    assert not (tmp_path / "out").exists()


def test_everything_wrong_with_a_call_at_once(tmp_path: Path) -> None:
    del tmp_path
    with pytest.raises(ProblemsError) as caught:
        _run("import", "--bank", "Mine!", "--domain", "D3", "D4", "--prefix", "x1")
    assert len(caught.value.problems) == 5


@pytest.mark.parametrize("folder", ["docs", "site", "quizzes/practice"])
def test_exam_items_stay_out_of_what_is_published(tmp_path: Path, folder: str) -> None:
    with pytest.raises(ProblemsError, match="考试题不能写进会发布的文件夹"):
        _run(
            "import",
            _file(tmp_path),
            "--bank",
            "a",
            "--domain",
            "D3",
            "--pool",
            "exam",
            "--out",
            ROOT / folder,
        )


@pytest.mark.parametrize("kind", ["questions", "candidates"])
def test_templates(tmp_path: Path, kind: str) -> None:
    out = tmp_path / "new" / "x.xlsx"
    assert _run("template", "--out", out, "--kind", kind) == 0
    assert out.stat().st_size > 5000
    with pytest.raises(ProblemsError, match="文件已经存在"):
        _run("template", "--out", out, "--kind", kind)
    with pytest.raises(ProblemsError, match=r"没有给出新的 \.xlsx"):
        _run("template", "--out", tmp_path / "x.txt")
