"""Chinese numerals of statutes, 1 to 1,999, both ways.

Only the forms that statutes print are read: 一百零一, never 一百〇一 or 壹佰零壹.
"""

from __future__ import annotations

LIMIT = 1999
_DIGITS = "零一二三四五六七八九"
_UNITS = ((1000, "千"), (100, "百"), (10, "十"), (1, ""))


def to_chinese(number: int) -> str:
    """1 → 一, 12 → 十二, 105 → 一百零五. Raises ValueError outside 1..1999."""
    if not 1 <= number <= LIMIT:
        raise ValueError(f"{number} is not within 1..{LIMIT}")
    text, rest, gap = "", number, False
    for unit, name in _UNITS:
        digit, rest = divmod(rest, unit)
        if not digit:
            gap = bool(text)
            continue
        text += ("零" if gap else "") + _DIGITS[digit] + name
        gap = False
    return text.removeprefix("一") if 10 <= number < 20 else text


_VALUES = {to_chinese(number): number for number in range(1, LIMIT + 1)}


def from_chinese(text: str) -> int:
    """三十二 → 32. Raises ValueError for anything to_chinese does not write."""
    try:
        return _VALUES[text]
    except KeyError:
        raise ValueError(f"{text} is not a numeral as statutes print it") from None


def parse(text: str) -> int:
    """A numeral in Chinese or in digits. Raises ValueError."""
    if text.isascii() and text.isdigit():
        value = int(text)
        if not 1 <= value <= LIMIT or text.startswith("0"):
            raise ValueError(f"{text} is not within 1..{LIMIT}")
        return value
    return from_chinese(text)
