"""Files that are refused before any library opens them, each with its cure."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from scripts.problems import ProblemsError
from scripts.quiz.importing import document, workbook
from scripts.quiz.importing.package import opened
from tests.quiz.importing.files import docx, xlsx

GOOD = xlsx([["题干", "答案"], ["好的。", "对"]])
OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def _zip(**files: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name.replace("__", "/"), data)
    return target.getvalue()


def _spoilt() -> bytes:
    """A file whose data no longer matches its checksum."""
    data = bytearray(GOOD)
    with zipfile.ZipFile(io.BytesIO(GOOD)) as packed:
        info = packed.getinfo("xl/workbook.xml")
    data[info.header_offset + 30 + len(info.filename) + 20] ^= 0xFF
    return bytes(data)


REFUSED: list[tuple[str, bytes, str]] = [
    ("x.xls", OLE, "旧格式"),
    ("x.doc", OLE, "旧格式"),
    ("x.csv", b"a,b", "另存为 .xlsx"),
    ("x.xlsm", GOOD, "带宏的文件"),
    ("x.docm", b"PK", "带宏的文件"),
    ("x.pdf", b"%PDF", "只读 .xlsx 和 .docx"),
    ("x.xlsx", b"", "文件是空的"),
    ("x.xlsx", OLE + b"\0" * 600, "只改了扩展名"),
    ("x.docx", OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "加了打开密码"),
    ("x.xlsx", b"<html><table></table></html>", "不是Excel 工作簿"),
    ("x.xlsx", GOOD[: len(GOOD) // 2], "文件不完整"),
    ("x.xlsx", _spoilt(), "文件不完整"),
    ("x.docx", GOOD, "不是Word 文档"),
    ("x.xlsx", docx("1. 好的。"), "不是Excel 工作簿"),
    ("x.xlsx", _zip(**{"xl__workbook.xml": b"", "xl__vbaProject.bin": b""}), "文件里有宏"),
    ("x.xlsx", _zip(**{"xl__workbook.xml": b"\0" * (65 * 1024 * 1024)}), "解压后有 65 MB"),
]


@pytest.mark.parametrize(
    ("name", "data", "reason"), REFUSED, ids=[f"{name} {reason}" for name, _, reason in REFUSED]
)
def test_refused(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ProblemsError, match=reason):
        opened(path)


def test_no_such_file_or_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError, match="没有这个文件"):
        opened(tmp_path / "x.xlsx")
    (tmp_path / "y.xlsx").mkdir()
    with pytest.raises(ProblemsError, match="读不出来"):
        opened(tmp_path / "y.xlsx")


def test_good_files_pass(tmp_path: Path) -> None:
    for name, data in (("x.xlsx", GOOD), ("x.docx", docx("1. 好的。"))):
        (tmp_path / name).write_bytes(data)
        assert opened(tmp_path / name) == data


@pytest.mark.parametrize(
    "data",
    [_zip(**{"xl__workbook.xml": b"<x"}), _zip(**{"xl__workbook.xml": b"<x/>"})],
    ids=["torn", "foreign"],
)
def test_a_workbook_of_nonsense(data: bytes) -> None:
    with pytest.raises(ProblemsError, match="Excel 文件读不出来"):
        workbook.read(Path("x.xlsx"), data)


@pytest.mark.parametrize(
    "data", [_zip(**{"word__document.xml": b"<x"}), _zip(a=b"")], ids=["torn", "foreign"]
)
def test_a_document_of_nonsense(data: bytes) -> None:
    with pytest.raises(ProblemsError, match="Word 文件读不出来"):
        document.read(Path("x.docx"), data)
