"""Measure the verdicts beside a plain per-row implementation and the numpy floor.

``python -m tests.bench.bench_assess`` prints a markdown table: one million samples of eight metals,
judged by both countries' soil law, the Serbian one corrected for clay and organic matter. The
plain implementation judges a sample of the rows and is scaled up; the floor reads the same
arrays once per limit and compares, with no law, no correction and no result kept.
"""

import argparse
import os
import platform
import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from layers.assess import Limits, judge, judge_matrix, load_limits
from layers.assess.arrays import SoilType
from tests.layers.assess.plain import plain_steps

METALS = ["Cu", "As", "Pb", "Cd", "Zn", "Ni", "Hg", "Cr"]
REGISTRY = Path(__file__).parents[2] / "data" / "registry"
BAR_SECONDS, BAR_MB = 2.0, 1500.0


@dataclass(frozen=True)
class Survey:
    """Concentrations, shape (samples, metals), mg/kg, with clay and organic matter in %."""

    values: npt.NDArray[np.float64]
    soil: SoilType

    @classmethod
    def drawn(cls, samples: int, seed: int = 1) -> "Survey":
        """Lognormal concentrations round the limits; every soil known."""
        rng = np.random.default_rng(seed)
        values = rng.lognormal(3.0, 1.5, (samples, len(METALS)))
        return cls(values, SoilType(rng.uniform(1, 60, samples), rng.uniform(0.5, 40, samples)))

    def long(self) -> pd.DataFrame:
        """One value a row, words as categories, as the store gives them for large surveys."""
        count = self.values.size
        same = np.zeros(count, np.int8)
        metal = np.tile(np.arange(len(METALS), dtype=np.int8), len(self.values))
        return pd.DataFrame(
            {
                "medium": pd.Categorical.from_codes(same, ["soil"]),
                "analyte": pd.Categorical.from_codes(metal, METALS),
                "value": self.values.ravel(),
                "unit": pd.Categorical.from_codes(same, ["mg/kg"]),
                "censoring": pd.Categorical.from_codes(same, [""]),
                "date_end": pd.Categorical.from_codes(same, ["2024"]),
                "clay_pct": np.repeat(self.soil.clay, len(METALS)),
                "organic_matter_pct": np.repeat(self.soil.organic_matter, len(METALS)),
            },
            copy=False,
        )


def both_matrices(survey: Survey, limits: Limits) -> None:
    """Steps only: the array path."""
    judge_matrix(survey.values, METALS, limits, law="RO")
    judge_matrix(survey.values, METALS, limits, law="RS", soil=survey.soil)


def both_frames(values: pd.DataFrame, limits: Limits) -> None:
    """Verdict, limit, times, regulation, reason and notes of every value: the frame path."""
    judge(values, limits, law="RO")
    judge(values, limits, law="RS")


def plain(values: pd.DataFrame, limits: Limits) -> None:
    """Steps only, row by row with pandas."""
    plain_steps(values, limits, "RO", "sensitive")
    plain_steps(values, limits, "RS", "sensitive")


def floor(survey: Survey) -> int:
    """Compare the same array with one number per limit: three of Romania, two of Serbia."""
    return sum(int(np.count_nonzero(survey.values > limit)) for limit in (20, 100, 200, 36, 190))


@dataclass(frozen=True)
class Taken:
    """Median time of an action: by the clock, and of the processor, which load does not stretch."""

    clock: float
    processor: float

    @classmethod
    def by(cls, action: Callable[[], object], repeats: int, scale: float = 1.0) -> "Taken":
        """Do an action some times; with `scale`, for as many times the work."""
        clock, processor = [], []
        for _ in range(repeats):
            start, started = time.perf_counter(), time.process_time()
            action()
            clock.append(time.perf_counter() - start)
            processor.append(time.process_time() - started)
        return cls(statistics.median(clock) * scale, statistics.median(processor) * scale)


def resident_mb() -> float:
    """Return the largest resident memory of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(samples: int, plain_rows: int, repeats: int) -> list[tuple[str, Taken, str]]:
    """Return name, time and remark of each way of judging."""
    limits, survey = load_limits(REGISTRY), Survey.drawn(samples)
    lowest = Taken.by(lambda: floor(survey), repeats)
    arrays = Taken.by(lambda: both_matrices(survey, limits), repeats)
    memory_arrays = resident_mb()
    values = survey.long()
    frames = Taken.by(lambda: both_frames(values, limits), repeats)
    memory_frames = resident_mb()
    part = values.iloc[:plain_rows].astype({"analyte": str})
    slow = Taken.by(lambda: plain(part, limits), 1, len(values) / plain_rows)
    return [
        ("numpy floor", lowest, "five comparisons of the whole array, nothing else"),
        ("ours, arrays", arrays, f"steps; process peak {memory_arrays:,.0f} MB"),
        ("ours, frames", frames, f"all 12 columns; process peak {memory_frames:,.0f} MB"),
        ("plain pandas, per row", slow, f"steps; {plain_rows:,} rows measured, scaled"),
    ]


def main() -> int:
    """Print the table; exit status 1 when the bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--samples", type=int, default=1_000_000)
    parser.add_argument("--plain-rows", type=int, default=8_000)
    parser.add_argument("--repeats", type=int, default=3)
    args = parser.parse_args()
    rows = measure(args.samples, args.plain_rows, args.repeats)
    lowest = rows[0][1]
    load = os.getloadavg()[0]
    print(
        f"{args.samples:,} samples x {len(METALS)} metals, both countries' soil law with "
        f"correction; {platform.machine()}, {os.cpu_count()} cores, load {load:.1f}, "
        f"Python {platform.python_version()}, numpy {np.__version__}, pandas {pd.__version__}\n"
    )
    print("| way | seconds | processor s | x floor | remark |\n|---|---:|---:|---:|---|")
    for name, taken, remark in rows:
        ratio = taken.clock / lowest.clock
        print(f"| {name} | {taken.clock:.2f} | {taken.processor:.2f} | {ratio:,.1f} | {remark} |")
    slowest = max(rows[1][1].clock, rows[2][1].clock)
    met = slowest <= BAR_SECONDS and resident_mb() <= BAR_MB
    print(f"\nbar: {BAR_SECONDS:g} s and {BAR_MB:,.0f} MB: {'met' if met else 'missed'}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
