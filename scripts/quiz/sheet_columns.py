"""The columns of our own question workbook: what `quiz export --to xlsx` writes and `quiz import` reads.

One sheet, `题目`, its header in row 1, one item a row. Cells are text. Chinese only: the English of an
item, its dates, enemies and waivers stay in the bank.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scripts.quiz import words
from scripts.quiz.model import Letter

SHEET = "题目"
BETWEEN = "；"
"""Stands between several citations, and between several tags."""
TYPES = {"single": "单选题", "multiple": "多选题", "judgement": "判断题", "case": "案例题"}
LEVELS = {level: names["zh"] for level, names in words.LEVELS.items()}
SCOPES = {"national": "国家", "heilongjiang": "黑龙江", "jiamusi": "佳木斯"}
DOMAINS = {f"D{number}": f"D{number}" for number in range(1, 13)}
SOURCES = {"seed": "佳木斯材料"}
JUDGEMENTS = {True: "对", False: "错"}
FIXED = {True: "是", False: ""}
TASK = "问{}：{}"
"""A task of a case in the cell 正确答案: its number and what is asked; its points follow on their lines."""
POINT = "- {}分：{}"
LETTERS: tuple[Letter, ...] = ("a", "b", "c", "d", "e", "f")


@dataclass(frozen=True)
class Column:
    """One column: its header, what to write in it, an example (a single-answer item, read down the
    columns), how wide it is shown (characters), and the cells it allows where they are a closed list."""

    header: str
    help: str
    example: str
    width: int = 10
    choices: tuple[str, ...] = ()


def _closed(cells: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(cells.values())


_OPTIONS = ("10日", "15日", "20日", "30日", "", "")

COLUMNS: tuple[Column, ...] = (
    Column("题号", "小写字母前缀加三位数，如 con-001；不写由程序编号", "con-001", 10),
    Column("知识域", "D1 至 D12", "D6", 8, _closed(DOMAINS)),
    Column("题型", "从下拉列表里选", "单选题", 10, _closed(TYPES)),
    Column("层次", "从下拉列表里选", "识记", 8, _closed(LEVELS)),
    Column("适用范围", "谁的规则，从下拉列表里选", "国家", 10, _closed(SCOPES)),
    Column("预估正确率", "估计有多大比例的考生答对，0.05 至 0.95", "0.82", 12),
    Column(
        "题干",
        "写到问句为止，不写作答的括号；案例题写案情",
        "按国家规定，一方收到集体协商的书面要求，应当在多少日内书面回应？",
        50,
    ),
    *(
        Column(
            f"选项{letter.upper()}",
            "单选、多选至少三项，从 A 起不跳格；判断题、案例题不写",
            option,
            20,
        )
        for letter, option in zip(LETTERS, _OPTIONS, strict=True)
    ),
    Column(
        "正确答案",
        "单选写 A，多选写 ABD，判断写 对 或 错；案例题每问一行“问1：问题”，下面每个得分要点一行“- 2分：要点”",
        "C",
        30,
    ),
    Column("解析", "为什么对，每个错的选项错在哪里；不引用选项字母", "收到要求之日起20日内书面回应。", 50),
    Column("法律依据", "全称加条号，几处之间用 ；", "《集体合同规定》第三十二条第二款", 30),
    Column("来源", "只据佳木斯材料、没有法律依据的题写 佳木斯材料", "", 12, _closed(SOURCES)),
    Column("标签", "一至六个，之间用 ；", "应约；期限", 16),
    Column("不打乱选项", "数字、日期等有次序的选项写 是，否则留空", "是", 12, ("是",)),
)
HEADERS = tuple(column.header for column in COLUMNS)
