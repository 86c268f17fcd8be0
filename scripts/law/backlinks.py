"""Who cites which article: the reverse of every citation in pages, forms and questions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from scripts.law.citations import Article, Reference, find, write
from scripts.law.register import Law, Register
from scripts.pages import Page
from scripts.quiz.model import Bank


@dataclass(frozen=True)
class Found:
    """A reference in a page, with its line and the law it means (None where nobody knows it)."""

    line: int
    text: str
    reference: Reference
    law: Law | None


@dataclass(frozen=True)
class Citer:
    """Something that rests on an article: a room (guide, casebook …), a title, and its address."""

    room: str
    title: str
    target: str


Key = tuple[str, str]
"""A law id and the anchor of an article."""


def resolve(
    references: Iterable[Reference], register: Register, language: str, own: str
) -> Iterator[tuple[Reference, Law | None]]:
    """Each reference of one block with its law; 同法 means the last full citation before it.

    `own` is the id of the law whose page this is, "" elsewhere; there 本规定 means that law.
    """
    last: Law | None = None
    for reference in references:
        if reference.pointer == "own" and own:
            law: Law | None = register.by_id[own]
        elif reference.pointer:
            law = last
        else:
            law = last = register.resolve(reference.name, reference.year, language)
        yield reference, law


def in_page(page: Page, register: Register) -> Iterator[Found]:
    """Every reference of a page, in order."""
    names = register.english_names
    for line, text in page.blocks:
        references = find(text, page.language, names)
        for reference, law in resolve(references, register, page.language, own_law(page, register)):
            before = text[: reference.start].count("\n")
            yield Found(line + before, text[reference.start : reference.end], reference, law)


def own_law(page: Page, register: Register) -> str:
    """The id of the law whose digest a page is, "" for other pages."""
    law = str(page.meta.get("law", ""))
    return law if law in register.by_id else ""


def index(
    pages: Iterable[Page],
    banks: dict[str, Bank],
    register: Register,
    language: str,
    references: Callable[[Page], Iterable[Found]],
) -> dict[Key, list[Citer]]:
    """Citers of every article in one language, pages first, in path order; each page once an article.
    `references` gives those of a page, as `in_page` does.

    The home page only points the way and the law's own page only refers to itself: neither counts."""
    found: dict[Key, dict[str, Citer]] = {}

    def add(law: Law | None, articles: Iterable[Article], citer: Citer, once: str) -> None:
        for article in articles if law else ():
            found.setdefault((law.id if law else "", article.anchor), {}).setdefault(once, citer)

    mine = [page for page in pages if page.language == language and page.room]
    for page in mine:
        for seen in references(page):
            if seen.law and seen.law.id == page.meta.get("law"):
                continue
            section = page.section(seen.line)
            target = page.rel + (f"#{section}" if section else "")
            add(seen.law, seen.reference.articles(), Citer(page.room, page.title, target), page.rel)
    homes = question_homes(mine)
    for bank in banks.values():
        for item in bank.items:
            home = homes.get(bank.bank)
            for citation in item.law if home else ():
                for reference, law in resolve(find(citation, "zh"), register, "zh", ""):
                    add(law, reference.articles(), Citer("question", item.id, f"{home}#{item.id}"), item.id)
    return {key: list(citers.values()) for key, citers in found.items()}


def question_homes(pages: Iterable[Page]) -> dict[str, str]:
    """Where each bank stands whole: bank name → page, the practice page before any other."""
    homes: dict[str, str] = {}
    for page in sorted(pages, key=lambda page: (page.room != "practice", page.rel)):
        for fence in page.fences:
            lines = dict(line.split(":", 1) for line in fence.text.splitlines() if ":" in line)
            if fence.kind == "quiz" and "items" not in lines and "bank" in lines:
                homes.setdefault(lines["bank"].strip(), page.rel)
    return homes


def citation_words(text: str, language: str, register: Register) -> str:
    """A Chinese citation of a data file in the words of `language`."""
    if language == "zh":
        return text
    words = []
    for reference, law in resolve(find(text, "zh"), register, "zh", ""):
        if law:
            year = law.year if law.historical else None
            words.append(write("en", law.names.en, year, reference.article, reference.last))
    return "; ".join(words)
