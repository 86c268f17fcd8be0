"""A form as a Word file: GB/T 9704-2012 look, every blank a content control named after its field.

Margins 37/35/28/26 mm (GB/T 9704-2012, 5.2), title 小标宋 22 pt, body 仿宋 16 pt, first-level
heads 黑体, second-level 楷体. Records and contracts of many clauses are set smaller. A grid of lines
only: LibreOffice breaks on characters and lines. The same form gives the same bytes.
"""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, Twips

from scripts.forms.model import Block, Cell, Column, Field, Form, Run

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
# mm; GB/T 9704 speaks of upright sheets, wide records get more room
_MARGINS = {
    "portrait": {"top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26},
    "landscape": {"top_margin": 28, "bottom_margin": 24, "left_margin": 22, "right_margin": 22},
}
_PAPER = {"portrait": (210, 297), "landscape": (297, 210)}  # mm
_LINE = 579  # twips, 28.95 pt: 22 lines on a page
_PITCH = {"zh": _LINE, "en": 360}  # twips from line to line
_LATIN = "Times New Roman"
_FONTS = {
    "title": "方正小标宋简体",
    "heading": "黑体",
    "subheading": "楷体",
    "paragraph": "仿宋",
    "clause": "仿宋",
    "table": "仿宋",
    "head": "黑体",
}
_SIZES = {"title": 22.0, "heading": 16.0, "subheading": 16.0, "paragraph": 16.0, "clause": 16.0}
_SIZES |= {"table": 12.0, "head": 12.0}
_TOGETHER = 8  # rows: a table of no more is not broken between pages
_LABEL = 14  # characters: longer words of a cell are no label
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
}
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
# The big-seal title face is rarely installed; Word then takes the face named here.
_ALTERNATES = {"方正小标宋简体": "华文中宋"}


def document(form: Form, header: str, *, notes: bool = False) -> bytes:
    """The .docx of a blank form of one variant (`Form.of`); `header` stands small at the top of
    every page; with `notes` the notes of the page are Word comments."""
    doc = Document()
    drop_legacy_styles(doc)
    _page_setup(doc, form.meta.paper, form.language)
    _default_style(doc, form.language)
    if notes:
        _comment_styles(doc)
    writer = _Writer(doc, form)
    for block, following in zip(form.blocks, [*form.blocks[1:], None], strict=True):
        # A signature never stands alone on a page: the words above it move along.
        writer.block(block, keep=following is not None and following.align == "right")
        if notes and block.notes:
            writer.comment(block.notes)
    _header_and_footer(doc, header)
    _fonts(doc)
    return saved(doc, form.title, form.language)


def saved(doc: Any, title: str, language: str) -> bytes:
    """A document of python-docx as bytes that tell nothing of when, where and by whom."""
    core = doc.core_properties
    core.author, core.title, core.last_modified_by, core.comments = "", title, "", ""
    core.created = core.modified = EPOCH
    core.revision = 1
    core.language = "zh-CN" if language == "zh" else "en-US"
    raw = io.BytesIO()
    doc.save(raw)
    return same_bytes(raw.getvalue())


def same_bytes(data: bytes) -> bytes:
    """The same Word file without clocks: entries in name order after the first."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        names = sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        return packed((name, old.read(name)) for name in names)


def packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip of (name, data) in the order given, with one fixed date: the same bytes each time."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files:
            info = zipfile.ZipInfo(name, EPOCH.timetuple()[:6])
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            package.writestr(info, data)
    return target.getvalue()


def drop_legacy_styles(doc: Any) -> None:
    """python-docx's template carries a second style sheet of Word 2010 that contradicts the first."""
    for name, relation in list(doc.part.rels.items()):
        if relation.reltype.endswith("/stylesWithEffects"):
            del doc.part.rels[name]


def _page_setup(doc: Any, paper: str, language: str) -> None:
    section = doc.sections[-1]
    section.page_width, section.page_height = (Mm(side) for side in _PAPER[paper])
    section.orientation = WD_ORIENT.LANDSCAPE if paper == "landscape" else WD_ORIENT.PORTRAIT
    for name, value in _MARGINS[paper].items():
        setattr(section, name, Mm(value))
    section.header_distance, section.footer_distance = (
        (Mm(20), Mm(25)) if paper == "portrait" else (Mm(15), Mm(14))
    )
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    if language == "zh":  # English lines need no grid
        grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(_PITCH[language]))


