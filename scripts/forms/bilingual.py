"""A form that both sides sign, in both languages on one sheet: every paragraph in Chinese, then in English.

The two texts have the same blocks and blanks (the check of forms sees to it), so they are paired by place.
A blank that stands in running text is there twice, once in each language; in cells, captions and lines to
sign it is there once. The Chinese text prevails, and the sheet says so under its title.
"""

from __future__ import annotations

import re
from dataclasses import replace

from scripts.forms.model import Block, Cell, Field, Form, Run
from scripts.forms.values import Values, chinese_day

PREVAILS = {
    "zh": "本文书以中文和英文写成；两种文字不一致的，以中文为准。",
    "en": "This document is written in Chinese and English; where the two differ, the Chinese text prevails.",
}
CHINESE = "_zh"
"""What the name of a blank in a Chinese paragraph ends in."""
_RUNNING = ("paragraph", "clause")


def paired(chinese: Form, english: Form) -> Form:
    """Both texts of one variant (`Form.of`) as one English form. Raises ValueError where blocks do not pair."""
    blocks: list[Block] = []
    told = False
    for one, other in zip(chinese.blocks, english.blocks, strict=True):
        blocks += _pair(one, other)
        if one.kind == "title" and not told:
            told = True
            blocks += [Block("paragraph", (PREVAILS[language],), "center") for language in ("zh", "en")]
    return replace(english, blocks=tuple(blocks))


def sheet(form: Form, chinese: Form, variant: str) -> Form:
    """A variant of a form as its Word file has it: with the Chinese beside it where both sides sign."""
    if form.language == "zh" or not form.meta.both_sides:
        return form.of(variant)
    return paired(chinese.of(variant), form.of(variant))


def chinese_values(form: Form, chinese: Form, values: Values) -> Values:
    """What the Chinese paragraphs are filled with: the same words, choices and dates in Chinese."""
    found: Values = {}
    for field, other in zip(form.meta.fields, chinese.meta.fields, strict=True):
        value = values.get(field.name, "")
        if field.type == "choice" and value in field.options:
            value = other.options[field.options.index(str(value))]
        elif field.type == "date" and value:
            value = chinese_day(str(value))
        if not isinstance(value, list):
            found[field.name + CHINESE] = value
    return found


def _pair(one: Block, other: Block) -> list[Block]:
    if one.kind in ("rule", "sheet"):
        return [other]
    if one.kind == "table":
        rows = tuple(
            tuple(
                Cell(_together(left.runs, right.runs, " " if _blanks(left.runs) else "\n"), right.span)
                for left, right in zip(*row, strict=True)
            )
            for row in zip(one.rows, other.rows, strict=True)
        )
        return [replace(other, rows=rows)]
    fields = _blanks(one.runs)
    if one.kind == "rows" or (fields and (one.align or len(fields) == len(one.runs))):
        return [replace(other, runs=_together(one.runs, other.runs, " "))]
    if one.kind in _RUNNING:
        return [replace(one, runs=tuple(map(_chinese, one.runs)), notes=()), other]
    return [replace(one, notes=()), other]


def _together(one: tuple[Run, ...], other: tuple[Run, ...], between: str) -> tuple[Run, ...]:
    """Both texts around the same blanks; where the blanks come in another order or the words stand elsewhere
    around them (第＿次会议, Meeting No. ＿), one text after the other."""
    gaps = [[words.strip() for words, _ in _gaps(runs)] for runs in (one, other)]
    places = [[bool(words) for words in side] for side in gaps]
    if _blanks(one) != _blanks(other) or (places[0] != places[1] and all(map(any, places))):
        return (*map(_chinese, one), between, *other)
    made: list[Run] = []
    for left, right in zip(_gaps(one), _gaps(other), strict=True):
        words = [text.strip() for text in (left[0], right[0]) if text.strip()]
        if len(words) == 2 and not re.search(r"\w", words[0]):
            del words[0]  # marks that both have, such as brackets
        made.append(between.join(words) + (" " if words and left[1] else ""))
        if left[1] is not None and right[1] is not None:
            made.append(_both(left[1], right[1]))
    return tuple(run for run in made if run != "")


def _blanks(runs: tuple[Run, ...]) -> list[str]:
    return [run.name for run in runs if isinstance(run, Field)]


def _gaps(runs: tuple[Run, ...]) -> list[tuple[str, Field | None]]:
    """(words, the blank after them) along the runs; the words after the last blank come with None."""
    gaps: list[tuple[str, Field | None]] = []
    words = ""
    for run in runs:
        if isinstance(run, str):
            words += run
        else:
            gaps.append((words, run))
            words = ""
    return [*gaps, (words, None)]


def _both(one: Field, other: Field) -> Field:
    columns = [
        right.model_copy(update={"label": f"{left.label}\n{right.label}"})
        for left, right in zip(one.columns, other.columns, strict=True)
    ]
    options = [f"{left} {right}" for left, right in zip(one.options, other.options, strict=True)]
    label = one.label if one.label == other.label else f"{one.label} {other.label}"
    return other.model_copy(update={"label": label, "columns": columns, "options": options})


def _chinese(run: Run) -> Run:
    return run if isinstance(run, str) else run.model_copy(update={"name": run.name + CHINESE})
