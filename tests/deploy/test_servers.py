"""What nginx and Caddy send: compressed, cached rightly, guarded, whole below any path."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from lxml import etree

from scripts.problems import ProblemsError
from scripts.publish import csp, servers
from tests.deploy.conftest import Server, serving

PATHS = ["/handbook/", "/培训/手册/", "/"]
PAGE = "guide/representatives.html"


@pytest.fixture(
    scope="module", params=[(name, path) for name in ("nginx", "caddy") for path in PATHS], ids=str
)
def server(
    request: pytest.FixtureRequest, site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    name, path = request.param
    with serving(name, path, site, tmp_path_factory.mktemp(name)) as running:
        yield running


def test_pages_come_compressed_and_whole(server: Server) -> None:
    answer = server.get(PAGE, Accept_Encoding="gzip")
    assert (answer.status, answer.headers["content-encoding"]) == (200, "gzip")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "Accept-Encoding" in answer.headers["vary"]
    whole = (server.out / "site" / PAGE).read_bytes()
    assert gzip.decompress(answer.body) == whole
    assert len(answer.body) < len(whole) / 3
    assert server.get(PAGE).body == whole


@pytest.mark.parametrize("address", ["", "index.html", "en/", "law/"])
def test_folders_show_their_index(address: str, server: Server) -> None:
    file = server.out / "site" / address / ("" if address.endswith(".html") else "index.html")
    assert server.get(address).body == file.read_bytes()


def test_headers_guard_every_answer(server: Server) -> None:
    policy = csp.of(server.out / "site")
    for address in ("", PAGE, "assets/css/handbook.css", "nowhere.html"):
        headers = server.get(address).headers
        assert headers["content-security-policy"] == policy, address
        assert headers["x-content-type-options"] == "nosniff", address
        assert headers["referrer-policy"] == "same-origin", address
        assert not re.search(r"\d", headers.get("server", "")), address


def test_only_names_with_a_hash_are_kept_for_long(server: Server) -> None:
    site = server.out / "site"
    hashed = list(site.glob("assets/stylesheets/*.min.css"))
    assert len(hashed) >= 2
    for file in hashed:
        assert "max-age=31536000" in server.get(file.relative_to(site).as_posix()).headers["cache-control"]
    for address in ("", PAGE, "assets/css/handbook.css", "templates/offer-letter.docx", "nowhere.html"):
        assert server.get(address).headers["cache-control"] == "no-cache", address


@pytest.mark.parametrize("coding", ["gzip", "identity"])
def test_what_is_known_is_not_sent_again(coding: str, server: Server) -> None:
    tag = server.get(PAGE, Accept_Encoding=coding).headers["etag"]
    again = server.get(PAGE, Accept_Encoding=coding, If_None_Match=tag)
    assert (again.status, again.body) == (304, b"")
    assert server.get(PAGE, Accept_Encoding=coding, If_None_Match='"other"').status == 200


def test_a_missing_page_is_told_with_links_that_lead_home(server: Server) -> None:
    for address in ("nowhere.html", "law/nowhere.html", "no/such/folder/"):
        answer = server.get(address)
        assert answer.status == 404, address
        assert "没有这一页" in answer.body.decode("utf-8"), address
    links = re.findall(r'href="([^"]+)"', server.get("nowhere.html").body.decode("utf-8"))
    assert [unquote(link) for link in links[1:]] == [
        f"{server.path}index.html",
        f"{server.path}en/index.html",
    ]
    assert {server.ask(link).status for link in links} == {200}


def test_nothing_outside_the_site_is_served(server: Server) -> None:
    base = quote(server.path)
    for target in (
        f"{base}../deploy/csp.conf",
        f"{base.rstrip('/')}../deploy/csp.conf",
        f"{base}%2e%2e/deploy/csp.conf",
    ):
        assert server.ask(target).status in (400, 404), target
    if server.path != "/":
        assert server.ask("/").status == 404


def test_the_path_without_its_last_slash_leads_on(server: Server) -> None:
    if server.path == "/":
        pytest.skip("nothing to lead on from")
    answer = server.ask(quote(server.path.rstrip("/")))
    assert answer.status == 301
    assert unquote(answer.headers["location"].encode("latin-1").decode("utf-8")).endswith(server.path)


def test_word_files_come_as_they_are(server: Server) -> None:
    answer = server.get("templates/offer-letter.docx", Accept_Encoding="gzip")
    assert "content-encoding" not in answer.headers
    assert answer.body == (server.out / "site" / "templates" / "offer-letter.docx").read_bytes()
    assert answer.headers["content-type"].startswith("application/vnd.openxmlformats")


def test_the_file_for_iis_is_xml_with_the_policy(site: Path, tmp_path: Path) -> None:
    copy = tmp_path / "site"
    copy.mkdir()
    for name in ("index.html", "404.html"):
        (copy / name).write_bytes((site / name).read_bytes())
    servers.write(copy, tmp_path / "deploy", "/handbook/")
    root = etree.parse(str(tmp_path / "deploy" / "iis-web.config")).getroot()
    headers = {add.get("name"): add.get("value") for add in root.iterfind(".//customHeaders/add")}
    assert headers["Content-Security-Policy"] == csp.of(copy)


@pytest.mark.parametrize(
    "path", ["handbook/", "/handbook", "", "/a b/", "/a;b/", "//", '/"/', "/{x}/", "/$x/"]
)
def test_a_path_that_would_break_the_files_is_refused(path: str) -> None:
    with pytest.raises(ProblemsError, match="写法不合"):
        servers.checked(path)


@pytest.mark.parametrize("path", PATHS)
def test_a_sound_path_is_taken(path: str) -> None:
    assert servers.checked(path) == path
