"""What every checked data file shares: closed models and text in two languages."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

# Invisible characters that PDF pasting leaves behind: controls, bidi marks, zero-width joints, BOM.
_HIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_FULL_WIDTH = re.compile(r"[０-９Ａ-Ｚａ-ｚ]")
_MARKUP = re.compile(
    r"</?[A-Za-z!][^>]*>?"  # an HTML tag, whole or torn
    r"|&(?:[A-Za-z]{2,8}|#\d{1,7});"  # an HTML entity
    r"|#(?:set|show|let|import|include|eval|read|sys|raw)(?![A-Za-z])|#[A-Za-z][\w-]*[(\[{]"  # Typst code
    r"|\{\{|\}\}|\{%|`"  # template and code marks
    r"|!?\[[^\]]*\]\([^)]*\)"  # a Markdown link or picture
)
LIMIT = 4000


class FaultError(ValueError):
    """What a validator of ours finds: what is wrong, how to mend it, and under which key it stands
    ("" for the thing itself), so that the line can be told."""

    def __init__(self, what: str, cure: str, at: str = "") -> None:
        super().__init__(f"{what}（{cure}）")
        self.what, self.cure, self.at = what, cure, at


def text_faults(text: str, *, markup: bool = True) -> list[tuple[str, str]]:
    """What a piece of plain text must not hold, as (what is wrong, how to mend it).

    `markup` also refuses HTML, Typst, template and Markdown marks: text in data files is data.
    """
    faults = []
    if hidden := sorted(set(_HIDDEN.findall(text))):
        names = "、".join(f"U+{ord(char):04X}" for char in hidden)
        faults.append((f"有看不见的控制字符 {names}", "删去这些字符，多半是从 PDF 或网页粘贴带来的"))
    if wide := sorted(set(_FULL_WIDTH.findall(text))):
        half = unicodedata.normalize("NFKC", "".join(wide))
        faults.append((f"有全角字母或数字 {''.join(wide)}", f"改成半角 {half}"))
    if markup and (found := _MARKUP.search(text)):
        faults.append((f"有标记或代码 {found.group()[:30]}", "题目和数据只写普通文字，改用文字表述"))
    if text != text.strip():
        faults.append(("首尾有多余空白", "删去首尾的空格或换行"))
    if not text.strip():
        faults.append(("内容是空的", "补写，或删去这一项"))
    if len(text) > LIMIT:
        faults.append((f"长达 {len(text)} 个字符", f"缩短到 {LIMIT} 个以内"))
    return faults


def _plain(text: str) -> str:
    faults = text_faults(text)
    if faults:
        raise FaultError("；".join(what for what, _ in faults), "；".join(cure for _, cure in faults))
    return text


Plain = Annotated[str, AfterValidator(_plain)]
"""Text that is data: no markup, no hidden or full-width characters, not empty."""


class Closed(BaseModel):
    """A model that refuses keys it does not know and never changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(Closed):
    """The same words in Chinese and, where already written, in English."""

    zh: Plain
    en: Plain | None = None

    def of(self, language: str) -> str:
        """The text in `language` ("zh" or "en"); Chinese where the English is not written yet."""
        return self.en if language == "en" and self.en is not None else self.zh
