"""Cases: the eleven parts in their order, codes used once, everything a reader of cases counts on."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.problems import Problem
from scripts.site.library import Library

PARTS = (
    "identity",
    "background",
    "problem",
    "process",
    "outcome",
    "results",
    "lessons",
    "compliance",
    "discussion",
    "related",
    "aftermath",
)


def check(library: Library) -> Iterator[Problem]:
    """Missing or misplaced parts, and codes that two cases share."""
    seen: dict[tuple[str, str], str] = {}
    for page in library.pages:
        if page.room != "casebook" or "case" not in page.meta:
            continue
        actual = tuple(heading.id for heading in page.headings if heading.level == 2)
        if actual != PARTS:
            missing = "、".join(part for part in PARTS if part not in actual) or "无"
            what = f"案例的各部分不全或次序不对（缺：{missing}）"
            yield Problem(page.path, 0, what, f"依次写 {'、'.join(PARTS)}", "case parts")
        code = str(page.meta["case"].get("code"))
        if other := seen.get((page.language, code)):
            line = page.front.line("case", "code")
            yield Problem(
                page.path, line, f"编号 {code} 已用于 {other}", "换一个编号", "case code used twice"
            )
        seen[page.language, code] = page.rel
