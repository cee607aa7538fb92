"""Indices and health risk as columns beside the values they were computed from."""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import pandas as pd

from layers.assess.health import HealthRegistry, Notice, assess_health
from layers.assess.indices import Choices, ClassScale, IndexRegistry
from layers.assess.survey import Kind, Survey, Texts, indices_for

SOIL = Kind("soil", "mg/kg")
NO_SAMPLE = -1


@dataclass(frozen=True)
class IndexColumns:
    """Indices beside values.

    Attributes
    ----------
    elements : dict of DataFrame
        Index of single elements -> one row a value, in the order of the values. Columns are
        called by the index: ``CF`` (a number, missing where there is none), ``CF_qualifier``
        (``<``, ``>``, ``~`` or nothing before it), ``CF_class`` (its words) and ``CF_note`` (a
        ;-list: why there is none, flags, ``unchecked``).
    samples : dict of DataFrame
        Index of whole samples -> the same, with ``_n``, the number of analytes that entered.
        Each value carries the index of its sample.
    """

    elements: dict[str, pd.DataFrame]
    samples: dict[str, pd.DataFrame]

    @classmethod
    def of(cls, survey: Survey, registry: IndexRegistry, choices: Choices) -> Self:
        """Compute every index that needs one sample only.

        Raises
        ------
        KeyError
            Unknown background, factor or standard set.
        """
        found = survey.evaluate(registry, choices)
        groups = {kind.group for kind in survey.kinds}
        fitting = {index for group in groups for index in indices_for(group, registry)}
        elements, samples = {}, {}
        for key, definition in registry.definitions.items():
            if key not in fitting:
                continue
            rows, scale = found[found["index"] == key], registry.scale_of(key)
            if definition.kind == "element":
                elements[key] = _of_elements(key, rows, survey, scale)
            else:
                samples[key] = _of_samples(key, rows, survey, scale)
        return cls(elements, samples)


def health_columns(
    survey: Survey, registry: HealthRegistry, parameter_set: str
) -> tuple[pd.DataFrame, tuple[Notice, ...]]:
    """Estimate the health risk of contact with the soil of every sample.

    Parameters
    ----------
    survey
        The values; those that are not of soil get no risk.
    registry
        Parameters and classes.
    parameter_set
        Key of a set of exposure parameters.

    Returns
    -------
    DataFrame
        One row a value: ``HI_child``, ``HI_adult``, ``CR_child``, ``CR_adult``,
        ``CR_child_and_adult``, each with ``_qualifier``, ``_class`` and ``_n``, the number of
        analytes that entered.
    tuple of Notice
        What to say of the numbers behind it: unchecked, cautioned, missing.

    Raises
    ------
    KeyError
        Unknown parameter set.
    """
    parameters = registry.parameter_set(parameter_set)
    samples = survey.kinds.get(SOIL)
    if samples is None:
        return pd.DataFrame(index=range(len(survey.sample))), ()
    risk = assess_health(samples, parameters, registry)
    columns: dict[str, Any] = {}
    for receptor, rows in risk.totals().groupby("receptor", sort=False):
        of_value = rows.set_index("sample").reindex(survey.sample)
        for total in ("HI", "CR"):
            if of_value[total].notna().any():
                name = f"{total}_{receptor}"
                columns[name] = of_value[total].to_numpy(float)
                columns[f"{name}_qualifier"] = _texts(of_value[f"{total}_qualifier"])
                steps = of_value[f"{total}_step"]
                columns[f"{name}_class"] = _classes(steps, registry.acceptance[total])
                columns[f"{name}_n"] = of_value[f"{total}_n"].astype("Int64").to_numpy()
                columns[f"{name}_left_out"] = _texts(of_value[f"{total}_left_out"])
    return pd.DataFrame(columns), risk.notices


def _of_elements(
    index: str, rows: pd.DataFrame, survey: Survey, scale: ClassScale | None
) -> pd.DataFrame:
    entered = np.where(survey.reasons == "", survey.sample, NO_SAMPLE)
    keys = pd.MultiIndex.from_arrays([entered, survey.analyte])
    of_value = rows.set_index(["sample", "analyte"]).reindex(keys)
    return pd.DataFrame(_columns(index, of_value, scale, survey.reasons))


def _of_samples(
    index: str, rows: pd.DataFrame, survey: Survey, scale: ClassScale | None
) -> pd.DataFrame:
    of_value = rows.set_index("sample").reindex(survey.sample)
    nothing = np.full(len(of_value), "", object)
    columns = _columns(index, of_value, scale, nothing)
    counts = of_value["n"].astype("Int64").to_numpy()
    return pd.DataFrame(columns | {f"{index}_n": counts})


def _columns(
    index: str, of_value: pd.DataFrame, scale: ClassScale | None, reasons: Texts
) -> dict[str, Any]:
    return {
        index: of_value["value"].to_numpy(float),
        f"{index}_qualifier": _texts(of_value["qualifier"]),
        f"{index}_class": _classes(of_value["step"], scale),
        f"{index}_note": _notes(of_value, reasons),
    }


def _notes(of_value: pd.DataFrame, reasons: Texts) -> Texts:
    valued = of_value["value"].notna().to_numpy()
    doubted = valued & ~of_value["checked"].eq(True).to_numpy()
    unchecked = np.where(doubted, "unchecked", "").astype(object)
    columns = [reasons, _texts(of_value["reason"]), _texts(of_value["flags"]), unchecked]
    found = np.array(
        [";".join(filter(None, row)) for row in zip(*columns, strict=True)], dtype=object
    )
    found[(found == "") & ~valued] = "not_for_this_medium"
    return found


def _texts(column: pd.Series) -> Texts:
    return np.asarray(column.fillna("").astype(str).to_numpy(object))


def _classes(steps: pd.Series, scale: ClassScale | None) -> Texts:
    known = steps.fillna(-1).to_numpy(int)
    words = {} if scale is None else {row.step: row.label_en for row in scale.rows}
    return np.array([words.get(step, "") for step in known.tolist()], object)
