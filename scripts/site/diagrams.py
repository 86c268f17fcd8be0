"""The ```diagram fence: pictures drawn at build time as SVG with real text, titled and described.

All are narrow (360 units) and tall, so that they can be read on a phone and in print. Boxes are
laid out from text widths; every picture has a table or list beside it that says the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from markdown import Markdown
from pymdownx.superfences import SuperFencesException

from scripts.site.inline import Place

WIDTH = 360
_SIZE = 14.0
_SMALL = 11.5
_LINE = 20


@dataclass(frozen=True)
class Line:
    """One line of text in a box; `href` makes it a link, `small` and `strong` set its look."""

    text: str
    href: str = ""
    small: bool = False
    strong: bool = False


@dataclass(frozen=True)
class Box:
    """A box at (x, y), `width` wide, as tall as its lines; `style` is plain, seal or dashed."""

    x: float
    y: float
    width: float
    lines: tuple[Line, ...]
    style: str = "plain"

    @property
    def height(self) -> float:
        """Units from top to bottom edge."""
        return len(self.lines) * _LINE + 14

    @property
    def bottom(self) -> float:
        """The y of its lower edge."""
        return self.y + self.height


Words = dict[str, Any]


def fence(source: str, language: str, class_name: str, options: dict[str, Any], md: Markdown, **_: Any) -> str:
    """What SuperFences calls: the content names the picture."""
    del language, class_name, options
    handbook = md.handbook  # type: ignore[attr-defined]
    name = source.strip().removeprefix("name:").strip()
    if name not in DRAWINGS:
        raise SuperFencesException(f"没有图 {name}。改法：改成 {'、'.join(sorted(DRAWINGS))} 之一")
    return DRAWINGS[name](handbook.place)


def _svg(name: str, title: str, description: str, height: float, body: str) -> str:
    return (
        f'<figure class="diagram"><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" role="group" '
        f'aria-labelledby="{name}-title {name}-desc"><title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-desc">{escape(description)}</desc>{body}</svg>'
        f"<figcaption>{escape(title)}</figcaption></figure>"
    )


def _draw(box: Box) -> str:
    pieces = [
        f'<rect class="d-box d-{box.style}" x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" '
        f'height="{box.height:.1f}" rx="3"/>'
    ]
    for number, line in enumerate(box.lines):
        y = box.y + 7 + (number + 0.72) * _LINE
        kind = " ".join(["d-text", *(["d-small"] if line.small else []), *(["d-strong"] if line.strong else [])])
        text = f'<text class="{kind}" x="{box.x + 10:.1f}" y="{y:.1f}">{escape(line.text)}</text>'
        pieces.append(f'<a href="{escape(line.href)}">{text}</a>' if line.href else text)
    return "".join(pieces)


def _arrow(x: float, top: float, bottom: float) -> str:
    return (
        f'<path class="d-line" d="M{x:.1f} {top:.1f}V{bottom - 5:.1f}"/>'
        f'<path class="d-head" d="M{x - 4:.1f} {bottom - 6:.1f}L{x:.1f} {bottom:.1f}L{x + 4:.1f} {bottom - 6:.1f}Z"/>'
    )


def _column(boxes: Sequence[tuple[tuple[Line, ...], str]], x: float, y: float, width: float, gap: float = 18) -> tuple[str, float]:
    """Boxes one below the other with arrows between; returns the drawing and the lower edge."""
    pieces = []
    bottom = y
    for number, (lines, style) in enumerate(boxes):
        if number:
            pieces.append(_arrow(x + width / 2, bottom, bottom + gap))
            bottom += gap
        box = Box(x, bottom, width, lines, style)
        pieces.append(_draw(box))
        bottom = box.bottom
    return "".join(pieces), bottom


# Step: (name zh, en), (who zh, en), (limit zh, en), chapter slug, form codes, law id, article
_PROCESS: tuple[tuple[str, str, str, str, str, str, str, str, str, int], ...] = (
    ("准备：征集意见、拟议题", "Prepare: opinions, subjects", "双方代表", "both sides", "没有法定日数", "no statutory days", "preparation", "F01–F03", "collective-contract-provisions", 33),
    ("产生协商代表", "Choose the representatives", "双方各自", "each side", "每方至少3人，对等", "3 or more each, equal", "representatives", "F04–F06", "collective-contract-provisions", 19),
    ("要约：书面提出", "Request in writing", "任何一方", "either party", "书面", "in writing", "offer-and-reply", "F07", "collective-contract-provisions", 32),
    ("应约：书面回应", "Response in writing", "收到的一方", "the receiver", "收到之日起20日内", "within 20 days of receipt", "offer-and-reply", "F08", "collective-contract-provisions", 32),
    ("提供资料", "Provide information", "双方", "both sides", "工资协商：开始前5日内", "wages: within 5 days before", "preparation", "F09–F10", "wage-consultation-measures", 18),
    ("协商会议", "Consultation meeting", "首席轮流主持", "chiefs preside in turn", "可以中止，期限商定", "may be suspended", "meeting", "F11–F14", "collective-contract-provisions", 34),
    ("形成草案，首席签字", "Draft, signed by the chiefs", "双方首席", "both chiefs", "达成一致以后", "once agreed", "drafting", "F15", "collective-contract-provisions", 34),
    ("职代会讨论通过", "Adoption by workers' congress", "职工代表或全体职工", "the congress", "2/3以上出席，全体半数以上同意", "2/3 present, half agree", "workers-congress", "F16–F17", "collective-contract-provisions", 36),
    ("双方首席正式签字", "Signature by both chiefs", "双方首席", "both chiefs", "通过以后", "after adoption", "filing-and-review", "F18–F22", "collective-contract-provisions", 37),
    ("报送审查", "Submit for examination", "用人单位一方", "the employing unit", "签字之日起10日内，一式三份", "within 10 days, three copies", "filing-and-review", "F23–F24", "collective-contract-provisions", 42),
    ("审查，期满生效", "Examination, then effect", "人社部门", "the labor department", "收到之日起15日", "15 days from receipt", "filing-and-review", "F25", "collective-contract-provisions", 47),
    ("公布", "Publish", "协商代表", "the representatives", "及时；工资协议5日内", "promptly; wages 5 days", "filing-and-review", "F26", "collective-contract-provisions", 48),
    ("履行和监督", "Perform and supervise", "双方、工会、职代会", "sides, union, congress", "期限1至3年", "term 1 to 3 years", "performance-and-supervision", "F27–F32", "collective-contract-provisions", 25),
    ("变更、续订或重新签订", "Modify, renew or re-conclude", "任何一方", "either party", "期满前3个月内", "3 months before expiry", "renewal-and-restructuring", "F33–F34", "collective-contract-provisions", 38),
)


def process(place: Place) -> str:
    """The whole consultation in fourteen steps; each a link to chapter and article."""
    zh = place.language == "zh"
    boxes = []
    for number, (name, name_en, who, who_en, limit, limit_en, chapter, forms, law, article) in enumerate(_PROCESS, 1):
        cite = f"第{article}条" if zh else f"art. {article}"
        lines = (
            Line(f"{number}. {name if zh else name_en}", place.to(f"guide/{chapter}.md"), strong=True),
            Line(f"{who if zh else who_en} · {limit if zh else limit_en}", small=True),
            Line(f"{forms} · {cite}", place.to(f"law/{law}.md#art-{article}"), small=True),
        )
        boxes.append((lines, "seal" if number in (4, 8, 10, 11) else "plain"))
    body, bottom = _column(boxes, 20, 8, WIDTH - 40, gap=16)
    title = "一次集体协商的全过程" if zh else "One collective consultation from beginning to end"
    description = (
        "从准备到续订共十四步，每步写明谁办、期限和条文；红框四步有法定门槛或期限：应约、职代会、报送、审查。"
        if zh
        else "Fourteen steps from preparation to renewal, each with actor, limit and article; four framed in red carry statutory limits."
    )
    return _svg("process", title, description, bottom + 8, body)


def rounds(place: Place) -> str:
    """三上三下: three rounds up and down."""
    zh = place.language == "zh"
    texts = (
        [("一上：职工提意见", "一下：归类，反馈"), ("二上：补充佐证", "二下：公布拟谈清单"), ("三上：对方案表态", "三下：公布授权范围")]
        if zh
        else [
            ("Up 1: opinions", "Down 1: sorted, fed back"),
            ("Up 2: evidence added", "Down 2: list of subjects"),
            ("Up 3: view on plan", "Down 3: authority"),
        ]
    )
    pieces, y = [], 8.0
    for up, down in texts:
        left, right = Box(10, y, 160, (Line(up, small=True),)), Box(190, y, 160, (Line(down, small=True),), "dashed")
        pieces += [_draw(left), _draw(right), f'<path class="d-line" d="M170 {y + 17:.1f}H190"/>']
        if y > 8:
            pieces.append(f'<path class="d-line" d="M270 {y - 14:.1f}V{y - 7:.1f}H90V{y:.1f}"/>')
        y = left.bottom + 14
    title = "三上三下" if zh else "Three rounds up and down"
    description = "三轮征求意见：每轮先由职工向上提，再由工会向下反馈。教学设定。" if zh else "Three rounds: opinions go up, feedback comes down. A teaching device."
    return _svg("rounds", title, description, y, "".join(pieces))


def leadership(place: Place) -> str:
    """Who drives the work: Jiamusi about 2002, and today's bodies."""
    zh = place.language == "zh"
    seed = [
        (("领导小组", "组长：市委主管副书记", "副组长：市政府副市长") if zh else ("Leading group", "Head: deputy Party secretary", "Deputy: vice mayor")),
        (("办公室：设在市总工会", "成员：总工会、劳动局、经贸委、体改委") if zh else ("Office: city federation of unions", "Union, labor, economic, reform bodies")),
        (("6县（市）、5区、16个局", "各自组建领导小组") if zh else ("6 counties, 5 districts, 16 bureaus", "each with its own group")),
    ]
    boxes = [(tuple(Line(text, small=index > 0, strong=index == 0) for index, text in enumerate(lines)), "dashed") for lines in seed]
    first, bottom = _column(boxes, 20, 28, WIDTH - 40)
    head = "佳木斯，约2002年" if zh else "Jiamusi, about 2002"
    label = f'<text class="d-text d-small" x="20" y="20">{head}</text>'
    now = bottom + 34
    second = Box(
        20,
        now,
        WIDTH - 40,
        (
            Line("劳动关系三方机制（今天）" if zh else "Tripartite mechanism (today)", strong=True),
            Line("人社部门 · 同级工会 · 企业方面代表" if zh else "Labor department · union · employers", small=True),
            Line("《工会法》第三十五条" if zh else "Trade Union Law, art. 35", place.to("law/trade-union-law.md#art-35"), small=True),
        ),
        "seal",
    )
    later = "今天" if zh else "Today"
    label += f'<text class="d-text d-small" x="20" y="{now - 8:.1f}">{later}</text>'
    title = "谁来推动：当年与今天" if zh else "Who drives the work: then and now"
    description = (
        "上半是佳木斯约2002年的领导小组、办公室和下级领导小组；下半是今天的三方机制。"
        if zh
        else "Above, the leading group of about 2002 with its office and lower groups; below, today's tripartite mechanism."
    )
    return _svg("leadership", title, description, second.bottom + 8, label + first + _draw(second))


