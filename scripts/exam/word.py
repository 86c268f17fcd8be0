"""Paper and key of a version as Word files, for the leader's changes: the order of the printed ones."""

from __future__ import annotations

from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_LEADER
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from scripts.exam.blueprint import Blueprint
from scripts.exam.scramble import Placed, Version
from scripts.exam.typeset import Language, answer, basis, columns, heading, printed_options, words
from scripts.forms.word import drop_legacy_styles, saved, set_fonts
from scripts.quiz.model import Case, Judgement

_SONG, _HEI = "宋体", "黑体"
_WIDTH = 157.0  # mm of text on A4
_INDENT = 5.5  # mm: options and following lines stand in from the number
_BODY = 10.5  # points
_EXACT = 18  # points from line to line


def paper(blueprint: Blueprint, version: Version, language: Language = "zh") -> bytes:
    """The question paper as .docx: head, score table, instructions, sections with room to write."""
    w = words(language)
    page = _Page(blueprint, version, language)
    page.line(
        f"{w['unit']}____________________　{w['name']}______________　{w['number']}__________________",
        center=True,
    )
    page.line(f"┄┄┄┄┄┄┄┄┄┄　{w['seal']}　{w['hands-off']}　┄┄┄┄┄┄┄┄┄┄", center=True, size=9)
    page.line(blueprint.organiser.of(language), center=True)
    page.title(page.name)
    page.facts()
    page.scores()
    page.line(w["notes"], face=_HEI)
    for number, note in enumerate(blueprint.notes, 1):
        page.line(f"{number}. {note.of(language)}", size=9.5)
    for index, placed in enumerate(version.sections):
        section = blueprint.sections[index]
        page.head(heading(section, index, language), section.instructions.of(language))
        for one in placed:
            page.question(one)
    return page.saved()


def key(blueprint: Blueprint, version: Version, language: Language = "zh") -> bytes:
    """Its key as .docx: the answers in rows of ten, then each with explanation, scheme and basis."""
    w = words(language)
    page = _Page(blueprint, version, language)
    page.title(f"{page.name} {w['key']}")
    page.facts(w["secret"])
    for index, placed in enumerate(version.sections):
        page.head(heading(blueprint.sections[index], index, language))
        if not any(isinstance(one.item, Case) for one in placed):
            page.glance([(one.number, answer(one, language)) for one in placed])
        for one in placed:
            page.explained(one)
    return page.saved()


