"""QTI content packages: 2.1 (IMS, 2012) and 3.0 (1EdTech, 2022), both from one tree.

The tree is written with the names of 2.1; 3.0 has the same elements and attributes under hyphenated
names with `qti-` before the elements, a content body inside feedback and rubrics, and two attributes more
that say who scores. A package holds imsmanifest.xml, one test with a section a domain, and one file an item.

Scores: all or nothing (match_correct) for a multiple too, so a half right answer gets nothing; a case
is scored by people, by the scheme in its rubric for the scorer. FEEDBACK is always set, so that the
explanation and the law basis show after answering; in a test of the exam pool feedback is off and the
answers are handed in together. A schema does not see a right answer that names no option, so we look
ourselves and raise ProblemsError.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from lxml.builder import E, ElementMaker

from scripts.forms.word import packed
from scripts.problems import Problem, ProblemsError
from scripts.quiz.export.booklet import Booklet, Language, Question, word
from scripts.quiz.model import Case, Judgement, Multiple

_XML = "{http://www.w3.org/XML/1998/namespace}"
_XHTML = {"br", "div", "li", "ol", "p", "ul"}
_LANGUAGES = {"zh": "zh-CN", "en": "en"}
_TEST = "test"
_QTI3_ATTRIBUTES = {"externalScored", "use"}
_QTI3_BODIES = {"modalFeedback", "rubricBlock"}


@dataclass(frozen=True)
class _Version:
    """What differs outside the names: namespaces, resource types, and the words of the manifest."""

    items: str
    package: str
    schema: str
    number: str
    suffix: str


_QTI21 = _Version(
    "http://www.imsglobal.org/xsd/imsqti_v2p1",
    "http://www.imsglobal.org/xsd/imscp_v1p1",
    "QTIv2.1 Package",
    "1.0.0",
    "v2p1",
)
_QTI3 = _Version(
    "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    "QTI Package",
    "3.0.0",
    "v3p0",
)


def qti21(booklet: Booklet) -> bytes:
    """The booklet as a zipped QTI 2.1 package."""
    return _package(booklet, _QTI21)


def qti3(booklet: Booklet) -> bytes:
    """The booklet as a zipped QTI 3.0 package."""
    return _package(booklet, _QTI3)


def _package(booklet: Booklet, version: _Version) -> bytes:
    items = [(question, _item(question, booklet.language)) for question in booklet.questions]
    problems = [
        Problem(Path(question.id), 0, fault, "检查这道题的选项和答案", "broken reference")
        for question, tree in items
        for fault in _faults(tree)
    ]
    if problems:
        raise ProblemsError(problems)
    return packed(
        [
            ("imsmanifest.xml", _file(_manifest(booklet, version))),
            (f"{_TEST}.xml", _file(_named(_test(booklet), version))),
            *((_path(question), _file(_named(tree, version))) for question, tree in items),
        ]
    )


def _path(question: Question) -> str:
    return f"items/{question.id}.xml"


def _file(tree: etree._Element) -> bytes:
    written: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8")
    return written + b"\n"


def _manifest(booklet: Booklet, version: _Version) -> etree._Element:
    M = ElementMaker(namespace=version.package, nsmap={None: version.package})  # noqa: N806
    questions = list(booklet.questions)
    test = M.resource(
        M.file(href=f"{_TEST}.xml"),
        *(M.dependency(identifierref=question.id) for question in questions),
        identifier=_TEST,
        type=f"imsqti_test_xml{version.suffix}",
        href=f"{_TEST}.xml",
    )
    items = (
        M.resource(
            M.file(href=_path(question)),
            identifier=question.id,
            type=f"imsqti_item_xml{version.suffix}",
            href=_path(question),
        )
        for question in questions
    )
    about = M.metadata(M.schema(version.schema), M.schemaversion(version.number))
    return M.manifest(about, M.organizations(), M.resources(test, *items), identifier="manifest")


def _test(booklet: Booklet) -> etree._Element:
    exam = booklet.pool == "exam"
    sections = (
        E.assessmentSection(
            *(
                E.assessmentItemRef(identifier=question.id, href=_path(question))
                for question in section.questions
            ),
            identifier=f"{section.domain}-{number}",
            title=section.name,
            visible="true",
        )
        for number, section in enumerate(booklet.sections, 1)
    )
    part = E.testPart(
        E.itemSessionControl(showFeedback=_yes(not exam)),
        *sections,
        identifier="part",
        navigationMode="nonlinear",
        submissionMode="simultaneous" if exam else "individual",
    )
    total = E.setOutcomeValue(E.sum(E.testVariables(variableIdentifier="SCORE")), identifier="SCORE")
    score = _outcome("SCORE", "float", "0")
    return E.assessmentTest(score, part, E.outcomeProcessing(total), identifier=_TEST, title=booklet.title)


def _item(question: Question, language: Language) -> etree._Element:
    by_people = isinstance(question.item, Case)
    body = _case(question, language) if by_people else [_choice(question, language)]
    declared = [_response(name, right) for name, right in _responses(question)]
    score = _outcome("SCORE", "float", "0", normalMaximum=str(question.marks))
    if by_people:
        score.set("externalScored", "human")
    explain = E.setOutcomeValue(E.baseValue("explanation", baseType="identifier"), identifier="FEEDBACK")
    paragraphs = [_block("p", question.explanation)]
    if question.basis:
        paragraphs.append(_block("p", word("basis", language) + question.basis))
    return E.assessmentItem(
        {f"{_XML}lang": _LANGUAGES[language]},
        *declared,
        score,
        E.outcomeDeclaration(identifier="FEEDBACK", cardinality="single", baseType="identifier"),
        E.itemBody(*body),
        E.responseProcessing(*([] if by_people else [_right_or_wrong()]), explain),
        E.modalFeedback(*paragraphs, outcomeIdentifier="FEEDBACK", showHide="show", identifier="explanation"),
        identifier=question.id,
        title=question.id,
        adaptive="false",
        timeDependent="false",
    )


def _responses(question: Question) -> Iterator[tuple[str, list[str]]]:
    """Name and right values of each response; none where people score."""
    if question.tasks:
        yield from ((f"RESPONSE{number}", []) for number, _ in enumerate(question.tasks, 1))
    elif isinstance(question.item, Judgement):
        yield "RESPONSE", [_yes(question.truth)]
    else:
        yield "RESPONSE", sorted(question.right)


def _response(name: str, right: list[str]) -> etree._Element:
    cardinality = "multiple" if len(right) > 1 else "single"
    kind = "identifier" if right else "string"
    tree = E.responseDeclaration(identifier=name, cardinality=cardinality, baseType=kind)
    if right:
        tree.append(E.correctResponse(*(E.value(value) for value in right)))
    return tree


def _outcome(name: str, kind: str, default: str, **attributes: str) -> etree._Element:
    value = E.defaultValue(E.value(default))
    return E.outcomeDeclaration(value, identifier=name, cardinality="single", baseType=kind, **attributes)


def _choice(question: Question, language: Language) -> etree._Element:
    judgement = isinstance(question.item, Judgement)
    truths = (("true", word("true", language)), ("false", word("false", language)))
    options = truths if judgement else question.options
    fixed = {"fixed": "true"} if question.fixed else {}
    return E.choiceInteraction(
        _block("prompt", question.stem),
        *(_block("simpleChoice", text, identifier=letter, **fixed) for letter, text in options),
        responseIdentifier="RESPONSE",
        shuffle=_yes(not judgement),
        maxChoices="0" if isinstance(question.item, Multiple) else "1",
    )


def _case(question: Question, language: Language) -> list[etree._Element]:
    scheme = E.ol(
        *(
            E.li(
                E.ul(
                    *(
                        _block("li", text + word("marks", language).format(marks))
                        for marks, text in task.points
                    )
                )
            )
            for task in question.tasks
        )
    )
    answers = (
        E.extendedTextInteraction(
            _block("prompt", task.prompt), responseIdentifier=f"RESPONSE{number}", expectedLines="8"
        )
        for number, task in enumerate(question.tasks, 1)
    )
    return [E.rubricBlock(scheme, view="scorer", use="scoring"), _block("p", question.stem), *answers]


def _right_or_wrong() -> etree._Element:
    same = E.match(E.variable(identifier="RESPONSE"), E.correct(identifier="RESPONSE"))
    right = E.setOutcomeValue(E.baseValue("1", baseType="float"), identifier="SCORE")
    return E.responseCondition(E.responseIf(same, right))


def _block(name: str, text: str, **attributes: str) -> etree._Element:
    """An element holding plain text; newlines become line breaks."""
    tree = etree.Element(name, attributes)
    first, *others = text.split("\n")
    tree.text = first
    for other in others:
        etree.SubElement(tree, "br").tail = other
    return tree


def _yes(value: bool) -> str:
    return str(value).lower()


def _faults(tree: etree._Element) -> Iterator[str]:
    """References of an item that lead nowhere, which no schema sees."""
    declared = {one.get("identifier"): one for one in tree.iter("responseDeclaration")}
    asked = tree.iter("choiceInteraction", "extendedTextInteraction")
    if sorted(one.get("responseIdentifier") for one in asked) != sorted(declared):
        yield "作答与声明对不上"
    for choice in tree.iter("choiceInteraction"):
        names = [one.get("identifier") for one in choice.iter("simpleChoice")]
        right = {one.text for one in declared[choice.get("responseIdentifier")].iter("value")}
        if not right or not right <= set(names) or len(set(names)) < len(names):
            yield f"答案 {'、'.join(sorted(right))} 不是选项"


def _named(tree: etree._Element, version: _Version, parent: etree._Element | None = None) -> etree._Element:
    """The tree of an item or test as `version` names it."""
    hyphens = version is _QTI3
    name = f"qti-{_hyphenated(tree.tag)}" if hyphens and tree.tag not in _XHTML else tree.tag
    attributes = {
        _hyphenated(key) if hyphens else key: value
        for key, value in tree.items()
        if hyphens or key not in _QTI3_ATTRIBUTES
    }
    tag = f"{{{version.items}}}{name}"
    made = (
        etree.Element(tag, attributes, nsmap={None: version.items})
        if parent is None
        else etree.SubElement(parent, tag, attributes)
    )
    inner = made
    if hyphens and tree.tag in _QTI3_BODIES:
        inner = etree.SubElement(made, f"{{{version.items}}}qti-content-body")
    inner.text, made.tail = tree.text, tree.tail
    for child in tree:
        _named(child, version, inner)
    return made


def _hyphenated(name: str) -> str:
    """responseIdentifier → response-identifier; a name in a namespace stays."""
    return name if name.startswith("{") else re.sub("[A-Z]", lambda letter: "-" + letter[0].lower(), name)
