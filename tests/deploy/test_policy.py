"""In a real browser under the policy that nginx sends: every tool works and nothing is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.test_axe import KINDS
from tests.deploy.conftest import Server, serving

pytestmark = pytest.mark.browser


def _search(page: Any) -> None:
    page.wait_for_selector("dialog[open] a[href]")


ACTS = [
    *KINDS,
    ("index.html?q=首席代表", _search),
    ("en/index.html?q=chief", _search),
    ("404.html", lambda _: None),
]


@pytest.fixture(scope="module")
def server(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving("nginx", "/handbook/", site, tmp_path_factory.mktemp("policy")) as running:
        yield running


def test_every_kind_of_page_works_under_the_policy(browser: Any, server: Server) -> None:
    complaints: list[str] = []
    for address, act in ACTS:
        page = browser.new_page()
        page.on("console", lambda said, at=address: complaints.append(f"{at} {said.type} {said.text}"))
        page.on("pageerror", lambda error, at=address: complaints.append(f"{at} {error}"))
        page.goto(server.url + address)
        act(page)
        page.close()
    assert len(ACTS) > 18
    assert complaints == []


def test_the_policy_refuses_a_strange_script(browser: Any, server: Server) -> None:
    """The policy is really in force: a script that is not the site's own does not run."""
    page = browser.new_page()
    page.goto(server.url + "index.html")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.strange = 1'}))"
    )
    assert page.evaluate("window.strange") is None
    page.close()
