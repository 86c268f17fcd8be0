"""The verb publish: the whole handbook in one folder, for sticks, servers, printers and phones."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from string import Template

from tqdm import tqdm

from scripts import check
from scripts.door import ROOT
from scripts.forms.word import packed
from scripts.outfolder import replacing
from scripts.pages import LANGUAGES
from scripts.publish import addresses, servers
from scripts.publish.book import Leaf, Part, read
from scripts.publish.epub import epub
from scripts.publish.pdf import pdf
from scripts.site.build import into
from scripts.site.clock import today
from scripts.site.downloads import NAMES, ZIP
from scripts.site.library import current
from scripts.site.redirects import MARK
from scripts.yamlfile import YamlFile

_TOOLS = (
    "mkdocs",
    "mkdocs-material",
    "mkdocs-static-i18n",
    "pymdown-extensions",
    "lxml",
    "python-docx",
    "xlsxwriter",
    "typst",
)
_NOTES = {
    "zh": (
        "本书由网站上的同一份文字排成。法律法规以官方公布文本为准，条文要旨是编者自己的话。",
        "书里没有的：练习题库和模拟考试、期限计算器和在线填写、官方原文、填好的样例、引用本条的清单。这些在网站上；Word 和 Excel 文件在 forms.zip 里；英文另有一本。",
        "手册文字以 CC BY-SA 4.0 发布。",
    ),
    "en": (
        "This book is set from the same text as the website. The officially published Chinese text of every law prevails; the digests are the editors' own words, and where this translation differs from the Chinese handbook, the Chinese prevails.",
        "Not in the book: the question banks and mock examinations, the deadline calculator and forms to fill in, official texts, filled-in examples, and the lists of what cites an article. They are on the website; the Word and Excel files are in forms-en.zip.",
        "Text under CC BY-SA 4.0.",
    ),
}


def command(options: argparse.Namespace) -> int:
    """Build the site and pack it. Returns 0, or raises ProblemsError with the old folder untouched."""
    path = servers.checked(options.path)
    target = options.out.resolve()
    with replacing(target, mark="manifest.json") as fresh:
        (fresh / "site").mkdir()
        into(fresh / "site")
        check.nothing_leaks(fresh / "site", current())
        addresses.check(fresh / "site")
        package(fresh, path)
    new = addresses.record(target / "site")
    told = f"新增的 {new} 个地址已记入 deploy/urls.txt，请一起提交。" if new else ""
    print(
        f"已发布到 {target} ：优盘包 handbook-usb.zip，全书 handbook.pdf、handbook.epub（英文 handbook-en），服务器用 site/ 和 deploy/。{told} Published."
    )
    return 0


def package(out: Path, path: str) -> None:
    """Everything beside the built site in `out`/site; a server will show the site below `path`.

    The same site, tools and SOURCE_DATE_EPOCH give the same bytes. Raises ProblemsError for characters
    that the fonts of the PDF lack.
    """
    job = _Job(out, path)
    with tqdm(_STEPS, disable=None, leave=False) as steps:
        for name, step in steps:
            steps.set_description(name)
            step(job)


@dataclass(frozen=True)
class _Job:
    out: Path
    path: str

    @property
    def site(self) -> Path:
        return self.out / "site"

    @cached_property
    def day(self) -> date:
        return _edition()

    @cached_property
    def books(self) -> dict[str, tuple[Part | Leaf, ...]]:
        """The book in each language."""
        return {language: book(self.site, language) for language in LANGUAGES}

    def file(self, ending: str, language: str) -> Path:
        """handbook.pdf, handbook-en.pdf …"""
        return self.out / f"handbook{'' if language == 'zh' else f'-{language}'}.{ending}"


def book(site: Path, language: str) -> tuple[Part | Leaf, ...]:
    """The book in `language` from a built site, in the order of the menu."""
    settings = YamlFile.read(ROOT / "mkdocs.yml").data
    [i18n] = [plugin["i18n"] for plugin in settings["plugins"] if "i18n" in plugin]
    names = {one["locale"]: one.get("nav_translations", {}) for one in i18n["languages"]}
    root = site if language == "zh" else site / language
    return read(root, settings["nav"], language, names[language])


def _servers(job: _Job) -> None:
    servers.write(job.site, job.out / "deploy", job.path)


def _pdf(job: _Job) -> None:
    for language, inside in job.books.items():
        made = pdf(inside, NAMES[language], job.day, _NOTES[language], language)
        job.file("pdf", language).write_bytes(made)


def _epub(job: _Job) -> None:
    for language, inside in job.books.items():
        made = epub(inside, NAMES[language], job.day, _NOTES[language], language)
        job.file("epub", language).write_bytes(made)


def _forms(job: _Job) -> None:
    shutil.copyfile(job.site / "templates" / ZIP, job.out / ZIP)
    shutil.copyfile(job.site / "en" / "templates" / ZIP, job.out / "forms-en.zip")


def _stick(job: _Job) -> None:
    """START.html, and the zip of everything that belongs on a stick with its own checksums."""
    template = Template((Path(__file__).with_name("start.html")).read_text(encoding="utf-8"))
    _write(job.out / "START.html", template.substitute(date=job.day.isoformat()))
    files = [job.out / "START.html"]
    files += [job.file(ending, language) for language in LANGUAGES for ending in ("epub", "pdf")]
    files += [file for file in _files(job.out) if file.is_relative_to(job.site)]
    inside = [(file.relative_to(job.out).as_posix(), file.read_bytes()) for file in files]
    sums = "".join(_sum(name, data) for name, data in inside)
    (job.out / "handbook-usb.zip").write_bytes(packed([*inside, ("SHA256SUMS", sums.encode("ascii"))]))


def _manifest(job: _Job) -> None:
    library = current()
    pages = {language: _pages(job.site, language) for language in LANGUAGES}
    top = [file for file in _files(job.out) if file.parent == job.out]
    site = [file for file in _files(job.out) if file.is_relative_to(job.site)]
    manifest = {
        "title": NAMES,
        "date": job.day.isoformat(),
        "commit": _git("describe", "--always", "--dirty", "--abbrev=40"),
        "path": job.path,
        "languages": list(LANGUAGES),
        "counts": {
            "pages": pages,
            "forms": len(library.forms),
            "laws": len(library.register.laws),
            "questions": sum(len(bank.items) for bank in library.banks.values()),
        },
        "bytes": {file.name: file.stat().st_size for file in top}
        | {"site": sum(file.stat().st_size for file in site)},
        "tools": {"python": platform.python_version()} | {name: version(name) for name in _TOOLS},
    }
    _write(job.out / "manifest.json", json.dumps(manifest, ensure_ascii=False, indent=2) + "\n")


def _sums(job: _Job) -> None:
    lines = [_sum(file.relative_to(job.out).as_posix(), file.read_bytes()) for file in _files(job.out)]
    _write(job.out / "SHA256SUMS", "".join(lines))


_STEPS: tuple[tuple[str, Callable[[_Job], None]], ...] = (
    ("服务器配置 servers", _servers),
    ("全书 PDF", _pdf),
    ("全书 EPUB", _epub),
    ("表单 forms", _forms),
    ("优盘包 stick", _stick),
    ("清单 manifest", _manifest),
    ("校验值 checksums", _sums),
)


def _edition() -> date:
    """The day of SOURCE_DATE_EPOCH, else of the last commit, else today."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH") or _git("log", "-1", "--format=%ct")
    return datetime.fromtimestamp(int(seconds), UTC).date() if seconds else today()


def _git(*arguments: str) -> str | None:
    """What git says about the project; None without git or outside a clone."""
    try:
        ran = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    except OSError:
        return None
    return ran.stdout.strip() or None if ran.returncode == 0 else None


def _pages(site: Path, language: str) -> int:
    """How many pages a language has, without 404 and redirects."""
    english = site / "en"
    return sum(
        file.is_relative_to(english) == (language == "en")
        and file != site / "404.html"
        and MARK not in file.read_text(encoding="utf-8")[:600]
        for file in site.rglob("*.html")
    )


def _files(folder: Path) -> list[Path]:
    found = (file for file in folder.rglob("*") if file.is_file())
    return sorted(found, key=lambda file: file.relative_to(folder).as_posix())


def _sum(name: str, data: bytes) -> str:
    return f"{hashlib.sha256(data).hexdigest()}  {name}\n"


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
