"""Two workbooks for the years between signing and renewal: the ledger and the inspection calendar.

Every figure on the summary is a formula over the sheets, so it changes as rows are added. The Jiamusi
report counts re-conclusions and renewals together against the contracts that expired (298 and 256);
here they are counted apart and together.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import xlsxwriter

from scripts.forms.word import EPOCH
from scripts.model import Text

SAMPLE_DAY = date(2026, 11, 22)
"""The reference day of the sample files."""
ROWS = 300  # rows prepared on each sheet
WARN = 90  # days before expiry
FILING_DAYS = 10  # Provisions on Collective Contracts, art. 42
REVIEW_DAYS = 15  # the same Provisions, art. 47
_HEAD = 2  # the first two rows: title, column names


def _t(zh: str, en: str) -> Text:
    return Text(zh=zh, en=en)


@dataclass(frozen=True)
class Column:
    """A column: its label, its kind (text, date, number, formula) and what helps to fill it.

    `formula` takes the row number as it stands in Excel; `choices` are the drop-down's words, or a
    sheet's first column when `source` names the sheet.
    """

    label: Text
    kind: str = "text"
    width: float = 12
    choices: tuple[Text, ...] = ()
    source: str = ""
    formula: str = ""


@dataclass(frozen=True)
class Sheet:
    """A sheet of rows. `rules` colour rows: (formula for the first row, colour name)."""

    key: str
    title: Text
    columns: tuple[Column, ...]
    rules: tuple[tuple[str, str], ...] = ()


YES_NO = (_t("是", "yes"), _t("否", "no"))
FIRST, AGAIN, RENEWED = _t("首次签订", "first"), _t("重新签订", "re-concluded"), _t("续订", "renewed")
VALID, SOON, OVERDUE = (
    _t("有效", "in force"),
    _t("90日内期满", "within 90 days"),
    _t("期满未续", "expired, not renewed"),
)
FOLLOWED, NO_TERM = _t("已接续", "followed"), _t("缺期限", "no term")
NO_OBJECTION, OBJECTION = _t("无异议", "no objection"), _t("有异议", "objection")
NOT_IN_FORCE = _t("未生效", "not in force")
OPEN, LATE, DONE = _t("整改中", "open"), _t("逾期", "overdue"), _t("已销号", "closed")
PLANNED, CHECKED = _t("待查", "planned"), _t("已查", "done")
WORDS = {
    "YES": YES_NO[0],
    "NO": YES_NO[1],
    "NA": _t("不适用", "n/a"),
    "AGAIN": AGAIN,
    "RENEWED": RENEWED,
    "VALID": VALID,
    "SOON": SOON,
    "OVERDUE": OVERDUE,
    "FOLLOWED": FOLLOWED,
    "NO_TERM": NO_TERM,
    "OBJECTION": OBJECTION,
    "NOT_IN_FORCE": NOT_IN_FORCE,
    "OPEN": OPEN,
    "LATE": LATE,
    "DONE": DONE,
    "PLANNED": PLANNED,
    "CHECKED": CHECKED,
}
"""The words that formulas ask for."""
KINDS = (
    _t("综合", "comprehensive"),
    _t("工资专项", "wages"),
    _t("女职工专项", "female workers"),
    _t("安全卫生专项", "safety and health"),
    _t("其他专项", "other special"),
    _t("行业、区域", "industry or region"),
)
INSPECTIONS = (
    _t("单位季度检查", "unit, quarterly"),
    _t("系统半年检查", "system, half-yearly"),
    _t("全市年度检查", "city, yearly"),
    _t("职工代表视察", "visit of representatives"),
    _t("联合检查", "joint inspection"),
)
"""The first three and the last two of what the Jiamusi report tells of its inspections."""

UNIT_NO = Column(_t("单位编号", "Unit no."), width=10, source="units")
UNIT_NAME = Column(
    _t("单位名称", "Unit"),
    "formula",
    22,
    formula='IF(B{r}="","",IFERROR(VLOOKUP(B{r},{units}!$A:$B,2,FALSE),"？"))',
)
"""Which unit a row is about: chosen by number in column B, its name looked up."""

UNITS = Sheet(
    "units",
    _t("单位", "Units"),
    (
        Column(_t("单位编号", "Unit no."), width=10),
        Column(_t("单位名称", "Unit"), width=26),
        Column(
            _t("类型", "Type"),
            choices=(
                _t("国有", "state"),
                _t("集体", "collective"),
                _t("私营", "private"),
                _t("外商投资", "foreign-invested"),
                _t("股份制", "joint-stock"),
                _t("事业单位", "institution"),
                _t("其他", "other"),
            ),
        ),
        Column(_t("职工人数", "Workers"), "number", 9),
        Column(_t("女职工人数", "Female"), "number", 9),
        Column(_t("应建制", "To be covered"), choices=YES_NO, width=9),
        Column(_t("已建工会", "Union"), choices=YES_NO, width=9),
        Column(_t("职代会制度", "Workers' congress"), choices=YES_NO, width=10),
        Column(_t("签劳动合同", "Labor contracts"), choices=YES_NO, width=10),
        Column(_t("职工董事监事", "Worker directors"), choices=(*YES_NO, WORDS["NA"]), width=11),
        Column(
            _t("有效合同数", "Contracts in force"),
            "formula",
            10,
            formula='IF(A{r}="","",COUNTIFS({contracts}!$B:$B,A{r},{contracts}!$R:$R,"{VALID}")+COUNTIFS({contracts}!$B:$B,A{r},{contracts}!$R:$R,"{SOON}"))',
        ),
        Column(
            _t("三个同步", "Three in step"),
            "formula",
            10,
            formula='IF(A{r}="","",IF(AND(H{r}="{YES}",I{r}="{YES}",K{r}>0,OR(J{r}="{YES}",J{r}="{NA}")),"{YES}","{NO}"))',
        ),
        Column(_t("备注", "Remarks"), width=20),
    ),
    (('AND($A{r}<>"",$F{r}="{YES}",$K{r}=0)', "soon"),),
)
CONTRACTS = Sheet(
    "contracts",
    _t("合同", "Contracts"),
    (
        Column(_t("合同编号", "Contract no."), width=11),
        UNIT_NO,
        UNIT_NAME,
        Column(_t("种类", "Kind"), choices=KINDS, width=13),
        Column(_t("签订方式", "How concluded"), choices=(FIRST, AGAIN, RENEWED), width=11),
        Column(_t("上一份合同", "Previous contract"), width=11, source="contracts"),
        Column(_t("首席签字日", "Signed"), "date"),
        Column(_t("报送日", "Submitted"), "date"),
        Column(
            _t("报送用时（日）", "Days to submit"),
            "formula",
            9,
            formula='IF(OR(G{r}="",H{r}=""),"",H{r}-G{r})',
        ),
        Column(_t("部门收到日", "Received"), "date"),
        Column(
            _t("15日届满日", "15 days end"), "formula", formula='IF(J{r}="","",J{r}+' + str(REVIEW_DAYS) + ")"
        ),
        Column(_t("审查意见", "Opinion"), choices=(NO_OBJECTION, OBJECTION)),
        Column(_t("期限起", "Term from"), "date"),
        Column(_t("期限（月）", "Months"), "number", 8),
        Column(_t("期满日", "Expires"), "formula", formula='IF(OR(M{r}="",N{r}=""),"",EDATE(M{r},N{r})-1)'),
        Column(_t("距期满（日）", "Days left"), "formula", 9, formula='IF(O{r}="","",O{r}-{TODAY})'),
        Column(
            _t("后续合同", "Followed by"),
            "formula",
            11,
            formula='IF(A{r}="","",IFERROR(INDEX($A$3:$A${last},MATCH(A{r},$F$3:$F${last},0)),""))',
        ),
        Column(
            _t("状态", "Status"),
            "formula",
            12,
            formula='IF(A{r}="","",IF(O{r}="","{NO_TERM}",IF(L{r}="{OBJECTION}","{NOT_IN_FORCE}",IF(Q{r}<>"","{FOLLOWED}",IF(P{r}<0,"{OVERDUE}",IF(P{r}<={WARN},"{SOON}","{VALID}"))))))',
        ),
        Column(
            _t("可提出续签之日", "May be raised from"), "formula", formula='IF(O{r}="","",EDATE(O{r},-3))'
        ),
    ),
    (
        ('$R{r}="{OVERDUE}"', "late"),
        ('$R{r}="{SOON}"', "soon"),
        ('AND($I{r}<>"",$I{r}>' + str(FILING_DAYS) + ")", "soon"),
    ),
)
CHECKS = Sheet(
    "inspections",
    _t("检查", "Inspections"),
    (
        Column(_t("检查编号", "No."), width=10),
        UNIT_NO,
        UNIT_NAME,
        Column(_t("种类", "Kind"), choices=INSPECTIONS, width=16),
        Column(_t("计划日", "Planned"), "date"),
        Column(_t("实际日", "Held"), "date"),
        Column(_t("检查条款数", "Clauses checked"), "number", 10),
        Column(_t("兑现条款数", "Clauses kept"), "number", 10),
        Column(_t("兑现率", "Kept"), "formula", 9, formula='IF(OR(G{r}="",G{r}=0,H{r}=""),"",H{r}/G{r})'),
        Column(
            _t("状态", "Status"),
            "formula",
            10,
            formula='IF(A{r}="","",IF(F{r}<>"","{CHECKED}",IF(E{r}="","",IF(E{r}<{TODAY},"{LATE}","{PLANNED}"))))',
        ),
        Column(_t("检查人、记录存放", "Who, where filed"), width=22),
    ),
    (('$J{r}="{LATE}"', "late"),),
)
FIXES = Sheet(
    "rectifications",
    _t("整改销号", "Rectifications"),
    (
        Column(_t("编号", "No."), width=9),
        Column(_t("检查编号", "Inspection"), width=10, source="inspections"),
        UNIT_NO,
        Column(_t("问题", "Fault"), width=30),
        Column(_t("合同条款或依据", "Clause or basis"), width=24),
        Column(_t("责任人", "Who mends it"), width=12),
        Column(_t("限期", "Due"), "date"),
        Column(_t("整改完成日", "Mended"), "date"),
        Column(_t("复查日", "Rechecked"), "date"),
        Column(_t("复查人", "By"), width=10),
        Column(
            _t("状态", "Status"),
            "formula",
            10,
            formula='IF(A{r}="","",IF(AND(H{r}<>"",I{r}<>""),"{DONE}",IF(AND(G{r}<>"",G{r}<{TODAY}),"{LATE}","{OPEN}")))',
        ),
    ),
    (('$K{r}="{LATE}"', "late"), ('$K{r}="{DONE}"', "good")),
)
TRAINING = Sheet(
    "training",
    _t("培训", "Training"),
    (
        Column(_t("姓名", "Name"), width=12),
        UNIT_NO,
        Column(
            _t("身份", "Role"),
            choices=(
                _t("工会干部", "union cadre"),
                _t("职工方代表", "worker representative"),
                _t("用人单位方代表", "employer representative"),
                _t("审查人员", "reviewer"),
                _t("监督检查人员", "inspector"),
            ),
            width=16,
        ),
        Column(_t("课程", "Course"), width=22),
        Column(_t("结课日", "Ended"), "date"),
        Column(_t("学时", "Hours"), "number", 8),
        Column(_t("成绩", "Mark"), "number", 8),
        Column(_t("合格线", "Pass mark"), "number", 8),
        Column(
            _t("合格", "Passed"),
            "formula",
            8,
            formula='IF(OR(G{r}="",H{r}=""),"",IF(G{r}>=H{r},"{YES}","{NO}"))',
        ),
        Column(_t("证明编号", "Certificate no."), width=14),
    ),
)
SHEETS = (UNITS, CONTRACTS, CHECKS, FIXES, TRAINING)

SUMMARY: tuple[tuple[Text, str, str], ...] = (
    (_t("应建制的单位（户）", "Units to be covered"), 'COUNTIF({units}!$F:$F,"{YES}")', "0"),
    (
        _t("其中有有效合同的", "of them with a contract in force"),
        'COUNTIFS({units}!$F:$F,"{YES}",{units}!$K:$K,">0")',
        "0",
    ),
    (_t("建制率", "Share covered"), 'IF(B{-2}=0,"",B{-1}/B{-2})', "0.0%"),
    (_t("三个同步齐全的单位", "Units with all three in step"), 'COUNTIF({units}!$L:$L,"{YES}")', "0"),
    (
        _t("统计期内期满的合同（份）", "Contracts that expired in the period"),
        'COUNTIFS({contracts}!$O:$O,">="&{FROM},{contracts}!$O:$O,"<="&{TO})',
        "0",
    ),
    (
        _t("其中重新签订", "of them re-concluded"),
        'SUMPRODUCT(({contracts}!$E$3:$E${last}="{AGAIN}")*(COUNTIFS({contracts}!$A$3:$A${last},{contracts}!$F$3:$F${last},{contracts}!$O$3:$O${last},">="&{FROM},{contracts}!$O$3:$O${last},"<="&{TO})>0))',
        "0",
    ),
    (
        _t("其中续订", "of them renewed"),
        'SUMPRODUCT(({contracts}!$E$3:$E${last}="{RENEWED}")*(COUNTIFS({contracts}!$A$3:$A${last},{contracts}!$F$3:$F${last},{contracts}!$O$3:$O${last},">="&{FROM},{contracts}!$O$3:$O${last},"<="&{TO})>0))',
        "0",
    ),
    (_t("重新签订率", "Share re-concluded"), 'IF(B{-3}=0,"",B{-2}/B{-3})', "0.0%"),
    (_t("续订率", "Share renewed"), 'IF(B{-4}=0,"",B{-2}/B{-4})', "0.0%"),
    (
        _t("重签、续签合计的比例（佳木斯材料的算法）", "Both together (as the Jiamusi report counts)"),
        'IF(B{-5}=0,"",(B{-4}+B{-3})/B{-5})',
        "0.0%",
    ),
    (
        _t("90日内期满的合同", "Contracts that expire within 90 days"),
        'COUNTIF({contracts}!$R:$R,"{SOON}")',
        "0",
    ),
    (
        _t("期满未续的合同", "Contracts expired and not renewed"),
        'COUNTIF({contracts}!$R:$R,"{OVERDUE}")',
        "0",
    ),
    (_t("检查：已查", "Inspections held"), 'COUNTIF({inspections}!$J:$J,"{CHECKED}")', "0"),
    (_t("检查：逾期", "Inspections overdue"), 'COUNTIF({inspections}!$J:$J,"{LATE}")', "0"),
    (
        _t("条款兑现率", "Clauses kept"),
        'IF(SUM({inspections}!$G:$G)=0,"",SUM({inspections}!$H:$H)/SUM({inspections}!$G:$G))',
        "0.0%",
    ),
    (_t("整改事项", "Faults to be mended"), 'COUNTIF({rectifications}!$K:$K,"?*")-1', "0"),
    (_t("已销号", "closed"), 'COUNTIF({rectifications}!$K:$K,"{DONE}")', "0"),
    (_t("逾期未改", "overdue"), 'COUNTIF({rectifications}!$K:$K,"{LATE}")', "0"),
    (_t("参加培训（人次）", "Trained"), "COUNTA({training}!$A$3:$A${last})", "0"),
    (_t("考试合格（人次）", "Passed"), 'COUNTIF({training}!$I:$I,"{YES}")', "0"),
)

HELP = (
    _t(
        "从“单位”填起，再填“合同”“检查”“整改销号”“培训”。一行一条，从第3行写起，已备300行。",
        "Begin with Units, then Contracts, Inspections, Rectifications and Training: one line each from row 3; 300 rows are prepared.",
    ),
    _t(
        "白底的列要填，灰底的列自动计算，不要改。带下拉箭头的从列表里选。",
        "White columns are yours, grey ones are computed. Choose from the list where there is an arrow.",
    ),
    _t(
        "“汇总”的基准日默认是今天；要看某一天的情况，改成那一天。统计期可以改成季度、半年。",
        "The reference day on Summary is today; put another to see that day. The period may be a quarter or half-year.",
    ),
    _t(
        "续签的合同在“上一份合同”里选原合同编号，“签订方式”选重新签订或续订；汇总把两种分开计，再合计。",
        "For a later contract choose the earlier one under Previous contract, and how it was concluded; Summary counts re-conclusion and renewal apart, then together.",
    ),
    _t(
        "期满日＝期限起加期限月数，再减一日。红色是期满未续或逾期，黄色是90日内期满、报送超过10日、应建制而没有有效合同，绿色是已销号。",
        "Expiry is the first day plus the months, less a day. Red: expired or overdue. Yellow: within 90 days, submitted after more than 10 days, or to be covered without a contract. Green: closed.",
    ),
    _t(
        "报送10日、审查15日、期满前3个月内提出重签续签，依据《集体合同规定》（2004）第四十二条、第四十七条、第三十八条；“15日届满日”以收到的次日为第1日，这是惯例，尚未核实到条文。90日提醒是本手册的设定。",
        "10 days to submit, 15 days of examination, renewal raised within 3 months before expiry: Provisions on Collective Contracts (2004), arts. 42, 47 and 38. Day 1 is the day after receipt (a convention, not verified). The 90-day warning is ours.",
    ),
    _t(
        "佳木斯材料（约2002年）：298户到期，256户重签或续签，合计86%；没有写重签、续签各多少。“三个同步”也出自该材料：职代会、集体合同与劳动合同、职工董事监事三项制度同步建立。",
        "The Jiamusi report (c. 2002): 298 expired, 256 re-concluded or renewed, 86% together, not broken down. The three in step are its words too: workers' congress, collective and labor contracts, worker directors and supervisors.",
    ),
    _t("台账不写身份证号和住址。", "No identity numbers and no home addresses in a ledger."),
)


def ledger(language: str, *, sample: date | None = None) -> bytes:
    """The ledger as .xlsx. `sample` fills it with an invented set of rows as of that day."""
    book = _Book(language, sample)
    book.help(_t("集体合同动态管理台账", "Ledger of collective contracts"), HELP)
    book.summary()
    for sheet in SHEETS:
        book.sheet(sheet, _sample(sheet.key, sample, language) if sample else ())
    return book.done()


CALENDAR_HELP = (
    _t(
        "在“计划”里每行写一个单位和检查种类、全年的第一次和间隔月数，“日历”自动标出12个月里哪几个月要查。",
        "On Plan, a line for each unit and kind of inspection: the first of the year and the months between; Calendar marks the months.",
    ),
    _t(
        "间隔：单位每季度（3）、系统每半年（6）、全市每年（12），是佳木斯材料（约2002年）的做法，不是国家规定；国家没有规定检查次数。",
        "Months between: unit 3, system 6, city 12, as the Jiamusi report (c. 2002) tells; no national rule fixes the number.",
    ),
    _t("检查完，把实际日期记进台账的“检查”。", "When held, enter it on Inspections of the ledger."),
)


def calendar(language: str, *, sample: date | None = None) -> bytes:
    """The inspection calendar as .xlsx; the year is a cell of it."""
    book = _Book(language, sample)
    book.help(_t("监督检查日历", "Inspection calendar"), CALENDAR_HELP)
    book.plan(_PLAN if sample else ())
    return book.done()


def workbooks(language: str) -> dict[str, Callable[[], bytes]]:
    """File name → maker of the two workbooks, each empty and with sample rows."""
    return {
        "ledger.xlsx": partial(ledger, language),
        "ledger-sample.xlsx": partial(ledger, language, sample=SAMPLE_DAY),
        "inspection-calendar.xlsx": partial(calendar, language),
        "inspection-calendar-sample.xlsx": partial(calendar, language, sample=SAMPLE_DAY),
    }


class _Book:
    def __init__(self, language: str, today: date | None) -> None:
        self.language, self.today = language, today
        self.target = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.target, {"in_memory": True})
        self.book.set_properties({"author": "", "created": EPOCH.replace(tzinfo=None)})
        self.book.set_calc_mode("auto")
        font = "宋体" if language == "zh" else "Calibri"
        self.book.formats[0].set_font_name(font)
        self.formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self.font = font
        self.names = {sheet.key: f"'{sheet.title.of(language)}'" for sheet in SHEETS}
        summary = f"'{_SUMMARY.of(language)}'"
        self.words: dict[str, object] = {key: text.of(language) for key, text in WORDS.items()}
        self.words |= self.names
        self.words |= {
            "WARN": WARN,
            "last": _HEAD + ROWS,
            "TODAY": f"{summary}!$B$2",
            "FROM": f"{summary}!$B$3",
            "TO": f"{summary}!$B$4",
        }

    def done(self) -> bytes:
        self.book.close()
        return self.target.getvalue()

    def _f(self, **given: Any) -> Any:
        key = tuple(sorted(given.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format({"font_name": self.font, "valign": "vcenter", **given})
        return self.formats[key]

    def _formula(self, text: str, row: int) -> str:
        return "=" + text.format(**self.words, r=row)

    def help(self, title: Text, lines: Sequence[Text]) -> None:
        sheet = self.book.add_worksheet("说明" if self.language == "zh" else "README")
        sheet.set_column(0, 0, 96)
        sheet.write(0, 0, title.of(self.language), self._f(bold=True, font_size=16))
        if self.today:
            sample = _t("示例数据：单位和人名全部虚构。", "Sample data: all units and persons are invented.")
            sheet.write(1, 0, sample.of(self.language), self._f(bold=True, font_color="#9C2A22"))
        for number, line in enumerate(lines, 2):
            words = line.of(self.language)
            sheet.write(number, 0, words, self._f(text_wrap=True))
            wide = sum(2 if ord(letter) > 0x2E80 else 1 for letter in words)
            sheet.set_row(number, 18 * (1 + wide // 88))
        self._print(sheet, landscape=False)

    def summary(self) -> None:
        sheet = self.book.add_worksheet(_SUMMARY.of(self.language))
        sheet.set_column(0, 0, 46)
        sheet.set_column(1, 1, 16)
        sheet.write(0, 0, _SUMMARY.of(self.language), self._f(bold=True, font_size=14))
        day = self._f(num_format="yyyy-mm-dd", border=1, bg_color="#FFF7E0")
        label = self._f(border=1)
        year = (self.today or date(2026, 1, 1)).year
        for row, text in enumerate(
            (_t("基准日", "Reference day"), _t("统计期自", "Period from"), _t("统计期至", "Period to")), 1
        ):
            sheet.write(row, 0, text.of(self.language), label)
        if self.today:
            sheet.write_datetime(1, 1, _moment(self.today), day)
            sheet.write_datetime(2, 1, _moment(date(year, 1, 1)), day)
            sheet.write_datetime(3, 1, _moment(date(year, 12, 31)), day)
        else:
            sheet.write_formula(1, 1, "=TODAY()", day)
            sheet.write_formula(2, 1, "=DATE(YEAR(B2),1,1)", day)
            sheet.write_formula(3, 1, "=DATE(YEAR(B2),12,31)", day)
        for row, (text, formula, shape) in enumerate(SUMMARY, 5):
            sheet.write(row, 0, text.of(self.language), label)
            back = {f"-{step}": row + 1 - step for step in range(1, 6)}
            words = formula
            for name, number in back.items():
                words = words.replace("{" + name + "}", str(number))
            sheet.write_formula(
                row, 1, self._formula(words, row + 1), self._f(border=1, num_format=shape), ""
            )
        self._print(sheet, landscape=False)

    def sheet(self, spec: Sheet, rows: Sequence[Sequence[object]]) -> None:
        sheet = self.book.add_worksheet(spec.title.of(self.language))
        sheet.write(0, 0, spec.title.of(self.language), self._f(bold=True, font_size=14))
        last = _HEAD + ROWS
        for number, column in enumerate(spec.columns):
            computed = column.kind == "formula"
            sheet.set_column(number, number, column.width)
            head = self._f(
                bold=True,
                border=1,
                text_wrap=True,
                align="center",
                bg_color="#D9D9D9" if computed else "#EFEFEF",
            )
            sheet.write(1, number, column.label.of(self.language), head)
            shape = self._shape(column)
            for row in range(_HEAD, last):
                if computed:
                    sheet.write_formula(row, number, self._formula(column.formula, row + 1), shape, "")
                else:
                    given = rows[row - _HEAD][number] if row - _HEAD < len(rows) else ""
                    self._write(sheet, row, number, given, shape)
            self._help_to_fill(sheet, number, column)
        wide = len(spec.columns) - 1
        for formula, colour in spec.rules:
            sheet.conditional_format(
                _HEAD,
                0,
                last - 1,
                wide,
                {
                    "type": "formula",
                    "criteria": self._formula(formula, _HEAD + 1),
                    "format": self.book.add_format(_COLOURS[colour]),
                },
            )
        sheet.freeze_panes(_HEAD, 2)
        sheet.autofilter(1, 0, last - 1, wide)
        sheet.repeat_rows(1)
        self._print(sheet, landscape=True)

    def _shape(self, column: Column) -> Any:
        look: dict[str, Any] = {"border": 1}
        if column.kind == "formula":
            look["bg_color"] = "#F5F5F5"
        words = column.label.zh
        if column.kind == "date" or words in ("期满日", "15日届满日", "可提出续签之日"):
            look["num_format"] = "yyyy-mm-dd"
        elif words == "兑现率":
            look["num_format"] = "0.0%"
        elif column.kind == "text":
            look["num_format"] = "@"
        return self._f(**look)

    def _write(self, sheet: Any, row: int, column: int, given: object, shape: Any) -> None:
        if isinstance(given, date):
            sheet.write_datetime(row, column, _moment(given), shape)
        elif isinstance(given, int):
            sheet.write_number(row, column, given, shape)
        elif isinstance(given, Text):
            sheet.write_string(row, column, given.of(self.language), shape)
        elif given:
            sheet.write_string(row, column, str(given), shape)
        else:
            sheet.write_blank(row, column, None, shape)

    def _help_to_fill(self, sheet: Any, number: int, column: Column) -> None:
        rule: dict[str, Any] = {}
        if column.choices:
            rule = {"validate": "list", "source": [choice.of(self.language) for choice in column.choices]}
        elif column.source:
            last = _HEAD + ROWS
            rule = {
                "validate": "list",
                "source": f"={self.names[column.source]}!$A$3:$A${last}",
                "error_type": "warning",
            }
        elif column.kind == "date":
            rule = {
                "validate": "date",
                "criteria": "between",
                "minimum": date(1990, 1, 1),
                "maximum": date(2099, 12, 31),
            }
        elif column.kind == "number":
            rule = {"validate": "integer", "criteria": ">=", "value": 0}
        if rule:
            sheet.data_validation(_HEAD, number, _HEAD + ROWS - 1, number, rule)

    def plan(self, rows: Sequence[Sequence[object]]) -> None:
        zh = self.language == "zh"
        names = (
            ("单位", "检查种类", "第一次（月）", "间隔（月）", "负责人")
            if zh
            else ("Unit", "Kind", "First (month)", "Every (months)", "Who")
        )
        plan = self.book.add_worksheet("计划" if zh else "Plan")
        view = self.book.add_worksheet("日历" if zh else "Calendar")
        head = self._f(bold=True, border=1, text_wrap=True, align="center", bg_color="#EFEFEF")
        title = self._f(bold=True, font_size=14)
        year = self.today.year if self.today else "=YEAR(TODAY())"
        for sheet, words in ((plan, "检查计划" if zh else "Plan"), (view, "检查日历" if zh else "Calendar")):
            sheet.write(0, 0, words, title)
        plan.write(0, 1, year, self._f(bold=True, font_size=14, align="left", bg_color="#FFF7E0"))
        view.write(
            0,
            1,
            f"={plan_name(zh)}!B1",
            self._f(bold=True, font_size=14, align="left"),
            self.today.year if self.today else "",
        )
        for column, (name, width) in enumerate(zip(names, (28, 20, 12, 12, 16), strict=True)):
            plan.set_column(column, column, width)
            plan.write(1, column, name, head)
        view.set_column(0, 1, 22)
        view.set_column(2, 13, 6)
        for column, name in enumerate(names[:2]):
            view.write(1, column, name, head)
        for month in range(1, 13):
            view.write(1, month + 1, f"{month}月" if zh else date(2026, month, 1).strftime("%b"), head)
        last = _HEAD + 100
        for row in range(_HEAD, last):
            given = rows[row - _HEAD] if row - _HEAD < len(rows) else ("",) * 5
            for column, cell in enumerate(given):
                self._write(plan, row, column, cell, self._f(border=1))
            for column, letter in enumerate("AB"):
                formula = f'=IF({plan_name(zh)}!{letter}{row + 1}="","",{plan_name(zh)}!{letter}{row + 1})'
                view.write_formula(row, column, formula, self._f(border=1, bg_color="#F5F5F5"), "")
            for month in range(1, 13):
                first, every = f"{plan_name(zh)}!$C{row + 1}", f"{plan_name(zh)}!$D{row + 1}"
                mark = f'=IF(OR({first}="",{every}=""),"",IF(AND({month}>={first},MOD({month}-{first},{every})=0),"●",""))'
                view.write_formula(row, month + 1, mark, self._f(border=1, align="center"), "")
        plan.data_validation(
            _HEAD,
            1,
            last - 1,
            1,
            {"validate": "list", "source": [kind.of(self.language) for kind in INSPECTIONS]},
        )
        plan.data_validation(
            _HEAD, 2, last - 1, 2, {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": 12}
        )
        plan.data_validation(
            _HEAD, 3, last - 1, 3, {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": 12}
        )
        view.conditional_format(
            _HEAD,
            2,
            last - 1,
            13,
            {
                "type": "cell",
                "criteria": "==",
                "value": '"●"',
                "format": self.book.add_format(_COLOURS["soon"]),
            },
        )
        for sheet in (plan, view):
            sheet.freeze_panes(_HEAD, 1)
            sheet.repeat_rows(1)
            self._print(sheet, landscape=True)

    def _print(self, sheet: Any, *, landscape: bool) -> None:
        if landscape:
            sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P / &N")


def plan_name(zh: bool) -> str:
    """The sheet of the calendar that the other one reads."""
    return "'计划'" if zh else "'Plan'"


_SUMMARY = _t("汇总", "Summary")
_COLOURS = {
    "late": {"bg_color": "#F6C9C4", "font_color": "#7A1C14"},
    "soon": {"bg_color": "#FFF0C2"},
    "good": {"bg_color": "#D8EED9"},
}


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


_NAMES = (
    ("松江木业有限公司", "Songjiang Timber Co. Ltd.", 6, 380, 163),
    ("北湖板材有限公司", "Beihu Board Co., Ltd.", 2, 126, 31),
    ("江城第二纺织厂", "Jiangcheng No. 2 Textile Mill", 0, 640, 402),
    ("示例玻璃（中外合资）有限公司", "Sample Glass (Sino-foreign) Co., Ltd.", 3, 215, 58),
    ("江城供水公司", "Jiangcheng Waterworks", 0, 310, 97),
    ("南岗餐饮服务部", "Nangang Catering", 2, 24, 15),
)
_PLAN: tuple[tuple[object, ...], ...] = (
    ("松江木业有限公司", INSPECTIONS[0], 3, 3, "林秋"),
    ("江城第二纺织厂", INSPECTIONS[0], 2, 3, "程梅"),
    ("江城市轻工系统工会", INSPECTIONS[1], 6, 6, "许川"),
    ("江城市总工会", INSPECTIONS[2], 10, 12, "丁岚"),
)


def _sample(key: str, today: date, language: str) -> Sequence[Sequence[object]]:
    """Invented rows around `today`, one cell a column, formulas as ""."""

    def day(offset: int) -> date:
        return today + timedelta(days=offset)

    yes, no = YES_NO
    if key == "units":
        types = UNITS.columns[2].choices
        union = (yes, yes, yes, yes, yes, no)
        return [
            (
                f"U{number:02}",
                zh if language == "zh" else en,
                types[kind],
                staff,
                female,
                yes,
                has,
                has,
                yes,
                has if number < 5 else WORDS["NA"],
                "",
                "",
                "",
            )
            for number, ((zh, en, kind, staff, female), has) in enumerate(zip(_NAMES, union, strict=True), 1)
        ]
    if key == "contracts":
        return [
            (
                "C2401",
                "U01",
                "",
                KINDS[0],
                FIRST,
                "",
                day(-1072),
                day(-1068),
                "",
                day(-1067),
                "",
                NO_OBJECTION,
                day(-1056),
                36,
                *[""] * 5,
            ),
            (
                "C2501",
                "U02",
                "",
                KINDS[0],
                FIRST,
                "",
                day(-760),
                day(-745),
                "",
                day(-744),
                "",
                NO_OBJECTION,
                day(-730),
                24,
                *[""] * 5,
            ),
            (
                "C2402",
                "U03",
                "",
                KINDS[1],
                FIRST,
                "",
                day(-420),
                day(-416),
                "",
                day(-415),
                "",
                NO_OBJECTION,
                day(-400),
                12,
                *[""] * 5,
            ),
            (
                "C2602",
                "U03",
                "",
                KINDS[1],
                RENEWED,
                "C2402",
                day(-45),
                day(-40),
                "",
                day(-39),
                "",
                NO_OBJECTION,
                day(-35),
                12,
                *[""] * 5,
            ),
            (
                "C2403",
                "U04",
                "",
                KINDS[0],
                FIRST,
                "",
                day(-800),
                day(-796),
                "",
                day(-795),
                "",
                NO_OBJECTION,
                day(-780),
                24,
                *[""] * 5,
            ),
            (
                "C2601",
                "U04",
                "",
                KINDS[0],
                AGAIN,
                "C2403",
                day(-60),
                day(-55),
                "",
                day(-54),
                "",
                NO_OBJECTION,
                day(-50),
                36,
                *[""] * 5,
            ),
            (
                "C2603",
                "U05",
                "",
                KINDS[0],
                FIRST,
                "",
                day(-30),
                day(-25),
                "",
                day(-24),
                "",
                NO_OBJECTION,
                day(-9),
                24,
                *[""] * 5,
            ),
            (
                "C2604",
                "U02",
                "",
                KINDS[0],
                AGAIN,
                "",
                day(-20),
                day(-15),
                "",
                day(-14),
                "",
                OBJECTION,
                day(-1),
                24,
                *[""] * 5,
            ),
        ]
    if key == "inspections":
        return [
            ("J2601", "U01", "", INSPECTIONS[0], day(-150), day(-150), 28, 26, "", "", "林秋"),
            ("J2602", "U03", "", INSPECTIONS[0], day(-60), day(-58), 22, 22, "", "", "程梅"),
            ("J2603", "U05", "", INSPECTIONS[1], day(-10), "", "", "", "", "", "许川"),
            ("J2604", "U04", "", INSPECTIONS[3], day(20), "", "", "", "", "", ""),
        ]
    if key == "rectifications":
        return [
            (
                "Z2601",
                "J2601",
                "U01",
                "两班制岗位5月有3人超过32小时",
                "工作时间一章",
                "韩东",
                day(-90),
                day(-95),
                day(-92),
                "赵大江",
                "",
            ),
            (
                "Z2602",
                "J2601",
                "U01",
                "6月妇科检查有12人未检",
                "女职工一章",
                "周启明",
                day(-20),
                "",
                "",
                "",
                "",
            ),
            (
                "Z2603",
                "J2602",
                "U03",
                "加班统计没有按月送工会",
                "工作时间一章",
                "车间主任",
                day(15),
                "",
                "",
                "",
                "",
            ),
        ]
    roles = TRAINING.columns[2].choices
    return [
        ("孙晓雨", "U01", roles[1], "协商代表课程", day(-70), 36, 86, 60, "", "示例-001"),
        ("何平", "U01", roles[1], "协商代表课程", day(-70), 36, 57, 60, "", ""),
        ("吴敏", "U01", roles[2], "用人单位方代表课程", day(-68), 24, 74, 60, "", "示例-002"),
    ]
