"""How well the number behind a verdict is known."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.assess.cases import sort_into_cases
from layers.assess.limits import Limits
from layers.assess.rows import LimitRow
from layers.assess.rules import Rule, rules_for

UNREAD = frozenset({"from_memory", "attribution_inferred"})
"""Verifications under which nobody has read the number in the text of the law it stands for."""


def is_read(row: LimitRow) -> bool:
    """Tell whether a limit was read in a text of its law, or checked by a curator."""
    return row.checked or row.verification not in UNREAD


def read_by_somebody(
    values: pd.DataFrame, judged: pd.DataFrame, limits: Limits, suffix: str
) -> npt.NDArray[np.bool_]:
    """Tell for every verdict whether all numbers it rests on were read in a text.

    A verdict rests on every step of the law that judged the value: that it is *not* above a
    limit is only as sure as that limit. Limits for another use, fraction or foodstuff do not
    matter.

    Parameters
    ----------
    values, judged
        As given to and returned by `judge_all`, on the same index.
    limits
        The same limits.
    suffix
        Which of the judged columns: ``RO_sensitive``, ``RO_less_sensitive`` or ``RS``.

    Returns
    -------
    array of bool
        One a row; False where nothing is judged.
    """
    law, _, land_use = suffix.partition("_")
    cases = sort_into_cases(values, limits)
    rules = (rules_for(case, limits, law, land_use or "sensitive")[0] for case in cases.cases)
    known = np.array([_all_read(rule) for rule in rules], dtype=bool)
    read: npt.NDArray[np.bool_] = known[cases.of_row] & (judged[f"step_{suffix}"].to_numpy() >= 0)
    return read


def _all_read(rule: Rule) -> bool:
    rows = [row for threshold in rule.thresholds for row in threshold.rows]
    return bool(rows) and all(map(is_read, rows))
