"""What is found inside running text: options on a line, a key in brackets, points of a scheme, citations.

Every function says when it is in doubt: what cannot be told apart for certain is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from scripts.law import numerals
from scripts.law.citations import Reference, find
from scripts.law.register import Law, Register
from scripts.quiz.importing.spellings import VERDICT

_MARK = re.compile(
    r"(?P<box>[（(【\[](?P<a>[A-H])[)）】\]][.．、:：]?(?=[ \u3000]*[^\s\u3000。.？?]))"
    r"|(?<![A-Za-z0-9])(?P<dot>(?P<b>[A-H])[ \u3000]*[.．、:：)）])"
    r"|(?<![A-Za-z0-9])(?P<gap>(?P<c>[A-H])(?=[ \u3000]))"
)
_ANSWER = re.compile(
    rf"[（(][ \u3000]*(?P<key>[A-Ha-h](?:[ \u3000、,，]*[A-Ha-h])*|{VERDICT})[ \u3000]*[)）]"
)
_BLANK = re.compile(r"[（(][\s\u3000_]*[)）](?=[。．？?]?$)")
_PART = re.compile(r"(?:问题?|第)[ ]*(?:\d+|[一二三四五六七八九十])[ ]*(?:问)?[ ]*[：:.、．][ ]*(.*)")
_POINT = re.compile(r"[-—·•●*]?[ ]*(\d{1,2})[ ]*分[：:][ ]*(.+)")
_MARKED = re.compile(r"(.+?)[（(][ ]*(\d{1,2})[ ]*分[ ]*[)）][ ]*[。；;，,]?")
_HEAD = re.compile(r"^(?:《[^》]*》(?:[（(][^）)]*[）)])?|[同该](?:法|规定|办法|条例|解释))")
_LEADING = re.compile(r"^(?:\d{1,2}[.．、)）]|[（(]\d{1,2}[)）]|[①-⑳]|[-—·•●*])[ ]*")


@dataclass(frozen=True)
class _Mark:
    letter: str
    style: str  # box, dot or gap
    start: int
    end: int
    opens: bool  # at the beginning of a line
    apart: bool  # there, or after a space


@dataclass
class Division:
    """A text split into stem and options. `doubt` says why it cannot be trusted at all, `notes` what a
    person should look at."""

    stem: str
    options: dict[str, str] = field(default_factory=dict)
    doubt: str = ""
    notes: list[str] = field(default_factory=list)


def _marks(text: str) -> Iterator[_Mark]:
    for found in _MARK.finditer(text):
        style = next(name for name in ("box", "dot", "gap") if found[name])
        before = text[: found.start()].rstrip(" \u3000")
        opens = not before or before.endswith("\n")
        apart = opens or len(before) < found.start()
        if style != "gap" or apart:
            letter = found["a"] or found["b"] or found["c"]
            yield _Mark(letter, style, found.start(), found.end(), opens, apart)


def divide(text: str) -> Division:
    """The options of a text, found by their marks: A. A、 A） （A） A： or A and a space; one a line,
    several on a line, or without a space between them (then with a note)."""
    marks = list(_marks(text))
    firsts = [mark for mark in marks if mark.letter == "A" and mark.opens]
    firsts = firsts or [mark for mark in marks if mark.letter == "A" and mark.apart]
    firsts = [first for first in firsts if _sequence(marks, first, False) or _sequence(marks, first, True)]
    if not firsts:
        lonely = [mark for mark in marks if mark.opens and mark.style != "gap"]
        return Division(text, doubt="选项的字母不是从 A 起依次写的" if lonely else "")
    if len(firsts) > 1:
        return Division(text, doubt="选项 A 出现不止一次")
    first = firsts[0]
    chosen = _sequence(marks, first, False)
    tight = len(chosen) < 3 and len(_sequence(marks, first, True)) > len(chosen)
    chosen = _sequence(marks, first, True) if tight else chosen
    division = Division(text[: first.start].strip())
    ends = [mark.start for mark in chosen[1:]] + [len(text)]
    for mark, end in zip(chosen, ends, strict=True):
        division.options[mark.letter] = text[mark.end : end].strip()
    _judge(division, marks, chosen, tight)
    return division


def _sequence(marks: list[_Mark], first: _Mark, tight: bool) -> list[_Mark]:
    """The marks of the first one's style from it on, where they run A, B, C …; else nothing."""
    found = [
        mark
        for mark in marks
        if mark.start >= first.start and mark.style == first.style and (tight or mark.apart)
    ]
    told = "".join(mark.letter for mark in found)
    return found if len(told) > 1 and "ABCDEFGH".startswith(told) else []


