"""What pages get besides their words: the law head, 引用本条, the form head. Markdown in, Markdown out."""

from __future__ import annotations

import re
from datetime import date
from html import escape

from scripts.forms.model import Form
from scripts.law.backlinks import Citer, Key
from scripts.law.official import Kept
from scripts.law.register import Law
from scripts.model import Text
from scripts.site.downloads import nice_name
from scripts.site.inline import Place
from scripts.site.words import RANKS, STATUSES, scope_name, word

_ARTICLE = re.compile(r"^### .*\{ *#(art-[0-9-]+) *\}\s*$")
_HEADING = re.compile(r"^#{1,3} ")
_SHOWN = 6


def law_head(law: Law, language: str) -> str:
    """Rank, issuer, number, dates, status, source of a law as a definition list."""

    def when(value: object) -> str:
        return word("unknown", language) if value == "unknown" else str(value)

    number = law.number.of(language) if isinstance(law.number, Text) else word("unknown", language)
    status = STATUSES[law.status][language]
    if law.status_note:
        status += ("：" if language == "zh" else ": ") + law.status_note.of(language)
    source = escape(law.source.title.of(language))
    if law.source.url:
        source = f'<a href="{escape(law.source.url)}" rel="external">{source}</a>'
    rows = [
        (word("rank", language), f"{scope_name(law.scope, language)} · {RANKS[law.rank][language]}"),
        (word("issuer", language), law.issuer.of(language)),
        (word("number", language), number),
        (word("adopted", language), when(law.adopted)),
        (word("promulgated", language), when(law.promulgated)),
        (word("effective", language), when(law.effective)),
    ]
    if law.amended:
        rows.append((word("amended", language), ("、" if language == "zh" else ", ").join(map(str, law.amended))))
    rows += [
        (word("articles", language), when(law.articles)),
        (word("status", language), status),
        (word("checked", language), str(law.checked_on)),
    ]
    cells = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in rows)
    cells += f"<div><dt>{escape(word('source', language))}</dt><dd>{source}</dd></div>"
    return f'<dl class="facts">{cells}</dl>\n\n<p class="official">{escape(word("official", language))}</p>'


def with_law(
    markdown: str, rel: str, law: Law, citers: dict[Key, list[Citer]], official: Kept | None, language: str
) -> str:
    """A law page with its head on top and, at the end of every article, the official wording
    where an editor imported it, and 引用本条."""
    lines = [law_head(law, language), ""]
    waiting = ""
    for line in markdown.split("\n"):
        if _HEADING.match(line) and waiting:
            lines += [waiting, ""]
            waiting = ""
        lines.append(line)
        if article := _ARTICLE.match(line):
            waiting = _official(official, article[1], language)
            waiting += _cited_by(citers.get((law.id, article[1]), []), rel, language)
    return "\n".join([*lines, "", waiting] if waiting else lines)


def _official(kept: Kept | None, anchor: str, language: str) -> str:
    if kept is None or anchor not in kept.articles:
        return ""
    words = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in kept.articles[anchor])
    source = f"{kept.source} · {kept.imported_on} · SHA-256 {kept.sha256[:12]}"
    return (
        f'<details class="official-text"><summary>{word("official-text", language)}</summary>'
        f'<div lang="zh-CN">{words}</div><p class="official-source">{escape(source)}</p></details>\n\n'
    )


def _cited_by(citers: list[Citer], rel: str, language: str) -> str:
    """HTML, not Markdown: thousands of links that the check has followed already, and the builder would again."""
    if not citers:
        return ""
    colon, comma, stop = ("：", "、", "；") if language == "zh" else (": ", ", ", "; ")
    place = Place(language, rel)
    rooms: dict[str, list[str]] = {}
    for citer in citers:
        link = f'<a href="{escape(place.to(citer.target))}">{escape(citer.title)}</a>'
        rooms.setdefault(citer.room, []).append(link)
    parts = []
    for room, links in rooms.items():
        more = "" if len(links) <= _SHOWN else (f"等{len(links)}处" if language == "zh" else f" and {len(links) - _SHOWN} more")
        parts.append(f"{word(room, language)}{colon}{comma.join(links[:_SHOWN])}{more}")
    return f'<p class="cited-by">{word("cited-by", language)}{colon}{stop.join(parts)}</p>\n'


def with_form(markdown: str, form: Form) -> str:
    """A form page with its facts and the downloads on top."""
    language, meta = form.language, form.meta
    kind = word("statutory" if meta.statutory else "customary", language)
    rows = [
        (word("form-code", language), f"{meta.code} · {kind}"),
        (word("who", language), meta.who),
        (word("when", language), meta.when),
        (word("copies", language), meta.copies),
    ]
    cells = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in rows)
    labels = {variant.name: variant.label for variant in meta.variants}
    buttons = []
    for notes in (False, True):
        for variant in form.variants:
            plain = "download-both" if meta.both_sides and language == "en" else "download"
            label = word("download-notes" if notes else plain, language)
            if variant:
                label += ("：" if language == "zh" else ": ") + labels[variant]
            href = form.file_name(variant) + ("-notes" if notes else "") + ".docx"
            name = escape(nice_name(form, variant, notes=notes))
            style = "button quiet" if notes else "button"
            buttons.append(f'<a class="{style}" href="{href}" download="{name}">{escape(label)}</a>')
    return f'<dl class="facts">{cells}</dl>\n\n<p class="actions">{"".join(buttons)}</p>\n\n{markdown}'


def next_review(reviewed_on: date, months: int) -> date:
    """The day a page is due again, clamped to the 28th so that every month has it."""
    year, month = divmod(reviewed_on.month - 1 + months, 12)
    return date(reviewed_on.year + year, month + 1, min(reviewed_on.day, 28))


def overdue(reviewed_on: date, months: int, today: date, language: str) -> str:
    """A banner for the top of a page whose next review lies before today; "" otherwise."""
    due = next_review(reviewed_on, months)
    return f'<p class="overdue">{word("overdue", language)} {due}</p>\n\n' if due < today else ""


def review_line(reviewed_on: date, months: int, language: str) -> str:
    """When the page was reviewed and when it is due again."""
    due = next_review(reviewed_on, months)
    separator = "；" if language == "zh" else "; "
    space = "：" if language == "zh" else " "
    return (
        f'<p class="reviewed">{word("reviewed", language)}{space}{reviewed_on}{separator}'
        f"{word('review-due', language)}{space}{due}</p>"
    )
