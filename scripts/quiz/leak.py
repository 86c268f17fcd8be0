"""Does anything published give an exam item away? The built folder is read like a stranger would:
every text of every page, script, document, workbook and zip."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path

from rapidfuzz import fuzz, process
from tqdm import tqdm

from scripts.problems import Problem
from scripts.quiz.lint import TWIN
from scripts.quiz.model import Bank

_TAG = re.compile(r"<[^>]+>")
_STRING = re.compile(r'"((?:[^"\\]|\\.){8,})"')
_BREAK = re.compile(r"(?:</?(?:p|li|h[1-6]|td|th|tr|legend|label|div|dd|dt|summary|option)\b[^>]*>)|\n")
_PLAIN = re.compile(r"[^\w]+")
_WORD_ENDS = re.compile(r"</(?:w:p|si|t)>")
_ARCHIVES = {".docx", ".xlsx", ".zip", ".epub"}
_TEXTS = {".html", ".xhtml", ".js", ".json", ".txt", ".xml", ".md", ".yml", ".css", ".svg", ".csv"}


def check(site: Path, exam: Iterable[Bank]) -> list[Problem]:
    """Published texts that hold an exam item's stem, or come closer than 85 to it."""
    stems = {_flat(item.stem.zh): item.id for bank in exam for item in bank.items}
    stems |= {_flat(item.stem.en): item.id for bank in exam for item in bank.items if item.stem.en}
    ids = sorted({item.id for bank in exam for item in bank.items})
    named = re.compile("|".join(map(re.escape, ids))) if ids else None
    shortest = min(map(len, stems), default=0)
    problems: dict[tuple[str, str], Problem] = {}
    where: dict[str, Path] = {}
    for path, text in published(site):
        if named and (found := named.search(text)):
            what = f"发布的文件里有考试题号 {found[0]}"
            problems[str(path), found[0]] = Problem(path, 0, what, "找到来源并删去", "exam id published")
        for piece in pieces(text):
            if len(piece) >= shortest * 0.5:
                where.setdefault(piece, path)
    everything = "\n".join(where)
    for stem, name in tqdm(stems.items(), desc="查泄题", unit="题", disable=None):
        at = everything.find(stem)
        if at >= 0:
            piece = everything[everything.rfind("\n", 0, at) + 1 :].split("\n", 1)[0]
            what = f"发布的文字里有考试题 {name}：{stem[:30]}"
            problems[str(where[piece]), name] = Problem(
                where[piece], 0, what, "删去或换题", "exam stem published"
            )
            continue
        size = len(stem)
        near = [piece for piece in where if 0.7 * size <= len(piece) <= 1.45 * size]
        found_ = process.extractOne(stem, near, scorer=fuzz.ratio, score_cutoff=TWIN)
        if found_:
            what = f"发布的文字与考试题 {name} 近似（{found_[1]:.0f}）：{found_[0][:30]}"
            problems[str(where[found_[0]]), name] = Problem(
                where[found_[0]], 0, what, "换题", "near an exam stem"
            )
    return list(problems.values())


def published(site: Path) -> Iterator[tuple[Path, str]]:
    """(file, its text) of everything in the built folder that holds text, archives opened up."""
    for path in sorted(site.rglob("*")):
        if path.suffix in _TEXTS:
            yield path, path.read_text(encoding="utf-8", errors="replace")
        elif path.suffix in _ARCHIVES:
            yield from ((path, text) for text in _inside(path.read_bytes()))


def _inside(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            suffix = Path(name).suffix
            if suffix in _ARCHIVES:
                yield from _inside(archive.read(name))
            elif suffix in _TEXTS:
                yield _WORD_ENDS.sub("\n", archive.read(name).decode("utf-8", errors="replace"))


def pieces(text: str) -> Iterator[str]:
    """The paragraphs of a text, without markup and punctuation: what is compared."""
    for block in (*_BREAK.split(text), *_STRING.findall(text)):
        flat = _flat(unescape(_TAG.sub("", block)))
        if len(flat) >= 8:
            yield flat


def _flat(text: str) -> str:
    return _PLAIN.sub("", text)
