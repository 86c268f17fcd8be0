"""How long the forms take: all Word files of both languages, and a thousand filled offer letters.

Run with the project's environment: `.venv/bin/python benchmarks/forms.py` (Windows: `.venv\\Scripts\\python`).
Prints seconds, files and peak memory; nothing is kept.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path

import openpyxl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.forms import bulk, word, workbook
from scripts.forms.model import Form, parse
from scripts.site.downloads import forms
from scripts.site.library import read

COPIES = 1000


def main() -> None:
    """Measure and print."""
    library = read()
    start = time.perf_counter()
    count = size = 0
    for language in ("zh", "en"):
        for form in forms(library, language):
            for variant in form.variants:
                for notes in (False, True):
                    size += len(word.document(form.of(variant), form.meta.code, notes=notes))
                    count += 1
    print(
        f"all Word files: {count} files, {size / 1e6:.1f} MB, {time.perf_counter() - start:.1f} s (limit 15)"
    )
    with tempfile.TemporaryDirectory() as folder:
        data, out = Path(folder) / "data.xlsx", Path(folder) / "out"
        data.write_bytes(_many(parse(library.by_place["zh", "templates/offer-letter.md"])))
        options = argparse.Namespace(
            action="fill", form="offer-letter", data=data, language="zh", variant=None, out=out
        )
        tracemalloc.start()
        start = time.perf_counter()
        bulk.command(options)
        seconds, peak = time.perf_counter() - start, tracemalloc.get_traced_memory()[1]
        print(
            f"{COPIES} filled letters: {seconds:.1f} s with tracing on (limit 60), peak {peak / 1e6:.0f} MB (limit 500)"
        )


def _many(form: Form) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(workbook.template(form)))
    for sheet in book.worksheets:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
        for number in range(1, COPIES):
            for row in rows:
                sheet.append([f"{number:04}", *row[1:]])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


if __name__ == "__main__":
    main()
