"""The whole batch: what lies in the folder, keys that follow the scramble, the same bytes, faults told."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2 as pdfium
import pytest
import pyzipper
from docx import Document

from scripts.door import ROOT, call, parser
from scripts.exam import blueprint as blueprints
from scripts.exam import typeset, usage
from scripts.exam.candidates import blank
from scripts.exam.paper import Order, fill, plan
from scripts.exam.scramble import Version, versions
from scripts.exam.typeset import columns
from scripts.problems import ProblemsError
from scripts.quiz.load import practice
from scripts.quiz.model import Bank, Item, Judgement
from tests.exam.banks import bank, blueprint, item

SAMPLE = ROOT / "quizzes" / "papers" / "sample.yml"


def words(pdf: bytes) -> list[str]:
    """The text of every page, spaces and line ends taken out."""
    document = pdfium.PdfDocument(pdf)
    try:
        pages = []
        for page in document:
            textpage = page.get_textpage()
            pages.append("".join(textpage.get_text_range().split()))
            textpage.close()
            page.close()
        return pages
    finally:
        document.close()


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two forms of two versions for three candidates, A4 and A3."""
    folder = tmp_path_factory.mktemp("batch")
    people = openpyxl.Workbook()
    for row in (["姓名", "单位"], ["王䶮", "示例甲公司"], ["李秀", "示例乙公司"], ["张堃", "示例丙公司"]):
        people.active.append(row)
    people.save(folder / "people.xlsx")
    path = folder / "plan.yml"
    text = SAMPLE.read_text(encoding="utf-8").replace("count: 20\n    marks: 2", "count: 10\n    marks: 4")
    path.write_text(text.replace("paper: sample", "paper: sample\noverlap: 1"), encoding="utf-8")
    order = Order(path, forms=2, versions=2, seed=2026, a3=True, candidates=folder / "people.xlsx")
    out = folder / "out"
    out.mkdir()
    fill(out, order, plan(order, frozenset()))
    return out


def test_files(batch: Path) -> None:
    found = {path.relative_to(batch).as_posix() for path in batch.rglob("*") if path.is_file()}
    forms = {f"papers/sample-{form}{kind}.pdf" for form in "AB" for kind in ("", "-a3", "-sheet")}
    word = {f"papers/word/sample-{form}{n}.docx" for form in "AB" for n in (1, 2)}
    keys = {f"keys/sample-{form}-key.pdf" for form in "AB"} | {
        f"keys/word/sample-{form}{n}-key.docx" for form in "AB" for n in (1, 2)
    }
    desk = {
        f"desk/{name}"
        for name in (
            "quality-report.pdf",
            "blueprint.xlsx",
            "print-log.pdf",
            "seating.pdf",
            "labels.pdf",
            "sheet.json",
        )
    }
    people = {"papers/candidates/00001-00003.pdf", "papers/candidates/00001-00003-sheet.pdf"}
    assert found == forms | word | keys | desk | people | {"keys/scramble.json", "batch.json"}
    listing = json.loads((batch / "batch.json").read_text(encoding="utf-8"))
    for entry in listing["files"]:
        assert entry["sha256"] == hashlib.sha256((batch / entry["file"]).read_bytes()).hexdigest()


def test_keys_recomputed_from_the_scramble_map(batch: Path) -> None:
    """Independent of the assembly: bank and map alone give the key that PDF and Word print."""
    scramble = json.loads((batch / "keys" / "scramble.json").read_text(encoding="utf-8"))
    items = {one.id: one for some in practice().values() for one in some.items}
    printed = {form: "".join(words((batch / f"keys/sample-{form}-key.pdf").read_bytes())) for form in "AB"}
    checked = 0
    for made in scramble["versions"]:
        assert f"卷码{made['code']}" in printed[made["version"][0]]
        whole = (
            printed[made["version"][0]]
            .split(f"卷码{made['code']}")[1]
            .split("卷码")[0]
            .split("解析与评分细则")[0]
        )
        document = Document(batch / "keys" / "word" / f"sample-{made['version']}-key.docx")
        word = "".join("".join(paragraph.text.split()) for paragraph in document.paragraphs)
        for entry in made["items"]:
            one = items[entry["id"]]
            if one.type in ("single", "multiple"):
                right = {one.key} if one.type == "single" else set(one.key)
                answer = "".join(
                    chr(65 + n) for n, original in enumerate(entry["options"]) if original in right
                )
                assert entry["key"].upper() == answer
            elif isinstance(one, Judgement):
                answer = "√" if one.key else "×"
                assert entry["key"] == str(one.key).lower()
            else:
                continue
            assert f"{entry['number']}{answer}" in whole
            assert f"{entry['number']}.答案：{answer}。" in word
            checked += 1
    assert checked == 4 * 25