def calendar(place: Place) -> str:
    """Jiamusi's yearly rhythm of supervision: quarter, half-year, year."""
    zh = place.language == "zh"
    rows = [
        ("单位每季度", "Unit, quarterly", {3, 6, 9, 12}),
        ("系统每半年", "System, half-yearly", {6, 12}),
        ("全市每年", "City, yearly", {12}),
    ]
    left, cell = 96, 21
    pieces = [f'<text class="d-text d-small" x="{left + (month - 0.5) * cell:.1f}" y="16" text-anchor="middle">{month}</text>' for month in range(1, 13)]
    for number, (name, name_en, months) in enumerate(rows):
        y = 26 + number * 30
        pieces.append(f'<text class="d-text d-small" x="4" y="{y + 15:.1f}">{escape(name if zh else name_en.split(",")[0])}</text>')
        for month in range(1, 13):
            style = "d-mark" if month in months else "d-cell"
            pieces.append(f'<rect class="{style}" x="{left + (month - 1) * cell + 2:.1f}" y="{y}" width="{cell - 4}" height="20"/>')
    title = "监督检查的一年" if zh else "A year of supervision"
    description = (
        "佳木斯约2002年：单位监督检查委员会每季度一次，各系统、办、局每半年一次，全市每年一次。月份是示意。"
        if zh
        else "Jiamusi, about 2002: units every quarter, systems every half-year, the city every year. Months are schematic."
    )
    return _svg("calendar", title, description, 26 + len(rows) * 30 + 4, "".join(pieces))


