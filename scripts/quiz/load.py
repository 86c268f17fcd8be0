"""Reading bank files: every fault of every file at once, each with its line."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from scripts.door import ROOT
from scripts.problems import Problem, ProblemsError
from scripts.quiz.model import Bank
from scripts.yamlfile import YamlFile

PRACTICE = ROOT / "quizzes" / "practice"
SCHEMA = ROOT / "quizzes" / "bank.schema.json"


def load(paths: list[Path]) -> dict[str, Bank]:
    """Banks by name. Raises ProblemsError with all faults: schema, names, ids used twice."""
    banks: dict[str, Bank] = {}
    seen: dict[str, str] = {}
    problems: list[Problem] = []
    for path in paths:
        try:
            file = YamlFile.read(path)
            bank = file.validate(Bank)
        except ProblemsError as error:
            problems.extend(error.problems)
            continue
        if bank.bank != path.stem:
            problems.append(
                Problem(
                    path,
                    file.line("bank"),
                    f"bank: {bank.bank} 与文件名不符",
                    f"改成 {path.stem}",
                    "name differs",
                )
            )
        for index, item in enumerate(bank.items):
            line = file.line("items", index, "id")
            here = f"{path.name}:{line}"
            if item.id in seen:
                what = f"题号 {item.id} 已用于 {seen[item.id]}"
                problems.append(Problem(path, line, what, "换一个没有用过的题号", "duplicate id"))
            seen.setdefault(item.id, here)
        banks[bank.bank] = bank
    if problems:
        raise ProblemsError(problems)
    return banks


def lines(path: Path) -> dict[str, int]:
    """Item id → the line of a bank file where it begins."""
    numbered = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    return {
        line.split("id:")[1].strip(): number for number, line in numbered if line.lstrip().startswith("- id:")
    }


def practice(folder: Path = PRACTICE) -> dict[str, Bank]:
    """All practice banks: the only ones the site may read."""
    return load(sorted(folder.glob("*.yml")))


def schema() -> str:
    """The JSON Schema of a bank file, for editors; quizzes/bank.schema.json holds it."""
    return json.dumps(Bank.model_json_schema(), ensure_ascii=False, indent=2) + "\n"


def write_schema(options: argparse.Namespace) -> int:
    """The verb schema: writes quizzes/bank.schema.json."""
    del options
    SCHEMA.write_text(schema(), encoding="utf-8", newline="\n")
    print(f"已写 {SCHEMA.relative_to(ROOT).as_posix()} 。 Written.")
    return 0
