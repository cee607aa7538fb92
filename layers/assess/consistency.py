"""What must hold between the rows of the legal registries, beyond each row's own columns."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from layers.assess.errors import RegistryError
from layers.assess.rows import Ladder, LimitRow, Rung
from layers.model import PLAIN_STEPS

if TYPE_CHECKING:
    from layers.assess.limits import Limits


def check(limits: Limits) -> None:
    """Check keys, references, the order of verdict words and the order of limits.

    Raises
    ------
    RegistryError
        Names file, row and column of the first fault.
    """
    _none_twice("limits*.csv, column limit_id", (row.limit_id for row in limits.rows))
    _none_twice("ladders.csv, column ladder_id", (one.ladder_id for one in limits.ladders))
    for name, rungs in limits.schemes.items():
        _check_scheme(name, rungs)
        _check_plain(name, rungs)
    for ladder in limits.ladders:
        where = f"ladders.csv, {ladder.ladder_id}"
        _known(where, "regulation_id", ladder.regulation_id, limits.regulations)
        _known(where, "scheme", ladder.scheme, limits.schemes)
        for medium in ladder.media.split(";"):
            _known(where, "media", medium, limits.media)
        _has_limits(ladder, limits)
    for row in limits.rows:
        _check_row(row, limits)
    _check_order(limits)


def _check_scheme(name: str, rungs: tuple[Rung, ...]) -> None:
    if [rung.order for rung in rungs] != list(range(len(rungs))) or rungs[0].exceeds:
        raise RegistryError(
            f"verdicts.csv, {name}, column order: expected 0, 1, 2 ..., the first exceeding nothing"
        )
    steps = [rung.step for rung in rungs]
    if steps != sorted(steps):
        raise RegistryError(f"verdicts.csv, {name}, column step: found {steps}: must not fall")


def _has_limits(ladder: Ladder, limits: Limits) -> None:
    """Refuse a law that is to judge a medium and has no number for it: a file is missing."""
    thresholds = {rung.exceeds for rung in limits.schemes[ladder.scheme]}
    media, uses = ladder.media.split(";"), ladder.uses.split(";")
    if not any(
        row.regulation_id == ladder.regulation_id
        and row.medium in media
        and row.use in uses
        and row.threshold in thresholds
        for row in limits.rows
    ):
        raise RegistryError(
            f"{limits.registry.folder}: ladders.csv, {ladder.ladder_id}: no limit of "
            f"{ladder.regulation_id} for {' or '.join(media)} in any limits*.csv. Is a file "
            "missing? Restore it, for example with `git checkout -- data/registry`."
        )


def _check_plain(name: str, rungs: tuple[Rung, ...]) -> None:
    plain = [PLAIN_STEPS.index(rung.plain) for rung in rungs]
    if plain != sorted(plain):
        found = [rung.plain for rung in rungs]
        raise RegistryError(f"verdicts.csv, {name}, column plain: found {found}: must not fall")


def _check_row(row: LimitRow, limits: Limits) -> None:
    where = f"limits*.csv, {row.limit_id}"
    _known(where, "regulation_id", row.regulation_id, limits.regulations)
    _known(where, "medium", row.medium, limits.media)
    _known(where, "analyte", row.analyte, limits.analytes)
    if limits.unit(row.unit) is None:
        raise RegistryError(f"{where}, column unit: found {row.unit!r}: not registered")
    reached = {
        rung.exceeds
        for ladder in limits.ladders
        if ladder.regulation_id == row.regulation_id and row.use in ladder.uses.split(";")
        for rung in limits.schemes[ladder.scheme]
    }
    if reached:
        _known(where, "threshold", row.threshold, reached)


def _check_order(limits: Limits) -> None:
    """Refuse a limit that is lower than one below it: a number in the wrong column."""
    for ladder in limits.ladders:
        order = [rung.exceeds for rung in limits.schemes[ladder.scheme]]
        groups: dict[tuple[object, ...], list[LimitRow]] = {}
        for row in limits.rows:
            if (
                row.regulation_id == ladder.regulation_id
                and row.use in ladder.uses.split(";")
                and row.threshold in order
                and row.value is not None
            ):
                key = (row.medium, row.analyte, row.fraction, row.foodstuff, row.unit, row.valid_to)
                groups.setdefault(key, []).append(row)
        for rows in groups.values():
            _check_rising(sorted(rows, key=lambda row: order.index(row.threshold)))


def _check_rising(rows: list[LimitRow]) -> None:
    for lower, higher in ((a, b) for a in rows for b in rows[rows.index(a) + 1 :]):
        same_water = (lower.hardness_from, lower.hardness_to) in (
            (None, None),
            (higher.hardness_from, higher.hardness_to),
        )
        if lower.threshold != higher.threshold and same_water and _value(lower) > _value(higher):
            raise RegistryError(
                f"limits*.csv, {higher.limit_id}, column value: found {higher.value:g}, "
                f"less than {lower.threshold} {lower.value:g}: numbers in the wrong columns?"
            )


def _value(row: LimitRow) -> float:
    return 0.0 if row.value is None else row.value


def _known(where: str, column: str, found: str, known: Collection[str]) -> None:
    if found not in known:
        raise RegistryError(f"{where}, column {column}: found {found!r}: not registered")


def _none_twice(where: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for key in ids:
        if key in seen:
            raise RegistryError(f"{where}: found {key!r} twice")
        seen.add(key)
