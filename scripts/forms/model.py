"""A form as data: fields from the front matter, layout from the ```form block of its page.

The layout language is small. `# ` is the title, `## ` and `### ` headings, `§ ` a contract clause
(numbered by machine), `{{name}}` a blank to fill, a line with nothing but a rows field a table of
that field, `---` a cut line, `===` a new sheet (`=== landscape` turns the paper). `:left:`,
`:right:` and `:center:` place a paragraph; `:small:` and the like keep a block for one variant.

`| a | b |` is a table. A separator line `|--|----|` in second place makes the first row the header,
in first place there is none; its dashes are the widths. A cell `<` is joined with the one before it.

`> ` is a note on what stands above it: shown on the page, in Word a comment or left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from dataclasses import field as attribute
from typing import Literal, get_args

from pydantic import Field as Constrained
from pydantic import model_validator

from scripts.law.numerals import to_chinese
from scripts.model import Closed, FaultError, Plain
from scripts.pages import Fence, Page
from scripts.problems import Problem, ProblemsError

Align = Literal["", "left", "right", "center"]
Paper = Literal["portrait", "landscape"]
CLASSES = {"zh": ("重申法定", "高于法定", "程序"), "en": ("Restates the law", "Above the law", "Procedure")}
"""The three sorts of contract clause, told by the first note under it."""
_BLANK = re.compile(r"\{\{ *([a-z0-9_]+) *\}\}")
_SEPARATOR = re.compile(r"\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?")
_MARK = re.compile(r":([a-z]+):\s*")


class Column(Closed):
    """A column of a rows field; `width` is its share of the table's width."""

    name: str = Constrained(pattern=r"^[a-z][a-z0-9_]*$")
    label: Plain
    width: float = Constrained(default=1, gt=0)


class Field(Closed):
    """A blank: text, long text of so many `lines`, date, number, a choice among options, a tick box,
    or a table of rows."""

    name: str = Constrained(pattern=r"^[a-z][a-z0-9_]*$")
    label: Plain
    type: Literal["text", "long", "date", "number", "choice", "check", "rows"] = "text"
    options: list[Plain] = []
    columns: list[Column] = []
    rows: int = Constrained(default=0, ge=0, le=60)
    lines: int = Constrained(default=3, ge=2, le=40)
    example: Plain | bool | list[list[str]] = ""

    @model_validator(mode="before")
    @classmethod
    def _example_may_be_missing(cls, data: object) -> object:
        if isinstance(data, dict) and "example" not in data:
            raise FaultError(f"字段 {data.get('name', '')} 没有示例", "补写 example")
        return data

    @model_validator(mode="after")
    def _parts_fit_type(self) -> Field:
        if (self.type == "choice") != bool(self.options):
            raise FaultError("options 与字段类型不合", "type: choice 要有 options，其他类型不写")
        if "lines" in self.model_fields_set and self.type != "long":
            raise FaultError("lines 与字段类型不合", "只有 type: long 写 lines", "lines")
        if (self.type == "rows") != bool(self.columns and self.rows):
            raise FaultError(
                "columns、rows 与字段类型不合", "type: rows 要有 columns 和 rows（行数），其他类型不写"
            )
        if self.type == "rows":
            if not isinstance(self.example, list) or any(
                len(row) != len(self.columns) for row in self.example
            ):
                raise FaultError("示例与表格不合", "example 逐行写，每行格数与 columns 相同", "example")
            names = [column.name for column in self.columns]
            if len(set(names)) < len(names):
                raise FaultError("有两列同名", "每列用不同的 name", "columns")
        elif isinstance(self.example, list) or (self.type == "check") != isinstance(self.example, bool):
            raise FaultError("示例与字段类型不合", "check 写 true 或 false，其余写文字", "example")
        return self


class Variant(Closed):
    """One of several texts that a page offers, e.g. the standard one and one for small enterprises."""

    name: str = Constrained(pattern=r"^[a-z]+$")
    label: Plain


class FormMeta(Closed):
    """The `form:` part of a template page's front matter. One that `both_sides` sign is bilingual in
    English: its Word files carry both languages."""

    code: str = Constrained(pattern=r"^F\d{2}$")
    statutory: bool
    both_sides: bool = False
    paper: Paper = "portrait"
    who: Plain
    when: Plain
    copies: Plain
    variants: list[Variant] = []
    fields: list[Field] = Constrained(min_length=1)


Run = str | Field
"""Words, or a blank."""


@dataclass(frozen=True)
class Cell:
    """A cell of a table, `span` columns wide."""

    runs: tuple[Run, ...]
    span: int = 1


@dataclass(frozen=True)
class Block:
    """One piece of the layout.

    `rows` holds a table's cells, `head` says that its first row is a header, `shares` are the widths
    of its columns. `paper` is that of the sheet which begins here. `variant` is "" for all. `line` is
    where it stands in the page's file.
    """

    kind: Literal["title", "heading", "subheading", "paragraph", "clause", "table", "rows", "rule", "sheet"]
    runs: tuple[Run, ...] = ()
    align: Align = ""
    rows: tuple[tuple[Cell, ...], ...] = ()
    head: bool = False
    shares: tuple[float, ...] = ()
    notes: tuple[str, ...] = ()
    paper: Paper = "portrait"
    variant: str = ""
    line: int = attribute(default=0, compare=False, repr=False)


@dataclass(frozen=True)
class Form:
    """A whole form in one language, with all its variants."""

    slug: str
    language: str
    title: str
    meta: FormMeta
    blocks: tuple[Block, ...]

    @property
    def variants(self) -> tuple[str, ...]:
        """The names of its variants; one nameless variant where it has none."""
        return tuple(variant.name for variant in self.meta.variants) or ("",)

    def file_name(self, variant: str = "") -> str:
        """The name of its file without the ending."""
        return f"{self.slug}-{variant}" if variant else self.slug

    def of(self, variant: str) -> Form:
        """The form as one variant: only its blocks, the clauses numbered."""
        number = 0
        blocks = []
        for block in self.blocks:
            if block.variant not in ("", variant):
                continue
            if block.kind == "clause":
                number += 1
                name = f"第{to_chinese(number)}条　" if self.language == "zh" else f"Article {number}. "
                block = replace(block, runs=(name, *block.runs))
            blocks.append(block)
        return replace(self, blocks=tuple(blocks))


def parse(page: Page) -> Form:
    """The form of a template page. Raises ProblemsError with every fault and its line."""
    meta = page.front.part("form").validate(FormMeta)
    fences = [fence for fence in page.fences if fence.kind == "form"]
    if len(fences) != 1:
        cure = "写一个 ```form 块，放表单正文"
        raise ProblemsError(
            [Problem(page.path, 0, f"页面有 {len(fences)} 个 form 块，应为一个", cure, "form block")]
        )
    parser = _Parser(page, meta, fences[0])
    blocks = parser.blocks()
    problems = parser.problems + _field_faults(page, meta, parser.used)
    if problems:
        raise ProblemsError(problems)
    slug = page.rel.rsplit("/", 1)[-1].removesuffix(".md")
    return Form(slug, page.language, page.title, meta, blocks)


def _field_faults(page: Page, meta: FormMeta, used: set[str]) -> list[Problem]:
    faults = []
    seen: set[str] = set()
    for index, field in enumerate(meta.fields):
        line = page.front.line("form", "fields", index)
        if field.name in seen:
            faults.append(
                Problem(page.path, line, f"字段 {field.name} 写了两次", "改一个名字", "duplicate field")
            )
        if field.name not in used:
            cure = f"在正文写 {{{{{field.name}}}}}，或删去字段"
            faults.append(Problem(page.path, line, f"字段 {field.name} 没有用到", cure, "unused field"))
        seen.add(field.name)
    return faults


