"""A form as a Word file: GB/T 9704-2012 look, every blank a content control named after its field.

Margins 37/35/28/26 mm (GB/T 9704-2012, 5.2), title 小标宋 22 pt, body 仿宋 16 pt, first-level
heads 黑体, second-level 楷体. A grid of lines only: LibreOffice breaks on characters and lines.
The same form gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, Twips

from scripts.forms.model import Block, Field, Form, Run

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
_MARGINS = {"top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}  # mm
_LINE = 579  # twips, 28.95 pt: 22 lines on a page
_LATIN = "Times New Roman"
_FONTS = {
    "title": "方正小标宋简体",
    "heading": "黑体",
    "subheading": "楷体",
    "paragraph": "仿宋",
    "table": "仿宋",
}
_SIZES = {"title": 22.0, "heading": 16.0, "subheading": 16.0, "paragraph": 16.0, "table": 12.0}
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
}
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
# The big-seal title face is rarely installed; Word then takes the face named here.
_ALTERNATES = {"方正小标宋简体": "华文中宋"}


def document(form: Form, header: str) -> bytes:
    """The .docx of a blank form; `header` stands small at the top of every page."""
    doc = Document()
    _drop_legacy_styles(doc)
    _page_setup(doc)
    _default_style(doc, form.language)
    writer = _Writer(doc, form.language)
    for block, following in zip(form.blocks, [*form.blocks[1:], None], strict=True):
        # A signature never stands alone on a page: the words above it move along.
        writer.block(block, keep=following is not None and following.align == "right")
    _header_and_footer(doc, header)
    _fonts(doc)
    core = doc.core_properties
    core.author, core.title, core.last_modified_by, core.comments = "", form.title, "", ""
    core.created = core.modified = EPOCH
    core.revision = 1
    core.language = "zh-CN" if form.language == "zh" else "en-US"
    raw = io.BytesIO()
    doc.save(raw)
    return _same_bytes(raw.getvalue())


def _same_bytes(data: bytes) -> bytes:
    """The same zip without clocks: entries in name order after the first, one fixed date."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            info = zipfile.ZipInfo(name, EPOCH.timetuple()[:6])
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(info, old.read(name))
    return target.getvalue()


def _drop_legacy_styles(doc: Any) -> None:
    """python-docx's template carries a second style sheet of Word 2010 that contradicts the first."""
    for name, relation in list(doc.part.rels.items()):
        if relation.reltype.endswith("/stylesWithEffects"):
            del doc.part.rels[name]


def _page_setup(doc: Any) -> None:
    section = doc.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for name, value in _MARGINS.items():
        setattr(section, name, Mm(value))
    section.header_distance, section.footer_distance = Mm(20), Mm(25)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(_LINE))


def _default_style(doc: Any, language: str) -> None:
    style = doc.styles["Normal"]
    _set_fonts(style.element.get_or_add_rPr(), _FONTS["paragraph"])
    style.font.size = Pt(_SIZES["paragraph"])
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
    style.paragraph_format.line_spacing = Twips(_LINE)
    lang = OxmlElement("w:lang")
    lang.set(qn("w:val"), "en-US")
    lang.set(qn("w:eastAsia"), "zh-CN")
    style.element.get_or_add_rPr().append(lang)
    if language == "en":
        style.paragraph_format.line_spacing = Pt(22)


def _set_fonts(properties: Any, east_asian: str) -> None:
    fonts = properties.get_or_add_rFonts()
    for slot in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(slot), _LATIN)
    fonts.set(qn("w:eastAsia"), east_asian)


