"""The item-writing rules: each fires on its fault and stays silent on the good item."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.door import ROOT
from scripts.quiz.lint import RULES, Source, core, lint
from scripts.quiz.model import PENDING, Bank

SINGLE: dict[str, Any] = {
    "id": "smp-001",
    "type": "single",
    "scope": "national",
    "level": "recall",
    "facility": 0.7,
    "law": ["《集体合同规定》第三十二条第二款"],
    "tags": ["要约"],
    "written": "2026-11-22",
    "stem": {"zh": "按国家规定，一方提出集体协商要求的，另一方应当怎样回应？"},
    "options": {
        "a": {"zh": "当面说明意见"},
        "b": {"zh": "以书面形式答复"},
        "c": {"zh": "召开全体大会"},
        "d": {"zh": "报告上级单位"},
    },
    "key": "b",
    "explanation": {"zh": "条文要求在20日内书面回应；当面说明没有凭据，大会和报告都不是条文的要求。"},
}
JUDGEMENT = {key: SINGLE[key] for key in SINGLE if key not in ("options",)} | {
    "type": "judgement",
    "key": True,
    "stem": {"zh": "按国家规定，协商会议由双方首席代表轮流主持。"},
}
OTHER = SINGLE | {
    "id": "smp-002",
    "stem": {"zh": "按国家规定，集体合同文本由谁报送审查？"},
    "law": ["《集体合同规定》第四十二条"],
    "options": {
        "a": {"zh": "用人单位"},
        "b": {"zh": "基层工会"},
        "c": {"zh": "上级工会"},
        "d": {"zh": "职工代表"},
    },
    "key": "a",
}


def _source(*items: dict[str, Any], pool: str = "practice", domain: str = "D1") -> Source:
    data = {"bank": "sample", "domain": domain, "title": {"zh": "样例"}, "items": list(items)}
    bank = Bank.model_validate(data)
    return Source(Path(f"quizzes/{pool}/sample.yml"), pool, bank, {item.id: 7 for item in bank.items})  # type: ignore[arg-type]


def _rules(*sources: Source) -> list[str]:
    """The rules told of items; those of whole banks (Q30 up) and domains are left out."""
    found = [problem.what.split()[0] for problem in lint(sources)]
    return [rule for rule in found if not rule.startswith("Q3")]


def _with(**changes: Any) -> dict[str, Any]:
    return SINGLE | {
        key: {"zh": value} if key in ("stem", "explanation") else value for key, value in changes.items()
    }


def _options(*texts: str, **more: Any) -> dict[str, Any]:
    return SINGLE | {
        "options": {letter: {"zh": text} for letter, text in zip("abcd", texts, strict=True)},
        **more,
    }


def test_good_items_pass() -> None:
    assert _rules(_source(SINGLE, OTHER)) == []
    assert _rules(_source(JUDGEMENT)) == []


CASES: list[tuple[str, dict[str, Any]]] = [
    ("Q01", _with(stem="一方提出集体协商要求的，另一方应当怎样回应？")),
    ("Q02", _with(stem="按国家规定，下列哪一项不属于对要约的回应？")),
    ("Q03", _options("一律当面说明", "以书面形式答复", "召开全体大会", "报告上级单位")),
    ("Q04", _options("当面说", "在收到之日起二十日内以书面形式给予回应", "开大会", "报上级")),
    ("Q05", _with(stem="按国家规定，收到书面形式答复的要求以后应当怎样做？")),
    ("Q06", _options("1至5人", "3至8人", "9至12人", "13至15人")),
    ("Q07", _options("20日", "10日", "15日", "30日")),
    ("Q07", _options("10日", "15日", "20日", "30日")),
    ("Q08", _with(explanation="选项B写得对，其余三项条文里都没有，不能作为依据。")),
    ("Q09", _options("当面说明意见", "以书面形式答复", "召开全体大会", "以上都不对")),
    ("Q10", _with(stem="按国家规定，对方要以书面形式答复，另一方怎样回应？")),
    ("Q11", _with(explanation="条文如此。")),
    ("Q12", _options("说", "以书面形式答复", "召开全体职工大会再由大会作出决定", "报上级")),
    ("Q13", _with(law=["《集体合同规定》（1994）第八条"])),
    ("Q14", _with(stem="按国家规定，" + "某厂的情况很复杂，" * 20 + "应当怎样回应？")),
    ("Q22", SINGLE | {"enemies": ["smp-999"]}),
]


@pytest.mark.parametrize(
    ("rule", "item"), CASES, ids=[f"{rule}-{number}" for number, (rule, _) in enumerate(CASES)]
)
def test_each_rule_fires(rule: str, item: dict[str, Any]) -> None:
    assert rule in _rules(_source(item))


@pytest.mark.parametrize(
    ("rule", "item"), CASES, ids=[f"{rule}-{number}" for number, (rule, _) in enumerate(CASES)]
)
def test_a_waiver_with_its_reason_silences(rule: str, item: dict[str, Any]) -> None:
    everything = set(_rules(_source(item)))
    assert rule in everything
    assert _rules(_source(item | {"waive": dict.fromkeys(sorted(everything), "试")})) == []


def test_waivers_that_are_not_needed_or_unknown_are_told() -> None:
    told = [problem.what for problem in lint([_source(SINGLE | {"waive": {"Q04": "试", "Q99": "试"}})])]
    assert any("不需要 waive Q04" in what for what in told)
    assert any("Q99 不是规则编号" in what for what in told)


@pytest.mark.parametrize("law", [[], ["《集体合同规定》第三十二条第二款"]])
def test_a_missing_basis_cannot_be_waived(law: list[str]) -> None:
    item = SINGLE | {"law": law, "tags": [PENDING], "waive": {"Q15": "急用"}}
    told = [problem.what for problem in lint([_source(item)]) if "Q15" in problem.what]
    assert sorted(told) == ["Q15 smp-001 标签写着“待补依据”", "smp-001 waive 不能写 Q15"]


def test_ascending_numbers_that_stay_are_good() -> None:
    assert _rules(_source(_options("10日", "15日", "20日", "30日", fixed=True))) == []


def test_twins_within_and_across_pools() -> None:
    twin = SINGLE | {
        "id": "xsmp-001",
        "stem": {"zh": "按国家规定，一方提出集体协商要求的，另一方应怎样回应？"},
    }
    assert _rules(_source(SINGLE, twin | {"id": "smp-009"})) == ["Q20"]
    assert _rules(_source(SINGLE), _source(twin, pool="exam")) == ["Q20"]


def test_other_numbers_make_another_question() -> None:
    one = _with(stem="按国家规定，甲厂11月3日收到要约书，书面回应的最后一日是哪天？")
    other = one | {
        "id": "smp-002",
        "stem": {"zh": "按国家规定，甲厂11月9日收到要约书，书面回应的最后一日是哪天？"},
    }
    assert "Q20" not in _rules(_source(one, other))


def test_contradictions_are_told() -> None:
    one = _options(
        "10日",
        "15日",
        "20日",
        "30日",
        fixed=True,
        key="c",
        stem={"zh": "按国家规定，收到要约以后几日内书面回应？"},
    )
    other = one | {"id": "smp-002", "key": "b", "stem": {"zh": "按国家规定，收到要约书以后几日内书面回应？"}}
    assert "Q21" in _rules(_source(one, other))


def test_keys_verdicts_and_coverage() -> None:
    many = [
        OTHER | {"id": f"smp-{number:03}", "stem": {"zh": f"按国家规定，{name}怎么办？"}}
        for number, name in enumerate("甲乙丙丁戊己庚辛", 1)
    ]
    true = [
        JUDGEMENT | {"id": f"smp-{number}", "stem": {"zh": f"按国家规定，{name}成立。"}}
        for number, name in enumerate("甲乙丙丁戊己庚辛", 201)
    ]
    found = {problem.what.split()[0] for problem in lint([_source(*many, *true)])}
    assert {"Q30", "Q31", "Q32"} <= found


def test_every_rule_is_explained_to_authors() -> None:
    page = (ROOT / "docs" / "about" / "writing-questions.md").read_text(encoding="utf-8")
    for number, rule in RULES.items():
        assert f"| {number} | {rule.zh} |" in page


@given(st.text(max_size=60))
def test_any_stem_has_a_core(words: str) -> None:
    item = Bank.model_validate(
        {
            "bank": "s",
            "domain": "D1",
            "title": {"zh": "样"},
            "items": [SINGLE | {"stem": {"zh": "按国家规定，甲"}}],
        }
    ).items[0]
    changed = item.model_copy(update={"stem": item.stem.model_copy(update={"zh": words})})
    assert set(core(changed)) <= set(words)
