"""Moodle XML (docs.moodle.org, "Moodle XML format"; read against question/format/xml/format.php).

Categories are named after the edition, then the domain: Moodle matches nothing on a second import, so
each edition is a category of its own. No course or system prefix: the category lands in the context
from which the file is imported. A wrong choice of a multiple costs as much as a right one brings, and
Moodle stops at zero. A case is an essay whose `graderinfo` holds the marking scheme. The law basis
stands in the general feedback. Moodle takes a question without a right answer in silence: the item
model refuses one before.
"""

from __future__ import annotations

from lxml import etree

from scripts.quiz.export.booklet import (
    Booklet,
    Language,
    Question,
    Section,
    html,
    reasons,
    scheme,
    share,
    stem,
)
from scripts.quiz.model import Case, Judgement, Single

_KINDS = {"judgement": "truefalse", "case": "essay"}
_PENALTIES = {"judgement": "1", "case": "0"}
"""What a wrong try costs in practice modes, where it is not Moodle's default of a third."""


def moodle(booklet: Booklet) -> bytes:
    """The booklet as Moodle XML."""
    quiz = etree.Element("quiz")
    for section in booklet.sections:
        quiz.append(_category(booklet, section))
        for question in section.questions:
            quiz.append(_question(question, section, booklet.language))
    etree.indent(quiz)
    written: bytes = etree.tostring(quiz, xml_declaration=True, encoding="UTF-8")
    return written + b"\n"


def path(*names: str) -> str:
    """A category path of Moodle: a slash within a name is doubled."""
    return "/".join(["top", *(name.replace("/", "//") for name in names)])


def _category(booklet: Booklet, section: Section) -> etree._Element:
    entry = etree.Element("question", type="category")
    _text(entry, "category", path(booklet.title, section.name))
    return entry


def _question(question: Question, section: Section, language: Language) -> etree._Element:
    item = question.item
    kind = _KINDS.get(item.type, "multichoice")
    entry = etree.Element("question", type=kind)
    _text(entry, "name", question.id)
    _text(entry, "questiontext", stem(question), format="html")
    _text(entry, "generalfeedback", reasons(question, language), format="html")
    _value(entry, "defaultgrade", str(question.marks))
    _value(entry, "penalty", _PENALTIES.get(item.type, "0.3333333"))
    _value(entry, "hidden", "0")
    _value(entry, "idnumber", question.id)
    if isinstance(item, Case):
        _value(entry, "responseformat", "editor")
        _value(entry, "responserequired", "1")
        _value(entry, "responsefieldlines", "15")
        _value(entry, "attachments", "0")
        _text(entry, "graderinfo", scheme(question, language), format="html")
    elif isinstance(item, Judgement):
        for word in (True, False):
            _answer(entry, "100" if word == question.truth else "0", str(word).lower(), "moodle_auto_format")
    else:
        single = isinstance(item, Single)
        worth = share(len(question.right))
        wrong = "0" if single else f"-{worth}"
        _value(entry, "single", str(single).lower())
        _value(entry, "shuffleanswers", "0" if question.fixed else "1")
        _value(entry, "answernumbering", "ABCD")
        for letter, text in question.options:
            _answer(entry, worth if letter in question.right else wrong, html(text), "html")
    tags = etree.SubElement(entry, "tags")
    for tag in (*item.tags, section.domain):
        _text(tags, "tag", tag)
    return entry


def _answer(entry: etree._Element, fraction: str, text: str, kind: str) -> None:
    _text(entry, "answer", text, fraction=fraction, format=kind)


def _text(parent: etree._Element, name: str, text: str, **attributes: str) -> None:
    etree.SubElement(etree.SubElement(parent, name, attributes), "text").text = text


def _value(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, name).text = text