def _default_style(doc: Any, language: str) -> None:
    style = doc.styles["Normal"]
    set_fonts(style.element.get_or_add_rPr(), _FONTS["paragraph"])
    style.font.size = Pt(_SIZES["paragraph"])
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
    style.paragraph_format.line_spacing = Twips(_LINE)
    lang = OxmlElement("w:lang")
    lang.set(qn("w:val"), "en-US")
    lang.set(qn("w:eastAsia"), "zh-CN")
    style.element.get_or_add_rPr().append(lang)
    if language == "en":
        style.paragraph_format.line_spacing = Twips(_PITCH["en"])


def _comment_styles(doc: Any) -> None:
    """The two styles that python-docx gives a comment without defining them."""
    for name, style_id, kind in (
        ("annotation reference", "CommentReference", WD_STYLE_TYPE.CHARACTER),
        ("annotation text", "CommentText", WD_STYLE_TYPE.PARAGRAPH),
    ):
        style = doc.styles.add_style(name, kind, builtin=True)
        style.element.set(qn("w:styleId"), style_id)


def set_fonts(properties: Any, east_asian: str) -> None:
    """Give run properties an East Asian face, with the house's Latin face beside it."""
    fonts = properties.get_or_add_rFonts()
    for slot in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(slot), _LATIN)
    fonts.set(qn("w:eastAsia"), east_asian)


class _Writer:
    def __init__(self, doc: Any, form: Form) -> None:
        self.doc, self.language = doc, form.language
        self.paper: str = form.meta.paper
        self.controls = 0
        self.last: Any = None

    def block(self, block: Block, *, keep: bool) -> None:
        if block.kind == "rule":
            self._rule()
        elif block.kind == "sheet":
            self.paper = block.paper
            self.doc.add_section(WD_SECTION.NEW_PAGE)
            _end_section_in_last_paragraph(self.doc)
            _page_setup(self.doc, block.paper, self.language)
        elif block.kind == "table":
            self._table(block, keep)
        elif block.kind == "rows":
            self._table(_as_table(block), keep)
        elif _is_box(block):
            self._table(Block("table", rows=((Cell(block.runs),),), shares=(1.0,)), keep)
        else:
            paragraph = self.last = self.doc.add_paragraph()
            self._paragraph(paragraph, block)
            if keep:
                paragraph.paragraph_format.keep_with_next = True

    def comment(self, notes: tuple[str, ...]) -> None:
        """The notes of a block as one comment on its first run."""
        if self.last is None:
            return
        run = self.last.runs[0] if self.last.runs else self.last.add_run("")
        author = "编者" if self.language == "zh" else "Editors"
        comment = self.doc.add_comment(run, "\n".join(notes), author, author[:1])
        comment._comment_elm.set(qn("w:date"), EPOCH.strftime("%Y-%m-%dT%H:%M:%SZ"))
        for paragraph in comment.paragraphs:
            paragraph.paragraph_format.line_spacing = Pt(13)
            for words in paragraph.runs:
                _small(words, 9)

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
        runs = block.runs
        if block.kind == "clause" and isinstance(runs[0], str):
            self._text(paragraph, runs[0], "heading")
            runs = runs[1:]
        self._runs(paragraph, runs, block.kind)

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
        set_fonts(properties, _FONTS[kind])
        if self.language == "en" and kind in ("title", "heading", "subheading", "head"):
            properties.append(OxmlElement("w:b"))
        size = _SIZES[kind]
        if self.language == "en":
            size -= 1.5 if kind in ("table", "head") else 4
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
        text = "　" if empty else self._placeholder(field, cell=kind == "table")
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
        write(run, text)
        content.append(run)
        sdt.append(properties)
        sdt.append(content)
        return sdt

    def _placeholder(self, field: Field, *, cell: bool) -> str:
        if field.type == "check":
            return "☐"
        if field.type == "date":
            if self.language == "en":
                return "____________"
            return "　　年　月　日" if cell else "______年____月____日"
        if field.type == "choice":
            return "／".join(field.options) if self.language == "zh" else " / ".join(field.options)
        if field.type == "long":
            return "\n".join(["　"] * field.lines)
        if cell:
            return "　　"
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
        text = OxmlElement("w:text")
        text.set(qn("w:multiLine"), "1")
        return text

    def _table(self, block: Block, keep: bool) -> None:
        table = self.doc.add_table(rows=0, cols=len(block.shares))
        table.style, table.autofit = self.doc.styles["Table Grid"], False
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        margins = _MARGINS[self.paper]
        width = _PAPER[self.paper][0] - margins["left_margin"] - margins["right_margin"]
        widths = [Mm(width * share / sum(block.shares)) for share in block.shares]
        for number, row in enumerate(block.rows):
            if block.kind == "rows" and number > 1:
                self._copy_row(table, row, last=number + 1 == len(block.rows))
                continue
            made = table.add_row()
            made._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            at, boxes = 0, made.cells
            for cell in row:
                box = boxes[at]
                if cell.span > 1:
                    box = box.merge(boxes[at + cell.span - 1])
                box.width = sum(widths[at : at + cell.span])
                self._cell(box, cell, head=block.head and number == 0, empty=block.kind == "rows")
                last = number + 1 == len(block.rows)
                if keep if last else len(block.rows) <= _TOGETHER:
                    box.paragraphs[0].paragraph_format.keep_with_next = True
                at += cell.span
        for column, each in zip(table.columns, widths, strict=True):
            column.width = each
        if block.head:
            table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        self.last = table.rows[0].cells[0].paragraphs[0]
        # Two tables in a row would grow together.
        after = self.doc.add_paragraph()
        after.paragraph_format.line_spacing = Pt(8)
        after.paragraph_format.keep_with_next = keep or None

    def _copy_row(self, table: Any, row: tuple[Cell, ...], *, last: bool) -> None:
        """An empty row like the one before it, its blanks named anew: much faster than making it."""
        line = copy.deepcopy(table.rows[-1]._tr)
        for cell, control in zip(row, line.iter(qn("w:sdt")), strict=True):
            field = cell.runs[0]
            assert isinstance(field, Field)
            self.controls += 1
            properties = control.find(qn("w:sdtPr"))
            properties.find(qn("w:tag")).set(qn("w:val"), field.name)
            properties.find(qn("w:id")).set(qn("w:val"), str(1000 + self.controls))
        if last:
            for keep in list(line.iter(qn("w:keepNext"))):
                keep.getparent().remove(keep)
        table._tbl.append(line)

    def _cell(self, box: Any, cell: Cell, *, head: bool, empty: bool) -> None:
        words = "".join(run for run in cell.runs if isinstance(run, str))
        label = len(words) <= _LABEL and all(isinstance(run, str) for run in cell.runs)
        box.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = box.paragraphs[0]
        paragraph.paragraph_format.line_spacing = Pt(16 if "\n" in words else 20)
        if head or label:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._runs(paragraph, cell.runs, "head" if head else "table", empty=empty and not head)

    def _rule(self) -> None:
        paragraph = self.last = self.doc.add_paragraph()
        paragraph.paragraph_format.line_spacing = Pt(12)
        border = parse_xml(
            f'<w:pBdr {nsdecls("w")}><w:bottom w:val="dashed" w:sz="6" w:space="1" w:color="808080"/></w:pBdr>'
        )
        properties = paragraph._p.get_or_add_pPr()
        spacing = properties.find(qn("w:spacing"))
        (spacing.addprevious if spacing is not None else properties.append)(border)


