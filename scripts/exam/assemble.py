"""Parallel forms from one blueprint, by mixed-integer programming (HiGHS).

After van der Linden, Linear Models for Optimal Test Design (2005), chapters 4 and 6: one 0/1 variable
says whether an item stands in a section of a form; the cells of the blueprint are equations, enemies
and overlap are bounds, and difficulty is kept equal between the forms. The search stops on the gap, in
one thread and with a fixed seed, so that the same input gives the same forms.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import get_args

import highspy
import numpy as np
from rapidfuzz import fuzz, process

from scripts.exam.blueprint import (
    BANDS,
    LEVELS,
    TYPES,
    Blueprint,
    Candidate,
    candidates,
    cells,
    number,
    shared,
)
from scripts.exam.draw import Lots
from scripts.quiz.model import Bank, Item, Level

NEAR = 70
"""Stems of one paper stay below this likeness (rapidfuzz ratio, 0–100)."""
PARALLEL = 0.01
"""Largest difference between the mean difficulties of two forms (0–1)."""
MIX = 0.05
"""How far the share of easy, medium and hard marks may stand from the plan."""
_RECENT = 4.0  # what a recently used item costs, beside a lot between 0 and 1
_SHARED = 1.0  # what an item in two forms costs
_FAR = 0.2  # what a mark off the planned difficulty costs in an elastic model, beside 1 for an item
_GAP = {False: 0.05, True: 0.5}
"""Where the search stops; an elastic model only has to say roughly what is missing."""
_NODES = {False: 100, True: 20}
_TOLD = 12  # cells named where several forms cannot be had

Form = list[list[Item]]
"""One form: the items of each section, in the order of the bank."""


class ImpossibleError(Exception):
    """No forms meet the blueprint; `lacks` says, cell by cell, what is missing."""

    def __init__(self, lacks: list[str]) -> None:
        super().__init__("；".join(lacks))
        self.lacks = lacks


def assemble(
    blueprint: Blueprint,
    banks: Mapping[str, Bank],
    lots: Lots,
    forms: int = 1,
    recent: frozenset[str] = frozenset(),
) -> list[Form]:
    """`forms` parallel forms: every cell exact, mean difficulties within PARALLEL, no enemies or near
    twins in one form, no two forms sharing more than the blueprint allows, items of `recent` only
    where nothing else fits. Lots decide between equals. Raises ImpossibleError."""
    pool = [
        one
        for index in range(len(blueprint.sections))
        for one in candidates(blueprint, index, banks.values())
    ]
    drawn = lots.order({one.item.id for one in pool}, "choose")
    lot = {name: position / len(drawn) for position, name in enumerate(drawn)}
    cost = {name: lot[name] + _RECENT * (name in recent) for name in lot}
    values = _Problem(blueprint, pool, forms, cost).solve()
    if values is None:
        lacks = _Problem(blueprint, pool, 1, cost, elastic=True).shortfall()
        raise ImpossibleError(lacks or _repeats(blueprint, pool, forms))
    made: list[Form] = []
    for form in range(forms):
        sections: Form = [[] for _ in blueprint.sections]
        for position, one in enumerate(pool):
            if values[form * len(pool) + position] > 0.5:
                sections[one.section].append(one.item)
        made.append(sections)
    return made


def _repeats(blueprint: Blueprint, pool: Sequence[Candidate], forms: int) -> list[str]:
    """Where one form can be had but not so many: the cells in which forms would have to share most."""
    found: list[tuple[float, str]] = []
    demands = cells(blueprint)
    for cell in demands:
        have = sum(map(cell.holds, pool))
        words = f"{cell.name(blueprint)}：每卷 {cell.count} 题，{forms} 卷 {cell.count * forms} 题次，题库只有 {have} 题"
        found.append((cell.count * forms - have, words))
    for domain, row in blueprint.table.items():
        for level, marks in row.items():
            spreads = (one.spread(blueprint.sections[one.section].marks) for one in pool)
            have_marks = sum(spread.get((domain, level), 0.0) for spread in spreads)
            words = f"{domain} × {LEVELS[level]}：每卷 {number(marks)} 分，{forms} 卷 {number(marks * forms)} 分，题库只有 {number(have_marks)} 分"
            found.append((marks * forms - have_marks, words))
    short = sorted((one for one in found if one[0] > 0), key=lambda one: -one[0])[:_TOLD]
    told = f"一套卷可以，{forms} 套互相重题不超过 {shared(blueprint)} 题的排法没有找到；减少 --forms、放宽 overlap，或在最缺的格里补题"
    return [told, *(f"{words}，至少重复 {number(lack)}" for lack, words in short)]


def rivals(items: Sequence[Item]) -> list[tuple[str, str]]:
    """Pairs of ids that may not meet on one paper: declared enemies and near twins."""
    known = {item.id for item in items}
    pairs = {
        (min(item.id, enemy), max(item.id, enemy))
        for item in items
        for enemy in item.enemies
        if enemy in known
    }
    stems = [item.stem.zh for item in items]
    alike = process.cdist(stems, stems, scorer=fuzz.ratio, score_cutoff=NEAR, dtype=np.uint8)
    for first, second in zip(*np.nonzero(np.triu(alike, 1)), strict=True):
        one, other = items[first].id, items[second].id
        pairs.add((min(one, other), max(one, other)))
    return sorted(pairs)


@dataclass(frozen=True)
class _Row:
    low: float
    high: float
    terms: dict[int, float]


class _Problem:
    """The model as HiGHS takes it. Variables: item in section in form; then item shared by two forms;
    then the common mean difficulty; then, where `elastic`, what each demand lacks."""

    def __init__(
        self,
        blueprint: Blueprint,
        pool: Sequence[Candidate],
        forms: int,
        cost: Mapping[str, float],
        *,
        elastic: bool = False,
    ) -> None:
        self._blueprint, self._pool, self._forms, self._elastic = blueprint, pool, forms, elastic
        self._costs: list[float] = [
            0.0 if elastic else cost[one.item.id] for _ in range(forms) for one in pool
        ]
        self._uppers = [1.0] * len(self._costs)
        self._whole = len(self._costs)  # the first so many variables are 0 or 1
        self._rows: list[_Row] = []
        self._lacks: list[tuple[int, str]] = []
        self._demands()
        self._each_item_once()
        self._no_rivals()
        self._difficulty()
        self._overlap()

    def solve(self) -> np.ndarray | None:
        """Values of the variables, or None where there is no solution."""
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 1),
            ("mip_rel_gap", _GAP[self._elastic]),
            ("mip_max_nodes", _NODES[self._elastic]),
        ):
            solver.setOptionValue(option, value)
        solver.passModel(self._lp())
        solver.run()
        if solver.getInfo().primal_solution_status != 2:  # feasible, proven within the gap or at the limit
            return None
        return np.array(solver.getSolution().col_value)

    def shortfall(self) -> list[str]:
        """What the blueprint lacks, in words, from the elastic model; nothing where it can be met."""
        values = self.solve()
        if values is None:
            return ["没有找到符合的组合；放宽蓝图的一项要求再试"]
        return [
            name.format(number(round(float(values[at]) * 2) / 2))
            for at, name in self._lacks
            if values[at] > 0.01
        ]

    def _at(self, form: int, position: int) -> int:
        return form * len(self._pool) + position

    def _variable(self, cost: float, upper: float) -> int:
        self._costs.append(cost)
        self._uppers.append(upper)
        return len(self._costs) - 1

    def _demand(self, terms: dict[int, float], wanted: float, lack: str) -> None:
        """An equation; in the elastic model a shortfall is allowed at a price."""
        if self._elastic:
            at = self._variable(1.0, wanted)
            self._lacks.append((at, lack))
            terms = terms | {at: 1.0}
        self._rows.append(_Row(wanted, wanted, terms))

    def _demands(self) -> None:
        blueprint = self._blueprint
        spreads = [one.spread(blueprint.sections[one.section].marks) for one in self._pool]
        for form in range(self._forms):
            for index, section in enumerate(blueprint.sections):
                terms = {self._at(form, at): 1.0 for at, one in enumerate(self._pool) if one.section == index}
                self._demand(terms, section.count, f"{TYPES[section.type]} 缺 {{}} 题")
            for cell in cells(blueprint):
                terms = {self._at(form, at): 1.0 for at, one in enumerate(self._pool) if cell.holds(one)}
                self._demand(terms, cell.count, f"{cell.name(blueprint)} 缺 {{}} 题")
            for domain, row in blueprint.table.items():
                for level in get_args(Level):
                    terms = {
                        self._at(form, at): spread[domain, level]
                        for at, spread in enumerate(spreads)
                        if (domain, level) in spread
                    }
                    wanted = row.get(level, 0.0)
                    if terms or wanted:
                        self._demand(terms, wanted, f"{domain} × {LEVELS[level]} 缺 {{}} 分")

    def _each_item_once(self) -> None:
        places: dict[str, list[int]] = defaultdict(list)
        for position, one in enumerate(self._pool):
            places[one.item.id].append(position)
        for positions in places.values():
            if len(positions) > 1:
                for form in range(self._forms):
                    self._rows.append(_Row(0, 1, {self._at(form, at): 1.0 for at in positions}))

    def _no_rivals(self) -> None:
        items = {one.item.id: one.item for one in self._pool}
        for pair in rivals(list(items.values())):
            positions = [at for at, one in enumerate(self._pool) if one.item.id in pair]
            for form in range(self._forms):
                self._rows.append(_Row(0, 1, {self._at(form, at): 1.0 for at in positions}))

    def _difficulty(self) -> None:
        blueprint, half = self._blueprint, PARALLEL / 2
        marks = [blueprint.sections[one.section].marks for one in self._pool]
        mean = self._variable(0.0, 1.0)
        for form in range(self._forms):
            terms = {
                self._at(form, at): marks[at] * one.item.facility / blueprint.total
                for at, one in enumerate(self._pool)
            }
            self._rows.append(_Row(-half, half, terms | {mean: -1.0}))
            ratio = sum(blueprint.difficulty.values())
            for band, share in blueprint.difficulty.items():
                terms = {
                    self._at(form, at): marks[at] / blueprint.total
                    for at, one in enumerate(self._pool)
                    if one.item.band == band
                }
                low, high = share / ratio - MIX, share / ratio + MIX
                if self._elastic:
                    words = f"{BANDS[band]}题分值离计划差 {{}} 分"
                    for sign in (1.0, -1.0):
                        at = self._variable(_FAR, float(blueprint.total))
                        self._lacks.append((at, words))
                        terms[at] = sign / blueprint.total
                self._rows.append(_Row(low, high, terms))

    def _overlap(self) -> None:
        allowed = shared(self._blueprint)
        for one, other in combinations(range(self._forms), 2):
            both: dict[int, float] = {}
            for position in range(len(self._pool)):
                at = self._variable(_SHARED, 1.0)
                both[at] = 1.0
                terms = {self._at(one, position): 1.0, self._at(other, position): 1.0, at: -1.0}
                self._rows.append(_Row(-np.inf, 1, terms))
            self._rows.append(_Row(-np.inf, allowed, both))

    def _lp(self) -> highspy.HighsLp:
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self._costs), len(self._rows)
        lp.col_cost_ = np.array(self._costs)
        lp.col_lower_, lp.col_upper_ = np.zeros(len(self._costs)), np.array(self._uppers)
        lp.row_lower_ = np.array([row.low for row in self._rows], dtype=float)
        lp.row_upper_ = np.array([row.high for row in self._rows], dtype=float)
        matrix = lp.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kRowwise
        matrix.start_ = np.cumsum([0, *(len(row.terms) for row in self._rows)])
        matrix.index_ = np.array([at for row in self._rows for at in row.terms])
        matrix.value_ = np.array([value for row in self._rows for value in row.terms.values()])
        whole, loose = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
        lp.integrality_ = [whole] * self._whole + [loose] * (len(self._costs) - self._whole)
        return lp


def letter(form: int) -> str:
    """A, B, C … of a form's number from 0."""
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[form]


def mean_difficulty(blueprint: Blueprint, form: Form) -> float:
    """Expected share of the marks (0–1): facilities weighted by marks."""
    return (
        sum(
            section.marks * item.facility
            for section, items in zip(blueprint.sections, form, strict=True)
            for item in items
        )
        / blueprint.total
    )


def mix(blueprint: Blueprint, form: Form) -> dict[str, float]:
    """Marks of easy, medium and hard items of a form."""
    found = dict.fromkeys(BANDS, 0.0)
    for section, items in zip(blueprint.sections, form, strict=True):
        for item in items:
            found[item.band] += section.marks
    return found