def test_every_page_names_its_code_and_number(batch: Path) -> None:
    scramble = json.loads((batch / "keys" / "scramble.json").read_text(encoding="utf-8"))
    for form in "AB":
        codes = [made["code"] for made in scramble["versions"] if made["version"][0] == form]
        for kind, step in (("", 1), ("-a3", 2)):
            pages = words((batch / f"papers/sample-{form}{kind}.pdf").read_bytes())
            starts = [at for at, page in enumerate(pages) if "注意事项" in page]
            assert all(at % 2 == 0 for at in starts)  # a paper begins on a front side
            for code, start, end in zip(codes, starts, [*starts[1:], len(pages)], strict=True):
                mine = [page for page in pages[start:end] if page]
                for number, page in enumerate(mine, 1):
                    assert code in page
                    assert f"第{number * step}页共{len(mine) * step}页" in page
                    assert ("密封线内不要答题" in page) == (number % 2 == 1)


def test_a_candidates_paper_is_the_version_with_the_candidates_name(batch: Path) -> None:
    scramble = json.loads((batch / "keys" / "scramble.json").read_text(encoding="utf-8"))
    assert len({one["code"] for one in scramble["candidates"]}) == 3
    pages = words((batch / "papers/candidates/00001-00003.pdf").read_bytes())
    starts = [at for at, page in enumerate(pages) if "注意事项" in page]
    for one, start, end, name in zip(
        scramble["candidates"], starts, [*starts[1:], len(pages)], ("王䶮", "李秀", "张堃"), strict=True
    ):
        form, number = one["version"][0], int(one["version"][1])
        nameless = words((batch / f"papers/sample-{form}.pdf").read_bytes())
        first = [at for at, page in enumerate(nameless) if "注意事项" in page][number - 1]
        old = next(made["code"] for made in scramble["versions"] if made["version"] == one["version"])
        mine = [page for page in pages[start:end] if page]
        for at, page in enumerate(mine):
            assert one["code"] in page
            assert (name in page and one["number"] in page) == (at % 2 == 0)
            questions = nameless[first + at].replace(old, "")
            body = questions.split("密封线内不要答题")[-1] if at % 2 == 0 else questions
            assert body[:60] in page
    seating = "".join(words((batch / "desk/seating.pdf").read_bytes()))
    assert all(one["code"] in seating for one in scramble["candidates"])


def test_what_goes_to_the_print_shop_holds_no_answer(batch: Path) -> None:
    explanations = [one.explanation.zh[:16] for some in practice().values() for one in some.items]
    for path in (batch / "papers").rglob("*"):
        if path.suffix == ".pdf":
            whole = "".join(words(path.read_bytes()))
        elif path.suffix == ".docx":
            whole = "".join(paragraph.text for paragraph in Document(path).paragraphs)
        else:
            continue
        assert "答案" not in whole
        assert not any(text in whole for text in explanations)


