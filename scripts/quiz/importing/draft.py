"""A question as it was read, with the place where it stood; and the item of our model it becomes.

A draft holds raw text. `complete` reads each field, takes a stated default where a field is missing,
and leaves the last word to the model: what the model refuses is not imported.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from string import ascii_lowercase
from typing import Any

from pydantic import TypeAdapter, ValidationError

from scripts.law.register import Register
from scripts.model import FaultError
from scripts.quiz.importing import prose
from scripts.quiz.importing.spellings import (
    EASE,
    LEVEL,
    SCOPE,
    SOURCE,
    UNSUPPORTED,
    header,
    kind,
    letters,
    tidy,
    verdict,
)
from scripts.quiz.model import PENDING, Item
from scripts.quiz.sheet_columns import LEVELS, SCOPES, TYPES

NO_EXPLANATION = "（导入时没有解析，待补）"
UNSORTED = "待分类"
_ITEM: TypeAdapter[Item] = TypeAdapter(Item)
_BASIS = re.compile(r"(?:^|\n)(?:法律)?依据[:：](.+)$")
_SEPARATORS = str.maketrans("、,，;\n", "；；；；；")
_TAGS = 6
_YES = {"是", "true", "1", "y", "yes", "√", "✓"}
_NO = {"", "否", "false", "0", "n", "no"}


@dataclass(frozen=True, order=True)
class Remark:
    """Something to tell the trainer about one place. `line` orders them; `lost` means that what stood
    there was not imported."""

    line: int
    place: str
    what: str
    cure: str
    english: str
    lost: bool = False

    def __str__(self) -> str:
        return f"{self.place}：{self.what}。改法：{self.cure}。  [{self.english}]"


class LostError(Exception):
    """A draft cannot become an item: what is wrong, how to mend it, and shortly in English."""

    def __init__(self, what: str, cure: str, english: str) -> None:
        super().__init__(what)
        self.what, self.cure, self.english = what, cure, english


@dataclass
class Draft:
    """One question as read: the row or paragraph where it begins, raw text by field (the names of
    spellings.FIELDS), options by capital letter, and what the reader had to say."""

    line: int
    place: str
    fields: dict[str, str] = field(default_factory=dict)
    options: dict[str, str] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def lost(self) -> bool:
        """True when a remark says that it cannot be imported."""
        return any(remark.lost for remark in self.remarks)

    def get(self, name: str) -> str:
        """A field's tidied text, "" where it is missing."""
        return tidy(self.fields.get(name, ""))

    def tell(self, what: str, cure: str, english: str, *, lost: bool = False) -> None:
        """Add a remark, once; a lost one with the beginning of the stem, which shows nowhere else."""
        if lost and self.get("stem"):
            what = f"{what}（{self.get('stem').splitlines()[0][:16]}……）"
        remark = Remark(self.line, self.place, what, cure, english, lost)
        if remark not in self.remarks:
            self.remarks.append(remark)


@dataclass(frozen=True)
class Setting:
    """What one import is told from outside: its domain, the day, the register of laws, ids in use, and
    the prefix of new ids."""

    domain: str
    today: date
    register: Register
    taken: frozenset[str]
    prefix: str


@dataclass(frozen=True)
class Imported:
    """An item and the draft it came from; `data` is the item as it will be written."""

    item: Item
    data: dict[str, Any]
    draft: Draft


def complete(drafts: list[Draft], setting: Setting) -> list[Imported]:
    """The drafts that become items, in order, each with its id. The others get a remark that says why;
    a draft that was lost in reading stays so."""
    own = [draft.get("id") for draft in drafts if not draft.lost]
    free = _ids(setting.prefix, setting.taken | set(own))
    used: set[str] = set()
    found = []
    for draft in drafts:
        if draft.lost:
            continue
        try:
            data = _data(draft, setting)
            data = {"id": _id(draft, setting.taken | used, free)} | data
            item = _ITEM.validate_python(data)
        except LostError as lost:
            draft.tell(lost.what, lost.cure, lost.english, lost=True)
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                told = fault.get("ctx", {}).get("error")
                what, cure = (
                    (told.what, told.cure) if isinstance(told, FaultError) else (fault["msg"], "改写")
                )
                draft.tell(_where(fault["loc"]) + what, cure, "refused by the model", lost=True)
        else:
            used.add(item.id)
            found.append(Imported(item, data, draft))
    return found


_NAMES = {"stem": "题干", "options": "选项", "explanation": "解析", "tags": "标签", "points": "得分要点"}


