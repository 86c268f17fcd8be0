"""What a reader downloads: the first page with all it loads, and a next page when that is kept.

Run with the project's environment: `.venv/bin/python benchmarks/weight.py [a built site]`. Kilobytes after
gzip at level 6, without pictures. `html` is also the next page; `words` is the text of the page alone,
below which no markup can get.
"""

from __future__ import annotations

import argparse
import gzip
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from lxml import html

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.site.build import build

PAGES = (
    "index.html",
    "law/collective-contract-provisions.html",
    "law/wage-consultation-measures.html",
    "guide/representatives.html",
    "casebook/jiamusi-paper.html",
    "casebook/waterworks.html",
    "templates/offer-letter.html",
    "templates/collective-contract.html",
    "practice/representatives.html",
    "practice/drill.html",
)


@dataclass(frozen=True)
class Weight:
    """Kilobytes of one page after gzip."""

    html: float
    css: float
    js: float
    words: float

    @property
    def first(self) -> float:
        """The page and all it loads, pictures aside."""
        return self.html + self.css + self.js


def weigh(page: Path) -> Weight:
    """Weigh a page of a built site."""
    root = html.fromstring(page.read_bytes())
    article = root.find(".//article")
    styles = root.xpath("//link[@rel='stylesheet']/@href")
    scripts = root.xpath("//script/@src")
    return Weight(
        html=_packed(page.read_bytes()),
        css=sum(_packed((page.parent / path).read_bytes()) for path in styles),
        js=sum(_packed((page.parent / path).read_bytes()) for path in dict.fromkeys(scripts)),
        words=_packed(article.text_content().encode()) if article is not None else 0,
    )


def _packed(data: bytes) -> float:
    return len(gzip.compress(data, 6)) / 1024


def main() -> None:
    """Build or take a site and print the table, then the middle and the heaviest page of every room."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "site"
        if len(sys.argv) == 1:
            build(argparse.Namespace(out=site))
        print(f"{'page':44}{'first':>7}{'html':>7}{'words':>7}{'css':>7}{'js':>7}")
        for name in PAGES:
            one = weigh(site / name)
            print(f"{name:44}{one.first:7.1f}{one.html:7.1f}{one.words:7.1f}{one.css:7.1f}{one.js:7.1f}")
        for language in ("", "en"):
            for room in sorted(path for path in (site / language).iterdir() if path.is_dir()):
                weights = sorted(_packed(path.read_bytes()) for path in room.glob("*.html"))
                if weights:
                    middle = weights[len(weights) // 2]
                    label = f"{room.relative_to(site)}/ ({len(weights)} pages)"
                    print(f"{label:44}next: middle {middle:.1f}, heaviest {weights[-1]:.1f}")


if __name__ == "__main__":
    main()
