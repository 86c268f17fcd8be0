"""The door: help in two languages, an environment that follows its lock file, faults in words."""

from __future__ import annotations

import ast
import importlib.util
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from scripts import door
from scripts.door import ROOT, VERBS


def test_help_is_chinese_with_english_beside_it(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        door.parser().parse_args(["--help"])
    text = "".join(capsys.readouterr().out.split())
    for verb in VERBS:
        assert "".join(verb.zh.split()) in text
        assert "".join(verb.en.split()) in text


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_every_verb_leads_somewhere(verb: door.Verb) -> None:
    module, function = verb.handler.split(":")
    assert callable(getattr(importlib.import_module(module), function))
    assert (ROOT / "requirements" / f"{verb.group}.txt").is_file()


def test_locks_hold_what_the_groups_ask_for() -> None:
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    for group in ("site", "exam", "dev"):
        lock = (ROOT / "requirements" / f"{group}.txt").read_text(encoding="utf-8").lower()
        asked = [
            entry
            for name in (["site", "exam", "dev"] if group == "dev" else [group])
            for entry in groups[name]
        ]
        for entry in asked:
            if isinstance(entry, str):
                name = entry.split(">")[0].split("=")[0].lower().replace(".", "-")
                assert f"\n{name}==" in f"\n{lock}", f"{name} is not locked in {group}"
        assert lock.count("--hash=sha256:") >= lock.count("==")
        assert "http" not in lock


def test_the_dev_lock_holds_the_others_at_the_same_versions() -> None:
    pins = {}
    for group in ("site", "exam", "dev"):
        lock = (ROOT / "requirements" / f"{group}.txt").read_text(encoding="utf-8")
        pins[group] = {line.split()[0] for line in lock.splitlines() if "==" in line}
    assert len(pins["site"]) > 30
    assert pins["site"] <= pins["dev"]
    assert pins["exam"] <= pins["dev"]


def _fake_venv(folder: Path) -> Path:
    python = door.venv_python(folder)
    python.parent.mkdir(parents=True)
    python.write_text("", encoding="utf-8")
    return folder


def test_ready_only_while_the_lock_is_unchanged(tmp_path: Path) -> None:
    venv, lock = _fake_venv(tmp_path / "venv"), tmp_path / "site.txt"
    lock.write_text("a==1\n", encoding="utf-8")
    assert not door.is_ready(venv, lock)
    (venv / "installed-site").write_text(door.stamp_text(lock), encoding="utf-8")
    assert door.is_ready(venv, lock)
    lock.write_bytes(b"a==1\r\n")  # a Windows checkout is no other lock
    assert door.is_ready(venv, lock)
    lock.write_text("a==2\n", encoding="utf-8")
    assert not door.is_ready(venv, lock)


def test_without_venv_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(door.DoorError, match="sudo apt install python3-venv"):
        door.prepare(tmp_path / "venv", ROOT / "requirements" / "site.txt")
    assert not (tmp_path / "venv").exists()


def test_a_failed_installation_is_not_taken_for_done(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    lock = tmp_path / "none.txt"
    lock.write_text("nothing-of-this-name==9.9 --hash=sha256:" + "0" * 64 + "\n", encoding="utf-8")
    with pytest.raises(door.DoorError, match=r"安装 none\.txt 失败"):
        door.prepare(tmp_path / "venv", lock)
    assert not door.is_ready(tmp_path / "venv", lock)
    capfd.readouterr()


@pytest.mark.parametrize("name", ["__init__.py", "__main__.py"])
def test_an_old_python_can_read_the_refusal(name: str) -> None:
    ast.parse((ROOT / "scripts" / name).read_text(encoding="utf-8"), feature_version=(3, 6))


def test_an_old_python_is_told_so() -> None:
    old = next(
        (path for name in ("python3.8", "python3.9", "python3.10") if (path := shutil.which(name))), None
    )
    if old is None:
        pytest.skip("no older Python on this machine")
    ran = subprocess.run(
        [old, "-m", "scripts", "--help"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8"
    )
    if "not found" in ran.stderr or "isn't" in ran.stderr:
        pytest.skip("the older Python is only a shim")
    assert ran.returncode == 1
    assert "需要 Python 3.11" in ran.stderr


def test_a_wrong_verb_is_refused() -> None:
    ran = subprocess.run([sys.executable, "-m", "scripts", "dance"], cwd=ROOT, capture_output=True)
    assert ran.returncode == 2


def test_door_is_standard_library_only() -> None:
    code = "import sys; sys.path.insert(0, '.'); import scripts.door; print('\\n'.join(sys.modules))"
    ran = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = {name.split(".")[0] for name in ran.stdout.split()}
    assert loaded <= set(sys.stdlib_module_names) | {"scripts", "__main__", "__mp_main__"} | {
        n for n in loaded if n.startswith("_")
    }
