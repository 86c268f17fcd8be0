"""The lock of ids: a better wording passes, a vanished or changed question does not."""

from __future__ import annotations

from pathlib import Path

from scripts.quiz import lock
from tests.quiz.test_lint import JUDGEMENT, OTHER, SINGLE, _source


def _told(path: Path, *items: dict[str, object]) -> list[str]:
    return [problem.what for problem in lock.changed([_source(*items)], path)]


def test_what_the_lock_notices(tmp_path: Path) -> None:
    path = tmp_path / "ids.lock"
    path.write_text(lock.written(_source(SINGLE, OTHER).bank.items), encoding="utf-8")
    assert _told(path, SINGLE, OTHER) == []
    better = SINGLE | {"stem": {"zh": "按国家规定，一方书面提出集体协商要求的，另一方怎样回应？"}}
    assert _told(path, better, OTHER) == []
    assert _told(path, SINGLE) == ["Q40 已发布的题号 smp-002 不见了"]
    other = OTHER | {"stem": {"zh": "按佳木斯材料，三关指哪三关？"}}
    assert "题号没变，题变了" in _told(path, SINGLE, other)[0]
    assert "题号没变，题变了" in _told(path, JUDGEMENT, OTHER)[0]


def test_without_a_lock_nothing_is_said(tmp_path: Path) -> None:
    assert _told(tmp_path / "none", SINGLE) == []
