"""The citation grammar: cases as data, and the round trip through `write` for any place."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from scripts.law.citations import Article, Reference, find, write
from scripts.site.library import Library

CASES = YAML(typ="safe").load(Path(__file__).with_name("citations.yml").read_text(encoding="utf-8"))
NAMES = {"zh": ["集体合同规定", "工会法"], "en": ["Provisions on Collective Contracts", "Trade Union Law"]}


def _told(reference: Reference, text: str) -> str:
    article = reference.article
    place = str(article.number) + (f"-{article.sub}" if article.sub else "")
    if article.item:
        place += f".{article.paragraph or ''}.{article.item}"
    elif article.paragraph:
        place += f".{article.paragraph}"
    name = reference.name or reference.pointer
    told = f"{text[reference.start : reference.end]} | {name} | {reference.year or ''} | {'fault' if reference.fault else place}"
    told += f" | {reference.last.number}" if reference.last else ""
    return told.replace("  ", " ")


@pytest.mark.parametrize(("language", "case"), [(lang, case) for lang in CASES for case in CASES[lang]])
def test_cases(language: str, case: dict[str, object], library: Library) -> None:
    text = str(case["text"])
    found = find(text, language, library.register.english_names)
    assert [_told(reference, text) for reference in found] == case["found"]


articles = st.builds(
    Article,
    st.integers(1, 1999),
    sub=st.integers(0, 20),
    paragraph=st.integers(0, 9),
    item=st.integers(0, 15),
)


@given(st.sampled_from(["zh", "en"]), st.integers(0, 1), st.sampled_from([None, 1994, 2001]), articles)
def test_what_is_written_is_read_back(language: str, which: int, year: int | None, article: Article) -> None:
    name = NAMES[language][which]
    text = write(language, name, year, article)
    around = f"见{text}。" if language == "zh" else f"See {text}."
    (found,) = find(around, language, NAMES["en"])
    assert around[found.start : found.end] == text
    assert (found.name, found.year, found.article, found.last, found.fault) == (name, year, article, None, "")


@given(st.sampled_from(["zh", "en"]), st.integers(1, 1990), st.integers(1, 9))
def test_ranges_are_read_back(language: str, first: int, more: int) -> None:
    name = NAMES[language][0]
    text = write(language, name, None, Article(first), Article(first + more))
    (found,) = find(text, language, NAMES["en"])
    assert [article.number for article in found.articles()] == list(range(first, first + more + 1))


@given(st.text(max_size=200))
def test_any_text_is_survived_and_spans_never_overlap(text: str) -> None:
    for language in ("zh", "en"):
        position = 0
        for reference in find(text, language, NAMES["en"]):
            assert position <= reference.start < reference.end <= len(text)
            position = reference.end
