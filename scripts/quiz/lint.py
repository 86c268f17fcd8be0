"""Rules of item writing that a machine can check. Every rule has a number, a reason and a cure.

After Haladyna, Downing and Rodriguez (2002), "A review of multiple-choice item-writing guidelines",
as far as they can be told from Chinese text, and rules of our own: whose rule, no twin, no leak.
An item may waive a rule with a reason: `waive: {Q04: 理由}`; Q15 cannot be waived.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rapidfuzz import fuzz

from scripts.problems import Problem
from scripts.quiz.model import PENDING, Bank, Case, Item, Judgement, Multiple, Single

Pool = Literal["practice", "exam"]
TWIN = 85
"""Stems this alike (rapidfuzz ratio, 0–100) are the same question twice."""
NEEDED = {"single": 30, "multiple": 12, "judgement": 20, "case": 4}
"""Items of each type that a domain needs, both pools together."""


@dataclass(frozen=True)
class Rule:
    """A numbered rule: what it asks, in both languages, and why."""

    number: str
    zh: str
    en: str
    why: str


RULES = {
    rule.number: rule
    for rule in (
        Rule(
            "Q01",
            "题干写明谁的规则",
            "the stem says whose rule",
            "国家规定、某省规定、佳木斯材料的答案可以不同",
        ),
        Rule(
            "Q02",
            "否定的题干，否定词加引号",
            "a negative stem marks its negative",
            "考生漏看一个“不”字，考的就不是知识",
        ),
        Rule(
            "Q03",
            "绝对的词不只在错的选项里",
            "absolute words not in distractors alone",
            "“一律”“必须”一出现就被当成错的",
        ),
        Rule("Q04", "正确选项不比别的长一半以上", "the key is not the longest by half", "不会的人专挑最长的"),
        Rule(
            "Q05", "题干的词不只在正确选项里重现", "no words of the stem in the key alone", "照着字面就能对上"
        ),
        Rule("Q06", "数字范围不重叠", "ranges do not overlap", "重叠的范围会有两个对的答案"),
        Rule(
            "Q07",
            "数字、日期选项从小到大并写 fixed: true",
            "numbers ascend and stay fixed",
            "打乱的数字要多读一遍，不增加难度",
        ),
        Rule("Q08", "不引用选项字母", "no option letters in the text", "选项会打乱，字母就错了"),
        Rule("Q09", "不用“以上都对”“以上都不对”", "no all or none of the above", "知道一半就能猜"),
        Rule("Q10", "题干里不露答案", "the stem does not hold the key", "不用懂也能答"),
        Rule("Q11", "解析说明理由，不少于20字", "the explanation gives reasons", "只说答案，学不到东西"),
        Rule("Q12", "选项长短相近", "options are alike in length", "一眼就看出哪个不同"),
        Rule("Q13", "考旧规定的，题干写明年份", "old law is named with its year", "会被当成今天的规定"),
        Rule("Q14", "题干不超过150字，案情不超过450字", "stems stay short", "考的是规则，不是阅读"),
        Rule(
            "Q15",
            "每题有法律依据或来源",
            "every item rests on a law or a source",
            "没有依据的题，对错说不清，法规改了也查不到",
        ),
        Rule("Q20", "没有近似的题", "no near twins", "同一题做两遍；正式题近似练习题等于泄题"),
        Rule("Q21", "没有互相矛盾的题", "no contradictions", "同一个问题只能有一个答案"),
        Rule("Q22", "enemies 写的题号存在", "enemies exist", "不能同卷的题要写对题号"),
        Rule("Q30", "单选的正确选项在各字母间均匀", "keys are spread over the letters", "每个字母占15%至35%"),
        Rule("Q31", "判断题对错各占约一半", "true and false in balance", "正确的占35%至65%"),
        Rule("Q32", "每个知识域题量足够", "every domain has enough items", "单选30、多选12、判断20、案例4"),
        Rule("Q40", "题号永远不变", "ids never change", "考生的记录、考试的清单都按题号"),
    )
}

_NEVER_WAIVED = {"Q15"}
_SCOPE = re.compile("国家|黑龙江|省规定|佳木斯|材料|《|本手册|教学|惯例|约2002|种子")
_NEGATIVE = re.compile("(不属于|不包括|不正确|不符合|不得作为|不应|错误的是|不是下列|除外)")
_QUOTED = re.compile("[“「][^”」]*[”」]")
_ABSOLUTE = re.compile("一律|所有|绝不|绝对|任何情况|永远|从不|全部都")
_LETTER = re.compile(r"(?:选项|答案|选择?)\s*[A-Fa-f](?![A-Za-z])|(?<![A-Za-z])[A-F](?:项|选项|、[A-F])")
_ALL_OR_NONE = re.compile("以上(?:都|均|全)|以上各项|都不对|都不是|全都对")
_HISTORICAL = re.compile(r"》（(?:1994|1995|2001)）")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_RANGE = re.compile(r"(\d+(?:\.\d+)?)[^\d]{0,3}(?:至|到|—|–|-|~)(\d+(?:\.\d+)?)")
_PLAIN = re.compile(r"[^\w]+")
_LEAD = re.compile(
    "^(?:按|根据|依照|依据)?(?:照)?(?:国家规定|国家的规定|黑龙江(?:省)?规定|佳木斯材料(?:（约2002年）)?(?:记载)?|《[^》]+》(?:的?规定)?)"
)


@dataclass(frozen=True)
class Source:
    """A bank file with the lines of its items."""

    path: Path
    pool: Pool
    bank: Bank
    lines: Mapping[str, int]

    def problem(self, rule: str, item: Item | None, what: str, cure: str) -> Problem:
        """A finding as a complaint: rule number first."""
        line = self.lines.get(item.id, 0) if item else 1
        who = f"{item.id} " if item else ""
        return Problem(self.path, line, f"{rule} {who}{what}", cure, RULES[rule].en)


def lint(sources: Sequence[Source]) -> list[Problem]:
    """Everything the rules find in all banks together, waived findings left out."""
    found: list[tuple[Source, str, Item | None, str, str]] = []
    for source in sources:
        for item in source.bank.items:
            found += [(source, rule, item, what, cure) for rule, what, cure in _item(item)]
        found += [(source, rule, None, what, cure) for rule, what, cure in _bank(source.bank)]
    found += _pairs(sources)
    found += _coverage(sources)
    used: set[tuple[str, str]] = set()
    problems = []
    for source, rule, item_, what, cure in found:
        if item_ is not None and rule in item_.waive and rule not in _NEVER_WAIVED:
            used.add((item_.id, rule))
        else:
            problems.append(source.problem(rule, item_, what, cure))
    for source in sources:
        for item in source.bank.items:
            for rule in item.waive:
                if rule not in RULES:
                    cure = "写规则编号，如 Q04"
                    what = f"{item.id} waive 里的 {rule} 不是规则编号"
                    problems.append(
                        Problem(source.path, source.lines.get(item.id, 0), what, cure, "unknown rule")
                    )
                elif rule in _NEVER_WAIVED:
                    what = f"{item.id} waive 不能写 {rule}"
                    problems.append(
                        Problem(source.path, source.lines.get(item.id, 0), what, "删去", "cannot be waived")
                    )
                elif (item.id, rule) not in used:
                    what = f"{item.id} 不需要 waive {rule}，没有违反"
                    problems.append(
                        Problem(source.path, source.lines.get(item.id, 0), what, "删去", "idle waiver")
                    )
    return problems


Finding = tuple[str, str, str]
"""(rule, what, cure)."""


def _item(item: Item) -> Iterator[Finding]:
    stem = item.stem.zh
    if not _SCOPE.search(stem):
        yield (
            "Q01",
            "题干没有写明是谁的规则",
            "写“按国家规定”“黑龙江规定”或“佳木斯材料记载”，或写出《法规名》",
        )
    negative = _NEGATIVE.search(_QUOTED.sub("", stem))
    if negative and not isinstance(item, Judgement | Case):
        yield "Q02", f"题干用了否定词“{negative[1]}”", "改成正面问；不能改的，把否定词放进引号"
    if not isinstance(item, Case) and len(stem) > 150:
        yield "Q14", f"题干{len(stem)}字", "删去与答案无关的话"
    if isinstance(item, Case) and len(stem) > 450:
        yield "Q14", f"案情{len(stem)}字", "删去与问题无关的情节"
    for text in (stem, item.explanation.zh):
        if letter := _LETTER.search(text):
            yield "Q08", f"写了“{letter[0]}”", "改写选项的内容"
    if len(item.explanation.zh) < 20:
        yield "Q11", f"解析只有{len(item.explanation.zh)}字", "写明为什么对，错的选项错在哪里"
    if any(_HISTORICAL.search(law) for law in item.law) and not re.search(
        "旧|1994|1995|2001|当年|历史|约2002|佳木斯", stem
    ):
        yield "Q13", "依据是历史文本，题干没有写年份", "题干写“1994年的……”或“旧规定”"
    if PENDING in item.tags:
        yield "Q15", f"标签写着“{PENDING}”", "law 写上依据，或写 source: seed，再删去这个标签"
    if isinstance(item, Single | Multiple):
        yield from _options(item)


def _options(item: Single | Multiple) -> Iterator[Finding]:
    keys: dict[str, str] = {letter: text.zh for letter, text in item.options.items() if letter in item.keys}
    others = {letter: text.zh for letter, text in item.options.items() if letter not in item.keys}
    everything = [text.zh for text in item.options.values()]
    if any(_ALL_OR_NONE.search(text) for text in everything):
        yield "Q09", "有“以上都对”一类的选项", "换成一个具体的错误"
    wrong = [text for text in others.values() if _ABSOLUTE.search(text)]
    if wrong and not any(_ABSOLUTE.search(text) for text in keys.values()):
        word = _ABSOLUTE.search(wrong[0])
        assert word
        yield "Q03", f"“{word[0]}”只出现在错的选项里", "删去这个词，或正确选项也用"
    mean = sum(map(len, others.values())) / len(others)
    longest = max(map(len, keys.values()))
    if isinstance(item, Single) and longest > 1.5 * mean and longest - mean > 6:
        yield "Q04", f"正确选项{longest}字，其余平均{mean:.0f}字", "缩短正确选项，或把别的写得一样具体"
    shortest, most = min(map(len, everything)), max(map(len, everything))
    if most > 3 * shortest and most - shortest > 12:
        yield "Q12", f"选项最短{shortest}字，最长{most}字", "写得长短相近"
    if echo := _echo(item.stem.zh, keys.values(), others.values()):
        yield "Q05", f"题干的“{echo}”只在正确选项里重现", "换一个说法，或让别的选项也出现"
    if isinstance(item, Single):
        key = keys[item.key]
        if len(key) >= 6 and _PLAIN.sub("", key) in _PLAIN.sub("", item.stem.zh):
            yield "Q10", "正确选项的文字就在题干里", "改写题干"
    yield from _numbers(item, everything)


def _echo(stem: str, keys: Iterable[str], others: Iterable[str]) -> str:
    """The longest run of five or more characters of the stem that stands in a key and in no other option."""
    inside, outside = "\n".join(keys), "\n".join(others)
    for size in range(12, 4, -1):
        for start in range(len(stem) - size + 1):
            run = stem[start : start + size]
            if run in inside and run not in outside and re.fullmatch(r"[\u4e00-\u9fff]+", run):
                return run
    return ""


def _numbers(item: Single | Multiple, options: list[str]) -> Iterator[Finding]:
    ranges = [_RANGE.search(text) for text in options]
    spans = [(float(found[1]), float(found[2])) for found in ranges if found]
    if len(spans) == len(options) and isinstance(item, Single):
        for one, other in zip(sorted(spans), sorted(spans)[1:], strict=False):
            if other[0] < one[1] and one[0] != other[0]:
                yield "Q06", f"{one[0]:g}至{one[1]:g}与{other[0]:g}至{other[1]:g}重叠", "改成不重叠的范围"
                break
        return
    found = [_NUMBER.findall(text) for text in options]
    shapes = {_NUMBER.sub("#", text) for text in options}
    if all(len(numbers) == 1 for numbers in found) and len(shapes) == 1:
        values = [float(numbers[0]) for numbers in found]
        if values != sorted(values) or not item.fixed:
            yield "Q07", "数字选项没有从小到大，或没有写 fixed: true", "从小到大排，加 fixed: true"


def _bank(bank: Bank) -> Iterator[Finding]:
    keys = Counter(item.key for item in bank.items if isinstance(item, Single))
    counts = [keys[letter] for letter in "abcd"]
    if (
        sum(counts)
        and max(counts) - min(counts) > 1
        and not all(0.15 <= one / sum(counts) <= 0.35 for one in counts)
    ):
        told = "、".join(f"{letter.upper()} {keys[letter]}" for letter in "abcd")
        yield "Q30", f"单选的正确选项分布不均：{told}", "调换一些题的选项次序"
    verdicts = Counter(item.key for item in bank.items if isinstance(item, Judgement))
    total = sum(verdicts.values())
    if total and abs(verdicts[True] - verdicts[False]) > 1 and not 0.35 <= verdicts[True] / total <= 0.65:
        yield "Q31", f"判断题正确{verdicts[True]}、错误{verdicts[False]}", "改写几题"


def core(item: Item) -> str:
    """A stem without its lead-in and punctuation: what twins are compared by."""
    return _PLAIN.sub("", _LEAD.sub("", item.stem.zh))


def answer(item: Item) -> str:
    """The text of the key, to see whether two items contradict each other."""
    if isinstance(item, Judgement):
        return str(item.key)
    if isinstance(item, Case):
        return ""
    return "\n".join(sorted(text.zh for letter, text in item.options.items() if letter in item.keys))


def _pairs(sources: Sequence[Source]) -> Iterator[tuple[Source, str, Item | None, str, str]]:
    """Twins, contradictions and enemies that do not exist."""
    everything = [(source, item) for source in sources for item in source.bank.items]
    ids = {item.id for _, item in everything}
    for source, item in everything:
        for other in item.enemies:
            if other not in ids or other == item.id:
                yield source, "Q22", item, f"enemies 里的 {other} 不存在", "改正题号"
    cores = [core(item) for _, item in everything]
    for row in range(len(everything)):
        for column in range(row + 1, len(everything)):
            score = fuzz.ratio(cores[row], cores[column], score_cutoff=75)
            if not score:
                continue
            (_, first), (source, second) = everything[row], everything[column]
            if first.type != second.type:
                continue
            same_law, same_numbers = first.law == second.law, figures(cores[row]) == figures(cores[column])
            differs = answer(first) != answer(second)
            if (
                isinstance(second, Single)
                and same_law
                and same_numbers
                and differs
                and figures(answer(first)) != figures(answer(second))
            ):
                what = f"与 {first.id} 几乎同问（{score:.0f}），答案不同"
                yield source, "Q21", second, what, "核对条文，改正其中一题；都对的，把题干写清楚"
            elif score >= TWIN and same_numbers:
                what = f"与 {first.id} 近似（{score:.0f}）"
                yield source, "Q20", second, what, "换一个考点或情境；正式题不得改写练习题"


def figures(text: str) -> list[str]:
    """The numbers of a text, sorted: questions with other numbers are other questions."""
    return sorted(_NUMBER.findall(text))


def _coverage(sources: Sequence[Source]) -> Iterator[tuple[Source, str, Item | None, str, str]]:
    domains: dict[str, Counter[str]] = {}
    last: dict[str, Source] = {}
    for source in sources:
        domains.setdefault(source.bank.domain, Counter()).update(item.type for item in source.bank.items)
        last[source.bank.domain] = source
    for domain, counts in domains.items():
        lacks = [
            f"{kind} {counts[kind]}/{needed}" for kind, needed in NEEDED.items() if counts[kind] < needed
        ]
        if lacks:
            yield last[domain], "Q32", None, f"知识域 {domain} 题量不足：{'、'.join(lacks)}", "补题"
