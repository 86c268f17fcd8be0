"""A crawler over the built site: every link, anchor, picture and file is there, nothing leads outside."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

# Attributes that make a browser load something, or go somewhere.
LOADS = {"src", "data", "poster", "background"}
_URL = re.compile(r"""(?:url\(|@import)\s*["']?([^"')\s]+)""")
_REFRESH = re.compile(r"url=(.+)", re.IGNORECASE)


@dataclass(frozen=True)
class Seen:
    """One page: what stands in it to be pointed at, and what it points at."""

    ids: list[str]
    links: list[str]
    outside: list[str]
    loads: list[str]


def _read(path: Path) -> Seen:
    root = html.fromstring(path.read_bytes())
    seen = Seen([], [], [], [])
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        for name, value in element.attrib.items():
            if name == "id":
                seen.ids.append(value)
            elif name in LOADS or (name == "href" and element.tag in ("link", "use", "image")):
                (seen.links if element.get("rel") in ("prev", "next") else seen.loads).append(value)
            elif name == "srcset":
                seen.loads.extend(part.split()[0] for part in value.split(","))
            elif name in ("href", "action", "xlink:href"):
                (seen.outside if element.get("rel") == "external" else seen.links).append(value)
            elif name == "style":
                seen.loads.extend(_URL.findall(value))
            elif name == "content" and element.get("http-equiv", "").lower() == "refresh":
                seen.links.extend(_REFRESH.findall(value))
        if element.tag == "style":
            seen.loads.extend(_URL.findall(element.text or ""))
    return seen


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Seen]:
    """Path below the site, with slashes → what the page holds."""
    return {path.relative_to(site).as_posix(): _read(path) for path in sorted(site.rglob("*.html"))}


@pytest.fixture(scope="module")
def files(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}


def _target(page: str, address: str) -> str:
    """The path below the site that an address on a page means; "" for an address that is not relative."""
    parts = urlsplit(address)
    if page == "404.html" and not parts.netloc:  # a server shows it at any depth: it alone starts at the top
        return unquote(parts.path).lstrip("/")
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return ""
    return (
        posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
        if parts.path
        else page
    )


def test_every_link_and_anchor_leads_somewhere(pages: dict[str, Seen], files: set[str]) -> None:
    faults = []
    ids = {path: set(page.ids) for path, page in pages.items()}
    checked = 0
    for path, page in pages.items():
        for address in page.links:
            target = _target(path, address)
            anchor = unquote(urlsplit(address).fragment)
            if target not in files:
                faults.append((path, address, "no such file"))
            elif anchor and target in ids and anchor not in ids[target]:
                faults.append((path, address, "no such anchor"))
            checked += 1
    assert not faults, faults[:20]
    assert checked > 100 * len(pages)
    assert {path.split("/")[0] == "en" for path in pages} == {True, False}


def test_everything_loaded_is_in_the_site(site: Path, pages: dict[str, Seen], files: set[str]) -> None:
    loads = [(path, address) for path, page in pages.items() for address in page.loads]
    for path in (name for name in files if name.endswith(".css")):
        loads += [(path, address) for address in _URL.findall((site / path).read_text(encoding="utf-8"))]
    loads = [each for each in loads if not each[1].startswith(("data:", "#"))]
    assert len(loads) > 5 * len(pages)
    assert [each for each in loads if _target(*each) not in files] == []


def test_what_leads_outside_says_so(pages: dict[str, Seen]) -> None:
    outside = {(path, address) for path, page in pages.items() for address in page.outside}
    assert outside
    assert [each for each in outside if urlsplit(each[1]).scheme not in ("http", "https")] == []


def test_no_id_stands_twice_on_a_page(pages: dict[str, Seen]) -> None:
    twice = {
        path: [each for each in set(page.ids) if page.ids.count(each) > 1] for path, page in pages.items()
    }
    assert {path: found for path, found in twice.items() if found} == {}


def test_a_planted_fault_is_found(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text(
        '<link href="x.css" rel="stylesheet"><img src="https://x.example/y.png" srcset="a.png 1x, b.png 2x">'
        '<p style="background: url(c.png)"><a href="#gone">x</a><a href="https://x.example">x</a>',
        encoding="utf-8",
    )
    seen = _read(page)
    assert seen.loads == ["x.css", "https://x.example/y.png", "a.png", "b.png", "c.png"]
    assert seen.links == ["#gone", "https://x.example"]
    assert _target("index.html", "https://x.example") == ""
    assert _target("guide/a.html", "../law/b.html#art-1") == "law/b.html"
