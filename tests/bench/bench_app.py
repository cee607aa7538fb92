"""Measure the running atlas beside a bare Dash + dash-leaflet page and print a markdown table.

``make bench`` runs it; ``python -m tests.bench.bench_app --help`` lists what can be chosen. Both
pages draw 5,000 points; both are measured in the same run, in the same browser, on this machine.
"""

import argparse
import datetime
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, sync_playwright

from tests.bench.interaction import RECORDER, Control, Waits, percentile, waits
from tests.bench.loading import PageWeight, cold_start_s, page_weight
from tests.bench.server_side import callback_times_ms, resident_mb
from tests.browser.chromium import launched, until
from tests.serving import APP, GUNICORN, REPOSITORY, NotServingError, Server, serving

MAP, CHARTS = "map-painted", "charts-painted"


@dataclass(frozen=True)
class Target:
    """A page to measure and the controls to touch on it."""

    name: str
    command: tuple[str, ...]
    analyte: Control
    filter: Control
    path: str = "/"
    env: dict[str, str] = field(default_factory=dict)


ATLAS = Target(
    "atlas",
    APP,
    analyte=Control("#c-analyte", ("Cu", "Pb", "Zn", "As")),
    filter=Control("#c-country", ("RO", "RS")),
)
BARE = Target(
    "bare page",
    (sys.executable, "tests/bench/bare_app.py"),
    analyte=Control("#analyte", ("Cu", "Pb", "Zn", "As")),
    filter=Control("#country", ("RO", "RS")),
)


@dataclass
class Figures:
    """What was measured of one target; a figure that could not be had keeps the reason."""

    cold_start_s: float | None = None
    weight: PageWeight | None = None
    survey_weight: PageWeight | None = None
    metal: Waits | None = None
    change: Waits | None = None
    callbacks_ms: list[float] = field(default_factory=list)
    resident_mb: float | None = None
    missing: list[str] = field(default_factory=list)


