"""YAML with line numbers: read a file, check it against a model, name every fault and its line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from scripts.model import FaultError
from scripts.problems import Problem, ProblemsError

Model = TypeVar("Model", bound=BaseModel)

# What pydantic found → (what is wrong, how to mend it) in the words of our authors; `name` is the
# last key of the place, the other words are pydantic's own context.
_MAPPING = ("这里应该逐项写“键: 值”", "检查缩进")
_BOOLEAN = ("{input!r} 不是 true 或 false", "改成 true 或 false")
_MESSAGES = {
    "missing": ("缺少 {name}", "补写这一项"),
    "extra_forbidden": ("不认识的项 {name}", "检查拼写，或删去这一项"),
    "literal_error": ("{input!r} 不在可选值之内", "改成其中之一：{expected}"),
    "string_pattern_mismatch": ("{input!r} 写法不合", "要合乎 {pattern}"),
    "string_type": ("{input!r} 不是文字", "加引号写成文字"),
    "model_type": _MAPPING,
    "dict_type": _MAPPING,
    "list_type": ("这里应该是列表", "每项前写“- ”，或写在 [ ] 里"),
    "bool_type": _BOOLEAN,
    "bool_parsing": _BOOLEAN,
    "too_short": ("项数不够，至少 {min_length} 项", "补写"),
    "too_long": ("项数过多，至多 {max_length} 项", "删减"),
    "greater_than_equal": ("{input} 太小", "不小于 {ge}"),
    "less_than_equal": ("{input} 太大", "不大于 {le}"),
    "union_tag_invalid": ("{discriminator} 的值 {tag!r} 不认识", "改成其中之一：{expected_tags}"),
    "union_tag_not_found": ("缺少 {discriminator}", "补写这一项"),
}


_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _TwiceError(ValueError):
    """A key written twice."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class _Loader(_Base):  # type: ignore[misc]
    """Plain data as YAML 1.2 reads it (core schema, chapter 10.3, and dates): yes, no and 012 are not what
    1.1 made of them. A key may stand once."""

    yaml_implicit_resolvers: dict[str, Any] = {}

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        """A mapping. Raises _TwiceError."""
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                raise _TwiceError(key.start_mark.line)
            seen.add(key.value)
        return dict(super().construct_mapping(node, deep=deep))

    def construct_yaml_int(self, node: Any) -> int:
        """A decimal, octal (0o17) or hexadecimal (0x1f) number."""
        text = str(self.construct_scalar(node))
        return int(text, 0) if text.lstrip("+-")[:2] in ("0o", "0x") else int(text)


for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    (
        "float",
        r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)",
        list("-+0123456789."),
    ),
    ("timestamp", r"[0-9]{4}-[0-9]{2}-[0-9]{2}", list("0123456789")),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), _first)
_Loader.add_constructor("tag:yaml.org,2002:int", _Loader.construct_yaml_int)
# A tag of another program (mkdocs.yml has some) leaves what it is put on as it stands.
_Loader.add_constructor(None, lambda loader, node: getattr(loader, f"construct_{node.id}")(node))


