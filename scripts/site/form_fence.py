"""The ```form fence: the form on the page, its notes, and its example, from one source."""

from __future__ import annotations

from html import escape
from typing import Any

from markdown import Markdown
from pymdownx.superfences import SuperFencesException

from scripts.forms import page
from scripts.forms.model import Form
from scripts.problems import ProblemsError
from scripts.site.inline import html
from scripts.site.words import word


def fence(source: str, language: str, class_name: str, options: dict[str, Any], md: Markdown, **_: Any) -> str:
    """What SuperFences calls. Only SuperFencesException stops a build, so faults leave as that."""
    del source, language, class_name, options
    handbook = md.handbook  # type: ignore[attr-defined]
    place, library = handbook.place, handbook.library
    source_page = library.by_place.get((place.language, place.rel)) or library.by_place["zh", place.rel]
    try:
        form = library.form(source_page)
    except ProblemsError as error:
        raise SuperFencesException(error.report()) from error

    def inline(text: str) -> str:
        return html(text, place, library.register)

    alone = form.meta.both_sides and form.language != "zh"
    told = f'<p class="sheet-only">{word("translation-only", place.language)}</p>' if alone else ""

    def sheets(one: Form) -> str:
        return told + page.render(one, inline, filled=False, notes=True)

    labels = {variant.name: variant.label for variant in form.meta.variants}
    blank = "".join(
        f'<div class="variant" data-variant="{name}" data-label="{escape(labels[name])}">'
        f'<p class="variant-name">{escape(labels[name])}</p>{sheets(form.of(name))}</div>'
        if name
        else sheets(form.of(name))
        for name in form.variants
    )
    mark = word("example-mark", place.language)
    example = page.render(form.of(form.variants[0]), inline, filled=True, notes=False, mark=mark)
    return (
        f"<div class='form-sheets' data-form='{form.slug}'>{blank}</div>"
        f"<details class='sheet-example'><summary>{word('form-example', place.language)}</summary>"
        f"{example}</details>"
    )
