"""What is wrong, where, and how to mend it: the one shape of every complaint."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from scripts.door import ROOT


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in one place.

    `path` is the file; `line` counts from 1, 0 means the whole file; `what` says what is wrong
    and `cure` how to mend it, in Chinese; `english` repeats it shortly.
    """

    path: Path
    line: int
    what: str
    cure: str
    english: str = ""

    def __str__(self) -> str:
        path = self.path.relative_to(ROOT) if self.path.is_relative_to(ROOT) else self.path
        place = path.as_posix() + (f":{self.line}" if self.line else "")
        english = f"  [{self.english}]" if self.english else ""
        return f"{place}: {self.what}。改法：{self.cure}。{english}"


class ProblemsError(Exception):
    """Raised with all problems at once; nothing has been written."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__(self.report())

    def report(self) -> str:
        """One line a problem, then their number."""
        lines = [str(problem) for problem in self.problems]
        return "\n".join([*lines, f"共 {len(lines)} 处问题，没有写出任何文件。 {len(lines)} problem(s)."])