def _end_section_in_last_paragraph(doc: Any) -> None:
    """python-docx ends a section in an empty paragraph of its own, which may run over to an empty page."""
    empty = doc.element.body.findall(qn("w:p"))[-1]
    before = empty.getprevious()
    if (
        before is not None
        and before.tag == qn("w:p")
        and before.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is None
    ):
        before.get_or_add_pPr().append(empty.find(f"{qn('w:pPr')}/{qn('w:sectPr')}"))
        empty.getparent().remove(empty)


def _is_box(block: Block) -> bool:
    """A long blank that stands alone is a box to write in."""
    run = block.runs[0] if len(block.runs) == 1 else None
    return block.kind == "paragraph" and isinstance(run, Field) and run.type == "long"


def row_field(field: Field, number: int, column: Column) -> Field:
    """The blank in one cell of a rows field; rows count from 1."""
    return Field(name=f"{field.name}_{number}_{column.name}", label=column.label, example="-")


def _as_table(block: Block) -> Block:
    """A rows field as a table with a header and its empty rows."""
    field = block.runs[0]
    assert isinstance(field, Field)
    head = tuple(Cell((column.label,)) for column in field.columns)
    body = (
        tuple(Cell((row_field(field, number + 1, column),)) for column in field.columns)
        for number in range(field.rows)
    )
    shares = tuple(column.width for column in field.columns)
    return Block("rows", rows=(head, *body), head=True, shares=shares)


def write(run: Any, text: str) -> None:
    """Put `text` into a run; a line break in it is a line break in Word."""
    for number, line in enumerate(text.split("\n")):
        if number:
            run.append(OxmlElement("w:br"))
        words = OxmlElement("w:t")
        words.set(qn("xml:space"), "preserve")
        words.text = line
        run.append(words)


def _checkbox() -> Any:
    return parse_xml(
        f'<w14:checkbox xmlns:w14="{W14}"><w14:checked w14:val="0"/>'
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
    set_fonts(run._r.get_or_add_rPr(), "宋体")
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
