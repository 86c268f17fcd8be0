"""Forms: whole, their examples fit to be filled in, clauses classified, the same fields in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts.forms import gates
from scripts.forms.model import CLASSES, Block, Field, Form, Run
from scripts.forms.values import checked
from scripts.pages import Page
from scripts.problems import Problem, ProblemsError
from scripts.site.library import Library

VAGUE = re.compile("尽可能|尽量|适当|原则上|若干")
"""Words that make a clause impossible to check; 适当 inside a quotation of law does not occur in clauses."""


def check(library: Library) -> Iterator[Problem]:
    """Faults of every template page, and fields that differ between the languages."""
    forms: dict[tuple[str, str], Form] = {}
    codes: dict[tuple[str, str], str] = {}
    for page in library.pages:
        if page.room != "templates" or "form" not in page.meta:
            continue
        try:
            form = forms[page.language, page.rel] = library.form(page)
        except ProblemsError as error:
            yield from error.problems
            continue
        code = (page.language, form.meta.code)
        if code in codes:
            line = page.front.line("form")
            cure = "换一个没有用过的编号"
            yield Problem(page.path, line, f"编号 {code[1]} 已用于 {codes[code]}", cure, "code used twice")
        codes[code] = page.rel
        yield from _examples(page, form)
        yield from _clauses(page, form)
    for (language, rel), form in forms.items():
        source = forms.get(("zh", rel))
        if language != "zh" and source is not None:
            yield from _differences(library.by_place[language, rel], form, source)
    yield from _gates(library, forms)


def _examples(page: Page, form: Form) -> Iterator[Problem]:
    """An example is what a person would fill in: it has to pass the same test."""
    for index, field in enumerate(form.meta.fields):
        one = form.meta.model_copy(update={"fields": [field]})
        line = page.front.line("form", "fields", index)
        single = Form(form.slug, form.language, form.title, one, ())
        yield from checked(single, {field.name: field.example}, page.path, line)[1]
        if field.type == "rows" and isinstance(field.example, list) and len(field.example) > field.rows:
            what = f"字段 {field.name} 的示例有 {len(field.example)} 行，表里只有 {field.rows} 行"
            yield Problem(page.path, line, what, "加大 rows，或减少示例", "more example rows than rows")


def _clauses(page: Page, form: Form) -> Iterator[Problem]:
    """Every clause of a contract says first what it is: the law again, above the law, or procedure."""
    for clause, rest in _with_items(form):
        words = "".join(run for run in clause.runs if isinstance(run, str))
        notes = [note for block in (clause, *rest) for note in block.notes]
        sorts = [note for note in notes if note.startswith(CLASSES[form.language])]
        if len(sorts) != 1 or notes[0] != sorts[0]:
            cure = "条款下第一条说明写 重申法定：、高于法定： 或 程序：，只写一个"
            yield Problem(
                page.path, clause.line, f"条款“{words[:16]}……”没有标明性质", cure, "clause not classified"
            )
        if form.language == "zh" and (vague := VAGUE.search(words)):
            cure = "写明数量、时间、由谁做"
            yield Problem(page.path, clause.line, f"条款“{words[:16]}……”有“{vague[0]}”", cure, "vague word")


def _with_items(form: Form) -> Iterator[tuple[Block, list[Block]]]:
    """Every clause with the paragraphs and tables that belong to it."""
    clause: Block | None = None
    rest: list[Block] = []
    for block in (*form.blocks, None):
        if block is not None and block.kind in ("paragraph", "table", "rows"):
            rest.append(block)
            continue
        if clause is not None:
            yield clause, rest
        clause, rest = (block if block is not None and block.kind == "clause" else None), []


def _differences(page: Page, form: Form, source: Form) -> Iterator[Problem]:
    def fields(one: Form) -> list[tuple[object, ...]]:
        return [
            (
                field.name,
                field.type,
                field.rows,
                len(field.options),
                [column.name for column in field.columns],
                field.lines,
                [column.width for column in field.columns],
            )
            for field in one.meta.fields
        ]

    def blocks(one: Form) -> list[tuple[object, ...]]:
        return [
            (
                block.kind,
                block.variant,
                block.align,
                block.paper,
                len(block.notes),
                [[(cell.span, _blanks(cell.runs)) for cell in row] for row in block.rows],
                _blanks(block.runs),
            )
            for block in one.blocks
        ]

    if fields(form) != fields(source):
        yield Problem(page.path, 0, "字段与中文表单不一致", "照中文页的名字、类型和顺序改", "fields differ")
    for one, other, block in zip(blocks(form), blocks(source), form.blocks, strict=False):
        if one != other:
            cure = "照中文页这一段的种类、空格、格数和说明改"
            yield Problem(page.path, block.line, "这一段与中文表单不一致", cure, "block differs")
            break
    else:
        if len(form.blocks) != len(source.blocks):
            yield Problem(page.path, 0, "段落比中文表单多或少", "照中文页的段落改", "blocks differ")
    heads = [
        (one.meta.code, one.meta.paper, one.meta.statutory, one.meta.both_sides) for one in (form, source)
    ]
    if heads[0] != heads[1]:
        cure = "code、paper、statutory、both_sides 照中文页写"
        yield Problem(page.path, 0, "编号、纸张或性质与中文表单不一致", cure, "code or paper differs")


def _blanks(runs: tuple[Run, ...]) -> list[str]:
    """The names of the blanks, in any order: grammar may move them within a paragraph."""
    return sorted(run.name for run in runs if isinstance(run, Field))


def _gates(library: Library, forms: dict[tuple[str, str], Form]) -> Iterator[Problem]:
    for page in library.pages:
        if not any(fence.kind == "gates" for fence in page.fences):
            continue
        try:
            groups = gates.parse(page)
        except ProblemsError as error:
            yield from error.problems
            continue
        opinion = forms.get((page.language, f"templates/{gates.OPINION}.md"))
        blanks = {field.name for field in opinion.meta.fields if field.type == "long"} if opinion else set()
        for group in groups:
            if group.field not in blanks:
                cure = "写审查意见书里一个 type: long 的字段名"
                yield Problem(page.path, 0, f"审查意见书没有字段 {group.field}", cure, "no such blank")