def _where(location: tuple[str | int, ...]) -> str:
    return next((_NAMES[str(key)] for key in location if str(key) in _NAMES), "")


def _ids(prefix: str, taken: frozenset[str] | set[str]) -> Iterator[str]:
    """Free ids: on from the highest with this prefix; after 999 the prefix grows by a letter."""
    for ending in ("", *ascii_lowercase):
        start = f"{prefix}{ending}-"
        highest = max((int(one.removeprefix(start)) for one in taken if _numbered(one, start)), default=0)
        yield from (f"{start}{number:03}" for number in range(highest + 1, 1000))


def _numbered(name: str, start: str) -> bool:
    number = name.removeprefix(start)
    return name.startswith(start) and len(number) == 3 and number.isascii() and number.isdigit()


def _id(draft: Draft, taken: frozenset[str] | set[str], free: Iterator[str]) -> str:
    own = draft.get("id")
    stem, _, _ = own.partition("-")
    valid = own.isascii() and stem.isalpha() and stem.islower() and _numbered(own, f"{stem}-")
    if valid and 2 <= len(stem) <= 8 and own not in taken:
        return own
    given = next(free)
    if own:
        why = "已经用过" if valid else "不是小写字母加三位数"
        draft.tell(f"题号 {own[:20]} {why}，改为 {given}", "核对题号", "new id")
    return given


def _data(draft: Draft, setting: Setting) -> dict[str, Any]:
    """Everything but the id. Raises LostError."""
    assumed: list[str] = []
    _refuse_other_domain(draft, setting.domain)
    body = _body(draft, assumed)
    law, source = _law(draft, setting.register)
    explanation = draft.get("explanation")
    if not explanation:
        assumed.append("解析（待补）")
    data: dict[str, Any] = {
        "type": body.pop("type"),
        "scope": _scope(draft, body["stem"]["zh"], assumed),
        "level": _level(draft, assumed),
        "facility": _facility(draft, assumed),
        "law": law,
    }
    if source:
        data["source"] = source
    data["tags"] = _tags(draft, assumed, pending=not law and not source)
    data["written"] = setting.today
    data |= body
    data["explanation"] = {"zh": explanation or NO_EXPLANATION}
    if assumed:
        draft.tell(f"没有写，按默认：{'、'.join(assumed)}", "核对后改正", "defaults taken")
    return data


def _refuse_other_domain(draft: Draft, domain: str) -> None:
    said = header(draft.get("domain")).upper()
    if said and said != domain:
        cure = f"另用 --domain {said} 和它的 --bank 导入一次" if said.startswith("D") else "写 D1 至 D12"
        raise LostError(f"知识域是 {said[:12]}，这次导入的是 {domain}", cure, "another domain")


def _body(draft: Draft, assumed: list[str]) -> dict[str, Any]:
    """Type, stem, and what the type has of options, key or parts."""
    stem, options, answer = draft.get("stem"), dict(draft.options), draft.get("answer")
    if not stem:
        raise LostError("没有题干", "补写题干，或删去这一题", "no stem")
    said = draft.get("type")
    wanted = kind(said)
    if wanted == UNSUPPORTED or (said and not wanted):
        cure = "改写成单选题、多选题、判断题或案例题"
        raise LostError(f"题型“{said[:12]}”不能导入", cure, "this type cannot be imported")
    if wanted != "case":
        stem, options = _divided(draft, stem, options, wanted)
        stem, answer = _keyed(draft, stem, answer)
    options = {letter: tidy(text) for letter, text in options.items()}
    guess = _kind(wanted, options, answer)
    if guess != wanted:
        assumed.append(f"题型（按{TYPES[guess]}）")
    body = _BODIES[guess](draft, options, answer)
    return {"type": guess, "stem": {"zh": prose.unfilled(stem)}, **body}


def _divided(draft: Draft, stem: str, options: dict[str, str], wanted: str) -> tuple[str, dict[str, str]]:
    """Options that stand in one cell, or behind the stem. A judgement may speak of 甲厂 A、B as it likes."""
    together = draft.get("options")
    if options and together:
        raise LostError("既有分列的选项，又有写在一格的选项", "只留一种", "options twice")
    if options:
        return stem, options
    division = prose.divide(together or stem)
    if division.doubt and wanted == "judgement":
        return stem, {}
    if division.doubt:
        raise LostError(division.doubt, "每个选项单独一行，以 A. B. C. 开头", "options in doubt")
    if together and (division.stem or not division.options):
        raise LostError("选项一格读不出选项", "每个选项单独一行，以 A. B. C. 开头", "options unreadable")
    for note in division.notes:
        draft.tell(note, "核对选项分得对不对", "check the options")
    return (stem if together else division.stem), division.options


