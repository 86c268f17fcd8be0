"""The thin shell between MkDocs and the functions beside this file. Decorates pages, makes none."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from mkdocs.exceptions import Abort

from scripts.forms.model import Form
from scripts.pages import Page
from scripts.problems import ProblemsError
from scripts.site import bank_data, decorate, downloads, lean, translation
from scripts.site.cases import with_cases
from scripts.site.clock import today
from scripts.site.extension import whereabouts
from scripts.site.library import current, renew
from scripts.site.search import index
from scripts.site.search.synonyms import NAME as SYNONYMS
from scripts.site.search.synonyms import load as synonyms
from scripts.site.words import word

_TICK = re.compile(r'<input type="checkbox" disabled[^>]*>')
EXTENSION = "scripts.site.extension"


def on_pre_build(config: Any, **_: Any) -> None:
    """Load the content: afresh for every round of `serve`, once for both languages; a strict build
    comes with the content it has checked."""
    if not config.strict and config.plugins["i18n"].is_default_language_build:
        renew()
    try:
        current()
    except ProblemsError as error:
        raise Abort(error.report()) from error


def on_files(files: Any, **_: Any) -> Any:
    """What the theme brings along and no page loads stays out of the site."""
    for file in list(files):
        if not lean.asked_for(file.src_uri):
            files.remove(file)
    return files


def on_nav(nav: Any, files: Any, **_: Any) -> Any:
    """From here on no file comes or goes: each is looked up once, not once for every link to it."""
    files.get_file_from_path = cache(files.get_file_from_path)
    return nav


def on_page_markdown(markdown: str, page: Any, config: Any, **_: Any) -> str:
    """Tell the extension where it is, and decorate law and form pages."""
    rel, language = whereabouts(str(page.file.src_uri))
    # A fallback page is Chinese text inside the English site: words and links stay Chinese.
    config.mdx_configs[EXTENSION] = {"language": language, "page": rel}
    library = current()
    source = library.by_place.get((language, rel))
    if source is None:
        return markdown
    if "law" in source.meta:
        law = library.register.by_id[str(source.meta["law"])]
        markdown = decorate.with_law(
            markdown, rel, law, library.citers[language], library.official.get(law.id), language
        )
    if source.room == "templates" and "form" in source.meta:
        markdown = decorate.with_form(markdown, _form(source))
    if "chapter" in source.meta:
        markdown = with_cases(markdown, rel, library, language)
    if "reviewed_on" in source.meta:
        reviewed_on, months = source.meta["reviewed_on"], int(source.meta["review_in"])
        line = decorate.review_line(reviewed_on, months, language)
        banner = decorate.overdue(reviewed_on, months, today(), language)
        markdown = f"{banner}{markdown.rstrip()}\n\n{line}\n"
    chinese = library.by_place.get(("zh", rel))
    if language != "zh" and chinese and translation.stale(source, chinese):
        markdown = f'<p class="stale">{word("stale", language)}</p>\n\n{markdown}'
    return markdown


def on_page_content(html: str, **_: Any) -> str:
    """A checklist is ticked on paper: its boxes are signs, not controls without a name."""
    return _TICK.sub('<span class="tick" aria-hidden="true">☐</span>', html)


def on_page_context(context: dict[str, Any], page: Any, config: Any, **_: Any) -> dict[str, Any]:
    """What the templates ask for: whether the words are in another language than the site around them."""
    language = whereabouts(str(page.file.src_uri))[1]
    context["is_fallback"] = language != config.theme["language"]
    return context


def on_post_page(output: str, page: Any, config: Any, **_: Any) -> str:
    """Material has no zh-CN: its zh pages say so here; and no page carries its templates' blank lines."""
    del page, config
    return _mainland(lean.page(output))


def on_post_template(output_content: str, template_name: str, config: Any, **_: Any) -> str:
    """404.html is made once a language and the last would win: only the Chinese one is kept."""
    if template_name != "404.html":
        return output_content
    return _mainland(output_content) if config.theme["language"] == "zh" else ""


def on_post_build(config: Any, **_: Any) -> None:
    """Of the language just built: the files of the forms, the data of the questions, the search."""
    language, site = config.theme["language"], Path(config.site_dir)
    downloads.write(current(), site, language)
    bank_data.write(current(), site, language)
    try:
        index.write(site, current().register, synonyms(current().docs / SYNONYMS), [language])
    except ProblemsError as error:
        raise Abort(error.report()) from error


def _form(source: Page) -> Form:
    try:
        return current().form(source)
    except ProblemsError as error:
        raise Abort(error.report()) from error


def _mainland(output: str) -> str:
    return re.sub(r'<html lang="zh"', '<html lang="zh-CN"', output, count=1)
