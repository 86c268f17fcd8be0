"""The Markdown extension: citations become links, scope tokens labels, steps a fixed line.

It needs to know the language and the path of the page: two options, or what Zensical says; links are written as
../law/ID.md#art-N and left to the builder to resolve, so a wrong one fails a strict build.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from scripts.law.backlinks import own_law
from scripts.reference import Term
from scripts.site.inline import SCOPE_MARK, Place, linked, target
from scripts.site.library import Library, current
from scripts.site.words import SCOPES

_SKIP = {"a", "code", "pre", "script", "style", "h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS = {"p", "li", "td", "th", "dd", "dt", "div", "blockquote", "figcaption", "summary", "caption"}
TIPPED = {"guide", "casebook"}  # rooms whose pages explain glossary terms at first use
_FORM_CODE = re.compile(r"(?<![A-Za-z0-9])F\d{2}(?![A-Za-z0-9])")
_ARTICLE = re.compile(r"^(第[^ ]+条(?:之[^ ]+)?|Article \d+(?:-\d+)?) ")


def whereabouts(path: str) -> tuple[str, str]:
    """(path below its language, language of its words) of a page from its path below docs/.

    A builder without the i18n plugin finds the Chinese text of an untranslated page below en/.
    """
    rel = path.removeprefix("en/")
    return (rel, "en") if rel != path and ("en", rel) in current().by_place else (rel, "zh")


@dataclass(frozen=True)
class Handbook:
    """What a fence or processor may ask for; hangs on the Markdown instance as `md.handbook`."""

    place: Place
    library: Library


class ScopeMarks(InlineProcessor):
    """{{national}} → a labelled span; other words in braces stay as they are."""

    def __init__(self, md: Markdown, language: str) -> None:
        super().__init__(SCOPE_MARK.pattern + " ?", md)
        self.language = language

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[ET.Element | None, int | None, int | None]:  # type: ignore[override]  # noqa: N802
        """Markdown's entry for one match."""
        del data
        if m[1] not in SCOPES:
            return None, None, None
        span = ET.Element("span", {"class": f"scope scope-{m[1]}"})
        span.text = SCOPES[m[1]][self.language]
        return span, m.start(0), m.end(0)


class Citations(Treeprocessor):
    """Wraps every citation with a page in a link, block by block, so that 同法 finds its law."""

    def run(self, root: ET.Element) -> None:
        """Markdown's entry for one document."""
        parents = {child: parent for parent in root.iter() for child in parent}
        for block in list(root.iter()):
            if block.tag in _BLOCKS:
                self._block(block, parents)

    def _block(self, block: ET.Element, parents: dict[ET.Element, ET.Element]) -> None:
        handbook: Handbook = self.md.handbook  # type: ignore[attr-defined]
        place = handbook.place
        texts = list(_texts(block))
        whole = "".join(text for _, _, text in texts)
        found = linked(whole, place.language, handbook.library.register, place.own_law)
        offset = len(whole)
        for owner, slot, text in reversed(texts):
            offset -= len(text)
            inside = [
                (reference.start - offset, reference.end - offset, place.source(target(law, reference)))
                for reference, law in found
                if offset <= reference.start and reference.end <= offset + len(text)
            ]
            if inside:
                _wrap(owner, slot, text, inside, parents)


def _texts(element: ET.Element) -> Iterator[tuple[ET.Element, str, str]]:
    if element.text:
        yield element, "text", element.text
    for child in element:
        if child.tag not in _SKIP and child.tag not in _BLOCKS:
            yield from _texts(child)
        if child.tail:
            yield child, "tail", child.tail


def _wrap(
    owner: ET.Element,
    slot: str,
    text: str,
    inside: list[tuple[int, int, str]],
    parents: dict[ET.Element, ET.Element],
    style: str = "cite",
) -> None:
    parent = owner if slot == "text" else parents[owner]
    index = 0 if slot == "text" else list(parent).index(owner) + 1
    setattr(owner, slot, text[: inside[0][0]])
    ends = [start for start, _, _ in inside[1:]] + [len(text)]
    for (start, end, href), following in zip(inside, ends, strict=True):
        link = ET.Element("a", {"class": style, "href": href})
        link.text, link.tail = text[start:end], text[end:following]
        parent.insert(index, link)
        parents[link] = parent
        index += 1


