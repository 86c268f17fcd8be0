"""Built pages into sections: what a reader may look for, and the anchor where it stands.

Read from the HTML of the site, so that whatever builds the pages, what is shown is what is found, and
what is not published cannot be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree, html

ROOMS = ("law", "guide", "casebook", "templates", "practice", "reference", "about")

_ARTICLE = "//article[contains(@class, 'md-content__inner')]"
_FALLBACK = ".//div[contains(@class, 'room')][@lang='zh-CN']"
# Not the handbook's own words on the subject, or told elsewhere on the same page.
_LEFT_OUT = frozenset(
    "actions cited-by fallback headerlink official official-text overdue q-basis q-head q-key q-mark q-no"
    " reviewed sheet-example".split()
)
_SILENT = frozenset(["script", "style", "noscript", "template"])
_INLINE = frozenset(["a", "b", "code", "em", "i", "mark", "small", "span", "strong", "sub", "sup", "text", "tspan"])


@dataclass(frozen=True)
class Section:
    """Words under one anchor of a page; "" is the top of the page."""

    anchor: str
    heading: str
    text: str


@dataclass(frozen=True)
class Document:
    """A page: its address below the folder of its language, its room ("" for the home page), its title."""

    address: str
    room: str
    title: str
    sections: tuple[Section, ...]


def read(site: Path, language: str) -> list[Document]:
    """The pages of one language of a built site, in the order of their addresses.

    A page that only shows the Chinese text inside the English site is left out.
    """
    root = site if language == "zh" else site / language
    found = []
    for path in sorted(root.rglob("*.html"), key=lambda path: path.relative_to(root).as_posix()):
        rel = path.relative_to(root)
        room = rel.parts[0] if len(rel.parts) > 1 else ""
        if path.name != "404.html" and room in ("", *ROOMS):
            document = parse(path.read_text(encoding="utf-8"), rel.as_posix(), room, language)
            found += [document] if document else []
    return found


def parse(text: str, address: str, room: str, language: str) -> Document | None:
    """One page from its HTML; None where it is no page of the handbook in `language`."""
    articles = html.document_fromstring(text).xpath(_ARTICLE)
    if not articles or (language != "zh" and articles[0].xpath(_FALLBACK)):
        return None
    return _Page(room).document(articles[0], address)


class _Page:
    """One walk over a page: words go to the section that was opened last."""

    def __init__(self, room: str) -> None:
        self.room = room
        self.title = ""
        self.sections: list[tuple[str, str, list[str]]] = [("", "", [])]

    def document(self, article: html.HtmlElement, address: str) -> Document:
        self._walk(article)
        sections = []
        for anchor, heading, pieces in self.sections:
            # Variants of a contract share their clauses, tables repeat their heads: once is enough.
            words = " ".join(dict.fromkeys(_lines(pieces)))
            if words or (anchor and heading):
                sections.append(Section(anchor, heading, words))
        return Document(address, self.room, self.title, tuple(sections))

    def _walk(self, node: html.HtmlElement) -> None:
        for child in node:
            if isinstance(child.tag, str) and not self._left_out(child):
                self._visit(child)
            self._say(child.tail)

    def _visit(self, node: html.HtmlElement) -> None:
        if node.tag == "h1":
            self.title = _words(node)
            return
        if node.tag not in _INLINE:
            self._say("\n")
        heading = self._heading(node)
        if heading is not None:
            before = self.sections[-1]
            self.sections.append((node.get("id"), _words(heading), []))
            if heading is not node:
                self._say(node.text)
                self._walk_without(node, heading)
                # What follows an entry belongs to the heading above it again.
                self.sections.append((before[0], before[1], []))
        else:
            self._say(node.text)
            self._walk(node)
        if node.tag not in _INLINE:
            self._say("\n")

    def _walk_without(self, node: html.HtmlElement, heading: html.HtmlElement) -> None:
        heading.getparent().remove(heading)
        self._walk(node)

    def _heading(self, node: html.HtmlElement) -> html.HtmlElement | None:
        """What names the section that `node` opens: itself, a question's stem, a term; None where it opens none."""
        if not node.get("id"):
            return None
        if node.tag in ("h2", "h3"):
            return node
        names = node.xpath(
            "self::*[contains(concat(' ', @class, ' '), ' q ')]//*[contains(@class, 'q-stem')]"
            "|self::div[parent::dl]/dt|self::tr/*[1]"
        )
        return names[0] if names else node if node.tag == "th" else None

    def _left_out(self, node: html.HtmlElement) -> bool:
        classes = set((node.get("class") or "").split())
        # Chapters repeat a few practice questions, which have a page of their own.
        repeated = "quiz" in classes and self.room != "practice"
        return node.tag in _SILENT or repeated or bool(classes & _LEFT_OUT)

    def _say(self, text: str | None) -> None:
        if text:
            self.sections[-1][2].append(text)


def _lines(pieces: list[str]) -> Iterator[str]:
    for line in "".join(pieces).split("\n"):
        if words := " ".join(line.split()):
            yield words


def _words(node: html.HtmlElement) -> str:
    kept = "".join(str(text) for text in etree.XPath(".//text()[not(ancestor::*[contains(@class, 'q-no')])]")(node))
    return " ".join(kept.replace("¶", "").split())
