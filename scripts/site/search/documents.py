"""Built pages into sections: what a reader may look for, and the anchor where it stands.

Read from the HTML of the site, so that whatever builds the pages, what is shown is what is found, and
what is not published cannot be. Of a question only what it asks is kept: a search must neither give the
answer away nor show a wrong option as if the handbook said so. Of a contract's clauses, the first sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import html

ROOMS = ("law", "guide", "casebook", "templates", "practice", "reference", "about")

_ARTICLE = "//article[contains(@class, 'md-content__inner')]"
_FALLBACK = ".//div[contains(@class, 'room')][@lang='zh-CN']"
# Frames and repetitions; what an editor imported; notes on how to fill in a form; what would give an answer.
_LEFT_OUT = frozenset(
    [
        *[
            "actions",
            "cited-by",
            "fallback",
            "glossary-group",
            "headerlink",
            "note",
            "official",
            "official-text",
        ],
        *[
            "overdue",
            "q-answer",
            "q-head",
            "q-mark",
            "q-no",
            "q-parts",
            "q-option",
            "reviewed",
            "scope-national",
            "scope-teaching",
            "sheet-example",
            "sheet-note",
            "sheet-only",
            "stale",
        ],
    ]
)
_SILENT = frozenset(["script", "style", "noscript", "template"])
_INLINE = frozenset(
    ["a", "b", "code", "em", "i", "mark", "small", "span", "strong", "sub", "sup", "text", "tspan"]
)
# A citation between these marks; one that only stands in brackets behind a sentence says nothing to look for.
_CITE, _END = "\x02", "\x03"
_ASIDE = re.compile(rf"[（(](?:{_CITE}[^{_END}]*{_END}|[；;、，,和及与 ]|and)+[）)]")
_FIRST = re.compile(r"(?<=[。；])|(?<=\.) (?=[A-Z])|(?<=;) ")
_SHORT = 12
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_CODE = re.compile(r"[A-Z]\d+")
# Sections that frame a page and say what its other sections say.
_FRAMES = frozenset(["audience", "outcomes", "related", "forms", "handout"])
# How many characters of a question are told: the story of a case is long, and room is short in English.
_STEM = {"zh": 300, "en": 240}


@dataclass(frozen=True)
class Section:
    """Words under one anchor of a page; "" is the top of the page. Chapters of a long form share its anchor."""

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
    """The pages of one language ("zh" or "en") of a built site, in the order of their addresses.

    A page that only shows the Chinese text inside the English site is left out.
    """
    root = site if language == "zh" else site / language
    paths = [path for path in root.glob("*.html") if path.name != "404.html"]
    paths += [path for room in ROOMS for path in (root / room).rglob("*.html")]
    found = []
    for path in sorted(paths, key=lambda path: path.relative_to(root).as_posix()):
        document = parse(path.read_text(encoding="utf-8"), path.relative_to(root).as_posix(), language)
        found += [document] if document else []
    return found


def untranslated_articles(site: Path, language: str) -> dict[str, list[str]]:
    """Laws that the English site shows in Chinese: address → anchors of their articles, to be led to by number."""
    found = {}
    for path in sorted((site / language / "law").glob("*.html")) if language != "zh" else []:
        page = html.document_fromstring(path.read_text(encoding="utf-8"))
        if page.xpath(_FALLBACK):
            found[f"law/{path.name}"] = [
                str(anchor) for anchor in page.xpath("//h3/@id") if anchor.startswith("art-")
            ]
    return found


def parse(text: str, address: str, language: str) -> Document | None:
    """One page from its HTML; None where it is no page of the handbook in `language`."""
    articles = html.document_fromstring(text).xpath(_ARTICLE)
    if not articles or (language != "zh" and articles[0].xpath(_FALLBACK)):
        return None
    room = address.split("/")[0] if "/" in address else ""
    walk = _Walk(room, _STEM[language])
    walk.through(articles[0])
    sections = tuple(
        section for part in walk.parts if part.anchor not in _FRAMES and (section := part.section())
    )
    # A form is also known by its code, which stands first among its facts.
    code = (
        _CODE.match(articles[0].findtext(".//dl[@class='facts']//dd") or "") if room == "templates" else None
    )
    return Document(address, room, f"{code[0]} {walk.title}" if code else walk.title, sections)


@dataclass
class _Part:
    anchor: str
    heading: str
    pieces: list[str] = field(default_factory=list)
    again: bool = False

    def section(self) -> Section | None:
        # Sheets and tables repeat whole lines: once is enough. A short cell is a fact of its row.
        lines = dict.fromkeys(
            (line, 0 if len(line) > _SHORT else number)
            for number, line in enumerate(_lines("".join(self.pieces)))
        )
        text = " ".join(line for line, _ in lines)
        return Section(self.anchor, self.heading, text) if text or (self.heading and not self.again) else None


class _Walk:
    """One walk over a page: words go to the part that was opened last."""

    def __init__(self, room: str, stem: int) -> None:
        self.room = room
        self.stem = stem
        self.title = ""
        self.parts = [_Part("", "")]

    def through(self, node: html.HtmlElement) -> None:
        self._say(node.text)
        for child in node:
            if isinstance(child.tag, str) and not self._left_out(child):
                self._visit(child)
            self._say(child.tail)

    def _visit(self, node: html.HtmlElement) -> None:
        classes = _classes(node)
        if node.tag == "h1":
            self.title = _words(node)
        elif node.tag in ("h2", "h3", "th") and node.get("id"):
            self.parts.append(_Part(node.get("id"), _words(node)))
        elif "sheet-heading" in classes or "sheet-title" in classes:
            self.parts.append(_Part(self.parts[-1].anchor, _words(node)))
        elif (name := _entry_name(node)) is not None:
            around = self.parts[-1]
            self.parts.append(_Part(node.get("id"), _cut(_words(name), self.stem)))
            name.drop_tree()
            self.through(node)
            # What follows an entry of a list belongs to the heading above the list again.
            self.parts.append(_Part(around.anchor, around.heading, again=True))
        elif classes & {"sheet-clause", "sheet-paragraph"}:
            # Its first sentence says what a paragraph is about; a clause reads without the names of its blanks.
            for blank in node.xpath(".//*[contains(@class, 'blank')]"):
                blank.text = "＿" if "sheet-clause" in classes else f"〔{_words(blank)}〕"
            number = node.findtext("./strong") or ""
            words = _words(node).removeprefix(number.strip()).strip()
            self._say(f"\n{number}{_FIRST.split(words, maxsplit=1)[0]}\n")
        elif "cite" in classes:
            self._say(_CITE + _words(node) + _END)
        elif "blank" in classes:
            label = _words(node)
            said = "".join(self.parts[-1].pieces[-6:]).rstrip(" :：\n（(")
            if not said.lower().endswith(label.lower()):
                self._say(f"〔{label}〕")
        elif node.tag in _INLINE:
            self.through(node)
            self._say(" " if "scope" in classes else "")
        else:
            self._say("\n")
            self.through(node)
            self._say("\n")

    def _left_out(self, node: html.HtmlElement) -> bool:
        classes = _classes(node)
        # Chapters repeat a few practice questions, which have a page of their own; a contract in several
        # sizes says most of it in the first.
        repeated = ("quiz" in classes and self.room != "practice") or (
            "variant" in classes and node.getprevious() is not None
        )
        # The heads of a form's table are its fields; those of other tables say the same on every page.
        head = node.tag == "thead" and "sheet-table" not in _classes(node.getparent())
        head = head or (node.tag == "th" and node.get("colspan") is not None)
        # The facts of a law are its register's; the names and orders that a reader types are in the index.
        facts = "facts" in classes and self.room == "law"
        dates = node.tag == "tr" and _only_dates(node)
        return node.tag in _SILENT or head or repeated or facts or dates or bool(classes & _LEFT_OUT)

    def _say(self, text: str | None) -> None:
        if text:
            self.parts[-1].pieces.append(text)


def _entry_name(node: html.HtmlElement) -> html.HtmlElement | None:
    """What names an entry that has an address of its own: a question's stem, a term, the first cells of a row."""
    if not node.get("id"):
        return None
    if "q" in _classes(node):
        names = node.xpath(".//*[contains(@class, 'q-stem')]")
    elif node.tag == "div" and node.getparent().tag == "dl":
        names = node.xpath("./dt")
    elif node.tag == "tr":
        names = node.xpath("./*[2]")
    else:
        names = []
    return names[0] if names else None


