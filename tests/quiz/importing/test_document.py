"""Word: trainers' conventions, read exactly or reported; nothing is ever read wrong in silence."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.quiz.importing import document
from scripts.quiz.importing.paragraphs import Line
from tests.quiz.importing.files import Reading, docx, finished, lost, read_docx, saved, short, told

FRIENDLY: dict[str, tuple[str, list[str]]] = {
    "keys in brackets": (
        """
        一、单项选择题（每题2分，共4分）
        1. 按国家规定，每方至少几名代表？（ C ）
        A. 1名  B. 2名  C. 3名  D. 5名
        2. 按国家规定，至少（Ｂ）名代表。
        A. 2名
        B. 3名
        C. 5名
        二、判断题
        1. 代表不得兼任。（√）
        2. 代表可以兼任。(×)
        （错）3. 代表都由上级指派。
        """,
        [
            "单选 按国家规定，每方至少几名代表？ 1名/2名/3名/5名 C",
            "单选 按国家规定，至少（　）名代表。 2名/3名/5名 B",
            "判断 代表不得兼任。 对",
            "判断 代表可以兼任。 错",
            "判断 代表都由上级指派。 错",
        ],
    ),
    "labels": (
        """
        1、几人？
        A、一人
        B、二人
        C、三人
        答案：B
        解析：两人。
        依据：《集体合同规定》第十九条第二款
        难度：易
        知识点：代表
        2、哪些？（  ）
        A、甲  B、乙
        C、丙  D、丁
        【答案】ACD 【解析】乙不是。
        3、对的。
        答案：正确 解析：对。
        """,
        ["单选 几人？ 一人/二人/三人 B", "多选 哪些？ 甲/乙/丙/丁 ACD", "判断 对的。 对"],
    ),
    "key list by section": (
        """
        题库
        一、单选题
        1．几人？
        A．一人　B．二人　C．三人
        2．几天？
        A．十天　B．二十天　C．三十天
        二、多选题
        1．哪些？
        （A）甲 （B）乙 （C）丙
        三、判断题
        1．对的。
        2．错的。
        参考答案
        一、单选题：1-2 CB
        二、多选题
        1. AB
        三、判断题 1.√ 2.×
        """,
        [
            "单选 几人？ 一人/二人/三人 C",
            "单选 几天？ 十天/二十天/三十天 B",
            "多选 哪些？ 甲/乙/丙 AB",
            "判断 对的。 对",
            "判断 错的。 错",
        ],
    ),
    "key list with reasons": (
        """
        （1）几人？
        A）一人
        B）二人
        C）三人
        （2）几天？
        A）十天
        B）二十天
        C）三十天
        答案及解析：
        （1）【答案】C【解析】三人。
        （2）B
        解析：二十天。
        """,
        ["单选 几人？ 一人/二人/三人 C", "单选 几天？ 十天/二十天/三十天 B"],
    ),
    "cases": (
        """
        四、案例分析题
        第1题 示例厂有5名代表。
        请按国家规定作答。
        问题1：指出问题。
        - 2分：外聘过多。
        - 1分：没有首席代表。
        问题2：怎样改？
        补选首席代表（2分）；减少外聘（1分）。
        解析：三分之一。
        第2题 怎样产生代表？
        答案：工会选派（2分）。民主推荐（2分）。
        """,
        [
            "案例 示例厂有5名代表。\n请按国家规定作答。 指出问题。[2外聘过多。/1没有首席代表。] 怎样改？[2补选首席代表/1减少外聘]",
            "案例 怎样产生代表？ 请作答。[2工会选派/2民主推荐]",
        ],
    ),
    "answer on the next line": (
        """
        【1】几人？
        A 一人  B 二人  C 三人
        答案：
        C
        【2】几天？
        A：十天
        B：二十天
        C：三十天
        正确答案：
        B
        """,
        ["单选 几人？ 一人/二人/三人 C", "单选 几天？ 十天/二十天/三十天 B"],
    ),
}


@pytest.mark.parametrize("name", FRIENDLY)
def test_friendly_files_are_read_exactly(name: str) -> None:
    text, expected = FRIENDLY[name]
    imported, remarks = read_docx(docx(text))
    assert [short(one.item) for one in imported] == expected
    assert lost(remarks) == []


def test_labels_become_fields() -> None:
    item = read_docx(docx(FRIENDLY["labels"][0]))[0][0].item
    assert item.law == ["《集体合同规定》第十九条第二款"]
    assert (item.facility, item.tags, item.explanation.zh) == (0.8, ["代表"], "两人。")


OPTIONS = "A. 一\nB. 二\nC. 三\n"
GOOD = "9. 好的。（√）"
LOST: dict[str, tuple[str, str]] = {
    "no key": (f"8. 几人？\n{OPTIONS}{GOOD}", "第1段：没有答案"),
    "two keys": (f"8. 几人？（A）\n{OPTIONS}答案：B\n{GOOD}", "题干括号里是“A”，答案写的是“B”"),
    "two brackets": (f"8. 几（A）人（B）？\n{OPTIONS}{GOOD}", "题干里有不止一处像答案的括号"),
    "two labels": (f"8. 几人？\n{OPTIONS}答案：A\n答案：B\n{GOOD}", "有两处“正确答案”"),
    "options from B": (f"8. 几人？（A）\nB. 二\nC. 三\n{GOOD}", "选项的字母不是从 A 起依次写的"),
    "a letter twice": (f"8. 几人？（A）\nA. 一\nB. 二\nB. 三\n{GOOD}", "选项的字母不是从 A 起依次写的"),
    "a stray line": (f"8. 几人？（A）\n{OPTIONS}待定\n{GOOD}", "选项 C 后面有一行不知道属于哪里：待定"),
    "next without number": (
        f"8. 几人？\n{OPTIONS}答案：A\n下一题？\n{OPTIONS}答案：B\n{GOOD}",
        "答案后面又有选项",
    ),
    "a gap to fill": (f"三、填空题\n8. 每方___人。\n答案：三\n二、判断题\n{GOOD}", "题型“填空题”不能导入"),
    "key unreadable": (f"8. 几人？\n{OPTIONS}答案：见教材\n{GOOD}", "答案“见教材”读不懂"),
    "key list too long": (
        f"8. 几人？\n{OPTIONS}{GOOD}\n参考答案\n8.A 10.B",
        "答案里的第10题没有找到对应的题目",
    ),
    "essay": (f"四、简答题\n8. 怎样产生？\n答案：工会选派。\n二、判断题\n{GOOD}", "没有写成得分要点"),
}


@pytest.mark.parametrize("name", LOST)
def test_what_cannot_be_read_is_told_by_paragraph(name: str) -> None:
    text, reason = LOST[name]
    imported, remarks = read_docx(docx(text))
    assert "判断 好的。 对" in [short(one.item) for one in imported]
    assert any(reason in one for one in lost(remarks)), lost(remarks)


REMARKED: dict[str, tuple[str, str]] = {
    "a title": (f"练习题\n{GOOD}", "第一题之前有 1 行没有读：练习题"),
    "numbers jump": (f"7. 也好。（√）\n{GOOD}", "题号从 7 到 9，不连续"),
    "no spaces": ("9. 几人？（A）\nA.一B.二C.三", "选项之间没有空格"),
    "uneven lines": ("9. 几人？（A）\nA. 一\nB. 二\nC. 三 D. 四", "各行的选项个数不齐"),
    "a mark inside": ("9. 几人？（A）\nA. 一和B、二\nB. 二\nC. 三", "选项里有像选项记号的“B”"),
    "reasons without a label": (
        f"9. 几人？\n{OPTIONS}答案：A\n因为如此。",
        "没有“解析”两字，按解析读：因为如此。",
    ),
    "reasons in two lines": (f"9. 几人？\n{OPTIONS}答案：A\n解析：因为。\n所以。", "解析等有几段"),
    "a stem in two lines": ("9. 好的。\n也好。（√）", "题干有几段"),
    "type unsaid": (f"9. 几人？（A）\n{OPTIONS}", "题型（按单选题）"),
}


@pytest.mark.parametrize("name", REMARKED)
def test_what_is_read_in_doubt_is_told(name: str) -> None:
    text, reason = REMARKED[name]
    imported, remarks = read_docx(docx(text))
    assert imported and not lost(remarks)
    assert reason in told(remarks)


# --- what python-docx does not show -----------------------------------------------------------------


def _numbered(made: Any, pattern: str, numeral: str, number: int) -> str:
    """Add an automatic list to a document; returns its numId."""
    root = made.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{numeral}"/><w:lvlText w:val="{pattern}"/></w:lvl></w:abstractNum>'
    )
    root.insert(0, abstract)
    root.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')
    )
    return str(number)


def _restarted(made: Any, abstract: str, number: int) -> str:
    """Another list of the same kind that begins anew."""
    made.part.numbering_part.element.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>'
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        )
    )
    return str(number)


def _add(made: Any, text: str, number: str = "") -> Any:
    paragraph = made.add_paragraph(text)
    if number:
        properties = paragraph._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>')
        )
    return paragraph


@pytest.mark.parametrize("pattern", ["%1.", "%1、", "（%1）", "第%1题"])
@pytest.mark.parametrize("mark", ["%1.", "%1、", "（%1）"])
def test_automatic_numbers_and_letters(pattern: str, mark: str) -> None:
    made = Document()
    heads = _numbered(made, "%1、", "chineseCounting", 900)
    questions = _numbered(made, pattern, "decimal", 901)
    first = _numbered(made, mark, "upperLetter", 902)
    second = _restarted(made, first, 903)
    _add(made, "单选题", heads)
    for stem, letters in (("几人？（C）", first), ("几天？（B）", second)):
        _add(made, stem, questions)
        for text in "甲乙丙丁":
            _add(made, text, letters)
    _add(made, "判断题", heads)
    _add(made, "好的。（√）", questions)
    imported, remarks = read_docx(saved(made))
    assert [short(one.item) for one in imported] == [
        "单选 几人？ 甲/乙/丙/丁 C",
        "单选 几天？ 甲/乙/丙/丁 B",
        "判断 好的。 对",
    ]
    assert lost(remarks) == []


def test_letters_that_word_does_not_begin_anew_are_told() -> None:
    made = Document()
    letters = _numbered(made, "%1.", "upperLetter", 901)
    for number in (1, 2):
        _add(made, f"{number}. 几人？（A）")
        for text in "甲乙丙":
            _add(made, text, letters)
    imported, remarks = read_docx(saved(made))
    assert [short(one.item) for one in imported] == ["单选 几人？ 甲/乙/丙 A"]
    assert "选项的字母不是从 A 起依次写的" in lost(remarks)[0]


def test_the_list_styles_of_word() -> None:
    made = Document()
    for stem in ("好的。（√）", "坏的。（×）"):
        made.add_paragraph(stem, style="List Number")
    imported, _ = read_docx(saved(made))
    assert [short(one.item) for one in imported] == ["判断 好的。 对", "判断 坏的。 错"]


@pytest.mark.parametrize(
    "rows", [[["A. 甲", "B. 乙"], ["C. 丙", "D. 丁"]], [["A", "甲", "B", "乙"], ["C", "丙", "D", "丁"]]]
)
def test_options_in_a_table(rows: list[list[str]]) -> None:
    made = Document()
    made.add_paragraph("1. 几人？（D）")
    table = made.add_table(rows=len(rows), cols=len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    made.add_paragraph("2. 好的。（√）")
    imported, remarks = read_docx(saved(made))
    assert [short(one.item) for one in imported] == ["单选 几人？ 甲/乙/丙/丁 D", "判断 好的。 对"]
    assert lost(remarks) == []


def _run(made: Any, text: str, xml: str) -> None:
    made.add_paragraph(text)._p.append(parse_xml(xml))


W = nsdecls("w")


def test_revisions_line_breaks_and_symbols() -> None:
    made = Document()
    made.add_paragraph("1. 几人？（B）").add_run("\nA. 一\nB. 二\nC. 三")
    _run(made, "2. 好", f'<w:ins {W} w:id="1" w:author="x"><w:r><w:t>的。</w:t></w:r></w:ins>')
    made.paragraphs[-1]._p.append(
        parse_xml(f'<w:del {W} w:id="2" w:author="x"><w:r><w:delText>坏的。</w:delText></w:r></w:del>')
    )
    made.paragraphs[-1]._p.append(
        parse_xml(f'<w:r {W}><w:t>（</w:t><w:sym w:font="Wingdings 2" w:char="F050"/><w:t>）</w:t></w:r>')
    )
    imported, remarks = read_docx(saved(made))
    assert [short(one.item) for one in imported] == ["单选 几人？ 一/二/三 B", "判断 好的。 对"]
    assert "有修订痕迹" in told(remarks)


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        (f"<w:r {W}><w:pict/></w:r>", "图片或文本框"),
        (f'<w:r {W}><w:sym w:font="Symbol" w:char="F061"/></w:r>', "符号字体的字符"),
        (
            '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
            "<m:r><m:t>x</m:t></m:r></m:oMath>",
            "公式",
        ),
    ],
)
def test_what_is_no_text_is_told(xml: str, reason: str) -> None:
    made = Document()
    made.add_paragraph("1. 好的。（√）")
    _run(made, "2. 看图。（√）", xml)
    imported, remarks = read_docx(saved(made))
    assert [short(one.item) for one in imported] == ["判断 好的。 对"]
    assert f"第2段：第2段有{reason}" in lost(remarks)[0]


def test_paragraphs_are_counted_as_word_counts_them() -> None:
    made = Document()
    for text in ("", "", "1. 大概。（？）"):
        made.add_paragraph(text)
    made.element.body.insert(0, parse_xml(f"<w:sdt {W}><w:sdtContent><w:p/></w:sdtContent></w:sdt>"))
    assert made.element.body[0].tag == qn("w:sdt")
    assert lost(read_docx(saved(made))[1])[0].startswith("第4段：")


# --- any items in any convention --------------------------------------------------------------------

NUMBERS = ["{}. ", "{}、", "{}．", "{}）", "（{}）", "第{}题 ", "【{}】"]
MARKS = ["{}. ", "{}、", "{}．", "{}）", "（{}）", "{}：", "【{}】", "{} "]
LAYOUTS = [(1, ""), (2, "  "), (4, "\t"), (6, "　")]  # options on a line, and what stands between them
ANSWERS = ["bracket", "答案：{}", "【答案】{}", "参考答案: {}", "list", "range"]
HEADS = {"single": "单项选择题", "multiple": "多选题（每题3分）", "judgement": "判断题"}


@dataclass(frozen=True)
class Asked:
    """A question to be rendered."""

    kind: str
    stem: str
    options: tuple[str, ...]
    key: str
    reason: str

    def __str__(self) -> str:
        if self.kind == "judgement":
            return f"判断 {self.stem} {'对' if self.key == '√' else '错'}"
        return (
            f"{'单选' if self.kind == 'single' else '多选'} {self.stem} {'/'.join(self.options)} {self.key}"
        )


PLAIN = st.text("企业工会职工代表协商合同应当签订十五日3%，“”《》；", min_size=2, max_size=14).map(
    lambda text: f"按{text}的"
)
SNARES = st.sampled_from(
    ["A、B两厂", " B. 乙", "（A）", "1.5倍", "2. 又", "（2）", "（√）", "答案：C", " 依据：", "一、单选题", "解析", "D ", "1-3 ABC", "（　）", "第2题", "正确"]
)  # fmt: skip
HOSTILE = (
    st.lists(st.one_of(PLAIN, SNARES), min_size=1, max_size=3)
    .map(lambda parts: "".join(parts).strip())
    .filter(lambda text: not text.endswith("（　）"))  # our stems never end so
)


@st.composite
def asked(draw: st.DrawFn, words: st.SearchStrategy[str]) -> Asked:
    """A question of any kind."""
    kind = draw(st.sampled_from(sorted(HEADS)))
    stem, reason = draw(words), draw(st.one_of(st.just(""), words))
    if kind == "judgement":
        return Asked(kind, stem, (), draw(st.sampled_from("√×")), reason)
    options = tuple(draw(st.lists(words, min_size=3, max_size=6, unique=True)))
    letters = "ABCDEF"[: len(options)]
    size = 1 if kind == "single" else draw(st.integers(2, len(options) - 1))
    key = draw(st.lists(st.sampled_from(letters), min_size=size, max_size=size, unique=True))
    return Asked(kind, stem, options, "".join(sorted(key)), reason)


def conventions(layouts: list[tuple[int, str]]) -> st.SearchStrategy[tuple[str, str, tuple[int, str], str]]:
    """How a trainer writes: numbers, option marks, layout, where the key stands."""
    return st.tuples(*map(st.sampled_from, (NUMBERS, MARKS, layouts, ANSWERS)))  # type: ignore[arg-type]


def rendered(items: list[Asked], how: tuple[str, str, tuple[int, str], str]) -> list[str]:
    """The lines of a document in one convention, section by section."""
    number, mark, (width, between), answer = how
    lines, keys = [], ["参考答案"]
    for order, (kind, head) in enumerate(HEADS.items()):
        some = [item for item in items if item.kind == kind]
        if not some:
            continue
        lines.append(f"{'一二三'[order]}、{head}")
        keys.append(f"{'一二三'[order]}、{head}")
        for count, item in enumerate(some, 1):
            inside = f"（{item.key}）" if answer == "bracket" else ""
            lines.append(number.format(count) + item.stem + inside)
            options = [
                mark.format(letter) + text for letter, text in zip("ABCDEF", item.options, strict=False)
            ]
            lines += [between.join(options[at : at + width]) for at in range(0, len(options), width)]
            if "{}" in answer:
                lines.append(answer.format(item.key))
            if item.reason:
                lines.append(f"解析：{item.reason}")
        if answer == "list":
            keys.append("  ".join(f"{count}.{item.key}" for count, item in enumerate(some, 1)))
        else:
            keys.append(f"1-{len(some)} " + " ".join(item.key for item in some))
    return lines + (keys if answer in ("list", "range") else [])


def _parsed(lines: list[str]) -> Reading:
    return finished(*document.parse(Line(number, line) for number, line in enumerate(lines, 1)))


ROUTINE = ("没有写，按默认", "没有法律依据", "法律依据没有读入", "法律依据取自解析")


def _suspicious(remarks: list[Any]) -> list[Any]:
    return [remark for remark in remarks if not remark.what.startswith(ROUTINE)]


@settings(max_examples=200, deadline=None)
@given(st.lists(asked(PLAIN), min_size=1, max_size=6), conventions(LAYOUTS))
def test_any_items_in_any_convention_are_read_exactly(
    items: list[Asked], how: tuple[str, str, tuple[int, str], str]
) -> None:
    imported, remarks = _parsed(rendered(items, how))
    expected = [str(item) for kind in HEADS for item in items if item.kind == kind]
    assert [short(one.item) for one in imported] == expected
    reasons = [item.reason for kind in HEADS for item in items if item.kind == kind]
    assert [one.draft.get("explanation") for one in imported] == reasons
    assert lost(remarks) == []


@settings(max_examples=200, deadline=None)
@given(st.lists(asked(HOSTILE), min_size=1, max_size=4), conventions([*LAYOUTS, (6, "")]))
def test_nothing_is_read_wrong_in_silence(
    items: list[Asked], how: tuple[str, str, tuple[int, str], str]
) -> None:
    imported, remarks = _parsed(rendered(items, how))
    expected = [str(item) for kind in HEADS for item in items if item.kind == kind]
    for one in imported:
        if short(one.item) not in expected:
            assert _suspicious(one.draft.remarks), short(one.item)
    if [short(one.item) for one in imported] != expected:
        assert _suspicious(remarks)


@settings(max_examples=30, deadline=None)
@given(st.lists(asked(PLAIN), min_size=1, max_size=3), conventions(LAYOUTS))
def test_a_real_file_says_the_same_as_its_lines(
    items: list[Asked], how: tuple[str, str, tuple[int, str], str]
) -> None:
    lines = rendered(items, how)
    made = Document()
    for line in lines:
        made.add_paragraph(line)
    drafts, _ = document.read(Path("x.docx"), saved(made))
    again, _ = document.parse(Line(number, line) for number, line in enumerate(lines, 1))
    assert [draft.fields for draft in drafts] == [draft.fields for draft in again]
