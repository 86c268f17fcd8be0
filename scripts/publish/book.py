"""The manual as a book: the built pages of a language in the order of the menu, without what paper cannot use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lxml.html

from scripts.publish import leaf

ROOMS = ("", "guide", "law", "casebook", "templates", "reference")
HOME = {"zh": "怎样用这本手册", "en": "How to use this handbook"}


@dataclass(frozen=True)
class Leaf:
    """One page: its address below the site, its title, its cleaned words (see leaf.py)."""

    address: str
    title: str
    body: Any


@dataclass(frozen=True)
class Part:
    """A section of the menu with what stands in it."""

    title: str
    inside: tuple[Part | Leaf, ...]


def read(
    site: Path, nav: Sequence[Any], language: str = "zh", names: Mapping[str, str] | None = None
) -> tuple[Part | Leaf, ...]:
    """The book from the pages of a language and the menu of mkdocs.yml; links lead inside the book or to the
    web. `site` is the folder of that language; `names` has the titles of the menu in it."""
    book = tuple(_Reader(site, language, names or {}).entries(nav))
    known = {one.address: leaf.ids(one.body) for one in leaves(book)}
    for one in leaves(book):
        leaf.keep_links(one.body, known)
    return book


def leaves(book: Sequence[Part | Leaf]) -> Iterator[Leaf]:
    """All pages in reading order."""
    for one in book:
        if isinstance(one, Leaf):
            yield one
        else:
            yield from leaves(one.inside)


def _belongs(page: str) -> bool:
    return page.rpartition("/")[0] in ROOMS


@dataclass(frozen=True)
class _Reader:
    site: Path
    language: str
    names: Mapping[str, str]

    def entries(self, nav: Sequence[Any]) -> Iterator[Part | Leaf]:
        for entry in nav:
            if isinstance(entry, str):
                if _belongs(entry):
                    yield self.leaf(entry)
                continue
            [(title, inside)] = entry.items()
            title = self.names.get(str(title), str(title))
            if isinstance(inside, str):
                if _belongs(inside):
                    yield self.leaf(inside, HOME[self.language] if inside == "index.md" else title)
            elif found := tuple(self.entries(inside)):
                yield Part(title, found)

    def leaf(self, page: str, title: str = "") -> Leaf:
        address = page.removesuffix(".md") + ".html"
        document = lxml.html.document_fromstring((self.site / address).read_text(encoding="utf-8"))
        [body] = document.xpath("//article//div[contains(@class, 'room')]")
        heading = body.find("h1")
        leaf.clean(body, address, self.language)
        return Leaf(address, title or str(heading.text_content()).strip(), body)
