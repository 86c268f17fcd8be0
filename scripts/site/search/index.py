"""The index of one language as one classic script: the words of all sections, packed, and what ranks them.

The words themselves are the index: docs/assets/js/search.js counts them on first use, so that text and
snippets are carried once. `window.handbookSearchIndex` holds text only; the pages set it as text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import snowballstemmer
from opencc import OpenCC

from scripts.law.register import Law, Register
from scripts.model import Text
from scripts.pages import LANGUAGES
from scripts.site.search import documents, packing
from scripts.site.search.documents import Document
from scripts.site.search.synonyms import Synonyms, Words

PLACE = "assets/search/{}.js"
"""Where the index of a language lies in a built site."""
_WORD = re.compile(r"[^\W\d_]\w*", re.ASCII)
# Pages that tell of the past beside the historical texts of law: found, but after the rules of today.
_HISTORY = {f"reference/{name}.html" for name in ("figures", "seed-text", "then-and-now")}
# British spellings of what the pages spell as Americans do.
_BRITISH = [
    (re.compile(pattern), other)
    for pattern, other in [
        (r"iz(?=e|ing|ation)", "is"),
        (r"yz(?=e|ing)", "ys"),
        (r"(?<=lab|fav|hon|col|avi)or", "our"),
        (r"(?<=c)enter", "entre"),
        (r"(?<=def|off|lic)ense", "ence"),
        (r"(?<=nro|lfi|sta)ll(?=ment)", "l"),
        (r"(?<=nc|av|od)el(?=ed|ing)", "ell"),
    ]
]
_PROVINCE = "黑龙江省"
_ORDER = re.compile(r"令第?(\d+)号|Order No\. ?(\d+)")


def write(site: Path, register: Register, synonyms: Synonyms, languages: Iterable[str] = LANGUAGES) -> None:
    """Put assets/search/zh.js and en.js into a built site, whatever built it. Only its pages are read."""
    for language in languages:
        path = site / PLACE.format(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        chinese = documents.untranslated_articles(site, language)
        text = script(documents.read(site, language), language, register, synonyms.of(language), chinese)
        path.write_text(text, encoding="utf-8", newline="\n")


def script(
    pages: list[Document], language: str, register: Register, words: Words, chinese: Mapping[str, list[str]]
) -> str:
    """window.handbookSearchIndex = {language, tokens, pairs, counts, text, endings, ends, stems, traditional,
    same, rooms, skip, laws}; `stems` are those of words that the pages do not have.

    `chinese`: the articles of laws that have a page, but not in this language.
    `text`: pages apart by an empty line; the first line of a page is address, room, title, "1" where it is
    a historical text; every further line a section: anchor, heading, text; parts apart by tabs.
    """
    historical = _HISTORY | {f"law/{law.id}.html" for law in register.laws if law.historical}
    plain = "\n\n".join(_page(page, page.address in historical) for page in pages)
    tokens, pairs, counts, packed = packing.pack(plain)
    names = chain(*(law.names.of(language) for law in register.laws))
    said = [*chain(*words.same)]
    texts = [plain, *said, *words.skip, *names, *(_plural(word) for word in said if language == "en")]
    stems = _stems(texts, words.spelling)
    endings, ends = _ends(tokens, stems)
    held = {token.lower() for token in tokens.split(packing.SEPARATOR)}
    data = {
        "language": language,
        "tokens": tokens,
        "pairs": pairs,
        "counts": counts,
        "text": packed,
        "endings": endings,
        "ends": ends,
        "stems": _by_stem({word: stem for word, stem in stems.items() if word not in held}),
        "traditional": _traditional(tokens),
        "same": words.same,
        "rooms": words.rooms,
        "skip": sorted(words.skip, key=lambda word: (-len(word), word)),
        "laws": [_law(law, language, words, chinese) for law in register.laws],
    }
    told = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    return f"window.handbookSearchIndex={told};\n"


def _page(page: Document, historical: bool) -> str:
    head = "\t".join([page.address, page.room, page.title, "1" if historical else ""])
    return "\n".join([head, *("\t".join([one.anchor, one.heading, one.text]) for one in page.sections)])


def _stems(texts: Iterable[str], spelling: Mapping[str, str]) -> dict[str, str]:
    """Word → its stem, for the words of these texts, in either spelling, that have another. English, Snowball's
    Porter2."""
    forms = {word.lower(): word.lower() for text in texts for word in _WORD.findall(text)}
    forms |= {other: word for word in forms if (other := _british(word)) != word} | dict(spelling)
    stemmer = snowballstemmer.stemmer("english")
    stems = {word: stemmer.stemWord(form) for word, form in sorted(forms.items())}
    return {word: stem for word, stem in stems.items() if stem != word}


def _british(word: str) -> str:
    for pattern, other in _BRITISH:
        word = pattern.sub(other, word)
    return word


def _plural(word: str) -> str:
    """A word of the synonyms as it is asked for, though the pages may never say it."""
    return re.sub("y$", "ie", word) + "s"


def _ends(tokens: str, stems: Mapping[str, str]) -> tuple[list[str], str]:
    """(endings, ends): for each token with a letter, what to cut off and add to have its stem: `3y`. `ends` has
    a character for each, counted from 0 at U+0030."""
    wanted = []
    for token in tokens.split(packing.SEPARATOR):
        if re.search("[A-Za-z]", token):
            word = token.lower()
            stem = stems.get(word, word)
            pairs = enumerate(zip(word, stem, strict=False))
            same = next((at for at, (one, other) in pairs if one != other), min(len(word), len(stem)))
            wanted.append(f"{len(word) - same}{stem[same:]}")
    endings = sorted(set(wanted), key=lambda end: (-wanted.count(end), end))
    return endings, "".join(chr(0x30 + endings.index(end)) for end in wanted)


def _by_stem(stems: Mapping[str, str]) -> dict[str, str]:
    """Stem → the words that have it, apart by spaces."""
    found: dict[str, list[str]] = {}
    for word, stem in stems.items():
        found.setdefault(stem, []).append(word)
    return {stem: " ".join(group) for stem, group in found.items()}


def _traditional(tokens: str) -> str:
    """Traditional character and simplified one in turn, for those simplified ones that the pages hold."""
    held = set(tokens)
    return "".join(old + new for old, new in _simplified().items() if new in held)


@cache
def _simplified() -> dict[str, str]:
    old = [chr(code) for code in range(0x3400, 0xA000)]
    new = OpenCC("t2s").convert("\n".join(old)).split("\n")
    return {one: other for one, other in zip(old, new, strict=True) if one != other and len(other) == 1}


def _law(law: Law, language: str, words: Words, chinese: Mapping[str, list[str]]) -> dict[str, Any]:
    """{address, year, historical, names, articles}: every name a reader may type before an article; `articles`
    where the page is Chinese only."""
    address = f"law/{law.id}.html"
    names = law.names.of(language)
    if language == "zh":
        names = [
            *names,
            *(
                name.replace(_PROVINCE, part)
                for name in names
                if _PROVINCE in name
                for part in ("黑龙江", "省")
            ),
        ]
    names = [*names, *(word for group in words.same if set(names) & set(group) for word in group)]
    number = law.number.of(language) if isinstance(law.number, Text) else ""
    if order := _ORDER.search(number):
        names.append(f"{order[1]}号令" if language == "zh" else f"Order No. {order[2]}")
    told = {
        "address": address,
        "year": law.year,
        "historical": law.historical,
        "names": list(dict.fromkeys(names)),
    }
    return told | ({"articles": chinese[address]} if address in chinese else {})
