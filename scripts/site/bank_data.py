"""The practice questions as one script a language, for the pages that make their own papers of them.

`practice/bank.js` sets window.handbookBank. It holds the practice pool only, as text: the pages set it
as text, never as markup.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from scripts.law.backlinks import citation_words
from scripts.law.citations import find
from scripts.quiz.model import Case, Item, Judgement, Multiple, Single
from scripts.quiz.words import BANDS, LEVELS, TYPES
from scripts.site.inline import Place, linked, target
from scripts.site.library import Library
from scripts.site.words import scope_name, word

NAME = "practice/bank.js"
CHAPTERS = {
    "D1": ("why-consult", "legal-basis"),
    "D2": ("leadership",),
    "D3": ("representatives",),
    "D4": ("topics",),
    "D5": ("preparation",),
    "D6": ("offer-and-reply", "meeting"),
    "D7": ("workers-congress",),
    "D8": ("filing-and-review",),
    "D9": ("performance-and-supervision", "responsibility-and-evaluation"),
    "D10": ("renewal-and-restructuring", "disputes"),
    "D11": ("special-contracts",),
    "D12": ("drafting",),
}
"""The chapters of the manual that teach a domain."""


def write(library: Library, site: Path, language: str) -> None:
    """Put the data script of a language into the built site."""
    path = site / ("" if language == "zh" else language) / NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(script(library, language), encoding="utf-8", newline="\n")


def script(library: Library, language: str) -> str:
    """window.handbookBank = {domains: [{id, title, bank, chapters}], items: […]};"""
    place = Place(language, NAME)
    titles = {(page.language, page.rel): page.title for page in library.pages}
    banks = sorted(library.banks.values(), key=lambda bank: int(bank.domain[1:]))
    domains = [
        {
            "id": bank.domain,
            "title": bank.title.of(language),
            "page": f"{bank.bank}.html",
            "chapters": [
                [
                    titles.get((language, f"guide/{name}.md")) or titles.get(("zh", f"guide/{name}.md"), name),
                    place.to(f"guide/{name}.md"),
                ]
                for name in CHAPTERS[bank.domain]
            ],
        }
        for bank in banks
    ]
    items = [_item(item, bank.domain, place, library) for bank in banks for item in bank.items]
    data = json.dumps({"domains": domains, "items": items}, ensure_ascii=False, separators=(",", ":"))
    # A script element may not be ended early, nor a line by U+2028, wherever this is put.
    data = data.replace("</", "<\\/").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"window.handbookBank={data};\n"


def _item(item: Item, domain: str, place: Place, library: Library) -> dict[str, Any]:
    language = place.language
    made: dict[str, Any] = {
        "id": item.id,
        "hash": item.hash,
        "type": item.type,
        "domain": domain,
        "level": item.level,
        "band": item.band,
        "scope": item.scope,
        "scopeName": scope_name(item.scope, language),
        "labels": " · ".join((TYPES[item.type][language], LEVELS[item.level][language], BANDS[item.band][language])),
        "stem": item.stem.of(language),
        "key": _key(item),
        "why": item.explanation.of(language),
        "basis": [_basis(law, place, library) for law in item.law],
        "law": sorted(set(_laws(item.law))),
    }
    if language == "en" and item.stem.en is None:
        made["lang"] = "zh-CN"
    if item.source:
        made["basis"].append([word("seed", language), ""])
    if isinstance(item, Single | Multiple):
        made["options"] = [[letter, text.of(language)] for letter, text in item.options.items()]
        made["fixed"] = item.fixed
    if isinstance(item, Case):
        made["parts"] = [
            [part.prompt.of(language), [[point.of(language), point.marks] for point in part.points]]
            for part in item.parts
        ]
    return made


def _key(item: Item) -> list[str]:
    if isinstance(item, Case):
        return []
    if isinstance(item, Judgement):
        return ["true" if item.key else "false"]
    return sorted(item.keys)


def _basis(law: str, place: Place, library: Library) -> list[str]:
    words = citation_words(law, place.language, library.register)
    found = linked(words, place.language, library.register)
    return [words, place.to(target(found[0][1], found[0][0])) if found else ""]


def _laws(citations: Iterable[str]) -> Iterable[str]:
    """"集体合同规定 32" for every article that an item rests on: what the page filters by."""
    for law in citations:
        for reference in find(law, "zh"):
            version = f"（{reference.year}）" if reference.year else ""
            for article in reference.articles():
                sub = f"-{article.sub}" if article.sub else ""
                yield f"{reference.name}{version} {article.number}{sub}"
