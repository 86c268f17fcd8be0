"""The digests against the official texts: every article, its figures, no copied sentence; the facts everywhere."""

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from scripts.law.numerals import from_chinese
from scripts.site.library import Library
from tests.law.texts import articles, digests, texts

FACTS: list[dict[str, Any]] = YAML(typ="safe").load(
    Path(__file__).with_name("facts.yml").read_text(encoding="utf-8")
)["facts"]
LAWS = [
    path.stem
    for path in sorted((Path(__file__).parents[2] / "docs" / "law").glob("*.md"))
    if path.stem not in ("index", "policy-documents")
]
_MARKS = re.compile(r"[\s，。；：、“”‘’（）()《》〈〉！？,.;:!?\-—*_#{}\[\]|0-9]+")


def _says(spellings: str | list[str], digest: str) -> bool:
    """One of the spellings stands in the digest, Chinese numerals and digits taken as the same; 15日 does not say 5日."""
    words = _arabic(digest)
    asked = [spellings] if isinstance(spellings, str) else spellings
    return any(re.search(rf"(?<![0-9]){re.escape(_arabic(spelling))}", words) for spelling in asked)


def _arabic(text: str) -> str:
    def number(match: re.Match[str]) -> str:
        try:
            return str(from_chinese(match.group()))
        except ValueError:
            return match.group()

    text = text.replace("两", "二").replace("*", "").replace("天", "日")
    text = re.sub(
        r"([一二三四五六七八九十百]+)分之([一二三四五六七八九十百]+)",
        lambda m: f"{number_of(m[2])}/{number_of(m[1])}",
        text,
    )
    return re.sub(r"[一二三四五六七八九十百零]+", number, text).replace(" ", "")


def number_of(text: str) -> int | str:
    try:
        return from_chinese(text)
    except ValueError:
        return text


def test_every_article_of_a_full_digest_is_there(library: Library, law_texts: Path) -> None:
    at_hand = texts(law_texts)
    compared = 0
    for law in library.register.laws:
        if law.digest == "full" and law.id in at_hand:
            page = library.by_place["zh", f"law/{law.id}.md"]
            assert sorted(digests(page.body)) == sorted(articles(at_hand[law.id])), law.id
            compared += 1
    assert compared >= 8


def test_every_figure_of_the_provisions_is_in_both_languages(library: Library, law_texts: Path) -> None:
    official = articles(texts(law_texts)["collective-contract-provisions"])
    compared = 0
    for language in ("zh", "en"):
        digest = digests(library.by_place[language, "law/collective-contract-provisions.md"].body)
        for number, text in official.items():
            for figure in set(re.findall(r"(\d+(?:/\d+)?)(?=日|人|名|个月|年内|年，|以上|。)", text)):
                words = {"2/3": ["三分之二", "two-thirds"], "1/3": ["三分之一", "one-third", "one third"]}
                assert any(word in digest[number] for word in [figure, *words.get(figure, [])]), (
                    number,
                    language,
                    figure,
                )
                compared += 1
    assert compared >= 20


@pytest.mark.parametrize("law", LAWS)
def test_no_sentence_is_copied(law: str, library: Library, law_texts: Path) -> None:
    """No run of 20 or more characters equals the official text (marks, spaces and digits left out)."""
    at_hand = texts(law_texts)
    if law not in at_hand:
        pytest.skip("no official text beside the project")
    official = _MARKS.sub("", "".join(articles(at_hand[law]).values()))
    for number, text in digests(library.by_place["zh", f"law/{law}.md"].body).items():
        for sentence in re.split(r"[。；！？\n]", text):
            bare = _MARKS.sub("", sentence)
            copied = [
                bare[start : start + 20]
                for start in range(len(bare) - 19)
                if bare[start : start + 20] in official
            ]
            assert not copied, f"{law} {number}: {copied[0]}"


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact["id"])
def test_the_digests_hold_the_facts(fact: dict[str, Any], library: Library) -> None:
    """Runs everywhere: our own list of facts against our own digests."""
    assert fact["cites"]
    for cite in fact["cites"]:
        law = library.register.by_id[cite["law"]]
        digest = digests(library.by_place["zh", f"law/{law.id}.md"].body)
        assert cite["article"] in digest, f"{law.id} has no article {cite['article']}"
        for figure in cite["figures"]:
            assert _says(figure, digest[cite["article"]]), f"{law.id} {cite['article']} lacks {figure}"


def test_the_list_of_facts_is_whole(law_texts: Path) -> None:
    shared = YAML(typ="safe").load((law_texts.parent / "facts.json").read_text(encoding="utf-8"))
    assert {fact["id"] for fact in FACTS} == {fact["id"] for fact in shared}
    assert len(FACTS) == 112
    for ours, theirs in zip(
        sorted(FACTS, key=lambda f: f["id"]), sorted(shared, key=lambda f: f["id"]), strict=True
    ):
        assert len(ours["cites"]) == len(theirs["cites"]), ours["id"]
        bare, source = _MARKS.sub("", ours["says"]), _MARKS.sub("", theirs["fact"])
        copied = [
            bare[start : start + 20] for start in range(len(bare) - 19) if bare[start : start + 20] in source
        ]
        assert not copied, f"{ours['id']}: {copied[0]}"


def test_every_article_cited_anywhere_is_digested(library: Library) -> None:
    """What `check` refuses, seen once more from the outside: no citation of a registered law dangles."""
    from scripts.law.backlinks import in_page

    anchors = {
        page.rel: {heading.id for heading in page.headings} for page in library.pages if page.language == "zh"
    }
    followed = 0
    for page in library.pages:
        for found in in_page(page, library.register):
            assert found.law is not None
            for article in found.reference.articles():
                assert found.law.anchor(article) in anchors[f"law/{found.law.id}.md"], (page.rel, found.text)
                followed += 1
    assert followed > 1000


def test_then_and_now_covers_every_item(library: Library) -> None:
    body = library.by_place["zh", "reference/then-and-now.md"].body
    wanted = (
        [f"Y{n}" for n in range(1, 21)] + [f"K{n}" for n in range(1, 11)] + [f"J{n}" for n in range(1, 16)]
    )
    assert [code for code in wanted if not re.search(rf"(?<![A-Z0-9]){code}(?!\d)", body)] == []
