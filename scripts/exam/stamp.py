"""Everybody's own paper and sheet: what is common is typeset once, and stamped with what is a candidate's.

The common pages are shared by all copies in a file, so that a hundred papers weigh little more than one.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from copy import copy
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Object, Pdf


def stamped(bases: Sequence[bytes], stamps: bytes, which: Sequence[int], faces: int = 2) -> bytes:
    """One PDF with a copy for each entry of `which`, the index of its base. `stamps` holds `faces` pages a
    copy, put on its pages in turn. A copy of odd length is followed by an empty side, so that each begins
    on a front."""
    with Pdf.new() as out, Pdf.open(io.BytesIO(stamps)) as marks:
        pages = [_taken(out, base) for base in bases]
        for position, base in enumerate(which):
            own = [
                out.copy_foreign(marks.pages[faces * position + face].as_form_xobject())
                for face in range(faces)
            ]
            for number, page in enumerate(pages[base]):
                out.pages.append(_page(out, page, own[number % faces]))
            if len(pages[base]) % 2:
                out.pages.append(_empty(out, pages[base][0]))
        for _ in range(sum(map(len, pages))):
            del out.pages[0]  # the bases themselves
        target = io.BytesIO()
        out.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()


def _taken(out: Pdf, base: bytes) -> list[pikepdf.Page]:
    with Pdf.open(io.BytesIO(base)) as source:
        first = len(out.pages)
        out.pages.extend(source.pages)
    return [out.pages[at] for at in range(first, len(out.pages))]


def _page(out: Pdf, base: pikepdf.Page, mark: Object) -> pikepdf.Page:
    """A page that shares the base's contents and shows the mark over them."""
    page: Any = copy(base.obj)
    page.Resources = copy(page.Resources)
    forms: Any = copy(page.Resources.XObject) if Name.XObject in page.Resources else Dictionary()
    forms.Stamp = mark
    page.Resources.XObject = forms
    inner = list(page.Contents) if isinstance(page.Contents, pikepdf.Array) else [page.Contents]
    page.Contents = pikepdf.Array([out.make_stream(b"q\n"), *inner, out.make_stream(b"\nQ\nq /Stamp Do Q\n")])
    return pikepdf.Page(out.make_indirect(page))


def _empty(out: Pdf, like: pikepdf.Page) -> pikepdf.Page:
    page = Dictionary(Type=Name.Page, MediaBox=like.mediabox, Resources=Dictionary())
    page[Name.Contents] = out.make_stream(b"")
    return pikepdf.Page(out.make_indirect(page))


def pages(pdf: bytes) -> int:
    """How many pages a PDF has."""
    with Pdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)
