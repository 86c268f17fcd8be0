"""The ```forms fence: every form with its downloads, grouped by the stages of the work."""

from __future__ import annotations

from html import escape
from typing import Any

from markdown import Markdown
from pymdownx.superfences import SuperFencesException

from scripts.forms.model import Form
from scripts.problems import ProblemsError
from scripts.site import downloads
from scripts.site.words import FORMS, word

_FILES = {
    "downloads": ((downloads.ZIP, "zip"), ("ledger.xlsx", "ledger"), ("inspection-calendar.xlsx", "calendar")),
    "ledger": (
        ("ledger.xlsx", "ledger"),
        ("ledger-sample.xlsx", "ledger-sample"),
        ("inspection-calendar.xlsx", "calendar"),
        ("inspection-calendar-sample.xlsx", "calendar-sample"),
    ),
}


def fence(source: str, language: str, class_name: str, options: dict[str, Any], md: Markdown, **_: Any) -> str:
    """What SuperFences calls. The fence holds the codes to list, as `F01-F06 F45`; empty means all;
    `downloads` and `ledger` give files that are not of one form."""
    del language, class_name, options
    handbook = md.handbook  # type: ignore[attr-defined]
    place, library = handbook.place, handbook.library
    if source.strip() in _FILES:
        return _downloads(source.strip(), place.language)
    try:
        found = downloads.forms(library, "zh")
        if place.language == "en":
            english = {form.slug: form for form in downloads.forms(library, "en")}
            found = [english.get(form.slug, form) for form in found]
        wanted = codes(source)
    except (ProblemsError, ValueError) as error:
        raise SuperFencesException(str(error)) from error
    known = {form.meta.code: form for form in found}
    if missing := [code for code in wanted if code not in known]:
        raise SuperFencesException(f"{place.rel}: 没有表单 {'、'.join(missing)}")
    chosen = [known[code] for code in wanted] or found
    head = "".join(f'<th scope="col">{FORMS[key][place.language]}</th>' for key in ("code", "form", "when", "files"))
    rows = "".join(_row(form, place.language) for form in chosen)
    return (
        '<div class="sheet-scroll" tabindex="0"><table class="law-table form-table">'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _downloads(kind: str, language: str) -> str:
    items = "".join(
        f'<a class="button{"" if number == 0 else " quiet"}" href="{path}" download>{escape(FORMS[key][language])}</a>'
        for number, (path, key) in enumerate(_FILES[kind])
    )
    return f'<p class="actions">{items}</p>'


def codes(source: str) -> list[str]:
    """"F01-F03 F45" → F01, F02, F03, F45. Raises ValueError for anything else."""
    found = []
    for part in source.split():
        first, _, last = part.partition("-")
        numbers = [int(code.removeprefix("F")) for code in (first, last or first)]
        found += [f"F{number:02}" for number in range(numbers[0], numbers[1] + 1)]
    return found


def _row(form: Form, language: str) -> str:
    mark = "★" if form.meta.statutory else ""
    lang = "" if form.language == language else ' lang="zh-CN"'
    files = []
    for variant in form.variants:
        name = downloads.nice_name(form, variant, notes=False)
        label = next((one.label for one in form.meta.variants if one.name == variant), "Word")
        files.append(f'<a href="{form.file_name(variant)}.docx" download="{escape(name)}">{escape(label)}</a>')
    title = f'<a href="{form.slug}.html"{lang}>{escape(form.title)}</a>'
    kind = f' <span title="{escape(word("statutory", language))}">{mark}</span>' if mark else ""
    return f"<tr><td>{form.meta.code}{kind}</td><th scope=\"row\">{title}</th><td{lang}>{escape(form.meta.when)}</td><td>{' '.join(files)}</td></tr>"
