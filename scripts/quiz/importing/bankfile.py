"""The bank file of an import, written as our banks are written."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString
from tqdm import tqdm

from scripts.quiz.importing.draft import Imported

_HEAD = "# 由 quiz import 导入，逐题核对、补齐依据后改名。 Imported: check every item, then rename.\n"
_ITEM = "  - id: "  # how an item begins; every other line stands further in
_AT_ONCE = 100  # items between two steps of the progress bar


def written(bank: str, domain: str, title: str, imported: Sequence[Imported]) -> str:
    """The text of the bank file; before each item the place where it stood in the trainer's file."""
    yaml = YAML(typ="rt")
    yaml.width = 100_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.allow_unicode = True
    yaml.representer.ignore_aliases = lambda _: True

    def text(data: Any) -> str:
        target = StringIO()
        yaml.dump(data, target)
        return target.getvalue()

    parts = [_HEAD, text({"bank": bank, "domain": domain, "title": _flow({"zh": title})}), "items:\n"]
    with tqdm(total=len(imported), desc="写出", unit="题", disable=None) as progress:
        for start in range(0, len(imported), _AT_ONCE):
            some = imported[start : start + _AT_ONCE]
            places = iter(some)
            for line in text([_styled(one.data) for one in some]).splitlines(keepends=True):
                if line.startswith(_ITEM):
                    parts.append(f"  # {next(places).draft.place}\n")
                parts.append(line)
            progress.update(len(some))
    return "".join(parts)


def _styled(data: dict[str, Any]) -> CommentedMap:
    """Lists, options and points on one line, the rest one key a line."""
    styled = CommentedMap(data)
    for key in ("law", "tags", "key"):
        if isinstance(data.get(key), list):
            styled[key] = _flow(data[key])
    if "options" in data:
        styled["options"] = {letter: _flow(option) for letter, option in data["options"].items()}
    return styled


def _flow(data: Any) -> Any:
    if isinstance(data, dict):
        styled: Any = CommentedMap({key: _quoted(value) for key, value in data.items()})
    else:
        styled = CommentedSeq(_quoted(value) for value in data)
    styled.fa.set_flow_style()
    return styled


def _quoted(value: Any) -> Any:
    """In flow style ruamel leaves a leading ? bare, and cannot read it again."""
    return DoubleQuotedScalarString(value) if isinstance(value, str) and value.startswith("?") else value
