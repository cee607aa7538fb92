"""Measure place search, jurisdiction and estimates between samples.

``python -m tests.bench.bench_space`` prints a markdown table. Searches are those of the tests, each
also cut after every letter, as a person types; points are drawn over the map.
"""

import csv
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np

from layers.__main__ import main as command
from layers.space.gazetteer import Gazetteer
from layers.space.jurisdiction import Boundaries, jurisdiction_at
from layers.space.surface import Surface, fit_surface
from layers.store import open_store

ROOT = Path(__file__).parents[2]
SEARCHES = ROOT / "tests" / "layers" / "space" / "searches.csv"
SEARCH_BAR, POINT_BAR = 50.0, 50.0
SAMPLES = 5_000

Row = tuple[str, float | None, str]


def milliseconds(actions: Iterable[Callable[[], object]]) -> np.ndarray:
    """Return the time of each action."""
    times = []
    for action in actions:
        start = time.perf_counter()
        action()
        times.append(1_000 * (time.perf_counter() - start))
    return np.array(times)


def once(action: Callable[[], object]) -> float:
    """Return the time of an action in milliseconds."""
    return float(milliseconds([action])[0])


def typed() -> Iterator[str]:
    """Yield what is in the box after each letter of every search."""
    with SEARCHES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield from (row["text"][:end] for end in range(1, len(row["text"]) + 1))


def places() -> Iterator[Row]:
    """Measure searching and locating."""
    start = time.perf_counter()
    gazetteer, outlines = Gazetteer.load(), Boundaries.load()
    loaded = 1_000 * (time.perf_counter() - start)
    yield "loading the gazetteer and the outlines", None, f"{loaded:,.0f} ms"
    times = milliseconds(lambda text=text: gazetteer.search(text) for text in typed())
    remark = f"{np.median(times):.1f} / {np.percentile(times, 95):.1f} ms ({len(times):,} queries)"
    yield "a place search, median / p95", SEARCH_BAR, remark
    rng = np.random.default_rng(1)
    points = np.column_stack([rng.uniform(43.4, 46.4, 2_000), rng.uniform(19.6, 23.4, 2_000)])
    for name, ask in (
        ("the nearest place", lambda at: gazetteer.nearest(*at)),
        ("the jurisdiction at a point", lambda at: jurisdiction_at(*at, outlines)),
    ):
        times = milliseconds(lambda at=at, ask=ask: ask(at) for at in points)
        yield (
            f"{name}, median / p95",
            None,
            f"{np.median(times):.2f} / {np.percentile(times, 95):.2f} ms",
        )


def estimates(folder: Path, name: str) -> Iterator[Row]:
    """Measure fitting and asking a surface of copper in soil."""
    values = open_store(folder).values()
    found: list[object] = []
    first = once(lambda: found.append(fit_surface(values, "Cu", "soil")))
    surface = found[0]
    assert isinstance(surface, Surface)
    again = once(lambda: fit_surface(values, "Cu", "soil"))
    apart = once(lambda: fit_surface(values, "Cu", "soil", apart=True))
    yield (
        f"fitting {name}, {surface.samples.n:,} positions: first / again / apart",
        None,
        f"{first:,.0f} / {again:,.0f} / {apart:,.0f} ms",
    )
    rng = np.random.default_rng(2)
    points = np.column_stack([rng.uniform(43.9, 45.9, 300), rng.uniform(20.5, 22.8, 300)])
    times = milliseconds(lambda at=at: surface.at(*at, limit=100.0) for at in points)
    remark = f"{np.median(times):.1f} / {np.percentile(times, 95):.1f} ms"
    yield f"an estimate at a point, {name}, median / p95", POINT_BAR, remark
    extent = max(np.ptp(surface.samples.x), np.ptp(surface.samples.y))
    cell = (extent + 2 * surface.variogram.range_m) / 200
    grid = once(lambda: surface.grid(limit=100.0, cell_m=cell))
    yield f"a grid 200 cells high, {name}", None, f"{grid / 1_000:.1f} s"


def main() -> int:
    """Print the table; exit status 1 when a bar is missed."""
    rows = list(places())
    rows += estimates(ROOT / "data" / "training", "training survey")
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder) / "large"
        command(["simulate", "--samples", str(SAMPLES), "--seed", "1", "-o", str(large)])
        rows += estimates(large, f"{SAMPLES:,} samples")
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, "
        f"Python {platform.python_version()}, numpy {np.__version__}\n"
    )
    print("| measure | bar | figure |\n|---|---:|---:|")
    missed = False
    for name, bar, figure in rows:
        slow = bar is not None and float(figure.split("/")[1].split()[0]) > bar
        missed |= slow
        print(f"| {name} | {'' if bar is None else f'≤ {bar:g} ms'} | {figure} |")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
