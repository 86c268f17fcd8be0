"""Our search beside the theme's own (Material's, lunr) on the same pages and the same queries.

Run with the project's environment and Debian's chromium: `.venv/bin/python benchmarks/search.py`. Prints the
rank figures of tests/search/queries.yml and held-out.yml, milliseconds cold and warm, and the bytes of the index.
Ours runs from file://; the theme's worker needs a server, so that one is started for it.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import shutil
import statistics
import sys
import tempfile
import threading
from importlib import resources
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright
from ruamel.yaml import YAML

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.door import ROOT
from scripts.site.build import build

SETS = ("queries.yml", "held-out.yml")
TEN = 10
# One query a fresh page: how long from the first use until the list stands, scripts and all.
COLD = """async ([query, base, language]) => {
    const begun = performance.now();
    for (const name of ['js/search.js', 'search/' + language + '.js']) await new Promise((done, failed) => {
        const script = document.createElement('script');
        [script.src, script.onload, script.onerror] = [base + name, done, failed];
        document.body.append(script);
    });
    window.search = new HandbookSearch(handbookSearchIndex);
    window.search.find(query);
    return performance.now() - begun;
}"""
OURS = """query => {
    const begun = performance.now(), found = search.find(query), took = performance.now() - begun;
    return [took, found.groups.flatMap(group => group.sections.slice(0, 3).map(one => group.page.address + '#' + one.section.anchor))];
}"""
START = """async ([worker, language]) => {
    const index = await (await fetch('/search/search_index.json')).json();
    index.docs = index.docs.filter(one => one.location.startsWith('en/') === (language === 'en'));
    window.worker = new Worker(worker);
    window.ask = (type, data) => new Promise(done => {
        window.worker.onmessage = event => done(event.data);
        window.worker.postMessage({type, data});
    });
    const begun = performance.now();
    await window.ask(0, {config: index.config, docs: index.docs, options: {suggest: false}});
    return performance.now() - begun;
}"""
THEIRS = """async query => {
    const begun = performance.now(), told = await ask(2, query), took = performance.now() - begun;
    return [took, told.data.items.flatMap(page => page.map(one => one.location))];
}"""


def main() -> None:
    """Build both sites, ask both searches everything, print."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        ours, theirs = Path(folder) / "ours", Path(folder) / "theirs"
        build(argparse.Namespace(out=ours))
        _stock(theirs)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        queries = {name: YAML(typ="safe").load(ROOT / "tests" / "search" / name) for name in SETS}
        _ours(browser, ours, queries)
        _theirs(browser, theirs, queries)
        browser.close()


def _stock(site: Path) -> None:
    """The same pages with the theme's search plugin, without a dictionary for Chinese words."""
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config

    site.mkdir()
    plugins = YAML(typ="safe", pure=True)
    plugins.constructor.add_multi_constructor("!", lambda *_: None)
    plugins.constructor.add_multi_constructor("tag:yaml.org,2002:python/", lambda *_: None)
    raw = plugins.load(ROOT / "mkdocs.yml")["plugins"]
    config = load_config(
        str(ROOT / "mkdocs.yml"),
        site_dir=str(site),
        strict=False,
        plugins=[{"material/search": {"lang": ["zh", "en"]}}, *raw],
    )
    config.plugins.on_startup(command="build", dirty=False)
    mkdocs_build(config)


def _ours(browser: Any, site: Path, queries: dict[str, Any]) -> None:
    base = (site / "assets").as_uri() + "/"
    pages, cold = {}, []
    for language in ("zh", "en"):
        for _ in range(3):
            pages[language] = browser.new_context().new_page()
            pages[language].goto((site / "index.html").as_uri())
            cold.append(pages[language].evaluate(COLD, ["首席代表怎么产生", base, language]))
        data = (site / "assets" / "search" / f"{language}.js").read_bytes()
        print(
            f"ours    {language}: index {_bytes(data)}, first result {min(cold[-3:]):.0f}–{max(cold[-3:]):.0f} ms cold"
        )
    for name in SETS:
        _report(
            f"ours    {name}", queries[name], lambda language, query: pages[language].evaluate(OURS, query)
        )


def _theirs(browser: Any, site: Path, queries: dict[str, Any]) -> None:
    handler = functools.partial(_Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        origin = f"http://127.0.0.1:{server.server_port}"
        # The worker is in the theme; the built site does not carry what its pages do not use.
        scripts = Path(str(resources.files("material"))) / "templates" / "assets" / "javascripts"
        shutil.copytree(scripts, site / "assets" / "javascripts", dirs_exist_ok=True)
        worker = next((site / "assets" / "javascripts" / "workers").glob("search.*.min.js"))
        data = (site / "search" / "search_index.json").read_bytes()
        pages = {}
        for language in ("zh", "en"):
            pages[language] = browser.new_context().new_page()
            pages[language].goto(f"{origin}/assets/images/seal.svg")
            took = pages[language].evaluate(
                START, [f"{origin}/{worker.relative_to(site).as_posix()}", language]
            )
            print(f"theirs  {language}: index {_bytes(data)} (both languages), ready after {took:.0f} ms")

        def ask(language: str, query: str) -> Any:
            took, places = pages[language].evaluate(THEIRS, query)
            here = [place.removeprefix("en/") for place in places]
            return took, [place if "#" in place else place + "#" for place in here]

        for name in SETS:
            _report(f"theirs  {name}", queries[name], ask)
        server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


def _report(title: str, queries: dict[str, Any], ask: Any) -> None:
    """One line for the set, one for its kinds: mean reciprocal rank among ten, first, within five, nothing."""
    ranks: dict[str, list[int]] = {}
    times, nothing = [], 0
    for language, kinds in queries.items():
        for kind, some in kinds.items():
            for query in some:
                took, places = ask(language, query["q"])
                times.append(took)
                nothing += not places
                hits = [
                    rank
                    for rank, place in enumerate(places[:TEN], 1)
                    if {place, place.split("#")[0]} & set(query["right"])
                ]
                ranks.setdefault(kind, []).append(hits[0] if hits else 0)
    every = [rank for some in ranks.values() for rank in some]
    print(
        f"{title}: {len(every)} queries, MRR@10 {_mrr(every):.3f}, first {_share(every, 1):.0%}, within five"
        f" {_share(every, 5):.0%}, nothing found {nothing / len(every):.0%},"
        f" warm {statistics.median(times):.1f} ms (95 %: {sorted(times)[int(len(times) * 0.95)]:.1f})"
    )
    print("        " + ", ".join(f"{kind} {_mrr(some):.2f}" for kind, some in ranks.items()))


def _mrr(ranks: list[int]) -> float:
    return sum(1 / rank for rank in ranks if rank) / len(ranks)


def _share(ranks: list[int], within: int) -> float:
    return sum(1 for rank in ranks if 0 < rank <= within) / len(ranks)


def _bytes(data: bytes) -> str:
    return f"{len(data) / 1000:.0f} kB, {len(gzip.compress(data)) / 1000:.0f} kB gzip"


if __name__ == "__main__":
    main()
