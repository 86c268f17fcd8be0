"""The ```glossary, ```figures and ```reviews fences: reference data as readable lists and tables."""

from __future__ import annotations

from html import escape
from typing import Any

from markdown import Markdown

from scripts.reference import Term
from scripts.site.clock import today
from scripts.site.decorate import next_review
from scripts.site.inline import Place, html
from scripts.site.library import Library
from scripts.site.words import GROUPS, REFERENCE, word


def glossary(source: str, language: str, class_name: str, options: dict[str, Any], md: Markdown, **_: Any) -> str:
    """What SuperFences calls for ```glossary: every term with its English, variants and meaning."""
    del source, language, class_name, options
    handbook = md.handbook  # type: ignore[attr-defined]
    place, library = handbook.place, handbook.library
    pieces = []
    for group in library.glossary.groups:
        terms = "".join(_term(term, place, library) for term in group.terms)
        heading = f'<p class="glossary-group" role="heading" aria-level="3">{escape(group.title.of(place.language))}</p>'
        pieces.append(f'{heading}<dl class="glossary">{terms}</dl>')
    return "".join(pieces)


def reviews(source: str, language: str, class_name: str, options: dict[str, Any], md: Markdown, **_: Any) -> str:
    """What SuperFences calls for ```reviews: every page by the day of its next review, the earliest first."""
    del source, language, class_name, options
    handbook = md.handbook  # type: ignore[attr-defined]
    place, library = handbook.place, handbook.library
    language = place.language
    pages = [page for page in library.pages if page.language == language and "reviewed_on" in page.meta]
    due = {page.rel: next_review(page.meta["reviewed_on"], int(page.meta["review_in"])) for page in pages}
    rows = []
    for page in sorted(pages, key=lambda page: (due[page.rel], page.rel)):
        late = f"<strong>{word('late', language)}</strong> " if due[page.rel] < today() else ""
        link = f'<a href="{escape(place.to(page.rel))}">{escape(page.title)}</a>'
        rows.append(f"<tr><td>{late}<time>{due[page.rel]}</time></td><td><time>{page.meta['reviewed_on']}</time></td><td>{link}</td></tr>")
    head = "".join(f'<th scope="col">{word(key, language)}</th>' for key in ("due", "reviewed", "page"))
    return (
        f'<div class="sheet-scroll" tabindex="0"><table class="law-table"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _term(term: Term, place: Place, library: Library) -> str:
    language = place.language
    zh, en = f'<span lang="zh-CN">{escape(term.zh)}</span>', f'<span lang="en">{escape(term.en)}</span>'
    first, second = (zh, en) if language == "zh" else (en, zh)
    mark = f' <small>{REFERENCE["suggested"][language]}</small>' if term.suggested else ""
    others = [f'<span lang="zh-CN">{escape(word)}</span>' for word in term.aka.zh]
    others += [f'<span lang="en">{escape(word)}</span>' for word in term.aka.en]
    also = f'<dd class="aka">{REFERENCE["aka"][language]}{"；".join(others) if language == "zh" else "; ".join(others)}</dd>' if others else ""
    says = html(term.says.of(language), place, library.register)
    return f'<div id="{term.id}"><dt>{first} · {second}{mark}</dt><dd>{says}</dd>{also}</div>'


def figures(source: str, language: str, class_name: str, options: dict[str, Any], md: Markdown, **_: Any) -> str:
    """What SuperFences calls for ```figures: the report's figures with our arithmetic and cautions."""
    del source, language, class_name, options
    handbook = md.handbook  # type: ignore[attr-defined]
    place, library = handbook.place, handbook.library
    language = place.language
    head = "".join(f'<th scope="col">{REFERENCE[key][language]}</th>' for key in ("no", "what", "value", "check", "caution"))
    rows = []
    group = ""
    for figure in library.figures:
        if figure.group != group:
            group = figure.group
            rows.append(f'<tr><th colspan="5" scope="rowgroup">{escape(GROUPS[group][language])}</th></tr>')
        caution = figure.caution.of(language) if figure.caution else ""
        values = ("、" if language == "zh" else ", ").join(value.of(language) for value in figure.values)
        cells = [figure.id, figure.what.of(language), values, figure.check.of(language), caution]
        rows.append(f'<tr id="{figure.id.lower()}">' + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>")
    return (
        f'<div class="sheet-scroll" tabindex="0"><table class="law-table"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )
