"""What the search knows of a page: its sections and anchors, and never an answer or an exam question."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts.door import ROOT
from scripts.quiz.load import load
from scripts.quiz.model import Case
from scripts.site.library import Library
from scripts.site.search.documents import Document, parse, read, untranslated_articles

PAGE = """<html><body><article class="md-content__inner md-typeset"><div class="room room-x">
<h1>标题</h1><p>开头（<a class="cite" href="#">《工会法》第二条</a>；<a class="cite" href="#">第三条</a>）。</p>
{body}</div></article></body></html>"""


def _parse(body: str, address: str = "guide/x.html", language: str = "zh") -> Document:
    found = parse(PAGE.format(body=body), address, language)
    assert found is not None
    return found


def _sections(body: str, address: str = "guide/x.html", language: str = "zh") -> list[tuple[str, str, str]]:
    return [(one.anchor, one.heading, one.text) for one in _parse(body, address, language).sections]


TOP = ("", "", "开头。")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", []),
        ('<h2 id="a">甲</h2><p>一</p><h3 id="b">乙</h3><p>二</p>', [("a", "甲", "一"), ("b", "乙", "二")]),
        ('<h2 id="a">甲</h2><h3 id="b">乙</h3><p>二</p>', [("a", "甲", ""), ("b", "乙", "二")]),
        ('<h3 id="art-2"><span class="art-no">第二条</span> 范围</h3><p>文</p>', [("art-2", "第二条 范围", "文")]),
        (
            '<h2 id="t">词</h2><dl class="glossary"><div id="x"><dt>集体协商 · cc</dt><dd>商定。</dd></div></dl><p>后</p>',
            [("t", "词", ""), ("x", "集体协商 · cc", "商定。"), ("t", "词", "后")],
        ),
        (
            '<table><tbody><tr><th id="reply">回应<br><small>收到方</small></th><td>国家</td><td>20日</td></tr>'
            "<tr><td>工资</td><td>20日</td></tr></tbody></table>",
            [("reply", "回应 收到方", "国家 20日 工资 20日")],
        ),
        ('<table><tbody><tr id="n1"><td>N1</td><td>企业</td><td>864户</td></tr></tbody></table>', [("n1", "企业", "N1 864户")]),
        (
            '<h2 id="form">表单</h2><p class="sheet-heading">一、议题</p><table class="sheet-table"><thead><tr><th>要求</th></tr></thead></table>'
            '<p class="sheet-paragraph">由<span class="blank">单位名称</span>提出</p><p class="sheet-note">提示</p>',
            [("form", "表单", ""), ("form", "一、议题", "要求 由〔单位名称〕提出")],
        ),
        (
            '<h2 id="form">表单</h2><p class="sheet-clause">第一条　每班<span class="blank">小时数</span>小时。另有第二句。</p>',
            [("form", "表单", "第一条 每班＿小时。")],
        ),
        (  # the first sentence of a clause or a paragraph, or up to its semicolon; the number is no sentence
            '<h2 id="form">Form</h2><p class="sheet-clause"><strong>Article 2. </strong>It binds all; and more. More.</p>'
            '<p class="sheet-paragraph">由<span class="blank">单位</span>提出；另有半句。</p>',
            [("form", "Form", "Article 2. It binds all; 由〔单位〕提出；")],
        ),
        (  # a blank that repeats the words before it
            '<h2 id="form">表单</h2><p>Unit name: <span class="blank">unit name</span></p><p>日期（<span class="blank">签字日期</span>）</p>',
            [("form", "表单", "Unit name: 日期（〔签字日期〕）")],
        ),
        (  # what frames a page, in any form
            "".join(f'<h2 id="{one}">框</h2><p>{one}</p>' for one in ("audience", "outcomes", "related", "forms", "handout"))
            + '<h2 id="steps">步骤</h2><p>做</p>',
            [("steps", "步骤", "做")],
        ),
        (  # a calendar of pages; a row that says something, an entry
            '<h2 id="list">表</h2><table><tbody><tr><td>2027-11-22</td><td><a href="#">某页</a></td></tr>'
            '<tr><td>2027-11-22</td><td><a href="#">某页</a></td><td>重写</td></tr></tbody></table>',
            [("list", "表", "2027-11-22 某页 重写")],
        ),
        (
            '<p><span class="scope scope-national">国家</span><span class="scope scope-heilongjiang">黑龙江</span>180日</p>',
            [("", "", "开头。 黑龙江 180日")],
        ),
        (
            '<h2 id="f">表</h2><div><div class="variant"><p>标准</p></div><div class="variant"><p>小型</p></div></div>',
            [("f", "表", "标准")],
        ),
        (
            '<p><span class="scope">国家</span>依据<a class="cite" href="#">《劳动法》第三条</a>办。</p>'
            '<details class="official-text">原文</details><p class="cited-by">引用</p><script>x()</script><p class="reviewed">审阅</p>',
            [("", "", "开头。 国家 依据《劳动法》第三条办。")],
        ),
    ],
)  # fmt: skip
def test_sections(body: str, expected: list[tuple[str, str, str]]) -> None:
    assert _sections(body) == (expected if expected and expected[0][0] == "" else [TOP, *expected])


QUESTION = (
    '<h2 id="q">题目</h2><section class="quiz"><form class="q" id="rep-001"><p class="q-head">单选</p><fieldset>'
    '<legend class="q-stem"><span class="q-no">1.</span> 每方几人？</legend><label class="q-option">至少2人</label></fieldset>'
    '<details class="q-answer">答案：B</details></form></section>'
)


def test_of_a_question_only_what_it_asks() -> None:
    assert _sections(QUESTION, "practice/x.html") == [TOP, ("q", "题目", ""), ("rep-001", "每方几人？", "")]
    assert _sections(QUESTION) == [TOP, ("q", "题目", "")]  # chapters repeat questions


def test_a_case_is_told_up_to_the_end_of_a_sentence() -> None:
    question = (
        '<form class="q" id="x"><legend class="q-stem">{}</legend><ol class="q-parts"><li>问</li></ol></form>'
    )
    for language, sentence in (("zh", "甲公司有职工三百人。"), ("en", "Company A has three workers. ")):
        short, long = sentence.strip(), sentence * 60
        (_, whole), (_, told) = (
            _sections(question.format(words), "practice/x.html", language)[1][:2] for words in (short, long)
        )
        assert whole == short
        assert long.startswith(told)
        assert told.endswith(sentence.strip())
        assert 100 < len(told) <= 300
        assert _sections(question.format("无" * 999), "practice/x.html", language)[1][1].endswith("无…")


def test_the_facts_of_a_law_are_its_registers() -> None:
    facts = '<dl class="facts"><div><dt>施行日期</dt><dd>2004-05-01</dd></div></dl>'
    assert _sections(facts, "law/x.html") == [TOP]
    assert _sections(facts) == [("", "", "开头。 施行日期 2004-05-01")]


def test_forms_are_known_by_their_code() -> None:
    facts = '<dl class="facts"><div><dt>编号</dt><dd>F07 · 法定必备</dd></div></dl>'
    assert _parse(facts, "templates/x.html").title == "F07 标题"
    assert _parse(facts).title == "标题"


def test_pages_in_another_language_are_left_out() -> None:
    page = PAGE.format(body="").replace('class="room room-x"', 'class="room room-x" lang="zh-CN"')
    assert parse(page, "law/x.html", "en") is None
    assert parse(page, "law/x.html", "zh") is not None
    assert parse("<html><body><p>404</p></body></html>", "404.html", "zh") is None


@pytest.fixture(scope="module")
def documents(site: Path) -> dict[str, list[Document]]:
    return {language: read(site, language) for language in ("zh", "en")}


def test_every_page_and_every_anchor_is_there(
    site: Path, documents: dict[str, list[Document]], library: Library
) -> None:
    for language, found in documents.items():
        root = site if language == "zh" else site / language
        assert {page.address for page in found} == {
            page.rel.replace(".md", ".html") for page in library.pages if page.language == language
        }
        for page in found:
            ids = set(re.findall(r'\bid="([^"]+)"', (root / page.address).read_text(encoding="utf-8")))
            assert {section.anchor for section in page.sections} - ids <= {""}, page.address
            assert page.title, page.address
            for section in page.sections:
                assert not re.search("[\x00-\x1f]", section.heading + section.text), (page.address, section)


def test_articles_forms_terms_and_questions_are_sections(
    documents: dict[str, list[Document]], library: Library
) -> None:
    anchors = {f"{page.address}#{section.anchor}" for page in documents["zh"] for section in page.sections}
    assert "law/collective-contract-provisions.html#art-32" in anchors
    assert "reference/deadlines.html#reply" in anchors
    assert "reference/glossary.html#chief-representative" in anchors
    for bank in library.banks.values():
        for item in bank.items:
            assert f"practice/{bank.bank}.html#{item.id}" in anchors
    form = next(page for page in documents["zh"] if page.address == "templates/offer-letter.html")
    assert any("〔对方名称〕" in section.text for section in form.sections)


def test_nothing_of_the_exam_pool_and_no_answer(  # packed, the index itself cannot be read by the leak scan
    documents: dict[str, list[Document]], library: Library
) -> None:
    told = {
        language: "\n".join(section.heading + section.text for page in found for section in page.sections)
        for language, found in documents.items()
    }
    exam = load(sorted((ROOT / "quizzes" / "exam").glob("*.yml")))
    stems = [item.stem.of(language) for bank in exam.values() for item in bank.items for language in told]
    assert len(stems) > 600
    assert not [stem for stem in stems if any(stem in text for text in told.values())]
    answers = [
        item.explanation.zh
        for bank in library.banks.values()
        for item in bank.items
        if not isinstance(item, Case)
    ]
    assert not [answer for answer in answers if answer in told["zh"]]


def test_laws_in_chinese_only_can_still_be_led_to(site: Path, documents: dict[str, list[Document]]) -> None:
    chinese = untranslated_articles(site, "en")
    assert untranslated_articles(site, "zh") == {}
    assert not set(chinese) & {page.address for page in documents["en"]}
    for address, anchors in chinese.items():
        text = (site / "en" / address).read_text(encoding="utf-8")
        assert all(f'id="{anchor}"' in text for anchor in anchors)
