"""The real banks: whole, lint-clean, and in agreement with the digests on every figure."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from scripts.law import numerals
from scripts.law.backlinks import resolve
from scripts.law.citations import find
from scripts.quiz import lock
from scripts.quiz.desk import sources, table
from scripts.quiz.lint import NEEDED, Source, lint
from scripts.quiz.model import Judgement, Single
from scripts.site.library import Library

_CHINESE = re.compile(r"[零一二两三四五六七八九十百]+(?=[日天个年月人名份次倍条款项元%％分岁周小])")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")


@pytest.fixture(scope="module")
def banks() -> list[Source]:
    return sources()


def test_enough_of_everything(banks: list[Source]) -> None:
    sizes = Counter(
        {pool: sum(len(one.bank.items) for one in banks if one.pool == pool) for pool in ("practice", "exam")}
    )
    assert sizes["practice"] >= 560
    assert sizes["exam"] >= 280
    kinds: dict[str, Counter[str]] = {}
    for source in banks:
        kinds.setdefault(source.bank.domain, Counter()).update(item.type for item in source.bank.items)
    assert sorted(kinds, key=lambda name: int(name[1:])) == [f"D{number}" for number in range(1, 13)]
    for domain, counts in kinds.items():
        assert all(counts[kind] >= needed for kind, needed in NEEDED.items()), (domain, counts)


def test_about_a_tenth_on_the_report(banks: list[Source]) -> None:
    items = [item for source in banks for item in source.bank.items]
    share = sum(1 for item in items if item.source == "seed") / len(items)
    assert 0.07 <= share <= 0.16


def test_every_rule_is_kept(banks: list[Source]) -> None:
    problems = [*lint(banks), *lock.changed(banks)]
    assert not problems, "\n".join(map(str, problems[:20]))


def test_every_item_is_locked(banks: list[Source]) -> None:
    written = lock.written(item for source in banks for item in source.bank.items)
    assert {line.split()[0] for line in written.splitlines()} == {
        line.split()[0] for line in lock.LOCK.read_text(encoding="utf-8").splitlines()
    }


def test_the_table_counts_all(banks: list[Source]) -> None:
    total = sum(len(source.bank.items) for source in banks)
    assert f"共 {total} 题" in table(banks)


def _numbers(text: str) -> set[str]:
    found = set(_DIGITS.findall(text))
    for word in _CHINESE.findall(text):
        try:
            found.add(str(numerals.from_chinese(word.replace("两", "二"))))
        except ValueError:
            continue
    return found


def test_figures_agree_with_the_digests(banks: list[Source], library: Library) -> None:
    """A recalled figure in a right option or a true statement stands in a digest of its articles."""
    digests: dict[tuple[str, str], str] = {}
    for page in library.pages:
        law = str(page.meta.get("law") or "")
        if page.language == "zh" and law:
            lines = page.path.read_text(encoding="utf-8").splitlines()
            for heading, following in zip(page.headings, [*page.headings[1:], None], strict=True):
                end = following.line - 1 if following else len(lines)
                digests[law, heading.id] = "\n".join(lines[heading.line - 1 : end])
    wrong = []
    for source in banks:
        for item in source.bank.items:
            if item.level != "recall" or not item.law:
                continue
            if isinstance(item, Single):
                told = item.options[item.key].zh  # type: ignore[index]
            elif isinstance(item, Judgement) and item.key:
                told = item.stem.zh
            else:
                continue
            basis = ""
            for citation in item.law:
                for reference, law in resolve(find(citation, "zh"), library.register, "zh", ""):
                    assert law
                    for article in reference.articles():
                        basis += digests.get((law.id, article.anchor), "")
            told = re.sub(
                r"（(?:约)?\d{4}(?:年)?）|\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|第[零一二三四五六七八九十百]+[条款项]|约2002",
                "",
                told,
            )
            missing = (
                _numbers(told) - _numbers(basis) - _numbers(item.stem.zh if isinstance(item, Single) else "")
            )
            if missing:
                wrong.append((item.id, sorted(missing)))
    assert not wrong, wrong
