"""The Content-Security-Policy of a built site: its inline scripts by their hashes, and nothing else inline.

Source of the form: Content Security Policy Level 3 (W3C), script-src with sha256 hashes.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_TYPE = re.compile(r"""\btype=["']?([^"'\s>]*)""", re.IGNORECASE)
_SOURCE = re.compile(r"\bsrc\s*=", re.IGNORECASE)
_CODE = {"", "module", "text/javascript", "application/javascript"}


def of(site: Path) -> str:
    """The policy under which every page of the site works."""
    found = {one for page in site.rglob("*.html") for one in inline(page.read_text(encoding="utf-8"))}
    return policy(found)


def inline(html: str) -> list[str]:
    """The hash of each inline script of a page that a browser would run; data blocks are not run."""
    found = []
    for attributes, code in _SCRIPT.findall(html):
        kind = _TYPE.search(attributes)
        if not _SOURCE.search(attributes) and (kind[1].lower() if kind else "") in _CODE:
            digest = hashlib.sha256(code.encode("utf-8")).digest()
            found.append(f"sha256-{base64.b64encode(digest).decode('ascii')}")
    return found


def policy(hashes: Iterable[str]) -> str:
    """The header's value. Styles stay inline: the widths of table columns and the running heads of printed
    pages are set in each page; they run no code."""
    scripts = " ".join(["'self'", *(f"'{one}'" for one in sorted(hashes))])
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
    )