@contextmanager
def simulated_package(samples: int) -> Iterator[Path]:
    """A simulated survey of this many samples, in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="atlas-bench-") as folder:
        package = Path(folder) / "survey"
        command = ["simulate", "--samples", str(samples), "--seed", "1", "-o", str(package)]
        subprocess.run([sys.executable, "-m", "layers", *command], cwd=REPOSITORY, check=True)
        yield package


def measure(target: Target, browser: Browser, runs: int, survey: Path | None) -> Figures:
    """All figures of one target: start and weight on its own data, the rest on `survey`."""
    figures = Figures()
    with _noting(figures, "cold start"):
        figures.cold_start_s = cold_start_s(target.command, target.env, target.path, runs=5)
    with _noting(figures, "page weight"), serving(target.command, target.env) as server:
        figures.weight = page_weight(browser, server.url + target.path)
    env = target.env | ({"ATLAS_DATA": str(survey)} if survey else {})
    with _noting(figures, "server"), serving(target.command, env) as server:
        with _noting(figures, "page weight of the survey"):
            figures.survey_weight = page_weight(browser, server.url + target.path)
        with _noting(figures, "metal switch"):
            figures.metal = _touch(browser, server, target, target.analyte, (MAP,), runs)
        with _noting(figures, "filter change"):
            figures.change = _touch(browser, server, target, target.filter, (MAP, CHARTS), runs)
        with _noting(figures, "callbacks"):
            updates = figures.change.updates if figures.change else []
            figures.callbacks_ms = callback_times_ms(server, updates, repeats=100)
        figures.resident_mb = resident_mb(server.process.pid)
    return figures


def _touch(
    browser: Browser,
    server: Server,
    target: Target,
    control: Control,
    marks: tuple[str, ...],
    runs: int,
) -> Waits:
    page: Page = browser.new_page(viewport={"width": 1366, "height": 768})
    try:
        page.add_init_script(path=RECORDER)
        page.goto(server.url + target.path)
        until(page, f"performance.getEntriesByName('{MAP}').length > 0", limit_ms=60_000)
        page.wait_for_load_state("networkidle")
        return waits(page, control, marks, runs)
    finally:
        page.close()


@contextmanager
def _noting(figures: Figures, what: str) -> Iterator[None]:
    try:
        yield
    except (Error, NotServingError, OSError, RuntimeError) as error:
        lines = str(error).strip().splitlines()
        figures.missing.append(f"{what}: {' ... '.join(dict.fromkeys((lines[0], lines[-1])))}")


Measure = tuple[str, str, float | None, Callable[[Figures], float | None]]


def _weight(
    choose: Callable[[Figures], PageWeight | None], read: Callable[[PageWeight], float]
) -> Callable[[Figures], float | None]:
    return lambda figures: read(weight) if (weight := choose(figures)) else None


def _of(
    choose: Callable[[Figures], Waits | None], share: float
) -> Callable[[Figures], float | None]:
    def read(figures: Figures) -> float | None:
        measured = choose(figures)
        return percentile(measured.times_ms, share) if measured else None

    return read


MEASURES: tuple[Measure, ...] = (
    ("cold start to the first 200", "s", 4, lambda f: f.cold_start_s),
    (
        "bytes before the map is usable",
        "kB",
        600,
        _weight(lambda f: f.weight, lambda weight: weight.all_bytes / 1000),
    ),
    (
        "JavaScript before the map is usable",
        "kB",
        420,
        _weight(lambda f: f.weight, lambda weight: weight.script_bytes / 1000),
    ),
    (
        "map usable after",
        "ms",
        None,
        _weight(lambda f: f.weight, lambda weight: weight.usable_ms),
    ),
    (
        "bytes before it is, with the survey",
        "kB",
        None,
        _weight(lambda f: f.survey_weight, lambda weight: weight.all_bytes / 1000),
    ),
    (
        "map usable after, with the survey",
        "ms",
        None,
        _weight(lambda f: f.survey_weight, lambda weight: weight.usable_ms),
    ),
    ("metal switch to repainted map, median", "ms", 100, _of(lambda f: f.metal, 0.5)),
    ("metal switch to repainted map, p95", "ms", None, _of(lambda f: f.metal, 0.95)),
    (
        "requests before the map is repainted, most",
        "",
        0,
        lambda f: max(f.metal.requests) if f.metal else None,
    ),
    ("filter change to map and charts, median", "ms", 300, _of(lambda f: f.change, 0.5)),
    ("filter change to map and charts, p95", "ms", None, _of(lambda f: f.change, 0.95)),
    (
        "requests before map and charts are, most",
        "",
        None,
        lambda f: max(f.change.requests) if f.change else None,
    ),
    (
        "server time of a data callback, median",
        "ms",
        None,
        lambda f: statistics.median(f.callbacks_ms) if f.callbacks_ms else None,
    ),
    (
        "server time of a data callback, p95",
        "ms",
        50,
        lambda f: percentile(f.callbacks_ms, 0.95) if f.callbacks_ms else None,
    ),
    ("resident memory after use", "MB", 350, lambda f: f.resident_mb),
)


def table(measured: dict[str, Figures]) -> str:
    """One row a measure, one column a target, the bar, and the first target against the last."""
    names = list(measured)
    heads = ["measure", "bar", *names, *([f"{names[0]} / {names[-1]}"] if len(names) > 1 else [])]
    lines = [_row(heads), _row(["---", *["---:"] * (len(heads) - 1)])]
    for title, unit, bar, read in MEASURES:
        values = [read(figures) for figures in measured.values()]
        cells = [title, "" if bar is None else f"≤ {bar:g} {unit}".strip()]
        cells += [_cell(value, unit) for value in values]
        if len(values) > 1:
            cells.append(_ratio(values[0], values[-1]))
        if bar is not None and values[0] is not None and values[0] > bar:
            cells[2] = f"**{cells[2]}**"
        lines.append(_row(cells))
    return "\n".join(lines)


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _cell(value: float | None, unit: str) -> str:
    if value is None:
        return "not measured"
    digits = 2 if unit == "s" else 1 if value < 100 and unit else 0
    return f"{value:.{digits}f} {unit}".strip()


def _ratio(value: float | None, reference: float | None) -> str:
    return "" if value is None or not reference else f"{value / reference:.2f}"


def machine() -> str:
    """The processor, cores, memory, and versions that the figures hold for."""
    processor = next(
        (
            line.split(":", 1)[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{processor}, {os.cpu_count()} cores, {memory:.0f} GiB, Python {platform.python_version()}"
    )


def report(measured: dict[str, Figures], browser_version: str, samples: int, load: float) -> str:
    """The table with the machine and date over it and, under it, what could not be measured."""
    parts = [
        f"Measured on {datetime.date.today():%Y-%m-%d}: {machine()}, headless Chromium "
        f"{browser_version} without a graphics card, load average {load:.1f} before the run. "
        f"Start, bytes and JavaScript with the embedded data, the rest with {samples:,} samples; "
        "the bare page has 5,000 points throughout. A value over its bar is bold.",
        table(measured),
    ]
    for name, figures in measured.items():
        if figures.weight:
            parts.append(
                f"{name}: {figures.weight.requests} responses before the map is usable "
                f"({', '.join(figures.weight.encodings)}); the heaviest:\n\n"
                + "\n".join(
                    f"- {size / 1000:.1f} kB {url.split('/', 3)[-1] or 'the page'}"
                    for url, size in figures.weight.heaviest
                )
            )
        parts += [f"{name}, not measured: {reason}" for reason in figures.missing]
    return "\n\n".join(parts)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench_app", description=__doc__)
    parser.add_argument("--only", choices=["atlas", "bare"], help="measure one of the two pages")
    parser.add_argument("--runs", type=int, default=15, help="choices made with each control")
    parser.add_argument("--samples", type=int, default=5000, help="samples of the simulated survey")
    parser.add_argument("--data", type=Path, help="serve this package instead of simulating one")
    parser.add_argument("--gunicorn", action="store_true", help="serve the atlas by gunicorn")
    parser.add_argument("--analyte-control", default=ATLAS.analyte.selector, metavar="CSS")
    parser.add_argument("--filter-control", default=ATLAS.filter.selector, metavar="CSS")
    parser.add_argument("--filter-choices", default=",".join(ATLAS.filter.choices), metavar="A,B")
    return parser.parse_args()


def chosen_atlas(options: argparse.Namespace) -> Target:
    choices = tuple(options.filter_choices.split(","))
    return replace(
        ATLAS,
        command=GUNICORN if options.gunicorn else APP,
        analyte=replace(ATLAS.analyte, selector=options.analyte_control),
        filter=Control(options.filter_control, choices),
    )


def main() -> int:
    options = arguments()
    load = os.getloadavg()[0]
    measured: dict[str, Figures] = {}
    with sync_playwright() as playwright, launched(playwright) as browser:
        if options.only != "bare":
            atlas = chosen_atlas(options)
            if options.data:
                measured["atlas"] = measure(atlas, browser, options.runs, options.data.resolve())
            else:
                with simulated_package(options.samples) as survey:
                    measured["atlas"] = measure(atlas, browser, options.runs, survey)
        if options.only != "atlas":
            measured["bare page"] = measure(BARE, browser, options.runs, None)
        print(report(measured, browser.version, options.samples, load))
    return 1 if any(figures.missing for figures in measured.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
