"""python -m scripts.site.search SITE: index a site that another builder made, inside the project's environment."""

from __future__ import annotations

import sys
from pathlib import Path

from scripts.law import register
from scripts.pages import DOCS
from scripts.problems import ProblemsError
from scripts.site.search import index, synonyms


def main(arguments: list[str]) -> int:
    """Write the two index scripts into the site folder. Returns 0, or 1 with every problem told."""
    if len(arguments) != 1 or not (Path(arguments[0]) / "index.html").is_file():
        print(
            "用法：python -m scripts.site.search 网站文件夹（其中有 index.html） Usage: give a built site",
            file=sys.stderr,
        )
        return 1
    try:
        index.write(
            Path(arguments[0]), register.load(DOCS / "law" / "laws.yml"), synonyms.load(DOCS / synonyms.NAME)
        )
    except ProblemsError as error:
        print(error.report(), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
