"""The English page mirrors the Chinese one: same headings, ids, fences, citations and figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from scripts.check import amounts
from scripts.pages import Page
from scripts.problems import Problem
from scripts.site.library import Library


def check(library: Library) -> Iterator[Problem]:
    """Differences between each English page and its Chinese source; one of the two without the other."""
    places = library.by_place
    for (language, rel), page in places.items():
        if language != "en":
            if ("en", rel) not in places:
                cure = f"写 docs/en/{rel}，见 CONTRIBUTING"
                yield Problem(page.path, 0, "还没有英文页", cure, "no English page")
            if "source_hash" in page.meta:
                cure = "删去这一行，只有英文页写它"
                yield Problem(
                    page.path, page.front.line("source_hash"), "中文页不写 source_hash", cure, "not here"
                )
            continue
        source = places.get(("zh", rel))
        if source is None:
            cure = f"先写 docs/{rel}，或删去这一页"
            yield Problem(page.path, 0, "没有对应的中文页", cure, "no Chinese source")
            continue
        yield from _headings(source, page)
        yield from _fences(source, page)
        yield from _citations(source, page, library)
        yield from _figures(source, page)


def _headings(source: Page, page: Page) -> Iterator[Problem]:
    expected = [f"{'#' * heading.level} #{heading.id}" for heading in source.headings]
    actual = [f"{'#' * heading.level} #{heading.id}" for heading in page.headings]
    if expected != actual:
        pairs = zip(expected, actual, strict=False)
        same = next(
            (n for n, (one, other) in enumerate(pairs) if one != other), min(len(expected), len(actual))
        )
        line = page.headings[same].line if same < len(actual) else 0
        wanted = expected[same] if same < len(expected) else "到此为止"
        what = f"标题与中文页不一致，第 {same + 1} 个应是 {wanted}"
        yield Problem(page.path, line, what, "照中文页的顺序、级别和编号改", "headings differ")


_TRANSLATED = ("form", "gates", "text")
"""Fences whose words are translated; the parts of forms and checklists are compared by the check of forms."""


def _fences(source: Page, page: Page) -> Iterator[Problem]:
    expected = [(fence.kind, "" if fence.kind in _TRANSLATED else fence.text) for fence in source.fences]
    actual = [(fence.kind, "" if fence.kind in _TRANSLATED else fence.text) for fence in page.fences]
    if expected != actual:
        yield Problem(page.path, 0, "题目块或表单块与中文页不一致", "照中文页改", "fences differ")


def _citations(source: Page, page: Page, library: Library) -> Iterator[Problem]:
    def cited(one: Page) -> Counter[tuple[str, str]]:
        return Counter(
            (
                found.law.id,
                found.reference.article.anchor
                + (f" – {found.reference.last.anchor}" if found.reference.last else ""),
            )
            for found in library.references(one)
            if found.law
        )

    expected, actual = cited(source), cited(page)
    for (law, place), count in sorted((expected - actual).items()):
        yield Problem(
            page.path, 0, f"比中文页少引 {law} {place} {count} 次", "补上，或查中文页", "citation missing"
        )
    for (law, place), count in sorted((actual - expected).items()):
        yield Problem(
            page.path, 0, f"比中文页多引 {law} {place} {count} 次", "删去，或查中文页", "citation added"
        )


def _figures(source: Page, page: Page) -> Iterator[Problem]:
    """Heading by heading: a figure in digits on one side has to be told on the other."""
    chinese = {anchor: amounts.amounts(text, "zh") for anchor, _, text in amounts.sections(source)}
    for anchor, line, text in amounts.sections(page):
        if anchor not in chinese:
            continue
        figures, told = amounts.amounts(text, "en")
        lost, added = chinese[anchor][0] - told, figures - chinese[anchor][1]
        for values, what, english in (
            (lost, "比中文页少了数字", "figure missing"),
            (added, "比中文页多了数字", "figure added"),
        ):
            if values - {0}:
                named = "、".join(f"{value:f}" for value in sorted(values - {0}))
                yield Problem(page.path, line, f"{what} {named}", "对照中文页这一节改", english)
