"""The lock of published ids: quizzes/ids.lock says which ids exist and how their stems begin.

Candidates' results, papers and exports name items by id, so an id may neither vanish nor come to mean
another question. `quiz lock` writes the file after review; `quiz check` compares.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rapidfuzz import fuzz

from scripts.door import ROOT
from scripts.problems import Problem
from scripts.quiz.lint import Source
from scripts.quiz.model import Item

LOCK = ROOT / "quizzes" / "ids.lock"
_SHOWN = 40  # characters of a stem
_SAME = 50  # below this ratio the stem is another question
_HEAD = "# 已发布的题号和题干开头。由 python3 -m scripts quiz lock 写，不手改。 Published ids; written by quiz lock.\n"


def written(items: Iterable[Item]) -> str:
    """The lock file for these items, by id."""
    lines = sorted(f"{item.id} {item.type} {item.stem.zh[:_SHOWN]}" for item in items)
    return _HEAD + "".join(line + "\n" for line in lines)


def changed(sources: Iterable[Source], path: Path = LOCK) -> list[Problem]:
    """Ids that vanished, changed their type, or now ask something else."""
    if not path.is_file():
        return []
    found = {item.id: (source, item) for source in sources for item in source.bank.items}
    problems = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#") or not line.strip():
            continue
        name, kind, stem = line.split(" ", 2)
        if name not in found:
            cure = "恢复这道题；确要停用的，留着题，tags 里写 停用"
            problems.append(Problem(path, number, f"Q40 已发布的题号 {name} 不见了", cure, "id vanished"))
            continue
        source, item = found[name]
        now = item.stem.zh[: len(stem)]
        if item.type != kind or fuzz.ratio(stem, now) < _SAME:
            cure = "换了题就换题号；只是改写的，复核后运行 python3 -m scripts quiz lock"
            problems.append(source.problem("Q40", item, f"题号没变，题变了（原为“{stem[:20]}……”）", cure))
    return problems
