"""A form as HTML: like the sheet of paper that will be printed, blank or with its example filled in.

Every blank says its field's name and type; assets/js/forms.js turns the blanks into inputs.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sized
from html import escape

from scripts.forms.model import CLASSES, Block, Cell, Field, Form, Run

Inline = Callable[[str], str]
"""Plain text of a block into safe HTML (citations linked)."""

_TAGS = {"title": "h2", "heading": "h3", "subheading": "h4"}


def render(form: Form, inline: Inline, *, filled: bool, notes: bool, mark: str = "") -> str:
    """One variant (`Form.of`) as HTML. `filled` writes the examples into the blanks, `notes` shows
    the notes, `mark` is stamped on top (示例)."""
    stamp = f'<p class="sheet-mark">{escape(mark)}</p>' if mark else ""
    sheets: list[list[Block]] = [[]]
    papers: list[str] = [form.meta.paper]
    for block in form.blocks:
        if block.kind == "sheet":
            sheets.append([])
            papers.append(block.paper)
        else:
            sheets[-1].append(block)
    pieces = []
    for number, (paper, blocks) in enumerate(zip(papers, sheets, strict=True)):
        body = "".join(_block(block, inline, filled, notes) for block in blocks)
        pieces.append(f'<div class="sheet sheet-{paper}">{stamp if number == 0 else ""}{body}</div>')
    return "".join(pieces)


def _block(block: Block, inline: Inline, filled: bool, notes: bool) -> str:
    after = "".join(_note(note, inline) for note in block.notes) if notes else ""
    if block.kind == "rule":
        return '<hr class="sheet-cut">' + after
    if block.kind == "table":
        return _table(block, inline, filled) + after
    if block.kind == "rows":
        field = block.runs[0]
        assert isinstance(field, Field) and isinstance(field.example, list)
        return _rows(field, field.example if filled else [], filled) + after
    tag = _TAGS.get(block.kind, "p")
    # Headings inside the sheet are no headings of the page: its outline stays short.
    role = f' role="heading" aria-level="{tag[1]}"' if tag != "p" else ""
    style = f' class="sheet-{block.kind}{" sheet-" + block.align if block.align else ""}"'
    runs = block.runs
    number = ""
    if block.kind == "clause" and isinstance(runs[0], str):
        number, runs = f"<strong>{escape(runs[0])}</strong>", runs[1:]
    return f"<p{style}{role}>{number}{_runs(runs, inline, filled)}</p>{after}"


def _note(note: str, inline: Inline) -> str:
    for words in CLASSES.values():
        for index, name in enumerate(words):
            if note.startswith(name):
                rest = note[len(name) :]
                return f'<p class="sheet-note"><b class="clause-{index}">{escape(name)}</b>{inline(rest)}</p>'
    return f'<p class="sheet-note">{inline(note)}</p>'


def _table(block: Block, inline: Inline, filled: bool) -> str:
    rows = []
    for number, row in enumerate(block.rows):
        tag = 'th scope="col"' if block.head and number == 0 else "td"
        cells = "".join(_cell(cell, tag, inline, filled) for cell in row)
        rows.append(f"<tr>{cells}</tr>")
    head = f"<thead>{rows.pop(0)}</thead>" if block.head else ""
    body = "".join(rows)
    return f'<div class="sheet-scroll" tabindex="0"><table class="sheet-table{_wide(block.shares)}">{_columns(block.shares)}{head}<tbody>{body}</tbody></table></div>'


def _cell(cell: Cell, tag: str, inline: Inline, filled: bool) -> str:
    span = f' colspan="{cell.span}"' if cell.span > 1 else ""
    words = _runs(cell.runs, inline, filled)
    if tag == "td" and words and all(isinstance(run, str) for run in cell.runs):
        span += ' class="label"'
    return f"<{tag}{span}>{words}</{tag.split()[0]}>"


def _wide(columns: Sized) -> str:
    return " wide" if len(columns) >= 4 else ""


def _columns(shares: tuple[float, ...]) -> str:
    columns = "".join(f'<col style="width:{100 * share / sum(shares):.1f}%">' for share in shares)
    return f"<colgroup>{columns}</colgroup>"


def _rows(field: Field, given: list[list[str]], filled: bool) -> str:
    head = "".join(f'<th scope="col">{escape(column.label)}</th>' for column in field.columns)
    lines = [[escape(cell) for cell in row] for row in given]
    lines += [["&nbsp;"] * len(field.columns)] * (field.rows - len(given))
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in lines)
    data = ""
    if not filled:
        names = json.dumps([column.name for column in field.columns], ensure_ascii=False)
        data = f' data-rows="{field.name}" data-columns="{escape(names)}" data-label="{escape(field.label)}"'
    shares = _columns(tuple(column.width for column in field.columns))
    return f'<div class="sheet-scroll" tabindex="0"><table class="sheet-table{_wide(field.columns)}"{data}>{shares}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _runs(runs: tuple[Run, ...], inline: Inline, filled: bool) -> str:
    return "".join(inline(run) if isinstance(run, str) else _blank(run, filled) for run in runs)


def _blank(field: Field, filled: bool) -> str:
    data = f' data-field="{field.name}" data-type="{field.type}"'
    if field.type == "check":
        if filled:
            return f'<span class="tick">{"☑" if field.example else "☐"}</span>'
        return f'<span class="tick"{data} data-label="{escape(field.label)}">☐</span>'
    if filled:
        return f'<span class="filled">{escape(str(field.example))}</span>'
    if field.type == "choice":
        data += f' data-options="{escape(json.dumps(field.options, ensure_ascii=False))}"'
    if field.type == "long":
        data += f' data-lines="{field.lines}"'
    return f'<span class="blank"{data}>{escape(field.label)}</span>'
