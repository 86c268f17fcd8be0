"""Word's automatic numbering: the label that Word shows before a paragraph and does not keep in its text."""

from __future__ import annotations

import re
from typing import Any

from docx.oxml.ns import qn

from scripts.law import numerals

_CHINESE = {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital"}


class Numbering:
    """Counts the numbered paragraphs of one document, in order."""

    def __init__(self, document: Any) -> None:
        """`document` is python-docx's; one without numbering has no labels."""
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._abstract: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        self._styles = _numbered_styles(document)
        root = _part(document)
        if root is None:
            return
        for abstract in root.findall(qn("w:abstractNum")):
            levels = {_number(level, "w:ilvl"): _level(level) for level in abstract.findall(qn("w:lvl"))}
            self._levels[abstract.get(qn("w:abstractNumId"))] = levels
        for num in root.findall(qn("w:num")):
            name = num.get(qn("w:numId"))
            self._abstract[name] = _value(num, "w:abstractNumId") or ""
            starts = {
                _number(override, "w:ilvl"): int(_value(override, "w:startOverride") or 1)
                for override in num.findall(qn("w:lvlOverride"))
                if override.find(qn("w:startOverride")) is not None
            }
            self._restarts[name] = starts

    def label(self, paragraph: Any) -> str:
        """What Word shows before this paragraph (a w:p), "" for none, bullets and outlandish numerals."""
        name, level = self._place(paragraph)
        shapes = self._levels.get(self._abstract.get(name, ""), {})
        if level not in shapes:
            return ""
        counts = self._counts.setdefault(self._abstract[name], {})
        if name not in self._begun:
            self._begun.add(name)
            for other, start in self._restarts[name].items():
                counts[other] = start - 1
        counts[level] = counts.get(level, shapes[level][2] - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        return self._shown(shapes, counts, level)

    def _shown(self, shapes: dict[int, tuple[str, str, int]], counts: dict[int, int], level: int) -> str:
        numeral, pattern, _ = shapes[level]
        if numeral in ("bullet", "none"):
            return ""

        def one(found: re.Match[str]) -> str:
            other = int(found[1]) - 1
            count = counts.get(other, shapes[other][2] if other in shapes else 1)
            return _written(shapes[other][0] if other in shapes else numeral, count)

        return re.sub(r"%(\d)", one, pattern)

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """(numId, level) of a paragraph, its own or its style's; ("", 0) where it has none."""
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return self._styles.get("", ("", 0))
        numbered = properties.find(qn("w:numPr"))
        style = self._styles.get(_value(properties, "w:pStyle") or "", ("", 0))
        if numbered is None:
            return style
        return _value(numbered, "w:numId") or style[0], int(_value(numbered, "w:ilvl") or style[1])


def _part(document: Any) -> Any:
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/numbering"):
            return relation.target_part.element
    return None


def _numbered_styles(document: Any) -> dict[str, tuple[str, int]]:
    """Style id → (numId, level), inherited from the styles they are based on; "" is the default style."""
    own: dict[str, tuple[str, int]] = {}
    based: dict[str, str] = {}
    default = ""
    for style in document.styles.element.findall(qn("w:style")):
        if style.get(qn("w:type")) != "paragraph":
            continue
        name = style.get(qn("w:styleId"))
        default = name if style.get(qn("w:default")) in ("1", "true") else default
        based[name] = _value(style, "w:basedOn") or ""
        properties = style.find(qn("w:pPr"))
        numbered = None if properties is None else properties.find(qn("w:numPr"))
        if numbered is not None:
            own[name] = (_value(numbered, "w:numId") or "", int(_value(numbered, "w:ilvl") or 0))
    found = {}
    for name in based:
        seen: set[str] = set()
        at = name
        while at and at not in own and at not in seen:
            seen.add(at)
            at = based.get(at, "")
        if at in own:
            found[name] = own[at]
    if default in found:
        found[""] = found[default]
    return found


def _value(element: Any, child: str) -> str | None:
    found = element.find(qn(child))
    return None if found is None else found.get(qn("w:val"))


def _number(element: Any, attribute: str) -> int:
    return int(element.get(qn(attribute)) or 0)


def _level(level: Any) -> tuple[str, str, int]:
    """(kind of numeral, pattern such as "%1.", first number)."""
    start = _value(level, "w:start")
    return _value(level, "w:numFmt") or "decimal", _value(level, "w:lvlText") or "", int(start or 1)


def _written(numeral: str, count: int) -> str:
    if numeral in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter if numeral == "upperLetter" else letter.lower()
    if numeral in _CHINESE and count > 0:
        return numerals.to_chinese(count)
    return f"{count:02}" if numeral == "decimalZero" else str(count)