class _Writer:
    def __init__(self, doc: Any, language: str) -> None:
        self.doc, self.language = doc, language
        self.controls = 0

    def block(self, block: Block, *, keep: bool) -> None:
        if block.kind == "rule":
            self._rule()
        elif block.kind == "table":
            self._table([list(row) for row in block.cells], [1.0] * len(block.cells[0]))
        elif block.kind == "rows":
            field = block.runs[0]
            assert isinstance(field, Field)
            head: list[tuple[Run, ...]] = [(column.label,) for column in field.columns]
            body: list[list[tuple[Run, ...]]] = [
                [
                    (Field(name=f"{field.name}_{row + 1}_{column.name}", label=column.label, example="-"),)
                    for column in field.columns
                ]
                for row in range(field.rows)
            ]
            self._table([head, *body], [column.width for column in field.columns], empty=True)
        else:
            paragraph = self.doc.add_paragraph()
            self._paragraph(paragraph, block)
            if keep:
                paragraph.paragraph_format.keep_with_next = True

    def _paragraph(self, paragraph: Any, block: Block) -> None:
        form = paragraph.paragraph_format
        if block.kind == "title":
            form.alignment, form.space_after = WD_ALIGN_PARAGRAPH.CENTER, Pt(14)
            form.line_spacing = Pt(32)
        elif block.align:
            form.alignment = _ALIGN[block.align]
        elif self.language == "zh":
            indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
            indent.set(qn("w:firstLine"), "640")
            indent.set(qn("w:firstLineChars"), "200")
        else:
            form.space_after = Pt(6)
        if block.kind in ("title", "heading", "subheading"):
            form.keep_with_next = True
        self._runs(paragraph, block.runs, block.kind)

    def _runs(self, paragraph: Any, runs: tuple[Run, ...], kind: str, *, empty: bool = False) -> None:
        for run in runs:
            if isinstance(run, str):
                self._text(paragraph, run, kind)
            else:
                paragraph._p.append(self._control(run, kind, empty=empty))

    def _text(self, paragraph: Any, text: str, kind: str) -> None:
        run = paragraph.add_run(text)
        self._face(run._r.get_or_add_rPr(), kind)

    def _face(self, properties: Any, kind: str) -> None:
        _set_fonts(properties, _FONTS[kind])
        if self.language == "en" and kind in ("title", "heading", "subheading"):
            properties.append(OxmlElement("w:b"))
        size = _SIZES[kind] - (4 if self.language == "en" and kind != "table" else 0)
        for tag in ("w:sz", "w:szCs"):
            element = OxmlElement(tag)
            element.set(qn("w:val"), str(int(size * 2)))
            properties.append(element)

    def _control(self, field: Field, kind: str, *, empty: bool = False) -> Any:
        self.controls += 1
        sdt = OxmlElement("w:sdt")
        properties, content = OxmlElement("w:sdtPr"), OxmlElement("w:sdtContent")
        for tag, value in (
            ("w:alias", field.label),
            ("w:tag", field.name),
            ("w:id", str(1000 + self.controls)),
        ):
            element = OxmlElement(tag)
            element.set(qn("w:val"), value)
            properties.append(element)
        text = "　" if empty else self._placeholder(field)
        if field.type == "check":
            properties.append(_checkbox())
        else:
            properties.append(OxmlElement("w:showingPlcHdr"))
            properties.append(self._kind(field))
        run = OxmlElement("w:r")
        face = OxmlElement("w:rPr")
        run.append(face)
        if field.type == "check":
            fonts = OxmlElement("w:rFonts")
            for slot in ("w:ascii", "w:eastAsia", "w:hAnsi"):
                fonts.set(qn(slot), "MS Gothic")
            face.append(fonts)
        else:
            self._face(face, kind)
        words = OxmlElement("w:t")
        words.set(qn("xml:space"), "preserve")
        words.text = text
        run.append(words)
        content.append(run)
        sdt.append(properties)
        sdt.append(content)
        return sdt

    def _placeholder(self, field: Field) -> str:
        if field.type == "check":
            return "☐"
        if field.type == "date":
            return "______年____月____日" if self.language == "zh" else "____________"
        if field.type == "choice":
            return "／".join(field.options) if self.language == "zh" else " / ".join(field.options)
        return "______" if field.type == "number" else "____________"

    def _kind(self, field: Field) -> Any:
        if field.type == "date":
            form = "yyyy年M月d日" if self.language == "zh" else "MMMM d, yyyy"
            lid = "zh-CN" if self.language == "zh" else "en-US"
            return parse_xml(
                f'<w:date {nsdecls("w")}><w:dateFormat w:val="{form}"/><w:lid w:val="{lid}"/>'
                '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
            )
        if field.type == "choice":
            listing = OxmlElement("w:dropDownList")
            for option in field.options:
                item = OxmlElement("w:listItem")
                item.set(qn("w:displayText"), option)
                item.set(qn("w:value"), option)
                listing.append(item)
            return listing
        return OxmlElement("w:text")

    def _table(self, rows: list[list[tuple[Run, ...]]], shares: list[float], *, empty: bool = False) -> None:
        table = self.doc.add_table(rows=0, cols=len(shares))
        table.style, table.autofit = self.doc.styles["Table Grid"], False
        width = 210 - _MARGINS["left_margin"] - _MARGINS["right_margin"]
        for number, row in enumerate(rows):
            cells = table.add_row().cells
            for cell, share, runs in zip(cells, shares, row, strict=True):
                cell.width = Mm(width * share / sum(shares))
                paragraph = cell.paragraphs[0]
                paragraph.paragraph_format.line_spacing = Pt(20)
                if number == 0:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                self._runs(paragraph, runs, "table", empty=empty and number > 0)
        for column, share in zip(table.columns, shares, strict=True):
            column.width = Mm(width * share / sum(shares))
        head = table.rows[0]._tr.get_or_add_trPr()
        head.append(OxmlElement("w:tblHeader"))

    def _rule(self) -> None:
        paragraph = self.doc.add_paragraph()
        paragraph.paragraph_format.line_spacing = Pt(12)
        border = parse_xml(
            f'<w:pBdr {nsdecls("w")}><w:bottom w:val="dashed" w:sz="6" w:space="1" w:color="808080"/></w:pBdr>'
        )
        properties = paragraph._p.get_or_add_pPr()
        spacing = properties.find(qn("w:spacing"))
        (spacing.addprevious if spacing is not None else properties.append)(border)


def _checkbox() -> Any:
    return parse_xml(
        f'<w14:checkbox xmlns:w14="{_W14}"><w14:checked w14:val="0"/>'
        '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
    )


def _header_and_footer(doc: Any, header: str) -> None:
    section = doc.sections[0]
    top = section.header.paragraphs[0]
    top.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    top.paragraph_format.line_spacing = Pt(12)
    _small(top.add_run(header), 9)
    bottom = section.footer.paragraphs[0]
    bottom.alignment = WD_ALIGN_PARAGRAPH.CENTER
    bottom.paragraph_format.line_spacing = Pt(16)
    _small(bottom.add_run("— "), 14)
    field = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    bottom._p.append(field)
    _small(bottom.add_run(" —"), 14)


def _small(run: Any, size: float) -> None:
    _set_fonts(run._r.get_or_add_rPr(), "宋体")
    run.font.size = Pt(size)


def _fonts(doc: Any) -> None:
    for part in doc.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            entries = "".join(
                f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
                '<w:family w:val="auto"/></w:font>'
                for name, other in _ALTERNATES.items()
            )
            part._blob = part.blob.replace(b"</w:fonts>", entries.encode("utf-8") + b"</w:fonts>")
