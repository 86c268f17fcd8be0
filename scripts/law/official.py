"""Official wording: read the DOCX, text or Markdown an editor downloads, check it, keep it beside the digests.

Nothing official is shipped: the texts lie in `official/`, which git ignores, and the build shows
them folded under each digest where they are present.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import re
import zipfile
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from docx import Document
from docx.opc.exceptions import PackageNotFoundError

from scripts.door import ROOT
from scripts.law import numerals, register
from scripts.law.citations import Article
from scripts.law.register import Law
from scripts.pages import DOCS
from scripts.problems import Problem, ProblemsError

FOLDER = ROOT / "official"
_LARGEST = 64 * 1024 * 1024  # bytes, unpacked: statutes take well under one megabyte
_SPACE = re.compile(r"[ \t\u3000\xa0]+")
_NUMBER = r"[零〇一二三四五六七八九十百千]+"
_ARTICLE = re.compile(
    rf"^(?:#+ *)?(?:\*\*)?第(?P<number>{_NUMBER})条(?:之(?P<sub>{_NUMBER}))?(?:\*\*)?[ \u3000]*(?P<rest>.*)$"
)
_CHAPTER = re.compile(rf"^(?:#+ *)?第{_NUMBER}[编章节](?=[ \u3000]|$)")
_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")


@dataclass(frozen=True)
class Text:
    """An official text as read: title, 题注, and the paragraphs of every article by anchor."""

    title: str
    note: str
    articles: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Kept:
    """A text as stored: where it came from, when, and the hash of the file it was read from."""

    law: str
    title: str
    note: str
    source: str
    imported_on: str
    sha256: str
    articles: dict[str, list[str]]


def read(path: Path) -> Text:
    """The text of a file. Raises ProblemsError when it is no text, too large, or out of order."""

    def refuse(what: str, cure: str, english: str) -> ProblemsError:
        return ProblemsError([Problem(path, 0, what, cure, english)])

    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise refuse("文件不存在", "检查路径", "no such file") from None
    except OSError as error:
        raise refuse(f"读不出来（{error.strerror}）", "检查路径和权限", "cannot read") from None
    lines = _docx_lines(path, data) if path.suffix.lower() == ".docx" else _text_lines(path, data)
    text, problems = parse(lines, path)
    if problems:
        raise ProblemsError(problems)
    if not text.articles:
        cure = "要有“第一条”这样开头的条文；扫描件请先转成文字"
        raise refuse("文件里没有条文", cure, "no articles, perhaps a scan")
    return text


def _text_lines(path: Path, data: bytes) -> list[str]:
    try:
        return data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        try:
            return data.decode("gb18030").splitlines()
        except UnicodeDecodeError:
            cure = "另存为 UTF-8 的文本，或给出 .docx"
            raise ProblemsError([Problem(path, 0, "不是文字文件", cure, "not text")]) from None


def _docx_lines(path: Path, data: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(entry.file_size for entry in packed.infolist())
        if size > _LARGEST:
            what = f"解压后有 {size // 1024 // 1024} MB，不像一部法规"
            raise ProblemsError([Problem(path, 0, what, "检查文件来源", "too large, perhaps a zip bomb")])
        return [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs]
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        cure = "重新下载，或另存为 .docx"
        raise ProblemsError(
            [Problem(path, 0, f"不是 Word 文件（{type(error).__name__}）", cure, "not a DOCX")]
        ) from None


def parse(lines: list[str], path: Path) -> tuple[Text, list[Problem]]:
    """Title, 题注 and articles of a text, with the faults of their order; `path` is for messages."""
    found: dict[str, list[str]] = {}
    problems: list[Problem] = []
    head: list[str] = []
    last = (0, 0)
    current: list[str] | None = None
    skipping = False
    for number, raw in enumerate(lines, 1):
        line = _SPACE.sub(" ", raw.replace("\v", " ")).strip()
        if number == 1 and line == "---":
            skipping = True  # the front matter of our own reference texts
            continue
        if skipping:
            skipping = line != "---"
            continue
        if not line:
            continue
        match = _ARTICLE.match(line)
        if match:
            try:
                place = (numerals.parse(match["number"]), numerals.parse(match["sub"]) if match["sub"] else 0)
            except ValueError as error:
                problems.append(Problem(path, number, f"条号写法有误（{error}）", "改正条号", "bad numeral"))
                continue
            anchor = Article(*place).anchor
            if anchor in found:
                problems.append(
                    Problem(
                        path, number, f"第{match['number']}条出现两次", "删去重复的一条", "repeated article"
                    )
                )
            elif place <= last:
                problems.append(
                    Problem(
                        path,
                        number,
                        f"第{match['number']}条次序颠倒",
                        "检查条文次序",
                        "articles out of order",
                    )
                )
            last = max(last, place)
            current = found.setdefault(anchor, [])
            if match["rest"]:
                current.append(match["rest"])
        elif _CHAPTER.match(line):
            current = None
        elif current is not None:
            current.append(line)
        elif not found:
            head.append(line.lstrip("# ").strip("*"))
    title = head[0] if head else ""
    note = next((line for line in head[1:] if _DATE.search(line)), "")
    return Text(title, note, found), problems


def compare(text: Text, law: Law, path: Path) -> list[str]:
    """What an editor should know before trusting a text as `law`: gaps, version differences.

    Raises ProblemsError where it is another law: another title, or articles beyond the last.
    """
    title = text.title.removeprefix("中华人民共和国").replace("《", "〈").replace("》", "〉").replace(" ", "")
    names = [name.replace("《", "〈").replace("》", "〉") for name in law.names.of("zh")]
    if not any(title.startswith(name) for name in names):
        cure = "检查 --as 后面的编号"
        raise ProblemsError(
            [Problem(path, 1, f"这是《{text.title}》，不是《{law.names.zh}》", cure, "another law")]
        )
    numbers = [int(anchor.split("-")[1]) for anchor in text.articles]
    if law.articles != "unknown" and max(numbers) > law.articles:
        what = f"有第{numerals.to_chinese(max(numbers))}条，登记的《{law.names.zh}》只有 {law.articles} 条"
        cure = "检查版本；确是新版的，先改 docs/law/laws.yml"
        raise ProblemsError([Problem(path, 0, what, cure, "more articles than registered")])
    notes = []
    last = max(numbers) if law.articles == "unknown" else law.articles
    if missing := [number for number in range(1, last + 1) if number not in set(numbers)]:
        notes.append(f"缺 {len(missing)} 条：{'、'.join(map(str, missing))} 。 missing articles")
    dates = {date(*map(int, found)) for found in _DATE.findall(text.note)}
    known = {
        day for day in (law.adopted, law.promulgated, law.effective, *law.amended) if isinstance(day, date)
    }
    if dates and max(dates) not in known:
        notes.append(f"题注最晚的日期 {max(dates)} 不在登记表里，可能是另一个版本。 version may differ")
    return notes


def keep(text: Text, law: Law, path: Path, source: str, today: date, folder: Path = FOLDER) -> Path:
    """Store a text; returns the file. Written aside, then renamed."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    kept = Kept(law.id, text.title, text.note, source, today.isoformat(), digest, text.articles)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{law.id}.json"
    fresh = target.with_suffix(".new")
    fresh.write_text(
        json.dumps(asdict(kept), ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n"
    )
    fresh.replace(target)
    return target


def kept(folder: Path = FOLDER) -> dict[str, Kept]:
    """All stored texts by law id; none where nothing was imported."""
    return {
        path.stem: Kept(**json.loads(path.read_text(encoding="utf-8")))
        for path in sorted(folder.glob("*.json"))
    }


def command(options: argparse.Namespace) -> int:
    """The verb law: import FILE --as ID. Returns 0, or raises with the reason; then nothing is stored."""
    known = register.load(DOCS / "law" / "laws.yml")
    law = known.by_id.get(options.law)
    if law is None:
        cure = f"改成其中之一：{'、'.join(sorted(known.by_id))}"
        raise ProblemsError([Problem(options.file, 0, f"登记表里没有 {options.law}", cure, "unknown id")])
    text = read(options.file)
    notes = compare(text, law, options.file)
    target = keep(text, law, options.file, options.source or options.file.name, date.today())
    print(
        f"已存 {len(text.articles)} 条：{target.relative_to(ROOT).as_posix()} 。重新生成网站后折叠显示在要旨下面。 Stored."
    )
    for note in notes:
        print(f"注意：{note}")
    return 0