def test_word_and_pdf_ask_in_the_same_order(batch: Path) -> None:
    items = {one.id: one for some in practice().values() for one in some.items}
    scramble = json.loads((batch / "keys" / "scramble.json").read_text(encoding="utf-8"))
    made = scramble["versions"][0]
    document = Document(batch / "papers" / "word" / "sample-A1.docx")
    lines = ["".join(paragraph.text.split()) for paragraph in document.paragraphs]
    at = 0
    for entry in made["items"]:
        one = items[entry["id"]]
        stem = "".join(one.stem.zh.split())
        at = next(n for n in range(at, len(lines)) if f"{entry['number']}.{stem}" in lines[n])
        if one.type in ("single", "multiple"):
            following = "".join(lines[at + 1 : at + 7])
            order = [
                following.index(f"{chr(65 + n)}.{''.join(one.options[x].zh.split())}")
                for n, x in enumerate(entry["options"])
            ]
            assert order == sorted(order)


def run(*arguments: object) -> int:
    """The verb as people call it; faults go to stderr and the exit code."""
    return call("scripts.exam.paper:command", parser().parse_args(["paper", *map(str, arguments)]))


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "usage.yml"
    monkeypatch.setattr(usage, "LOG", path)
    return path


@pytest.mark.parametrize("hash_seed", ["0", "4242"])
def test_same_input_same_bytes_in_another_process(hash_seed: str, tmp_path: Path) -> None:
    arguments = ["paper", str(SAMPLE), "--forms", "1", "--versions", "2", "--seed", "2026"]
    out = []
    for where in ("here", "there"):
        folder = tmp_path / where
        if where == "here":
            assert run(*arguments[1:], "--out", folder) == 0
        else:
            code = f"import sys; from scripts.door import parser, call; sys.exit(call('scripts.exam.paper:command', parser().parse_args({[*arguments, '--out', str(folder)]!r})))"
            environment = os.environ | {"PYTHONHASHSEED": hash_seed, "TZ": "Asia/Shanghai"}
            subprocess.run(
                [sys.executable, "-c", code], cwd=ROOT, env=environment, check=True, capture_output=True
            )
        out.append(
            {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        )
    assert out[0] == out[1]


def test_the_usage_log_makes_the_next_edition_another_and_keeps_the_old_one(
    log: Path, tmp_path: Path
) -> None:
    def chosen(edition: str) -> set[str]:
        assert run(SAMPLE, "--seed", 1, "--edition", edition, "--out", tmp_path / edition) == 0
        scramble = json.loads((tmp_path / edition / "keys" / "scramble.json").read_text(encoding="utf-8"))
        return {entry["id"] for entry in scramble["versions"][0]["items"]}

    first, second = chosen("2026-11"), chosen("2027-05")
    assert len(first & second) < len(first) / 2 + 10
    assert chosen("2026-11") == first
    assert [entry.edition for entry in usage.read(log).used] == ["2026-11", "2027-05"]
    assert run(SAMPLE, "--seed", 1, "--out", tmp_path / "trial") == 0
    assert len(usage.read(log).used) == 2  # a trial is not noted


def test_a_sealed_batch_opens_with_its_password_alone(tmp_path: Path) -> None:
    out = tmp_path / "sealed"
    assert run(SAMPLE, "--seed", 1, "--password", "开封密码2026-11", "--out", out) == 0
    assert sorted(path.name for path in out.iterdir()) == ["batch.json", "sample-trial.zip"]
    with pyzipper.AESZipFile(out / "sample-trial.zip") as archive:
        with pytest.raises(RuntimeError):
            archive.read("keys/scramble.json")
        archive.setpassword("开封密码2026-11".encode())
        scramble = json.loads(archive.read("keys/scramble.json"))
        assert len(scramble["versions"]) == 1
        assert "papers/sample-A.pdf" in archive.namelist()
    assert "key" not in json.loads((out / "batch.json").read_text(encoding="utf-8"))


def test_a_second_batch_replaces_the_first_whole(tmp_path: Path) -> None:
    out = tmp_path / "batch"
    assert run(SAMPLE, "--seed", 1, "--a3", "--out", out) == 0
    assert run(SAMPLE, "--seed", 1, "--out", out) == 0
    assert not list(out.rglob("*-a3.pdf"))
    assert [path.name for path in tmp_path.iterdir()] == ["batch"]


@pytest.mark.parametrize(
    ("find", "replace", "expect"),
    [
        (
            "count: 20\n    marks: 2",
            "count: 40\n    marks: 1",
            "单项选择题 要 40 题，题库只有 26 题，缺 14 题",
        ),
        ("total: 100", "total: 90", "各大题合计 100 分，与 total 90 不等"),
        ("banks: [representatives]", "banks: [nobody]", "没有题库 nobody"),
        ("minutes: 60", "minutes: soon", "minutes"),
        ("pass_mark: 60", "pass_mark: 160", "合格线 160 高于满分"),
        ("pass_mark: 60", "pass_mark: 60\ndistinction: 50", "优秀线 50 不在"),
        ("paper: sample", "paper: sample\ncolour: red", "不认识的项 colour"),
        ("    partial: half\n", "", "多选题要写明漏选怎么给分"),
        ("marks: 2\n", "marks: 1.7\n", "1.7 分不是整数或半分"),
        ("marks: 2\n", "marks: 2\n    domains: {D3: 19}\n", "domains 合计 19 题，与 count 20 不等"),
        ("marks: 2\n", "marks: 2\n    levels: {synthesise: 20}\n", "单项选择题 × 综合 要 20 题"),
        ("minutes: 60", "minutes: 60\ntable: {D3: {recall: 99}}", "双向细目表合计 99 分"),
        ("minutes: 60", "minutes: 60\ndifficulty: {easy: 3}", "难度比例要写"),
        ("minutes: 60", "minutes: 60\ndifficulty: {easy: 1, medium: 0, hard: 0}", "易题分值离计划差"),
    ],
)
def test_faulty_blueprints(
    find: str, replace: str, expect: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "plan.yml"
    path.write_text(SAMPLE.read_text(encoding="utf-8").replace(find, replace, 1), encoding="utf-8")
    assert run(path, "--seed", 1, "--out", tmp_path / "batch") == 1
    assert expect in capsys.readouterr().err
    assert not (tmp_path / "batch").exists()


@pytest.mark.parametrize(
    ("arguments", "expect"),
    [
        (["--versions", "201"], "--versions 201 不在 1 到 200 之间"),
        (["--forms", "9"], "--forms 9 不在 1 到 8 之间"),
        (["--forms", "8"], "8 套互相重题不超过 7 题的排法没有找到"),
        (["--edition", "november"], "--edition november 写法不合"),
        (["--password", "short"], "密码只有 5 个字符"),
        (["--fonts", "no/such/folder"], "没有这个字体文件夹"),
        (["--candidates", "nobody.xlsx"], "没有这个文件"),
    ],
)
def test_faulty_calls(
    arguments: list[str], expect: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "batch"
    assert run(SAMPLE, "--seed", 1, "--out", out) == 0
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    assert run(SAMPLE, "--seed", 1, *arguments, "--out", out) == 1
    assert expect in capsys.readouterr().err
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


def test_a_seed_is_a_whole_number(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(SAMPLE, "--seed", "今天", "--out", "out/x")
    assert stopped.value.code == 2
    assert "今天 不是整数" in capsys.readouterr().err


def test_places_that_are_not_ours_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("keep", encoding="utf-8")
    assert run(SAMPLE, "--seed", 1, "--out", tmp_path) == 1
    assert "别的文件" in capsys.readouterr().err
    for inside in ("docs/out", "site/papers", "papers"):
        assert run(SAMPLE, "--seed", 1, "--out", ROOT / inside) == 1
        assert "不能放在仓库的这个位置" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_interruption_or_a_full_disk_leaves_the_earlier_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "batch"
    assert run(SAMPLE, "--seed", 1, "--out", out) == 0
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}

    def full(*_: Any, **__: Any) -> bytes:
        raise OSError(errno.ENOSPC, "No space left on device")

    def stopped(*_: Any, **__: Any) -> bytes:
        raise KeyboardInterrupt

    for fault, code, expect in ((full, 1, "磁盘满了"), (stopped, 130, "已停止")):
        monkeypatch.setattr(typeset, "keys", fault)
        assert run(SAMPLE, "--seed", 2, "--out", out) == code
        assert expect in capsys.readouterr().err
        assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
        assert [path.name for path in tmp_path.iterdir()] == ["batch"]


def test_an_english_paper(tmp_path: Path) -> None:
    out = tmp_path / "en"
    assert run(SAMPLE, "--seed", 1, "--language", "en", "--out", out) == 0
    whole = " ".join(words((out / "papers" / "sample-A.pdf").read_bytes()))
    assert "I.Onerightanswer(20questions,2markseach,40marks)" in whole
    assert "Page1of" in whole
    assert not re.findall("[\u4e00-\u9fff]", whole)
    key = " ".join(words((out / "keys" / "sample-A-key.pdf").read_bytes()))
    assert "ProvisionsonCollectiveContracts,art." in key


def test_items_without_english_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(blueprints, "load", lambda _: (blueprint(), {"tst": bank()}))
    assert run(SAMPLE, "--seed", 1, "--language", "en", "--out", tmp_path / "en") == 1
    assert "20 道题没有英文：tst-0" in capsys.readouterr().err


def _one(stem: str, **more: Any) -> Version:
    items: list[Item] = Bank.model_validate(
        {"bank": "tst", "domain": "D3", "title": {"zh": "题"}, "items": [item(1, **more)]}
    ).items
    items = [items[0].model_copy(update={"stem": items[0].stem.model_copy(update={"zh": stem})})]
    return versions([[items]], 1, ("x",))[0]


def test_missing_glyphs_are_named_and_found_in_a_folder_of_fonts(tmp_path: Path) -> None:
    made = _one("姓𰻝的代表")
    with pytest.raises(ProblemsError, match=r"𰻝（U\+30EDD）.*--fonts"):
        typeset.papers(blueprint(1), [made], blank([made]))
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    builder = FontBuilder(1000, isTTF=True)
    pen = TTGlyphPen(None)
    for step, point in enumerate(((100, 0), (900, 0), (900, 800), (100, 800))):
        (pen.lineTo if step else pen.moveTo)(point)
    pen.closePath()
    builder.setupGlyphOrder([".notdef", "biang"])
    builder.setupCharacterMap({0x30EDD: "biang"})
    builder.setupGlyf({".notdef": pen.glyph(), "biang": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (1000, 100), "biang": (1000, 100)})
    builder.setupHorizontalHeader(ascent=900, descent=-100)
    builder.setupNameTable({"familyName": "Rare", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(tmp_path / "rare.ttf")
    pdf = typeset.papers(blueprint(1), [made], blank([made]), fonts=tmp_path)
    assert "姓𰻝的代表" in "".join(words(pdf))


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
    assert columns(options) == count


def test_markup_in_text_is_printed_as_it_stands() -> None:
    odd = '#panic("x") $a^2$ *粗* <b> \\ `c` @d'
    made = _one(odd)
    assert "".join(odd.split()) in "".join(words(typeset.papers(blueprint(1), [made], blank([made]))))


def test_a_stem_longer_than_a_page_loses_nothing() -> None:
    sentences = [f"第{number}项材料写的是不同的内容" for number in range(400)]
    made = _one("，".join(sentences))
    pages = words(typeset.papers(blueprint(1), [made], blank([made])))
    # Foot and strip stand between the halves of a line that a page break parts.
    whole = re.sub("卷（A卷）第.页共.页卷码.{9}|单位姓名准考证号[密封线]+内不要答题", "", "".join(pages))
    assert len(pages) > 3
    assert all(f"第{number}项材料" in whole for number in range(400))
    assert re.search("A.1[a-d].*D.1[a-d]", whole)


def test_one_pdf_of_many_papers_is_small_and_opens(batch: Path) -> None:
    pdf = (batch / "papers/candidates/00001-00003.pdf").read_bytes()
    document = pdfium.PdfDocument(io.BytesIO(pdf))
    assert len(document) % 2 == 0
    assert len(pdf) < 1_500_000
    document.close()
