"""Files for web servers: the examples of deploy/ for one path, and the policy of exactly this site."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

from scripts.door import ROOT
from scripts.problems import Problem, ProblemsError
from scripts.publish import csp

EXAMPLES = ROOT / "deploy"
_LINK = re.compile(r'href="/(?!/)')  # the 404 page is shown at any address: its links begin at the root


def checked(path: str) -> str:
    """The path on the server. Raises ProblemsError unless it looks like / or /handbook/."""
    if not re.fullmatch(r"/(?:[\w.~-]+/)*", path):
        cure = "以 / 开头、以 / 结尾，只用文字、数字、连字符，如 /handbook/ 或 /"
        raise ProblemsError([Problem(Path("--path"), 0, f"路径 {path} 写法不合", cure, "bad path")])
    return path


def write(site: Path, folder: Path, path: str) -> None:
    """Fill `folder` for a built site that will stand below `path`, and set the links of its 404 page."""
    missing = site / "404.html"
    text = missing.read_text(encoding="utf-8")
    missing.write_text(_LINK.sub(f'href="{quote(path)}', text), encoding="utf-8", newline="\n")
    header = csp.of(site)
    below = path.rstrip("/")
    files = {
        "nginx.conf": _example("nginx.conf", below, below),
        "Caddyfile": _example("Caddyfile", below, quote(below)),
        "iis-web.config": _example("iis-web.config", below, below).replace("{csp}", header),
    }
    files["csp.conf"] = f'add_header Content-Security-Policy "{header}" always;\n'
    files["csp.caddy"] = f'header Content-Security-Policy "{header}"\n'
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _example(name: str, below: str, written: str) -> str:
    """An example with its path /handbook exchanged: `below` where a server matches the decoded path,
    `written` elsewhere (Caddy rewrites and redirects in the encoded path)."""
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    text = text.replace("^/handbook$", f"^{below}$").replace("path /handbook/*", f"path {below}/*")
    return text.replace("/handbook/", f"{written}/")
