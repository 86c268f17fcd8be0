"""The verb quiz: check, stats, new, lock, export, import, template."""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import date
from pathlib import Path

from scripts.door import ROOT
from scripts.problems import Problem, ProblemsError
from scripts.quiz import lock
from scripts.quiz.lint import NEEDED, Pool, Source, lint
from scripts.quiz.load import lines, load
from scripts.quiz.model import Bank

QUIZZES = ROOT / "quizzes"
POOLS: tuple[Pool, ...] = ("practice", "exam")


def sources(quizzes: Path = QUIZZES) -> list[Source]:
    """Every bank of both pools. Raises ProblemsError with the faults of all files together; an id is
    used once over both pools."""
    found: list[Source] = []
    problems: list[Problem] = []
    seen: dict[str, str] = {}
    for pool in POOLS:
        try:
            banks = load(sorted((quizzes / pool).glob("*.yml")))
        except ProblemsError as error:
            problems += error.problems
            continue
        for bank in banks.values():
            path = quizzes / pool / f"{bank.bank}.yml"
            at = lines(path)
            found.append(Source(path, pool, bank, at))
            for item in bank.items:
                if item.id in seen:
                    what = f"题号 {item.id} 已用于 {seen[item.id]}"
                    cure = "换一个没有用过的题号"
                    problems.append(Problem(path, at.get(item.id, 0), what, cure, "duplicate id"))
                seen[item.id] = f"{pool}/{path.name}"
    if problems:
        raise ProblemsError(problems)
    return found


def command(options: argparse.Namespace) -> int:
    """`quiz check|stats|new|lock|export|import|template`; 0 when done, ProblemsError with everything found."""
    if options.action == "new":
        return _new(options.bank, options.pool, (options.type or ["single"])[0])
    if options.action == "export":
        from scripts.quiz.export.command import export

        return export(options)
    if options.action in ("import", "template"):
        from scripts.quiz.importing.command import bring, make_template

        return bring(options) if options.action == "import" else make_template(options)
    banks = sources()
    if options.action == "stats":
        print(table(banks))
        return 0
    if options.action == "lock":
        items = [item for source in banks for item in source.bank.items]
        _write(lock.LOCK, lock.written(items))
        print(f"已写 {lock.LOCK.relative_to(ROOT).as_posix()}：{len(items)} 个题号。 Written.")
        return 0
    # Imported here: the citation check knows the whole site, which the other actions do without.
    from scripts.check.citations import check_banks
    from scripts.site.library import read

    problems = [*lint(banks), *lock.changed(banks)]
    problems += check_banks(read(), {source.path: source.bank for source in banks})
    if problems:
        raise ProblemsError(problems)
    count = {pool: sum(len(source.bank.items) for source in banks if source.pool == pool) for pool in POOLS}
    print(f"题库检查通过：练习 {count['practice']} 题，考试 {count['exam']} 题。 All rules kept.")
    return 0


def table(banks: list[Source]) -> str:
    """Items by domain, pool and type, with levels and difficulty."""
    head = ["知识域", "题池", *NEEDED, "合计", "识/理/用/析/综", "易/中/难", "佳木斯"]
    rows = [head]
    order = sorted(banks, key=lambda source: (int(source.bank.domain[1:]), source.pool != "practice"))
    total: Counter[str] = Counter()
    for source in order:
        items = source.bank.items
        kinds: Counter[str] = Counter(item.type for item in items)
        levels = Counter(item.level for item in items)
        bands = Counter(item.band for item in items)
        total[source.pool] += len(items)
        rows.append(
            [
                source.bank.domain,
                source.pool,
                *(str(kinds[kind]) for kind in NEEDED),
                str(len(items)),
                "/".join(
                    str(levels[level]) for level in ("recall", "understand", "apply", "analyse", "synthesise")
                ),
                "/".join(str(bands[band]) for band in ("easy", "medium", "hard")),
                str(sum(1 for item in items if item.source == "seed")),
            ]
        )
    widths = [max(_width(row[column]) for row in rows) for column in range(len(head))]
    lines_ = [
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        for row in rows
    ]
    lines_.append(f"练习 {total['practice']} 题，考试 {total['exam']} 题，共 {sum(total.values())} 题。")
    return "\n".join(line.rstrip() for line in lines_)


def _width(text: str) -> int:
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in text)


SKELETONS = {
    "single": "    options:\n      a: {zh: 选项}\n      b: {zh: 选项二}\n      c: {zh: 选项三}\n      d: {zh: 选项四}\n    key: a\n",
    "multiple": "    options:\n      a: {zh: 选项}\n      b: {zh: 选项二}\n      c: {zh: 选项三}\n      d: {zh: 选项四}\n    key: [a, b]\n",
    "judgement": "    key: true\n",
    "case": "    parts:\n      - prompt: {zh: 指出……}\n        points:\n          - {marks: 2, zh: 得分要点}\n",
}


def _new(name: str | None, pool: Pool, kind: str) -> int:
    """Append a skeleton to a bank; its id is the next free one of its type."""
    path = QUIZZES / pool / f"{name}.yml"
    if name is None or not path.is_file():
        known = "、".join(file.stem for file in sorted((QUIZZES / pool).glob("*.yml")))
        raise ProblemsError([Problem(path, 0, "没有这个题库", f"--bank 写其中一个：{known}", "no such bank")])
    bank: Bank = load([path])[name]
    prefix = bank.items[0].id.rsplit("-", 1)[0]
    first = {"single": 1, "multiple": 101, "judgement": 201, "case": 301}[kind]
    taken = {int(item.id.rsplit("-", 1)[1]) for item in bank.items}
    number = max((used for used in taken if first <= used < first + 100), default=first - 1) + 1
    text = path.read_text(encoding="utf-8")
    added = (
        f"  - id: {prefix}-{number:03}\n    type: {kind}\n    scope: national\n    level: recall\n    facility: 0.7\n"
        f"    law: [《集体合同规定》第一条]\n    tags: [待写]\n    written: {date.today().isoformat()}\n"
        f"    stem: {{zh: 按国家规定，……？}}\n{SKELETONS[kind]}    explanation: {{zh: 写明为什么对，每个错误选项错在哪里、为什么有人会选。}}\n"
    )
    _write(path, text.rstrip("\n") + "\n" + added)
    print(f"已在 {path.relative_to(ROOT).as_posix()} 末尾加上 {prefix}-{number:03}，请改写。 Skeleton added.")
    return 0


def _write(path: Path, text: str) -> None:
    fresh = path.with_name(path.name + ".new")
    try:
        fresh.write_text(text, encoding="utf-8", newline="\n")
        fresh.replace(path)
    except OSError as error:
        raise ProblemsError(
            [Problem(path, 0, f"不能写入（{error.strerror}）", "检查权限和磁盘空间", "cannot write")]
        ) from error
