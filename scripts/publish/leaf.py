"""A built page made fit for paper: nothing to press, nothing folded, answers after their questions."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urldefrag

from lxml.html import builder

# Tools need a browser; who cites an article, the official wording and the filled samples are on the site.
_DROPPED = (
    "script",
    "button",
    "h1",
    "nav",
    "*[@class='tool']",
    "p[@class='cited-by']",
    "details[@class='official-text']",
    "details[@class='sheet-example']",
)


_FILES = {"zh": ("文件（在 forms.zip 里）：", "；", "。"), "en": ("Files (in forms-en.zip): ", "; ", ".")}
_ANSWERS = {"zh": "答案与解析", "en": "Answers and explanations"}


def clean(body: Any, address: str, language: str = "zh") -> None:
    """Change the words of the page at `address` (below its language) in place; links become addresses
    there with their anchors."""
    for path in _DROPPED:
        for found in body.xpath(f".//{path}"):
            found.drop_tree()
    for found in body.xpath(".//p[@class='actions']"):
        _name_files(found, language)
    for found in body.xpath(".//section[@class='quiz']"):
        _answers_last(found, language)
    for found in body.xpath(".//details"):
        _unfold(found)
    for link in body.xpath(".//a[@href]"):
        link.set("href", _resolved(link.get("href"), address))


def ids(body: Any) -> frozenset[str]:
    """Every id of the page."""
    return frozenset(map(str, body.xpath(".//@id")))


def keep_links(body: Any, known: Mapping[str, frozenset[str]]) -> None:
    """Turn links that lead nowhere in the book into plain words. `known` has the ids of every page."""
    for link in body.xpath(".//a"):
        page, anchor = urldefrag(link.get("href", ""))
        if page.startswith(("http://", "https://")):
            continue
        if page not in known or (anchor and anchor not in known[page]):
            link.drop_tag()


def _resolved(href: str, address: str) -> str:
    if href.startswith(("http://", "https://", "mailto:")):
        return href
    page, anchor = urldefrag(unquote(href))
    target = posixpath.normpath(posixpath.join(posixpath.dirname(address), page)) if page else address
    return f"{target}#{anchor}" if anchor else target


def _name_files(actions: Any, language: str) -> None:
    """Buttons to download become the names of the files."""
    names = [str(link.get("download") or link.text_content()) for link in actions.xpath(".//a[@download]")]
    if names:
        head, comma, stop = _FILES[language]
        words = f"{head}{comma.join(names)}{stop}"
        actions.getparent().replace(actions, builder.P(builder.CLASS("files"), words))
    else:
        actions.drop_tree()


def _unfold(details: Any) -> None:
    summary = details.find("summary")
    details.tag = "div"
    details.set("class", "unfolded")
    if summary is not None:
        summary.tag = "p"
        summary.set("class", "admonition-title")


def _answers_last(quiz: Any, language: str) -> None:
    """Questions first, then the answers of them all."""
    answers = builder.DIV(
        builder.CLASS("q-answers"), builder.P(builder.CLASS("admonition-title"), _ANSWERS[language])
    )
    for form in quiz.xpath("./form"):
        number = str(form.find_class("q-no")[0].text_content()).strip()
        for details in form.find_class("q-answer"):
            parts = details.xpath("./*[not(self::summary)]")
            parts[0].text = f"{number} {parts[0].text or ''}"
            answers.extend(parts)
            details.drop_tree()
        for label in form.find_class("q-option"):
            [mark] = label.find_class("q-mark")
            mark.text = f"{mark.text}. " if mark.text else "☐ "
            for control in label.xpath(".//input"):
                control.drop_tree()
            label.tag = "p"
        for name, tag in (("legend", "p"), ("fieldset", "div")):
            for found in form.iter(name):
                found.tag = tag
        form.tag = "div"
    if len(answers) > 1:
        quiz.append(answers)
    quiz.tag = "div"
