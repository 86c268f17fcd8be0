"""Filled Word files: everything that was given stands in the file, and the file is still sound."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator

from scripts.forms.fill import Blank, blank, filled
from scripts.forms.model import parse
from scripts.forms.values import Values
from scripts.site.library import Library

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def offer(library: Library) -> Blank:
    return blank(parse(library.by_place["zh", "templates/offer-letter.md"]).of(""), "F07")


def _examples(source: Blank) -> Values:
    return {field.name: field.example for field in source.form.meta.fields}


def _texts(data: bytes) -> dict[str, list[str]]:
    """tag of a control → the texts in it."""
    body = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    found: dict[str, list[str]] = {}
    for control in body.iter(f"{W}sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag").get(f"{W}val")
        lines = [
            ("\n" if node.tag == f"{W}br" else node.text or "") for node in control.iter(f"{W}t", f"{W}br")
        ]
        found.setdefault(tag, []).append("".join(lines))
    return found


def test_everything_given_stands_there(offer: Blank) -> None:
    texts = _texts(filled(offer, _examples(offer)))
    for field in offer.form.meta.fields:
        if isinstance(field.example, list):
            for number, row in enumerate(field.example, 1):
                for column, cell in zip(field.columns, row, strict=True):
                    assert texts[f"{field.name}_{number}_{column.name}"] == [cell]
        elif isinstance(field.example, bool):
            assert texts[field.name] == ["☒" if field.example else "☐"]
        else:
            assert set(texts[field.name]) == {field.example}


def test_a_blank_without_a_value_stays_blank(offer: Blank) -> None:
    nothing: Values = {field.name: "" for field in offer.form.meta.fields}
    assert _texts(filled(offer, nothing)) == _texts(filled(offer, {}))


def test_tables_grow(offer: Blank) -> None:
    rows = [[str(number), "甲", "乙"] for number in range(30)]
    data = filled(offer, _examples(offer) | {"topics": rows})
    texts = _texts(data)
    assert [texts[f"topics_{number}_subject"] for number in range(1, 31)] == [
        [str(number)] for number in range(30)
    ]
    table = Document(io.BytesIO(data)).tables[0]
    assert len(table.rows) == 31
    ids = [
        node.get(f"{W}val")
        for node in etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")).iter(
            f"{W}id"
        )
    ]
    assert len(ids) == len(set(ids))


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=80))
def test_any_words(offer: Blank, words: str) -> None:
    assert set(_texts(filled(offer, {"from_party": words}))["from_party"]) == {words}


def test_long_text_line_breaks_and_marks(offer: Blank, tmp_path: Path) -> None:
    long = "<w:p/>&amp;甲\n" * 1000
    data = filled(offer, _examples(offer) | {"from_party": long})
    assert set(_texts(data)["from_party"]) == {long}
    path = tmp_path / "long.docx"
    path.write_bytes(data)
    result = OpenXmlValidator().validate(path)
    assert result.is_valid, result.errors


def test_same_bytes(offer: Blank) -> None:
    assert filled(offer, _examples(offer)) == filled(offer, _examples(offer))
