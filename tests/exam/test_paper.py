"""The whole batch: PDFs that hold what the manifest says, the same bytes each time, and faults told."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from scripts.door import ROOT
from scripts.exam import blueprint as blueprints
from scripts.exam import typeset
from scripts.exam.assemble import choose, version
from scripts.exam.paper import command, make
from scripts.problems import ProblemsError
from scripts.quiz.load import practice
from scripts.quiz.model import Judgement

SAMPLE = ROOT / "quizzes" / "papers" / "sample.yml"


def _text(pdf: bytes) -> list[str]:
    document = pdfium.PdfDocument(pdf)
    try:
        pages = []
        for page in document:
            textpage = page.get_textpage()
            pages.append(textpage.get_text_range())
            textpage.close()
            page.close()
        return pages
    finally:
        document.close()


@pytest.fixture(scope="module")
def batch() -> dict[str, bytes]:
    return make(SAMPLE, 2, 2026)


def test_files(batch: dict[str, bytes]) -> None:
    assert sorted(batch) == [
        "manifest.json",
        "sample-A-key.pdf",
        "sample-A.pdf",
        "sample-B-key.pdf",
        "sample-B.pdf",
    ]


def test_keys_recomputed_from_the_scramble_map(batch: dict[str, bytes]) -> None:
    """Independent of the assembly: bank and manifest alone give the key that is printed."""
    manifest = json.loads(batch["manifest.json"])
    items = {item.id: item for bank in practice().values() for item in bank.items}
    checked = 0
    for made in manifest["versions"]:
        printed = "".join("".join(_text(batch[f"sample-{made['version']}-key.pdf"])).split())
        for entry in made["items"]:
            item = items[entry["id"]]
            if item.type in ("single", "multiple"):
                right = {item.key} if item.type == "single" else set(item.key)
                letters = [chr(65 + n) for n, original in enumerate(entry["options"]) if original in right]
                assert entry["key"].upper() == "".join(letters)
                assert f"{entry['number']}.答案：{''.join(letters)}。" in printed
            elif isinstance(item, Judgement):
                assert entry["key"] == str(item.key).lower()
            checked += 1
    assert checked == 72


def test_every_page_of_a_paper_names_its_code_and_number(batch: dict[str, bytes]) -> None:
    manifest = json.loads(batch["manifest.json"])
    for made in manifest["versions"]:
        pages = _text(batch[f"sample-{made['version']}.pdf"])
        for number, page in enumerate(pages, 1):
            bare = page.replace(" ", "")
            assert made["code"] in bare
            assert f"第{number}页" in bare
            assert f"共{len(pages)}页" in bare


def test_the_sealed_strip_and_score_table(batch: dict[str, bytes]) -> None:
    first = _text(batch["sample-A.pdf"])[0]
    for word in ("密封线内不要答题", "单位", "姓名", "准考证号", "题号", "得分", "评卷人", "复核人", "总分"):
        assert word in first


def test_no_answer_is_printed_in_a_paper(batch: dict[str, bytes]) -> None:
    whole = "".join(_text(batch["sample-A.pdf"]))
    assert "答案" not in whole
    assert not any(item.explanation.zh[:16] in whole for bank in practice().values() for item in bank.items)


@pytest.mark.parametrize("hash_seed", ["0", "4242"])
def test_same_input_same_bytes_in_another_process(
    hash_seed: str, batch: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "batch"
    arguments = ["paper", str(SAMPLE), "--versions", "2", "--seed", "2026", "--out", str(out)]
    environment = os.environ | {"PYTHONHASHSEED": hash_seed}
    code = f"import sys; from scripts.door import parser, call; sys.exit(call('scripts.exam.paper:command', parser().parse_args({arguments!r})))"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, check=True, capture_output=True)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == batch


def _options(out: Path, blueprint: Path = SAMPLE, versions: int = 1) -> argparse.Namespace:
    return argparse.Namespace(blueprint=blueprint, versions=versions, seed=1, out=out)


def test_a_second_batch_replaces_the_first_whole(tmp_path: Path) -> None:
    out = tmp_path / "batch"
    assert command(_options(out, versions=2)) == 0
    assert command(_options(out)) == 0
    assert sorted(path.name for path in out.iterdir()) == [
        "manifest.json",
        "sample-A-key.pdf",
        "sample-A.pdf",
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["batch"]


@pytest.mark.parametrize(
    ("find", "replace", "expect"),
    [
        ("count: 20\n    marks: 2", "count: 40\n    marks: 1", "single 要 40 题，题库只有 26 题，缺 14 题"),
        ("total: 100", "total: 90", "各大题合计 100 分，与 total 90 不等"),
        ("banks: [representatives]", "banks: [nobody]", "没有题库 nobody"),
        ("minutes: 60", "minutes: soon", "minutes"),
        ("pass_mark: 60", "pass_mark: 160", "合格线 160 高于满分"),
        ("paper: sample", "paper: sample\ncolour: red", "不认识的项 colour"),
    ],
)
def test_faulty_blueprints(find: str, replace: str, expect: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.yml"
    path.write_text(SAMPLE.read_text(encoding="utf-8").replace(find, replace, 1), encoding="utf-8")
    out = tmp_path / "batch"
    with pytest.raises(ProblemsError, match=expect):
        command(_options(out, path))
    assert not out.exists()


def test_a_failed_batch_leaves_the_earlier_one(tmp_path: Path) -> None:
    out = tmp_path / "batch"
    command(_options(out))
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    with pytest.raises(ProblemsError, match="versions"):
        command(_options(out, versions=27))
    with pytest.raises(ProblemsError, match="文件不存在"):
        command(_options(out, tmp_path / "none.yml"))
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_strangers_files_are_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep", encoding="utf-8")
    with pytest.raises(ProblemsError, match="别的文件"):
        command(_options(tmp_path))
    with pytest.raises(ProblemsError, match="盖掉源文件"):
        command(_options(ROOT / "docs" / "out"))
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ProblemsError, match="不能写入"):
        command(_options(tmp_path / "file" / "out"))
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "keep"


def test_missing_glyphs_are_named() -> None:
    plan, banks = blueprints.load(SAMPLE)
    chosen = choose(plan, banks, 1)
    rare = plan.model_copy(update={"title": plan.title.model_copy(update={"zh": "考𰻝试"})})
    with pytest.raises(ProblemsError, match="𰻝（U\\+30EDD）"):
        typeset.paper(rare, version(rare, banks, chosen, 1, 0))


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (["3人", "5人", "7人", "9人"], 4),
        (["由工会选派", "由厂长指派", "由职代会选举", "由上级任命"], 4),
        (["由本单位工会主席担任", "由法定代表人指派", "由职工投票选出", "由上级工会派出"], 2),
        (["长" * 21, "短", "短", "短"], 1),
    ],
)
def test_option_columns(options: list[str], count: int) -> None:
    assert typeset.columns(options) == count


def test_markup_in_text_is_printed_as_it_stands() -> None:
    plan, banks = blueprints.load(SAMPLE)
    chosen = choose(plan, banks, 1)
    odd = '#panic("x") $a^2$ *粗* <b> \\ `c` @d'
    item = chosen[0][0]
    chosen[0][0] = item.model_copy(update={"stem": item.stem.model_copy(update={"zh": odd})})
    whole = "".join(_text(typeset.paper(plan, version(plan, banks, chosen, 1, 0))))
    assert odd.replace(" ", "") in whole.replace(" ", "").replace("\r", "").replace("\n", "")
