"""The built site behind real web servers: Debian's nginx and Caddy with the files of deploy/."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import quote

import pytest

from scripts.publish import servers
from tests.conftest import IN_CI

PACKAGES = {"nginx": "nginx-light", "caddy": "caddy"}


@dataclass(frozen=True)
class Answer:
    """What a server sent, its headers by their names in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Server:
    """A running server, and where the handbook stands on it."""

    name: str
    port: int
    path: str
    out: Path = field(repr=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}{quote(self.path)}"

    def get(self, address: str, **headers: str) -> Answer:
        """Ask for an address below the handbook's path; headers with _ for -."""
        return self.ask(quote(self.path) + address, **headers)

    def ask(self, target: str, **headers: str) -> Answer:
        """Ask for a path of the server, sent as it is."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", target, headers={k.replace("_", "-"): v for k, v in headers.items()})
            answer: HTTPResponse = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _nginx(out: Path, port: int, scratch: Path) -> list[str]:
    text = (out / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    assert "listen 80;" in text
    (scratch / "site.conf").write_text(
        _moved(text, out).replace("listen 80;", f"listen 127.0.0.1:{port};"), encoding="utf-8"
    )
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {scratch}/{kind};" for kind in kinds)
    user = "user root;" if os.geteuid() == 0 else ""
    main = (
        f"{user} daemon off; worker_processes 1; pid {scratch}/pid; error_log stderr warn; events {{}}\n"
        f"http {{ include /etc/nginx/mime.types; access_log off; {temporary} include {scratch}/site.conf; }}\n"
    )
    (scratch / "nginx.conf").write_text(main, encoding="utf-8")
    return ["-e", "stderr", "-p", str(scratch), "-c", str(scratch / "nginx.conf")]


def _caddy(out: Path, port: int, scratch: Path) -> list[str]:
    text = (out / "deploy" / "Caddyfile").read_text(encoding="utf-8")
    assert "\n:80 {" in text
    moved = _moved(text, out).replace("\n:80 {", f"\n:{port} {{\n\tbind 127.0.0.1")
    settings = "{\n\tadmin off\n\tauto_https off\n}\n"
    (scratch / "Caddyfile").write_text(settings + moved, encoding="utf-8")
    return ["run", "--config", str(scratch / "Caddyfile"), "--adapter", "caddyfile"]


def _moved(text: str, out: Path) -> str:
    assert "/srv/collective-handbook" in text
    return text.replace("/srv/collective-handbook", str(out))


@contextmanager
def serving(name: str, path: str, site: Path, scratch: Path) -> Iterator[Server]:
    """A server with the published site below `path`. Missing: skipped on a desk, failed in CI."""
    program = shutil.which(name) or shutil.which(name, path="/usr/sbin")
    if program is None:
        (pytest.fail if IN_CI else pytest.skip)(f"no {name}: install Debian's package {PACKAGES[name]}")
    out, port = scratch / "out", _free_port()
    shutil.copytree(site, out / "site", ignore=shutil.ignore_patterns("*-notes.docx", "*.zip"))
    servers.write(out / "site", out / "deploy", path)
    arguments = (_nginx if name == "nginx" else _caddy)(out, port, scratch)
    log = scratch / "log"
    with log.open("wb") as sink:
        home = {"HOME": str(scratch), "XDG_DATA_HOME": str(scratch), "XDG_CONFIG_HOME": str(scratch)}
        running = subprocess.Popen([program, *arguments], stdout=sink, stderr=sink, env=os.environ | home)
    try:
        _wait(running, port, log)
        yield Server(name, port, path, out)
    finally:
        running.terminate()
        running.wait(timeout=20)


def _wait(running: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        assert running.poll() is None, log.read_text(encoding="utf-8")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(log.read_text(encoding="utf-8"))
