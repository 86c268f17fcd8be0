"""The action `quiz export`: choose items, write one file."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from scripts.door import ROOT
from scripts.problems import Problem, ProblemsError
from scripts.quiz import desk
from scripts.quiz.export.anki import anki
from scripts.quiz.export.booklet import Booklet, booklet
from scripts.quiz.export.gift import gift
from scripts.quiz.export.moodle import moodle
from scripts.quiz.export.qti import qti3, qti21
from scripts.quiz.export.sheets import kaoshibao, table, workbook
from scripts.quiz.fence import FILTERS, fits
from scripts.quiz.load import lines, load
from scripts.quiz.model import Bank, Item, texts

FORMATS: dict[str, tuple[str, Callable[[Booklet], bytes]]] = {
    "moodle": (".xml", moodle),
    "gift": (".txt", gift),
    "qti21": (".zip", qti21),
    "qti3": (".zip", qti3),
    "anki": (".apkg", anki),
    "kaoshibao": (".xlsx", kaoshibao),
    "csv": (".csv", table),
    "xlsx": (".xlsx", workbook),
}
"""Format → the ending of its file and what writes it."""
PUBLISHED = ("docs", "site")
"""Folders that go to readers: no exam item may be written there."""


def export(options: argparse.Namespace) -> int:
    """`quiz export --to FORMAT --out FILE` with the filters of the quiz fence; 0 when written.
    Raises ProblemsError; then nothing is written."""
    _refuse(options)
    folder = desk.QUIZZES / options.pool
    chosen = _chosen(options, load(sorted(folder.glob("*.yml"))), folder)
    if options.language == "en":
        _refuse_chinese(chosen, folder)
    write = FORMATS[options.to][1]
    made = booklet(chosen, options.language, options.pool, options.edition or "")
    _write(options.out, write(made))
    count = sum(len(items) for _, items in chosen)
    print(f"已导出 {count} 题 → {options.out}  {count} item(s)")
    if options.pool == "exam":
        print(
            "警告：文件里是正式试题和答案，只给出题人和监考管理人，不放到网站和 docs/、site/ 里，用后删去。\n"
            "Warning: this file holds live exam items and keys; keep it off the published site.",
            file=sys.stderr,
        )
    return 0


def _refuse(options: argparse.Namespace) -> None:
    """What is wrong with the call itself."""
    place = Path("quiz export")
    problems = []
    if options.to is None:
        cure = "加上 --to，写其中一个：" + "、".join(FORMATS)
        problems.append(Problem(place, 0, "没有给出格式", cure, "no --to"))
    if options.out is None:
        problems.append(Problem(place, 0, "没有给出文件", "加上 --out 文件名", "no --out"))
    if options.to == "xlsx" and options.language == "en":
        cure = "用 --language zh；要英文用 csv 或别的格式"
        problems.append(Problem(place, 0, "xlsx 是导入模板，只有中文", cure, "xlsx is Chinese only"))
    if options.to and options.out:
        ending = FORMATS[options.to][0]
        if options.out.suffix.lower() != ending:
            what = f"{options.to} 的文件名要以 {ending} 结尾"
            problems.append(Problem(options.out, 0, what, f"改成 {options.out.stem}{ending}", "ending"))
        if options.out.exists():
            problems.append(Problem(options.out, 0, "文件已经存在，没有改动", "换一个名字", "exists"))
        where = options.out.resolve()
        if options.pool == "exam" and any(where.is_relative_to(ROOT / name) for name in PUBLISHED):
            cure = "写到 docs/、site/ 以外的文件夹，如 out/"
            problems.append(Problem(options.out, 0, "考试题不能写进公开的文件夹", cure, "published folder"))
    if problems:
        raise ProblemsError(problems)


def _chosen(
    options: argparse.Namespace, banks: dict[str, Bank], folder: Path
) -> list[tuple[Bank, list[Item]]]:
    """The items that meet every filter, by bank. Raises ProblemsError for an unknown bank or none."""
    if options.bank and options.bank not in banks:
        cure = f"--bank 写其中一个：{'、'.join(banks)}"
        raise ProblemsError([Problem(folder, 0, f"没有题库 {options.bank}", cure, "no such bank")])
    asked = {key: value for key in FILTERS if (value := getattr(options, key, None))}
    chosen = [
        (bank, items)
        for name, bank in banks.items()
        if options.bank in (None, name)
        and (items := [item for item in bank.items if fits(item, bank, asked)])
    ]
    if not chosen:
        raise ProblemsError([Problem(folder, 0, "没有一道题符合", "放宽条件", "no item fits")])
    return chosen


def _refuse_chinese(chosen: Sequence[tuple[Bank, Sequence[Item]]], folder: Path) -> None:
    problems = []
    for bank, items in chosen:
        path = folder / f"{bank.bank}.yml"
        at = lines(path)
        for item in items:
            if any(text.en is None for text in texts(item)):
                what = f"{item.id} 的英文不全"
                problems.append(
                    Problem(path, at.get(item.id, 0), what, "补译，或用 --language zh", "no English")
                )
    if problems:
        raise ProblemsError(problems)


def _write(out: Path, data: bytes) -> None:
    fresh = out.with_name(out.name + ".new")
    try:
        fresh.write_bytes(data)
        fresh.replace(out)
    except OSError as error:
        raise ProblemsError(
            [Problem(out, 0, f"不能写入（{error.strerror}）", "换一个文件夹", "cannot write")]
        ) from error
