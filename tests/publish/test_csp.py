"""The policy: exactly the scripts that run get a hash."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts.publish import csp

# printf 'alert(1)' | openssl dgst -sha256 -binary | base64
ALERT = "sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI="


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<script>alert(1)</script>", [ALERT]),
        ('<script type="text/javascript" defer>alert(1)</script>', [ALERT]),
        ("<SCRIPT type=module>alert(1)</SCRIPT>", [ALERT]),
        ('<script type="application/json">{"a":1}</script>', []),
        ("<script id=\"x\" type='application/json'>alert(1)</script>", []),
        ('<script src="a.js"></script>', []),
        ("<p>alert(1)</p>", []),
    ],
)
def test_only_what_would_run_is_hashed(html: str, expected: list[str]) -> None:
    assert csp.inline(html) == expected


def test_the_policy_is_strict() -> None:
    policy = dict(part.split(" ", 1) for part in csp.policy(["sha256-b", "sha256-a"]).split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self' 'sha256-a' 'sha256-b'"
    assert policy["frame-ancestors"] == "'self'"
    assert "http" not in str(policy)


def test_no_page_needs_more_than_hashes_can_allow(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = re.sub(r"<script\b.*?</script>", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r"<[^>]+\son[a-z]+\s*=", text), page
        assert not re.search(r"""=\s*["']?javascript:""", text, re.IGNORECASE), page
    assert 0 < csp.of(site).count("sha256-") < 20
