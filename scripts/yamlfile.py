"""YAML with line numbers: read a file, check it against a model, name every fault and its line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from scripts.problems import Problem, ProblemsError

Model = TypeVar("Model", bound=BaseModel)
ErrorDetails = dict[str, Any]

# What pydantic found → (what is wrong, how to mend it) in the words of our authors.
_MESSAGES: dict[str, Callable[[ErrorDetails], tuple[str, str]]] = {
    "missing": lambda e: (f"缺少 {e['loc'][-1]}", "补写这一项"),
    "extra_forbidden": lambda e: (f"不认识的项 {e['loc'][-1]}", "检查拼写，或删去这一项"),
    "literal_error": lambda e: (f"{e['input']!r} 不在可选值之内", f"改成其中之一：{e['ctx']['expected']}"),
    "string_pattern_mismatch": lambda e: (f"{e['input']!r} 写法不合", f"要合乎 {e['ctx']['pattern']}"),
    "value_error": lambda e: (str(e["ctx"]["error"]), "照括号里的提示改"),
    "string_type": lambda e: (f"{e['input']!r} 不是文字", "加引号写成文字"),
    "union_tag_invalid": lambda e: (
        f"{e['ctx']['discriminator']} 的值 {e['ctx']['tag']!r} 不认识",
        f"改成其中之一：{e['ctx']['expected_tags']}",
    ),
    "model_type": lambda e: ("这里应该逐项写“键: 值”", "检查缩进"),
    "dict_type": lambda e: ("这里应该逐项写“键: 值”", "检查缩进"),
    "list_type": lambda e: ("这里应该是列表", "每项前写“- ”，或写在 [ ] 里"),
    "bool_type": lambda e: (f"{e['input']!r} 不是 true 或 false", "改成 true 或 false"),
    "bool_parsing": lambda e: (f"{e['input']!r} 不是 true 或 false", "改成 true 或 false"),
    "too_short": lambda e: (f"项数不够，至少 {e['ctx']['min_length']} 项", "补写"),
    "too_long": lambda e: (f"项数过多，至多 {e['ctx']['max_length']} 项", "删减"),
    "greater_than_equal": lambda e: (f"{e['input']} 太小", f"不小于 {e['ctx']['ge']}"),
    "less_than_equal": lambda e: (f"{e['input']} 太大", f"不大于 {e['ctx']['le']}"),
    "union_tag_not_found": lambda e: (f"缺少 {e['ctx']['discriminator']}", "补写这一项"),
}


@dataclass(frozen=True)
class YamlFile:
    """A parsed file that still knows its lines. `data` is plain round-trip data."""

    path: Path
    data: Any
    first_line: int = 1

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
            raise ProblemsError([Problem(path, 0, "这是文件夹，不是文件", "给出文件的路径", "a folder")]) from None
        except UnicodeDecodeError as error:
            line = path.read_bytes()[: error.start].count(b"\n") + 1
            raise ProblemsError(
                [Problem(path, line, "不是 UTF-8 编码", "用 UTF-8 重新保存", "not UTF-8")]
            ) from None
        return cls.parse(text, path)

    @classmethod
    def parse(cls, text: str, path: Path, first_line: int = 1) -> YamlFile:
        """Parse text that begins at `first_line` of `path`. Raises ProblemsError."""
        try:
            data = YAML(typ="rt").load(StringIO(text))
        except DuplicateKeyError as error:
            line = first_line + (error.problem_mark.line if error.problem_mark else 0)
            raise ProblemsError([Problem(path, line, "同一个键写了两次", "删去一个", "duplicate key")]) from None
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = first_line + (mark.line if mark else 0)
            what = f"YAML 写法有误（{(error.problem or error.context or '').strip()}）"
            cure = "检查这一行的缩进、冒号和引号；文字里有冒号时整句加引号"
            raise ProblemsError([Problem(path, line, what, cure, "broken YAML")]) from None
        except (YAMLError, ValueError) as error:
            line = first_line + int(getattr(error, "line", 0) or 0)
            what = f"YAML 读不出来（{str(error).splitlines()[0]}）"
            raise ProblemsError([Problem(path, line, what, "检查编码和控制字符", "broken YAML")]) from None
        return cls(path, data, first_line)

    def part(self, key: str) -> YamlFile:
        """What stands under a top-level key, still with its lines."""
        inner = self.data.get(key) if isinstance(self.data, dict) else None
        return YamlFile(self.path, inner, self.first_line)

    def line(self, *location: str | int) -> int:
        """The line (from 1) of the deepest part of `location` that exists in the file."""
        node, line = self.data, self.first_line
        for key in location:
            try:
                if isinstance(node, dict):
                    line = self.first_line + node.lc.key(key)[0]  # type: ignore[attr-defined]
                else:
                    line = self.first_line + node.lc.item(key)[0]  # type: ignore[attr-defined]
                node = node[key]
            except (KeyError, IndexError, TypeError, AttributeError):
                break
        return int(line)

    def validate(self, model: type[Model]) -> Model:
        """The file as `model`. Raises ProblemsError with all faults, each with its line."""
        try:
            return model.model_validate(self.data)
        except ValidationError as error:
            raise ProblemsError(self._problems(error)) from None

    def _problems(self, error: ValidationError) -> list[Problem]:
        problems = []
        for found in error.errors(include_url=False):
            location = self._in_file(found["loc"])
            words = _MESSAGES.get(found["type"])
            details: ErrorDetails = {**found, "loc": location or ("文件",)}
            what, cure = words(details) if words else (f"{'.'.join(map(str, location))} 不合要求", found["msg"])
            where = ".".join(str(part) for part in location[:-1])
            problem = Problem(self.path, self.line(*location), what, cure, f"{found['type']} at {where or 'top'}")
            problems.append(problem)
        return problems

    def _in_file(self, location: tuple[str | int, ...]) -> tuple[str | int, ...]:
        """Pydantic's location without the union tags that stand nowhere in the file."""
        node, kept = self.data, []
        for position, key in enumerate(location):
            here = isinstance(node, dict) and key in node or isinstance(node, list) and isinstance(key, int)
            if here:
                node = node[key]
            if here or position == len(location) - 1:
                kept.append(key)
        return tuple(kept)
