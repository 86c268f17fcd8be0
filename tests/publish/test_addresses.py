"""No published address dies."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.problems import ProblemsError
from scripts.publish import addresses


def test_every_address_ever_published_still_leads_somewhere(site: Path) -> None:
    listed = addresses.FILE.read_text(encoding="utf-8").splitlines()
    assert len(listed) > 300
    assert listed == sorted(set(listed))
    addresses.check(site)


def test_a_lost_address_is_told_and_new_ones_are_added(tmp_path: Path) -> None:
    site, file = tmp_path / "site", tmp_path / "urls.txt"
    (site / "en").mkdir(parents=True)
    for name in ("a.html", "b.html", "en/a.html"):
        (site / name).write_text("", encoding="utf-8")
    assert addresses.record(site, file) == 3
    assert file.read_text(encoding="utf-8") == "a.html\nb.html\nen/a.html\n"
    (site / "en" / "a.html").rename(site / "en" / "c.html")
    with pytest.raises(ProblemsError, match=r"urls\.txt:3: .*en/a\.html 没有了.*写：a\.html: 新地址"):
        addresses.check(site, file)
    (site / "en" / "a.html").write_text("", encoding="utf-8")
    addresses.check(site, file)
    assert addresses.record(site, file) == 1
    assert addresses.record(site, file) == 0
