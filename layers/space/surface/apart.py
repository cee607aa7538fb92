"""Fit a variogram in a process of its own, whose memory is given back.

GSTools brings 75 MB that a server would keep for a second of work.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import numpy as np

from layers.errors import AtlasError
from layers.space.surface.variogram import SampleVariogram, Variogram, fit

ROOT = Path(__file__).resolve().parents[3]
LONGEST_S = 60


def fit_apart(sample: SampleVariogram) -> Variogram:
    """Return what `fit` returns.

    Raises
    ------
    AtlasError
        When the process fails, or takes longer than a minute.
    """
    lags = [sample.pairs.tolist(), sample.distance_m.tolist(), sample.gamma.tolist()]
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__],
            input=json.dumps(lags),
            capture_output=True,
            text=True,
            timeout=LONGEST_S,
            cwd=ROOT,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise AtlasError(f"the variogram could not be fitted: {error}") from error
    return Variogram(**json.loads(done.stdout))


def main() -> None:
    """Read lags from standard input and write the fitted model."""
    pairs, distance_m, gamma = (np.array(each) for each in json.load(sys.stdin))
    json.dump(asdict(fit(SampleVariogram(pairs, distance_m, gamma))), sys.stdout)


if __name__ == "__main__":
    main()
