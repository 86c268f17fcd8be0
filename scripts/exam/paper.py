"""The verb paper: blueprint in, a folder of papers, keys and the office's lists out, or one sealed zip.

papers/    what goes to the print shop: papers, answer sheets, Word files; candidates/ for each person
keys/      keys, and scramble.json: printed number → item and order of options, for every version
desk/      quality report, blueprint workbook, print log, seating list, labels, sheet.json (millimetres)
batch.json what was made: counts, pages and SHA-256 of every file; no keys
"""

from __future__ import annotations

import argparse
import getpass
import hashlib
import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from tqdm import tqdm

from scripts.door import ROOT
from scripts.exam import blueprint as blueprints
from scripts.exam import office, typeset, usage, word
from scripts.exam.assemble import ImpossibleError, assemble
from scripts.exam.blueprint import Blueprint
from scripts.exam.candidates import Copy, blank, read, seated
from scripts.exam.draw import Lots
from scripts.exam.scramble import Version, digest, versions
from scripts.exam.seal import LEAST, sealed
from scripts.exam.sheet import Layout, TooLongError, layout
from scripts.exam.stamp import pages, stamped
from scripts.outfolder import replacing
from scripts.problems import Problem, ProblemsError
from scripts.quiz.model import Item, texts

MARK = "batch.json"
CHUNK = 100  # candidates in one PDF
FORMS, VERSIONS = 8, 200
_GRID = 8  # digits of the admission number where there are no candidates
_TRIAL = "试排"

Job = tuple[str, Callable[[], bytes]]


@dataclass(frozen=True)
class Order:
    """What the trainer asked for."""

    plan: Path
    forms: int = 1
    versions: int = 1
    seed: int = 1
    edition: str = ""
    language: typeset.Language = "zh"
    a3: bool = False
    answers: typeset.Answers = "paper"
    candidates: Path | None = None
    fonts: Path | None = None


def command(options: argparse.Namespace) -> int:
    """Write the batch into --out. Returns 0, or raises ProblemsError; then nothing has changed."""
    order = Order(
        options.blueprint,
        options.forms,
        options.versions,
        options.seed,
        options.edition or "",
        options.language,
        options.a3,
        options.answers,
        options.candidates,
        options.fonts,
    )
    out = options.out.resolve()
    _refuse(order, out)
    password = _password(options.password)
    log = usage.read(usage.LOG)
    batch = plan(order, usage.recent(log, order.edition) if order.edition else frozenset())
    with replacing(out, mark=MARK) as fresh:
        listing = fill(fresh, order, batch)
        if password:
            _seal(fresh, f"{batch.blueprint.paper}-{order.edition or 'trial'}.zip", password)
    if order.edition:
        ids = sorted({item.id for form in batch.forms for items in form for item in items})
        entry = usage.Entry(edition=order.edition, paper=batch.blueprint.paper, items=ids)
        usage.write(usage.noted(log, entry), usage.LOG)
    people = f"，{listing['candidates']} 名考生" if listing["candidates"] else ""
    print(
        f"已生成 {order.forms} 套卷、每套 {order.versions} 种排列{people}：{out} 。"
        "keys 文件夹单独保管。 Papers and keys written; keep keys/ apart."
    )
    return 0


def _refuse(order: Order, out: Path) -> None:
    problems = []
    for name, value, most in (("--forms", order.forms, FORMS), ("--versions", order.versions, VERSIONS)):
        if not 1 <= value <= most:
            what = f"{name} {value} 不在 1 到 {most} 之间"
            problems.append(Problem(order.plan, 0, what, f"改成 1 到 {most}", name.strip("-")))
    if order.edition and not re.match(usage.EDITION, order.edition):
        what = f"--edition {order.edition} 写法不合"
        problems.append(Problem(order.plan, 0, what, "写成 2026-11，可加后缀，如 2026-11-b", "edition"))
    if out.is_relative_to(ROOT) and not out.is_relative_to(ROOT / "out"):
        cure = "放到 out/ 里（git 不收），或仓库外的文件夹"
        problems.append(Problem(out, 0, "试卷不能放在仓库的这个位置：会盖掉源文件或被提交", cure, "not out/"))
    if order.fonts is not None and not order.fonts.is_dir():
        problems.append(
            Problem(order.fonts, 0, "没有这个字体文件夹", "检查 --fonts 的路径", "no such folder")
        )
    if problems:
        raise ProblemsError(problems)


def _password(asked: str | None) -> str:
    if asked is None:
        return ""
    if not asked:
        asked = getpass.getpass("封卷密码 password: ")
        if getpass.getpass("再输一次 again: ") != asked:
            raise ProblemsError(
                [Problem(Path("--password"), 0, "两次输入不同", "再运行一次", "passwords differ")]
            )
    if len(asked) < LEAST:
        what = f"密码只有 {len(asked)} 个字符"
        raise ProblemsError([Problem(Path("--password"), 0, what, f"至少 {LEAST} 个", "password too short")])
    return asked


