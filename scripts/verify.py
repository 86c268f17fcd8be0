"""The verb test: everything CI runs, in the order in which it is quickest to fail."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time

from scripts.door import ROOT

STEPS = (
    ("格式 format", ["ruff", "format", "--check", "--quiet", "."]),
    ("规范 lint", ["ruff", "check", "--quiet", "."]),
    ("类型 types", ["mypy"]),
    ("内容 content", ["scripts", "check"]),
)


def command(options: argparse.Namespace) -> int:
    """Run all steps and then pytest with the given arguments. Returns 0 only when all passed."""
    failed = []
    for name, arguments in STEPS:
        began = time.monotonic()
        code = subprocess.run([sys.executable, "-X", "utf8", "-m", *arguments], cwd=ROOT).returncode
        print(f"{'通过' if code == 0 else '未通过'}  {name}  {time.monotonic() - began:.1f} s", flush=True)
        if code:
            failed.append(name)
    # A worker a processor; files stay whole, so that what a file prepares is prepared once. Not when
    # somebody asks for single tests.
    beside = [] if options.pytest_args else ["-n", "auto", "--dist", "loadfile"]
    code = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "pytest", *beside, *options.pytest_args], cwd=ROOT
    ).returncode
    if failed:
        print(f"未通过：{'、'.join(failed)}", file=sys.stderr)
    return 1 if failed else code
