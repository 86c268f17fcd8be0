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

from scripts.forms import bilingual
from scripts.forms.model import Form
from scripts.forms.word import document
from scripts.site.library import Library
from tests.conftest import IN_CI

Made = dict[tuple[str, str, str, bool], bytes]
"""(language, slug, variant, with notes) → the Word file."""


def _forms(library: Library) -> list[Form]:
    return [library.form(page) for page in library.pages if page.room == "templates" and "form" in page.meta]


def _printed(library: Library, form: Form, variant: str) -> Form:
    """The form as its Word file has it: in both languages where both sides sign."""
    chinese = next(one for one in _forms(library) if (one.language, one.slug) == ("zh", form.slug))
    return bilingual.sheet(form, chinese, variant)


@pytest.fixture(scope="module")
def made(library: Library) -> Made:
    return {
        (form.language, form.slug, variant, notes): document(
            _printed(library, form, variant), form.meta.code, notes=notes
        )
        for form in _forms(library)
        for variant in form.variants
        for notes in (False, True)
    }


def _body(data: bytes) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode("utf-8")


@pytest.mark.slow
def test_schema(made: Made, tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    for name, data in made.items():
        path.write_bytes(data)
        result = OpenXmlValidator().validate(path)
        assert result.is_valid, (name, result.errors)


def test_every_blank_is_a_control_named_after_its_field(library: Library, made: Made) -> None:
    for form in _forms(library):
        tags = {
            tag
            for variant in form.variants
            for tag in re.findall(
                r'<w:tag w:val="([^"]+)"', _body(made[form.language, form.slug, variant, False])
            )
        }
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


def test_control_ids_are_unique(made: Made) -> None:
    for name, data in made.items():
        ids = re.findall(r'<w:id w:val="(\d+)"/>', _body(data))
        assert len(ids) == len(set(ids)) > 0, name


def test_notes_are_comments_by_choice(library: Library, made: Made) -> None:
    for form in _forms(library):
        for variant in form.variants:
            notes = [note for block in form.of(variant).blocks for note in block.notes]
            assert notes
            plain, noted = (
                Document(io.BytesIO(made[form.language, form.slug, variant, way])) for way in (False, True)
            )
            text = "\n".join(plain.element.itertext())
            assert not any(note in text for note in notes)
            told = "\n".join(comment.text for comment in noted.comments)
            assert all(note in told for note in notes)
            assert not list(plain.comments)


def test_same_bytes(library: Library, made: Made) -> None:
    for form in _forms(library)[::4]:
        for notes in (False, True):
            variant = form.variants[-1]
            again = document(_printed(library, form, variant), form.meta.code, notes=notes)
            assert made[form.language, form.slug, variant, notes] == again


def test_the_look_of_gb_9704(library: Library, made: Made) -> None:
    doc = Document(io.BytesIO(made["zh", "offer-letter", "", False]))
    section = doc.sections[0]
    edges = ("page_width", "page_height", "top_margin", "bottom_margin", "left_margin", "right_margin")
    assert [round(getattr(section, edge).mm) for edge in edges] == [210, 297, 37, 35, 28, 26]
    xml = doc.element.xml
    for face in ("方正小标宋简体", "黑体", "仿宋"):
        assert f'w:eastAsia="{face}"' in xml
    assert 'w:type="lines"' in xml
    wide = next(form for form in _forms(library) if form.meta.paper == "landscape")
    section = Document(io.BytesIO(made["zh", wide.slug, wide.variants[0], False])).sections[0]
    assert [round(section.page_width.mm), round(section.page_height.mm)] == [297, 210]


@pytest.mark.slow
def test_libreoffice_opens_it(library: Library, made: Made, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        (pytest.fail if IN_CI else pytest.skip)("no LibreOffice: install libreoffice-writer-nogui")
    folder = tmp_path / "in"
    folder.mkdir()
    for (language, slug, variant, notes), data in made.items():
        if not notes:
            (folder / f"{language}-{slug}-{variant}.docx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    names = sorted(str(path) for path in folder.iterdir())
    subprocess.run([*command, *names], check=True, capture_output=True, timeout=400)
    for form in _forms(library):
        for variant in form.variants:
            pdf = pdfium.PdfDocument(tmp_path / f"{form.language}-{form.slug}-{variant}.pdf")
            blocks = _printed(library, form, variant).blocks
            sheets = 1 + sum(1 for block in blocks if block.kind == "sheet")
            assert sheets <= len(pdf) <= sheets + 1 + len(blocks) // 5, form.slug
            texts = []
            for page in pdf:
                words = page.get_textpage()
                texts.append("".join(words.get_text_range().split()))
                words.close()
                page.close()
            pdf.close()
            runs = next(block.runs for block in blocks if block.kind == "title")
            title = max((run for run in runs if isinstance(run, str)), key=len, default="")
            assert "".join(title.split())[:6] in texts[0]
            # an empty last page is header and page number only
            assert all(len(text) > 20 for text in texts), (form.slug, [len(text) for text in texts])
