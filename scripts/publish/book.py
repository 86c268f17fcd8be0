"""The manual as a book: the built Chinese pages in the order of the menu, without what paper cannot use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lxml.html

from scripts.publish import leaf

ROOMS = ("", "guide", "law", "casebook", "templates", "reference")
HOME = "怎样用这本手册"


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


def read(site: Path, nav: Sequence[Any]) -> tuple[Part | Leaf, ...]:
    """The book from a built site and the menu of mkdocs.yml; links lead inside the book or to the web."""
    book = tuple(_entries(site, nav))
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


def _entries(site: Path, nav: Sequence[Any]) -> Iterator[Part | Leaf]:
    for entry in nav:
        if isinstance(entry, str):
            if _belongs(entry):
                yield _leaf(site, entry)
            continue
        [(title, inside)] = entry.items()
        if isinstance(inside, str):
            if _belongs(inside):
                yield _leaf(site, inside, HOME if inside == "index.md" else str(title))
        elif found := tuple(_entries(site, inside)):
            yield Part(str(title), found)


def _belongs(page: str) -> bool:
    return page.rpartition("/")[0] in ROOMS


def _leaf(site: Path, page: str, title: str = "") -> Leaf:
    address = page.removesuffix(".md") + ".html"
    document = lxml.html.document_fromstring((site / address).read_text(encoding="utf-8"))
    [body] = document.xpath("//article//div[contains(@class, 'room')]")
    heading = body.find("h1")
    leaf.clean(body, address)
    return Leaf(address, title or str(heading.text_content()).strip(), body)
