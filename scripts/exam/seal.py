"""A sealed batch: one zip under AES-256 (WinZip AE-2), which 7-Zip, WinRAR and Bandizip open."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyzipper

LEAST = 8
"""Characters of a password."""


def sealed(target: Path, files: Iterable[tuple[str, Path]], password: str) -> None:
    """Write `target` with (name inside, file) under `password`. Salts differ, so do the bytes each time."""
    with pyzipper.AESZipFile(
        target, "w", compression=pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES
    ) as archive:
        archive.setpassword(password.encode("utf-8"))
        for name, path in files:
            archive.write(path, name)
