"""Import of official wording: real texts and made DOCX files go in, everything doubtful stays out with its reason."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from scripts.door import ROOT
from scripts.law import official
from scripts.law.register import Law, Register
from scripts.problems import ProblemsError
from scripts.site.decorate import with_law
from scripts.site.library import Library
from tests.law.texts import articles, texts

WORDS = [
    "中华人民共和国测试法",
    "（2007年6月29日通过　根据2012年12月28日决定修正）",
    "目　　录",
    "第一章　总则",
    "第二章　附则",
    "第一章　总则",
    "第一条　为了测试，制定本法。",
    "第二条　有下列情形的：",
    "（一）甲；",
    "（二）乙。",
    "第二章　附则",
    "第二条之一　补充。",
    "第三条　本法自公布之日起施行。",
]


@pytest.fixture
def law(library: Library) -> Law:
    base = library.register.by_id["labor-contract-law"]
    names = base.names.model_copy(update={"zh": "测试法"})
    return base.model_copy(update={"names": names, "articles": 3})


def _docx(path: Path, lines: list[str]) -> Path:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(path))
    return path


def test_a_docx_as_the_national_database_gives_it(tmp_path: Path, law: Law) -> None:
    text = official.read(_docx(tmp_path / "law.docx", WORDS))
    assert text.title == "中华人民共和国测试法"
    assert list(text.articles) == ["art-1", "art-2", "art-2-1", "art-3"]
    assert text.articles["art-2"] == ["有下列情形的：", "（一）甲；", "（二）乙。"]
    assert official.compare(text, law, tmp_path) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_plain_text(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "law.txt"
    path.write_bytes("\r\n".join(WORDS).encode(encoding))
    assert official.read(path).articles["art-3"] == ["本法自公布之日起施行。"]


def test_markdown(tmp_path: Path) -> None:
    path = tmp_path / "law.md"
    path.write_text(
        "# 测试法\n\n## 第一章 总则\n\n**第一条** 为了测试。\n\n### 第二条\n\n内容。\n", encoding="utf-8"
    )
    assert official.read(path).articles == {"art-1": ["为了测试。"], "art-2": ["内容。"]}


@pytest.mark.parametrize(
    ("change", "expect"),
    [
        (lambda w: [*w[:9], "第一条　又来。", *w[9:]], "第一条出现两次"),
        (lambda w: [*w[:7], w[12], w[7]], "第二条次序颠倒"),
        (lambda w: w[:6], "没有条文"),
        (lambda w: [*w, "第十百条　坏。"], "条号写法有误"),
    ],
)
def test_faulty_texts_are_refused(change: object, expect: str, tmp_path: Path) -> None:
    assert callable(change)
    with pytest.raises(ProblemsError, match=expect):
        official.read(_docx(tmp_path / "law.docx", change(WORDS)))


def test_another_law_is_refused(tmp_path: Path, library: Library) -> None:
    text = official.read(_docx(tmp_path / "law.docx", WORDS))
    with pytest.raises(ProblemsError, match="不是《劳动法》"):
        official.compare(text, library.register.by_id["labor-law"], tmp_path)


def test_more_articles_than_registered_are_refused(tmp_path: Path, law: Law) -> None:
    text = official.read(_docx(tmp_path / "law.docx", [*WORDS, "第四条　多一条。"]))
    with pytest.raises(ProblemsError, match="只有 3 条"):
        official.compare(text, law, tmp_path)


def test_gaps_and_another_version_are_told(tmp_path: Path, law: Law) -> None:
    lines = [line for line in WORDS if not line.startswith("第一条")]
    lines[1] = "（2030年1月1日修正）"
    notes = official.compare(official.read(_docx(tmp_path / "law.docx", lines)), law, tmp_path)
    assert "缺 1 条：1" in notes[0]
    assert "2030-01-01" in notes[1]


def _zip(path: Path, entries: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in entries.items():
            packed.writestr(name, data)
    return path


def test_files_that_are_no_docx(tmp_path: Path) -> None:
    (tmp_path / "fake.docx").write_bytes(b"not a zip")
    (tmp_path / "scan.txt").write_bytes(bytes(range(128, 256)) * 9)
    bomb = _zip(tmp_path / "bomb.docx", {"word/document.xml": bytes(65 * 1024 * 1024)})
    other = _zip(tmp_path / "other.docx", {"hello.txt": b"hello"})
    assert bomb.stat().st_size < 200_000
    for path, expect in (
        (tmp_path / "fake.docx", "不是 Word 文件"),
        (other, "不是 Word 文件"),
        (bomb, "不像一部法规"),
        (tmp_path / "scan.txt", "不是文字文件"),
        (tmp_path / "none.docx", "文件不存在"),
    ):
        with pytest.raises(ProblemsError, match=expect):
            official.read(path)


def test_kept_and_shown_folded_under_the_digest(tmp_path: Path, law: Law) -> None:
    path = _docx(tmp_path / "law.docx", WORDS)
    official.keep(
        official.read(path), law, path, "国家法律法规数据库", date(2026, 11, 22), tmp_path / "official"
    )
    (stored,) = official.kept(tmp_path / "official").values()
    assert (stored.law, stored.source, stored.imported_on, len(stored.sha256)) == (
        law.id,
        "国家法律法规数据库",
        "2026-11-22",
        64,
    )
    shown = with_law("### 第二条 试 { #art-2 }\n\n要旨。\n", f"law/{law.id}.md", law, {}, stored, "zh")
    assert shown.index("要旨") < shown.index("官方原文") < shown.index("（一）甲；")
    assert "2026-11-22" in shown


def test_hostile_words_are_escaped(tmp_path: Path, law: Law) -> None:
    path = _docx(tmp_path / "law.docx", [*WORDS[:6], "第一条　<script>alert(1)</script> & 《</details>》。"])
    official.keep(official.read(path), law, path, "<b>来源", date(2026, 11, 22), tmp_path / "official")
    (stored,) = official.kept(tmp_path / "official").values()
    shown = with_law("### 第一条 试 { #art-1 }\n", "law/x.md", law, {}, stored, "zh")
    assert "<script>" not in shown
    assert "<b>来源" not in shown
    assert shown.count("</details>") == 1


def test_every_text_of_the_reference_folder_goes_in(
    library: Library, law_texts: Path, tmp_path: Path
) -> None:
    register: Register = library.register
    imported = 0
    for law_id, path in texts(law_texts).items():
        law = register.by_id[law_id]
        text = official.read(path)
        notes = official.compare(text, law, path)
        assert len(text.articles) == len(articles(path)), law_id
        assert bool([note for note in notes if note.startswith("缺")]) == ("excerpt" in path.stem), (
            law_id,
            notes,
        )
        official.keep(text, law, path, path.name, date(2026, 11, 22), tmp_path)
        imported += 1
    assert imported == 28
    assert len(official.kept(tmp_path)) == 28


def test_as_docx_each_reads_the_same(law_texts: Path, tmp_path: Path) -> None:
    for law_id, path in list(texts(law_texts).items())[:6]:
        lines = path.read_text(encoding="utf-8").split("---", 2)[2].splitlines()
        made = official.read(_docx(tmp_path / f"{law_id}.docx", lines))
        assert made.articles == official.read(path).articles


def test_nothing_official_is_shipped() -> None:
    import subprocess

    tracked = subprocess.run(
        ["git", "ls-files", "official"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert tracked == ""
    assert "/official/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
