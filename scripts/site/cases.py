"""The casebook at a glance: the ```cases fence, and the line of cases at the end of a chapter."""

from __future__ import annotations

import posixpath
import re
from html import escape
from typing import Any

from markdown import Markdown

from scripts.frontmatter import CaseMeta
from scripts.pages import Page
from scripts.site.library import Library
from scripts.site.words import CASES


def cases(library: Library, language: str) -> list[tuple[Page, CaseMeta]]:
    """The cases as one language shows them, S before B, by number; Chinese where there is no English yet."""
    pages = {page.rel: page for page in library.pages if page.language == "zh" and "case" in page.meta}
    if language == "en":
        pages |= {page.rel: page for page in library.pages if page.language == "en" and "case" in page.meta}
    found = [(page, page.front.part("case").validate(CaseMeta)) for page in pages.values()]
    return sorted(found, key=lambda one: (one[1].code[0] != "S", int(one[1].code[2:])))


def fence(source: str, language: str, class_name: str, options: dict[str, Any], md: Markdown, **_: Any) -> str:
    """What SuperFences calls for ```cases: one table, filtered where scripts run, and a map of what each teaches."""
    del source, language, class_name, options
    handbook = md.handbook  # type: ignore[attr-defined]
    place, library = handbook.place, handbook.library
    language = place.language
    found = cases(library, language)
    columns = ("code", "case", "place", "kind", "teaches", "evidence")
    head = "".join(f'<th scope="col">{escape(CASES[key][language])}</th>' for key in columns)
    titles = {page.rel: page.title for page in sorted(library.pages, key=lambda page: page.language == language)}
    rows = []
    for page, case in found:
        labels = {
            "level": CASES[f"level-{case.level}"][language],
            "type": CASES[f"type-{case.contract_type}"][language],
            "evidence": CASES[f"evidence-{case.evidence}"][language],
        }
        values = {"level": case.level, "type": case.contract_type, "evidence": case.evidence}
        data = "".join(f' data-{key}="{values[key]}" data-{key}-label="{escape(label)}"' for key, label in labels.items())
        year = CASES[case.year][language] if case.year in CASES else case.year
        teaches = ("、" if language == "zh" else ", ").join(
            f'<a href="{escape(place.to(f"guide/{topic}.md"))}">{escape(_short(titles, topic))}</a>' for topic in case.topics
        )
        cells = [
            escape(case.code),
            f'<a href="{escape(place.to(page.rel))}">{escape(page.title)}</a>',
            f"{escape(case.region)}<br>{escape(year)}",
            f"{escape(labels['level'])}<br>{escape(labels['type'])}",
            teaches,
            escape(labels["evidence"]),
        ]
        rows.append(f"<tr{data}>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    names = "".join(f' data-{key}="{escape(CASES[key][language])}"' for key in ("level", "type", "evidence"))
    return (
        f'<div class="tool" data-tool="cases"{names}></div><div class="sheet-scroll" tabindex="0"><table class="law-table case-table">'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _short(titles: dict[str, str], topic: str) -> str:
    return re.split("：|: ", titles.get(f"guide/{topic}.md", topic))[0]


def with_cases(markdown: str, rel: str, library: Library, language: str) -> str:
    """A chapter with a line at its end that names the cases which teach it."""
    slug = posixpath.basename(rel).removesuffix(".md")
    links = [
        f"[{page.title}]({posixpath.relpath(page.rel, posixpath.dirname(rel))})"
        for page, case in cases(library, language)
        if slug in case.topics
    ]
    if not links:
        return markdown
    words = CASES["related"][language]
    return f"{markdown.rstrip()}\n\n{words}{('、' if language == 'zh' else ', ').join(links)}\n{{ .cited-by }}\n"
