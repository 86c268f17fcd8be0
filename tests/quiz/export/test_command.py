"""`quiz export` as it is called: filters, refusals, the exam pool, and the same bytes each time."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts import door
from scripts.door import ROOT
from scripts.problems import ProblemsError
from scripts.quiz import desk
from scripts.quiz.export.booklet import Booklet, booklet
from scripts.quiz.export.command import FORMATS
from scripts.quiz.load import load
from tests.quiz.export.conftest import SAMPLE


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Runs `quiz export …` on the sample bank as practice and exam pool; gives the file."""
    for pool, id_ in (("practice", "smp"), ("exam", "xsmp")):
        folder = tmp_path / "quizzes" / pool
        folder.mkdir(parents=True)
        text = SAMPLE.read_text(encoding="utf-8").replace("id: smp-", f"id: {id_}-")
        (folder / "sample.yml").write_text(text, encoding="utf-8", newline="\n")
    monkeypatch.setattr(desk, "QUIZZES", tmp_path / "quizzes")

    def call(*words: str, out: Path = tmp_path / "out.csv") -> Path:
        options = door.parser().parse_args(["quiz", "export", "--to", "csv", "--out", str(out), *words])
        assert desk.command(options) == 0
        return out

    return call


def _ids(file: Path) -> list[str]:
    return [
        line.split(",")[0]
        for line in file.read_text(encoding="utf-8-sig").splitlines()
        if "smp-" in line.split(",")[0]
    ]


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        ("", "001 002 003 004"),
        ("--bank sample", "001 002 003 004"),
        ("--domain D3 D4", "001 002 003 004"),
        ("--type single case", "001 004"),
        ("--level recall", "001 003"),
        ("--scope jiamusi", "003"),
        ("--tag 人数 职责", "001 002"),
        ("--level recall --scope national", "001"),
    ],
)
def test_filters(run: Callable[..., Path], filters: str, ids: str) -> None:
    assert _ids(run(*filters.split())) == [f"smp-{number}" for number in ids.split()]


@pytest.mark.parametrize(
    ("words", "expect"),
    [
        ("--domain D9", "没有一道题符合"),
        ("--bank nobody", "没有题库 nobody.*sample"),
        ("--to xlsx --language en", "只有中文"),
        ("--to anki", "要以 .apkg 结尾"),
    ],
)
def test_refusals(run: Callable[..., Path], tmp_path: Path, words: str, expect: str) -> None:
    with pytest.raises(ProblemsError, match=expect):
        run(*words.split())
    assert [file.name for file in tmp_path.iterdir()] == ["quizzes"]


def test_format_and_file_are_asked_for() -> None:
    with pytest.raises(ProblemsError) as caught:
        desk.command(door.parser().parse_args(["quiz", "export"]))
    assert {problem.english for problem in caught.value.problems} == {"no --to", "no --out"}


def test_nothing_is_written_over(run: Callable[..., Path]) -> None:
    file = run()
    before = file.read_bytes()
    with pytest.raises(ProblemsError, match="已经存在"):
        run("--type", "single")
    assert file.read_bytes() == before


def test_a_folder_that_is_not_there(run: Callable[..., Path], tmp_path: Path) -> None:
    with pytest.raises(ProblemsError, match="不能写入"):
        run(out=tmp_path / "none" / "out.csv")


def test_unfinished_english_is_refused_all_at_once(run: Callable[..., Path], tmp_path: Path) -> None:
    assert _ids(run("--language", "en"))
    bank = tmp_path / "quizzes" / "practice" / "sample.yml"
    text = bank.read_text(encoding="utf-8").replace(", en: Five", "").replace(", en: Mend it.", "")
    bank.write_text(text, encoding="utf-8", newline="\n")
    with pytest.raises(ProblemsError) as caught:
        run("--language", "en", out=tmp_path / "second.csv")
    told = [(problem.line, problem.what) for problem in caught.value.problems]
    assert told == [(5, "smp-001 的英文不全"), (49, "smp-004 的英文不全")]


def test_the_exam_pool_warns(run: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert _ids(run("--pool", "exam"))[0] == "xsmp-001"
    assert "警告：文件里是正式试题和答案" in capsys.readouterr().err


@pytest.mark.parametrize("folder", ["docs", "docs/practice", "site"])
def test_the_exam_pool_stays_out_of_published_folders(run: Callable[..., Path], folder: str) -> None:
    target = ROOT / folder / "leak.csv"
    with pytest.raises(ProblemsError, match="考试题不能写进公开的文件夹"):
        run("--pool", "exam", out=target)
    with pytest.raises(ProblemsError, match="考试题不能写进公开的文件夹"):
        run("--pool", "exam", out=ROOT / "out" / ".." / folder / "leak.csv")
    assert not target.exists()


def test_the_door_knows_every_format() -> None:
    for name in FORMATS:
        assert door.parser().parse_args(["quiz", "export", "--to", name]).to == name


def test_formats_give_the_same_bytes_in_every_process(sample: Callable[[str], Booklet]) -> None:
    here = {name: hashlib.sha256(write(sample("zh"))).hexdigest() for name, (_, write) in FORMATS.items()}
    code = (
        "import hashlib, sys; from pathlib import Path\n"
        "from scripts.quiz.export.booklet import booklet\n"
        "from scripts.quiz.export.command import FORMATS\n"
        "from scripts.quiz.load import load\n"
        "bank = load([Path(sys.argv[1])])['sample']\n"
        "made = booklet([(bank, bank.items)], 'zh', 'practice', '2026-11')\n"
        "for name, (_, write) in FORMATS.items(): print(name, hashlib.sha256(write(made)).hexdigest())\n"
    )
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code, str(SAMPLE)],
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": "Asia/Shanghai"},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        assert dict(line.split() for line in done.stdout.splitlines()) == here


def test_an_edition_is_named_after_the_newest_item(sample: Callable[[str], Booklet]) -> None:
    bank = load([SAMPLE])["sample"]
    assert booklet([(bank, bank.items)], "zh", "practice").edition == "2026-11"
    assert sample("zh").title == "平等协商集体合同 练习题 2026-11"
