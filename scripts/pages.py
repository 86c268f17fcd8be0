"""The pages of docs/ as data: path, language, front matter, body, and text blocks with their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from scripts.door import ROOT
from scripts.problems import Problem, ProblemsError
from scripts.yamlfile import YamlFile

DOCS = ROOT / "docs"
LANGUAGES = MAIN, *OTHERS = ("zh", "en")
"""The language at the root of docs/ and of the site, and those that have a folder in it."""

_FENCE = re.compile(r"^(?P<indent> *)(?P<mark>`{3,}|~{3,})\s*(?P<kind>[a-z]*)")
_HEADING = re.compile(r"^(?P<level>#{1,6}) +(?P<title>.*?)(?: *\{ *#(?P<id>[A-Za-z0-9_-]+)[^}]*\})? *$")
_STARTS = re.compile(r"^\s*(?:[-*+] |\d+[.)] |#{1,6} |>|!!!|\?\?\?|\|)")
_CODE_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")


@dataclass(frozen=True)
class Heading:
    """A heading: its line in the file, level 1–6, title, and explicit id ("" where none)."""

    line: int
    level: int
    title: str
    id: str


@dataclass(frozen=True)
class Fence:
    """A fenced block: the line of its opening mark, its kind, and its content."""

    line: int
    kind: str
    text: str


@dataclass(frozen=True)
class Page:
    """One Markdown file. `rel` is the path below its language, the same for both languages."""

    path: Path
    rel: str
    language: str
    front: YamlFile
    body: str
    body_line: int
    headings: tuple[Heading, ...] = field(repr=False)
    fences: tuple[Fence, ...] = field(repr=False)

    @property
    def room(self) -> str:
        """The folder it lives in: guide, law, casebook …; "" for the home page."""
        return self.rel.split("/")[0] if "/" in self.rel else ""

    @property
    def meta(self) -> dict[str, Any]:
        """The front matter as a mapping."""
        return dict(self.front.data)

    @property
    def title(self) -> str:
        """Its title from the front matter."""
        return str(self.meta.get("title", self.rel))

    def section(self, line: int) -> str:
        """The id of the nearest heading at or above a line of the file."""
        above = [heading.id for heading in self.headings if heading.line <= line and heading.id]
        return above[-1] if above else ""

    @cached_property
    def blocks(self) -> tuple[tuple[int, str], ...]:
        """(line, text) of every paragraph, list item, table cell; code is left out, forms are not."""
        return tuple(_blocks(self.body, self.body_line))


def _blocks(body: str, first_line: int) -> Iterator[tuple[int, str]]:
    waiting: list[str] = []
    started, closing, shown = 0, "", True

    def flush() -> Iterator[tuple[int, str]]:
        if waiting:
            yield started, "\n".join(waiting)
            waiting.clear()

    for number, line in enumerate(body.split("\n"), first_line):
        fence = _FENCE.match(line)
        if fence and not closing:
            yield from flush()
            closing, shown = fence["mark"], fence["kind"] == "form"
            continue
        if closing and line.strip() == closing:
            yield from flush()
            closing, shown = "", True
            continue
        if not shown:
            continue
        text = _CODE_SPAN.sub(lambda span: " " * len(span.group()), line)
        if not text.strip():
            yield from flush()
        elif text.lstrip().startswith("|"):
            yield from flush()
            yield from ((number, cell) for cell in re.split(r"(?<!\\)\|", text) if cell.strip())
        else:
            if _STARTS.match(text):
                yield from flush()
            if not waiting:
                started = number
            waiting.append(text)
    yield from flush()


def parse(text: str, path: Path, rel: str, language: str) -> Page:
    """A page from its text. Raises ProblemsError where the front matter is missing or broken."""
    lines = text.split("\n")
    if lines[0].strip() != "---" or "---" not in (line.strip() for line in lines[1:]):
        cure = "在文件开头写 ---、title、description，再以 --- 结束"
        raise ProblemsError([Problem(path, 1, "没有页首信息（front matter）", cure, "no front matter")])
    end = next(number for number, line in enumerate(lines[1:], 1) if line.strip() == "---")
    front = YamlFile.parse("\n".join(lines[1:end]) + "\n", path, first_line=2)
    if not isinstance(front.data, dict):
        raise ProblemsError(
            [Problem(path, 1, "页首信息不是“键: 值”", "逐行写 title: …", "front matter is no mapping")]
        )
    headings, fences = _scan(lines[end + 1 :], end + 2)
    return Page(path, rel, language, front, "\n".join(lines[end + 1 :]), end + 2, headings, fences)


def _scan(lines: list[str], first_line: int) -> tuple[tuple[Heading, ...], tuple[Fence, ...]]:
    headings: list[Heading] = []
    fences: list[Fence] = []
    opened: tuple[int, str, str] | None = None
    content: list[str] = []
    for number, line in enumerate(lines, first_line):
        fence = _FENCE.match(line)
        if opened:
            if line.strip() == opened[1]:
                fences.append(Fence(opened[0], opened[2], "\n".join(content)))
                opened = None
            else:
                content.append(line)
        elif fence:
            opened, content = (number, fence["mark"], fence["kind"]), []
        elif heading := _HEADING.match(line):
            headings.append(Heading(number, len(heading["level"]), heading["title"], heading["id"] or ""))
    return tuple(headings), tuple(fences)


def locate(path: Path, docs: Path = DOCS) -> tuple[str, str]:
    """(rel, language) of a file below docs/."""
    rel = path.relative_to(docs).as_posix()
    return (rel.removeprefix("en/"), "en") if rel.startswith("en/") else (rel, "zh")


def load(docs: Path = DOCS) -> list[Page]:
    """Every page below docs/, sorted by path. Raises ProblemsError with all unreadable ones."""
    pages: list[Page] = []
    problems: list[Problem] = []
    for path in sorted(docs.rglob("*.md")):
        rel, language = locate(path, docs)
        try:
            pages.append(parse(path.read_text(encoding="utf-8"), path, rel, language))
        except UnicodeDecodeError:
            problems.append(Problem(path, 0, "不是 UTF-8 编码", "用 UTF-8 重新保存", "not UTF-8"))
        except ProblemsError as error:
            problems.extend(error.problems)
    if problems:
        raise ProblemsError(problems)
    return pages
