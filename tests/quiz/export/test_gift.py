"""GIFT read back by gift-pegjs, a stricter reader than Moodle's own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from scripts.quiz.export.booklet import Booklet
from scripts.quiz.export.gift import gift
from scripts.quiz.model import Case, Judgement, Multiple
from tests.quiz.export.conftest import nasty_booklets, shown

NODE = Path(__file__).parents[1] / "node"
Reader = Callable[[list[bytes]], list[list[dict[str, Any]]]]


@pytest.fixture(scope="session")
def read(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """What gift-pegjs makes of GIFT files. Installed as its lock says, once a session; where npm is
    missing or offline the tests skip, in CI they fail where npm is there."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        pytest.skip("no npm: install Node")
    folder = tmp_path_factory.mktemp("node")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(NODE / name, folder)
    install = [npm, "ci", "--prefix", str(folder), "--ignore-scripts", "--no-audit", "--no-fund"]
    made = subprocess.run(install, cwd=folder, capture_output=True, text=True)
    if made.returncode:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"npm ci: {made.stderr[-300:]}")

    def parse(files: list[bytes]) -> list[list[dict[str, Any]]]:
        command = [node, str(NODE / "read-gift.cjs"), str(folder / "package.json")]
        texts = json.dumps([file.decode("utf-8") for file in files])
        done = subprocess.run(command, input=texts, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == 0, done.stderr[-2000:]
        found: list[list[dict[str, Any]]] = json.loads(done.stdout)
        return found

    return parse


def _agrees(booklet: Booklet, found: list[dict[str, Any]]) -> None:
    assert [one["title"] for one in found if one["type"] == "Category"] == [
        line.removeprefix("$CATEGORY: ")
        for line in gift(booklet).decode("utf-8").splitlines()
        if line.startswith("$CATEGORY: ")
    ]
    read = [one for one in found if one["type"] != "Category"]
    asked = list(booklet.questions)
    assert [one["id"] for one in read] == [one["title"] for one in read] == [one.id for one in asked]
    for one, question in zip(read, asked, strict=True):
        item = question.item
        assert not one["hasEmbeddedAnswers"]
        assert one["tags"][:-1] == item.tags
        tasks = "".join(task.prompt for task in question.tasks)
        assert shown(one["stem"]["text"]) == question.stem + tasks
        feedback = shown(one["globalFeedback"]["text"])
        assert feedback.startswith(f"{question.explanation}依据：{question.basis}")
        if isinstance(item, Case):
            assert one["type"] == "Essay"
            assert all(point.zh in feedback for part in item.parts for point in part.points)
        elif isinstance(item, Judgement):
            assert (one["type"], one["isTrue"]) == ("TF", item.key)
        else:
            several = isinstance(item, Multiple)
            assert one["type"] == "MC"
            assert [shown(choice["text"]["text"]) for choice in one["choices"]] == [
                option.zh for option in item.options.values()
            ]
            right = [
                choice["isCorrect"] if not several else choice["weight"] > 0 for choice in one["choices"]
            ]
            assert right == [letter in item.keys for letter in item.options]
            total = sum(choice["weight"] or 0 for choice in one["choices"] if (choice["weight"] or 0) > 0)
            assert total == pytest.approx(100 if several else 0, abs=0.001)


def test_the_practice_pool_is_read_back(whole: Booklet, read: Reader) -> None:
    (found,) = read([gift(whole)])
    _agrees(whole, found)


@settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],  # every try starts Node: shrinking would take minutes
)
@given(booklets=st.lists(nasty_booklets(), min_size=12, max_size=12))
def test_nasty_texts_are_read_back(booklets: list[Booklet], read: Reader) -> None:
    for booklet, found in zip(booklets, read([gift(one) for one in booklets]), strict=True):
        _agrees(booklet, found)


def test_the_look_of_a_multiple(sample: Callable[[str], Booklet]) -> None:
    text = gift(sample("zh")).decode("utf-8")
    assert (
        "// [id:smp-002] [tag:职责] [tag:D3]\n::smp-002::[html]<p>按国家规定，代表的职责有哪些？</p> {\n"
        in text
    )
    assert "~%33.33333%[html]参加协商\n" in text
    assert "~%-33.33333%[html]任命厂长\n" in text
    assert "<p>依据：《集体合同规定》第二十五条</p>}\n" in text
