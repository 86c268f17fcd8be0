"""The maps cannot lie: README and CONTRIBUTING name every room, and nothing that is not there."""

import re
import subprocess
from pathlib import Path

import pytest

from scripts.door import ROOT, VERBS

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def _tracked() -> list[Path]:
    listing = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [Path(line) for line in listing.stdout.splitlines()]


def test_readme_maps_every_folder_twice() -> None:
    folders = {path.parts[0] + "/" for path in _tracked() if len(path.parts) > 1}
    named = re.findall(r"(?m)^\| `([^`]+/)` \|", README)
    assert sorted(named) == sorted([*folders, *folders])


def test_contributing_maps_every_room_of_scripts() -> None:
    rooms = set()
    for path in (ROOT / "scripts").iterdir():
        if path.is_dir() and path.name != "__pycache__":
            rooms.add(f"scripts/{path.name}/")
        elif path.suffix == ".py" and not path.name.startswith("__"):
            rooms.add(f"scripts/{path.name}")
    house = CONTRIBUTING.split("## The house")[1].split("\nImports")[0]
    assert set(re.findall(r"`(scripts/[^`]+)`", house)) == rooms


@pytest.mark.parametrize(
    "path",
    sorted(
        set(
            re.findall(
                r"`((?:docs|quizzes|scripts|tests|overrides|requirements)/[\w./-]*)`", README + CONTRIBUTING
            )
        )
    ),
)
def test_every_path_in_the_maps_exists(path: str) -> None:
    if "ID" not in path:
        assert (ROOT / path).exists()


def test_readme_names_every_verb() -> None:
    for verb in VERBS:
        assert re.search(rf"scripts {verb.name}\b|`{verb.name}`", README), verb.name


def test_no_machine_paths_or_package_hosts_are_committed() -> None:
    bad = re.compile(r"/root/|/work/|pypi\.org|pythonhosted|registry\.npmjs")
    for path in _tracked():
        if path.suffix in {".py", ".md", ".txt", ".toml", ".yml", ".html", ".js", ".css", ".typ", ""}:
            text = (ROOT / path).read_text(encoding="utf-8")
            found = bad.search(text)
            assert not found or path == Path("tests/test_map.py"), f"{path}: {found and found.group()}"


def test_text_files_are_utf8_with_unix_lines() -> None:
    for path in _tracked():
        if path.suffix not in {".png", ".docx", ".pdf"}:
            data = (ROOT / path).read_bytes()
            data.decode("utf-8")
            assert b"\r" not in data, path
            assert path.as_posix().isascii(), path
