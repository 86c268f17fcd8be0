"""QTI 2.1 by the content models of its specification; 3.0 by a converter that is not ours."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from lxml import etree
from qti_convert import upgrade_package_files

from scripts.problems import ProblemsError
from scripts.quiz.export.booklet import Booklet, booklet
from scripts.quiz.export.qti import qti3, qti21
from scripts.quiz.model import Bank, Case, Judgement, Multiple, Single
from tests.quiz.export.conftest import nasty_booklets

QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
NCNAME = re.compile(r"[A-Za-z_][\w.-]*")
# Element → its children in order (as a regular expression), its attributes: ! must, ? may. After the
# QTI 2.1 Information Model (IMS, 2012): "Assessment Tests", "Items", "Interactions", "Content Model".
MODEL = {
    "assessmentItem": (
        "(responseDeclaration )*(outcomeDeclaration )*itemBody responseProcessing (modalFeedback )*",
        "identifier! title! adaptive! timeDependent! lang?",
    ),
    "responseDeclaration": ("(correctResponse )?", "identifier! cardinality! baseType!"),
    "correctResponse": ("(value )+", ""),
    "outcomeDeclaration": ("(defaultValue )?", "identifier! cardinality! baseType! normalMaximum?"),
    "defaultValue": ("(value )+", ""),
    "value": ("", ""),
    "itemBody": ("((rubricBlock|p|choiceInteraction|extendedTextInteraction) )+", ""),
    "rubricBlock": ("((p|ol|ul) )+", "view!"),
    "choiceInteraction": ("prompt (simpleChoice )+", "responseIdentifier! shuffle! maxChoices!"),
    "extendedTextInteraction": ("prompt ", "responseIdentifier! expectedLines?"),
    "prompt": ("(br )*", ""),
    "simpleChoice": ("(br )*", "identifier! fixed?"),
    "p": ("(br )*", ""),
    "ol": ("(li )+", ""),
    "ul": ("(li )+", ""),
    "li": ("((br|ul) )*", ""),
    "br": ("", ""),
    "responseProcessing": ("((responseCondition|setOutcomeValue) )+", ""),
    "responseCondition": ("responseIf ", ""),
    "responseIf": ("match (setOutcomeValue )+", ""),
    "match": ("variable correct ", ""),
    "variable": ("", "identifier!"),
    "correct": ("", "identifier!"),
    "setOutcomeValue": ("(baseValue|sum) ", "identifier!"),
    "baseValue": ("", "baseType!"),
    "modalFeedback": ("(p )+", "outcomeIdentifier! showHide! identifier!"),
    "assessmentTest": ("(outcomeDeclaration )*(testPart )+(outcomeProcessing )?", "identifier! title!"),
    "testPart": (
        "(itemSessionControl )?(assessmentSection )+",
        "identifier! navigationMode! submissionMode!",
    ),
    "itemSessionControl": ("", "showFeedback?"),
    "assessmentSection": ("(assessmentItemRef )*", "identifier! title! visible!"),
    "assessmentItemRef": ("", "identifier! href!"),
    "outcomeProcessing": ("(setOutcomeValue )+", ""),
    "sum": ("(testVariables )+", ""),
    "testVariables": ("", "variableIdentifier?"),
}


def _files(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _conforms(tree: Any) -> None:
    for node in tree.iter():
        name = etree.QName(node).localname
        assert node.tag == QTI + name
        children, attributes = MODEL[name]
        assert re.fullmatch(children, "".join(f"{etree.QName(child).localname} " for child in node)), name
        given_ = {etree.QName(key).localname for key in node.attrib}
        told = {one[:-1]: one[-1] for one in attributes.split()}
        assert given_ <= set(told) and given_ >= {key for key, need in told.items() if need == "!"}, name
        assert NCNAME.fullmatch(node.get("identifier", "x"))


def _text(node: Any) -> str:
    for line_break in node.iter(f"{QTI}br"):
        line_break.tail = "\n" + (line_break.tail or "")
    return "".join(node.itertext())


def _tells_the_items(booklet: Booklet, files: dict[str, bytes]) -> None:
    for question in booklet.questions:
        item, tree = question.item, etree.fromstring(files[f"items/{question.id}.xml"])
        _conforms(tree)
        assert tree.get("identifier") == item.id
        values = [value.text for value in tree.iterfind(f"{QTI}responseDeclaration//{QTI}value")]
        prompts = [_text(prompt) for prompt in tree.iter(f"{QTI}prompt")]
        choices = {one.get("identifier"): _text(one) for one in tree.iter(f"{QTI}simpleChoice")}
        assert _text(tree.find(f"{QTI}modalFeedback/{QTI}p")) == item.explanation.zh
        if isinstance(item, Case):
            assert prompts == [part.prompt.zh for part in item.parts]
            points = [_text(li) for li in tree.iterfind(f".//{QTI}ul/{QTI}li")]
            assert points == [f"{one.zh}（{one.marks}分）" for part in item.parts for one in part.points]
            continue
        assert prompts == [item.stem.zh]
        interaction = tree.find(f".//{QTI}choiceInteraction")
        if isinstance(item, Judgement):
            assert values == [str(item.key).lower()]
            assert choices == {"true": "正确", "false": "错误"}
        else:
            assert values == sorted(item.keys)
            assert choices == {letter: option.zh for letter, option in item.options.items()}
            fixed = {one.get("fixed") for one in tree.iter(f"{QTI}simpleChoice")}
            assert fixed == ({"true"} if item.fixed else {None})
        assert interaction.get("maxChoices") == ("0" if isinstance(item, Multiple) else "1")


def _simplified(data: bytes | str) -> bytes:
    """Canonical XML without what only says where a schema lies, or who scores."""
    tree = etree.fromstring(data.encode("utf-8") if isinstance(data, str) else data)
    for node in tree.iter(etree.Element):
        for key in list(node.attrib):
            if key == "external-scored" or "schemaLocation" in key:
                del node.attrib[key]
    etree.cleanup_namespaces(tree)
    return bytes(etree.tostring(tree, method="c14n2"))


def _agrees_with_the_converter(booklet: Booklet) -> None:
    converted = upgrade_package_files(_files(qti21(booklet)), item_transforms=[]).files
    ours = _files(qti3(booklet))
    assert set(ours) == set(converted)
    for name, data in ours.items():
        assert _simplified(data) == _simplified(converted[name]), name


def test_the_practice_pool(whole: Booklet) -> None:
    files = _files(qti21(whole))
    _tells_the_items(whole, files)
    test = etree.fromstring(files["test.xml"])
    _conforms(test)
    refs = {ref.get("identifier"): ref.get("href") for ref in test.iter(f"{QTI}assessmentItemRef")}
    assert refs == {question.id: f"items/{question.id}.xml" for question in whole.questions}


def test_the_practice_pool_as_3_0(whole: Booklet) -> None:
    _agrees_with_the_converter(whole)


@settings(max_examples=40, deadline=None)
@given(nasty_booklets())
def test_nasty_texts(booklet: Booklet) -> None:
    _tells_the_items(booklet, _files(qti21(booklet)))
    _agrees_with_the_converter(booklet)


@pytest.mark.parametrize("write", [qti21, qti3])
def test_the_manifest_lists_every_file(write: Any, whole: Booklet) -> None:
    files = _files(write(whole))
    resources = list(etree.fromstring(files["imsmanifest.xml"]).iter("{*}resource"))
    assert [one.get("href") for one in resources] == [name for name in files if name != "imsmanifest.xml"]
    assert [one.find("{*}file").get("href") for one in resources] == [one.get("href") for one in resources]
    names = [one.get("identifier") for one in resources]
    assert len(set(names)) == len(names)
    assert [one.get("identifierref") for one in resources[0].iter("{*}dependency")] == names[1:]
    suffix = "v2p1" if write is qti21 else "v3p0"
    assert {one.get("type") for one in resources} == {
        f"imsqti_item_xml{suffix}",
        f"imsqti_test_xml{suffix}",
    }


def test_people_score_cases_in_3_0(bank: Bank) -> None:
    made = booklet([(bank, bank.items)], "zh", "practice")
    trees = {name: etree.fromstring(data) for name, data in _files(qti3(made)).items() if "items/" in name}
    scored = {name for name, tree in trees.items() if tree.xpath("//@external-scored") == ["human"]}
    assert scored == {"items/smp-004.xml"}


def test_an_exam_tells_nothing_before_the_end(bank: Bank) -> None:
    test = etree.fromstring(_files(qti21(booklet([(bank, bank.items)], "zh", "exam")))["test.xml"])
    assert test.find(f"{QTI}testPart").get("submissionMode") == "simultaneous"
    assert test.find(f".//{QTI}itemSessionControl").get("showFeedback") == "false"


def _broken(bank: Bank) -> Iterator[Any]:
    single = bank.items[0]
    assert isinstance(single, Single)
    yield single.model_copy(update={"key": "f"})
    multiple = bank.items[1]
    yield multiple.model_copy(update={"key": []})


def test_a_right_answer_that_is_no_option_is_refused(bank: Bank) -> None:
    with pytest.raises(ProblemsError, match=r"smp-001.*答案 f 不是选项") as caught:
        qti21(booklet([(bank, list(_broken(bank)))], "zh", "practice"))
    assert len(caught.value.problems) == 2
