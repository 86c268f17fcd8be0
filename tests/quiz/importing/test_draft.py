"""From a draft to an item: ids, stated defaults, the basis; the model has the last word."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.quiz.importing.bankfile import written
from scripts.quiz.importing.draft import NO_EXPLANATION, Draft, Imported, complete
from scripts.quiz.importing.spellings import tidy
from scripts.quiz.importing.twins import tell_twins
from scripts.quiz.model import PENDING, Bank
from scripts.yamlfile import YamlFile
from tests.quiz.importing.files import setting


def _draft(line: int = 1, **fields: str) -> Draft:
    return Draft(
        line, f"第{line}行", {"type": "判断题", "stem": "按国家规定，好的。", "answer": "对"} | fields
    )


def _one(draft: Draft) -> Imported:
    return complete([draft], setting())[0]


def test_defaults_are_stated() -> None:
    draft = _draft(stem="好的。")
    item = _one(draft).item
    assert (item.scope, item.level, item.facility, item.explanation.zh) == (
        "national",
        "recall",
        0.6,
        NO_EXPLANATION,
    )
    assert item.tags == ["待分类", PENDING]
    text = "；".join(remark.what for remark in draft.remarks)
    for said in (
        "解析（待补）",
        "适用范围（按国家，请核对）",
        "层次（按识记）",
        "预估正确率（按0.6）",
        "标签（按待分类）",
    ):
        assert said in text
    assert not draft.lost


def test_a_whole_draft_needs_no_remark() -> None:
    draft = _draft(
        level="理解",
        scope="黑龙江",
        facility="80%",
        law="《集体合同规定》第六条",
        tags="甲，乙",
        explanation="因为。",
    )
    item = _one(draft).item
    assert (item.level, item.scope, item.facility, item.tags) == (
        "understand",
        "heilongjiang",
        0.8,
        ["甲", "乙"],
    )
    assert draft.remarks == []


@pytest.mark.parametrize(
    ("said", "value"), [("易", 0.8), ("较难", 0.4), ("0.35", 0.35), ("60%", 0.6), ("5", 0.6), ("nan", 0.6)]
)
def test_difficulty(said: str, value: float) -> None:
    assert _one(_draft(difficulty=said)).item.facility == value


@pytest.mark.parametrize(
    ("stem", "scope"),
    [("国家规定如此。", "national"), ("黑龙江规定如此。", "heilongjiang"), ("佳木斯材料如此。", "jiamusi")],
)
def test_scope_from_the_stem(stem: str, scope: str) -> None:
    assert _one(_draft(stem=stem)).item.scope == scope


def test_a_basis_on_the_last_line_of_the_explanation() -> None:
    item = _one(_draft(explanation="《工会法》第六条不管这个。\n依据：《集体合同规定》第六条")).item
    assert item.law == ["《集体合同规定》第六条"]
    assert item.explanation.zh == "《工会法》第六条不管这个。"


def test_a_source_instead_of_a_law() -> None:
    item = _one(_draft(source="佳木斯材料", explanation="《集体合同规定》第六条没有写。")).item
    assert (item.source, item.law, PENDING in item.tags) == ("seed", [], False)


def test_an_unknown_law_is_told_and_left_out() -> None:
    draft = _draft(law="《没有的办法》第一条；《集体合同规定》第六条")
    assert _one(draft).item.law == ["《集体合同规定》第六条"]
    assert any("《没有的办法》第一条（法规登记表里没有这部法规）" in remark.what for remark in draft.remarks)


def test_another_domain_is_not_imported() -> None:
    draft = _draft(domain="D5")
    assert not complete([draft], setting())
    assert "知识域是 D5，这次导入的是 D3" in draft.remarks[0].what


def test_ids_count_on_and_valid_ones_are_kept() -> None:
    drafts = [
        _draft(1),
        _draft(2, id="rep-900"),
        _draft(3, id="imp-008"),
        _draft(4, id="rep-001"),
        _draft(5, id="7"),
    ]
    found = complete(drafts, setting(["imp-007", "rep-001"]))
    assert [one.item.id for one in found] == ["imp-009", "rep-900", "imp-008", "imp-010", "imp-011"]
    assert "题号 rep-001 已经用过，改为 imp-010" in [remark.what for remark in drafts[3].remarks]
    assert "题号 7 不是小写字母加三位数，改为 imp-011" in [remark.what for remark in drafts[4].remarks]


def test_after_999_the_prefix_grows() -> None:
    found = complete([_draft(1), _draft(2)], setting(["imp-998"]))
    assert [one.item.id for one in found] == ["imp-999", "impa-001"]


def test_twins_in_the_file_and_in_the_banks() -> None:
    words = "按国家规定，双方协商代表的人数应当对等，每方至少三人，各定一名首席代表。"
    drafts = [
        _draft(1, stem=words),
        _draft(2, stem=words.replace("各定", "各确定")),
        _draft(3, stem=words.replace("三", "3")),
    ]
    old = complete([_draft(9, stem=words.replace("对等", "相等"), id="old-001")], setting())[0].item
    found = complete(drafts, setting())
    tell_twins(found, [old])
    told = [[remark.what for remark in draft.remarks if "近似" in remark.what] for draft in drafts]
    assert "与 old-001 近似" in told[0][0] and "与 old-001 近似" in told[1][0]
    assert told[2] == []


TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40)


@settings(deadline=None)
@given(st.lists(st.tuples(TEXT, TEXT, TEXT, TEXT, TEXT), min_size=1, max_size=3))
def test_what_is_written_is_read_back(rows: list[tuple[str, ...]]) -> None:
    drafts = [
        Draft(
            number,
            f"第{number}行",
            {"type": "单选题", "stem": stem, "answer": "B", "explanation": why},
            dict(zip("ABC", options, strict=True)),
        )
        for number, (stem, why, *options) in enumerate(rows, 1)
    ]
    found = complete(drafts, setting())
    assert len(found) + sum(draft.lost for draft in drafts) == len(drafts)
    for one in found:
        assert one.item.explanation.zh == (tidy(one.draft.fields["explanation"]) or NO_EXPLANATION)
    if found:
        text = written("x-imported", "D3", "样例", found)
        bank = YamlFile.parse(text, Path("x-imported.yml")).validate(Bank)
        assert bank.items == [one.item for one in found]