class _Page:
    """A Word file that grows line by line."""

    def __init__(self, blueprint: Blueprint, version: Version, language: Language) -> None:
        self.blueprint, self.version, self.language, self.w = blueprint, version, language, words(language)
        w = self.w
        self.name = (
            blueprint.title.of(language)
            + w["open-bracket"]
            + w["paper"].format(version.label)
            + w["close-bracket"].strip()
        )
        self.doc: Any = Document()
        drop_legacy_styles(self.doc)
        section = self.doc.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin, section.right_margin = Mm(30), Mm(23)
        section.top_margin, section.bottom_margin = Mm(20), Mm(20)
        section.header_distance = section.footer_distance = Mm(10)
        style = self.doc.styles["Normal"]
        set_fonts(style.element.get_or_add_rPr(), _SONG)
        style.font.size = Pt(_BODY)
        style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
        style.paragraph_format.line_spacing = Pt(_EXACT)
        lang = OxmlElement("w:lang")
        lang.set(qn("w:val"), "en-US")
        lang.set(qn("w:eastAsia"), "zh-CN")
        style.element.get_or_add_rPr().append(lang)
        self._footer(section.footer.paragraphs[0])

    def saved(self) -> bytes:
        """The finished file."""
        return saved(self.doc, self.name, self.language)

    def line(
        self,
        text: str,
        *,
        center: bool = False,
        face: str = _SONG,
        size: float = _BODY,
        left: float = 0.0,
        hang: float = 0.0,
        keep: bool = False,
    ) -> Any:
        """A paragraph; `left` and `hang` (mm) set it in and hang its first line out."""
        paragraph = self.doc.add_paragraph()
        self._run(paragraph, text, face, size)
        form = paragraph.paragraph_format
        if center:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        form.left_indent, form.first_line_indent = Mm(left + hang), Mm(-hang)
        form.keep_with_next = keep
        form.keep_together = True
        return paragraph

    def _run(self, paragraph: Any, text: str, face: str = _SONG, size: float = _BODY) -> None:
        run = paragraph.add_run(text)
        set_fonts(run._r.get_or_add_rPr(), face)
        run.font.size = Pt(size)

    def title(self, text: str) -> None:
        """The name of the paper, large."""
        self.line(text, center=True, face=_HEI, size=17).paragraph_format.line_spacing = Pt(30)

    def facts(self, more: str = "") -> None:
        """Marks, minutes, pass mark, code."""
        b, w = self.blueprint, self.w
        facts = [w["total"].format(b.total), w["minutes"].format(b.minutes), w["pass"].format(b.pass_mark)]
        facts += [w["distinction"].format(b.distinction)] if b.distinction else []
        facts += [w["closed" if b.closed_book else "open"], w["code"].format(self.version.code), more]
        self.line("　".join(filter(None, facts)), center=True)

    def head(self, text: str, instructions: str = "") -> None:
        """The heading of a section and what to do in it."""
        paragraph = self.line(text, face=_HEI, size=11, keep=True)
        paragraph.paragraph_format.space_before = Pt(10)
        if instructions:
            self.line(instructions, size=9.5, keep=True)

    def scores(self) -> None:
        """The score table with rows for marker and reviewer."""
        w, sections = self.w, self.blueprint.sections
        numbers = [
            heading(section, index, self.language).replace(".", "、").split("、")[0]
            for index, section in enumerate(sections)
        ]
        rows = [[w["question"], *numbers, w["sum"]]] + [
            [w[name]] + [""] * (len(sections) + 1) for name in ("score", "marker", "reviewer")
        ]
        self._table(rows, 10 if len(sections) > 6 else 20)

    def glance(self, entries: list[tuple[int, str]]) -> None:
        """Number over answer, ten to a row."""
        for start in range(0, len(entries), 10):
            row = entries[start : start + 10]
            self._table([[str(number) for number, _ in row], [text for _, text in row]], 15)
            self.line("", size=4).paragraph_format.line_spacing = Pt(6)

    def _table(self, rows: list[list[str]], width: float) -> None:
        table = self.doc.add_table(len(rows), len(rows[0]), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        for texts, cells in zip(rows, table.rows, strict=True):
            for text, cell in zip(texts, cells.cells, strict=True):
                cell.width = Mm(width)
                paragraph = cell.paragraphs[0]
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                self._run(paragraph, text, size=9.5)

    def question(self, one: Placed) -> None:
        """An item as candidates see it."""
        w, item = self.w, one.item
        bracket = f"{w['open-bracket']}　　{w['close-bracket']}"
        first, *rest = item.stem.of(self.language).split("\n")
        options = printed_options(one, self.language)
        if isinstance(item, Judgement):
            self.line("\n".join([f"{bracket}{one.number}. {first}", *rest]), hang=15)
            return
        end = bracket if options else ""
        self.line(f"{one.number}. {first}{'' if rest else end}", hang=_INDENT, keep=bool(options))
        for at, text in enumerate(rest, 1):
            self.line(text + (end if at == len(rest) else ""), left=_INDENT)
        count = columns([text for _, text in options]) if options else 1
        for start in range(0, len(options), count):
            row = "\t".join(f"{letter}. {text}" for letter, text in options[start : start + count])
            paragraph = self.line(
                row, left=_INDENT, hang=5 if count == 1 else 0, keep=start + count < len(options)
            )
            for tab in range(1, count):
                paragraph.paragraph_format.tab_stops.add_tab_stop(
                    Mm(_INDENT + tab * (_WIDTH - _INDENT) / count)
                )
        if isinstance(item, Case):
            for number, part in enumerate(item.parts, 1):
                marks = sum(point.marks for point in part.points)
                asked = f"{w['open-bracket']}{number}{w['close-bracket']}{part.prompt.of(self.language)}"
                self.line(
                    asked + w["open-bracket"] + w["marks"].format(marks) + w["close-bracket"],
                    hang=9,
                    keep=True,
                )
                for _ in range(max(3, marks + 1)):
                    ruled = self.line("\t")
                    ruled.paragraph_format.line_spacing = Pt(25)
                    ruled.paragraph_format.tab_stops.add_tab_stop(Mm(_WIDTH), leader=WD_TAB_LEADER.LINES)

    def explained(self, one: Placed) -> None:
        """An item as markers see it."""
        w, item = self.w, one.item
        shown = answer(one, self.language)
        text = (
            f"{one.number}. "
            + (w["answer"].format(shown) if shown else "")
            + item.explanation.of(self.language)
        )
        self.line(text, hang=_INDENT).paragraph_format.space_before = Pt(6)
        for number, part in enumerate(item.parts if isinstance(item, Case) else [], 1):
            self.line(
                f"{w['open-bracket']}{number}{w['close-bracket']}{part.prompt.of(self.language)}",
                left=_INDENT,
                keep=True,
            )
            for point in part.points:
                marks = w["open-bracket"] + w["marks"].format(point.marks) + w["close-bracket"]
                self.line(f"· {point.of(self.language)}{marks}", left=_INDENT + 4, hang=4)
        self.line(f"{w['basis']}{basis(item, self.language)}　{w['item']}{item.id}", size=9, left=_INDENT)

    def _footer(self, paragraph: Any) -> None:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        before, between, after = self.w["page"].split("{}")
        for text, field in ((before, "PAGE"), (between, "NUMPAGES")):
            self._run(paragraph, text, size=9)
            paragraph._p.append(
                parse_xml(
                    f'<w:fldSimple {nsdecls("w")} w:instr=" {field} "><w:r><w:rPr><w:sz w:val="18"/></w:rPr>'
                    "<w:t>1</w:t></w:r></w:fldSimple>"
                )
            )
        self._run(paragraph, f"{after}　　{self.w['code'].format(self.version.code)}", size=9)