def plan(order: Order, recent: frozenset[str]) -> office.Batch:
    """Choose the items and arrange the versions. Raises ProblemsError, with every cell that is short."""
    blueprint, banks = blueprints.load(order.plan)
    identity = (digest(banks), order.edition, order.seed, blueprint.paper)
    lots = Lots(*identity)
    try:
        forms = assemble(blueprint, banks, lots, order.forms, recent)
    except ImpossibleError as error:
        cure = "补题，减少卷数（--forms），或放宽蓝图"
        raise ProblemsError(
            [Problem(order.plan, 0, what, cure, "cannot be met") for what in error.lacks]
        ) from None
    if order.language == "en":
        _english(order.plan, blueprint, [item for form in forms for items in form for item in items])
    made = versions(forms, order.versions, identity)
    return office.Batch(blueprint, banks, forms, made, order.edition, order.seed, recent)


def _english(path: Path, blueprint: Blueprint, items: list[Item]) -> None:
    lacking = sorted({item.id for item in items if any(text.en is None for text in texts(item))})
    if lacking:
        what = f"{len(lacking)} 道题没有英文：{'、'.join(lacking[:12])}{'……' if len(lacking) > 12 else ''}"
        raise ProblemsError([Problem(path, 0, what, "补写 en，或出中文卷", "items without English")])
    heads = [blueprint.title, blueprint.organiser, *blueprint.notes]
    heads += [section.instructions for section in blueprint.sections]
    if any(text.en is None for text in heads):
        raise ProblemsError([Problem(path, 0, "蓝图的文字没有英文", "补写 en", "blueprint without English")])


def fill(folder: Path, order: Order, batch: office.Batch) -> dict[str, Any]:
    """Write every file of a batch into an empty folder; returns what batch.json says."""
    identity = (digest(batch.banks), order.edition, order.seed, batch.blueprint.paper)
    people = seated(read(order.candidates), batch.versions, identity) if order.candidates else []
    digits = len(people[0].person.number) if people and people[0].person else _GRID
    sheet = _sheet(order.plan, batch, digits)
    jobs = [
        *_papers(order, batch, sheet),
        *_personal(order, batch, sheet, people),
        *_desk(order, batch, people),
    ]
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        waiting = [pool.submit(_write, folder / name, make) for name, make in jobs]
        try:
            for done in tqdm(as_completed(waiting), total=len(waiting), desc="排版", unit="份", disable=None):
                done.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    _json(folder / "keys" / "scramble.json", scramble(batch, people))
    _json(folder / "desk" / "sheet.json", sheet.table())
    counts = _counts(order, batch, people)
    printed = [
        (one["file"], one["pages"], one["copies"], one["sha256"])
        for one in _entries(folder, counts)
        if one["file"].startswith("papers/") and one["pages"]
    ]
    title = batch.blueprint.title.zh
    log = partial(office.print_log, title, order.edition, printed, order.fonts)
    _write(folder / "desk" / "print-log.pdf", log)
    listing = {
        "paper": batch.blueprint.paper,
        "pool": batch.blueprint.pool,
        "edition": order.edition or _TRIAL,
        "bank": digest(batch.banks),
        "forms": order.forms,
        "versions": order.versions,
        "candidates": len(people),
        "files": _entries(folder, counts),
    }
    _json(folder / MARK, listing)
    return listing


def _sheet(path: Path, batch: office.Batch, digits: int) -> Layout:
    options = [
        max((len(one.options) for version in batch.versions for one in version.sections[index]), default=0)
        for index in range(len(batch.blueprint.sections))
    ]
    try:
        return layout(batch.blueprint, options, digits)
    except TooLongError:
        raise ProblemsError(
            [Problem(path, 0, "答题卡两页放不下", "减少题数或主观题分值", "sheet too long")]
        ) from None


def _papers(order: Order, batch: office.Batch, sheet: Layout) -> Iterator[Job]:
    b = batch.blueprint
    common: dict[str, Any] = {"language": order.language, "fonts": order.fonts}
    for letter in dict.fromkeys(version.form for version in batch.versions):
        mine = [version for version in batch.versions if version.form == letter]
        copies = blank(mine)
        yield (
            f"papers/{b.paper}-{letter}.pdf",
            partial(typeset.papers, b, mine, copies, answers=order.answers, **common),
        )
        if order.a3:
            yield (
                f"papers/{b.paper}-{letter}-a3.pdf",
                partial(typeset.papers, b, mine, copies, answers=order.answers, size="a3", **common),
            )
        yield (
            f"papers/{b.paper}-{letter}-sheet.pdf",
            partial(typeset.answer_sheets, b, sheet, mine, copies, **common),
        )
        yield f"keys/{b.paper}-{letter}-key.pdf", partial(typeset.keys, b, mine, **common)
        for version in mine:
            yield (
                f"papers/word/{b.paper}-{version.label}.docx",
                partial(word.paper, b, version, order.language),
            )
            yield (
                f"keys/word/{b.paper}-{version.label}-key.docx",
                partial(word.key, b, version, order.language),
            )


