"""What rests on an article: pages, forms and questions, by file and line."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.law import numerals, official
from scripts.law.backlinks import resolve
from scripts.law.citations import Article, find
from scripts.law.register import Law
from scripts.pages import DOCS
from scripts.problems import Problem, ProblemsError
from scripts.quiz.load import lines
from scripts.site.library import Library, read


@dataclass(frozen=True, order=True)
class Rest:
    """One place that rests on an article; `line` counts from 1."""

    anchor: str
    path: Path
    line: int
    words: str


def command(options: argparse.Namespace) -> int:
    """The verb impact: list what rests on a law, one article, or what changed between two texts."""
    library = read()
    law = library.register.by_id.get(options.law)
    if law is None:
        cure = f"改成其中之一：{'、'.join(sorted(library.register.by_id))}"
        raise ProblemsError([Problem(DOCS / "law" / "laws.yml", 0, f"登记表里没有 {options.law}", cure, "unknown id")])
    if options.changed:
        old, new = (official.read(path) for path in options.changed)
        anchors = changed(old, new)
        print(f"两个文本相比，{len(anchors)} 条有变化：{'、'.join(map(_named, anchors)) or '无'}")
    elif options.article:
        anchors = [Article(*_place(options.article)).anchor]
    else:
        anchors = []
    rests = [rest for rest in on(library, law) if not (anchors or options.changed) or rest.anchor in anchors]
    for rest in rests:
        print(f"{rest.path.relative_to(DOCS.parent).as_posix()}:{rest.line}: {rest.words}")
    print(f"共 {len(rests)} 处。 {len(rests)} place(s).")
    return 0


def _place(text: str) -> tuple[int, int]:
    number, _, sub = text.removeprefix("art-").partition("-")
    try:
        return numerals.parse(number.removeprefix("第").removesuffix("条")), int(sub or 0)
    except ValueError:
        cure = "写 51、8-1 或 第五十一条"
        raise ProblemsError([Problem(Path(text), 0, "条号看不懂", cure, "bad article")]) from None


def _named(anchor: str) -> str:
    return "第" + anchor.removeprefix("art-").replace("-", "条之") + ("" if anchor.count("-") > 1 else "条")


def on(library: Library, law: Law) -> list[Rest]:
    """Every place that cites `law`, in order of article, file and line."""
    return sorted(set(_on(library, law)))


def _on(library: Library, law: Law) -> Iterator[Rest]:
    for page in library.pages:
        for found in library.references(page):
            if found.law == law and page.meta.get("law") != law.id:
                for article in found.reference.articles():
                    yield Rest(article.anchor, page.path, found.line, found.text)
    for bank in library.banks.values():
        path = library.practice / f"{bank.bank}.yml"
        at = lines(path)
        for item in bank.items:
            for citation in item.law:
                for reference, meant in resolve(find(citation, "zh"), library.register, "zh", ""):
                    if meant == law:
                        for article in reference.articles():
                            yield Rest(article.anchor, path, at.get(item.id, 0), f"{item.id} {citation}")


def changed(old: official.Text, new: official.Text) -> list[str]:
    """Anchors of articles that were added, dropped or reworded, in order."""
    anchors = [*old.articles, *(anchor for anchor in new.articles if anchor not in old.articles)]

    def words(text: official.Text, anchor: str) -> str:
        return "".join("".join(text.articles.get(anchor, [])).split())

    return sorted(
        (anchor for anchor in anchors if words(old, anchor) != words(new, anchor)),
        key=lambda anchor: [int(part) for part in anchor.split("-")[1:]],
    )
