"""The exit stays open: another builder makes the same pages at the same addresses, without the i18n plugin."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from scripts.door import ROOT
from scripts.pages import LANGUAGES
from scripts.site import elsewhere

PAGES = (
    "index.html",
    "guide/representatives.html",
    "law/collective-contract-provisions.html",
    "casebook/jiamusi-paper.html",
    "templates/offer-letter.html",
    "practice/representatives.html",
    "reference/glossary.html",
)
# A theme's own: its style sheets and scripts, and what is written beside them.
THEME = re.compile(r"assets/(stylesheets|javascripts)/|sitemap\.xml\.gz$|search\.json$")


def _addresses(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}


def _ids(page: Path) -> list[str]:
    """Ids of headings, questions, terms … within the words of a page, in order."""
    text = page.read_text(encoding="utf-8")
    words = text.split("<article", 1)[1].split("</article>", 1)[0]
    return re.findall(r'<[a-z1-6]+ [^>]*?\bid="((?!__)[^"]+)"', words)  # __: the theme's own


def _settings(language: str) -> dict[str, object]:
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    settings: dict[str, object] = YAML().load(elsewhere.settings(text, language, "properdocs"))
    return settings


def _leaves(nav: object, depth: int = 0) -> list[tuple[int, str]]:
    """The pages of a menu with their depth."""
    if isinstance(nav, str):
        return [(depth, nav)]
    parts = nav.values() if isinstance(nav, dict) else nav
    return [leaf for part in parts for leaf in _leaves(part, depth + 1)]  # type: ignore[attr-defined]


def test_the_menus_of_both_languages_are_one() -> None:
    chinese, english = (_leaves(_settings(language)["nav"]) for language in LANGUAGES)
    assert len(chinese) > 150
    assert english == [(depth, f"en/{page}") for depth, page in chinese]
    assert chinese == _leaves(YAML().load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"])


def test_no_plugin_is_left_and_no_menu_word_untranslated() -> None:
    settings = _settings("en")
    assert settings["plugins"] == []
    assert settings["site_name"] == "Collective Consultation Handbook"
    assert not re.search(r"[\u4e00-\u9fff]", str(settings["nav"]))


def test_tags_of_the_settings_stay() -> None:
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    tags = re.compile(r"!ENV|!!python/name:[\w.]+")
    # The i18n plugin goes, and the setting of `serve --lang` with it.
    kept = re.sub(r".*HANDBOOK_LANGUAGE.*\n", "", text)
    assert tags.findall(elsewhere.settings(text, "en", "properdocs")) == tags.findall(kept) != []


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(LookupError):
        _settings("fr")


@pytest.mark.slow
def test_properdocs_makes_the_same_site(site: Path, tmp_path: Path) -> None:
    """Not only the addresses: every page is the same to the byte."""
    built = elsewhere.build("properdocs", tmp_path)
    assert _addresses(built) == _addresses(site)
    pages = sorted(path.relative_to(site) for path in site.rglob("*.html"))
    assert [page for page in pages if (built / page).read_bytes() != (site / page).read_bytes()] == []


@pytest.mark.slow
def test_zensical_makes_the_same_addresses(site: Path, tmp_path: Path) -> None:
    built = elsewhere.build("zensical", tmp_path)
    ours, theirs = (
        {address for address in _addresses(place) if not THEME.search(address)} for place in (site, built)
    )
    assert theirs == ours
    for language in ("", "en/"):
        for page in PAGES:
            assert _ids(built / language / page) == _ids(site / language / page) != [], (language, page)
