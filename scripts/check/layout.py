"""Files where they belong: ASCII names, front matter that fits the room, no folder taken for a language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts.frontmatter import model_for
from scripts.problems import Problem, ProblemsError
from scripts.site.library import Library

_NAME = re.compile(r"^[a-z0-9]+([-_.][a-z0-9]+)*$")


def check(library: Library) -> Iterator[Problem]:
    """Names and front matter of everything below docs/."""
    for path in sorted(library.docs.rglob("*")):
        if not _NAME.match(path.name):
            cure = "只用小写英文字母、数字、连字符"
            yield Problem(path, 0, "文件名含大写、中文或空格", cure, "file name not ASCII lower case")
        if path.is_dir() and path.parent == library.docs and len(path.name) == 2 and path.name != "en":
            yield Problem(
                path, 0, "两个字母的文件夹会被当作一种语言", "换一个更长的名字", "taken for a language"
            )
        if path.suffix == ".md" and path.name.count(".") > 1:
            yield Problem(
                path, 0, "文件名里有多余的点，会被当作语言后缀", "去掉这个点", "taken for a language"
            )
    for page in library.pages:
        model = model_for(page.room, page.rel.rsplit("/", 1)[-1], page.meta)
        try:
            page.front.validate(model)
        except ProblemsError as error:
            yield from error.problems
