"""Forms: whole, and with the same fields in both languages."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.forms.model import Form, parse
from scripts.problems import Problem, ProblemsError
from scripts.site.library import Library


def check(library: Library) -> Iterator[Problem]:
    """Faults of every template page, and fields that differ between the languages."""
    forms: dict[tuple[str, str], Form] = {}
    for page in library.pages:
        if page.room != "templates" or "form" not in page.meta:
            continue
        try:
            forms[page.language, page.rel] = parse(page)
        except ProblemsError as error:
            yield from error.problems
    for (language, rel), form in forms.items():
        source = forms.get(("zh", rel))
        if language == "zh" or source is None:
            continue
        path = library.by_place[language, rel].path
        expected = [(field.name, field.type, field.rows) for field in source.meta.fields]
        if [(field.name, field.type, field.rows) for field in form.meta.fields] != expected:
            yield Problem(path, 0, "字段与中文表单不一致", "照中文页的名字、类型和顺序改", "fields differ")
        if [block.kind for block in form.blocks] != [block.kind for block in source.blocks]:
            yield Problem(path, 0, "正文的段落与中文表单不一致", "照中文页的段落改", "blocks differ")