def _cut(words: str, limit: int) -> str:
    """The beginning of a long story, up to the end of a sentence where one ends in its second half."""
    if len(words) <= limit:
        return words
    end = max(words.rfind(mark, limit // 2, limit) for mark in ("。", ". "))
    return words[: end + 1] if end > 0 else words[:limit] + "…"


def _only_dates(row: html.HtmlElement) -> bool:
    """A row of a calendar says no more than the name of a page, which its own title leads to."""
    words = "".join(row.xpath(".//text()[not(ancestor::a)]"))
    return bool(_DATE.search(words)) and not re.search(r"[^\W\d_]", words)


def _classes(node: html.HtmlElement) -> set[str]:
    return set((node.get("class") or "").split())


def _words(node: html.HtmlElement) -> str:
    for end in node.iter("br"):
        end.tail = f" {end.tail or ''}"
    kept = node.xpath(
        ".//text()[not(ancestor::*[contains(@class, 'q-no') or contains(@class, 'headerlink')])]"
    )
    return " ".join("".join(kept).split())


def _lines(text: str) -> Iterator[str]:
    for line in (
        re.sub(r" +(?=[.,;])", "", _ASIDE.sub("", text)).replace(_CITE, "").replace(_END, "").split("\n")
    ):
        if words := " ".join(line.split()):
            yield words
