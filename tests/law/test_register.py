"""The register: names resolve to the version meant; faults are told with their line."""

from pathlib import Path

import pytest

from scripts.law import register
from scripts.problems import ProblemsError
from scripts.site.library import Library


@pytest.mark.parametrize(
    ("name", "year", "language", "expected"),
    [
        ("集体合同规定", None, "zh", "collective-contract-provisions"),
        ("集体合同规定", 1994, "zh", "collective-contract-provisions-1994"),
        ("工会法", None, "zh", "trade-union-law"),
        ("工会法", 2001, "zh", "trade-union-law-2001"),
        ("Trade Union Law", 2001, "en", "trade-union-law-2001"),
        (
            "黑龙江省企业集体合同管理规定",
            None,
            "zh",
            "heilongjiang-enterprise-collective-contract-provisions-2001",
        ),
    ],
)
def test_names_resolve(library: Library, name: str, year: int | None, language: str, expected: str) -> None:
    law = library.register.resolve(name, year, language)
    assert law is not None
    assert law.id == expected


@pytest.mark.parametrize(("name", "year"), [("月球法", None), ("集体合同规定", 1888)])
def test_strangers_do_not(library: Library, name: str, year: int | None) -> None:
    assert library.register.resolve(name, year, "zh") is None


@pytest.mark.parametrize(
    ("find", "replace", "expected"),
    [
        ("status: repealed", "status: gone", "改成其中之一"),
        ("    historical: true\n", "", "historical: true"),
        ("    scope: national\n", "    scope: national\n    colour: red\n", "不认识的项 colour"),
        ("- id: labor-law\n", "- id: trade-union-law\n", "编号 trade-union-law 重复"),
        ("    articles: 57\n", "", "缺少 articles"),
    ],
)
def test_faults_are_told_with_their_line(tree: Path, find: str, replace: str, expected: str) -> None:
    path = tree / "docs" / "law" / "laws.yml"
    path.write_text(path.read_text(encoding="utf-8").replace(find, replace, 1), encoding="utf-8")
    with pytest.raises(ProblemsError) as caught:
        register.load(path)
    problem = caught.value.problems[0]
    assert expected in str(problem)
    assert problem.line > 3


def test_the_shipped_texts_have_as_many_articles(library: Library, law_texts: Path) -> None:
    """The register's number of articles is the one the official text states, where it is at hand."""
    expected = {}
    for path in law_texts.glob("*.txt"):
        head = path.read_text(encoding="utf-8").split("---")[1]
        title = next(line.split('"')[1] for line in head.splitlines() if line.startswith("title:"))
        count = next(
            int(line.split(":")[1]) for line in head.splitlines() if line.startswith("articles_expected:")
        )
        expected[title.removeprefix("中华人民共和国").split("（")[0], "historical" in path.name] = count
    compared = 0
    for law in library.register.laws:
        if (count := expected.get((law.names.zh, law.historical))) is not None:
            assert law.articles == count, law.id
            compared += 1
    assert compared >= 12
