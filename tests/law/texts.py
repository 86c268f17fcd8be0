"""Which official text beside the project belongs to which law id."""

from __future__ import annotations

import re
from pathlib import Path

from scripts.law.numerals import parse


def texts(folder: Path) -> dict[str, Path]:
    """Law id → file, for every text of the reference folder."""
    found = {}
    for path in sorted(folder.glob("*.txt")):
        name = re.sub(r"-\d{4}(-excerpt)?$", "", path.stem.removesuffix("-historical"))
        found["trade-union-law-2001" if path.stem.endswith("-historical") else name] = path
    return found


def articles(path: Path) -> dict[int, str]:
    """Article number → its words, from a text of the reference folder."""
    text = path.read_text(encoding="utf-8").split("---", 2)[2]
    parts = re.split(r"(?m)^第([零一二三四五六七八九十百]+)条", text)
    return {parse(number): body for number, body in zip(parts[1::2], parts[2::2], strict=True)}


def digests(body: str) -> dict[int, str]:
    """Article number → its digest, from the body of a law page."""
    words = re.sub(r"(?m)^## .*$", "", body)  # a chapter's title belongs to no article
    parts = re.split(r"(?m)^### .*\{ *#art-(\d+) *\}\s*$", words)
    return {int(number): text for number, text in zip(parts[1::2], parts[2::2], strict=True)}
