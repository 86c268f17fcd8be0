"""What the words themselves must hold to: no hidden or full-width characters, known scope marks, whole steps."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.model import text_faults
from scripts.pages import Page
from scripts.problems import Problem
from scripts.site.inline import SCOPE_MARK
from scripts.site.library import Library
from scripts.site.words import SCOPES


def check(library: Library) -> Iterator[Problem]:
    """Faults in the text of every page, with their lines."""
    for page in library.pages:
        for number, line in enumerate(page.body.split("\n"), page.body_line):
            for what, cure in text_faults(line.strip() or "-", markup=False):
                yield Problem(page.path, number, what, cure, "characters")
        for number, text in page.blocks:
            for mark in SCOPE_MARK.findall(text):
                if mark not in SCOPES and page.room != "templates":
                    cure = f"改成 {'、'.join(SCOPES)} 之一"
                    yield Problem(
                        page.path, number, f"不认识的标记 {{{{{mark}}}}}", cure, "unknown scope mark"
                    )
        for heading in page.headings:
            if not heading.id:
                cure = "在标题末尾写 { #英文短名 }，中英文相同"
                what = f"标题“{heading.title}”没有编号"
                yield Problem(page.path, heading.line, what, cure, "heading without an id")
            if heading.level == 1 and page.room:
                cure = "删去这一行，页面标题取自 title"
                yield Problem(
                    page.path, heading.line, "正文里写了一级标题", cure, "level-one heading in the body"
                )
        yield from _steps(page)


def _steps(page: Page) -> Iterator[Problem]:
    """A step heading is followed by its line of four: who, when, form, article."""
    lines = page.body.split("\n")
    for heading in page.headings:
        if not heading.id.startswith("step-"):
            continue
        after = [line for line in lines[heading.line - page.body_line + 1 :] if line.strip()][:3]
        cells = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in after]
        if len(cells) < 3 or len(cells[0]) != 4 or len(cells[2]) != 4 or not all(cells[2]):
            cure = "标题下面写四格表：谁、何时、表单、条文，各格都要填"
            yield Problem(
                page.path,
                heading.line,
                f"步骤“{heading.title}”没有完整的四格表",
                cure,
                "step without its line",
            )
