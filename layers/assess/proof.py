"""How well the number behind a verdict is known."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.assess.limits import Limits
from layers.assess.rows import LimitRow

UNREAD = frozenset({"from_memory", "attribution_inferred"})
"""Verifications under which nobody has read the number in the text of the law it stands for."""


def is_read(row: LimitRow) -> bool:
    """Tell whether a limit was read in a text of its law, or checked by a curator."""
    return row.checked or row.verification not in UNREAD


def read_by_somebody(
    values: pd.DataFrame, judged: pd.DataFrame, limits: Limits, suffix: str
) -> npt.NDArray[np.bool_]:
    """Tell for every verdict whether all numbers it rests on were read in a text.

    A verdict rests on every step of its law for the analyte: that a value is *not* above a
    limit is only as sure as that limit.

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
    names = {row.short_title: key for key, row in limits.regulations.items()}
    keys = pd.MultiIndex.from_arrays(
        [judged[f"regulation_{suffix}"], values["medium"], values["analyte"]]
    )
    codes, found = keys.factorize()
    known = np.array(
        [
            _all_read(
                limits, names.get(str(regulation), str(regulation)), str(medium), str(analyte)
            )
            for regulation, medium, analyte in found
        ],
        dtype=bool,
    )
    read: npt.NDArray[np.bool_] = known[codes] & (judged[f"step_{suffix}"].to_numpy() >= 0)
    return read


def _all_read(limits: Limits, regulation: str, medium: str, analyte: str) -> bool:
    rows = limits.by_place.get((regulation, medium, analyte), ())
    return bool(rows) and all(is_read(row) for row in rows)
