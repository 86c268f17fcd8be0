"""English pages are English: no Chinese left over, and the words of the glossary, not their rivals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts.pages import Page
from scripts.problems import Problem
from scripts.site.library import Library

_LEFT = re.compile("[\u3001-\u303f\u3400-\u9fff\uff01-\uffef]+")
_QUOTED = re.compile(r"\([^()]*\)|“[^”]*”|‘[^’]*’|\"[^\"\n]*\"|`[^`\n]*`")
"""Where Chinese may stand: a name or word in parentheses, in quotation marks, or as code."""
_NAMES = re.compile(r"\{\{[^}]*\}\}|\bname: \w+|\{ *#[^}]*\}")
"""The names of blanks and anchors are those of the Chinese page."""


def check(library: Library) -> Iterator[Problem]:
    """Chinese outside parentheses and quotation marks, and words the glossary rejects, line by line."""
    rivals = {variant.lower(): term.en for term in library.glossary.terms for variant in term.avoid}
    words = re.compile(
        r"\b(?:" + "|".join(map(re.escape, sorted(rivals, key=lambda word: (-len(word), word)))) + r")s?\b",
        re.IGNORECASE,
    )
    for page in library.pages:
        if page.language != "en":
            continue
        text = page.path.read_text(encoding="utf-8")
        lower = text.lower()
        rivalled = any(rival in lower for rival in rivals)
        for number, line in _lines(page, text, words if rivalled else _LEFT):
            for left in _LEFT.findall(line):
                cure = "译成英文；专名可放在括号里"
                yield Problem(page.path, number, f"英文页里有中文“{left}”", cure, "Chinese left over")
            for rival in words.findall(line) if rivalled else ():
                term = rivals.get(rival.lower()) or rivals[rival.lower().removesuffix("s")]
                yield Problem(
                    page.path, number, f"“{rival}”不是本手册的译法", f"改成 {term}", "not the glossary's word"
                )


def _lines(page: Page, text: str, words: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """The doubtful lines of the file with their numbers, without what is quoted or copied from the Chinese page."""
    copied: set[int] = set()
    for fence in page.fences:
        if fence.kind not in ("form", "gates"):
            copied.update(range(fence.line, fence.line + fence.text.count("\n") + 3))
    for number, line in enumerate(text.split("\n"), 1):
        if number not in copied and (_LEFT.search(line) or words.search(line)):
            rest = _NAMES.sub(" ", line)
            while (shorter := _QUOTED.sub(" ", rest)) != rest:
                rest = shorter
            yield number, rest
