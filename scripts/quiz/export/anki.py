"""An Anki deck package (.apkg), written with genanki.

Ids of note type and decks come from fixed words by hash (SHA-256), never from chance, so that a second
import lands in the same decks. The guid of a note is the id of its item (with `-en` for the English
deck), and notes carry the date of the newest item: Anki then updates a note that it knows where the
export is newer, and adds the others. One deck a domain under one parent. No media. The database is
made in memory: nothing of an exam pool stays behind in a temporary folder.
"""

from __future__ import annotations

import hashlib
import itertools
import re
import sqlite3
from contextlib import closing

import genanki

from scripts.forms.word import packed
from scripts.quiz.export.booklet import (
    Booklet,
    Language,
    Question,
    Section,
    html,
    scheme,
    stem,
    word,
)
from scripts.quiz.model import Case, Judgement, Multiple

FIELDS = ("Id", "Stem", "Options", "Answer", "Explanation", "Basis")
_FRONT = '<div class="id">{{Id}}</div><div class="stem">{{Stem}}</div>{{Options}}'
_BACK = (
    '{{FrontSide}}<hr id="answer"><div class="answer">{{Answer}}</div>'
    '<div class="why">{{Explanation}}</div>{{#Basis}}<div class="basis">{{Basis}}</div>{{/Basis}}'
)
_CSS = """
.card { max-width: 40em; margin: 0 auto; padding: .5em; text-align: left; line-height: 1.6; font-size: 20px;
  font-family: -apple-system, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; color: #1a1a1a; background: #fff; }
.id, .basis { font-size: 14px; color: #595959; }
.answer { font-weight: bold; color: #0b6b2e; }
.options { padding-left: 1.6em; }
.options li, ol li { margin: .4em 0; }
.nightMode.card, .night_mode .card { color: #e6e6e6; background: #1e1e1e; }
.nightMode .id, .nightMode .basis, .night_mode .id, .night_mode .basis { color: #b0b0b0; }
.nightMode .answer, .night_mode .answer { color: #7fd99a; }
"""
_SPACE = re.compile(r"\s+")


def anki(booklet: Booklet) -> bytes:
    """The booklet as .apkg."""
    stamp = booklet.changed.timestamp()
    package = genanki.Package([_deck(section, booklet) for section in booklet.sections])
    with closing(sqlite3.connect(":memory:")) as database:
        package.write_to_db(database.cursor(), stamp, itertools.count(int(stamp * 1000)))
        database.commit()
        collection = database.serialize()
    return packed([("collection.anki2", collection), ("media", b"{}")])


def fixed_id(*words: str) -> int:
    """A number that Anki takes as an id (2³⁰ to 2³¹), the same for the same words."""
    digest = hashlib.sha256("\n".join(words).encode("utf-8")).digest()
    return 2**30 + int.from_bytes(digest[:8], "big") % 2**30


def _model(language: Language) -> genanki.Model:
    return genanki.Model(
        fixed_id("note type", language),
        f"{word('title', language)} 1",
        fields=[{"name": name} for name in FIELDS],
        templates=[{"name": word("answer", language), "qfmt": _FRONT, "afmt": _BACK}],
        css=_CSS,
        sort_field_index=0,
    )


def _deck(section: Section, booklet: Booklet) -> genanki.Deck:
    language = booklet.language
    parent = f"{word('title', language)} {word(booklet.pool, language)}"
    names = [part.replace("::", "：") for part in (parent, section.name)]
    deck = genanki.Deck(fixed_id("deck", booklet.pool, language, *names), "::".join(names))
    model = _model(language)
    for question in section.questions:
        tags = [_SPACE.sub("_", tag) for tag in (*question.item.tags, section.domain)]
        guid = question.id if language == "zh" else f"{question.id}-{language}"
        deck.add_note(genanki.Note(model, _fields(question, language), tags=tags, guid=guid))
    return deck


def _fields(question: Question, language: Language) -> list[str]:
    item = question.item
    options, answer = "", ""
    front = stem(question)
    if isinstance(item, Case):
        answer = scheme(question, language)
    elif isinstance(item, Judgement):
        answer = word("true" if question.truth else "false", language)
        options = f'<p class="options">{word("true", language)} / {word("false", language)}</p>'
    else:
        answer = question.letters
        rows = "".join(f"<li>{html(text)}</li>" for _, text in question.options)
        options = f'<ol class="options" type="A">{rows}</ol>'
        if isinstance(item, Multiple):
            options = f"<p>{word('multiple', language)}</p>{options}"
    basis = html(word("basis", language) + question.basis) if question.basis else ""
    fields = [question.id, front, options, answer, html(question.explanation), basis]
    return [field.replace("[", "&#91;") for field in fields]  # Anki would play [sound:…], typeset [latex]
