"""`quiz import` and `quiz template`: the rim, where files are read and written."""

from __future__ import annotations

import argparse
import re
import typing
from datetime import date
from pathlib import Path

from scripts.door import ROOT
from scripts.law import register
from scripts.pages import DOCS
from scripts.problems import Problem, ProblemsError
from scripts.quiz import desk
from scripts.quiz.importing import bankfile, document, package, template, workbook
from scripts.quiz.importing.draft import Setting, complete
from scripts.quiz.importing.report import report
from scripts.quiz.importing.twins import tell_twins
from scripts.quiz.model import Domain

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PREFIX = re.compile(r"[a-z]{2,7}")
_PUBLISHED = (DOCS, ROOT / "site")


def bring(options: argparse.Namespace) -> int:
    """`quiz import FILE --bank NAME --domain D3 --out DIR`: writes DIR/NAME-imported.yml and its report, or
    only shows the report. Raises ProblemsError where nothing can be read; nothing is overwritten."""
    _check(options)
    target = options.out / f"{options.bank}-imported.yml" if options.out else None
    sources = desk.sources(desk.QUIZZES)
    existing = [item for source in sources for item in source.bank.items]
    setting = Setting(
        options.domain[0],
        date.today(),
        register.load(DOCS / "law" / "laws.yml"),
        frozenset(item.id for item in existing),
        options.prefix,
    )
    data = package.opened(options.file)
    reader = workbook if options.file.suffix.lower() == ".xlsx" else document
    drafts, remarks = reader.read(options.file, data)
    imported = complete(drafts, setting)
    tell_twins(imported, existing)
    remarks = [*remarks, *(remark for draft in drafts for remark in draft.remarks)]
    told = report(options.file.name, imported, remarks)
    if not imported:
        faults = [
            Problem(options.file, 0, f"{remark.place}：{remark.what}", remark.cure, remark.english)
            for remark in remarks
            if remark.lost
        ]
        none = Problem(options.file, 0, "一道题也没有读出", "照 quiz template 的样子写", "no item read")
        raise ProblemsError([*faults, none])
    print(told, end="")
    if target and not options.preview:
        title = next(
            (source.bank.title.zh for source in sources if source.bank.domain == setting.domain), options.bank
        )
        bank = bankfile.written(target.stem, setting.domain, title, imported)
        _write({target: bank.encode("utf-8"), target.with_suffix(".report.txt"): told.encode("utf-8")})
        print(f"已写出 {target} 和 {target.stem}.report.txt 。 Written.")
    return 0


def make_template(options: argparse.Namespace) -> int:
    """`quiz template --out FILE.xlsx [--kind candidates]`: an empty workbook. Raises ProblemsError."""
    if options.out is None or options.out.suffix.lower() != ".xlsx":
        path = options.out or Path("--out")
        raise ProblemsError([Problem(path, 0, "没有给出新的 .xlsx 文件名", "写 --out 题目.xlsx", "no .xlsx")])
    make = template.candidates if options.kind == "candidates" else template.questions
    _write({options.out: make()})
    print(f"已写出 {options.out}：示例行可以留着，不会读入。 Written.")
    return 0


def _check(options: argparse.Namespace) -> None:
    """Everything wrong with the call, at once."""
    path = options.file or Path("quiz import")
    problems = []

    def fault(what: str, cure: str, english: str) -> None:
        problems.append(Problem(path, 0, what, cure, english))

    if options.file is None:
        fault("没有给出文件", "写 quiz import 题目.xlsx 或 题目.docx", "no file")
    if not options.bank or not _NAME.fullmatch(options.bank):
        fault("--bank 没有写或写法不合", "写小写字母、数字和连字符，如 representatives", "bank name")
    domains = typing.get_args(Domain)
    if len(options.domain or []) != 1 or options.domain[0] not in domains:
        fault("--domain 没有写，或不止一个", f"写 {domains[0]} 至 {domains[-1]} 中的一个", "one domain")
    if not _PREFIX.fullmatch(options.prefix):
        fault(f"--prefix {options.prefix} 写法不合", "写二至七个小写字母", "prefix")
    if options.out is None and not options.preview:
        fault("没有写输出文件夹", "写 --out 文件夹，或 --preview 只看不写", "no --out")
    if options.out and options.pool == "exam":
        folder = options.out.resolve()
        if any(folder.is_relative_to(one) for one in (*_PUBLISHED, desk.QUIZZES / "practice")):
            fault("考试题不能写进会发布的文件夹", "换一个文件夹，如 out", "exam items must not be published")
    if problems:
        raise ProblemsError(problems)


def _write(files: dict[Path, bytes]) -> None:
    """All files or none; none is overwritten."""
    there = [path for path in files if path.exists()]
    if there:
        raise ProblemsError(
            Problem(path, 0, "文件已经存在，没有改动", "换一个名字或文件夹，或先移走它", "exists")
            for path in there
        )
    fresh = {path: path.with_name(path.name + ".new") for path in files}
    placed: list[Path] = []
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh[path].write_bytes(data)
        for path in files:
            fresh[path].replace(path)
            placed.append(path)
    except OSError as error:
        for path in (*fresh.values(), *placed):
            path.unlink(missing_ok=True)
        where = next(iter(files))
        what = f"不能写入（{error.strerror}）"
        raise ProblemsError([Problem(where, 0, what, "检查权限和磁盘空间", "cannot write")]) from error
