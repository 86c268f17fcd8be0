"""The words of a page as a tree of lists, strings and small mappings, which Typst reads as JSON.

A run of words is a list of strings and of {"k": kind, "t": words, …}; a block is {"k": kind, …}. What is
said where, book.typ knows by the kinds; text never becomes markup.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from lxml import etree

Node = dict[str, Any]
Run = list[str | Node]

_HEADINGS = {"h2", "h3", "h4", "h5", "h6"}
_BLOCKS = _HEADINGS | {"p", "div", "ul", "ol", "dl", "table", "figure", "hr", "pre", "section", "blockquote"}
_BOXES = {"admonition", "unfolded", "q-answers", "sheet", "q"}
_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…"
_BREAK = re.compile(rf"(?<=[{_CJK}])\s*\n\s*(?=[{_CJK}])")
_SPACE = re.compile(r"[ \t\r\n]+")
_WIDEST = 26.0  # ems: a cell that is longer wraps, and asks for no more of the line
_FIGURE_WIDTH, _FIGURE_HEIGHT = 95.0, 200.0  # millimetres at most
_NARROW = 6.0  # ems: a column of short words is as wide as they are
# The look of diagrams in docs/assets/css/handbook.css, on paper.
_INK = (
    ".d-box{fill:#fff;stroke:#57606a}.d-seal{stroke:#a4262c;stroke-width:2}.d-dashed{stroke-dasharray:4 3}"
    ".d-text{fill:#1f2328;font-family:Noto Sans SC;font-size:14px}.d-small{font-size:12px;fill:#57606a}"
    ".d-line{fill:none;stroke:#57606a;stroke-width:1.2}.d-head{fill:#57606a}"
    ".d-cell{fill:none;stroke:#d0d7de}.d-mark{fill:#a4262c}"
)


def blocks(element: Any, address: str, targets: Collection[str]) -> list[Node]:
    """The blocks inside an element of the page at `address`. Ids are kept where `targets`, full addresses
    with their anchors, holds them."""
    return list(_Walk(address, targets).blocks(element))


class _Walk:
    def __init__(self, address: str, targets: Collection[str]) -> None:
        self.address = address
        self.targets = targets

    def blocks(self, element: Any) -> Iterator[Node]:
        """Children in order; words between blocks become a paragraph."""
        loose: Run = list(self.anchor(element))
        _add(loose, element.text)
        for child in element:
            if isinstance(child.tag, str) and child.tag in _BLOCKS:
                yield from _paragraph(loose, "")
                loose = []
                yield from self.block(child)
            elif isinstance(child.tag, str):
                loose.extend(self.inline(child))
            _add(loose, child.tail)
        yield from _paragraph(loose, "")

    def block(self, element: Any) -> Iterator[Node]:
        tag = element.tag
        kind = (element.get("class") or "").split(" ")[0]
        if tag in _HEADINGS:
            yield {"k": "heading", "level": int(tag[1:]), "id": self.label(element), "t": self.run(element)}
        elif tag == "p":
            yield from _paragraph(
                [*self.anchor(element), *self.run(element)], (element.get("class") or "").split(" ")[-1]
            )
        elif tag in ("ul", "ol"):
            yield {
                "k": "list",
                "kind": "numbers" if tag == "ol" else "ticks" if kind == "task-list" else "points",
                "start": int(element.get("start", 1)),
                "items": [list(self.blocks(item)) for item in element.iterchildren("li")],
            }
        elif tag == "dl":
            yield {"k": "terms", "facts": kind == "facts", "items": list(self.terms(element))}
        elif tag == "table":
            yield self.table(element)
        elif tag == "figure":
            yield self.figure(element)
        elif tag == "hr":
            yield {"k": "rule"}
        elif tag == "pre":
            yield {"k": "code", "t": str(element.text_content()).rstrip("\n")}
        elif kind in _BOXES:
            yield {"k": "box", "kind": kind, "inside": list(self.blocks(element))}
        else:
            yield from self.blocks(element)

    def terms(self, element: Any) -> Iterator[Node]:
        for pair in element.xpath("./div") or [element]:
            yield {
                "term": [
                    *self.anchor(pair),
                    *(one for dt in pair.iterchildren("dt") for one in self.run(dt)),
                ],
                "said": [self.run(dd) for dd in pair.iterchildren("dd")],
            }

    def table(self, element: Any) -> Node:
        head = [self.row(row) for row in element.xpath("./thead/tr")]
        rows = [self.row(row) for row in element.xpath("./tbody/tr | ./tr")]
        caption = element.find("caption")
        return {
            "k": "table",
            "kind": (element.get("class") or "").split(" ")[0],
            "caption": self.run(caption) if caption is not None else [],
            "columns": _given_widths(element) or _needed_widths([*head, *rows]),
            "head": head,
            "rows": rows,
        }

    def row(self, row: Any) -> list[Node]:
        return [
            {
                "t": [*self.anchor(row if not at else None), *self.anchor(cell), *self.run(cell)],
                "head": cell.tag == "th",
                "colspan": int(cell.get("colspan", 1)),
                "rowspan": int(cell.get("rowspan", 1)),
            }
            for at, cell in enumerate(row.iterchildren("td", "th"))
        ]

    def figure(self, element: Any) -> Node:
        [svg] = element.iterchildren("svg")
        caption = element.find("figcaption")
        return {
            "k": "figure",
            "svg": drawing(svg, _INK),
            "width": min(_FIGURE_WIDTH, _FIGURE_HEIGHT * _shape(svg)),
            "said": str(svg.findtext("desc") or ""),
            "caption": self.run(caption) if caption is not None else [],
        }

    def run(self, element: Any) -> Run:
        """The words inside an element, without space at either end."""
        return _trimmed(list(self.words(element)))

    def words(self, element: Any) -> Iterator[str | Node]:
        run: Run = []
        _add(run, element.text)
        for child in element:
            if isinstance(child.tag, str):
                if child.tag in _BLOCKS and run:
                    run.append({"k": "br"})  # blocks in a cell stand below each other
                run.extend(self.inline(child))
            _add(run, child.tail)
        return iter(run)

    def inline(self, element: Any) -> Iterator[str | Node]:
        yield from self.anchor(element)
        tag, kinds = element.tag, (element.get("class") or "").split()
        inside = list(self.words(element))
        if tag == "br":
            yield {"k": "br"}
        elif tag == "a":
            href = element.get("href", "")
            outside = href.startswith(("http://", "https://"))
            yield {"k": "link", "to": href, "outside": outside, "t": inside}
        elif tag in ("strong", "b", "dt") and inside:
            yield {"k": "strong", "t": inside}
        elif tag in ("code", "small") and inside:
            yield {"k": tag, "t": inside}
        elif "scope" in kinds:
            yield {"k": "scope", "kind": kinds[-1].removeprefix("scope-"), "t": inside}
        elif "blank" in kinds:
            yield {"k": "blank", "t": inside}
        elif "art-no" in kinds:
            yield {"k": "number", "t": inside}
        else:
            yield from inside

    def label(self, element: Any) -> str:
        """The element's full address where something leads to it, else ""."""
        name = f"{self.address}#{element.get('id')}" if element is not None else ""
        return name if name in self.targets else ""

    def anchor(self, element: Any) -> Iterator[Node]:
        if name := self.label(element):
            yield {"k": "anchor", "id": name}


