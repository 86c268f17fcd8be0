"""Pages that moved: docs/redirects.yml becomes a small page at each old address, in both languages."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from html import escape
from pathlib import Path
from urllib.parse import urldefrag

from scripts.door import ROOT
from scripts.problems import Problem, ProblemsError
from scripts.yamlfile import YamlFile

FILE = ROOT / "docs" / "redirects.yml"
MARK = '<meta http-equiv="refresh"'
_PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
{mark} content="0; url={href}">
</head>
<body><p><a href="{href}">{title}</a></p></body>
</html>
"""
_LANGUAGES = {"": ("zh-CN", "这一页已移到新地址"), "en/": ("en", "This page has moved")}


def write(site: Path, file: Path = FILE) -> None:
    """Write the redirect pages of `file` into a built site. Raises ProblemsError for an old address that
    is a page and a new one that is none; then nothing is written."""
    source = YamlFile.read(file)
    data = source.data if source.data is not None else {}
    if not isinstance(data, Mapping):
        raise ProblemsError([Problem(file, 1, "不是“旧地址: 新地址”", "逐行写", "not a mapping")])
    pages: dict[Path, str] = {}
    problems = []
    for old, new in data.items():
        line = source.line(old)
        for folder, (lang, title) in _LANGUAGES.items():
            place = site / folder / str(old)
            if not str(old).endswith(".html") or not place.resolve().is_relative_to(site.resolve()):
                cure = "写网站里的地址，如 guide/old-name.html"
                problems.append(Problem(file, line, f"旧地址 {old} 不是页面的地址", cure, "no page address"))
            elif place.exists():
                problems.append(
                    Problem(file, line, f"旧地址 {old} 还是一个页面", "删去这一行", "still a page")
                )
            elif not (site / folder / urldefrag(str(new)).url).is_file():
                problems.append(Problem(file, line, f"新地址 {new} 没有这个页面", "查拼写", "no such page"))
            else:
                href = escape(posixpath.relpath(str(new), posixpath.dirname(str(old)) or "."))
                pages[place] = _PAGE.format(lang=lang, title=title, href=href, mark=MARK)
    if problems:
        raise ProblemsError(problems)
    for place, text in pages.items():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8", newline="\n")
