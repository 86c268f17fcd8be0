"""Less to load: no blank lines of templates in a page, no files of the theme that no page asks for."""

from __future__ import annotations

import re

# Where white space counts, or where it is not white space at all.
_KEPT = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>)", re.DOTALL)
_GAP = re.compile(r"\s*\n\s*")
# The theme says it to boxes too, where the standard has no such word; assets/js/frame.js empties them.
_FAULT = re.compile(r'(<input class="md-toggle"[^>]*) autocomplete="off"')


def page(output: str) -> str:
    """A page whose runs of white space with a line break in them are one line break."""
    parts = _KEPT.split(_FAULT.sub(r"\1", output))
    # split() gives: between, kept, name of its element, between …
    return "".join(
        _GAP.sub("\n", part) if index % 3 == 0 else part for index, part in enumerate(parts) if index % 3 != 2
    ).lstrip()


def asked_for(path: str) -> bool:
    """Whether the file of the theme at this path of the site is one that pages load.

    The theme's script is replaced by assets/js/frame.js, its search by ours, and maps help its authors only.
    """
    return not path.startswith("assets/javascripts/") and not path.endswith(".map")
