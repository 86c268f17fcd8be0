"""Word: questions as trainers write them, one after another, read line by line.

A question begins with its number (1. 1、 1） （1） 第1题 【1】, typed or automatic), its options with
A. A、 A） （A） A：; the key stands in the brackets of the stem, after 答案：, or in a list at the end.
Headings such as 一、单项选择题 give the type. A line that fits nowhere is reported, never guessed at.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from scripts.problems import Problem, ProblemsError
from scripts.quiz.importing import prose
from scripts.quiz.importing.draft import Draft, Remark
from scripts.quiz.importing.paragraphs import Line, lines
from scripts.quiz.importing.spellings import (
    BY_NAME,
    KINDS,
    VERDICT,
    alternatives,
    kind,
    letters,
    tidy,
    verdict,
)

_STARTS = {
    "plain": re.compile(r"(\d{1,4})[ ]*[.．、)）](?!\d)"),
    "both": re.compile(r"[（(][ ]*(\d{1,4})[ ]*[)）][.．、]?"),
    "di": re.compile(r"第[ ]*(\d{1,4})[ ]*题[.．、:：]?"),
    "square": re.compile(r"[【\[](\d{1,4})[】\]][.．、]?"),
}
_VERDICT_FIRST = re.compile(
    rf"[（(][ \u3000]*(?P<key>{VERDICT})?[ \u3000]*[)）][ ]*(?=\d{{1,4}}[.．、)）]|第\d)"
)
_HEADING = re.compile(
    r"(?:第?[一二三四五六七八九十]+[ ]*(?:部分|大题|章|节)?[ ]*[、.．:：]?[ ]*|[（(][一二三四五六七八九十]+[)）][ ]*"
    r"|\d{1,2}[.．、][ ]*)?"
    rf"(?P<kind>{alternatives(KINDS)})(?:部分)?[ ]*[:：]?[ ]*(?P<rest>.*)"
)
_ABOUT = re.compile(r"(?:[，,。；;]?[ ]*(?:[（(【].*[)）】]|(?:每|共|本|下列|以下|请|计|满分).{0,60}))?[。]?")
_LABELS = alternatives(
    set(BY_NAME) - {"题目", "试题", "问题", "选项", "备选项", "备选答案", "选项内容", "题干"}
)
_LABEL = re.compile(rf"[【\[](?:{_LABELS})[】\]][ ]*[:：]?|(?:^|(?<=[\sA-H√×✓✗✔✘]))(?:{_LABELS})[ ]*[:：]")
_KEY_HEADING = re.compile(
    r"(?:附[录件]?[:：]?)?[一二三四五六七八九十、]*(?:参考|标准|正确)?答案(?:(?:及|与|和)?(?:答案)?解析)?[ ]*[:：]?"
)
_KEY = r"[A-H]+|T(?![A-Za-z])|" + VERDICT
_RANGE = re.compile(
    rf"(\d{{1,4}})[ ]*[-—–~～至到][ ]*(\d{{1,4}})[ ]*(?:题)?[ ]*[:：.．、)）]?[ ]*((?:(?:{_KEY})[ 、,，]*)+)"
)
_ONE = re.compile(
    rf"(?:第?(\d{{1,4}})[ ]*题?[ ]*[.．、:：)）]?|[（(](\d{{1,4}})[)）])[ ]*({_KEY})(?![A-Za-z\u4e00-\u9fff])"
)
_BETWEEN = re.compile(r"[ 、,，;；。.]*")
_OPTION = re.compile(r"[（(【]?A[ ]*[.．、:：)）】]|A[ ]+\S")


def read(path: Path, data: bytes) -> tuple[list[Draft], list[Remark]]:
    """The questions of a document in order, and remarks on what is no question. `path` is for messages.
    Raises ProblemsError where the file cannot be read."""
    try:
        document = Document(io.BytesIO(data))
        found = list(lines(document))
    except (
        zipfile.BadZipFile,
        PackageNotFoundError,
        KeyError,
        ValueError,
        AttributeError,
        IndexError,
        etree.XMLSyntaxError,
    ) as error:
        cure = "用 Word 或 WPS 打开，另存为 .docx 再导入"
        raise ProblemsError(
            [Problem(path, 0, f"Word 文件读不出来（{type(error).__name__}）", cure, "unreadable")]
        ) from error
    return parse(found)


def parse(found: Iterable[Line]) -> tuple[list[Draft], list[Remark]]:
    """The questions of a document's lines in order, and remarks on lines that are none."""
    whole = [
        Line(line.number, text, line.unreadable, line.revised)
        for line in found
        if (text := tidy(line.text)) or line.unreadable
    ]
    reader = _Reader()
    for line, following in zip(whole, [*whole[1:], Line(0, "")], strict=True):
        reader.take(line, following.text)
    return reader.drafts(), reader.remarks


