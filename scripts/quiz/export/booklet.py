"""What every format is written from: the chosen items by domain, with all texts in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from html import escape
from typing import Literal

from scripts.quiz.model import Bank, Case, Item, Judgement, Multiple, Single

Language = Literal["zh", "en"]

WORDS = {
    "title": {"zh": "平等协商集体合同", "en": "Collective consultation"},
    "practice": {"zh": "练习题", "en": "practice items"},
    "exam": {"zh": "考试题", "en": "exam items"},
    "true": {"zh": "正确", "en": "True"},
    "false": {"zh": "错误", "en": "False"},
    "basis": {"zh": "依据：", "en": "Basis: "},
    "seed": {"zh": "佳木斯材料（约2002年）", "en": "the Jiamusi report (c. 2002)"},
    "between": {"zh": "；", "en": "; "},
    "marks": {"zh": "（{}分）", "en": " ({} marks)"},
    "part": {"zh": "问{}：", "en": "Task {}: "},
    "answer": {"zh": "答案", "en": "Answer"},
    "multiple": {"zh": "（多选）", "en": "(several answers)"},
}


@dataclass(frozen=True)
class Task:
    """A task within a case: what is asked, and the points of its marking scheme as (marks, text)."""

    prompt: str
    points: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Question:
    """An item as one export shows it. `options` are (letter, text) with `right` the letters that are
    right; `truth` is the key of a judgement; `tasks` are those of a case; `basis` names the law and,
    where the fact comes from the report, the report."""

    item: Item
    stem: str
    explanation: str
    basis: str
    options: tuple[tuple[str, str], ...] = ()
    right: frozenset[str] = frozenset()
    fixed: bool = False
    truth: bool = False
    tasks: tuple[Task, ...] = ()

    @property
    def id(self) -> str:
        """The id of the item, which identifies it in every format."""
        return self.item.id

    @property
    def letters(self) -> str:
        """The right letters as they are printed: ABD."""
        return "".join(sorted(self.right)).upper()

    @property
    def marks(self) -> int:
        """What a case is worth by its marking scheme; any other item counts 1."""
        return self.item.marks if isinstance(self.item, Case) else 1


@dataclass(frozen=True)
class Section:
    """The questions of one bank under its domain and title."""

    domain: str
    title: str
    questions: tuple[Question, ...]

    @property
    def name(self) -> str:
        """Domain and title, as a category or a deck is called: D6 要约、应约与协商会议."""
        return f"{self.domain} {self.title}"


@dataclass(frozen=True)
class Booklet:
    """One export: sections in the order of domains, and what it is called."""

    sections: tuple[Section, ...]
    language: Language
    pool: str
    edition: str

    @property
    def title(self) -> str:
        """Subject, pool and edition: 平等协商集体合同 练习题 2026-11."""
        return " ".join((word("title", self.language), word(self.pool, self.language), self.edition))

    @property
    def questions(self) -> Iterator[Question]:
        """All questions, section by section."""
        return (question for section in self.sections for question in section.questions)

    @property
    def changed(self) -> datetime:
        """The newest day on which one of the items was written or reviewed, at midnight UTC."""
        return datetime.combine(
            newest(question.item for question in self.questions), datetime.min.time(), UTC
        )


def booklet(
    chosen: Sequence[tuple[Bank, Sequence[Item]]], language: Language, pool: str, edition: str = ""
) -> Booklet:
    """The booklet of some items, each with its bank, in the order of domains. Without an edition it is
    named after the month of its newest item. There must be at least one item."""
    by_domain = sorted(chosen, key=lambda pair: (int(pair[0].domain[1:]), pair[0].bank))
    sections = tuple(
        Section(bank.domain, bank.title.of(language), tuple(question(item, language) for item in items))
        for bank, items in by_domain
        if items
    )
    month = f"{newest(item for _, items in chosen for item in items):%Y-%m}"
    return Booklet(sections, language, pool, edition or month)


def question(item: Item, language: Language) -> Question:
    """One item in one language; where its English is not written yet, in Chinese."""
    basis = [*item.law, *([word("seed", language)] if item.source else [])]
    plain = Question(
        item, item.stem.of(language), item.explanation.of(language), word("between", language).join(basis)
    )
    if isinstance(item, Single | Multiple):
        options = tuple((letter, text.of(language)) for letter, text in item.options.items())
        return replace(plain, options=options, right=item.keys, fixed=item.fixed)
    if isinstance(item, Judgement):
        return replace(plain, truth=item.key)
    tasks = (
        Task(part.prompt.of(language), tuple((point.marks, point.of(language)) for point in part.points))
        for part in item.parts
    )
    return replace(plain, tasks=tuple(tasks))


def newest(items: Iterable[Item]) -> date:
    """The newest day on which one of the items was written or reviewed. Raises ValueError for none."""
    return max(max(item.written, item.reviewed or item.written) for item in items)


def word(key: str, language: Language) -> str:
    """A fixed word of the exports."""
    return WORDS[key][language]


def html(text: str) -> str:
    """Plain text as HTML that shows just this text; newlines become line breaks."""
    return escape(text).replace("\n", "<br>")


def reasons(question: Question, language: Language) -> str:
    """The explanation and what it rests on, as HTML."""
    basis = f"<p>{html(word('basis', language) + question.basis)}</p>" if question.basis else ""
    return f"<p>{html(question.explanation)}</p>{basis}"


def stem(question: Question) -> str:
    """The stem, and the tasks of a case as a numbered list, as HTML."""
    tasks = "".join(f"<li>{html(task.prompt)}</li>" for task in question.tasks)
    return f"<p>{html(question.stem)}</p>" + (f"<ol>{tasks}</ol>" if tasks else "")


def scheme(question: Question, language: Language) -> str:
    """The marking scheme of a case as HTML: a list of points for each task."""
    tasks = (
        "".join(
            f"<li>{html(text + word('marks', language).format(marks))}</li>" for marks, text in task.points
        )
        for task in question.tasks
    )
    return "<ol>" + "".join(f"<li><ul>{points}</ul></li>" for points in tasks) + "</ol>"


def share(right: int) -> str:
    """What one of several right answers is worth in percent, as Moodle's grade options write it
    (question/engine/bank.php: 50, 33.33333, 25, 20 …; a fraction that is none of them is refused)."""
    return f"{100 / right:.5f}".rstrip("0").rstrip(".")