class FormCodes(Treeprocessor):
    """F07 in a text becomes a link to the form of that number, its title on hover."""

    def run(self, root: ET.Element) -> None:
        """Markdown's entry for one document."""
        handbook: Handbook = self.md.handbook  # type: ignore[attr-defined]
        parents = {child: parent for parent in root.iter() for child in parent}
        for block in list(root.iter()):
            if block.tag not in _BLOCKS:
                continue
            for owner, slot, text in reversed(list(_texts(block))):
                inside = [
                    (match.start(), match.end(), handbook.place.source(handbook.library.forms[match[0]]))
                    for match in _FORM_CODE.finditer(text)
                    if handbook.library.forms.get(match[0], handbook.place.rel) != handbook.place.rel
                ]
                if inside:
                    _wrap(owner, slot, text, inside, parents, "form-code")


class Terms(Treeprocessor):
    """The first use of a glossary term on a page becomes a quiet link with its meaning."""

    def run(self, root: ET.Element) -> None:
        """Markdown's entry for one document."""
        handbook: Handbook = self.md.handbook  # type: ignore[attr-defined]
        place = handbook.place
        terms, pattern = handbook.library.tips[place.language]
        seen: set[str] = set()
        for block in list(root.iter()):
            if block.tag in ("p", "li", "td"):
                for owner, slot, text in list(_texts(block)):
                    marked = pattern.sub(lambda match: self._tip(match[0], place, terms, seen), text)
                    setattr(owner, slot, marked)

    def _tip(self, words: str, place: Place, terms: dict[str, Term], seen: set[str]) -> str:
        term = terms[words.lower()]
        if term.id in seen:
            return words
        seen.add(term.id)
        href = escape(place.to(f"reference/glossary.md#{term.id}"))
        title = escape(f"{term.zh if place.language == 'en' else term.en}. {term.says.of(place.language)}", quote=True)
        # made by a fence over there, where MkDocs sees no anchors: kept from its eyes
        return str(self.md.htmlStash.store(f'<a class="term" href="{href}" title="{title}">{escape(words)}</a>'))


class Shapes(Treeprocessor):
    """Article numbers get their own span; the table after a step heading becomes the step line."""

    def run(self, root: ET.Element) -> None:
        """Markdown's entry for one document."""
        children = list(root)
        for heading, following in zip(children, [*children[1:], None], strict=True):
            anchor = heading.get("id", "")
            if anchor.startswith("art-") and heading.text and (match := _ARTICLE.match(heading.text)):
                number = ET.Element("span", {"class": "art-no"})
                number.text, number.tail = match[1], " " + heading.text[match.end() :]
                heading.text = ""
                heading.insert(0, number)
            if anchor.startswith("step-") and following is not None and following.tag == "table":
                following.set("class", "step-line")
                labels = ["".join(cell.itertext()) for cell in following.iter("th")]
                for row in following.iter("tr"):
                    for label, cell in zip(labels, row.findall("td"), strict=False):
                        cell.set("data-label", label)


class Tables(Treeprocessor):
    """A table that is wider than a phone scrolls in a box that the keyboard reaches too."""

    def run(self, root: ET.Element) -> None:
        """Markdown's entry for one document."""
        for parent in list(root.iter()):
            for index, child in enumerate(list(parent)):
                if child.tag == "table" and not child.get("class"):
                    child.set("class", "plain")
                    box = ET.Element("div", {"class": "sheet-scroll", "tabindex": "0"})
                    box.tail, child.tail = child.tail, None
                    parent.remove(child)
                    box.append(child)
                    parent.insert(index, box)


class HandbookExtension(Extension):
    """Registers everything above."""

    def __init__(self, **kwargs: Any) -> None:
        self.config = {
            "language": ["zh", "language of the page: zh or en"],
            "page": ["index.md", "path of the page below its language"],
        }
        super().__init__(**kwargs)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Markdown's entry."""
        library = current()
        language, rel = self.getConfig("language"), self.getConfig("page")
        for processor in md.preprocessors:
            if hasattr(processor, "page"):  # Zensical runs no hooks that could set the options, but leaves this
                rel, language = whereabouts(processor.page.path)
        page = library.by_place.get((language, rel))
        own = own_law(page, library.register) if page else ""
        md.handbook = Handbook(Place(language, rel, own), library)  # type: ignore[attr-defined]
        md.inlinePatterns.register(ScopeMarks(md, language), "handbook-scope", 175)
        md.treeprocessors.register(Citations(md), "handbook-citations", 15)
        md.treeprocessors.register(FormCodes(md), "handbook-forms", 14.5)
        if rel.split("/")[0] in TIPPED:
            md.treeprocessors.register(Terms(md), "handbook-terms", 14)
        md.treeprocessors.register(Shapes(md), "handbook-shapes", 6)
        md.treeprocessors.register(Tables(md), "handbook-tables", 5)


def makeExtension(**kwargs: Any) -> HandbookExtension:  # noqa: N802
    """The name Python-Markdown looks for."""
    return HandbookExtension(**kwargs)
