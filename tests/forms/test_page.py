"""Forms on the page: text is data, blanks and examples where they belong."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.forms.model import Block, Field, Form, FormMeta, parse
from scripts.forms.page import render
from scripts.site.library import Library


def _form(field: Field, words: str) -> Form:
    meta = FormMeta(code="F99", statutory=False, who="甲", when="乙", copies="一", fields=[field])
    return Form("test", "zh", "试", meta, (Block("paragraph", (words, field), notes=(words,)),))


@given(st.text(min_size=1).filter(lambda text: text.strip()))
def test_words_are_escaped(words: str) -> None:
    field = Field(name="a", label="空", example="例")
    html = render(_form(field, words), escape, filled=False, notes=True)
    assert escape(words) in html
    assert html.count("<p") == 2


def test_blank_or_example(library: Library) -> None:
    page = library.by_place["zh", "templates/offer-letter.md"]
    form = parse(page)
    blank = render(form, escape, filled=False, notes=True)
    filled = render(form, escape, filled=True, notes=False, mark="示例")
    example = next(field.example for field in form.meta.fields if field.name == "to_party")
    assert isinstance(example, str)
    assert example not in blank
    assert example in filled
    assert "示例" in filled
    assert "sheet-note" in blank
    assert "sheet-note" not in filled
    assert blank.count("☐") == 3


@pytest.mark.parametrize("kind", ["text", "date", "number"])
def test_a_blank_shows_its_label(kind: str) -> None:
    field = Field.model_validate({"name": "a", "label": "联系电话", "type": kind, "example": "1"})
    assert ">联系电话</span>" in render(_form(field, "电话"), escape, filled=False, notes=False)
