"""No address dies: deploy/urls.txt holds every page that was ever published."""

from __future__ import annotations

from pathlib import Path

from scripts.door import ROOT
from scripts.problems import Problem, ProblemsError

FILE = ROOT / "deploy" / "urls.txt"


def pages(site: Path) -> list[str]:
    """The addresses of a built site's pages, sorted."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def check(site: Path, file: Path = FILE) -> None:
    """Raises ProblemsError for each published address that leads nowhere in the site."""
    there = set(pages(site))
    problems = [
        Problem(
            file,
            line,
            f"发布过的地址 {address} 没有了",
            f"在 docs/redirects.yml 里写：{address.removeprefix('en/')}: 新地址",
            "a published address is gone",
        )
        for line, address in enumerate(_read(file), 1)
        if address not in there
    ]
    if problems:
        raise ProblemsError(problems)


def record(site: Path, file: Path = FILE) -> int:
    """Add the site's new addresses to the list. Returns how many there were."""
    old = set(_read(file))
    new = set(pages(site)) - old
    if new:
        file.write_text("".join(f"{one}\n" for one in sorted(old | new)), encoding="utf-8", newline="\n")
    return len(new)


def _read(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []
