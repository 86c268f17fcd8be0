"""One published folder for all, packed from the session's site: the slow part is the PDF."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scripts.publish.package import package

EPOCH = "1795000000"
DAY = "2026-11-18"


@pytest.fixture(scope="session")
def published(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `publish` leaves, without a second build."""
    out = tmp_path_factory.mktemp("published") / "out"
    shutil.copytree(site, out / "site")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        patch.setenv("TZ", "Asia/Shanghai")
        package(out, "/handbook/")
    return out
