"""Quiz fences: each asks for what a bank has."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.problems import Problem
from scripts.quiz.fence import select
from scripts.site.library import Library


def check(library: Library) -> Iterator[Problem]:
    """Fences that ask for what no bank has."""
    for page in library.pages:
        for fence in page.fences:
            if fence.kind == "quiz":
                try:
                    select(fence.text, library.banks)
                except ValueError as error:
                    what, _, cure = str(error).partition("。改法：")
                    yield Problem(page.path, fence.line, what, cure or "检查写法", "quiz fence")
