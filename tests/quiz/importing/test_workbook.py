"""Excel: what trainers send, read exactly or told by row and cell."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from scripts.problems import ProblemsError
from scripts.quiz.export import sheets
from scripts.quiz.export.booklet import booklet
from scripts.quiz.importing import workbook
from scripts.quiz.load import practice
from scripts.quiz.model import Bank
from scripts.quiz.sheet_columns import HEADERS
from tests.quiz.importing.files import lost, read_xlsx, saved, setting, short, told, xlsx

KAOSHIBAO = [
    ["导入须知：请勿改动表头"],
    ["题干（必填）", "题型 （必填）", *(f"选项 {letter}" for letter in "ABCD"),
     *(f"选项{letter} (勿删)" for letter in "EFGH"), "正确答案（必填）", "解析（勿删）", "章节（勿删）", "难度"],
]  # fmt: skip
BASIS = "依据《集体合同规定》第十九条第二款，每方至少三人。"


def _kaoshibao(stem: str, kind: str, options: list[object], answer: object, *more: object) -> list[object]:
    return [stem, kind, *options, *[None] * (8 - len(options)), answer, *more]


FRIENDLY: dict[str, tuple[list[Any], list[str]]] = {
    "kaoshibao": (
        [
            *KAOSHIBAO,
            _kaoshibao("按国家规定，每方至少几人", "单选题", ["1人", "2人", "3人"], "C", BASIS, "代表", "易"),
            _kaoshibao("按国家规定，职责有（　）", "多选题", ["甲", "乙", "丙", "丁"], "A、B，D", BASIS, "代表", "难"),
            _kaoshibao("按国家规定，人数对等。", "判断题", ["正确", "错误"], "A", BASIS, "代表", "中"),
            _kaoshibao("按国家规定，可以不对等。（ ）", "判断题", [], "×", BASIS, "代表", "中"),
            _kaoshibao("按国家规定，怎样产生？", "简答题", [], "1. 工会选派。（2分）2. 民主推荐。（3分）", BASIS),
        ],
        [
            "单选 按国家规定，每方至少几人 1人/2人/3人 C",
            "多选 按国家规定，职责有 甲/乙/丙/丁 ABD",
            "判断 按国家规定，人数对等。 对",
            "判断 按国家规定，可以不对等。 错",
            "案例 按国家规定，怎样产生？ 请作答。[2工会选派。/3民主推荐。]",
        ],
    ),
    "own template": (
        [
            HEADERS,
            ["示例1", "D3", "单选题", *[""] * 3, "题", "甲", "乙", "丙", "", "", "", "A"],
            ["con-001", "D3", "单选题", "识记", "国家", "0.82", "几日？", "10日", "15日", "20日", "30日", "", "",
             "C", "收到之日起20日内。", "《集体合同规定》第三十二条第二款", "", "应约；期限", "是"],
        ],
        ["单选 几日？ 10日/15日/20日/30日 C"],
    ),
    "other words": (
        [
            ["序号", "类型", "题目", "A", "B", "C", "答案", "答案解析", "依据"],
            [1, "单项选择", "谁？", "工会", "职工", "企业", "Ｂ", "因为。", "《工会法》第二十条"],
            [2, "不定项选择题", "谁？谁？", "工会", "职工", "企业", "ac", "因为。", ""],
            [None] * 9,
            [3, "是非题", "是的。", None, None, None, True, "因为。", ""],
        ],
        ["单选 谁？ 工会/职工/企业 B", "多选 谁？谁？ 工会/职工/企业 AC", "判断 是的。 对"],
    ),
    "options in one cell": (
        [
            ["题型", "题干", "选项", "答案"],
            ["单选", "几人？", "A. 一人\nB. 两人\nC. 三人", "C"],
            ["单选", "几天？", "A、10天 B、20天 C、30天", "B"],
            ["多选", "哪些？（ＡＢ）A. 甲", "", "AB"],
        ],
        ["单选 几人？ 一人/两人/三人 C", "单选 几天？ 10天/20天/30天 B"],
    ),
    "numbers": (
        [
            ["题型", "题干", "选项A", "选项B", "选项C", "答案"],
            ["单选", "几人？", 1.0, 2, 3.5, "A"],
            ["判断", "对的。", None, None, None, "T"],
            ["判断", "错的。", None, None, None, "不正确"],
        ],
        ["单选 几人？ 1/2/3.5 A", "判断 对的。 对", "判断 错的。 错"],
    ),
    "no types": (
        [
            ["题干", "选项A", "选项B", "选项C", "答案"],
            ["几人？", "一", "二", "三", "B"],
            ["哪些？", "一", "二", "三", "B,C"],
            ["对的。", "正确", "错误", None, "B"],
            ["也对。", None, None, None, "√"],
        ],
        ["单选 几人？ 一/二/三 B", "多选 哪些？ 一/二/三 BC", "判断 对的。 错", "判断 也对。 对"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FRIENDLY)
def test_friendly_files_are_read_exactly(name: str) -> None:
    rows, expected = FRIENDLY[name]
    imported, remarks = read_xlsx(xlsx(rows))
    assert [short(one.item) for one in imported] == expected
    assert len(lost(remarks)) == (1 if name == "options in one cell" else 0)


def test_fields_of_our_own_template() -> None:
    item = read_xlsx(xlsx(FRIENDLY["own template"][0]))[0][0].item
    assert (item.id, item.level, item.scope, item.facility) == ("con-001", "recall", "national", 0.82)
    assert item.law == ["《集体合同规定》第三十二条第二款"]
    assert item.tags == ["应约", "期限"]
    assert item.type == "single" and item.fixed


HEAD = ["题型", "题干", "选项A", "选项B", "选项C", "选项D", "答案"]
LOST: list[tuple[list[object], str]] = [
    (["单选", "几人？", "一", "二", "三", "四", "E"], "答案 E 不是这道题的选项"),
    (["单选", "几人？", "一", "二", "三", "四", "AB"], "单选题有2个答案"),
    (["多选", "几人？", "一", "二", "三", "四", "A"], "多选题只有一个正确选项"),
    (["多选", "几人？", "一", "二", "三", "四", "ABCD"], "多选题全部选项都对"),
    (["单选", "几人？", "一", None, "三", "四", "A"], "选项有空格"),
    (["单选", "几人？", "一", "二", None, None, "A"], "只有2个选项"),
    (["单选", "几人？", "一", "一", "三", "四", "A"], "有两个选项文字相同"),
    (["单选", "几人？", "一", "二", "三", "四", None], "没有答案"),
    (["单选", "几人？", "一", "二", "三", "四", "详见解析"], "答案“详见解析”读不懂"),
    (["单选", None, "一", "二", "三", "四", "A"], "没有题干"),
    (["单选", "几<b>人</b>？", "一", "二", "三", "四", "A"], "题干有标记或代码"),
    (["单选", "（A）几人？", "一", "二", "三", "四", "B"], "题干括号里是“A”，答案写的是“B”"),
    (["填空题", "每方至少____人。", None, None, None, None, "3"], "题型“填空题”不能导入"),
    (["简答题", "怎样产生？", None, None, None, None, "工会选派。"], "没有写成得分要点"),
    (["判断", "对的。", None, None, None, None, "大概"], "判断题答案“大概”读不懂"),
    (["判断", "对的。", "甲", "乙", "丙", None, "对"], "判断题有选项"),
    (["单选", "几人？", "=1+1", "二", "三", "四", "A"], "C2 是公式，结果不是文字"),
    (["单选", "几人？", "#N/A", "二", "三", "四", "A"], "C2 是错误值 #N/A"),
]


@pytest.mark.parametrize(("row", "reason"), LOST, ids=[reason for _, reason in LOST])
def test_what_cannot_be_read_is_told(row: list[object], reason: str) -> None:
    imported, remarks = read_xlsx(xlsx([HEAD, row, ["判断", "好的。", None, None, None, None, "对"]]))
    assert [short(one.item) for one in imported] == ["判断 好的。 对"]
    assert len(lost(remarks)) == 1
    assert lost(remarks)[0].startswith("工作表“Sheet”第2行：")
    assert reason in lost(remarks)[0]


def _formatted(value: object, shape: str) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet
    sheet.append(HEAD)
    sheet.append(["单选", "几分之几？", "一", "二", "三", "四", "A"])
    cell = sheet["C2"]
    cell.value = value
    cell.number_format = shape
    return saved(book)


@pytest.mark.parametrize(
    ("value", "shape", "read", "remark"),
    [
        (datetime(2026, 1, 3), "d-mmm", "1/3", "原来也可能是 1-3 或 1月3日"),
        (datetime(2026, 3, 1), 'm"月"d"日"', "3/1", "原来也可能是 3-1 或 3月1日"),
        (datetime(2004, 5, 1), "yyyy-mm-dd", "2004年5月1日", "被 Excel 当成了日期"),
        (0.35, "0%", "35%", "C2 是百分数"),
        (1234.5, "#,##0.00", "1234.5", "显示的可能不同"),
    ],
)
def test_what_excel_made_of_a_cell_is_undone_and_told(
    value: object, shape: str, read: str, remark: str
) -> None:
    imported, remarks = read_xlsx(_formatted(value, shape))
    assert [short(one.item) for one in imported] == [f"单选 几分之几？ {read}/二/三/四 A"]
    assert remark in told(remarks)


def test_the_date_formats_of_chinese_excel() -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet()
    for row, cells in enumerate([HEAD, ["单选", "几分之几？", "一", "二", "三", "四", "A"]]):
        sheet.write_row(row, 0, cells)
    sheet.write_number(1, 2, 46025, book.add_format({"num_format": 58}))
    book.close()
    imported, remarks = read_xlsx(target.getvalue())
    assert [short(one.item) for one in imported] == ["单选 几分之几？ 1/3/二/三/四 A"]
    assert "被 Excel 当成了日期" in told(remarks)


def test_the_last_result_of_a_formula_is_used_where_it_is_text() -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEAD)
    sheet.write_row(1, 0, ["单选", "几人？", "", "二", "三", "四", "A"])
    sheet.write_formula(1, 2, '="一"&"人"', value="一人")
    sheet.write_row(2, 0, ["判断", "好的。"])
    sheet.write_formula(2, 6, "=TRUE()", value=True)
    book.close()
    imported, remarks = read_xlsx(target.getvalue())
    assert [short(one.item) for one in imported] == ["单选 几人？ 一人/二/三/四 A", "判断 好的。 对"]
    assert "C2 是公式，按上次的结果“一人”读" in told(remarks)


def test_merged_hidden_and_foreign_parts() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet
    for row in (
        ["题型", "题干", "选项A", "选项B", "选项C", "选项D", "答案", "出题人"],
        ["单选", "几人？", "一", "二", "三", "四", "A", "王芳"],
        [None, "几天？", "一", "二", "三", "四", "B"],
    ):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    sheet.row_dimensions[3].hidden = True
    book.create_sheet("空的")
    book.create_sheet("说明")["A1"] = "怎么填"
    book.create_sheet("杂记")["A1"] = "备忘"
    second = book.create_sheet("第二张")
    second.sheet_state = "hidden"
    for row in (HEAD, ["判断", "好的。", None, None, None, None, "对"]):
        second.append(row)
    imported, remarks = read_xlsx(saved(book))
    assert [short(one.item) for one in imported] == [
        "单选 几人？ 一/二/三/四 A",
        "单选 几天？ 一/二/三/四 B",
        "判断 好的。 对",
    ]
    assert lost(remarks) == []
    for part in (
        "A2:A3 是合并单元格",
        "第3行：这一行是隐藏的",
        "列“出题人”没有读",
        "工作表“杂记”：没有找到表头",
        "工作表“第二张”：这张工作表是隐藏的",
    ):
        assert part in told(remarks)
    assert "空的" not in told(remarks) and "说明" not in told(remarks)


def test_two_columns_of_the_same_meaning() -> None:
    imported, remarks = read_xlsx(xlsx([[*HEAD, "正确答案"], ["判断", "好的。", *[None] * 4, "对", "错"]]))
    assert not imported
    assert "列 G、H 的表头是同一个意思" in lost(remarks)[0]


@pytest.mark.parametrize(
    "rows", [[], [["随便", "写写"]], [["题干", "选项A"], ["几人？", "一"]]], ids=["empty", "notes", "no key"]
)
def test_no_header(rows: list[list[object]]) -> None:
    with pytest.raises(ProblemsError, match="没有找到表头"):
        workbook.read(Path("x.xlsx"), xlsx(rows))


def test_invisible_and_full_width_characters() -> None:
    row = ["单选", "\u200b２０日\xa0内？", "Ａ级\t甲", "二_x000D_\n两", "三\r\n", "四", "Ａ"]
    imported, _ = read_xlsx(xlsx([HEAD, row]))
    assert [short(one.item) for one in imported] == ["单选 20日 内？ A级 甲/二\n两/三/四 A"]


def test_a_far_cell_is_no_reason_to_wait() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet
    for row in (HEAD, ["判断", "好的。", None, None, None, None, "对"]):
        sheet.append(row)
    sheet["G1048576"] = "对"
    imported, remarks = read_xlsx(saved(book))
    assert len(imported) == 1
    assert "20000 行以后没有读" in lost(remarks)[0]


@pytest.fixture(scope="module")
def banks() -> dict[str, Bank]:
    return practice()


LEFT_OUT = {"enemies", "waive", "written", "reviewed"}


def test_our_own_export_comes_back_whole(banks: dict[str, Bank]) -> None:
    data = sheets.workbook(booklet([(bank, bank.items) for bank in banks.values()], "zh", "practice"))
    read = 0
    for bank in banks.values():
        imported, remarks = read_xlsx(data, setting(domain=bank.domain))
        assert [_without_english(one.item) for one in imported] == [
            _without_english(item) for item in bank.items
        ]
        assert not told(remarks)
        read += len(imported)
    assert read == sum(len(bank.items) for bank in banks.values()) > 500


def test_our_kaoshibao_export_comes_back(banks: dict[str, Bank]) -> None:
    bank = banks["representatives"]
    imported, remarks = read_xlsx(sheets.kaoshibao(booklet([(bank, bank.items)], "zh", "practice")))
    assert not lost(remarks)
    choices = [
        (one.item, item) for one, item in zip(imported, bank.items, strict=True) if item.type != "case"
    ]
    for read, item in choices:
        assert short(read) == short(item)
        assert read.law == item.law or item.source
        assert read.explanation.zh == item.explanation.zh


def _without_english(item: Any) -> dict[str, Any]:
    return _chinese(item.model_dump(mode="json", exclude=LEFT_OUT))


def _chinese(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _chinese(value) for key, value in data.items() if key not in ("en", "domain")}
    return [_chinese(value) for value in data] if isinstance(data, list) else data