def disputes(place: Place) -> str:
    """Two kinds of disputes, two paths."""
    zh = place.language == "zh"

    def cite(law: str, article: int, name: str) -> Line:
        return Line(name, place.to(f"law/{law}.md#art-{article}"), small=True)

    left = [
        ((Line("协商过程中的争议" if zh else "While consulting", strong=True),), "seal"),
        ((Line("双方继续协商" if zh else "Go on consulting", small=True),), "plain"),
        ((Line("书面申请协调处理" if zh else "Apply in writing", small=True), cite("collective-contract-provisions", 49, "第49条" if zh else "art. 49")), "plain"),
        ((Line("三方共同协调" if zh else "Three parties coordinate", small=True), cite("collective-contract-provisions", 52, "30日＋15日，第52条" if zh else "30+15 days, art. 52")), "plain"),
        ((Line("《协调处理协议书》" if zh else "Agreement, binding", small=True), cite("collective-contract-provisions", 54, "第54条" if zh else "art. 54")), "plain"),
    ]
    right = [
        ((Line("履行合同的争议" if zh else "While performing", strong=True),), "seal"),
        ((Line("双方协商" if zh else "Consult", small=True),), "plain"),
        ((Line("申请劳动仲裁" if zh else "Arbitration", small=True), cite("collective-contract-provisions", 55, "第55条" if zh else "art. 55")), "plain"),
        ((Line("15日内起诉" if zh else "Sue within 15 days", small=True), cite("labor-dispute-mediation-arbitration-law", 50, "调解仲裁法第50条" if zh else "Dispute law, art. 50")), "plain"),
    ]
    one, first = _column(left, 8, 8, 166)
    two, second = _column(right, 186, 8, 166)
    title = "两类争议，两条路" if zh else "Two kinds of dispute, two paths"
    description = (
        "左：协商过程中的争议，由劳动保障部门组织三方协调，不进仲裁。右：履行中的争议，协商不成申请仲裁，再起诉。"
        if zh
        else "Left: disputes while consulting are coordinated by three parties. Right: disputes over performance go to arbitration, then court."
    )
    return _svg("disputes", title, description, max(first, second) + 8, one + two)


