"""Filled Word files: the blank file's content controls get their values, everything else stays."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from scripts.forms.model import Field, Form
from scripts.forms.values import Value, Values
from scripts.forms.word import W14, document, packed, write

_Element = Any
"""An element of a file we made: what is looked for is there."""
_BODY = "word/document.xml"


@dataclass(frozen=True)
class Blank:
    """A blank Word file taken apart once, to be filled many times."""

    form: Form
    parts: tuple[tuple[str, bytes], ...]
    body: _Element


def blank(form: Form, header: str) -> Blank:
    """The blank file of one variant (`Form.of`), ready for `filled`."""
    with zipfile.ZipFile(io.BytesIO(document(form, header))) as package:
        parts = tuple((name, package.read(name)) for name in package.namelist())
    body = etree.fromstring(dict(parts)[_BODY])
    return Blank(form, parts, body)


def filled(source: Blank, values: Values) -> bytes:
    """The .docx with `values` (checked) in its blanks. A blank without a value stays blank; a table
    grows when there are more rows than the form prints."""
    body = copy.deepcopy(source.body)
    fields = {field.name: field for field in source.form.meta.fields}
    for field in fields.values():
        rows = values.get(field.name)
        if field.type == "rows" and isinstance(rows, list):
            _grow(body, field, len(rows))
    given = dict(_flat(fields, values))
    numbers = iter(range(1000, 1_000_000))
    for control in body.iter(qn("w:sdt")):
        control.find(f"{qn('w:sdtPr')}/{qn('w:id')}").set(qn("w:val"), str(next(numbers)))
        value = given.get(control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")), "")
        if value != "":
            _set(control, value)
    made = etree.tostring(body, xml_declaration=True, encoding="UTF-8", standalone=True)
    return packed((name, made if name == _BODY else data) for name, data in source.parts)


def _flat(fields: dict[str, Field], values: Values) -> Iterator[tuple[str, str | bool]]:
    """(tag of a control, its value) for every blank that has one."""
    for name, value in values.items():
        if isinstance(value, list):
            for number, row in enumerate(value, 1):
                for column, cell in zip(fields[name].columns, row, strict=True):
                    yield f"{name}_{number}_{column.name}", cell
        else:
            yield name, value


def _grow(body: _Element, field: Field, rows: int) -> None:
    """Every table of a rows field gets as many rows as it needs, made after its last one."""
    if rows <= field.rows:
        return
    last = re.compile(rf"{field.name}_{field.rows}_([a-z][a-z0-9_]*)")
    lines = []
    for control in body.iter(qn("w:sdt")):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val"))
        if last.fullmatch(tag):
            line = next(control.iterancestors(qn("w:tr")))
            if line not in lines:
                lines.append(line)
    for line in lines:
        for number in range(rows, field.rows, -1):
            made = copy.deepcopy(line)
            for tag in made.iter(qn("w:tag")):
                column = last.fullmatch(tag.get(qn("w:val")))
                assert column
                tag.set(qn("w:val"), f"{field.name}_{number}_{column[1]}")
            line.addnext(made)


def _set(control: _Element, value: Value) -> None:
    properties, content = control.find(qn("w:sdtPr")), control.find(qn("w:sdtContent"))
    run = content.find(qn("w:r"))
    checkbox = properties.find(f"{{{W14}}}checkbox")
    if checkbox is not None:
        checkbox.find(f"{{{W14}}}checked").set(f"{{{W14}}}val", "1" if value else "0")
        run.find(qn("w:t")).text = "☒" if value else "☐"
        return
    shown = properties.find(qn("w:showingPlcHdr"))
    if shown is not None:
        properties.remove(shown)
    for child in list(run):
        if child.tag != qn("w:rPr"):
            run.remove(child)
    write(run, str(value))
