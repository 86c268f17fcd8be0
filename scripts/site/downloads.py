"""The files beside the form pages: Word files, workbooks, and a zip of them all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from scripts.door import ROOT
from scripts.forms import bilingual, ledger, word
from scripts.forms.model import Form
from scripts.site.library import Library

CACHE = ROOT / ".cache" / "forms"
NAMES = {"zh": "平等协商集体合同工作手册", "en": "Collective Consultation Handbook"}
ZIP = "forms.zip"
LEDGER = "F37"


def forms(library: Library, language: str) -> list[Form]:
    """All forms in a language, by code. Raises ProblemsError for a faulty one."""
    found = [
        library.form(page)
        for page in library.pages
        if page.language == language and page.room == "templates" and "form" in page.meta
    ]
    return sorted(found, key=lambda form: form.meta.code)


def nice_name(form: Form, variant: str, *, notes: bool) -> str:
    """What a person's download folder shows: F07 集体协商要约书.docx."""
    label = next((known.label for known in form.meta.variants if known.name == variant), "")
    extra = [label] if label else []
    if notes:
        extra.append({"zh": "带批注", "en": "with notes"}[form.language])
    left, comma, right = ("（", "，", "）") if form.language == "zh" else (" (", ", ", ")")
    return f"{form.meta.code} {form.title}{left + comma.join(extra) + right if extra else ''}.docx"


def write(library: Library, site: Path, language: str) -> None:
    """Put the files of all forms in a language into the built site."""
    made = list(_documents(library, forms(library, language), language))
    if not made:
        return
    folder = site / ("" if language == "zh" else language) / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    # A page without English shows its Chinese form below /en/ too, and offers the Chinese file.
    own = {form.slug for form in forms(library, language)}
    missing = [form for form in forms(library, "zh") if form.slug not in own]
    for path, _, data in (*made, *_documents(library, missing, "zh")):
        (folder / path).write_bytes(data)
    files = {nice: data for _, nice, data in made}
    if LEDGER in library.forms:
        for name, make in ledger.workbooks(language).items():
            data = _kept(f"{language} {name}", make)
            (folder / name).write_bytes(data)
            files[f"{LEDGER} {name}"] = data
    (folder / ZIP).write_bytes(word.packed(sorted(files.items())))


def _documents(library: Library, found: list[Form], language: str) -> Iterator[tuple[str, str, bytes]]:
    """(file name on the site, nice name, data) of every Word file of these forms."""
    chinese = {form.slug: form for form in forms(library, "zh")}
    for form in found:
        header = f"{form.meta.code} · {NAMES[language]}"
        for variant in form.variants:
            for notes in (False, True):
                name = form.file_name(variant) + ("-notes" if notes else "") + ".docx"
                data = _document(library, form, chinese[form.slug], variant, header, notes)
                yield name, nice_name(form, variant, notes=notes), data


def _document(library: Library, form: Form, chinese: Form, variant: str, header: str, notes: bool) -> bytes:
    """A Word file; what it says stands in the form's page and in the Chinese one."""
    pages = [library.by_place[one.language, f"templates/{form.slug}.md"] for one in (form, chinese)]
    content = "\n".join(page.path.read_text(encoding="utf-8") for page in pages)
    return _kept(
        f"{content}\n{variant}\n{header}\n{notes}",
        lambda: word.document(bilingual.sheet(form, chinese, variant), header, notes=notes),
    )


def _kept(content: str, make: Callable[[], bytes]) -> bytes:
    """A file, from the cache where the same content was made before by the same code."""
    kept = CACHE / hashlib.sha256(f"{_version()}\n{content}".encode()).hexdigest()[:32]
    try:
        return kept.read_bytes()
    except OSError:
        data = make()
    try:
        CACHE.mkdir(parents=True, exist_ok=True)
        fresh = kept.with_suffix(".new")
        fresh.write_bytes(data)
        fresh.replace(kept)
    except OSError:
        pass  # a cache that cannot be written costs time, nothing else
    return data


@cache
def _version() -> str:
    """Changes whenever the code that makes the files does."""
    folder = Path(word.__file__).parent
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(folder.glob("*.py")))).hexdigest()
