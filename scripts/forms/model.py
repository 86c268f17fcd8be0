"""A form as data: fields from the front matter, layout from the ```form block of its page.

The layout language is small. `# ` is the title, `## ` and `### ` headings, `| a | b |` a table,
`---` a cut line, `{{name}}` a blank to fill, a line with nothing but a rows field a table of
that field. `:left:`, `:right:` and `:center:` place a paragraph. `> ` is a note on what stands
above it: shown on the page, kept out of the printed form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

from pydantic import Field as Constrained
from pydantic import model_validator

from scripts.model import Closed, FaultError, Plain
from scripts.pages import Fence, Page
from scripts.problems import Problem, ProblemsError

Align = Literal["", "left", "right", "center"]
_BLANK = re.compile(r"\{\{ *([a-z0-9_]+) *\}\}")


class Column(Closed):
    """A column of a rows field; `width` is its share of the table's width."""

    name: str = Constrained(pattern=r"^[a-z][a-z0-9_]*$")
    label: Plain
    width: float = Constrained(default=1, gt=0)


class Field(Closed):
    """A blank: text, date, number, a choice among options, a tick box, or a table of rows."""

    name: str = Constrained(pattern=r"^[a-z][a-z0-9_]*$")
    label: Plain
    type: Literal["text", "date", "number", "choice", "check", "rows"] = "text"
    options: list[Plain] = []
    columns: list[Column] = []
    rows: int = Constrained(default=0, ge=0, le=60)
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
        if (self.type == "rows") != bool(self.columns and self.rows):
            raise FaultError(
                "columns、rows 与字段类型不合", "type: rows 要有 columns 和 rows（行数），其他类型不写"
            )
        if self.type == "rows":
            if not isinstance(self.example, list) or any(
                len(row) != len(self.columns) for row in self.example
            ):
                raise FaultError("示例与表格不合", "example 逐行写，每行格数与 columns 相同", "example")
        elif isinstance(self.example, list) or (self.type == "check") != isinstance(self.example, bool):
            raise FaultError("示例与字段类型不合", "check 写 true 或 false，其余写文字", "example")
        return self


class FormMeta(Closed):
    """The `form:` part of a template page's front matter."""

    code: str = Constrained(pattern=r"^F\d{2}$")
    statutory: bool
    who: Plain
    when: Plain
    copies: Plain
    fields: list[Field] = Constrained(min_length=1)


Run = str | Field
"""Words, or a blank."""


@dataclass(frozen=True)
class Block:
    """One piece of the layout. `cells` holds table rows, the first the header; notes are texts."""

    kind: Literal["title", "heading", "subheading", "paragraph", "table", "rows", "rule"]
    runs: tuple[Run, ...] = ()
    align: Align = ""
    cells: tuple[tuple[tuple[Run, ...], ...], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """A whole form in one language."""

    slug: str
    language: str
    title: str
    meta: FormMeta
    blocks: tuple[Block, ...]


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
        self.page, self.fence = page, fence
        self.fields = {field.name: field for field in meta.fields}
        self.used: set[str] = set()
        self.problems: list[Problem] = []

    def blocks(self) -> tuple[Block, ...]:
        found: list[Block] = []
        for number, raw in enumerate(self.fence.text.split("\n"), self.fence.line + 1):
            line = raw.strip()
            if not line:
                continue
            if line.startswith(">"):
                if not found:
                    self._fault(
                        number, "说明前面没有正文", "把 > 说明写在所说的段落之后", "note without a block"
                    )
                    continue
                last = found[-1]
                found[-1] = Block(
                    last.kind, last.runs, last.align, last.cells, (*last.notes, line[1:].strip())
                )
            elif line.startswith("|"):
                cells = tuple(self._runs(cell.strip(), number) for cell in line.strip("|").split("|"))
                if set(line) <= set("|-: "):
                    continue
                if found and found[-1].kind == "table" and not found[-1].notes:
                    found[-1] = Block("table", cells=(*found[-1].cells, cells))
                else:
                    found.append(Block("table", cells=(cells,)))
            else:
                found.append(self._block(line, number))
        return tuple(found)

    def _block(self, line: str, number: int) -> Block:
        if set(line) == {"-"} and len(line) >= 3:
            return Block("rule")
        for mark, kind in (("### ", "subheading"), ("## ", "heading"), ("# ", "title")):
            if line.startswith(mark):
                return Block(kind, self._runs(line.removeprefix(mark), number))  # type: ignore[arg-type]
        align: Align = ""
        for name in get_args(Align):
            if name and line.startswith(f":{name}:"):
                align, line = name, line.removeprefix(f":{name}:").strip()
        runs = self._runs(line, number)
        whole = len(runs) == 1 and isinstance(runs[0], Field) and runs[0].type == "rows"
        if any(isinstance(run, Field) and run.type == "rows" for run in runs) and not whole:
            self._fault(number, "表格字段要独占一行", "把它移到单独一行", "rows field inside text")
        return Block("rows" if whole else "paragraph", runs, align)

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
