"""What an import has to say, in words: counts, everything not read, everything to be checked, every item."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from scripts.quiz.importing.draft import Imported, Remark
from scripts.quiz.model import Case, Item, Judgement
from scripts.quiz.sheet_columns import JUDGEMENTS, TYPES


def report(name: str, imported: Sequence[Imported], remarks: Sequence[Remark]) -> str:
    """The report on the file `name`. Lines of `remarks` are in the order of the file."""
    lost = sorted(remark for remark in remarks if remark.lost)
    check = sorted(remark for remark in remarks if not remark.lost)
    ids = {(one.draft.line, one.draft.place): one.item.id for one in imported}
    kinds: Counter[str] = Counter(one.item.type for one in imported)
    told = "，".join(f"{TYPES[kind]} {kinds[kind]}" for kind in TYPES)
    lines = [
        f"导入 {name}",
        f"读入 {len(imported)} 题（{told}），读不出 {len(lost)} 处，提醒 {len(check)} 处。",
        f"{len(imported)} item(s) read, {len(lost)} not read, {len(check)} to check.",
        "全角字母和数字一律改成半角，看不见的控制字符一律删去。",
    ]
    if lost:
        lines += ["", "读不出（没有导入） not imported", *(f"读不出 {remark}" for remark in lost)]
    if check:
        lines += ["", "提醒（已导入，请核对） imported, please check"]
        for remark in check:
            who = ids.get((remark.line, remark.place), "")
            lines.append(f"提醒 {who} {remark}" if who else f"提醒 {remark}")
    if imported:
        lines += ["", "逐题对照 item by item"]
        lines += [_short(one) for one in imported]
    return "\n".join(lines) + "\n"


def _short(one: Imported) -> str:
    """An item with its key marked by *, to be held against the file."""
    item = one.item
    lines = [f"{item.id} {TYPES[item.type]} {one.draft.place}　{item.stem.zh}", *_answers(item)]
    lines.append(f"    依据 {'；'.join(item.law) or '无'}　解析 {item.explanation.zh[:24]}")
    return "\n".join(lines)


def _answers(item: Item) -> list[str]:
    if isinstance(item, Judgement):
        return [f"   *{JUDGEMENTS[item.key]}"]
    if isinstance(item, Case):
        return [
            f"    问{number}：{part.prompt.zh}（{sum(point.marks for point in part.points)}分，{len(part.points)}点）"
            for number, part in enumerate(item.parts, 1)
        ]
    return [
        f"   {'*' if letter in item.keys else ' '}{letter.upper()} {text.zh}"
        for letter, text in item.options.items()
    ]
