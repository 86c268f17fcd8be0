"""The content checks: the repository passes, and each fault of cases.yml is told, with file and line."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from scripts import check
from scripts.problems import ProblemsError
from scripts.site.library import Library, read

CASES = YAML(typ="safe").load(Path(__file__).with_name("cases.yml").read_text(encoding="utf-8"))


def test_the_repository_passes(library: Library) -> None:
    check.run(library)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_faults_are_told(case: dict[str, str], tree: Path) -> None:
    path = tree / case["file"]
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    if "append" in case:
        changed = (text and text.rstrip() + "\n\n") + case["append"] + "\n"
        line = changed.rstrip().count("\n") + 1
    else:
        assert case["find"] in text
        changed = text.replace(case["find"], case["replace"], 1)
        same = next(
            n for n, (a, b) in enumerate(zip(text.split("\n"), changed.split("\n"), strict=False)) if a != b
        )
        line = same + 1
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(changed, encoding="utf-8", newline="\n")
    with pytest.raises(ProblemsError) as caught:
        check.run(read(tree / "docs", tree / "quizzes" / "practice"))
    told = [problem for problem in caught.value.problems if case["expect"] in f"{problem.what}{problem.cure}"]
    assert told, caught.value.report()
    if case.get("line"):
        assert line in [problem.line for problem in told], (line, [problem.line for problem in told])
    assert all(problem.cure for problem in caught.value.problems)


def test_several_faults_are_told_together(tree: Path) -> None:
    for name in ("docs/guide/representatives.md", "docs/en/law/collective-contract-provisions.md"):
        path = tree / name
        path.write_text(
            path.read_text(encoding="utf-8") + "\n《月球法》第一条 Law on the Moon, art. 1 ５\n",
            encoding="utf-8",
        )
    with pytest.raises(ProblemsError) as caught:
        check.run(read(tree / "docs", tree / "quizzes" / "practice"))
    assert len({problem.path for problem in caught.value.problems}) == 2
    assert "共" in caught.value.report()
