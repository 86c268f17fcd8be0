"""The one door: verbs, their options, and the environment each of them runs in.

Standard library only: this module runs before anything is installed.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
REQUIREMENTS = ROOT / "requirements"

AddOptions = Callable[[argparse.ArgumentParser], None]


class DoorError(Exception):
    """Something the reader must mend before any verb can run; the text is for people."""


@dataclass(frozen=True)
class Verb:
    """One thing the door can do.

    `group` names the requirements file; `handler` is "module:function", called with the parsed
    options and returning an exit code.
    """

    name: str
    group: str
    handler: str
    zh: str
    en: str
    options: AddOptions = lambda _: None


def _build_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out", type=Path, default=Path("site"), metavar="DIR", help="输出文件夹 output folder"
    )


def _serve_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000, help="端口 port")
    parser.add_argument("--no-open", action="store_true", help="不自动打开浏览器 do not open a browser")
    parser.add_argument("--lang", choices=["zh"], help="只生成中文，改稿刷新更快 Chinese only, quicker")


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} 不是整数，写 1、2、3 这样的数 not a whole number") from None


def _paper_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("blueprint", type=Path, help="命题蓝图 blueprint, quizzes/papers/*.yml")
    parser.add_argument("--forms", type=_whole, default=1, metavar="N", help="平行卷套数（A卷、B卷……）forms")
    parser.add_argument(
        "--versions", type=_whole, default=1, metavar="N", help="每套的排列种数（A1、A2……）versions"
    )
    parser.add_argument("--seed", type=_whole, required=True, metavar="N", help="随机种子，同种子同试卷 seed")
    parser.add_argument(
        "--edition", metavar="YYYY-MM", help="期次；写了才登记用题，下一期避开 edition, kept in the usage log"
    )
    parser.add_argument("--language", choices=["zh", "en"], default="zh", help="试卷语言 language")
    parser.add_argument("--a3", action="store_true", help="另出 A3 双栏卷 an A3 paper too")
    parser.add_argument(
        "--answers", choices=["paper", "sheet"], default="paper", help="答在卷上或答题卡上 where answers go"
    )
    parser.add_argument("--candidates", type=Path, metavar="XLSX", help="考生名单，一人一卷 candidate list")
    parser.add_argument("--fonts", type=Path, metavar="DIR", help="另加字体的文件夹 folder of further fonts")
    parser.add_argument(
        "--password", nargs="?", const="", metavar="TEXT", help="加密成一个 zip，不写就问 seal as an AES zip"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="输出文件夹 output folder")


def _forms_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "action", choices=["fill", "template"], help="成批填写，或生成空的填写表 fill, or an empty workbook"
    )
    parser.add_argument("form", metavar="FORM", help="表单页的文件名，如 offer-letter slug of a form page")
    parser.add_argument(
        "data", nargs="?", type=Path, metavar="DATA", help="data.xlsx 或 data.json（fill 用）"
    )
    parser.add_argument("--language", choices=["zh", "en"], default="zh", help="表单的语言 language")
    parser.add_argument("--variant", metavar="NAME", help="文本，如 small（有几种文本的合同）variant")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="PATH", help="输出文件夹，或新的 .xlsx output"
    )


def _check_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--built",
        type=Path,
        metavar="DIR",
        help="另查生成好的网站里有没有考试题 look for exam items in a built site",
    )


def _quiz_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "action",
        choices=["check", "stats", "new", "lock", "export", "import", "template"],
        help="检查、题量表、新题骨架、锁定题号、导出、导入、空表"
        " check, coverage, skeleton, lock ids, export, import, empty workbook",
    )
    parser.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="要导入的 .xlsx 或 .docx（import 用）file"
    )
    parser.add_argument("--bank", metavar="NAME", help="题库名（new、export、import 用）bank")
    parser.add_argument("--pool", choices=["practice", "exam"], default="practice", help="题池 pool")
    parser.add_argument(
        "--type",
        nargs="+",
        choices=["single", "multiple", "judgement", "case"],
        help="题型（new 用一种，export 可用几种）type",
    )
    parser.add_argument("--domain", nargs="+", metavar="D3", help="知识域（export 用，import 用一个）domains")
    parser.add_argument(
        "--level",
        nargs="+",
        choices=["recall", "understand", "apply", "analyse", "synthesise"],
        help="层次（export 用）levels",
    )
    parser.add_argument(
        "--scope",
        nargs="+",
        choices=["national", "heilongjiang", "jiamusi"],
        help="适用范围（export 用）scopes",
    )
    parser.add_argument("--tag", nargs="+", metavar="TAG", help="标签（export 用）tags")
    parser.add_argument(
        "--to",
        choices=["moodle", "gift", "qti21", "qti3", "anki", "kaoshibao", "csv", "xlsx"],
        help="导出的格式 format, for export",
    )
    parser.add_argument("--language", choices=["zh", "en"], default="zh", help="导出的语言 language")
    parser.add_argument(
        "--edition", metavar="TEXT", help="导出的版次，如 2026-11，默认按最近的题目日期 edition"
    )
    parser.add_argument("--out", type=Path, metavar="PATH", help="输出 output")
    parser.add_argument(
        "--prefix", default="imp", metavar="abc", help="新题号的前缀（import 用）prefix of new ids"
    )
    parser.add_argument("--preview", action="store_true", help="只看报告，不写文件（import 用）write nothing")
    parser.add_argument(
        "--kind",
        choices=["questions", "candidates"],
        default="questions",
        help="题目的空表，或考生名单的空表（template 用）kind of workbook",
    )


def _law_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=["import"], help="导入官方文本 import an official text")
    parser.add_argument("file", type=Path, metavar="FILE", help="官方 DOCX、文本或 Markdown")
    parser.add_argument(
        "--as", dest="law", required=True, metavar="ID", help="登记表里的编号 id in docs/law/laws.yml"
    )
    parser.add_argument("--source", metavar="TEXT", help="来源说明，默认用文件名 where it comes from")


def _impact_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("law", metavar="ID", help="登记表里的编号 id in docs/law/laws.yml")
    parser.add_argument("article", nargs="?", metavar="ARTICLE", help="条号，如 51 或 第五十一条 article")
    parser.add_argument(
        "--changed", nargs=2, type=Path, metavar=("OLD", "NEW"), help="比较两个官方文本 compare two texts"
    )


def _translate_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--stamp",
        nargs="+",
        type=Path,
        default=[],
        metavar="PAGE",
        help="已对照今天的中文页，记入指纹（docs/en/ 的页面或文件夹） compared with today's Chinese",
    )


def _publish_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="输出文件夹 output folder")
    parser.add_argument(
        "--path",
        default="/handbook/",
        metavar="/PATH/",
        help="放在服务器的哪个路径下，默认 /handbook/ path on the server",
    )


def _test_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "pytest_args", nargs="*", metavar="ARG", help="传给 pytest 的参数（写在 -- 之后） for pytest"
    )


VERBS: tuple[Verb, ...] = (
    Verb(
        "serve",
        "site",
        "scripts.site.build:serve",
        "生成网站并在本机打开，改稿即刷新",
        "build, open on 127.0.0.1, reload on change",
        _serve_options,
    ),
    Verb(
        "build",
        "site",
        "scripts.site.build:build",
        "严格生成整站，成功才替换旧文件夹",
        "strict build, swapped in on success",
        _build_options,
    ),
    Verb(
        "publish",
        "exam",  # the PDF needs Typst
        "scripts.publish.package:command",
        "打包发布：网站、优盘包、PDF、EPUB、服务器配置",
        "site, stick, PDF, EPUB and server files",
        _publish_options,
    ),
    Verb(
        "check",
        "site",
        "scripts.check:command",
        "检查全部内容：引用、题目、表单、对照",
        "check all content",
        _check_options,
    ),
    Verb(
        "translate-status",
        "site",
        "scripts.check.edition:command",
        "看英文版：齐全、过时、缺的页面",
        "the English edition: present, stale, missing",
        _translate_options,
    ),
    Verb(
        "paper",
        "exam",
        "scripts.exam.paper:command",
        "由蓝图生成试卷、答案和清单",
        "papers and keys",
        _paper_options,
    ),
    Verb(
        "forms",
        "site",
        "scripts.forms.bulk:command",
        "成批填写表单，一行一份 Word",
        "fill forms in bulk",
        _forms_options,
    ),
    Verb(
        "quiz",
        "exam",  # the Anki export needs genanki
        "scripts.quiz.desk:command",
        "检查题库、看题量、加新题、锁定题号、导出、导入",
        "check, count, add, lock, export and import questions",
        _quiz_options,
    ),
    Verb(
        "law",
        "site",
        "scripts.law.official:command",
        "导入官方文本，折叠显示在要旨下面",
        "import official wording",
        _law_options,
    ),
    Verb(
        "impact",
        "site",
        "scripts.site.impact:command",
        "列出依据某条法规的页面、表单和题目",
        "what rests on an article",
        _impact_options,
    ),
    Verb(
        "schema",
        "site",
        "scripts.quiz.load:write_schema",
        "重写题库的编辑器模式文件",
        "refresh the editors' schema of banks",
    ),
    Verb("test", "dev", "scripts.verify:command", "运行全部检查与测试", "everything CI runs", _test_options),
)


def parser() -> argparse.ArgumentParser:
    """The command line of all verbs, Chinese with English beside it."""
    top = argparse.ArgumentParser(
        prog="python3 -m scripts",
        description="平等协商集体合同工作手册 Collective Consultation Handbook",
    )
    verbs = top.add_subparsers(dest="verb", required=True, metavar="动词 verb")
    for verb in VERBS:
        verb.options(
            verbs.add_parser(verb.name, help=f"{verb.zh} · {verb.en}", description=f"{verb.zh}\n{verb.en}")
        )
    return top


def venv_python(venv: Path) -> Path:
    """The interpreter inside a virtual environment, on Windows and elsewhere."""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def stamp_text(lock: Path) -> str:
    """What an up-to-date stamp says: this Python and this lock file."""
    digest = hashlib.sha256(lock.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
    return f"{sys.version_info.major}.{sys.version_info.minor} {digest}\n"


def is_ready(venv: Path, lock: Path) -> bool:
    """True when the lock's group is installed in `venv` as the lock now stands."""
    stamp = venv / f"installed-{lock.stem}"
    return venv_python(venv).exists() and stamp.is_file() and stamp.read_text("utf-8") == stamp_text(lock)


