"""Plain text into safe HTML: everything escaped, citations linked, scope marks labelled."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import cache
from html import escape

from scripts.law.backlinks import citation_words, resolve
from scripts.law.citations import Reference, find
from scripts.law.register import Law, Register
from scripts.site.words import SCOPES

SCOPE_MARK = re.compile(r"\{\{([a-z]+)\}\}")


@dataclass(frozen=True)
class Place:
    """Where a text will stand: the language and the page's path below it."""

    language: str
    rel: str
    own_law: str = ""

    def to(self, target: str) -> str:
        """A relative address from this page to `target` ("law/x.md#art-1"), as the built site has it."""
        path, hash_, anchor = self.source(target).partition("#")
        return path.removesuffix(".md") + ".html" + hash_ + anchor

    def source(self, target: str) -> str:
        """The same as a link between Markdown files, which the builder resolves and checks."""
        path, hash_, anchor = target.partition("#")
        return _relative(path, self.rel) + hash_ + anchor


@cache
def _relative(path: str, page: str) -> str:
    return posixpath.relpath(path, posixpath.dirname(page) or ".")


def scope(name: str, language: str) -> str:
    """The label of a scope as HTML. Raises KeyError for an unknown scope."""
    return f'<span class="scope scope-{name}">{escape(SCOPES[name][language])}</span>'


def linked(text: str, language: str, register: Register, own_law: str = "") -> list[tuple[Reference, Law]]:
    """The references of one block that have a page to link to, in order."""
    found = resolve(find(text, language, register.english_names), register, language, own_law)
    return [(reference, law) for reference, law in found if law and law.has_articles and not reference.fault]


def target(law: Law, reference: Reference) -> str:
    """Where a reference leads, as a docs path."""
    return f"law/{law.id}.md#{law.anchor(reference.article)}"


def html(text: str, place: Place, register: Register) -> str:
    """One block of plain text as HTML."""
    pieces, position = [], 0
    for reference, law in linked(text, place.language, register, place.own_law):
        pieces.append(_marked(text[position : reference.start], place.language))
        href = escape(place.to(target(law, reference)))
        pieces.append(f'<a class="cite" href="{href}">{escape(text[reference.start : reference.end])}</a>')
        position = reference.end
    return "".join([*pieces, _marked(text[position:], place.language)])


def _marked(text: str, language: str) -> str:
    pieces = SCOPE_MARK.split(text)
    for index in range(1, len(pieces), 2):
        name = pieces[index]
        pieces[index] = scope(name, language) if name in SCOPES else escape("{{" + name + "}}")
    pieces[::2] = [escape(piece) for piece in pieces[::2]]
    return "".join(pieces)


def citation(text: str, place: Place, register: Register) -> str:
    """A Chinese citation of a data file as HTML in the language of `place`."""
    return html(citation_words(text, place.language, register), place, register)
