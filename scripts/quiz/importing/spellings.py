"""The many ways in which trainers write the same thing, and what each of them means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from scripts.quiz.sheet_columns import LEVELS, SCOPES, SOURCES, TYPES

FIELDS = {
    "id": "题号 编号 试题编号 题目编号",
    "domain": "知识域",
    "type": "题型 题目类型 试题类型 类型",
    "level": "层次 认知层次 能力层次",
    "scope": "适用范围",
    "facility": "预估正确率 难度系数",
    "difficulty": "难度 难易度 难易程度",
    "stem": "题干 题目 试题 问题 题目内容 试题内容 试题题干",
    "options": "选项 备选项 备选答案 选项内容",
    "answer": "正确答案 答案 标准答案 参考答案 本题答案 评分标准 评分要点 得分要点 答题要点",
    "explanation": "解析 答案解析 试题解析 题目解析",
    "law": "法律依据 依据 法条依据 出处",
    "source": "来源",
    "tags": "标签 知识点 考点 章节",
    "fixed": "不打乱选项",
}
"""Field of a draft → the headers of a column, or labels in a Word file, that name it."""
BY_NAME = {name: field for field, names in FIELDS.items() for name in names.split()}

UNSUPPORTED = "unsupported"
_KINDS = {
    "single": "单选题 单选 单项选择题 单项选择 单项题",
    "multiple": "多选题 多选 多项选择题 多项选择 多项题",
    "judgement": "判断题 判断 是非题 是非判断题 判断正误题 对错题",
    "case": "案例题 案例分析题 案例分析 案例 简答题 简答 问答题 论述题 分析题",
    "choice": "选择题 不定项选择题 不定项 不定项题",
    UNSUPPORTED: "填空题 填空 名词解释 名词解释题 排序题 连线题 匹配题 计算题 作文题 操作题 组合题",
}
KINDS = {name: kind for kind, names in _KINDS.items() for name in names.split()} | {
    name: kind for kind, name in TYPES.items()
}
"""A type of question as written → our type; "choice" leaves open how many options are right."""

_TRUE = {"对", "正确", "√", "✓", "✔", "☑", "true", "t", "v", "是", "y", "yes"}
_FALSE = {"错", "错误", "×", "✗", "✘", "☒", "false", "f", "x", "否", "n", "no", "不对", "不正确", "╳"}
VERDICT = "不正确|正确|错误|不对|对|错|[√✓✔☑×✗✘☒╳]"
"""What a judgement's key looks like where it stands among other words (a pattern)."""

SCOPE = {name: scope for scope, name in SCOPES.items()} | {"全国": "national", "黑龙江省": "heilongjiang"}
LEVEL = {name: level for level, name in LEVELS.items()} | {
    "记忆": "recall",
    "了解": "recall",
    "掌握": "understand",
    "综合应用": "synthesise",
}
SOURCE = {name: source for source, name in SOURCES.items()} | {"seed": "seed"}
EASE = dict.fromkeys(("易", "容易", "简单", "较易", "低"), 0.8)
EASE |= dict.fromkeys(("中", "中等", "一般", "适中", "普通"), 0.6)
EASE |= dict.fromkeys(("难", "较难", "困难", "很难", "高"), 0.4)

_HALF = {ord(char): unicodedata.normalize("NFKC", char) for char in map(chr, range(0xFF10, 0xFF5B))
         if char.isalnum()}  # fmt: skip
_HIDDEN = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_SPACE = re.compile(r"[\t\xa0\u2000-\u200a\u202f\u205f]")
_LINE = re.compile(r"_x000[dD]_\n?|\r\n?|[\x0b\x0c\u2028\u2029]")


def tidy(text: str) -> str:
    """Half-width letters and digits, plain spaces and line ends, no invisible characters, no empty
    lines, no space around lines: what the model asks for. Nothing that can be seen is lost."""
    text = _SPACE.sub(" ", _HIDDEN.sub("", _LINE.sub("\n", text))).translate(_HALF)
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())


def header(text: str) -> str:
    """A header without spaces and the remark in brackets: “题干（必填）” → “题干”."""
    return re.sub(r"[（(【\[].*?[)）】\]]|\s|[:：*]", "", tidy(text))


def kind(text: str) -> str:
    """The type a cell or heading names, "" where it names none we know of."""
    return KINDS.get(header(text), "")


def letters(text: str) -> str | None:
    """The letters of a key in order: “B、A” → “AB”. None where it is no plain list of letters."""
    plain = re.sub(r"[\s、,，;；/和及.。．]+", "", unicodedata.normalize("NFKC", tidy(text))).upper()
    if not re.fullmatch("[A-H]+", plain) or len(set(plain)) < len(plain):
        return None
    return "".join(sorted(plain))


def verdict(text: str) -> bool | None:
    """What a judgement's key says; None where it says neither."""
    plain = re.sub(r"[\s.。．]+", "", tidy(text)).strip("（）()").lower()
    return True if plain in _TRUE else False if plain in _FALSE else None


def alternatives(words: Iterable[str]) -> str:
    """Words as a pattern, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