@dataclass(frozen=True)
class YamlFile:
    """A parsed file that still knows its lines. `data` is plain data; `node` is where it was read from."""

    path: Path
    data: Any
    first_line: int = 1
    node: yaml.Node | None = field(default=None, repr=False, compare=False)

    @classmethod
    def read(cls, path: Path) -> YamlFile:
        """Read a file. Raises ProblemsError when it is missing, not UTF-8 or not YAML."""
        try:
            text = path.read_text(encoding="utf-8")
        except FileNotFoundError:
            raise ProblemsError(
                [Problem(path, 0, "文件不存在", "检查路径和文件名", "no such file")]
            ) from None
        except IsADirectoryError:
            raise ProblemsError(
                [Problem(path, 0, "这是文件夹，不是文件", "给出文件的路径", "a folder")]
            ) from None
        except UnicodeDecodeError as error:
            line = path.read_bytes()[: error.start].count(b"\n") + 1
            raise ProblemsError(
                [Problem(path, line, "不是 UTF-8 编码", "用 UTF-8 重新保存", "not UTF-8")]
            ) from None
        return cls.parse(text, path)

    @classmethod
    def parse(cls, text: str, path: Path, first_line: int = 1) -> YamlFile:
        """Parse text that begins at `first_line` of `path`. Raises ProblemsError."""
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            return cls(path, loader.construct_document(node) if node else None, first_line, node)
        except _TwiceError as error:
            problem = Problem(path, first_line + error.line, "同一个键写了两次", "删去一个", "duplicate key")
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            what = f"YAML 写法有误（{(error.problem or error.context or '').strip()}）"
            cure = "检查这一行的缩进、冒号和引号；文字里有冒号时整句加引号"
            problem = Problem(path, first_line + (mark.line if mark else 0), what, cure, "broken YAML")
        except (yaml.YAMLError, ValueError) as error:
            line = first_line + text[: int(getattr(error, "position", 0) or 0)].count("\n")
            what = f"YAML 读不出来（{str(error).splitlines()[0]}）"
            problem = Problem(path, line, what, "检查编码和控制字符", "broken YAML")
        finally:
            loader.dispose()
        raise ProblemsError([problem])

    def part(self, key: str) -> YamlFile:
        """What stands under a top-level key, still with its lines."""
        inner = self.data.get(key) if isinstance(self.data, dict) else None
        found = _below(self.node, key)
        return YamlFile(self.path, inner, self.first_line, found[1] if found else None)

    def line(self, *location: str | int) -> int:
        """The line (from 1) of the deepest part of `location` that exists in the file."""
        node, line = self.node, self.first_line
        for key in location:
            found = _below(node, key)
            if found is None:
                break
            line, node = self.first_line + found[0].start_mark.line, found[1]
        return line

    def validate(self, model: type[Model]) -> Model:
        """The file as `model`. Raises ProblemsError with all faults, each with its line."""
        try:
            return model.model_validate(self.data)
        except ValidationError as error:
            raise ProblemsError(self._problems(error)) from None

    def _problems(self, error: ValidationError) -> list[Problem]:
        problems = []
        for found in error.errors(include_url=False):
            location = self._in_file(found["loc"], absent=found["type"] == "missing")
            context = {"input": found["input"], **found.get("ctx", {})}
            fault = context.get("error")
            if isinstance(fault, FaultError):
                what, cure = fault.what, fault.cure
                location += (fault.at,) if fault.at else ()
            else:
                location += ("type",) if found["type"] == "union_tag_invalid" else ()
                words = _MESSAGES.get(found["type"], ("{name} 不合要求", found["msg"]))
                what, cure = (text.format(name=location[-1] if location else "", **context) for text in words)
            place = ".".join(map(str, location)) or "top"
            problems.append(Problem(self.path, self.line(*location), what, cure, f"{place}: {found['type']}"))
        return problems

    def _in_file(self, location: tuple[str | int, ...], *, absent: bool) -> tuple[str | int, ...]:
        """Pydantic's location without the union tags that stand nowhere in the file; where a key is
        `absent` its name is kept for the message."""
        node: Any = self.data
        kept: list[str | int] = []
        for position, key in enumerate(location):
            here = key in node if isinstance(node, dict) else isinstance(node, list) and isinstance(key, int)
            if here:
                node = node[key]
            if here or (absent and position == len(location) - 1):
                kept.append(key)
        return tuple(kept)


def _below(node: yaml.Node | None, key: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    """What stands under a key or at a place of a list: the node that names it, and its content."""
    if isinstance(node, yaml.MappingNode):
        return next(((name, value) for name, value in node.value if name.value == str(key)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        return node.value[key], node.value[key]
    return None
