"""Chapters of the manual: whole, every rule labelled, every figure of the report as the report has it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts.law.backlinks import resolve
from scripts.law.citations import find
from scripts.pages import Page
from scripts.problems import Problem
from scripts.reference import unknown_counts
from scripts.site.inline import SCOPE_MARK
from scripts.site.library import Library

PARTS = (
    "audience",
    "outcomes",
    "steps",
    "example",
    "mistakes",
    "jiamusi",
    "heilongjiang",
    "checklist",
    "self-test",
    "forms",
)


def check(library: Library) -> Iterator[Problem]:
    """Missing parts, thin self-tests, unlabelled rules, figures the report does not have."""
    for page in library.pages:
        if page.room == "guide" and "chapter" in page.meta:
            yield from _parts(page)
            yield from _labels(page, library)
        if page.language == "zh":
            yield from _figures(page, library)


def _parts(page: Page) -> Iterator[Problem]:
    actual = tuple(heading.id for heading in page.headings if heading.level == 2)
    if actual != PARTS:
        missing = "、".join(part for part in PARTS if part not in actual) or "无"
        what = f"章的各部分不全或次序不对（缺：{missing}）"
        yield Problem(page.path, 0, what, f"依次写 {'、'.join(PARTS)}", "chapter parts")
    fences = [fence for fence in page.fences if fence.kind == "quiz"]
    for fence in fences:
        listed = re.search(r"items: *\[([^\]]*)\]", fence.text)
        if not listed or len(listed[1].split(",")) != 5:
            yield Problem(page.path, fence.line, "自测不是五题", "items 写五个题号", "five questions")
    if not fences:
        yield Problem(page.path, 0, "没有自测题", "写一个 quiz 块", "no quiz")
    if not any(heading.id.startswith("step-") for heading in page.headings):
        yield Problem(page.path, 0, "没有步骤", "写 ### 第一步 … { #step-1 }", "no steps")


def _labels(page: Page, library: Library) -> Iterator[Problem]:
    """In the steps every paragraph or list item that cites an article says whose rule it is."""
    names = library.register.english_names
    for line, text in page.blocks:
        inside = page.section(line).startswith(("step-", "heilongjiang", "jiamusi"))
        if not inside or text.lstrip().startswith(("#", "|")) or _in_table(page, line):
            continue
        cited = any(
            law for _, law in resolve(find(text, page.language, names), library.register, page.language, "")
        )
        if cited and not SCOPE_MARK.search(text):
            cure = "在段首写 {{national}}、{{heilongjiang}}、{{jiamusi}} 或 {{teaching}}"
            yield Problem(page.path, line, "引了条文，没有标明是谁的规则", cure, "unlabelled scope")


def _in_table(page: Page, line: int) -> bool:
    return page.body.split("\n")[line - page.body_line].lstrip().startswith("|")


def _figures(page: Page, library: Library) -> Iterator[Problem]:
    for line, text in page.blocks:
        if "{{jiamusi}}" in text:
            for count in unknown_counts(text, library.figures):
                cure = "照 docs/reference/figures.yml 改，或说明不是材料的数字"
                yield Problem(page.path, line, f"材料里没有 {count} 这个数", cure, "figure not in the report")
