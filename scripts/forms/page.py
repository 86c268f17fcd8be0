"""A form as HTML: like the sheet of paper that will be printed, blank or with its example filled in."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from scripts.forms.model import Block, Field, Form, Run

Inline = Callable[[str], str]
"""Plain text of a block into safe HTML (citations linked)."""

_TAGS = {"title": "h2", "heading": "h3", "subheading": "h4"}


def render(form: Form, inline: Inline, *, filled: bool, notes: bool, mark: str = "") -> str:
    """The sheet as HTML. `filled` writes the examples into the blanks, `notes` shows the notes,
    `mark` is stamped on top (示例)."""
    stamp = f'<p class="sheet-mark">{escape(mark)}</p>' if mark else ""
    blocks = "".join(_block(block, inline, filled, notes) for block in form.blocks)
    return f'<div class="sheet">{stamp}{blocks}</div>'


def _block(block: Block, inline: Inline, filled: bool, notes: bool) -> str:
    after = "".join(f'<p class="sheet-note">{inline(note)}</p>' for note in block.notes) if notes else ""
    if block.kind == "rule":
        return '<hr class="sheet-cut">' + after
    if block.kind == "table":
        shares = [1.0] * len(block.cells[0])
        return _table([[_runs(cell, inline, filled) for cell in row] for row in block.cells], shares) + after
    if block.kind == "rows":
        field = block.runs[0]
        assert isinstance(field, Field) and isinstance(field.example, list)
        given = field.example if filled else []
        empty = [["&nbsp;"] * len(field.columns)] * (field.rows - len(given))
        head = [escape(column.label) for column in field.columns]
        shares = [column.width for column in field.columns]
        return _table([head, *([escape(cell) for cell in row] for row in given), *empty], shares) + after
    tag = _TAGS.get(block.kind, "p")
    # Headings inside the sheet are no headings of the page: its outline stays short.
    role = f' role="heading" aria-level="{tag[1]}"' if tag != "p" else ""
    style = f' class="sheet-{block.kind}{" sheet-" + block.align if block.align else ""}"'
    return f"<p{style}{role}>{_runs(block.runs, inline, filled)}</p>{after}"


def _table(rows: list[list[str]], shares: list[float]) -> str:
    columns = "".join(f'<col style="width:{100 * share / sum(shares):.1f}%">' for share in shares)
    head = "".join(f'<th scope="col">{cell}</th>' for cell in rows[0])
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows[1:])
    return f'<div class="sheet-scroll"><table class="sheet-table"><colgroup>{columns}</colgroup><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _runs(runs: tuple[Run, ...], inline: Inline, filled: bool) -> str:
    return "".join(inline(run) if isinstance(run, str) else _blank(run, filled) for run in runs)


def _blank(field: Field, filled: bool) -> str:
    if field.type == "check":
        return '<span class="tick">☑</span>' if filled and field.example else '<span class="tick">☐</span>'
    if filled:
        return f'<span class="filled">{escape(str(field.example))}</span>'
    return f'<span class="blank">{escape(field.label)}</span>'
