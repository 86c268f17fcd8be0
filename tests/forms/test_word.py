"""Word files: schema-clean, the same bytes each time, a control for every blank, and LibreOffice opens them."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from docx import Document
from openxml_audit import OpenXmlValidator

from scripts.forms.model import Field, Form, parse
from scripts.forms.word import document
from scripts.site.library import Library
from tests.conftest import IN_CI

LANGUAGES = ("zh", "en")


def _forms(library: Library) -> list[Form]:
    return [parse(page) for page in library.pages if page.room == "templates" and "form" in page.meta]


def _tags(data: bytes) -> list[str]:
    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode("utf-8")
    return re.findall(r'<w:tag w:val="([^"]+)"', xml)


def test_there_are_forms_in_both_languages(library: Library) -> None:
    forms = _forms(library)
    assert {form.language for form in forms} == {"zh", "en"}
    assert {form.slug for form in forms if form.language == "zh"} == {
        form.slug for form in forms if form.language == "en"
    }


def test_schema(library: Library, tmp_path: Path) -> None:
    for form in _forms(library):
        path = tmp_path / f"{form.slug}-{form.language}.docx"
        path.write_bytes(document(form, "F07"))
        result = OpenXmlValidator().validate(path)
        assert result.is_valid, result.errors


def test_every_blank_is_a_control_named_after_its_field(library: Library) -> None:
    for form in _forms(library):
        tags = set(_tags(document(form, "x")))
        for field in form.meta.fields:
            if field.type == "rows":
                expected = {
                    f"{field.name}_{row + 1}_{column.name}"
                    for row in range(field.rows)
                    for column in field.columns
                }
                assert expected <= tags
            else:
                assert field.name in tags


def test_control_ids_are_unique(library: Library) -> None:
    for form in _forms(library):
        xml = zipfile.ZipFile(io.BytesIO(document(form, "x"))).read("word/document.xml").decode("utf-8")
        ids = re.findall(r'<w:id w:val="(\d+)"/>', xml)
        assert len(ids) == len(set(ids)) > 10


def test_notes_stay_out_of_the_file(library: Library) -> None:
    for form in _forms(library):
        text = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(document(form, "x"))).paragraphs)
        notes = [note for block in form.blocks for note in block.notes]
        assert notes
        assert not any(note in text for note in notes)


def test_same_bytes(library: Library) -> None:
    for form in _forms(library):
        assert document(form, "x") == document(form, "x")


def test_the_look_of_gb_9704(library: Library) -> None:
    form = next(form for form in _forms(library) if form.language == "zh")
    doc = Document(io.BytesIO(document(form, "x")))
    section = doc.sections[0]
    millimetres = [
        round(edge.mm)
        for edge in (
            section.page_width,
            section.page_height,
            section.top_margin,
            section.bottom_margin,
            section.left_margin,
            section.right_margin,
        )
    ]
    assert millimetres == [210, 297, 37, 35, 28, 26]
    xml = doc.element.xml
    for face in ("方正小标宋简体", "黑体", "仿宋"):
        assert f'w:eastAsia="{face}"' in xml
    assert 'w:type="lines"' in xml


@pytest.mark.slow
def test_libreoffice_opens_it(library: Library, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        (pytest.fail if IN_CI else pytest.skip)("no LibreOffice: install libreoffice-writer-nogui")
    for form in _forms(library):
        path = tmp_path / f"{form.slug}-{form.language}.docx"
        path.write_bytes(document(form, "F07"))
    command = [
        office,
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    names = sorted(str(path) for path in tmp_path.glob("*.docx"))
    subprocess.run(
        [*command, "--outdir", str(tmp_path), *names], check=True, capture_output=True, timeout=240
    )
    for form in _forms(library):
        pdf = pdfium.PdfDocument(tmp_path / f"{form.slug}-{form.language}.pdf")
        assert 1 <= len(pdf) <= 4
        page = pdf[0]
        text = page.get_textpage()
        title = next(run for block in form.blocks if block.kind == "title" for run in block.runs)
        assert not isinstance(title, Field)
        assert title[:6] in text.get_text_range()
        text.close()
        page.close()
        pdf.close()
