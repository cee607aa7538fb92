"""Krige part of the training survey with an independent package, for the tests to compare with.

Needs PyKrige, which the atlas does not: ``pip install pykrige==1.7.3``, then
``PYTHONPATH=. python docs/validation/make_pykrige.py``. It writes
tests/layers/space/known_answers/pykrige.json; positions and logarithms stand beside the answers,
so that they hold when the survey is simulated anew.
"""

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from layers.space.surface.rules import load_rules
from layers.space.surface.samples import choose
from layers.store import open_store

ROOT = Path(__file__).resolve().parents[2]
POSITIONS, TARGETS = 80, 12
MODELS = {
    "spherical": {"nugget": 0.14, "psill": 3.2, "range": 50_000.0},
    "exponential": {"nugget": 0.0, "psill": 2.5, "range": 90_000.0},
}
"""PyKrige's range of the exponential model is the practical one, three lengths."""


def survey() -> np.ndarray:
    """Return x, y (metres) and logarithm of copper at part of the positions, shape (n, 3)."""
    values = open_store(ROOT / "data" / "training").values()
    samples = choose(values, "Cu", load_rules()["soil"])
    chosen = np.random.default_rng(1).choice(samples.n, POSITIONS, replace=False)
    table = np.column_stack([samples.x.round(0), samples.y.round(0), samples.log_value.round(6)])
    return table[np.sort(chosen)]


def targets(table: np.ndarray) -> np.ndarray:
    """Return points among the positions, shape (m, 2), metres."""
    low, high = table[:, :2].min(axis=0), table[:, :2].max(axis=0)
    return np.random.default_rng(2).uniform(low, high, (TARGETS, 2)).round(0)


def kriged(model: str, table: np.ndarray, points: np.ndarray) -> tuple[list[float], list[float]]:
    """Return PyKrige's predictions and variances."""
    from pykrige.ok import OrdinaryKriging

    machine = OrdinaryKriging(*table.T, variogram_model=model, variogram_parameters=MODELS[model])
    prediction, variance = machine.execute("points", *points.T)
    return [float(each) for each in prediction], [float(each) for each in variance]


def answers(model: str, table: np.ndarray, points: np.ndarray) -> dict[str, Any]:
    """Return the predictions at the points, and of every sample from the others."""
    prediction, variance = kriged(model, table, points)
    left_out = [
        kriged(model, np.delete(table, at, axis=0), table[at : at + 1, :2])[0][0]
        for at in range(len(table))
    ]
    return {
        **MODELS[model],
        "prediction": prediction,
        "variance": variance,
        "left_out": left_out,
    }


def main() -> None:
    """Write the known answers."""
    table = survey()
    points = targets(table)
    content = {
        "package": f"PyKrige {version('pykrige')}",
        "data": "simulated training survey, copper in topsoil, natural logarithm of mg/kg",
        "x_y_value": table.tolist(),
        "points": points.tolist(),
        "answers": {model: answers(model, table, points) for model in MODELS},
    }
    path = ROOT / "tests" / "layers" / "space" / "known_answers" / "pykrige.json"
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