def drawing(svg: Any, style: str = "") -> str:
    """A picture of the page as SVG of its own, with a style sheet inside where one is given."""
    text = str(etree.tostring(svg, encoding="unicode", with_tail=False)).replace(" viewbox=", " viewBox=")
    return text.replace(">", f"><style>{style}</style>", 1) if style else text


def _shape(svg: Any) -> float:
    """Width by height; the HTML parser has lowered the case of viewBox."""
    _, _, width, height = map(float, str(svg.get("viewbox")).split())
    return width / height


def _paragraph(run: Run, kind: str) -> Iterator[Node]:
    if run := _trimmed(run):
        yield {"k": "p", "kind": kind, "t": run}


def _add(run: Run, text: str | None) -> None:
    if text:
        run.append(_SPACE.sub(" ", _BREAK.sub("", text)).replace("☐", "□"))  # few fonts have ☐


def _trimmed(run: Run) -> Run:
    """Without white space at either end and without empty strings."""
    run = [one for one in run if one != ""]
    for at, strip in ((0, str.lstrip), (-1, str.rstrip)):
        while run and isinstance(run[at], str):
            run[at] = strip(str(run[at]))
            if run[at]:
                break
            del run[at]
    return run


def _given_widths(table: Any) -> list[float]:
    styles = [str(column.get("style", "")) for column in table.xpath("./colgroup/col")]
    found = [re.fullmatch(r"width:([\d.]+)%", style) for style in styles]
    return [float(match[1]) for match in found if match] if styles and all(found) else []


def _needed_widths(rows: list[list[Node]]) -> list[float]:
    """Shares of the line by the longest words of each column, within reason; 0 is as wide as needed."""
    count = max((sum(cell["colspan"] for cell in row) for row in rows), default=1)
    widths = [0.0] * count
    for row in rows:
        if len(row) == count:
            for at, cell in enumerate(row):
                widths[at] = max(widths[at], min(_ems(cell["t"]), _WIDEST))
    return [width if width > _NARROW else 0.0 for width in widths]


def _ems(run: Run) -> float:
    return sum(
        sum(0.55 if char.isascii() else 1.0 for char in one)
        if isinstance(one, str)
        else _ems(one.get("t", []))
        for one in run
    )