def _keyed(draft: Draft, stem: str, answer: str) -> tuple[str, str]:
    """Stem and key, where the key stands in the brackets of the stem."""
    bare, inside, doubt = prose.bracket(stem)
    if doubt:
        raise LostError(doubt, "题干里只留一处作答的括号", "several brackets")
    if inside and answer and _plain(inside) != _plain(answer):
        what = f"题干括号里是“{inside}”，答案写的是“{answer[:12]}”"
        raise LostError(what, "核对后只留一处", "two different keys")
    if inside and answer:
        draft.tell("题干括号里也写了答案，已删去", "核对题干", "key removed from the stem")
    return bare, answer or inside


def _plain(answer: str) -> str | bool:
    said = verdict(answer)
    return letters(answer) or "" if said is None else said


def _kind(wanted: str, options: dict[str, str], answer: str) -> str:
    """The type as said, or as told by options and key. Raises LostError where neither tells."""
    if wanted not in ("", "choice"):
        return wanted
    if not answer:
        raise LostError("没有答案", "写上正确答案；只用颜色、加粗标出的读不出", "no key")
    if options and not _verdicts(options):
        found = letters(answer)
        if found is None:
            raise LostError(f"答案“{answer[:12]}”读不懂", "写选项字母，如 B 或 ABD", "key unreadable")
        return "single" if len(found) == 1 else "multiple"
    if verdict(answer) is not None or options:
        return "judgement"
    if prose.scheme(answer) is not None:
        return "case"
    raise LostError("看不出题型", "写明题型；选择题写出选项", "type unknown")


def _verdicts(options: dict[str, str]) -> bool:
    return [verdict(text) for text in options.values()] in ([True, False], [False, True])


def _choice(draft: Draft, options: dict[str, str], answer: str) -> dict[str, Any]:
    options = {letter: text for letter, text in options.items() if text}
    if not options:
        raise LostError("没有选项", "写出选项 A、B、C……", "no options")
    if "".join(options) != "ABCDEFGH"[: len(options)]:
        raise LostError(
            f"选项有空格：只有 {'、'.join(options)}", "从 A 起依次写，不跳格", "gap in the options"
        )
    if len(options) < 3:
        raise LostError(f"只有{len(options)}个选项，至少3个", "补一个选项，或改成判断题", "too few options")
    if len(options) > 6:
        raise LostError(f"有{len(options)}个选项，至多6个", "删减，或分成两题", "too many options")
    if not answer:
        raise LostError("没有答案", "写上正确答案；只用颜色、加粗标出的读不出", "no key")
    found = letters(answer)
    if found is None:
        same = [letter for letter, text in options.items() if text == answer]
        if len(same) != 1:
            raise LostError(f"答案“{answer[:12]}”读不懂", "写选项字母，如 B 或 ABD", "key unreadable")
        found = same[0]
        draft.tell(f"答案写的是选项的文字，按 {found} 读", "核对答案", "key given as text")
    if unknown := [letter for letter in found if letter not in options]:
        raise LostError(f"答案 {'、'.join(unknown)} 不是这道题的选项", "改正答案或补上选项", "no such option")
    fixed = draft.get("fixed").lower()
    if fixed not in _YES | _NO:
        draft.tell(f"“不打乱选项”写了“{fixed[:12]}”，按否读", "写 是，或留空", "fixed unreadable")
    body: dict[str, Any] = {
        "options": {letter.lower(): {"zh": text} for letter, text in options.items()},
        "key": [letter.lower() for letter in found],
    }
    return body | ({"fixed": True} if fixed in _YES else {})


def _single(draft: Draft, options: dict[str, str], answer: str) -> dict[str, Any]:
    body = _choice(draft, options, answer)
    if len(body["key"]) > 1:
        raise LostError(f"单选题有{len(body['key'])}个答案", "改正答案，或改成多选题", "several keys")
    return body | {"key": body["key"][0]}


def _judgement(draft: Draft, options: dict[str, str], answer: str) -> dict[str, Any]:
    options = {letter: text for letter, text in options.items() if text}
    if options and not _verdicts(options):
        raise LostError("判断题有选项", "删去选项，或改正题型", "a judgement with options")
    if not answer:
        raise LostError("没有答案", "写 对 或 错；只用颜色、加粗标出的读不出", "no key")
    letter = letters(answer) or ""
    if len(letter) == 1 and options:
        said = verdict(options.get(letter, ""))
    elif letter in ("A", "B"):
        said = letter == "A"
        draft.tell(f"判断题答案写 {letter}，按“{'对' if said else '错'}”读", "核对答案", "check A or B")
    else:
        said = verdict(answer)
    if said is None:
        raise LostError(f"判断题答案“{answer[:12]}”读不懂", "写 对 或 错", "key unreadable")
    return {"key": said}


