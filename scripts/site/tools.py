"""The ```deadlines, ```vote and ```laws fences: tables first, small tools on top where scripts run."""

from __future__ import annotations

import json
from html import escape
from itertools import groupby
from typing import Any

from markdown import Markdown

from scripts.law.backlinks import citation_words
from scripts.law.deadlines import Deadline, Rule
from scripts.law.register import Law
from scripts.site.inline import Place, citation
from scripts.site.library import Library
from scripts.site.words import PLACES, RANKS, STATUSES, TOOLS, scope_name


def deadlines(source: str, language: str, class_name: str, options: dict[str, Any], md: Markdown, **_: Any) -> str:
    """What SuperFences calls for ```deadlines: the table, and the data that the calculator reads."""
    del source, language, class_name, options
    handbook = md.handbook  # type: ignore[attr-defined]
    place, library = handbook.place, handbook.library
    data = [
        {
            "id": f"{deadline.id}/{rule.where}",
            "label": f"{deadline.step.of(place.language)} · {PLACES[rule.where][place.language]}",
            "days": rule.days,
            "workingDays": rule.working_days,
            "months": rule.months,
            "before": rule.before,
            "extension": rule.extension,
            "from": rule.start.of(place.language) if rule.start else "",
            "basis": _basis(rule, place.language, library),
            "verified": rule.verified,
        }
        for deadline in library.deadlines
        for rule in deadline.rules
        if rule.open is None
    ]
    # "</" must not end the script element early
    packed = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    rows = "".join(_rows(deadline, place, library) for deadline in library.deadlines)
    head = "".join(f'<th scope="col">{TOOLS[key][place.language]}</th>' for key in ("step", "where", "limit", "from", "basis"))
    return (
        '<div class="tool" data-tool="deadline"></div>'
        f'<script type="application/json" class="tool-data">{packed}</script>'
        f'<div class="sheet-scroll" tabindex="0"><table class="deadline-table"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _rows(deadline: Deadline, place: Place, library: Library) -> str:
    cells = []
    for number, rule in enumerate(deadline.rules):
        first = (
            f'<th scope="rowgroup" rowspan="{len(deadline.rules)}" id="{deadline.id}">{escape(deadline.step.of(place.language))}'
            f"<br><small>{escape(deadline.who.of(place.language))}</small></th>"
            if number == 0
            else ""
        )
        words = escape(_basis(rule, place.language, library))
        basis = citation(rule.law, place, library.register) if rule.law else words
        start = rule.start.of(place.language) if rule.start else "—"
        cells.append(
            f"<tr>{first}<td>{_where(rule, place.language)}</td><td>{escape(limit(rule, place.language))}</td>"
            f"<td>{escape(start)}</td><td>{basis}</td></tr>"
        )
    return "".join(cells)


def _where(rule: Rule, language: str) -> str:
    kind = {"national": "national", "wage": "national", "heilongjiang": "heilongjiang"}.get(rule.where, "province")
    return f'<span class="scope scope-{kind}">{escape(PLACES[rule.where][language])}</span>'


def limit(rule: Rule, language: str) -> str:
    """A limit in words: 20日, 10个工作日, 期满前3个月内, 30日＋15日."""
    if rule.open:
        return rule.open.of(language)
    chinese = language == "zh"
    if rule.days:
        text = f"{rule.days}日" if chinese else f"{rule.days} days"
    elif rule.working_days:
        text = f"{rule.working_days}个工作日" if chinese else f"{rule.working_days} working days"
    else:
        text = f"{rule.months}个月" if chinese else f"{rule.months} months"
    if rule.before:
        text = f"之前{text}" if chinese else f"{text} before"
    if rule.extension:
        text += f"，可延长不超过{rule.extension}日" if chinese else f", may be extended by at most {rule.extension}"
    return text


def _basis(rule: Rule, language: str, library: Library) -> str:
    if rule.law:
        return citation_words(rule.law, language, library.register)
    assert rule.source
    return rule.source.of(language) + ("，本手册未收录，尚未核实" if language == "zh" else "; not held here, not verified")


def vote(source: str, language: str, class_name: str, options: dict[str, Any], md: Markdown, **_: Any) -> str:
    """What SuperFences calls for ```vote: a place for the vote check; the page's table says the same."""
    del source, language, class_name, options, md
    return '<div class="tool" data-tool="vote"></div>'


def laws(source: str, language: str, class_name: str, options: dict[str, Any], md: Markdown, **_: Any) -> str:
    """What SuperFences calls for ```laws: the register as a table, grouped by rank, history last."""
    del source, language, class_name, options
    handbook = md.handbook  # type: ignore[attr-defined]
    place, library = handbook.place, handbook.library
    ranks = list(RANKS)
    ordered = sorted(
        (law for law in library.register.laws if law.digest != "none"),
        key=lambda law: (law.historical, ranks.index(law.rank), law.scope != "national", law.names.zh),
    )
    groups = groupby(ordered, key=lambda law: "history" if law.historical else law.rank)
    return "".join(_law_group(group, list(members), place) for group, members in groups)


def _law_group(group: str, members: list[Law], place: Place) -> str:
    language = place.language
    title = TOOLS["history"][language] if group == "history" else RANKS[group][language]
    head = "".join(f'<th scope="col">{TOOLS[key][language]}</th>' for key in ("law", "scope", "version", "status", "digest"))
    rows = "".join(_law_row(law, place) for law in members)
    return (
        f'<div class="sheet-scroll" tabindex="0"><table class="law-table"><caption>{escape(title)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _law_row(law: Law, place: Place) -> str:
    language = place.language
    name = law.names.zh if language == "zh" else law.names.en
    extent = TOOLS[f"digest-{law.digest}"][language]
    if law.digest == "full" and law.articles != "unknown":
        extent = f"{extent}（{law.articles}条）" if language == "zh" else f"{extent} ({law.articles})"
    return (
        f'<tr><td><a href="{place.to(f"law/{law.id}.md")}">{escape(name)}</a></td>'
        f"<td>{escape(scope_name(law.scope, language))}</td><td>{law.year}</td>"
        f"<td>{escape(STATUSES[law.status][language])}</td><td>{escape(extent)}</td></tr>"
    )


