"""The verb forms: an empty workbook for a form, and Word files in bulk from data.json or data.xlsx."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path

from tqdm import tqdm

from scripts import pages
from scripts.forms import bilingual, workbook
from scripts.forms.fill import blank, filled
from scripts.forms.model import Form, parse
from scripts.forms.values import Values, checked
from scripts.forms.workbook import Entry
from scripts.outfolder import replacing
from scripts.problems import Problem, ProblemsError

LIST = "filled.json"
_NAME = re.compile(r'[^\x00-\x1f<>:"/\\|?*]{1,80}')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?|.*[. ]")


def command(options: argparse.Namespace) -> int:
    """`forms fill FORM DATA --out DIR` or `forms template FORM --out FILE.xlsx`; 0 when done."""
    form, chinese = _form(options.form, options.language), _form(options.form, "zh")
    if options.action == "template":
        _write_template(form, options.out)
        return 0
    variant = options.variant or form.variants[0]
    if variant not in form.variants:
        cure = "写其中一个：" + "、".join(form.variants)
        raise ProblemsError([Problem(Path(options.form), 0, f"没有文本 {variant}", cure, "no such variant")])
    if options.data is None:
        cure = "写上数据文件：forms fill FORM data.xlsx --out DIR"
        raise ProblemsError([Problem(Path(options.form), 0, "没有给出数据文件", cure, "no data")])
    documents = list(_documents(form, options.data))
    source = blank(bilingual.sheet(form, chinese, variant), form.meta.code)
    if form.language != "zh" and form.meta.both_sides:
        documents = [
            (name, values | bilingual.chinese_values(form, chinese, values)) for name, values in documents
        ]
    with replacing(options.out, mark=LIST) as fresh:
        for name, values in tqdm(documents, desc="填写", unit="份", disable=None):
            (fresh / f"{name}.docx").write_bytes(filled(source, values))
        names = [f"{name}.docx" for name, _ in documents]
        record = {"form": form.slug, "language": form.language, "variant": variant, "files": names}
        (fresh / LIST).write_text(
            json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n"
        )
    print(f"已写出 {len(documents)} 份 → {options.out}  {len(documents)} file(s)")
    return 0


def _form(slug: str, language: str) -> Form:
    slug = slug.removesuffix(".md").rsplit("/", 1)[-1]
    forms = {
        page.rel.rsplit("/", 1)[-1].removesuffix(".md"): page
        for page in pages.load()
        if page.room == "templates" and page.language == language and "form" in page.meta
    }
    if slug not in forms:
        cure = "写其中一个：" + "、".join(sorted(forms))
        raise ProblemsError([Problem(pages.DOCS / "templates", 0, f"没有表单 {slug}", cure, "no such form")])
    return parse(forms[slug])


def _write_template(form: Form, out: Path) -> None:
    out = out.with_suffix(".xlsx")
    if out.exists():
        raise ProblemsError([Problem(out, 0, "文件已经存在，没有改动", "换一个名字", "exists")])
    fresh = out.with_name(out.name + ".new")
    try:
        fresh.write_bytes(workbook.template(form))
        fresh.replace(out)
    except OSError as error:
        raise ProblemsError(
            [Problem(out, 0, f"不能写入（{error.strerror}）", "换一个文件夹", "cannot write")]
        ) from error
    print(f"已写出 {out}：从第3行起填写，一行一份。")


def _documents(form: Form, data: Path) -> Iterator[tuple[str, Values]]:
    """(file name without ending, values) of every document. Raises ProblemsError with all faults."""
    entries, problems = (
        (list(_json(data)), []) if data.suffix.lower() == ".json" else workbook.read(data, form)
    )
    documents = []
    seen: dict[str, int] = {}
    for entry in entries:
        if not _NAME.fullmatch(entry.file) or _RESERVED.fullmatch(entry.file):
            cure = '不用 < > : " / \\ | ? *，不超过80字，结尾不用点和空格'
            problems.append(Problem(data, entry.row, f"文件名“{entry.file[:40]}”不能用", cure, "file name"))
        elif entry.file.lower() in seen:
            what = f"文件名“{entry.file}”与第{seen[entry.file.lower()]}行相同"
            problems.append(Problem(data, entry.row, what, "改一个名字", "duplicate file name"))
        seen[entry.file.lower()] = entry.row
        values, faults = checked(form, entry.raw, data, entry.row)
        problems += faults
        documents.append((entry.file, values))
    if problems:
        raise ProblemsError(problems)
    yield from documents


def _json(data: Path) -> Iterator[Entry]:
    """The entries of a JSON file: one object or a list; as the page saves it, or values alone."""
    cure = '照 forms 页面“保存为文件”得到的 JSON 写：{"values": {字段: 内容}}，多份写成列表'
    try:
        raw = json.loads(data.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise ProblemsError([Problem(data, 0, "没有这个文件", "检查路径", "no such file")]) from error
    except json.JSONDecodeError as error:
        raise ProblemsError([Problem(data, error.lineno, "不是 JSON", cure, "not JSON")]) from error
    except (UnicodeDecodeError, OSError) as error:
        raise ProblemsError([Problem(data, 0, "读不出来", "用 UTF-8 重新保存", "unreadable")]) from error
    found = raw if isinstance(raw, list) else [raw]
    for number, one in enumerate(found, 1):
        values = one.get("values", one) if isinstance(one, dict) else None
        if not isinstance(values, dict):
            raise ProblemsError([Problem(data, 0, f"第{number}份不是一个对象", cure, "not an object")])
        file = one.get(workbook.FILE) or (data.stem if len(found) == 1 else f"{number:03}")
        yield Entry(
            number, str(file), {name: value for name, value in values.items() if name != workbook.FILE}
        )
