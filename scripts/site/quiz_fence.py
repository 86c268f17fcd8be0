"""The ```quiz fence: questions as real HTML forms, readable with answers folded without JavaScript."""

from __future__ import annotations

from html import escape
from typing import Any

from markdown import Markdown
from pymdownx.superfences import SuperFencesException

from scripts.problems import ProblemsError
from scripts.quiz.fence import Selection, select
from scripts.quiz.model import Case, Item, Judgement, Multiple, Single
from scripts.quiz.words import BANDS, LEVELS, TYPES
from scripts.site.inline import Place, citation, html, scope
from scripts.site.library import Library
from scripts.site.words import word


def fence(source: str, language: str, class_name: str, options: dict[str, Any], md: Markdown, **_: Any) -> str:
    """What SuperFences calls. Only SuperFencesException stops a build, so faults leave as that."""
    del language, class_name, options
    handbook = md.handbook  # type: ignore[attr-defined]
    try:
        selection = select(source, handbook.library.banks)
    except ValueError as error:
        raise SuperFencesException(f"{handbook.place.rel}: {error}") from error
    except ProblemsError as error:
        raise SuperFencesException(error.report()) from error
    return render(selection, handbook.place, handbook.library)


def render(selection: Selection, place: Place, library: Library) -> str:
    """The questions of a selection as one section of HTML."""
    cards = [_card(number, item, place, library) for number, item in enumerate(selection.items, 1)]
    return f'<section class="quiz" data-bank="{escape(selection.bank)}">{"".join(cards)}</section>'


def _card(number: int, item: Item, place: Place, library: Library) -> str:
    language = place.language

    def text(value: str) -> str:
        return html(value, place, library.register)

    labels = [TYPES[item.type][language], LEVELS[item.level][language], BANDS[item.band][language]]
    head = f'{scope(item.scope, language)}<span class="q-labels">{escape(" · ".join(labels))}</span>'
    stem = f'<span class="q-no">{number}.</span> {text(item.stem.of(language))}'
    answer = _answer(item, place, library)
    if isinstance(item, Case):
        prompts = "".join(f"<li>{text(part.prompt.of(language))}</li>" for part in item.parts)
        body = f'<p class="q-stem">{stem}</p><ol class="q-parts">{prompts}</ol>'
        return (
            f'<article class="q" id="{item.id}" data-hash="{item.hash}" data-type="case">'
            f'<p class="q-head">{head}</p>{body}{answer}</article>'
        )
    if isinstance(item, Judgement):
        choices = [("true", word("true", language)), ("false", word("false", language))]
        key = "true" if item.key else "false"
    else:
        choices = [(letter, text(option.of(language))) for letter, option in item.options.items()]
        key = " ".join(sorted(item.keys))
    control = "checkbox" if isinstance(item, Multiple) else "radio"
    options = "".join(
        f'<label class="q-option"><input type="{control}" name="{item.id}" value="{value}">'
        f'<span class="q-mark">{"" if isinstance(item, Judgement) else value.upper()}</span><span>{label}</span></label>'
        for value, label in choices
    )
    return (
        f'<form class="q" id="{item.id}" data-hash="{item.hash}" data-type="{item.type}" data-key="{key}" action="#{item.id}">'
        f'<p class="q-head">{head}</p><fieldset><legend class="q-stem">{stem}</legend>{options}</fieldset>{answer}</form>'
    )


def _answer(item: Item, place: Place, library: Library) -> str:
    language = place.language

    def text(value: str) -> str:
        return html(value, place, library.register)

    if isinstance(item, Case):
        summary = word("marking", language)
        parts = "".join(
            "<li><ul>"
            + "".join(
                f"<li>{text(point.of(language))} <span class='q-marks'>{point.marks} {word('marks', language)}</span></li>"
                for point in part.points
            )
            + "</ul></li>"
            for part in item.parts
        )
        key = f'<ol class="q-parts">{parts}</ol>'
    else:
        summary = word("answer", language)
        if isinstance(item, Judgement):
            letters = word("true" if item.key else "false", language)
        elif isinstance(item, Single):
            letters = item.key.upper()
        else:
            letters = "、".join(sorted(item.keys)).upper() if language == "zh" else ", ".join(sorted(item.keys)).upper()
        key = f'<p class="q-key"><strong>{word("key", language)}{"：" if language == "zh" else ": "}{letters}</strong></p>'
    basis = [citation(cite, place, library.register) for cite in item.law]
    basis += [escape(word("seed", language))] if item.source else []
    return (
        f'<details class="q-answer"><summary>{summary}</summary>{key}'
        f'<p class="q-why">{text(item.explanation.of(language))}</p>'
        f'<p class="q-basis">{word("basis", language)}{"：" if language == "zh" else ": "}{("；" if language == "zh" else "; ").join(basis)}</p></details>'
    )
