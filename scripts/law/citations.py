"""The citation grammar: text in, references out; and references back into text.

Chinese as lawyers write it: 《集体合同规定》第三十二条第二款, 第六条、第二十条, 第五十一条至第五十六条,
《工会法》（2001）第二十条, and 同法第五条 or 本规定第五条 after a full citation. English beside it:
"Provisions on Collective Contracts, art. 32, para. 2", "arts. 6 and 20", "arts. 51–56",
"Trade Union Law (2001), art. 20", "the same Law, art. 5".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from scripts.law import numerals


@dataclass(frozen=True)
class Article:
    """A place in a law: article 8, or 8-1 for 第八条之一; paragraph and item where given."""

    number: int
    sub: int = 0
    paragraph: int = 0
    item: int = 0

    @property
    def anchor(self) -> str:
        """The id of its heading: art-32, art-8-1."""
        return f"art-{self.number}" + (f"-{self.sub}" if self.sub else "")


@dataclass(frozen=True)
class Reference:
    """One cited place, from `start` to `end` of the text.

    `name` and `year` are as written ("" and None for 同法 and 本法, whose kind is then in
    `pointer`: "same" or "own"). `last` is the end of a range. A numeral that no statute
    prints leaves `fault` set.
    """

    start: int
    end: int
    name: str
    year: int | None
    article: Article
    last: Article | None = None
    pointer: str = ""
    fault: str = ""

    def articles(self) -> Iterable[Article]:
        """Every article it covers; a range is opened up."""
        yield self.article
        if self.last:
            for number in range(self.article.number + 1, self.last.number + 1):
                yield Article(number)


_NUMBER = r"(?:[0-9]{1,4}|[零〇一二三四五六七八九十百千两]{1,9})"
_ARTICLE = rf"第(?P<number>{_NUMBER})条(?:之(?P<sub>{_NUMBER}))?"
_DETAIL = rf"(?:第(?P<paragraph>{_NUMBER})款)?(?:第[（(]?(?P<item>{_NUMBER})[）)]?项)?"
_MORE_DETAIL = (
    rf"(?:[、和及与]|或者?|以及)(?:第{_NUMBER}款(?:第[（(]?{_NUMBER}[）)]?项)?|第[（(]?{_NUMBER}[）)]?项)"
)
_ZH_HEAD = re.compile(
    r"《(?:中华人民共和国)?(?P<name>[^《》\n]{1,60})》(?:[（(](?P<year>[0-9]{4})年?(?:版|修正|修订|施行)?[）)])?"
    r"|(?P<pointer>同|该|本)(?:法|规定|办法|条例|解释)(?=第)"
)
_ZH_ARTICLE = re.compile(_ARTICLE + _DETAIL)
_ZH_MORE = re.compile(_MORE_DETAIL)
_ZH_RANGE = re.compile(rf"(?:至|到|—|–|-|~|～)(?:第)?(?P<number>{_NUMBER})条(?:之(?P<sub>{_NUMBER}))?")
_ZH_RANGE_START = re.compile(rf"第(?P<number>{_NUMBER})(?=(?:至|到|—|–|-|~|～){_NUMBER}条)")
_ZH_NEXT = re.compile(
    r"(?:[、和及与]|或者?|以及)(?=第[0-9零〇一二三四五六七八九十百千两]{1,9}(?:条|至|到|—|–|-|~|～))"
)

_EN_ARTICLE = re.compile(
    r"(?P<number>[0-9]{1,4})(?:-(?P<sub>[0-9]{1,2}))?"
    r"(?:, paras?\. (?P<paragraph>[0-9]{1,2})(?:(?:, | and )[0-9]{1,2}(?![0-9]))*)?(?:, items? (?P<item>[0-9]{1,2})(?:(?:, | and |, and )[0-9]{1,2}(?![0-9]))*)?"
)
_EN_RANGE = re.compile(r"[–-](?P<number>[0-9]{1,4})(?![0-9])")
_EN_NEXT = re.compile(
    r"(?:, | and |, and | or )(?=[0-9]{1,4}(?![0-9]| ?(?:days|months|years|percent|%|workers|copies)))"
)
_EN_MARK = re.compile(r"(?: \((?P<year>[0-9]{4})\))?, (?P<plural>arts?)\. (?=[0-9])")
_EN_POINTER = re.compile(
    r"(?P<pointer>[Tt]he same|[Tt]hese|[Tt]his) (?:Law|Provisions|Measures|Regulations|Interpretation)$"
)
_EN_TITLE = re.compile(
    r"(?:[A-Z][\w’'-]*|of|on|the|and|for|in|by|to|with)(?: (?:[A-Z][\w’'-]*|of|on|the|and|for|in|by|to|with))*$"
)


def find(text: str, language: str, names: Sequence[str] = ()) -> list[Reference]:
    """All references in `text`, left to right.

    `names` are the English names of the register, longest first; Chinese needs none, because
    《》 marks a name. A name followed by no article is no reference.
    """
    return _find_zh(text) if language == "zh" else _find_en(text, names)


def _find_zh(text: str) -> list[Reference]:
    found: list[Reference] = []
    for head in _ZH_HEAD.finditer(text):
        pointer = {"同": "same", "该": "same", "本": "own"}.get(head["pointer"] or "", "")
        year = int(head["year"]) if head["year"] else None
        base = Reference(head.start(), head.end(), head["name"] or "", year, Article(0), pointer=pointer)
        position, start = head.end(), head.start()
        while reference := _zh_reference(text, base, start, position):
            found.append(reference)
            separator = _ZH_NEXT.match(text, reference.end)
            if not separator:
                break
            start = position = separator.end()
    return found


def _zh_reference(text: str, base: Reference, start: int, position: int) -> Reference | None:
    """The reference whose article begins at `position`; None where no article stands there."""
    opening = _ZH_RANGE_START.match(text, position)
    match = opening or _ZH_ARTICLE.match(text, position)
    if not match:
        return None
    reference = replace(base, start=start, end=match.end())
    last = None
    try:
        article = _article(match)
        if closing := _ZH_RANGE.match(text, match.end()):
            last, match = _article(closing), closing
        end = match.end()
    except ValueError as error:
        return replace(reference, fault=str(error))
    while more := _ZH_MORE.match(text, end):
        end = more.end()
    return replace(reference, end=end, article=article, last=last)


def _article(match: re.Match[str]) -> Article:
    groups = match.groupdict()
    number, sub, paragraph, item = (
        numerals.parse(groups[key]) if groups.get(key) else 0
        for key in ("number", "sub", "paragraph", "item")
    )
    return Article(number, sub, paragraph, item)


def _find_en(text: str, names: Sequence[str]) -> list[Reference]:
    found: list[Reference] = []
    for mark in _EN_MARK.finditer(text):
        before = text[: mark.start()]
        name, pointer, start = _en_head(before, names)
        if start < 0:
            continue
        year = int(mark["year"]) if mark["year"] else None
        position = mark.end()
        while match := _EN_ARTICLE.match(text, position):
            article, last, end = _article(match), None, match.end()
            if closing := _EN_RANGE.match(text, end):
                last, end = Article(int(closing["number"])), closing.end()
            found.append(Reference(start, end, name, year, article, last, pointer))
            separator = _EN_NEXT.match(text, end) if mark["plural"] == "arts" else None
            if not separator:
                break
            start = position = separator.end()
    return found


def _en_head(before: str, names: Sequence[str]) -> tuple[str, str, int]:
    """(name, pointer, start) of what stands before ", art."; start is -1 where nothing fits."""
    for name in names:
        if before.endswith(name):
            return name, "", len(before) - len(name)
    if match := _EN_POINTER.search(before):
        own = match["pointer"].lower() != "the same"
        return "", "own" if own else "same", match.start()
    if match := _EN_TITLE.search(before):
        words = match.group().split(" ")
        while words and words[0][0].islower():
            words.pop(0)
        name = " ".join(words)
        return name, "", len(before) - len(name) if name else -1
    return "", "", -1


def write(language: str, name: str, year: int | None, article: Article, last: Article | None = None) -> str:
    """A full citation in either language; `find` reads it back as the same place."""
    if language == "zh":
        head = f"《{name}》" + (f"（{year}）" if year else "")
        return head + _zh_article(article) + (f"至{_zh_article(last)}" if last else "")
    head = f"{name} ({year})" if year else name
    text = f"{head}, {'arts' if last else 'art'}. {article.number}" + (
        f"-{article.sub}" if article.sub else ""
    )
    if last:
        return f"{text}–{last.number}"
    text += f", para. {article.paragraph}" if article.paragraph else ""
    return text + (f", item {article.item}" if article.item else "")


def _zh_article(article: Article) -> str:
    text = f"第{numerals.to_chinese(article.number)}条"
    text += f"之{numerals.to_chinese(article.sub)}" if article.sub else ""
    text += f"第{numerals.to_chinese(article.paragraph)}款" if article.paragraph else ""
    return text + (f"第{numerals.to_chinese(article.item)}项" if article.item else "")