def rates(place: Place) -> str:
    """Three rates of the Jiamusi report, each with its own base, on one honest scale from zero."""
    zh = place.language == "zh"
    rows = [
        ("建立集体合同制度", "System in place", 734, 864, "户应签企业", "due"),
        ("到期后重签或续签", "Re-concluded or renewed", 256, 298, "户到期企业", "expired"),
    ]
    pieces, y = [], 10.0
    for name, name_en, part, whole, base, base_en in rows:
        share = part / whole
        words = f"{name}：{part} ÷ {whole}{base} ＝ {share:.1%}" if zh else f"{name_en}: {part} of {whole} {base_en}, {share:.1%}"
        pieces += [_bar(y, words, share)]
        y += 46
    words = "职代会（应建803户）：1996年80%，后95.3%" if zh else "Congress (base 803): 80% in 1996, then 95.3%"
    pieces += [_bar(y, words, 0.953), f'<path class="d-line" d="M{10 + 340 * 0.8:.1f} {y + 18:.1f}v18"/>']
    y += 46
    title = "三个比率，三个分母" if zh else "Three rates, three bases"
    description = (
        "三根横条，从0到100%：建制84.95%，续签85.9%，职代会建制95.3%，竖线是1996年的80%。"
        if zh
        else "Three bars from 0 to 100%: system 84.95%, renewal 85.9%, workers' congress 95.3% with a mark at 80% for 1996."
    )
    return _svg("rates", title, description, y, "".join(pieces))


def _bar(y: float, words: str, share: float) -> str:
    return (
        f'<text class="d-text d-small" x="10" y="{y + 10:.1f}">{escape(words)}</text>'
        f'<rect class="d-cell" x="10" y="{y + 18:.1f}" width="340" height="14"/>'
        f'<rect class="d-mark" x="10" y="{y + 18:.1f}" width="{340 * share:.1f}" height="14"/>'
    )


DRAWINGS = {"rates": rates, "process": process, "rounds": rounds, "leadership": leadership, "calendar": calendar, "disputes": disputes}
