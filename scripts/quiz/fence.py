"""What a ```quiz fence asks for: a bank, whole or some of its items."""

from __future__ import annotations

from dataclasses import dataclass
from io import StringIO

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from scripts.quiz.model import Bank, Item


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
    if not isinstance(asked, dict) or not set(asked) <= {"bank", "items"} or "bank" not in asked:
        raise ValueError("quiz 块只认 bank 和 items。改法：写 bank: 题库名，可加 items: [题号, …]")
    bank = banks.get(str(asked["bank"]))
    if bank is None:
        raise ValueError(f"没有题库 {asked['bank']}。改法：改成 {'、'.join(sorted(banks))} 之一")
    if "items" not in asked:
        return Selection(bank.bank, tuple(bank.items))
    by_id = {item.id: item for item in bank.items}
    wanted = [str(name) for name in asked["items"] or ()]
    if unknown := [name for name in wanted if name not in by_id]:
        raise ValueError(f"题库 {bank.bank} 没有 {'、'.join(unknown)}。改法：检查题号")
    if not wanted:
        raise ValueError("items 是空的。改法：写题号，或删去 items")
    return Selection(bank.bank, tuple(by_id[name] for name in wanted))
