"""Published inputs and answers, reproduced at their printed rounding.

The fixture names the source of every row. `reproduced` is `directly`, `from_rounded_inputs` (the
printed inputs are rounded too: the answer lies in the range that their rounding leaves) or
`unsound` (the note says why; docs/validation/indices-health.md lists them).
"""

import csv
import itertools
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from layers.assess.health.dose import hazard_quotient, one_in
from layers.assess.indices import IndexRegistry, formulas

Interval = tuple[float, float]
Arguments = dict[str, list[str]]

with (Path(__file__).parent / "known_answers_indices.csv").open(encoding="utf-8") as table:
    ANSWERS = list(csv.DictReader(table))

REGISTRY = IndexRegistry.load()


def parsed(text: str) -> Arguments:
    return {name: value.split("|") for name, value in (p.split("=") for p in text.split(";"))}


def printed_interval(text: str) -> Interval:
    number = Decimal(text)
    half = Decimal(1).scaleb(int(number.as_tuple().exponent)) / 2
    return float(number - half), float(number + half)


def compute(quantity: str, arguments: dict[str, list[float]]) -> float:
    first = {name: values[0] for name, values in arguments.items()}
    formula: dict[str, Callable[[], object]] = {
        "MPI": lambda: formulas.geometric_mean(arguments["values"]),
        "BCF": lambda: formulas.uptake_ratio(first["root"], first["soil"]),
        "BAF": lambda: formulas.uptake_ratio(first["shoot"], first["soil"]),
        "TF": lambda: formulas.uptake_ratio(first["shoot"], first["root"]),
        "HQ": lambda: hazard_quotient(first["dose"], first["reference"]),
        "HI": lambda: formulas.contamination_degree(arguments["quotients"]),
        "share of RI": lambda: 100 * sum(arguments["parts"]) / first["total"],
        "one in": lambda: one_in(first["risk"]),
        "Er": lambda: formulas.ecological_risk_factor(first["cf"], first["toxic_response"]),
        "Igeo": lambda: formulas.geoaccumulation_index(first["cf"], 1),
        "Igeo without logarithm": lambda: formulas.geoaccumulation_index(1.5 * first["ratio"], 1),
        "Nemerow": lambda: formulas.nemerow_index(arguments["pi"]),
        "class Er": lambda: step_of("Er", first["value"]) + 1,
        "class RI": lambda: step_of("RI", first["value"]) + 1,
        "class Igeo": lambda: step_of("Igeo", first["value"]),
    }
    return float(np.asarray(formula[quantity](), dtype=float))


def step_of(index: str, value: float) -> int:
    scale = REGISTRY.scale_of(index)
    assert scale is not None
    return int(scale.classify([value])[0])


def exact(arguments: Arguments) -> dict[str, list[float]]:
    return {name: [float(text) for text in texts] for name, texts in arguments.items()}


def rounded_range(quantity: str, arguments: Arguments) -> Interval:
    """The range of answers that the rounding of the printed inputs leaves."""
    names = [(name, i) for name, texts in arguments.items() for i in range(len(texts))]
    ends = [printed_interval(arguments[name][i]) for name, i in names]
    answers = []
    for corner in itertools.product(*ends):
        numbers = exact(arguments)
        for (name, i), value in zip(names, corner, strict=True):
            numbers[name][i] = value
        answers.append(compute(quantity, numbers))
    return min(answers), max(answers)


def rows(reproduced: str) -> list[object]:
    return [pytest.param(r, id=r["id"]) for r in ANSWERS if r["reproduced"] == reproduced]


def test_every_row_says_how_it_is_reproduced() -> None:
    assert len(ANSWERS) == 119
    assert len({row["id"] for row in ANSWERS}) == 119
    assert {row["reproduced"] for row in ANSWERS} == {"directly", "from_rounded_inputs", "unsound"}
    assert all(row["source"] for row in ANSWERS)
    assert all(row["note"] for row in ANSWERS if row["reproduced"] == "unsound")


@pytest.mark.parametrize("row", rows("directly"))
def test_a_published_answer_is_reproduced_at_its_printed_rounding(row: dict[str, str]) -> None:
    low, high = printed_interval(row["expected"])
    found = compute(row["quantity"], exact(parsed(row["arguments"])))
    assert low - 1e-12 <= found <= high + 1e-12


@pytest.mark.parametrize("row", rows("from_rounded_inputs"))
def test_a_published_answer_lies_in_the_range_of_its_rounded_inputs(row: dict[str, str]) -> None:
    low, high = printed_interval(row["expected"])
    lowest, highest = rounded_range(row["quantity"], parsed(row["arguments"]))
    assert lowest <= high
    assert low <= highest


def test_the_unsound_rows_get_our_answer_and_not_the_papers() -> None:
    ours = {
        row["id"]: compute(row["quantity"], exact(parsed(row["arguments"])))
        for row in ANSWERS
        if row["reproduced"] == "unsound"
    }
    assert ours == {
        "KA060": pytest.approx(0.3049, abs=5e-5),
        "KA174": 4.0,
        "KA175": pytest.approx(86.84, abs=5e-3),
        "KA190": pytest.approx(-2.396, abs=5e-4),
        "KA191": pytest.approx(-2.556, abs=5e-4),
    }


def test_arsenic_twelve_times_the_background_is_a_considerable_ecological_risk() -> None:
    scale = REGISTRY.scale_of("Er")
    assert scale is not None
    assert scale.label(step_of("Er", 119.4)) == "considerable potential ecological risk"
