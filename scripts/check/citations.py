"""Every citation names a law we know, an article it has, and a text in force or its year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from scripts.law import numerals
from scripts.law.backlinks import own_law, resolve
from scripts.law.citations import Reference, find
from scripts.law.register import UNSEEN, Law
from scripts.problems import Problem
from scripts.quiz.load import lines
from scripts.quiz.model import Bank, texts
from scripts.site.library import Library


def check(library: Library) -> Iterator[Problem]:
    """Faulty citations in pages, questions, glossary and deadlines; digests that miss or repeat an article."""
    digested = _digested(library)
    for page in library.pages:
        for found in library.references(page):
            if fault := _fault(found.reference, found.law, library, digested):
                yield Problem(page.path, found.line, f"{found.text}：{fault[0]}", fault[1], fault[2])
    yield from _cited(_data(library), library, digested)
    yield from _digest_faults(library)


def check_banks(library: Library, banks: Mapping[Path, Bank]) -> Iterator[Problem]:
    """Faulty citations in banks that need not belong to the library, such as those of the exam pool."""
    for path, bank in banks.items():
        yield from _cited(_in_bank(path, bank), library, _digested(library))


_Said = tuple[Path, int, str, str, str]
"""(file, line, label, text, language)."""


def _in_bank(path: Path, bank: Bank) -> Iterator[_Said]:
    at = lines(path)
    for item in bank.items:
        for citation in item.law:
            yield path, at[item.id], item.id, citation, "zh"
        for text in texts(item):
            yield path, at[item.id], item.id, text.zh, "zh"
            if text.en:
                yield path, at[item.id], item.id, text.en, "en"


def _cited(
    said: Iterable[_Said], library: Library, digested: dict[tuple[str, str], set[str]]
) -> Iterator[Problem]:
    for path, line, label, text, language in said:
        for reference, law in resolve(
            find(text, language, library.register.english_names), library.register, language, ""
        ):
            if fault := _fault(reference, law, library, digested):
                words = text[reference.start : reference.end]
                yield Problem(path, line, f"{label} {words}：{fault[0]}", fault[1], fault[2])


def _data(library: Library) -> Iterator[_Said]:
    """(file, line, label, text, language) of every text outside pages that may cite: questions,
    glossary, deadlines. The line is that of the item, 0 where only the label tells."""
    for bank in library.banks.values():
        yield from _in_bank(library.practice / f"{bank.bank}.yml", bank)
    reference = library.docs / "reference"
    for term in library.glossary.terms:
        yield reference / "glossary.yml", 0, term.id, term.says.zh, "zh"
        if term.says.en:
            yield reference / "glossary.yml", 0, term.id, term.says.en, "en"
    for deadline in library.deadlines:
        for rule in deadline.rules:
            if rule.law:
                yield reference / "deadlines.yml", 0, deadline.id, rule.law, "zh"


def _digested(library: Library) -> dict[tuple[str, str], set[str]]:
    """(law id, language) → the anchors that its page has."""
    found: dict[tuple[str, str], set[str]] = {}
    for page in library.pages:
        if law := own_law(page, library.register):
            found[law, page.language] = {heading.id for heading in page.headings}
    return found


def _fault(
    reference: Reference, law: Law | None, library: Library, digested: dict[tuple[str, str], set[str]]
) -> tuple[str, str, str] | None:
    """(what is wrong, how to mend it, English), or None."""
    if reference.fault:
        return "条号写法有误", f"写成法条的样子，如 第三十二条（{reference.fault}）", "bad numeral"
    if law is None and reference.pointer:
        return "前面同一段里没有出现全称", "把“同法、本规定”换成《全称》", "no full citation before it"
    if law is None:
        known = [
            other
            for language in ("zh", "en")
            if (other := library.register.resolve(reference.name, None, language))
        ]
        if known and reference.year:
            return (
                f"没有登记 {reference.year} 年的版本",
                "检查年份，或在 docs/law/laws.yml 补登",
                "unknown version",
            )
        return "法规登记表里没有这部法规", "检查名称，或在 docs/law/laws.yml 补登", "unknown law"
    if law.historical and reference.year is None and not reference.pointer:
        return (
            "这是历史文本，没有写年份",
            f"写成 《{law.names.zh}》（{law.year}）",
            "historical text without its year",
        )
    if reference.last and reference.last.number <= reference.article.number:
        return "范围的终点不在起点之后", "检查条号", "empty range"
    for article in reference.articles():
        if law.articles != "unknown" and article.number > law.articles:
            last = numerals.to_chinese(law.articles)
            return f"这部法规只有{last}条", "检查条号", f"last article is {law.articles}"
        if law.digest == "name":
            return "这部法规只知其名，没有见到条文", "只写名称，不引条号", "known by name only"
        if law.has_articles and law.anchor(article) not in digested.get((law.id, "zh"), set()):
            return (
                "法规页上没有这一条的要旨",
                f"在 docs/law/{law.id}.md 补写 {{ #{article.anchor} }}",
                "no digest",
            )
    return None


def _digest_faults(library: Library) -> Iterator[Problem]:
    for page in library.pages:
        if page.room != "law" or "law" not in page.meta:
            continue
        law = library.register.by_id.get(str(page.meta["law"]))
        if law is None:
            line = page.front.line("law")
            yield Problem(
                page.path, line, f"登记表里没有 {page.meta['law']}", "改成 laws.yml 里的 id", "unknown law id"
            )
            continue
        if law.unseen and UNSEEN not in {heading.id for heading in page.headings}:
            yield Problem(
                page.path, 0, "没有说明哪些条文未见", f"补写标题 {{ #{UNSEEN} }}", "unseen articles not told"
            )
        if law.digest == "none":
            yield Problem(
                page.path,
                0,
                "登记表写着没有要旨页",
                "把 laws.yml 的 digest 改成 full 或 partial",
                "digest: none",
            )
        articles = [heading for heading in page.headings if heading.id.startswith("art-")]
        seen: set[str] = set()
        for heading in articles:
            if heading.id in seen:
                yield Problem(
                    page.path, heading.line, f"{heading.id} 写了两次", "改正条号", "repeated article"
                )
            seen.add(heading.id)
        if law.digest == "full" and law.articles != "unknown":
            missing = [n for n in range(1, law.articles + 1) if f"art-{n}" not in seen]
            for number in missing:
                what = f"缺第{numerals.to_chinese(number)}条的要旨"
                yield Problem(
                    page.path, 0, what, f"补写标题 {{ #art-{number} }} 和要旨", f"article {number} missing"
                )
