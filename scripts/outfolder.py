"""Output folders: built aside, swapped in whole on success, never over anything that is not ours."""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.door import ROOT
from scripts.problems import Problem, ProblemsError

SOURCES = (
    ".ci",
    ".git",
    "deploy",
    "docs",
    "overrides",
    "quizzes",
    "requirements",
    "scripts",
    "tests",
    "benchmarks",
)


@contextmanager
def replacing(target: Path, mark: str) -> Iterator[Path]:
    """A fresh folder to fill; on leaving without an error it takes the place of `target`.

    `mark` is a file that every folder we made holds: one without it is not ours to replace.
    Raises ProblemsError where the target is unsafe or not writable; then nothing has changed.
    """
    target = target.resolve()
    _refuse_unsafe(target, mark)
    fresh = _fresh(target)
    try:
        yield fresh
        _swap(fresh, target)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        cure = "腾出空间，或换一个盘；原来的文件没有动"
        raise ProblemsError([Problem(target, 0, "磁盘满了", cure, "disk full")]) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _refuse_unsafe(target: Path, mark: str) -> None:
    if ROOT.is_relative_to(target) or any(target.is_relative_to(ROOT / name) for name in SOURCES):
        cure = "换一个文件夹，如 site 或 out"
        raise ProblemsError([Problem(target, 0, "输出文件夹会盖掉源文件", cure, "holds sources")])
    if target.exists() and not target.is_dir():
        raise ProblemsError([Problem(target, 0, "这是一个文件，不是文件夹", "换一个路径", "a file")])
    if target.is_dir() and any(target.iterdir()) and not (target / mark).is_file():
        cure = "换一个空文件夹；这里的文件没有动"
        raise ProblemsError(
            [Problem(target, 0, "文件夹里有别的文件，不是以前生成的", cure, "not made by us")]
        )


def _fresh(target: Path) -> Path:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=f"{target.name}.new-", dir=target.parent))
    except OSError as error:
        cure = "换一个可写的文件夹，或检查权限和磁盘空间"
        raise ProblemsError(
            [Problem(target, 0, f"不能写入（{error.strerror}）", cure, "cannot write")]
        ) from error


def _swap(fresh: Path, target: Path) -> None:
    fresh.chmod(0o755)  # mkdtemp makes folders that a web server cannot read
    old = fresh.with_name(fresh.name + ".old")
    try:
        if target.exists():
            target.rename(old)
        try:
            fresh.rename(target)
        except OSError:
            if old.exists():
                old.rename(target)
            raise
    except OSError as error:
        cure = "关闭正在使用旧文件的程序，再运行一次；旧文件还在"
        raise ProblemsError(
            [Problem(target, 0, f"不能替换旧文件夹（{error.strerror}）", cure, "cannot swap")]
        ) from error
    shutil.rmtree(old, ignore_errors=True)
