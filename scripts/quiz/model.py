"""The question model: what a bank file may hold. The words are those of the testing field."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, field_validator, model_validator

from scripts.law.citations import find
from scripts.model import Closed, FaultError, Plain, Text

Scope = Literal["national", "heilongjiang", "jiamusi"]
Level = Literal["recall", "understand", "apply", "analyse", "synthesise"]
Domain = Literal["D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "D10", "D11", "D12"]
Letter = Literal["a", "b", "c", "d", "e", "f"]
KINDS = ("single", "multiple", "judgement", "case")
PENDING = "待补依据"
"""The tag of an item that was imported without a law or a source; rule Q15 reports it until it is mended."""
RETIRED = "停用"
"""The tag of an item that stays for its id's sake and stands on no new paper."""


_ENDS_IN_BRACKET = re.compile(r"[（(][\s\u3000_]*[）)][。？?]?$")
_TELLS_MARKS = re.compile(r"[（(]\s*(?:本题|共)?\s*\d+\s*(?:分|marks?)\s*[）)]", re.IGNORECASE)


class _Item(Closed):
    """What every item has.

    `facility` is the estimated share of candidates who get it right (0–1); `law` holds full
    Chinese citations; `source: seed` marks a fact taken from the Jiamusi report alone; only the tag
    PENDING lets an item load without either, to be mended; `enemies` are items that may not stand on
    the same paper; `waive` sets a rule of scripts/quiz/lint.py aside, with the reason.
    """

    id: str = Field(pattern=r"^[a-z]{2,8}-\d{3}$")
    scope: Scope
    level: Level
    facility: float = Field(ge=0.05, le=0.95)
    law: list[Plain] = []
    source: Literal["seed"] | None = None
    tags: list[Plain] = Field(min_length=1, max_length=6)
    enemies: list[str] = []
    waive: dict[str, Plain] = {}
    written: date
    reviewed: date | None = None
    stem: Text
    explanation: Text

    @field_validator("stem")
    @classmethod
    def _no_bracket_to_fill(cls, stem: Text) -> Text:
        if any(_ENDS_IN_BRACKET.search(text) for text in (stem.zh, stem.en or "")):
            raise FaultError("题干末尾写了作答的括号", "删去，印卷时自动加")
        return stem

    @model_validator(mode="after")
    def _rests_on_something(self) -> _Item:
        if not self.law and self.source is None and PENDING not in self.tags:
            raise FaultError(
                "没有法律依据",
                "law 写全称加条号，如 《集体合同规定》第十九条；纯佳木斯史实写 source: seed",
                "law",
            )
        for citation in self.law:
            found = find(citation, "zh")
            if len(found) != 1 or (found[0].start, found[0].end) != (0, len(citation)) or not found[0].name:
                raise FaultError(
                    f"法律依据 {citation} 不是一条完整引用",
                    "每项写一处，如 《集体合同规定》第二十条第一款",
                    "law",
                )
        return self

    @property
    def hash(self) -> str:
        """Ten hex digits over what decides the answer: a result outlives a better wording of the stem or
        the explanation and every translation, and is forgotten when the options or the key change."""
        decides = self.model_dump(mode="json", include={"type", "options", "key", "parts"})
        text = json.dumps(_chinese(decides), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode("utf-8")).hexdigest()[:10]

    @property
    def band(self) -> Literal["easy", "medium", "hard"]:
        """Difficulty band as trainers speak of it: 易 from 0.75, 难 below 0.50."""
        return "easy" if self.facility >= 0.75 else "medium" if self.facility >= 0.5 else "hard"


class _Choice(_Item):
    options: dict[Letter, Text] = Field(min_length=3, max_length=6)
    fixed: bool = False

    @model_validator(mode="after")
    def _letters_in_order(self) -> _Choice:
        if list(self.options) != list("abcdef")[: len(self.options)]:
            raise FaultError("选项没有从 a 起按字母顺序写", "写 a、b、c、d……，不跳号", "options")
        texts = [option.zh for option in self.options.values()]
        if len(set(texts)) < len(texts):
            raise FaultError("有两个选项文字相同", "改写或删去一个", "options")
        return self


class Single(_Choice):
    """One right option."""

    type: Literal["single"]
    key: str

    @model_validator(mode="after")
    def _key_is_an_option(self) -> Single:
        if self.key not in self.options:
            raise FaultError(
                f"答案 {self.key} 不是这道题的选项", f"改成 {'、'.join(self.options)} 之一", "key"
            )
        return self

    @property
    def keys(self) -> frozenset[str]:
        """The letters of the right options."""
        return frozenset({self.key})


class Multiple(_Choice):
    """Two or more right options, and at least one wrong."""

    type: Literal["multiple"]
    key: list[str]

    @model_validator(mode="after")
    def _key_is_several_options(self) -> Multiple:
        if unknown := [letter for letter in self.key if letter not in self.options]:
            raise FaultError(
                f"答案 {'、'.join(unknown)} 不是这道题的选项", f"改成 {'、'.join(self.options)} 中的", "key"
            )
        if len(set(self.key)) < 2:
            raise FaultError("多选题只有一个正确选项", "补一个正确选项，或改成 type: single", "key")
        if len(set(self.key)) == len(self.options):
            raise FaultError("多选题全部选项都对", "至少留一个干扰项", "key")
        return self

    @property
    def keys(self) -> frozenset[str]:
        """The letters of the right options."""
        return frozenset(self.key)


class Judgement(_Item):
    """True or false."""

    type: Literal["judgement"]
    key: bool


class Point(Text):
    """One point of a marking scheme, worth `marks`."""

    marks: int = Field(ge=1, le=20)


class Part(Closed):
    """A task within a case, with its marking scheme; `domain` where it is not the bank's."""

    domain: Domain | None = None
    prompt: Text
    points: list[Point] = Field(min_length=1)

    @field_validator("prompt")
    @classmethod
    def _marks_come_from_points(cls, prompt: Text) -> Text:
        if any(_TELLS_MARKS.search(text) for text in (prompt.zh, prompt.en or "")):
            raise FaultError("问题里写了分值", "删去，分值由得分要点合计")
        return prompt


class Case(_Item):
    """A situation with tasks answered in words."""

    type: Literal["case"]
    parts: list[Part] = Field(min_length=1)

    @property
    def marks(self) -> int:
        """All marks of its marking scheme."""
        return sum(point.marks for part in self.parts for point in part.points)


Item = Annotated[Single | Multiple | Judgement | Case, Discriminator("type")]


class Bank(Closed):
    """One bank file: the items of one domain."""

    bank: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    domain: Domain
    title: Text
    items: list[Item] = Field(min_length=1)


def _chinese(data: Any) -> Any:
    """Dumped data without what decides no answer: its English, and the domain of a part."""
    if isinstance(data, dict):
        return {key: _chinese(value) for key, value in data.items() if key not in ("en", "domain")}
    return [_chinese(value) for value in data] if isinstance(data, list) else data


def texts(item: Item) -> list[Text]:
    """Every text of an item that a reader sees: stem, options, tasks, points, explanation."""
    found = [item.stem, item.explanation]
    if isinstance(item, Single | Multiple):
        found += item.options.values()
    if isinstance(item, Case):
        found += [text for part in item.parts for text in (part.prompt, *part.points)]
    return found
