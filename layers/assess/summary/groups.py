"""Summaries of measurements as they are stored: single samples only, like with like."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.assess.cases import texts_of
from layers.assess.fractions import MOBILE, measured_fraction
from layers.assess.summary.summarise import COLUMNS, METHODS, Bootstrap, Method, summarise

LOGARITHMIC = ("pH",)
"""Units whose amounts are logarithms: their mean is the mean of nothing that was there."""

COUNTS = ("n_pooled", "n_unusable")
"""Values left out: means, maxima and the like; and those without a positive number in the unit."""

NOT_STATED, MOSTLY_CENSORED, MOSTLY = "limit_not_stated", "more_than_80_percent_censored", 0.8


_WHOLE = ("n", "n_censored", "n_used", "resamples", "resamples_failed", "seed", *COUNTS)


def summarise_singles(
    values: pd.DataFrame,
    by: Sequence[str],
    methods: Sequence[Method] = METHODS,
    bootstrap: Bootstrap | None = None,
) -> pd.DataFrame:
    """Summarise the single samples of every group, each with every method.

    Values of different fractions or units are never put together: groups are split by both.

    Parameters
    ----------
    values : DataFrame
        One value a row: `value_std`, `unit_std`, and where known `censoring`, `statistic`
        (empty: a single sample), `fraction`, `extraction`, and the columns of `by`.
    by : sequence of str
        Columns that make the groups.
    methods, bootstrap
        As in `summarise`.

    Returns
    -------
    DataFrame
        The columns of `by`, ``measured`` (the fraction), ``unit``, the other `COLUMNS` of a
        summary, and `COUNTS`. Non-detects without a stated limit count in `n`, `n_censored` and
        `share_censored`, with the flag ``limit_not_stated``; no statistic uses them.
        A group of which nothing can be summarised has one row with
        ``n = 0`` and the `reason` ``no_single_sample``; ``logarithmic`` where the unit is.

    Examples
    --------
    >>> soil = pd.DataFrame({"medium": "soil", "value_std": [4, 5, 6, 90], "unit_std": "mg/kg",
    ...                      "statistic": ["single", "single", "single", "max"]})
    >>> found = summarise_singles(soil, ["medium"], ["kaplan_meier"])
    >>> found[["n", "n_pooled", "mean"]].values.tolist()
    [[3, 1, 5.0]]
    """
    keys = [*by, "measured", "unit_std"]
    frame = _prepared(values, by)
    counts = frame.groupby(keys, sort=True)[[*COUNTS, "no_limit"]].sum().reset_index()
    single = frame[~frame["n_pooled"] & ~frame["n_unusable"] & ~frame["no_limit"]]
    found = summarise(single, keys, methods, bootstrap)
    joined = counts.merge(found, on=keys, how="left")
    nothing = joined["n"].isna()
    joined = _with_limitless(joined)
    joined = joined.astype(dict.fromkeys(_WHOLE, "Int64"))
    logarithmic = nothing & joined["unit_std"].isin(LOGARITHMIC)
    joined.loc[nothing, "reason"] = np.where(
        joined.loc[nothing, "no_limit"] > 0, "nothing_detected", "no_single_sample"
    )
    joined.loc[logarithmic, "reason"] = "logarithmic"
    joined["unit"] = joined["unit_std"]
    rest = [name for name in COLUMNS if name != "unit"]
    return joined[[*by, "measured", "unit", *rest, *COUNTS]]


def _with_limitless(summed: pd.DataFrame) -> pd.DataFrame:
    """Count non-detects of which nobody states the limit; no statistic can use them."""
    more = summed["no_limit"]
    n, censored = (summed[name].fillna(0) + more for name in ("n", "n_censored"))
    share = (censored / n.where(n > 0)).where(more > 0, summed["share_censored"])
    flags = summed["flags"].astype(object).where(summed["flags"].notna(), "").astype(str)
    for flag, where in ((NOT_STATED, more > 0), (MOSTLY_CENSORED, (more > 0) & (share > MOSTLY))):
        new = where & ~flags.str.contains(flag)
        flags = flags.mask(new, (flags + ";" + flag).str.removeprefix(";"))
    return summed.assign(n=n, n_censored=censored, share_censored=share, flags=flags)


def _prepared(values: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Return what a summary needs, with marks on the rows that it leaves out."""
    texts = {name: texts_of(values, name) for name in (*by, "unit_std", "censoring", "statistic")}
    frame = pd.DataFrame(texts | {"measured": _measured(values)})
    frame["value_std"] = values["value_std"].to_numpy(float)
    frame["statistic"] = frame["statistic"].replace("", "single")
    positive = np.isfinite(frame["value_std"]) & (frame["value_std"] > 0)
    frame["n_pooled"] = frame["statistic"] != "single"
    unusable = ~positive | frame["unit_std"].isin(LOGARITHMIC)
    limitless = (frame["censoring"] == "<") & ~positive & ~(frame["value_std"] < 0)
    frame["no_limit"] = limitless & ~frame["n_pooled"] & ~frame["unit_std"].isin(LOGARITHMIC)
    frame["n_unusable"] = unusable & ~frame["n_pooled"] & ~frame["no_limit"]
    return frame


def _measured(values: pd.DataFrame) -> npt.NDArray[np.object_]:
    """Name what was measured, a weak extraction without a fraction as the mobile part."""
    columns = [texts_of(values, name) for name in ("fraction", "extraction")]
    codes, distinct = pd.MultiIndex.from_arrays(columns).factorize()
    names = [
        MOBILE if measured_fraction(fraction, extraction) == MOBILE else fraction
        for fraction, extraction in distinct
    ]
    return np.asarray(np.array([*names, ""], object)[codes])
