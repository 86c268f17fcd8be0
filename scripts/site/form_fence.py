"""The ```form fence: the form on the page, its notes, and its example, from one source."""

from __future__ import annotations

from typing import Any

from markdown import Markdown
from pymdownx.superfences import SuperFencesException

from scripts.forms import model, page
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
        form = model.parse(source_page)
    except ProblemsError as error:
        raise SuperFencesException(error.report()) from error

    def inline(text: str) -> str:
        return html(text, place, library.register)

    blank = page.render(form, inline, filled=False, notes=True)
    example = page.render(form, inline, filled=True, notes=False, mark=word("example-mark", place.language))
    return (
        f"{blank}<details class='sheet-example'><summary>{word('form-example', place.language)}</summary>"
        f"{example}</details>"
    )
