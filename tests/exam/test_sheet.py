"""The answer sheet: everything on the page, nothing on top of another, printed where the table says."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pypdfium2 as pdfium
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.exam import sheet
from scripts.exam.candidates import Copy, Person
from scripts.exam.scramble import versions
from scripts.exam.typeset import answer_sheets
from tests.exam.banks import bank, blueprint

SCALE = 200 / 25.4  # pixels a millimetre


def area(thing: Any) -> tuple[float, float, float, float]:
    return thing.x, thing.y, thing.x + thing.w, thing.y + thing.h


def apart(one: Any, other: Any) -> bool:
    left, top, right, bottom = area(one)
    x, y, to_x, to_y = area(other)
    return right <= x or to_x <= left or bottom <= y or to_y <= top


@settings(max_examples=40, deadline=None)
@given(
    st.integers(1, 60),
    st.integers(0, 20),
    st.integers(0, 40),
    st.lists(st.integers(2, 30), max_size=4),
    st.integers(4, 12),
)
def test_any_paper_fits_or_is_refused(
    single: int, multiple: int, judgement: int, cases: list[int], digits: int
) -> None:
    sections: list[dict[str, Any]] = [{"count": single}]
    sections += [{"type": "multiple", "count": multiple, "marks": 2, "partial": "half"}] if multiple else []
    sections += [{"type": "judgement", "count": judgement}] if judgement else []
    sections += [{"type": "case", "count": 1, "marks": marks} for marks in cases]
    plan = blueprint(sections=sections)
    options = [{"single": 4, "multiple": 5}.get(section.type, 0) for section in plan.sections]
    try:
        made = sheet.layout(plan, options, digits)
    except sheet.TooLongError:
        assert sum(cases) > 40
        return
    boxes = [box for side in made.sides for box in side.boxes if box.kind == "item"]
    wanted = 4 * single + 5 * multiple + 2 * judgement
    assert len(boxes) == len({(box.name, box.value) for box in boxes}) == wanted
    assert sum(box.kind == "digit" for box in made.sides[0].boxes) == 10 * digits
    first = single + multiple + judgement + 1
    assert {field.name for side in made.sides for field in side.fields} == set(
        range(first, first + len(cases))
    )
    for side in made.sides:
        things = [*side.boxes, *side.fields]
        for thing in things:
            left, top, right, bottom = area(thing)
            assert sheet.LEFT <= left < right <= sheet.RIGHT
            assert 40 < top < bottom <= sheet.BOTTOM + 0.01
        assert all(apart(one, other) for one, other in combinations(things, 2))


def test_boxes_marks_and_code_stand_where_the_table_says() -> None:
    plan = blueprint(sections=[{"count": 20}, {"type": "case", "count": 1, "marks": 10}])
    made = sheet.layout(plan, [4, 0], 6)
    (version,) = versions([[bank().items[:20], []]], 1, ("edition", 1))
    copy = Copy(0, version.code, Person("王䶮", "示例甲公司", "202607", "", 1))
    document = pdfium.PdfDocument(answer_sheets(plan, made, [version], [copy]))
    assert len(document) == len(made.sides)
    for number, side in enumerate(made.sides):
        picture = document[number].render(scale=200 / 72).to_pil().convert("L")

        def ink(x: float, y: float, w: float, h: float, shot: Any = picture) -> float:
            part = shot.crop(tuple(round(v * SCALE) for v in (x, y, x + w, y + h)))
            dark = sum(value < 128 for value in part.tobytes())
            return dark / (part.width * part.height)

        for x, y in sheet.MARKERS:
            assert ink(x + 0.3, y + 0.3, sheet.MARKER - 0.6, sheet.MARKER - 0.6) == 1
        for box in side.boxes:
            filled = box.kind == "digit" and "202607"[box.name - 1] == box.value
            inside = ink(box.x + 0.4, box.y + 0.4, box.w - 0.8, box.h - 0.8)
            assert (inside > 0.9) == filled
            assert ink(box.x - 0.15, box.y - 0.15, box.w + 0.3, 0.3) > 0.3  # its upper edge
        (found,) = zxingcpp.read_barcodes(picture)
        assert found.text == f"{version.code}/{number + 1}"
        left = min(found.position.top_left.x, found.position.bottom_left.x) / SCALE
        assert abs(left - sheet.QR_AT[0]) < 1
    document.close()


def test_the_table_is_plain_data() -> None:
    table = sheet.layout(blueprint(5), [4]).table()
    assert table["unit"] == "mm"
    assert table["pages"][0]["boxes"][-1] == {
        "kind": "item",
        "name": 5,
        "value": "d",
        "x": 43.9,
        "y": 139.0,
        "w": 5.0,
        "h": 3.0,
    }


def test_too_much_to_write_is_refused() -> None:
    with pytest.raises(sheet.TooLongError):
        sheet.layout(blueprint(sections=[{"type": "case", "count": 4, "marks": 50}]), [0])
