"""Banks: the good one loads, every faulty one is refused with line and words; all faults at once."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from scripts.problems import ProblemsError
from scripts.quiz import load
from scripts.quiz.model import Case, Judgement, Multiple, Single

HERE = Path(__file__).parent
GOOD = (HERE / "sample.yml").read_text(encoding="utf-8")
FAULTS = YAML(typ="safe").load((HERE / "faults.yml").read_text(encoding="utf-8"))


def test_the_good_bank_loads() -> None:
    bank = load.load([HERE / "sample.yml"])["sample"]
    assert [type(item) for item in bank.items] == [Single, Multiple, Judgement, Case]
    assert [item.band for item in bank.items] == ["easy", "medium", "medium", "medium"]
    assert bank.items[3].marks == 10  # type: ignore[union-attr]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault["expect"])
def test_faults(fault: dict[str, str], tmp_path: Path) -> None:
    assert fault["find"] in GOOD
    path = tmp_path / "sample.yml"
    path.write_text(GOOD.replace(fault["find"], fault["replace"], 1), encoding="utf-8", newline="\n")
    with pytest.raises(ProblemsError) as caught:
        load.load([path])
    told = [(problem.line, problem.what + problem.cure) for problem in caught.value.problems]
    assert any(line == fault["line"] and fault["expect"] in words for line, words in told), told


def test_all_faults_at_once_and_across_files(tmp_path: Path) -> None:
    first, second = tmp_path / "sample.yml", tmp_path / "other.yml"
    first.write_text(GOOD.replace("key: c", "key: e").replace("level: recall", "level: x"), encoding="utf-8")
    second.write_text(GOOD.replace("type: case", "type: tale"), encoding="utf-8")
    with pytest.raises(ProblemsError) as caught:
        load.load([first, second])
    assert {problem.path.name for problem in caught.value.problems} == {"sample.yml", "other.yml"}
    assert len(caught.value.problems) >= 3


@pytest.mark.parametrize(
    ("content", "expect"),
    [
        (b"\xff\xfe\x00", "不是 UTF-8"),
        (b"- \x07", "YAML 读不出来"),
        (b"", "键: 值"),
        (b"- 1\n", "键: 值"),
    ],
)
def test_files_that_are_no_bank(content: bytes, expect: str, tmp_path: Path) -> None:
    path = tmp_path / "sample.yml"
    path.write_bytes(content)
    with pytest.raises(ProblemsError, match=expect):
        load.load([path])


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError, match="文件不存在"):
        load.load([tmp_path / "none.yml"])


def test_the_editors_schema_is_fresh() -> None:
    assert load.SCHEMA.read_text(encoding="utf-8") == load.schema(), "run: python3 -m scripts schema"


@pytest.mark.parametrize(
    ("find", "replace", "same"),
    [("每方至少3名", "每方不少于3名", True), ("zh: 3名", "zh: 4名", False), ("key: c", "key: d", False)],
)
def test_a_result_outlives_a_better_wording_alone(
    find: str, replace: str, same: bool, tmp_path: Path
) -> None:
    path = tmp_path / "sample.yml"
    assert find in GOOD
    path.write_text(GOOD.replace(find, replace, 1), encoding="utf-8")
    before, after = load.load([HERE / "sample.yml"])["sample"], load.load([path])["sample"]
    assert (before.items[0].hash == after.items[0].hash) is same
    assert before.items[1].hash == after.items[1].hash