def prepare(venv: Path, lock: Path) -> None:
    """Make `venv` hold exactly what `lock` asks for. Raises DoorError in words for people."""
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        raise DoorError(
            f"这个 Python 缺少 {'、'.join(missing)} 模块。Debian/Ubuntu 请先运行：sudo apt install python3-venv\n"
            f"This Python lacks {', '.join(missing)}; on Debian or Ubuntu: sudo apt install python3-venv"
        )
    print(
        f"准备运行环境（{lock.stem}），首次需要一两分钟…… Preparing {lock.stem}", file=sys.stderr, flush=True
    )
    stamps = {stamp.name: stamp.read_text("utf-8") for stamp in venv.glob("installed-*")}
    version = stamp_text(lock).split()[0]
    usable = venv_python(venv).exists() and all(text.split()[0] == version for text in stamps.values())
    if not usable:
        made = subprocess.run(
            [sys.executable, "-m", "venv", "--clear", str(venv)], capture_output=True, text=True
        )
        if made.returncode:
            shutil.rmtree(venv, ignore_errors=True)
            raise DoorError(
                f"不能建立 {venv}：{made.stdout.strip()} {made.stderr.strip()}\n"
                "Debian/Ubuntu 请先运行：sudo apt install python3-venv"
            )
    stamp = venv / f"installed-{lock.stem}"
    stamp.unlink(missing_ok=True)
    quiet = [] if sys.stderr.isatty() else ["-q", "-q"]
    install = [str(venv_python(venv)), "-m", "pip", "install", *quiet, "--no-input", "--require-hashes"]
    environment = os.environ | {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONWARNINGS": "ignore"}
    if subprocess.run([*install, "-r", str(lock)], env=environment).returncode:
        raise DoorError(
            f"安装 {lock.name} 失败，原因见上面几行。请检查网络后再运行一次；已有的文件没有改动。\n"
            f"Installing {lock.name} failed (see above); check the network and run again."
        )
    stamp.write_text(stamp_text(lock), encoding="utf-8", newline="\n")


def rerun(venv: Path, argv: Sequence[str]) -> int:
    """Run this door again inside `venv`; returns its exit code."""
    command = [str(venv_python(venv)), "-X", "utf8", "-m", "scripts", *argv]
    if os.name != "nt":
        os.execv(command[0], command)
    return subprocess.run(command).returncode


def main(argv: Sequence[str]) -> int:
    """Parse, prepare, run. Returns the exit code: 0 done, 1 problems found, 2 wrong call."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    options = parser().parse_args(argv)
    verb = next(v for v in VERBS if v.name == options.verb)
    lock = REQUIREMENTS / f"{verb.group}.txt"
    try:
        # The dev group holds the others at the same versions.
        if not is_ready(VENV, lock) and not is_ready(VENV, REQUIREMENTS / "dev.txt"):
            prepare(VENV, lock)
        if Path(sys.prefix).resolve() != VENV.resolve():
            return rerun(VENV, argv)
    except DoorError as error:
        print(error, file=sys.stderr)
        return 1
    return call(verb.handler, options)


def call(handler: str, options: argparse.Namespace) -> int:
    """Import and run a handler; every problem it found is printed, none as a traceback."""
    from scripts.problems import ProblemsError

    module, function = handler.split(":")
    try:
        return int(getattr(importlib.import_module(module), function)(options))
    except ProblemsError as error:
        print(error.report(), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("已停止。 Stopped.", file=sys.stderr)
        return 130
