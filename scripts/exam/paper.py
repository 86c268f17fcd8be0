"""The verb paper: blueprint in, a folder of papers, keys and a manifest out."""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

from tqdm import tqdm

from scripts.exam import blueprint as blueprints
from scripts.exam import typeset
from scripts.exam.assemble import LETTERS, Version, choose, edition, version
from scripts.exam.blueprint import Blueprint
from scripts.outfolder import replacing
from scripts.problems import Problem, ProblemsError

MANIFEST = "manifest.json"


def command(options: argparse.Namespace) -> int:
    """Write PAPER-A.pdf, PAPER-A-key.pdf … and manifest.json into --out. Returns 0, or raises."""
    if not 1 <= options.versions <= len(LETTERS):
        what = f"--versions {options.versions} 不在 1 到 {len(LETTERS)} 之间"
        raise ProblemsError([Problem(options.blueprint, 0, what, "改成 1 到 26", "versions")])
    with replacing(options.out, mark=MANIFEST) as fresh:
        files = make(options.blueprint, options.versions, options.seed)
        for name, content in files.items():
            (fresh / name).write_bytes(content)
    print(
        f"已生成 {options.versions} 卷及答案：{options.out.resolve()} 。答案单独保管。 Papers and keys written."
    )
    return 0


def make(path: Path, count: int, seed: int) -> dict[str, bytes]:
    """File name → content of a whole batch; the same input gives the same bytes."""
    blueprint, banks = blueprints.load(path)
    chosen = choose(blueprint, banks, seed)
    versions = [version(blueprint, banks, chosen, seed, index) for index in range(count)]
    files: dict[str, bytes] = {}
    for one in tqdm(versions, desc="排版", unit="卷", disable=None):
        files[f"{blueprint.paper}-{one.name}.pdf"] = typeset.paper(blueprint, one)
        files[f"{blueprint.paper}-{one.name}-key.pdf"] = typeset.key(blueprint, one)
    listing = manifest(blueprint, edition(banks), seed, versions, files)
    files[MANIFEST] = (json.dumps(listing, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
    return files


def manifest(
    blueprint: Blueprint, edition_: str, seed: int, versions: list[Version], files: dict[str, bytes]
) -> dict[str, Any]:
    """Edition, seed, and for each version the scramble map: printed number → item, option order, key."""
    return {
        "paper": blueprint.paper,
        "pool": blueprint.pool,
        "edition": edition_,
        "seed": seed,
        "versions": [
            {
                "version": one.name,
                "code": one.code,
                "items": [
                    {
                        "number": placed.number,
                        "id": placed.item.id,
                        "options": placed.options,
                        "key": placed.key,
                    }
                    for section in one.sections
                    for placed in section
                ],
            }
            for one in versions
        ],
        "sha256": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }
