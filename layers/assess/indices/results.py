"""The frames that the indices come back in."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from layers.assess.indices.classes import NOT_CLASSED, ClassScale
from layers.assess.indices.formulas import Array
from layers.assess.indices.rows import Definition
from layers.assess.indices.samples import Interval, Samples
from layers.assess.indices.terms import Terms

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


def element_frame(
    samples: Samples, definition: Definition, terms: Terms, classes: ClassScale | None
) -> pd.DataFrame:
    """Return one row a sample and analyte, sample by sample."""
    there = terms.reasons == ""
    interval = Interval(*(np.where(there, part, np.nan).ravel() for part in terms.interval))
    n_samples, n_analytes = samples.values.shape
    frame = _frame(definition, interval, classes)
    frame["sample"] = np.repeat(samples.values.index.to_numpy(), n_analytes)
    frame["analyte"] = np.tile(samples.values.columns.to_numpy(), n_samples)
    frame["n"] = there.ravel().astype(int)
    frame["n_censored"] = (terms.censored & there).ravel().astype(int)
    frame["n_missing"] = 1 - frame["n"]
    frame["flags"] = np.where(frame["n_censored"] > 0, "censored", "")
    frame["reason"] = np.where(there.ravel(), frame["reason"], terms.reasons.ravel())
    frame["checked"] &= np.tile(terms.checked, n_samples)
    return frame[list(COLUMNS)]


def sample_frame(
    samples: Samples,
    definition: Definition,
    terms: Terms,
    classes: ClassScale | None,
    reduce: Callable[[Array], Array],
) -> pd.DataFrame:
    """Return one row a sample.

    Parameters
    ----------
    reduce : callable
        Turns terms of shape (samples, analytes), NaN where missing, into one number a sample.
    """
    there = terms.reasons == ""
    n = there.sum(axis=1)
    enough = n >= definition.n_min
    masked = (np.where(there, part, np.nan) for part in terms.interval)
    interval = Interval(*(np.where(enough, reduce(part), np.nan) for part in masked))
    frame = _frame(definition, interval, classes)
    frame["sample"] = samples.values.index.to_numpy()
    frame["analyte"] = ""
    frame["n"] = n
    frame["n_censored"] = (terms.censored & there).sum(axis=1)
    frame["n_missing"] = there.shape[1] - n
    frame["flags"] = np.where(frame["n_censored"] > 0, "censored", "")
    frame["reason"] = np.where(enough, frame["reason"], "too_few_elements")
    frame["checked"] &= (terms.checked | ~there).all(axis=1)
    return _with_class_rule(frame, definition, _outsiders(samples, definition, there))[
        list(COLUMNS)
    ]


def _frame(definition: Definition, interval: Interval, classes: ClassScale | None) -> pd.DataFrame:
    value, low, high = interval
    steps = [_steps(part, classes) for part in (low, high)]
    same = (steps[0] == steps[1]) & (steps[0] != NOT_CLASSED)
    step = np.where(same, steps[0], NOT_CLASSED).astype(np.int8)
    undetermined = "no_classes" if classes is None else "class_undetermined"
    checked = np.full(len(value), not definition.unchecked)
    if classes is not None:
        checked &= ~classes.rests_on_memory(step)
    return pd.DataFrame(
        {
            "index": definition.index,
            "value": value,
            "lower": low,
            "upper": high,
            "qualifier": _qualifiers(interval),
            "step": step,
            "step_lower": steps[0],
            "step_upper": steps[1],
            "scale": "" if classes is None else classes.scale,
            "reason": np.where(same, "", undetermined),
            "checked": checked,
        }
    )


def _steps(values: Array, classes: ClassScale | None) -> NDArray[np.int8]:
    if classes is None:
        return np.full(len(values), NOT_CLASSED, dtype=np.int8)
    return classes.classify(values)


def _qualifiers(interval: Interval) -> NDArray[np.object_]:
    value, low, high = interval
    known = np.isnan(value) | (low == high)
    return np.select([known, value == high, value == low], ["", "<", ">"], default="~").astype(
        object
    )


def _outsiders(
    samples: Samples, definition: Definition, there: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Whether an element that the classes were not made for entered."""
    made_for = definition.class_elements.split(";")
    outside = ~samples.values.columns.isin(made_for)
    return np.asarray((there & outside).any(axis=1))


def _with_class_rule(
    frame: pd.DataFrame, definition: Definition, outsiders: NDArray[np.bool_]
) -> pd.DataFrame:
    if definition.n_classes is None:
        return frame
    wanted = definition.n_classes
    valued = frame["value"].notna()
    if definition.n_classes_rule == "withhold":
        other = valued & (frame["n"] != wanted)
        frame.loc[other, ["step", "step_lower", "step_upper"]] = NOT_CLASSED
        frame.loc[other, "reason"] = f"classes_hold_for_{wanted}_elements"
    else:
        frame = _flag(frame, valued & (frame["n"] < wanted), f"fewer_than_{wanted}_elements")
    return _flag(frame, valued & outsiders, "other_elements")


def _flag(frame: pd.DataFrame, where: pd.Series, flag: str) -> pd.DataFrame:
    joined = frame["flags"].where(frame["flags"] == "", frame["flags"] + ";") + flag
    return frame.assign(flags=frame["flags"].where(~where, joined))