def _personal(order: Order, batch: office.Batch, sheet: Layout, people: list[Copy]) -> Iterator[Job]:
    b, made = batch.blueprint, batch.versions
    common: dict[str, Any] = {"language": order.language, "fonts": order.fonts}
    bases = (
        [typeset.papers(b, made, [Copy(at, "")], answers=order.answers, **common) for at in range(len(made))]
        if people
        else []
    )

    def papers(some: list[Copy]) -> bytes:
        return stamped(bases, typeset.stamps(b, made, some, **common), [copy.version for copy in some])

    def sheets(some: list[Copy]) -> bytes:
        empty = typeset.answer_sheets(b, sheet, made, [], **common)
        own = typeset.answer_sheets(b, sheet, made, some, stamp=True, **common)
        return stamped([empty], own, [0] * len(some), len(sheet.sides))

    for start in range(0, len(people), CHUNK):
        some = people[start : start + CHUNK]
        span = f"{start + 1:05}-{start + len(some):05}"
        yield f"papers/candidates/{span}.pdf", partial(papers, some)
        yield f"papers/candidates/{span}-sheet.pdf", partial(sheets, some)


def _desk(order: Order, batch: office.Batch, people: list[Copy]) -> Iterator[Job]:
    yield "desk/quality-report.pdf", partial(office.report, batch, order.fonts)
    yield "desk/blueprint.xlsx", partial(office.workbook, batch)
    if people:
        title = batch.blueprint.title.zh
        yield "desk/seating.pdf", partial(office.seating, title, people, batch.versions, order.fonts)
        yield "desk/labels.pdf", partial(office.labels, title, people, order.fonts)


def _counts(order: Order, batch: office.Batch, people: list[Copy]) -> dict[str, int]:
    """Copies to print: one of each candidate's own, and where a form is one version the spare ones of it.
    Without candidates nothing can be told."""
    b = batch.blueprint
    spans = range(0, len(people), CHUNK)
    names = [f"papers/candidates/{at + 1:05}-{min(at + CHUNK, len(people)):05}" for at in spans]
    counts = {f"{name}{kind}.pdf": 1 for name in names for kind in ("", "-sheet")}
    if order.versions == 1:
        seats = Counter(batch.versions[copy.version].form for copy in people)
        counts |= {
            f"papers/{b.paper}-{form}{kind}.pdf": office.spare(count)
            for form, count in seats.items()
            for kind in ("", "-sheet")
        }
    return counts


def scramble(batch: office.Batch, people: list[Copy]) -> dict[str, Any]:
    """The scramble map of every version, and whose code is whose."""
    return {
        "paper": batch.blueprint.paper,
        "edition": batch.edition or _TRIAL,
        "bank": digest(batch.banks),
        "seed": batch.seed,
        "versions": [_map(version) for version in batch.versions],
        "candidates": [
            {"code": copy.code, "number": copy.person.number, "version": batch.versions[copy.version].label}
            for copy in people
            if copy.person
        ],
    }


def _map(version: Version) -> dict[str, Any]:
    return {
        "version": version.label,
        "code": version.code,
        "items": [
            {"number": placed.number, "id": placed.item.id, "options": placed.options, "key": placed.key}
            for section in version.sections
            for placed in section
        ],
    }


def _write(path: Path, make: Callable[[], bytes]) -> None:
    content = make()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _json(path: Path, data: dict[str, Any]) -> None:
    _write(path, lambda: (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))


def _entries(folder: Path, counts: dict[str, int]) -> list[dict[str, Any]]:
    """Name, pages, copies to print and SHA-256 of every file in the folder."""
    found = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name, content = path.relative_to(folder).as_posix(), path.read_bytes()
        entry = {"file": name, "pages": pages(content) if path.suffix == ".pdf" else 0}
        found.append(entry | {"copies": counts.get(name, 0), "sha256": hashlib.sha256(content).hexdigest()})
    return found


def _seal(folder: Path, name: str, password: str) -> None:
    """Put everything but batch.json into one zip and take the open files away."""
    inside = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MARK)
    sealed(folder / name, ((path.relative_to(folder).as_posix(), path) for path in inside), password)
    for child in folder.iterdir():
        if child.is_dir():
            shutil.rmtree(child)
