"""What a ```quiz fence asks for: a bank or all banks, some items by id or by filter. Nothing is copied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from scripts.law.citations import Reference, find
from scripts.quiz.model import Bank, Item

FILTERS = ("domain", "law", "tag", "type", "level", "scope")
KEYS = {"bank", "items", "count", *FILTERS}


@dataclass(frozen=True)
class Selection:
    """The items of one fence, in the order they are shown."""

    bank: str
    items: tuple[Item, ...]


def select(source: str, banks: dict[str, Bank]) -> Selection:
    """Read a fence. Raises ValueError saying what is wrong, for authors."""
    try:
        asked = YAML(typ="safe").load(StringIO(source))
    except YAMLError as error:
        raise ValueError(f"quiz 块写法有误：{str(error).splitlines()[0]}。改法：写 bank: 题库名") from None
    if not isinstance(asked, dict) or not set(asked) <= KEYS or not asked:
        raise ValueError(
            f"quiz 块只认 {'、'.join(sorted(KEYS))}。改法：写 bank: 题库名，可加 items: [题号, …]"
        )
    name = str(asked.get("bank", ""))
    if name and name not in banks:
        raise ValueError(f"没有题库 {name}。改法：改成 {'、'.join(sorted(banks))} 之一")
    chosen = [banks[name]] if name else list(banks.values())
    if "items" in asked:
        return Selection(name, _by_id(asked["items"], chosen, name))
    items = [item for bank in chosen for item in bank.items if fits(item, bank, asked)]
    if "count" in asked:
        if not isinstance(asked["count"], int) or asked["count"] < 1:
            raise ValueError("count 不是题数。改法：写一个正整数")
        items = items[: asked["count"]]
    if not items:
        raise ValueError("没有一道题符合。改法：放宽条件，或补题")
    return Selection(name, tuple(items))


def _by_id(asked: Any, banks: Iterable[Bank], name: str) -> tuple[Item, ...]:
    by_id = {item.id: item for bank in banks for item in bank.items}
    wanted = [str(one) for one in asked or ()]
    if unknown := [one for one in wanted if one not in by_id]:
        raise ValueError(f"题库 {name} 没有 {'、'.join(unknown)}。改法：检查题号")
    if not wanted:
        raise ValueError("items 是空的。改法：写题号，或删去 items")
    return tuple(by_id[one] for one in wanted)


def fits(item: Item, bank: Bank, asked: Mapping[str, Any]) -> bool:
    """Whether an item of `bank` meets every filter (FILTERS) in `asked`; one value of a list is enough.
    Raises ValueError where a law is no citation."""
    for key in FILTERS:
        if key not in asked:
            continue
        wanted = asked[key] if isinstance(asked[key], list) else [asked[key]]
        if key == "law":
            if not any(cites(item, str(one)) for one in wanted):
                return False
            continue
        have = [bank.domain] if key == "domain" else item.tags if key == "tag" else [getattr(item, key)]
        if not {str(one) for one in wanted} & {str(one) for one in have}:
            return False
    return True


def cites(item: Item, citation: str) -> bool:
    """Whether an item rests on the article of a full Chinese citation, whatever its paragraph."""
    wanted = find(citation, "zh")
    if len(wanted) != 1 or not wanted[0].name:
        raise ValueError(f"{citation} 不是一条完整引用。改法：写成《集体合同规定》第三十二条")
    return any(_same(found, wanted[0]) for law in item.law for found in find(law, "zh"))


def _same(one: Reference, other: Reference) -> bool:
    return (one.name, one.year, one.article) == (other.name, other.year, other.article)
