"""The digest against the official text: every article, its figures, and no copied sentence."""

import re
from pathlib import Path

import pytest

from scripts.law.numerals import parse
from scripts.pages import Page
from scripts.site.library import Library

OFFICIAL = {"collective-contract-provisions": "collective-contract-provisions-2004.txt"}
_MARKS = re.compile(r"[\s，。；：、“”‘’（）()《》〈〉！？,.;:!?\-—*_#{}\[\]|0-9]+")


def _official(path: Path) -> dict[int, str]:
    text = path.read_text(encoding="utf-8").split("---", 2)[2]
    parts = re.split(r"(?m)^第([零一二三四五六七八九十百]+)条", text)
    return {parse(number): body for number, body in zip(parts[1::2], parts[2::2], strict=True)}


def _digest(page: Page) -> dict[int, str]:
    parts = re.split(r"(?m)^### .*\{ *#art-(\d+) *\}\s*$", page.body)
    return {int(number): body for number, body in zip(parts[1::2], parts[2::2], strict=True)}


@pytest.mark.parametrize("law", OFFICIAL)
def test_every_figure_of_an_article_is_in_its_digest(law: str, library: Library, law_texts: Path) -> None:
    official = _official(law_texts / OFFICIAL[law])
    compared = 0
    for language in ("zh", "en"):
        digest = _digest(library.by_place[language, f"law/{law}.md"])
        assert sorted(digest) == sorted(official)
        for number, text in official.items():
            for figure in set(re.findall(r"(\d+(?:/\d+)?)(?=日|人|名|个月|年内|年，|以上|。)", text)):
                compared += 1
                assert _says(figure, digest[number]), f"article {number} ({language}) lacks {figure}"
    assert compared >= 20


def _says(figure: str, digest: str) -> bool:
    words = {"2/3": ["三分之二", "two-thirds", "two thirds"], "1/3": ["三分之一", "one-third", "one third"]}
    return any(word in digest for word in [figure, *words.get(figure, [])])


@pytest.mark.parametrize("law", OFFICIAL)
def test_no_sentence_is_copied(law: str, library: Library, law_texts: Path) -> None:
    """No run of 20 or more characters equals the official text (marks, spaces and digits left out)."""
    official = _MARKS.sub("", "".join(_official(law_texts / OFFICIAL[law]).values()))
    for number, text in _digest(library.by_place["zh", f"law/{law}.md"]).items():
        for sentence in re.split(r"[。；！？\n]", text):
            bare = _MARKS.sub("", sentence)
            runs = [bare[start : start + 20] for start in range(len(bare) - 19)]
            copied = [run for run in runs if run in official]
            assert not copied, f"article {number}: {copied[0]}"
