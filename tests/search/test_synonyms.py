"""The editors' words: the file as it is, and every fault with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.pages import DOCS
from scripts.problems import ProblemsError
from scripts.site.search.synonyms import NAME, load

GOOD = "zh:\n  same:\n    - [职代会, 职工代表大会]\n  rooms: {law: [法规]}\n  skip: [怎么]\nen:\n  same: []\n  rooms: {}\n  skip: []\n"


def test_the_file_of_the_handbook_is_sound() -> None:
    words = load(DOCS / NAME)
    assert any({"职代会", "职工代表大会"} <= set(group) for group in words.of("zh").same)
    assert words.of("en").spelling["labour"] == "labor"


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("[职代会, 职工代表大会]", "[职代会, 职代会]", 3, "“职代会”写了两次"),
        ("skip: [怎么]", "skip: [职代会]", 5, "“职代会”写了两次"),
        ("[职代会, 职工代表大会]", "[职代会]", 3, "项数不够"),
        ("[职代会, 职工代表大会]", "[职代会, '<b>']", 3, "有标记或代码"),
        ("law: [法规]", "laws: [法规]", 4, "不在可选值之内"),
        ("  skip: [怎么]\n", "", 1, "缺少 skip"),
        ("skip: [怎么]", "skip: 怎么", 5, "这里应该是列表"),
        ("en:", "fr:", 6, "不认识的项 fr"),
    ],
)
def test_faults_are_told_with_their_line(tmp_path: Path, old: str, new: str, line: int, what: str) -> None:
    assert old in GOOD
    path = tmp_path / NAME
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(ProblemsError) as caught:
        load(path)
    found = [(problem.line, problem.what) for problem in caught.value.problems]
    assert any(where == line and what in words for where, words in found), found


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError, match="文件不存在"):
        load(tmp_path / NAME)


def test_check_tells_its_faults(tree: Path) -> None:
    from scripts.check import search
    from scripts.site.library import read

    library = read(tree / "docs", tree / "quizzes" / "practice")
    assert list(search.check(library)) == []
    path = tree / "docs" / NAME
    path.write_text(path.read_text(encoding="utf-8").replace("  skip:", "  skips:", 1), encoding="utf-8")
    assert {problem.path for problem in search.check(library)} == {path}
