"""The worst value of every place and metal: what decides a cell of the matrix."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import pandas as pd

from dashboard.figures.columns import Array, Columns
from dashboard.figures.readings import ABOVE, NOT_CHECKED, NOT_JUDGED
from dashboard.figures.view import FigureView

_STEP_WEIGHT = 1e12


@dataclass(frozen=True)
class Cells:
    """Cells with data, one entry each; places and metals in the order in which they are drawn.

    `row` and `column` count from 0 into `points` and `analytes`. `position` is the row of the
    value that decides: the worst verdict, then the largest multiple of a limit. `count`
    is how many values the cell has.
    """

    points: list[str]
    analytes: list[str]
    row: Array
    column: Array
    position: Array
    step: Array
    times: Array
    count: Array

    def at(self, chosen: Array) -> Self:
        """Return some of the cells; places and metals keep their numbers."""
        names = ("row", "column", "position", "step", "times", "count")
        return replace(self, **{name: getattr(self, name)[chosen] for name in names})

    def above_by(self, axis: Array, size: int) -> tuple[Array, Array]:
        """Return for every row or column how many cells are above and how many are judged."""
        above = np.bincount(axis[self.step >= ABOVE], minlength=size)
        return above, np.bincount(axis[self.step >= 0], minlength=size)


def cells(rows: Columns, view: FigureView) -> Cells:
    """Find the deciding value of every cell and put the worst places and first metals in front."""
    step, times = rows["step"], rows["times"]
    point_code, points = pd.factorize(rows["point_id"])
    analyte_code, analytes = pd.factorize(rows["analyte"])
    cell = point_code * len(analytes) + analyte_code
    weight = _weights(step, np.where(step == NOT_JUDGED, rows["value_std"], times))
    highest = np.full(len(points) * len(analytes), -np.inf)
    np.maximum.at(highest, cell, weight)
    deciding = np.flatnonzero(weight == highest[cell])
    filled, first = np.unique(cell[deciding], return_index=True)
    position = deciding[first]
    row, column = filled // len(analytes), filled % len(analytes)
    row_rank = _ranks(_worst_first(row, step[position], times[position], len(points)))
    names = [str(analyte) for analyte in analytes]
    column_order = _column_order(names, view)
    return Cells(
        points=np.asarray(points, dtype=object)[np.argsort(row_rank)].tolist(),
        analytes=[names[i] for i in column_order],
        row=row_rank[row],
        column=_ranks(column_order)[column],
        position=position,
        step=step[position],
        times=times[position],
        count=np.bincount(cell, rows["count"], len(highest))[filled].astype(np.int64),
    )


def _weights(step: Array, size: Array) -> Array:
    """Order verdicts before ratios; an unchecked verdict comes after every sure one.

    Values that are not judged have no ratio; their own size orders them.
    """
    rank = np.select([step == NOT_JUDGED, step == NOT_CHECKED], [-2, -1], step)
    weights: Array = rank * _STEP_WEIGHT + np.nan_to_num(size, nan=0.0, posinf=_STEP_WEIGHT / 10)
    return weights


def _worst_first(row: Array, step: Array, times: Array, size: int) -> Array:
    """Order places by their worst cell, then by how many cells are above."""
    worst = np.full(size, -np.inf)
    np.maximum.at(worst, row, _weights(step, np.zeros(len(step))))
    above = np.bincount(row[step >= ABOVE], minlength=size)
    most = np.zeros(size)
    np.maximum.at(most, row, np.nan_to_num(times))
    return np.lexsort((-most, -above, -worst))


def _column_order(names: list[str], view: FigureView) -> Array:
    wanted = {name: i for i, name in enumerate(view.analytes)}
    keys = [(wanted.get(name, len(wanted)), i) for i, name in enumerate(names)]
    return np.array([i for _wanted, i in sorted(keys)], dtype=np.int64)


def _ranks(order: Array) -> Array:
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.arange(len(order))
    return ranks
