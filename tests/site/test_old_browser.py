"""A browser of 2020 reads everything and runs every script.

Chromium 80 is the oldest that has to do. The tables name what a later
version brought and what would stop a whole script or drop a whole rule there; what an old browser only
passes over (accent-color, content-visibility, text-autospace …) is not in them. First versions are from
the compatibility tables of MDN.
"""

from __future__ import annotations

import re

import pytest

from scripts.door import ROOT

OLDEST = 80
SCRIPTS = sorted((ROOT / "docs" / "assets" / "js").glob("*.js"))
STYLES = sorted((ROOT / "docs" / "assets" / "css").glob("*.css"))
TEMPLATES = sorted((ROOT / "overrides").rglob("*.html"))

# pattern → first version of Chromium
SCRIPT = {
    r"\?\?=|\|\|=|&&=": 85,
    r"\.replaceAll\(": 85,
    r"\.replaceChildren\(": 86,
    r"\.at\(": 92,
    r"\bObject\.hasOwn\(": 93,
    r"\bstructuredClone\(": 98,
    r"\.findLast(Index)?\(": 97,
    r"\.(toSorted|toReversed|toSpliced|with)\(": 110,
    r"\b(Object|Map)\.groupBy\(": 117,
    r"\bPromise\.(any|withResolvers|try)\(": 85,
    r"\bAggregateError\b|\bWeakRef\b": 84,
    r"\bIntl\.(Segmenter|ListFormat\(.*style)": 87,
    r"\bcrypto\.randomUUID\(": 92,
    r"\bAbortSignal\.(timeout|any)\(": 103,
    r"\.checkVisibility\(": 105,
    r"\.(show|hide|toggle)Popover\(": 114,
    r"\bstatic\s*\{": 94,
    r"^\s*#\w+\s*\(": 84,
    r"/[dgimsuy]*v[dgimsuy]*[,;)]": 112,
    r"\bimport\s*\(|^\s*(import|export)\s": 999,  # allowed by version, but a module does not load from file://
    r"(querySelector|matches|closest)\w*\([^)]*:(is|has|where)\(": 88,
}
STYLE = {
    r":(is|where)\(": 88,
    r":has\(": 105,
    r":not\([^()]*,": 88,
    r"@(container|layer|scope|property|starting-style)\b": 99,
    r"@supports[^{]*selector\(": 83,
    r"(?<![\w-])inset\s*:": 87,
    r"(?<![\w-])(margin|padding)-(block|inline)\s*:": 87,
    r"(?<![\w-])aspect-ratio\s*:": 88,
    r"\bcolor-mix\(|\blight-dark\(|\boklch\(|\blab\(": 111,
    r"\d(dvh|svh|lvh|dvw|cqw|cqi|lh|rlh)\b": 108,
    r"(?<![\w-])(translate|rotate|scale)\s*:": 104,
    r"(?m)^\s*&": 112,
    r"@media[^{]*[<>]": 104,
}
# The one rule that an old browser shall drop: it takes the ring away from the mouse.
DROPPED = re.compile(
    r"^[^{}]*:focus:not\(:focus-visible\)[^{}]*\{ outline: none !important; \}$", re.MULTILINE
)


def _newer(text: str, table: dict[str, int]) -> list[str]:
    return [
        f"{match[0]!r}, line {text.count(chr(10), 0, match.start()) + 1}: Chromium {version}"
        for pattern, version in table.items()
        if version > OLDEST
        for match in re.finditer(pattern, text, re.MULTILINE)
    ]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts(path: object) -> None:
    text = path.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    assert _newer(re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE), SCRIPT) == []


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_styles(path: object) -> None:
    text = path.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    kept = DROPPED.sub("", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))
    assert _newer(kept, STYLE) == []
    assert ":focus-visible" not in kept


def test_templates() -> None:
    assert TEMPLATES
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        for block in re.findall(r"<script\b[^>]*>(.*?)</script>", text, re.DOTALL):
            assert _newer(block, SCRIPT) == [], path
        for block in re.findall(r"<style\b[^>]*>(.*?)</style>", text, re.DOTALL):
            assert _newer(block, STYLE) == [], path


@pytest.mark.parametrize(
    ("text", "table", "count"),
    [
        ("a.replaceAll('x', 'y'); b?.c ?? d; a ??= 1", SCRIPT, 2),
        ("list.at(-1); document.querySelector('p:has(a)')", SCRIPT, 2),
        (".a:is(p, li) { inset: 0 } .b:not(.c, .d) { aspect-ratio: 1 }", STYLE, 4),
        (".a { margin-inline-start: 1px; clip-path: inset(50%); transform: rotate(3deg) }", STYLE, 0),
    ],
)
def test_the_tables_find_what_is_new(text: str, table: dict[str, int], count: int) -> None:
    assert len(_newer(text, table)) == count
