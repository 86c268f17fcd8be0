"""Moodle's GIFT text (docs.moodle.org, "GIFT format"; checked with the grammar of gift-pegjs).

All texts are HTML, so a newline is a `<br>` and no text can open a comment, a weight or a blank line;
`\\ ~ = # { } :` are escaped. Id and tags stand in the comment that Moodle reads (`// [id:…] [tag:…]`),
the law basis in the general feedback. GIFT knows neither a fixed order of options nor a marking scheme:
a case is an essay whose scheme follows in the general feedback. Scores as in the Moodle XML.
"""

from __future__ import annotations

import re

from scripts.quiz.export.booklet import Booklet, Language, Question, html, reasons, scheme, share, stem
from scripts.quiz.export.moodle import path
from scripts.quiz.model import Case, Judgement, Single

_SPECIAL = re.compile(r"[\\~=#{}:]")


def gift(booklet: Booklet) -> bytes:
    """The booklet as GIFT, UTF-8."""
    blocks = []
    for section in booklet.sections:
        blocks.append(f"$CATEGORY: {path(booklet.title, section.name)}")
        blocks += [_question(question, section.domain, booklet.language) for question in section.questions]
    return "".join(f"{block}\n\n" for block in blocks).encode("utf-8")


def _question(question: Question, domain: str, language: Language) -> str:
    item = question.item
    tags = "".join(f" [tag:{tag.replace(']', '')}]" for tag in (*item.tags, domain))
    head = f"// [id:{question.id}]{tags}\n::{question.id}::{_html(stem(question))} {{"
    feedback = reasons(question, language)
    if isinstance(item, Case):
        answers = ""
        feedback += scheme(question, language)
    elif isinstance(item, Judgement):
        answers = "TRUE" if question.truth else "FALSE"
    else:
        worth = share(len(question.right))
        right, wrong = ("=", "~") if isinstance(item, Single) else (f"~%{worth}%", f"~%-{worth}%")
        options = (
            (right if letter in question.right else wrong) + _html(html(text))
            for letter, text in question.options
        )
        answers = "\n" + "".join(f"{option}\n" for option in options)
    return f"{head}{answers}####{_html(feedback)}}}"


def _html(text: str) -> str:
    return "[html]" + _SPECIAL.sub(lambda found: "\\" + found[0], text)
