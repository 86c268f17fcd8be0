"""All content checks, one module each; each yields problems, none stops at the first."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

from scripts.check import (
    casebook,
    chapters,
    citations,
    english,
    forms,
    layout,
    mirror,
    quizzes,
    search,
    style,
)
from scripts.pages import Page
from scripts.problems import Problem, ProblemsError
from scripts.quiz import leak
from scripts.quiz.load import load
from scripts.site import translation
from scripts.site.clock import today
from scripts.site.decorate import next_review
from scripts.site.library import Library, read

Check = Callable[[Library], Iterator[Problem]]
EDITION: tuple[Check, ...] = (mirror.check, english.check)
"""What compares the English edition with the Chinese."""
CHECKS: tuple[Check, ...] = (
    layout.check,
    chapters.check,
    casebook.check,
    citations.check,
    *EDITION,
    style.check,
    forms.check,
    quizzes.check,
    search.check,
)


def run(library: Library | None = None) -> Library:
    """Run every check on `library` (the repository's own when None) and return it.

    Raises ProblemsError with all problems.
    """
    library = library or read()
    if problems := faults(library):
        raise ProblemsError(problems)
    return library


def faults(library: Library, checks: Iterable[Check] = CHECKS) -> list[Problem]:
    """What these checks have to say about `library`."""
    return [problem for check in checks for problem in check(library)]


def command(options: argparse.Namespace) -> int:
    """The verb check: the content, and with --built a built site for anything of the exam pool."""
    library = run()
    if options.built is not None:
        nothing_leaks(options.built, library)
    items = sum(len(bank.items) for bank in library.banks.values())
    for page, due in overdue(library, today()):
        print(
            f"提醒：{page.path.relative_to(library.docs.parent).as_posix()} 应在 {due} 前审阅。 review overdue"
        )
    for row in translation.rows(library):
        if row.state == "stale":
            print(f"提醒：docs/en/{row.rel} 的中文页改过，译文要对照。 translation stale")
    print(
        f"内容检查通过：{len(library.pages)} 个页面，{len(library.register.laws)} 部法规，{items} 道题。 All checks passed."
    )
    return 0


def nothing_leaks(site: Path, library: Library) -> None:
    """Look into everything in a built site for items of the exam pool. Raises ProblemsError."""
    if not (site / "index.html").is_file():
        cure = "先运行 python3 -m scripts build，再写它的文件夹"
        raise ProblemsError([Problem(site, 0, "这不是生成好的网站", cure, "no built site")])
    exam = load(sorted((library.practice.parent / "exam").glob("*.yml")))
    if problems := leak.check(site, exam.values()):
        raise ProblemsError(problems)
    items = sum(len(bank.items) for bank in exam.values())
    print(f"网站里没有考试题库的题（查了 {items} 道）。 Nothing of the exam pool is published.")


def overdue(library: Library, day: date) -> list[tuple[Page, date]]:
    """Pages whose next review lies before `day`, with the date that was due: told, never a failure."""
    found = []
    for page in library.pages:
        if "reviewed_on" in page.meta:
            due = next_review(page.meta["reviewed_on"], int(page.meta["review_in"]))
            if due < day:
                found.append((page, due))
    return found
