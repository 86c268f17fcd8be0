"""Forms that both sides sign: Chinese and English on one sheet, paired by place."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from scripts.__main__ import main
from scripts.forms import bilingual
from scripts.forms.model import Field, Form
from scripts.forms.word import document
from scripts.site.downloads import forms
from scripts.site.library import Library

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def pairs(library: Library) -> dict[str, tuple[Form, Form]]:
    """Code → the Chinese and the English form, of those that both sides sign."""
    chinese = {form.meta.code: form for form in forms(library, "zh")}
    return {
        form.meta.code: (chinese[form.meta.code], form)
        for form in forms(library, "en")
        if form.meta.both_sides
    }


def _words(form: Form) -> str:
    runs = [run for block in form.blocks for run in block.runs]
    runs += [run for block in form.blocks for row in block.rows for cell in row for run in cell.runs]
    return "\n".join(run for run in runs if isinstance(run, str))


def _names(form: Form) -> set[str]:
    runs = [run for block in form.blocks for run in block.runs]
    runs += [run for block in form.blocks for row in block.rows for cell in row for run in cell.runs]
    return {run.name.removesuffix(bilingual.CHINESE) for run in runs if isinstance(run, Field)}


def test_contracts_and_records_of_both_sides(pairs: dict[str, tuple[Form, Form]]) -> None:
    assert set(pairs) == {f"F{n}" for n in (11, 12, 13, 14, 15, 18, 19, 20, 21, 22, 33, 35, 39, 40)}


def test_nothing_of_either_text_is_lost(pairs: dict[str, tuple[Form, Form]]) -> None:
    for chinese, english in pairs.values():
        for variant in english.variants:
            made = bilingual.sheet(english, chinese, variant)
            words = _words(made)
            for text in (chinese.of(variant), english.of(variant)):
                for run in _words(text).split("\n"):
                    assert run.strip() in words, (english.meta.code, run)
            assert _names(made) == _names(english.of(variant))
            assert all(sentence in words for sentence in bilingual.PREVAILS.values())


def test_other_forms_stay_in_one_language(library: Library, pairs: dict[str, tuple[Form, Form]]) -> None:
    chinese = {form.slug: form for form in forms(library, "zh")}
    for form in forms(library, "en"):
        if form.meta.code not in pairs:
            assert bilingual.sheet(form, chinese[form.slug], form.variants[0]) == form.of(form.variants[0])


def test_the_word_file_has_each_clause_in_chinese_then_english(pairs: dict[str, tuple[Form, Form]]) -> None:
    chinese, english = pairs["F19"]
    with zipfile.ZipFile(io.BytesIO(document(bilingual.sheet(english, chinese, ""), "F19"))) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    texts = ["".join(paragraph.itertext()) for paragraph in body.iter(f"{W}p")]
    for number, name in ((1, "第一条"), (2, "第二条"), (10, "第十条")):
        at = next(index for index, text in enumerate(texts) if text.startswith(name))
        assert texts[at + 1].startswith(f"Article {number}. ")


def test_filled_choices_and_dates_are_chinese_in_the_chinese_text(
    pairs: dict[str, tuple[Form, Form]], tmp_path: Path
) -> None:
    chinese, english = pairs["F14"]
    values = {field.name: field.example for field in english.meta.fields}
    (tmp_path / "one.json").write_text(json.dumps({"values": values}), encoding="utf-8")
    out = tmp_path / "out"
    assert (
        main(
            [
                "forms",
                "fill",
                "suspension",
                str(tmp_path / "one.json"),
                "--language",
                "en",
                "--out",
                str(out),
            ]
        )
        == 0
    )
    with zipfile.ZipFile(next(out.glob("*.docx"))) as package:
        words = "".join(etree.fromstring(package.read("word/document.xml")).itertext())
    given = bilingual.chinese_values(english, chinese, values)
    dates = [field.name for field in english.meta.fields if field.type == "date" and field.example]
    assert dates
    for name in dates:
        assert str(given[name + bilingual.CHINESE]).endswith("日")
    assert any(str(given[name + bilingual.CHINESE]) in words for name in dates)
