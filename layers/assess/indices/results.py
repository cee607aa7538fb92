"""The columns that the indices come back in."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from layers.assess.indices.classes import NOT_CLASSED, ClassScale
from layers.assess.indices.formulas import Array
from layers.assess.indices.rows import Definition
from layers.assess.indices.samples import Interval, Samples
from layers.assess.indices.terms import Terms

Columns = dict[str, NDArray[Any]]

COLUMNS = (
    "sample",
    "index",
    "analyte",
    "value",
    "lower",
    "upper",
    "qualifier",
    "step",
    "step_lower",
    "step_upper",
    "scale",
    "n",
    "n_censored",
    "n_missing",
    "flags",
    "reason",
    "checked",
)
"""Columns of a result.

`value` reads with `qualifier`: ``""``, ``"<"``, ``">"`` or ``"~"`` (somewhere between `lower` and
`upper`). `step` is the class, -1 without one; `step_lower` and `step_upper` are the classes of
the bounds. `n`, `n_censored`, `n_missing` count the analytes that entered, that entered with a
limit, and that were left out. `flags` is a ;-list: ``censored``, ``fewer_than_8_elements``,
``other_elements``. `reason` says why there is no value (``not_measured``,
``zero_without_limit``, ``no_background``, ``no_toxic_response``, ``no_standard``,
``is_reference``, ``reference_not_measured``, ``no_reference_background``,
``too_few_elements``) or no class (``class_undetermined``, ``classes_hold_for_8_elements``,
``no_classes``). `checked` is False when a number behind it is known only from memory.
"""


def frame_of(parts: Sequence[Columns]) -> pd.DataFrame:
    """Return one frame of several results, one below the other."""
    return pd.DataFrame({name: np.concatenate([part[name] for part in parts]) for name in COLUMNS})


def element_columns(
    samples: Samples, definition: Definition, terms: Terms, classes: ClassScale | None
) -> Columns:
    """Return one entry a sample and analyte, sample by sample."""
    there = terms.reasons == ""
    interval = Interval(*(np.where(there, part, np.nan).ravel() for part in terms.interval))
    n_samples, n_analytes = samples.values.shape
    censored = (terms.censored & there).ravel()
    columns = _columns(definition, interval, classes)
    return columns | {
        "sample": np.repeat(samples.values.index.to_numpy(), n_analytes),
        "analyte": np.tile(samples.values.columns.to_numpy(dtype=object), n_samples),
        "n": there.ravel().astype(int),
        "n_censored": censored.astype(int),
        "n_missing": (~there).ravel().astype(int),
        "flags": np.where(censored, "censored", "").astype(object),
        "reason": np.where(there.ravel(), columns["reason"], terms.reasons.ravel()),
        "checked": columns["checked"] & np.tile(terms.checked, n_samples),
    }


def sample_columns(
    samples: Samples,
    definition: Definition,
    terms: Terms,
    classes: ClassScale | None,
    reduce: Callable[[Array], Array],
) -> Columns:
    """Return one entry a sample.

    Parameters
    ----------
    reduce : callable
        Turns terms of shape (samples, analytes), NaN where missing, into one number a sample.
    """
    there = terms.reasons == ""
    n = there.sum(axis=1)
    n_censored = (terms.censored & there).sum(axis=1)
    enough = n >= definition.n_min
    masked = (np.where(there, part, np.nan) for part in terms.interval)
    interval = Interval(*(np.where(enough, reduce(part), np.nan) for part in masked))
    columns = _columns(definition, interval, classes)
    columns |= {
        "sample": samples.values.index.to_numpy(),
        "analyte": np.full(len(n), "", dtype=object),
        "n": n,
        "n_censored": n_censored,
        "n_missing": there.shape[1] - n,
        "flags": np.where(n_censored > 0, "censored", "").astype(object),
        "reason": np.where(enough, columns["reason"], "too_few_elements").astype(object),
        "checked": columns["checked"] & (terms.checked | ~there).all(axis=1),
    }
    if definition.n_classes is None:
        return columns
    return _with_class_rule(columns, definition, _outsiders(samples, definition, there))


def _columns(definition: Definition, interval: Interval, classes: ClassScale | None) -> Columns:
    value, low, high = interval
    lowest, highest = (_steps(part, classes) for part in (low, high))
    same = (lowest == highest) & (lowest != NOT_CLASSED)
    step = np.where(same, lowest, NOT_CLASSED).astype(np.int8)
    undetermined = "no_classes" if classes is None else "class_undetermined"
    checked = np.full(len(value), not definition.unchecked)
    if classes is not None:
        checked &= ~classes.rests_on_memory(step)
    scale = "" if classes is None else classes.scale
    return {
        "index": np.full(len(value), definition.index, dtype=object),
        "value": value,
        "lower": low,
        "upper": high,
        "qualifier": _qualifiers(interval),
        "step": step,
        "step_lower": lowest,
        "step_upper": highest,
        "scale": np.full(len(value), scale, dtype=object),
        "reason": np.where(same, "", undetermined).astype(object),
        "checked": checked,
    }


def _steps(values: Array, classes: ClassScale | None) -> NDArray[np.int8]:
    if classes is None:
        return np.full(len(values), NOT_CLASSED, dtype=np.int8)
    return classes.classify(values)


def _qualifiers(interval: Interval) -> NDArray[np.object_]:
    value, low, high = interval
    known = np.isnan(value) | (low == high)
    signs = np.select([known, value == high, value == low], ["", "<", ">"], default="~")
    return signs.astype(object)


def _outsiders(
    samples: Samples, definition: Definition, there: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Whether an element that the classes were not made for entered."""
    made_for = definition.class_elements.split(";")
    outside = ~samples.values.columns.isin(made_for)
    return np.asarray((there & outside).any(axis=1))


def _with_class_rule(
    columns: Columns, definition: Definition, outsiders: NDArray[np.bool_]
) -> Columns:
    wanted, n = definition.n_classes or 0, columns["n"]
    valued = ~np.isnan(columns["value"])
    flags = columns["flags"]
    changed: Columns = {}
    if definition.n_classes_rule == "withhold":
        other = valued & (n != wanted)
        for name in ("step", "step_lower", "step_upper"):
            changed[name] = np.where(other, np.int8(NOT_CLASSED), columns[name])
        reason = f"classes_hold_for_{wanted}_elements"
        changed["reason"] = np.where(other, reason, columns["reason"])
    else:
        flags = _flagged(flags, valued & (n < wanted), f"fewer_than_{wanted}_elements")
    return columns | changed | {"flags": _flagged(flags, valued & outsiders, "other_elements")}


def _flagged(
    flags: NDArray[np.generic], where: NDArray[np.bool_], flag: str
) -> NDArray[np.object_]:
    joined = [f"{old};{flag}" if old else flag for old in flags]
    return np.where(where, np.array(joined, dtype=object), flags)
