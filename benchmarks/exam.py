"""The exam desk at the size of a city: assembling, typesetting, 5,800 candidates, and the same paper in AMC.

Run with the project's environment: `.venv/bin/python benchmarks/exam.py [--candidates 5800]`. Where Debian's
auto-multiple-choice, texlive-xetex and texlive-lang-chinese are installed, the same 50 questions are
typeset by it too (its first step, the subject of every copy) and the ratio is printed.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import openpyxl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.door import ROOT
from scripts.exam import blueprint as blueprints
from scripts.exam import typeset
from scripts.exam.assemble import Form, assemble
from scripts.exam.blueprint import Blueprint
from scripts.exam.candidates import blank
from scripts.exam.draw import Lots
from scripts.exam.scramble import Version, versions

T = TypeVar("T")
COPIES = 100
AMC = r"""\documentclass[a4paper]{article}
\usepackage{xeCJK}\setCJKmainfont{Noto Serif CJK SC}
\usepackage[box,noshufflegroups,lang=EN]{automultiplechoice}
\begin{document}
\setdefaultgroupmode{withoutreplacement}
%s
\onecopy{%d}{\insertgroup{all}}
\end{document}
"""


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser()
    options.add_argument("--candidates", type=int, default=5800)
    plan = _fifty()
    _, banks = blueprints.load(ROOT / "quizzes/papers/b.yml")
    forms = _timed("4 forms × 50 questions assembled", lambda: assemble(plan, banks, Lots("bench"), 4))
    made = versions(forms[:1], COPIES, ("bench",))
    _timed(
        f"{COPIES} versions × 50 questions with keys typeset",
        lambda: (_typeset(plan, made), typeset.keys(plan, made)),
    )
    _city(options.parse_args().candidates)  # before AMC, whose memory would count as a child's too
    _amc(plan, forms[0])


def _timed(what: str, work: Callable[[], T]) -> T:
    start = time.perf_counter()
    result = work()
    print(f"{what}: {time.perf_counter() - start:.2f} s", flush=True)
    return result


def _fifty() -> Blueprint:
    counts = {
        "D1": 5,
        "D2": 4,
        "D3": 6,
        "D4": 6,
        "D5": 4,
        "D6": 6,
        "D7": 4,
        "D8": 4,
        "D9": 4,
        "D10": 4,
        "D11": 3,
    }
    section = {
        "type": "single",
        "count": 50,
        "marks": 2,
        "domains": counts,
        "instructions": {"zh": "选一个。"},
    }
    return Blueprint.model_validate(
        {
            "paper": "bench",
            "title": {"zh": "测速卷"},
            "organiser": {"zh": "某会"},
            "pool": "exam",
            "minutes": 60,
            "total": 100,
            "pass_mark": 60,
            "overlap": 0.5,
            "notes": [{"zh": "照题干作答。"}],
            "sections": [section],
        }
    )


def _typeset(plan: Blueprint, made: list[Version]) -> bytes:
    return typeset.papers(plan, made, blank(made))


def _amc(plan: Blueprint, form: Form) -> None:
    if not shutil.which("auto-multiple-choice") or not shutil.which("xelatex"):
        print("auto-multiple-choice: not installed")
        return
    questions = "\n".join(
        r"\element{{all}}{{\begin{{question}}{{{}}}{}\begin{{choices}}{}\end{{choices}}\end{{question}}}}".format(
            item.id,
            _tex(item.stem.zh),
            "".join(
                (r"\correctchoice{%s}" if letter in item.keys else r"\wrongchoice{%s}") % _tex(text.zh)  # type: ignore[union-attr]
                for letter, text in item.options.items()  # type: ignore[union-attr]
            ),
        )
        for item in form[0]
    )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "paper.tex"
        (Path(folder) / "data").mkdir()
        source.write_text(AMC % (questions, COPIES), encoding="utf-8")
        command = [
            "auto-multiple-choice",
            "prepare",
            "--mode",
            "s",
            "--data",
            folder + "/data",
            "--prefix",
            folder + "/",
            "--with",
            "xelatex",
            "--n-copies",
            str(COPIES),
            "--out-sujet",
            "sujet.pdf",
            str(source),
        ]
        start = time.perf_counter()
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        seconds = time.perf_counter() - start
        if not (Path(folder) / "sujet.pdf").is_file():
            print(f"auto-multiple-choice failed: {done.stderr[-300:]}")
            return
    made = versions([form], COPIES, ("again",))
    start = time.perf_counter()
    _typeset(plan, made)
    mine = time.perf_counter() - start
    print(
        f"auto-multiple-choice, {COPIES} copies: {seconds:.1f} s; ours {mine:.2f} s; ratio {seconds / mine:.0f}"
    )


def _tex(text: str) -> str:
    for sign in "\\{}":
        text = text.replace(sign, "")
    for sign in "%#&$_^~":
        text = text.replace(sign, "\\" + sign + ("{}" if sign in "^~" else ""))
    return text


def _city(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet()
        sheet.append(["姓名", "单位", "准考证号", "考场", "座号"])
        for at in range(count):
            sheet.append(
                [
                    f"考生{at % 97}",
                    f"示例{at % 31}公司",
                    f"{202600000 + at}",
                    f"第{at // 30 + 1}考场",
                    at % 30 + 1,
                ]
            )
        book.save(Path(folder) / "list.xlsx")
        out = Path(folder) / "out"
        command = [
            sys.executable,
            "-m",
            "scripts",
            "paper",
            str(ROOT / "quizzes/papers/a.yml"),
            "--forms",
            "2",
        ]
        command += ["--versions", "2", "--seed", "1", "--out", str(out)]
        start = time.perf_counter()
        subprocess.run([*command, "--candidates", folder + "/list.xlsx"], cwd=ROOT, check=True)
        seconds = time.perf_counter() - start
        size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        print(
            f"{count} candidates' papers and sheets: {seconds:.0f} s, {size / 1e6:.0f} MB, memory {peak / 1e6:.2f} GB"
        )


if __name__ == "__main__":
    main()
