"""The answer sheet (答题卡) as one table of millimetres: what is printed is what a reader looks for.

A4; four corner marks, a QR of the code, a grid for the admission number, a box for every option, and
ruled fields for open answers. Origin at the top left of the page; x to the right, y down.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import Any, Literal

from scripts.exam.blueprint import Blueprint, Section
from scripts.exam.scramble import LETTERS

PAGE = (210.0, 297.0)
MARKER = 6.0
MARKERS = ((8.0, 8.0), (196.0, 8.0), (8.0, 283.0), (196.0, 283.0))
QR_SIDE = 22.0
QR_AT = (170.0, 17.0)
LEFT, RIGHT, BOTTOM = 18.0, 192.0, 279.0
BOX = (5.0, 3.0)
PAGES = 2
_PITCH = (6.3, 5.0)  # of option boxes
_NUMBER_WIDTH = 7.0  # of an item's number before its boxes
_GROUP = 5  # items under each other
_GROUP_GAP = (2.6, 3.0)
_HEAD = 6.0  # of a section's heading
_GRID_AT = (20.0, 56.0)
_GRID_PITCH = (7.0, 4.7)
_FIRST_TOP, _NEXT_TOP = 113.0, 44.0
_FIELD_GAP = 3.0
_FIELD_HEAD = 6.0
_LEAST, _MOST = 3.2, 14.0  # height of an open field for each mark

Kind = Literal["digit", "item", "absent"]


@dataclass(frozen=True)
class Box:
    """A place to fill: a digit of the admission number (`name` its column from 1), an option of an item
    (`name` its number) or the mark of absence. `value` is what a filled box means."""

    kind: Kind
    name: int
    value: str
    x: float
    y: float
    w: float = BOX[0]
    h: float = BOX[1]


@dataclass(frozen=True)
class Ruled:
    """A ruled field for item `name`; `continued` where it began on the page before."""

    name: int
    marks: float
    continued: bool
    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True)
class Heading:
    """The heading of section `section` (from 0)."""

    section: int
    x: float
    y: float


@dataclass
class Side:
    """One page of the sheet."""

    boxes: list[Box] = field(default_factory=list)
    fields: list[Ruled] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)


@dataclass(frozen=True)
class Layout:
    """The whole sheet: its pages and the number of digits of the admission number."""

    digits: int
    sides: tuple[Side, ...]

    def table(self) -> dict[str, Any]:
        """Everything as plain data, millimetres: for the printer, for a marking program, for the file."""
        return {
            "unit": "mm",
            "page": PAGE,
            "marker": {"side": MARKER, "at": MARKERS},
            "qr": {"side": QR_SIDE, "at": QR_AT},
            "digits": self.digits,
            "pages": [asdict(side) for side in self.sides],
        }


class TooLongError(ValueError):
    """The paper asks for more than two pages of answers."""


def layout(blueprint: Blueprint, options: Sequence[int], digits: int = 8) -> Layout:
    """The sheet for all versions of a blueprint. `options` gives, for each section, the largest number
    of options any of its items has; `digits` those of the admission number, 1 to 12.
    Raises TooLongError."""
    place = _Place()
    place.sides[0].boxes += _grid(digits)
    place.sides[0].boxes.append(Box("absent", 0, "absent", 150.0, 59.0))
    first = 1
    for index, (section, count) in enumerate(zip(blueprint.sections, options, strict=True)):
        if section.type != "case":
            place.boxes(index, range(first, first + section.count), values(section, count))
        first += section.count
    place.rule(list(_open(blueprint)))
    return Layout(digits, tuple(place.sides))


def values(section: Section, options: int) -> str:
    """What the boxes of an item mean: letters of options, or t and f."""
    return "tf" if section.type == "judgement" else LETTERS[:options]


def _grid(digits: int) -> Iterator[Box]:
    x, y = _GRID_AT
    for column in range(digits):
        for value in range(10):
            yield Box(
                "digit", column + 1, str(value), x + column * _GRID_PITCH[0], y + 8 + value * _GRID_PITCH[1]
            )


def _open(blueprint: Blueprint) -> Iterator[tuple[int, float]]:
    first = 1
    for section in blueprint.sections:
        if section.type == "case":
            for number in range(first, first + section.count):
                yield number, section.marks
        first += section.count


class _Place:
    """A pen that knows where the next thing goes."""

    def __init__(self) -> None:
        self.sides = [Side()]
        self.y = _FIRST_TOP

    def _turn(self) -> None:
        if len(self.sides) == PAGES:
            raise TooLongError
        self.sides.append(Side())
        self.y = _NEXT_TOP

    def boxes(self, section: int, numbers: range, letters: str) -> None:
        """Groups of five items, row by row, under the section's heading."""
        width = _NUMBER_WIDTH + len(letters) * _PITCH[0] + _GROUP_GAP[0]
        height = _GROUP * _PITCH[1] + _GROUP_GAP[1]
        across = int((RIGHT - LEFT + _GROUP_GAP[0]) / width)
        left = iter(numbers)
        head = _HEAD
        while row := list(islice(left, across * _GROUP)):
            if self.y + head + height > BOTTOM:
                self._turn()
            if head:
                self.sides[-1].headings.append(Heading(section, LEFT, self.y))
                self.y += head
                head = 0.0
            for position, number in enumerate(row):
                x = LEFT + position // _GROUP * width + _NUMBER_WIDTH
                y = self.y + position % _GROUP * _PITCH[1]
                self.sides[-1].boxes += [
                    Box("item", number, value, round(x + at * _PITCH[0], 2), round(y, 2))
                    for at, value in enumerate(letters)
                ]
            self.y += min(len(row), _GROUP) * _PITCH[1] + _GROUP_GAP[1]

    def rule(self, asked: list[tuple[int, float]]) -> None:
        """Fields of a height by their marks, as high as two pages allow; a long one goes on overleaf.
        Raises TooLongError."""
        if not asked:
            return
        height = _MOST
        while height >= _LEAST:
            trial = deepcopy(self)
            try:
                trial._fields(asked, height)
            except TooLongError:
                height -= 0.2
                continue
            self.sides, self.y = trial.sides, trial.y
            return
        raise TooLongError

    def _fields(self, asked: list[tuple[int, float]], each: float) -> None:
        for number, marks in asked:
            wanted = _FIELD_HEAD + marks * each
            continued = False
            while wanted > 0:
                room = BOTTOM - self.y
                if room < min(wanted, 24.0):
                    self._turn()
                    continue
                height = min(wanted, room)
                if 0 < wanted - height < 12.0:  # no crumb overleaf
                    height = wanted - 24.0
                self.sides[-1].fields.append(
                    Ruled(number, marks, continued, LEFT, round(self.y, 2), RIGHT - LEFT, round(height, 2))
                )
                self.y += height + _FIELD_GAP
                wanted -= height
                continued = True