@dataclass
class _Question:
    """A question being read: its number and section, its lines by field, and what is doubtful."""

    draft: Draft
    number: int
    group: str
    heading: str
    chapter: int
    body: list[str] = field(default_factory=list)
    said: dict[str, list[str]] = field(default_factory=dict)
    at: str = ""  # the field whose lines follow; "" for the body
    optioned: bool = False

    @property
    def kind(self) -> str:
        """Its type by its own label or its heading, "" where neither tells."""
        return kind(" ".join(self.said.get("type", [])) or self.heading)


@dataclass
class _Key:
    """An entry of a key list."""

    line: Line
    number: int
    kind: str
    chapter: int
    key: str
    explanation: list[str] = field(default_factory=list)
    used: bool = False


class _Piece(NamedTuple):
    """A field and its content; `loose` where its label stands in the middle of running text."""

    field: str
    content: str
    loose: bool


class _Reader:
    def __init__(self) -> None:
        self.questions: list[_Question] = []
        self.keys: list[_Key] = []
        self.remarks: list[Remark] = []
        self.preface: list[Line] = []
        self.heading = ""
        self.chapter = 0
        self.in_keys = False
        self.open: _Question | None = None

    def take(self, line: Line, following: str) -> None:
        """One line that is not empty; `following` is the next one."""
        text = line.text
        if self.in_keys and self._key_line(line):
            return
        if heading := _heading(text):
            self.heading, rest = heading
            self.open = None
            if rest and not self._key_line(Line(line.number, rest)):
                self._tell(line, f"标题后面的文字没有读：{rest[:20]}", "写在下一行", "text after a heading")
            return
        if self._opens_keys(text, following):
            self.in_keys, self.open = True, None
            return
        if len(entries := list(_entries(text))) > 1 or (entries and _RANGE.match(text)):
            self._key_line(line)
            return
        if start := self._start(text):
            self._begin(line, *start)
        elif self.open is None:
            self._orphan(line)
        else:
            self._continue(self.open, text)
        if self.open:
            self._mark(self.open.draft, line)

    def _mark(self, draft: Draft, line: Line) -> None:
        if line.unreadable:
            what = f"第{line.number}段有{line.unreadable}，文字可能不全"
            draft.tell(what, "改成普通文字再导入", "cannot be read", lost=True)
        if line.revised and not any("修订" in remark.what for remark in draft.remarks):
            draft.tell("有修订痕迹，按接受后的文字读", "接受或拒绝修订", "revision marks")

    def _opens_keys(self, text: str, following: str) -> bool:
        """Whether 参考答案 and the like heads a key list; it may also be the label of the open question,
        whose key then stands on the next line."""
        if not _KEY_HEADING.fullmatch(text):
            return False
        if self.open is None or list(_entries(following)) or _heading(following):
            return True
        start = _start_of(following)
        return start is not None and start[1] != self.open.number + 1

    def _key_line(self, line: Line) -> bool:
        """Read a line of a key list; False where it is something else."""
        text = line.text
        entries = list(_entries(text))
        if entries:
            self.keys += [
                _Key(line, number, kind(self.heading), self.chapter, key) for number, key in entries
            ]
            return True
        if not self.in_keys:
            return False
        pieces = _pieces(text)
        start = _start_of(pieces[0].content) if not pieces[0].field else None
        if start:
            number, rest = start[1], start[2]
            labelled = {piece.field: piece.content for piece in pieces[1:]}
            key = labelled.get("answer", rest)
            known = letters(key) or verdict(key) is not None
            if known and set(labelled) <= {"answer", "explanation"} and (not rest or rest == key):
                entry = _Key(line, number, kind(self.heading), self.chapter, key)
                entry.explanation = [labelled["explanation"]] if "explanation" in labelled else []
                self.keys.append(entry)
                return True
            if len(text) > 8 and not labelled:
                self.in_keys = False
                self.chapter += 1
            return False
        if self.keys and pieces[0].field == "explanation" and len(pieces) == 1:
            self.keys[-1].explanation.append(pieces[0].content)
            return True
        return False

    def _start(self, text: str) -> tuple[str, int, str, str] | None:
        """(group, number, rest, key before the number) where a new question begins."""
        first = _VERDICT_FIRST.match(text)
        key = (first["key"] or "") if first else ""
        found = _start_of(text[first.end() :] if first else text)
        if not found:
            return None
        group, number, rest = found
        current = self.open
        if current is None or first:
            return group, number, rest, key
        return (group, number, rest, key) if group == current.group and number != current.number else None

    def _begin(self, line: Line, group: str, number: int, rest: str, key: str) -> None:
        last = self.open
        draft = Draft(line.number, f"第{line.number}段")
        self.open = _Question(draft, number, group, self.heading, self.chapter)
        if last and number != last.number + 1:
            what = f"题号从 {last.number} 到 {number}，不连续"
            for one in (last.draft, draft):
                one.tell(what, "核对前后有没有漏读、错分的题", "numbers not in sequence")
        self.questions.append(self.open)
        if key:
            self.open.said["answer"] = [key]
        if rest:
            self._continue(self.open, rest)

    def _continue(self, question: _Question, text: str) -> None:
        for label, content, loose in _pieces(text):
            if loose:
                what = f"句子中间的栏目名按栏目读：{content[:16]}"
                question.draft.tell(what, "栏目名另起一行，或写在【】里", "label within a line")
            if label:
                self._label(question, label, content)
            elif content:
                self._plain(question, content)

    def _label(self, question: _Question, label: str, content: str) -> None:
        if label in question.said and label not in ("tags", "law"):
            name = next(name for name, named in BY_NAME.items() if named == label)
            question.draft.tell(f"有两处“{name}”", "核对是不是漏了下一题的题号", "label twice", lost=True)
        question.said.setdefault(label, []).append(content)
        question.at = label

    def _plain(self, question: _Question, text: str) -> None:
        draft = question.draft
        if not question.at:
            question.optioned |= bool(_OPTION.match(text))
            tasks = question.kind == "case" and any(map(prose.opens_task, [*question.body, text]))
            if question.body and not question.optioned and not tasks and not _joins(text):
                draft.tell("题干有几段", "核对有没有漏了题号的下一题", "several paragraphs")
            question.body.append(text)
            return
        if _OPTION.match(text):
            draft.tell(
                f"答案后面又有选项：{text[:16]}", "核对是不是漏了下一题的题号", "options again", lost=True
            )
        said = question.said[question.at]
        if question.at == "answer" and any(said):
            if question.kind != "case" and (letters(said[0]) or verdict(said[0]) is not None):
                question.at = "explanation"
                question.said.setdefault("explanation", [])
                said = question.said["explanation"]
                draft.tell(f"没有“解析”两字，按解析读：{text[:16]}", "核对", "taken as explanation")
        elif any(said):
            draft.tell("解析等有几段", "核对有没有吞进下一题", "several paragraphs")
        said.append(text)

    def _orphan(self, line: Line) -> None:
        if not self.questions:
            self.preface.append(line)
            return
        what = f"这一段不知道属于哪里：{line.text[:20]}"
        cure = "题目写上题号，答案写在题目下面"
        where = f"第{line.number}段"
        self.remarks.append(Remark(line.number, where, what, cure, "belongs nowhere", True))

    def _tell(self, line: Line, what: str, cure: str, english: str) -> None:
        self.remarks.append(Remark(line.number, f"第{line.number}段", what, cure, english))

    def drafts(self) -> list[Draft]:
        """All questions with their keys."""
        if self.preface:
            told = "；".join(line.text[:12] for line in self.preface[:3])
            where = f"第{self.preface[0].number}段"
            self.remarks.append(
                Remark(
                    self.preface[0].number,
                    where,
                    f"第一题之前有 {len(self.preface)} 行没有读：{told}",
                    "核对里面有没有题",
                    "before the first question",
                )
            )
        for question in self.questions:
            _close(question)
            self._find_key(question)
        for entry in self.keys:
            if not entry.used:
                what = f"答案里的第{entry.number}题没有找到对应的题目"
                self._lose(entry.line, what, "核对题号和分节", "key without a question")
        return [question.draft for question in self.questions]

    def _lose(self, line: Line, what: str, cure: str, english: str) -> None:
        self.remarks.append(Remark(line.number, f"第{line.number}段", what, cure, english, True))

    def _find_key(self, question: _Question) -> None:
        entries = [
            entry
            for entry in self.keys
            if (entry.chapter, entry.number) == (question.chapter, question.number)
            and entry.kind in ("", question.kind)
        ]
        if not entries:
            return
        rivals = [
            other
            for other in self.questions
            if (other.chapter, other.number) == (question.chapter, question.number)
            and entries[0].kind in ("", other.kind)
        ]
        for entry in entries:
            entry.used = True
        draft = question.draft
        if len(entries) > 1 or len(rivals) > 1:
            what = f"题号 {question.number} 不止一处，答案对不上"
            draft.tell(what, "题号不要重复，或答案也按题型分节写", "key ambiguous", lost=True)
            return
        own, listed = draft.get("answer"), entries[0].key
        if own and (letters(own), verdict(own)) != (letters(listed), verdict(listed)):
            what = f"题下写的答案是“{own[:8]}”，后面列的是“{listed}”"
            draft.tell(what, "核对后只留一处", "two different keys", lost=True)
        draft.fields["answer"] = own or listed
        if entries[0].explanation and not draft.get("explanation"):
            draft.fields["explanation"] = "\n".join(entries[0].explanation)


