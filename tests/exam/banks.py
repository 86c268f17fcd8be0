"""Invented banks and blueprints for the tests of the exam desk."""

from __future__ import annotations

from datetime import date
from typing import Any

from scripts.exam.blueprint import Blueprint
from scripts.quiz.model import Bank

LEVELS = ["recall", "understand", "apply"]


def item(number: int, kind: str = "single", **more: Any) -> dict[str, Any]:
    """An item whose stem resembles no other: the number written many times in other signs."""
    words = "".join(chr(0x4E00 + (number * 37 + step * 211) % 9000) for step in range(12))
    made: dict[str, Any] = {
        "id": f"tst-{number:03}",
        "type": kind,
        "scope": "national",
        "level": LEVELS[number % 3],
        "facility": round(0.4 + number % 10 * 0.05, 2),
        "law": ["《集体合同规定》第十九条"],
        "tags": ["人数"],
        "written": date(2026, 11, 22),
        "stem": {"zh": f"{words}，第{number}题？"},
        "explanation": {"zh": "说明。"},
    }
    if kind in ("single", "multiple"):
        made["options"] = {letter: {"zh": f"{number}{letter}"} for letter in "abcd"}
        made["key"] = "abcd"[number % 4] if kind == "single" else ["a", "abcd"[1 + number % 3]]
    elif kind == "judgement":
        made["key"] = number % 2 == 0
    else:
        made["parts"] = [{"prompt": {"zh": "写出依据。"}, "points": [{"zh": "要点。", "marks": 10}]}]
    return made | more


def bank(
    count: int = 40,
    *,
    name: str = "tst",
    domain: str = "D3",
    fixed: frozenset[int] = frozenset(),
    first: int = 0,
    **more: Any,
) -> Bank:
    """A bank of `count` single-answer items, keys and levels in turn."""
    items = [item(number, fixed=number in fixed, **more) for number in range(first, first + count)]
    return Bank.model_validate({"bank": name, "domain": domain, "title": {"zh": "题"}, "items": items})


def blueprint(count: int = 20, sections: list[dict[str, Any]] | None = None, **more: Any) -> Blueprint:
    """A blueprint of one section of single-answer items, or of the sections given."""
    sections = sections or [{"count": count}]
    full: list[dict[str, Any]] = [
        {"type": "single", "marks": 1, "instructions": {"zh": "选一个。", "en": "Choose one."}} | section
        for section in sections
    ]
    return Blueprint.model_validate(
        {
            "paper": "test",
            "title": {"zh": "卷", "en": "Paper"},
            "organiser": {"zh": "某会", "en": "Union"},
            "pool": "practice",
            "minutes": 30,
            "total": sum(section["count"] * section["marks"] for section in full),
            "pass_mark": 1,
            "notes": [],
            "sections": full,
        }
        | more
    )
