"""The exit: the same pages at the same addresses, made by another builder and without the i18n plugin.

One folder a language with settings, pages and site of its own; the builder runs once in each, and the
English site is put below the Chinese one. docs/about/builder.md says which, why and when.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from ruamel.yaml import YAML

from scripts import check
from scripts.door import ROOT
from scripts.outfolder import replacing
from scripts.pages import DOCS, LANGUAGES, MAIN, OTHERS
from scripts.problems import Problem, ProblemsError
from scripts.site import hooks, redirects
from scripts.site.library import renew

BUILDERS = ("properdocs", "zensical")
DEAF = {"zensical"}  # runs no hooks and says nothing of it: what they do is done before and after
# What a language of the i18n plugin says to the plugin itself; the rest are settings of the site.
_TO_THE_PLUGIN = {"locale", "default", "name", "build", "nav_translations", "admonition_translations"}


def settings(text: str, language: str, builder: str) -> str:
    """The settings for one language out of mkdocs.yml: no i18n plugin, menu and names in that language.

    They belong into a folder that has docs/ beside them; tags such as !ENV stay as they are.
    Raises LookupError for a language that mkdocs.yml does not list.
    """
    yaml = YAML()
    site = yaml.load(text)
    (i18n,) = (plugin for plugin in site["plugins"] if "i18n" in plugin)
    spoken = {one["locale"]: one for one in i18n["i18n"]["languages"]}[language]
    site["plugins"].remove(i18n)
    site.update({key: value for key, value in spoken.items() if key not in _TO_THE_PLUGIN})
    site["nav"] = _menu(site["nav"], _below(language), spoken.get("nav_translations", {}))
    site["extra"]["alternate"] = [
        {"name": one["name"], "lang": one["locale"], "link": f"/{_below(one['locale'])}"}
        for one in i18n["i18n"]["languages"]
    ]
    site["hooks"] = [str(ROOT / hook) for hook in site["hooks"]]
    site["theme"]["custom_dir"] = str(ROOT / site["theme"]["custom_dir"])
    site["theme"]["language"] = language
    if builder == "zensical":
        site["theme"]["variant"] = "classic"  # its name for the look of Material
        site["plugins"].append({"search": {"enabled": False}})  # on unless told otherwise
    written = StringIO()
    yaml.dump(site, written)
    return written.getvalue()


def _menu(entry: Any, below: str, words: dict[str, str]) -> Any:
    if isinstance(entry, str):
        return below + entry
    if isinstance(entry, list):
        return [_menu(one, below, words) for one in entry]
    return {words.get(title, title): _menu(inside, below, words) for title, inside in entry.items()}


def _below(language: str) -> str:
    return "" if language == MAIN else f"{language}/"


def build(builder: str, folder: Path) -> Path:
    """Build both languages in a folder that is there and empty. Returns the finished site inside it.
    Raises ProblemsError with what the builder complains of."""
    places = {language: folder / language for language in LANGUAGES}
    for language, place in places.items():
        _stage(place, language, builder)
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda place: _run(builder, place), places.values()))
    site = places[MAIN] / "site"
    for language in OTHERS:
        shutil.copytree(places[language] / "site", site, copy_function=_if_new, dirs_exist_ok=True)
    if builder in DEAF:
        _finish(site)
    redirects.write(site)
    return site


def _if_new(source: str, target: str) -> None:
    if not Path(target).exists():
        shutil.copyfile(source, target)


def _stage(place: Path, language: str, builder: str) -> None:
    """A page not yet translated goes in as it is, below its language."""

    def languages(folder: str, names: list[str]) -> set[str]:
        return set(OTHERS) & set(names) if Path(folder) == DOCS else set()

    pages = place / "docs" / _below(language)
    shutil.copytree(DOCS, pages, ignore=languages)
    if language != MAIN:
        shutil.copytree(DOCS / language, pages, dirs_exist_ok=True)
        (pages / "assets").rename(place / "docs" / "assets")
    if builder in DEAF:
        _decorate(place / "docs")
    text = settings((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), language, builder)
    (place / "mkdocs.yml").write_text(text, encoding="utf-8", newline="\n")


def _run(builder: str, place: Path) -> None:
    # `python -m` from the root: the builder imports our extension and fences from scripts/
    command = [sys.executable, "-m", builder, "build", "--strict", "-f", str(place / "mkdocs.yml")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", errors="replace")
    if done.returncode:
        said = (done.stdout + done.stderr).strip()
        faults = [line for line in said.splitlines() if line.startswith(("WARNING", "ERROR"))] or [said]
        cure = "改正这一处后再生成；旧网站没有动"
        raise ProblemsError([Problem(DOCS, 0, line, cure, builder) for line in faults])


def _decorate(docs: Path) -> None:
    config = SimpleNamespace(mdx_configs={})
    for path in docs.rglob("*.md"):
        _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
        page = SimpleNamespace(file=SimpleNamespace(src_uri=path.relative_to(docs).as_posix()))
        body = hooks.on_page_markdown(body, page=page, config=config)
        path.write_text(f"---\n{front}---\n{body}", encoding="utf-8", newline="\n")


def _finish(site: Path) -> None:
    for path in site.rglob("*.html"):
        text = hooks.on_page_content(path.read_text(encoding="utf-8"))
        path.write_text(hooks.on_post_page(text, page=None, config=None), encoding="utf-8", newline="\n")
    for language in LANGUAGES:
        hooks.on_post_build(SimpleNamespace(theme={"language": language}, site_dir=str(site)))


def main(arguments: list[str]) -> int:
    """`python -m scripts.site.elsewhere properdocs --out out/elsewhere`. Returns the exit code."""
    parser = argparse.ArgumentParser(description="换一个生成器生成网站 Build the site with another builder.")
    parser.add_argument("builder", choices=BUILDERS)
    parser.add_argument("--out", type=Path, default=ROOT / "out" / "elsewhere")
    options = parser.parse_args(arguments)
    try:
        renew(check.run())
        with replacing(options.out, mark=f"{MAIN}/mkdocs.yml") as fresh:
            build(options.builder, fresh)
    except ProblemsError as error:
        print(error.report(), file=sys.stderr)
        return 1
    print(f"已生成：{options.out.resolve() / MAIN / 'site'} 。 Built with {options.builder}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