class _Parser:
    def __init__(self, page: Page, meta: FormMeta, fence: Fence) -> None:
        self.page, self.fence, self.meta = page, fence, meta
        self.fields = {field.name: field for field in meta.fields}
        self.used: set[str] = set()
        self.problems: list[Problem] = []
        self.found: list[Block] = []
        self.table: list[str] = []
        self.table_line = 0

    def blocks(self) -> tuple[Block, ...]:
        for number, raw in enumerate(self.fence.text.split("\n"), self.fence.line + 1):
            line = raw.strip()
            if line.startswith("|"):
                self.table_line = self.table_line if self.table else number
                self.table.append(line)
                continue
            self._end_table()
            if line.startswith(">"):
                self._note(line[1:].strip(), number)
            elif line:
                self.found.append(replace(self._block(line, number), line=number))
        self._end_table()
        return tuple(self.found)

    def _note(self, note: str, number: int) -> None:
        if not self.found or not note:
            cure = "把 > 说明写在所说的段落之后"
            self._fault(number, "说明前面没有正文，或说明是空的", cure, "note without a block")
            return
        self.found[-1] = replace(self.found[-1], notes=(*self.found[-1].notes, note))

    def _block(self, line: str, number: int) -> Block:
        variant, align = "", ""
        while mark := _MARK.match(line):
            name = mark[1]
            if name in get_args(Align):
                align = name
            elif name in {known.name for known in self.meta.variants}:
                variant = name
            else:
                cure = "写 :left: :right: :center:，或页首 form.variants 里的名字"
                self._fault(number, f"不认识的标记 :{name}:", cure, "unknown mark")
            line = line[mark.end() :]
        if set(line) == {"-"} and len(line) >= 3:
            return Block("rule", variant=variant)
        if line.startswith("==="):
            paper = line.strip("= ") or self.meta.paper
            if paper not in get_args(Paper):
                self._fault(
                    number, f"不认识的纸张 {paper}", "写 === landscape（横）或 === portrait（竖）", "paper"
                )
            return Block("sheet", paper=paper, variant=variant)  # type: ignore[arg-type]
        for prefix, kind in (("### ", "subheading"), ("## ", "heading"), ("# ", "title"), ("§ ", "clause")):
            if line.startswith(prefix):
                runs = self._runs(line.removeprefix(prefix), number)
                return Block(kind, runs, variant=variant)  # type: ignore[arg-type]
        runs = self._runs(line, number)
        whole = len(runs) == 1 and isinstance(runs[0], Field) and runs[0].type == "rows"
        if any(isinstance(run, Field) and run.type == "rows" for run in runs) and not whole:
            self._fault(number, "表格字段要独占一行", "把它移到单独一行", "rows field inside text")
        return Block("rows" if whole else "paragraph", runs, align, variant=variant)  # type: ignore[arg-type]

    def _end_table(self) -> None:
        lines, self.table = self.table, []
        if not lines:
            return
        shares: tuple[float, ...] = ()
        head = False
        rows = []
        for offset, line in enumerate(lines):
            parts = [part.strip() for part in line.removeprefix("|").removesuffix("|").split("|")]
            if _SEPARATOR.fullmatch(line) and offset < 2 and not shares:
                shares, head = tuple(float(part.count("-")) for part in parts), offset == 1
                continue
            rows.append((self.table_line + offset, parts))
        width = len(shares) or max((len(parts) for _, parts in rows), default=0)
        cells = []
        for number, parts in rows:
            if len(parts) != width:
                cure = f"每行写 {width} 格；与左格合并的写 <"
                self._fault(number, f"这一行有 {len(parts)} 格，应有 {width} 格", cure, "cells")
                continue
            row: list[Cell] = []
            for part in parts:
                if part == "<" and row:
                    row[-1] = Cell(row[-1].runs, row[-1].span + 1)
                else:
                    row.append(Cell(self._runs(part, number)))
                    if any(isinstance(run, Field) and run.type == "rows" for run in row[-1].runs):
                        self._fault(
                            number, "表格字段要独占一行", "把它移到表格外单独一行", "rows field in a cell"
                        )
            cells.append(tuple(row))
        if not rows:
            self._fault(self.table_line, "表格没有内容", "补写一行，或删去", "empty table")
        self.found.append(Block("table", rows=tuple(cells), head=head, shares=shares or (1.0,) * width))

    def _runs(self, text: str, number: int) -> tuple[Run, ...]:
        runs: list[Run] = []
        for index, part in enumerate(_BLANK.split(text)):
            if index % 2 == 0:
                if part:
                    runs.append(part)
            elif part in self.fields:
                self.used.add(part)
                runs.append(self.fields[part])
            else:
                cure = "在页首 form.fields 里补写这个字段，或改正名字"
                self._fault(number, f"空格 {{{{{part}}}}} 没有对应的字段", cure, "unknown field")
        return tuple(runs)

    def _fault(self, line: int, what: str, cure: str, english: str) -> None:
        self.problems.append(Problem(self.page.path, line, what, cure, english))