def _joins(text: str) -> bool:
    """A line that only holds the bracket to be filled in."""
    return re.fullmatch(r"[（(][^（）()]{0,6}[)）][。.]?", text) is not None


def _close(question: _Question) -> None:
    """Put what was gathered into the draft."""
    draft = question.draft
    body = "\n".join(question.body)
    if question.kind == "case" and "answer" not in question.said:
        at = next(
            (n for n, line in enumerate(question.body) if n and prose.opens_task(line)), len(question.body)
        )
        body, tasks = "\n".join(question.body[:at]), question.body[at:]
        if tasks:
            question.said["answer"] = tasks
    draft.fields["stem"] = body
    for label, content in question.said.items():
        draft.fields[label] = ("；" if label in ("tags", "law") else "\n").join(one for one in content if one)
    if question.heading and not draft.get("type"):
        draft.fields["type"] = question.heading


def _heading(text: str) -> tuple[str, str] | None:
    """(type as written, what follows that is no mere remark) of a heading such as 一、单选题（每题2分）."""
    found = _HEADING.fullmatch(text)
    if not found:
        return None
    rest = found["rest"]
    if _ABOUT.fullmatch(rest):
        return found["kind"], ""
    return (found["kind"], rest) if list(_entries(rest)) else None


def _start_of(text: str) -> tuple[str, int, str] | None:
    for group, pattern in _STARTS.items():
        if found := pattern.match(text):
            return group, int(found[1]), text[found.end() :].strip()
    return None