def _judge(division: Division, marks: list[_Mark], chosen: list[_Mark], tight: bool) -> None:
    for letter, option in division.options.items():
        if not option:
            division.doubt = f"选项 {letter} 是空的"
        elif "\n" in option:
            division.doubt = f"选项 {letter} 后面有一行不知道属于哪里：{option.splitlines()[1][:20]}"
    if tight:
        division.notes.append("选项之间没有空格，按字母分开")
    letters = {mark.letter for mark in chosen} | {chr(ord(chosen[-1].letter) + 1)}
    for mark in marks:
        if mark.start > chosen[0].start and mark not in chosen and mark.letter in letters:
            division.notes.append(f"选项里有像选项记号的“{mark.letter}”")
    per_line: list[int] = []
    for mark in chosen:
        if mark.opens or not per_line:
            per_line.append(0)
        per_line[-1] += 1
    if len(set(per_line[:-1])) > 1 or (len(per_line) > 1 and per_line[-1] > per_line[0]):
        division.notes.append("各行的选项个数不齐")


def bracket(stem: str) -> tuple[str, str, str]:
    """A stem without the key in its brackets: (stem, key, doubt). A bracket to be filled in at the end
    goes, as the model asks; in the middle an empty one stays."""
    found = list(_ANSWER.finditer(stem))
    if len(found) > 1:
        return stem, "", "题干里有不止一处像答案的括号"
    key = ""
    if found:
        key = found[0]["key"]
        stem = f"{stem[: found[0].start()].rstrip()}（　）{stem[found[0].end() :]}".strip()
    return unfilled(stem), key, ""


def unfilled(stem: str) -> str:
    """A stem without the empty bracket at its end."""
    while blank := _BLANK.search(stem):
        before, after = stem[: blank.start()].rstrip(), stem[blank.end() :]
        stem = before + ("" if before.endswith(("。", "？", "?", "！")) else after)
    return stem


Scheme = list[tuple[str, list[tuple[int, str]]]]
"""Tasks of a case, each with its points and their marks."""


def scheme(text: str) -> Scheme | None:
    """A marking scheme: “问1：…” then lines “- 2分：…” or points that end in （2分）. None where a line
    is neither; a scheme without a task has one with the prompt ""."""
    parts: Scheme = []
    points: list[tuple[int, str]] | None = None
    for line in text.splitlines():
        if part := _PART.fullmatch(line):
            points = []
            parts.append((part[1].strip(), points))
            continue
        found = _points(line)
        if found is None:
            return None
        if points is None:
            points = []
            parts.append(("", points))
        points += found
    return parts if parts and all(points for _, points in parts) else None


def opens_task(line: str) -> bool:
    """Whether a line opens a task of a case: 问1：…"""
    return _PART.fullmatch(line) is not None


def _points(line: str) -> list[tuple[int, str]] | None:
    if one := _POINT.fullmatch(line):
        return [(int(one[1]), one[2].strip())]
    found, at = [], 0
    for match in _MARKED.finditer(line):
        if match.start() != at:
            return None
        found.append((int(match[2]), _LEADING.sub("", match[1].strip())))
        at = match.end()
    return found if found and at == len(line) else None


def basis(text: str, register: Register) -> tuple[list[str], list[str]]:
    """The citations of a text, each whole, in order and once; and what is wrong with those that the
    register does not bear out."""
    good: list[str] = []
    faults: list[str] = []
    name, year, last = "", None, None
    for reference in find(text, "zh"):
        if reference.pointer:
            law = last if reference.pointer == "same" else None
        else:
            name, year = reference.name, reference.year
            law = last = register.resolve(name, year, "zh")
        if fault := _fault(reference, law):
            faults.append(f"{text[reference.start : reference.end]}（{fault}）")
            continue
        place = _HEAD.sub("", text[reference.start : reference.end])
        citation = f"《{name}》" + (f"（{year}）" if year else "") + place
        if citation not in good:
            good.append(citation)
    return good, faults


def _fault(reference: Reference, law: Law | None) -> str:
    if reference.fault:
        return "条号写法有误"
    if law is None:
        return "法规登记表里没有这部法规"
    if law.historical and reference.year is None and not reference.pointer:
        return "历史文本要写年份"
    for article in reference.articles():
        if law.articles != "unknown" and article.number > law.articles:
            return f"这部法规只有{numerals.to_chinese(law.articles)}条"
    return ""


def rest(text: str) -> str:
    """What a text says besides its citations, without punctuation."""
    for reference in reversed(find(text, "zh")):
        text = text[: reference.start] + text[reference.end :]
    return re.sub(r"[\s；;、，,。.]+", "", text)
