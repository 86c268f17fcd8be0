"""The book as an EPUB 3 for phones: one XHTML file a page, pictures inside it, nothing from outside.

Format: EPUB 3.2 (W3C), with the NCX of EPUB 2 beside the navigation document for older readers.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Sequence
from copy import deepcopy
from datetime import date
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from scripts.forms.word import EPOCH
from scripts.publish.book import Leaf, Part, leaves

_CSS = Path(__file__).with_name("epub.css")
_LANGS = {"zh": "zh-CN", "en": "en"}
_CONTENTS = {"zh": "目录", "en": "Contents"}
_KEPT = {"class", "colspan", "rowspan", "start", "style", "scope"}
_XLINK = "{http://www.w3.org/1999/xlink}"
_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


def epub(
    book: Sequence[Part | Leaf], title: str, day: date, notes: Sequence[str], language: str = "zh"
) -> bytes:
    """The book in `language` as the bytes of an EPUB; `notes` stand below the title. The same book gives
    the same bytes."""
    lang = _LANGS[language]
    words = "".join(f"<p>{escape(note)}</p>" for note in (day.isoformat(), *notes))
    files = {
        "title.xhtml": _page(
            title, f'<div class="title-page"><h1>{escape(title)}</h1></div>{words}', "title.xhtml", lang
        ),
        "nav.xhtml": _nav(book, title, language),
        **{_file(leaf.address): _leaf(leaf, lang) for leaf in leaves(book)},
    }
    drawn = {name for name, text in files.items() if "<svg" in text}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        _put(package, "mimetype", "application/epub+zip", zipfile.ZIP_STORED)  # first and not compressed
        _put(package, "META-INF/container.xml", _CONTAINER)
        _put(package, "book/package.opf", _package(title, day, list(files), drawn, lang))
        _put(package, "book/toc.ncx", _ncx(book, title, lang))
        _put(package, "book/style.css", _CSS.read_text(encoding="utf-8"))
        for name, text in files.items():
            _put(package, f"book/{name}", text)
    return target.getvalue()


def _put(package: zipfile.ZipFile, name: str, text: str, method: int = zipfile.ZIP_DEFLATED) -> None:
    info = zipfile.ZipInfo(name, EPOCH.timetuple()[:6])
    info.compress_type, info.external_attr = method, 0o644 << 16
    package.writestr(info, text.encode("utf-8"))


def _file(address: str) -> str:
    return address.removesuffix(".html") + ".xhtml"


def _identity(title: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, title)}"


def _page(title: str, body: str, name: str, lang: str) -> str:
    style = posixpath.relpath("style.css", posixpath.dirname(name) or ".")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f' lang="{lang}" xml:lang="{lang}">\n'
        f'<head><meta charset="UTF-8"/><title>{escape(title)}</title>'
        f'<link rel="stylesheet" type="text/css" href="{style}"/></head>\n<body>{body}</body>\n</html>\n'
    )


def _leaf(leaf: Leaf, lang: str) -> str:
    body = deepcopy(leaf.body)
    for element in body.iter(etree.Element):
        _plain(element, leaf.address)
    inside = "".join(str(etree.tostring(child, encoding="unicode")) for child in body)
    inside = inside.replace(" viewbox=", " viewBox=").replace("☐", "□")
    return _page(
        leaf.title,
        f"<h1>{escape(leaf.title)}</h1>{escape(body.text or '')}{inside}",
        _file(leaf.address),
        lang,
    )


def _plain(element: Any, address: str) -> None:
    """Only what a reader knows: no data for scripts, no roles, links between the files of the book."""
    in_drawing = element.tag == "svg" or any(parent.tag == "svg" for parent in element.iterancestors())
    if element.tag == "a":
        href = element.attrib.pop("href")
        kind = element.get("class")
        element.attrib.clear()
        if kind:
            element.set("class", kind)
        if in_drawing:
            element.set(f"{_XLINK}title", str(element.text_content()))
        element.set(f"{_XLINK}href" if in_drawing else "href", _link(href, address))
    elif in_drawing:
        element.attrib.pop("role", None)
    else:
        for name in list(element.attrib):
            if name == "lang":
                element.set("{http://www.w3.org/XML/1998/namespace}lang", element.get("lang"))
            elif name != "id" and name not in _KEPT:
                del element.attrib[name]
    if element.tag == "figure":
        element.set("class", "figure")


def _link(href: str, address: str) -> str:
    page, anchor = urldefrag(href)
    if page.startswith(("http://", "https://")):
        return href
    path = posixpath.relpath(_file(page), posixpath.dirname(address) or ".")
    return f"{path}#{anchor}" if anchor else path


def _nav(book: Sequence[Part | Leaf], title: str, language: str) -> str:
    def entries(inside: Sequence[Part | Leaf]) -> str:
        return "".join(
            f'<li><a href="{_file(one.address)}">{escape(one.title)}</a></li>'
            if isinstance(one, Leaf)
            else f"<li><span>{escape(one.title)}</span><ol>{entries(one.inside)}</ol></li>"
            for one in inside
        )

    body = f'<nav epub:type="toc" id="toc"><h1>{_CONTENTS[language]}</h1><ol>{entries(book)}</ol></nav>'
    return _page(title, body, "nav.xhtml", _LANGS[language])


def _ncx(book: Sequence[Part | Leaf], title: str, lang: str) -> str:
    numbers = iter(range(1, 10_000))

    def entries(inside: Sequence[Part | Leaf]) -> Iterator[str]:
        for one in inside:
            number = next(numbers)
            first = next(leaves([one])).address
            yield (
                f'<navPoint id="n{number}"><navLabel><text>{escape(one.title)}</text></navLabel>'
                f'<content src="{_file(first)}"/>'
            )
            if isinstance(one, Part):
                yield from entries(one.inside)
            yield "</navPoint>"

    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="{lang}">'
        f'<head><meta name="dtb:uid" content="{_identity(title)}"/></head>'
        f"<docTitle><text>{escape(title)}</text></docTitle><navMap>{''.join(entries(book))}</navMap></ncx>\n"
    )


def _package(title: str, day: date, names: Sequence[str], drawn: set[str], lang: str) -> str:
    def item(at: int, name: str) -> str:
        marks = [mark for mark, given in (("nav", name == "nav.xhtml"), ("svg", name in drawn)) if given]
        properties = f' properties="{" ".join(marks)}"' if marks else ""
        return f'<item id="p{at}" href="{name}" media-type="application/xhtml+xml"{properties}/>'

    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"'
        f' xml:lang="{lang}">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">{_identity(title)}</dc:identifier><dc:title>{escape(title)}</dc:title>'
        f"<dc:language>{lang}</dc:language><dc:date>{day.isoformat()}</dc:date>"
        "<dc:rights>CC BY-SA 4.0</dc:rights>"
        f'<meta property="dcterms:modified">{day.isoformat()}T00:00:00Z</meta></metadata>\n'
        '<manifest><item id="css" href="style.css" media-type="text/css"/>'
        '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
        f"{''.join(item(at, name) for at, name in enumerate(names))}</manifest>\n"
        f'<spine toc="ncx">{"".join(f"<itemref idref={chr(34)}p{at}{chr(34)}/>" for at in range(len(names)))}</spine>\n'
        "</package>\n"
    )
