"""The usage log: which items stood on which paper of which edition, so that the next one avoids them."""

from __future__ import annotations

import os
import tempfile
from io import StringIO
from pathlib import Path

from pydantic import Field
from ruamel.yaml import YAML

from scripts.door import ROOT
from scripts.model import Closed
from scripts.yamlfile import YamlFile

LOG = ROOT / "quizzes" / "usage.yml"
EDITION = r"^[0-9]{4}-[0-9]{2}[0-9a-z-]{0,12}$"
RECENT = 3
"""Editions whose items are avoided."""
_HEAD = "# 用题登记：哪一期哪一卷用过哪些题。由 paper 写；不要公开。 Which items stood on which paper; kept by the verb paper.\n"


class Entry(Closed):
    """One batch: its edition (2026-11), its paper, and the ids of all its items."""

    edition: str = Field(pattern=EDITION)
    paper: str
    items: list[str]


class Log(Closed):
    """The whole file."""

    used: list[Entry] = []


def read(path: Path) -> Log:
    """The log, empty where there is none. Raises ProblemsError for a faulty one."""
    return YamlFile.read(path).validate(Log) if path.is_file() else Log()


def recent(log: Log, edition: str) -> frozenset[str]:
    """Items of the last editions before `edition`: setting an old edition again gives the old paper."""
    earlier = sorted({entry.edition for entry in log.used if entry.edition < edition})[-RECENT:]
    return frozenset(item for entry in log.used if entry.edition in earlier for item in entry.items)


def noted(log: Log, entry: Entry) -> Log:
    """The log with an entry; the same paper of the same edition is replaced."""
    kept = [old for old in log.used if (old.edition, old.paper) != (entry.edition, entry.paper)]
    return Log(used=sorted([*kept, entry], key=lambda one: (one.edition, one.paper)))


def write(log: Log, path: Path) -> None:
    """Write the log aside, then into its place."""
    text = StringIO()
    yaml = YAML()
    yaml.default_flow_style = None
    yaml.width = 110
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.dump(log.model_dump(), text)
    handle, name = tempfile.mkstemp(prefix=path.name, dir=path.parent)
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(_HEAD + text.getvalue())
    Path(name).chmod(0o644)
    Path(name).replace(path)