def _pieces(text: str) -> list[_Piece]:
    """A line cut at its labels; what stands before the first one has the field ""."""
    pieces = []
    name, at, loose = "", 0, False
    for found in _LABEL.finditer(text):
        pieces.append(_Piece(name, text[at : found.start()].strip(), loose))
        name = BY_NAME[re.sub(r"[【】\[\]:：\s]", "", found[0])]
        loose = found.start() > 0 and pieces[-1].field != "answer" and not found[0].startswith(("【", "["))
        at = found.end()
    pieces.append(_Piece(name, text[at:].strip(), loose))
    return pieces[1:] if len(pieces) > 1 and not pieces[0].content else pieces


def _entries(text: str) -> Iterator[tuple[int, str]]:
    """(number, key) of a line that is nothing but a key list: 1-5 ABCDA, or 1.A 2.BC. Nothing for others."""
    found: list[tuple[int, str]] = []
    at = _BETWEEN.match(text).end()  # type: ignore[union-attr]
    while at < len(text):
        if match := _RANGE.match(text, at):
            first, last = int(match[1]), int(match[2])
            groups = re.findall(_KEY, match[3])
            count = last - first + 1
            if len(groups) != count:
                groups = re.findall(r"[A-H]|T|" + VERDICT, match[3])
            if len(groups) != count:
                return
            found += zip(range(first, last + 1), groups, strict=True)
        elif match := _ONE.match(text, at):
            found.append((int(match[1] or match[2]), match[3]))
        else:
            return
        at = _BETWEEN.match(text, match.end()).end()  # type: ignore[union-attr]
    yield from found
