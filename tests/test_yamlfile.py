"""YAML as 1.2 reads it, with lines; the same data as ruamel.yaml, which is slower, gives."""

from __future__ import annotations

from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from scripts.door import ROOT
from scripts.problems import ProblemsError
from scripts.yamlfile import YamlFile

HERE = Path("x.yml")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"),
        ("on", "on"),
        ("no", "no"),
        ("true", True),
        ("012", 12),
        ("0o17", 15),
        ("0x1f", 31),
        ("-7", -7),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("~", None),
        ("", None),
        ("2026-11-22", date(2026, 11, 22)),
        ("2026-11", "2026-11"),
        ("《集体合同规定》第十九条", "《集体合同规定》第十九条"),
        ("'2026-11-22'", "2026-11-22"),
        ("!ENV [SITE, x]", ["SITE", "x"]),
    ],
)
def test_plain_values(text: str, value: Any) -> None:
    found = YamlFile.parse(f"key: {text}\n", HERE).data["key"]
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "quizzes").glob("*/*.yml"))[::9] + sorted((ROOT / "docs").rglob("*.yml"))
)
def test_the_same_as_ruamel(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert YamlFile.parse(text, path).data == YAML(typ="safe", pure=True).load(StringIO(text))


TEXT = "title: {zh: 题}\n\nitems:\n  - id: a\n    tags: [x,\n      y]\n  # note\n  - id: b\n"


@pytest.mark.parametrize(
    ("location", "line"),
    [
        ((), 1),
        (("title",), 1),
        (("items",), 3),
        (("items", 0), 4),
        (("items", 0, "tags", 1), 6),
        (("items", 1, "id"), 8),
        (("items", 7), 3),
        (("nowhere", 1), 1),
        (("items", 1, "none"), 8),
    ],
)
def test_lines(location: tuple[str | int, ...], line: int) -> None:
    file = YamlFile.parse(TEXT, HERE)
    assert file.line(*location) == line
    assert YamlFile.parse(TEXT, HERE, first_line=11).line(*location) == line + 10
    if location and location[0] == "items":
        assert file.part("items").line(*location[1:]) == (
            line if len(location) > 1 and location[1] != 7 else 1
        )


@pytest.mark.parametrize(
    ("text", "line", "expect"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "同一个键写了两次"),
        ("a:\n  b: 1\n c: 2\n", 3, "YAML 写法有误"),
        ("a: [1, 2\nb: 3\n", 2, "YAML 写法有误"),
        ("a: b: c\n", 1, "YAML 写法有误"),
        ("a: 1\nb: \x07\n", 2, "YAML 读不出来"),
    ],
)
def test_broken_yaml_is_told_by_line(text: str, line: int, expect: str) -> None:
    with pytest.raises(ProblemsError) as found:
        YamlFile.parse(text, HERE)
    (problem,) = found.value.problems
    assert problem.line == line
    assert expect in problem.what
