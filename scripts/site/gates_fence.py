"""The ```gates fence: a checklist for reviewers, a plain table to print, ticked off where scripts run."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from markdown import Markdown
from pymdownx.superfences import SuperFencesException

from scripts.forms.gates import OPINION, Group, parse
from scripts.problems import ProblemsError
from scripts.site.inline import Place, citation, scope
from scripts.site.library import Library
from scripts.site.words import GATES


def fence(source: str, language: str, class_name: str, options: dict[str, Any], md: Markdown, **_: Any) -> str:
    """What SuperFences calls. Only SuperFencesException stops a build, so faults leave as that."""
    del source, language, class_name, options
    handbook = md.handbook  # type: ignore[attr-defined]
    place, library = handbook.place, handbook.library
    page = library.by_place.get((place.language, place.rel)) or library.by_place["zh", place.rel]
    try:
        groups = parse(page)
    except ProblemsError as error:
        raise SuperFencesException(error.report()) from error
    tables = "".join(_table(group, place, library) for group in groups)
    words = json.dumps({key: pair[place.language] for key, pair in GATES.items()}, ensure_ascii=False)
    return f'<div class="gates" data-opinion="{OPINION}" data-words="{escape(words)}">{tables}</div>'


def _table(group: Group, place: Place, library: Library) -> str:
    words = {key: pair[place.language] for key, pair in GATES.items()}
    label = scope("national" if group.kind == "legality" else "jiamusi", place.language)
    head = "".join(f'<th scope="col">{words[key]}</th>' for key in ("what", "basis", "result", "remark"))
    boxes = "　".join(f"☐{words[key]}" for key in ("pass", "fail", "skip"))
    rows = "".join(
        f'<tr data-id="{check.id}" data-if-not="{escape(check.if_not)}"><th scope="row">{escape(check.text)}</th>'
        f"<td>{citation(check.basis, place, library.register)}</td>"
        f'<td class="gates-result">{boxes}</td><td class="gates-remark"></td></tr>'
        for check in group.items
    )
    return (
        f'<div class="sheet-scroll" tabindex="0"><table class="sheet-table gates-table" data-field="{group.field}" data-group="{escape(group.group)}">'
        f"<caption>{label} {escape(group.group)}</caption>"
        '<colgroup><col style="width:36%"><col style="width:19%"><col style="width:27%"><col style="width:18%"></colgroup>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
