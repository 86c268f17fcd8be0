"""All content checks, one module each; each yields problems, none stops at the first."""

from __future__ import annotations

import argparse

from scripts.check import citations, forms, layout, mirror, quizzes, style
from scripts.problems import ProblemsError
from scripts.site.library import Library, read

CHECKS = (layout.check, citations.check, mirror.check, style.check, forms.check, quizzes.check)


def run(library: Library | None = None) -> Library:
    """Run every check on `library` (the repository's own when None) and return it.

    Raises ProblemsError with all problems.
    """
    library = library or read()
    problems = [problem for check in CHECKS for problem in check(library)]
    if problems:
        raise ProblemsError(problems)
    return library


def command(options: argparse.Namespace) -> int:
    """The verb check."""
    del options
    library = run()
    items = sum(len(bank.items) for bank in library.banks.values())
    print(
        f"内容检查通过：{len(library.pages)} 个页面，{len(library.register.laws)} 部法规，{items} 道题。 All checks passed."
    )
    return 0
