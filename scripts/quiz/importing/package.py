"""The outside of an Office file: refused here, with its cure, before any library opens it."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

from scripts.problems import Problem, ProblemsError

KINDS = {".xlsx": ("Excel 工作簿", "xl/workbook"), ".docx": ("Word 文档", "word/document")}
"""Ending → what it is called, and how the name of its main part begins (Word online: document2.xml)."""
_LARGEST = 64 * 1024 * 1024  # bytes, unpacked; the same bound as for official texts
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLD = {".xls": ".xlsx", ".et": ".xlsx", ".csv": ".xlsx", ".doc": ".docx", ".wps": ".docx", ".rtf": ".docx"}
_MACROS = {".xlsm": ".xlsx", ".xltm": ".xlsx", ".docm": ".docx", ".dotm": ".docx"}


def opened(path: Path) -> bytes:
    """The bytes of an .xlsx or .docx that is safe to open. Raises ProblemsError: missing, old, with macros
    or a password, torn, too large unpacked, or something else altogether."""
    ending = path.suffix.lower()
    if ending in _MACROS:
        what, english = f"{ending} 是带宏的文件", "macros"
        raise _refused(path, what, f"在 Excel、Word 或 WPS 里另存为不带宏的 {_MACROS[ending]}", english)
    if ending in _OLD:
        cure = f"在 Excel、Word 或 WPS 里另存为 {_OLD[ending]}"
        raise _refused(path, f"{ending} 是旧格式或别的格式", cure, "not .xlsx or .docx")
    if ending not in KINDS:
        raise _refused(path, "只读 .xlsx 和 .docx", "另存为其中一种，再导入", "not .xlsx or .docx")
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise _refused(path, "没有这个文件", "检查路径", "no such file") from None
    except OSError as error:
        cure = "关闭正在使用它的程序，检查路径和权限"
        raise _refused(path, f"读不出来（{error.strerror}）", cure, "cannot read") from None
    _look_inside(path, data)
    return data


def _look_inside(path: Path, data: bytes) -> None:
    kind, main = KINDS[path.suffix.lower()]
    if data.startswith(_OLE) and _ENCRYPTED in data:
        cure = "打开后取消密码（文件、信息、保护、用密码加密，清空），另存一份再导入"
        raise _refused(path, "文件加了打开密码", cure, "password")
    if data.startswith(_OLE):
        raise _refused(path, "是旧格式，只改了扩展名", f"打开后另存为 {path.suffix.lower()}", "old format")
    if not data.startswith(b"PK"):
        what = f"不是{kind}" if data else "文件是空的"
        raise _refused(path, what, f"打开后另存为 {path.suffix.lower()}", "not an Office file")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = packed.infolist()
            size = sum(entry.file_size for entry in entries)
            if size > _LARGEST:
                what = f"解压后有 {size // 1024 // 1024} MB，不像一份题目"
                raise _refused(path, what, "检查文件来源；图片太多的先删去图片", "too large unpacked")
            torn = packed.testzip()
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, EOFError, ValueError) as error:
        cure = "重新复制或下载，打开后另存一份再导入"
        raise _refused(path, f"文件不完整（{type(error).__name__}）", cure, "damaged") from None
    if torn:
        raise _refused(path, f"文件不完整（{torn}）", "重新复制或下载，打开后另存一份再导入", "damaged")
    names = {entry.filename for entry in entries}
    if any(name.endswith("vbaProject.bin") for name in names):
        raise _refused(path, "文件里有宏", f"另存为不带宏的 {path.suffix.lower()}", "macros")
    if not any(name.startswith(main) for name in names):
        raise _refused(path, f"不是{kind}", "检查扩展名，或打开后另存一份", "not that kind of file")


def _refused(path: Path, what: str, cure: str, english: str) -> ProblemsError:
    return ProblemsError([Problem(path, 0, what, cure, english)])