def _case(draft: Draft, options: dict[str, str], answer: str) -> dict[str, Any]:
    if any(options.values()):
        raise LostError("案例题有选项", "删去选项，或改正题型", "a case with options")
    found = prose.scheme(answer)
    if found is None:
        cure = "答案写成：每问一行“问1：问题”，下面每个得分要点一行“- 2分：要点”"
        raise LostError("案例题、简答题的答案没有写成得分要点", cure, "no marking scheme")
    if any(not prompt for prompt, _ in found):
        draft.tell("没有分问，按一问“请作答。”读", "写出问题", "no task")
    return {
        "parts": [
            {
                "prompt": {"zh": prompt or "请作答。"},
                "points": [{"marks": marks, "zh": text} for marks, text in points],
            }
            for prompt, points in found
        ]
    }


_BODIES = {"single": _single, "multiple": _choice, "judgement": _judgement, "case": _case}


def _law(draft: Draft, register: Register) -> tuple[list[str], str]:
    """Citations and source; a last line 依据：… of the explanation is the basis. The explanation itself is
    looked through only where no basis is given."""
    if not draft.get("law") and (last := _BASIS.search(draft.get("explanation"))):
        draft.fields["law"] = last[1]
        draft.fields["explanation"] = draft.get("explanation")[: last.start()]
    said, where = draft.get("law"), draft.get("source")
    source = SOURCE.get(header(where), "")
    if where and not source:
        draft.tell(f"来源“{where[:20]}”没有读入", "纯佳木斯材料的写 佳木斯材料", "source unknown")
    text = said if said or source else draft.get("explanation")
    law, faults = prose.basis(text, register)
    for fault in faults:
        draft.tell(f"法律依据没有读入：{fault}", "改成登记过的《全称》第几条", "basis unknown")
    if said and (left := prose.rest(said)):
        draft.tell(f"依据里有一段不是引用，没有读入：{left[:30]}", "写成《全称》第几条", "no citation")
    if law and text is not said:
        draft.tell(f"法律依据取自解析：{'；'.join(law)}", "核对依据", "basis from the explanation")
    if not law and not source:
        what = f"没有法律依据，标签加上“{PENDING}”"
        draft.tell(what, "补上 law，再删去这个标签；检查时按 Q15 提醒", "no basis")
    return law, source


def _scope(draft: Draft, stem: str, assumed: list[str]) -> str:
    said = header(draft.get("scope"))
    if said in SCOPE:
        return SCOPE[said]
    marks = {"national": "国家", "heilongjiang": "黑龙江", "jiamusi": "佳木斯"}
    named = [scope for scope, mark in marks.items() if mark in stem]
    found = named[0] if len(named) == 1 else "national"
    if said or named != ["national"]:
        assumed.append(f"适用范围（按{SCOPES[found]}，请核对）")
    return found


def _level(draft: Draft, assumed: list[str]) -> str:
    said = header(draft.get("level"))
    if said not in LEVEL:
        assumed.append(f"层次（按{LEVELS['recall']}）")
    return LEVEL.get(said, "recall")


def _facility(draft: Draft, assumed: list[str]) -> float:
    said = draft.get("facility") or draft.get("difficulty")
    if header(said) in EASE:
        return EASE[header(said)]
    try:
        value = float(said.rstrip("%％")) / (100 if said.endswith(("%", "％")) else 1)
    except ValueError:
        value = math.nan
    if 0.05 <= value <= 0.95:
        return round(value, 4)
    assumed.append("预估正确率（按0.6）")
    return 0.6


def _tags(draft: Draft, assumed: list[str], *, pending: bool) -> list[str]:
    said = draft.get("tags").translate(_SEPARATORS).split("；")
    tags = list(dict.fromkeys(tag.strip() for tag in said if tag.strip()))
    room = _TAGS - pending
    if len(tags) > room:
        draft.tell(f"标签多于{room}个，去掉了 {'、'.join(tags[room:])}", "核对标签", "too many tags")
    if not tags:
        assumed.append(f"标签（按{UNSORTED}）")
    tags = (tags or [UNSORTED])[:room]
    return [*tags, PENDING] if pending and PENDING not in tags else tags
