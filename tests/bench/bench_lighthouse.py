"""Audit the running atlas with Lighthouse beside a bare Dash + dash-leaflet page; print a table.

``make bench`` runs it; ``python -m tests.bench.bench_lighthouse --help`` lists what can be chosen.
Every page is audited as on a phone (Lighthouse's simulated slow 4G, processor slowed four times)
and as on a desktop, all pages in turn, so that a busy moment of the machine falls on each alike.
"""

import argparse
import datetime
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.bench.bench_app import ATLAS, BARE, machine
from tests.browser.chromium import ChromiumMissingError, chromium_program
from tests.serving import GUNICORN, serving

FOLDER = Path(__file__).parent / "lighthouse"
PROGRAM = FOLDER / "node_modules" / ".bin" / "lighthouse"
CHROMIUM = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
)
FORMS = ("mobile", "desktop")
PATHS = ("/", "/place", "/place?at=44.08,22.10")
AUDIT_LIMIT_S = 180


class UnavailableError(RuntimeError):
    """What an audit needs is not on this machine; the message says what."""


@dataclass(frozen=True)
class Audit:
    """What one run of Lighthouse found; scores from 0 to 100, times in seconds."""

    scores: dict[str, float]
    times: dict[str, float]
    version: str

    @classmethod
    def of(cls, report: dict[str, Any]) -> "Audit":
        """Read the scores and times of a report.

        Raises
        ------
        RuntimeError
            If the page could not be audited.
        """
        if fault := report.get("runtimeError"):
            raise RuntimeError(f"{fault['code']}: {fault['message']}")
        scores = {name: part["score"] for name, part in report["categories"].items()}
        if None in scores.values():
            raise RuntimeError(f"without a score: {scores}")
        return cls(
            {name: 100 * score for name, score in scores.items()},
            {name: report["audits"][name]["numericValue"] / 1000 for name in TIMES},
            report["lighthouseVersion"],
        )


TIMES = ("largest-contentful-paint", "first-contentful-paint", "total-blocking-time")


def _score(name: str) -> Callable[[Audit], float]:
    return lambda audit: audit.scores[name]


def _time(name: str) -> Callable[[Audit], float]:
    return lambda audit: audit.times[name]


@dataclass(frozen=True)
class Measure:
    """A column: what is read of an audit, and its bar by form; a time's bar is a most."""

    title: str
    read: Callable[[Audit], float]
    bars: dict[str, float] = field(default_factory=dict)
    unit: str = ""

    def met(self, value: float, form: str) -> bool:
        bar = self.bars.get(form)
        return bar is None or (value <= bar if self.unit else round(value) >= bar)

    def cell(self, value: float) -> str:
        return f"{value:.2f} {self.unit}" if self.unit else f"{value:.0f}"


MEASURES = (
    Measure("accessibility", _score("accessibility"), {"mobile": 100, "desktop": 100}),
    Measure("best practices", _score("best-practices"), {"mobile": 95, "desktop": 95}),
    Measure("performance", _score("performance"), {"mobile": 80, "desktop": 97}),
    Measure("LCP", _time("largest-contentful-paint"), {"mobile": 2.5}, "s"),
    Measure("FCP", _time("first-contentful-paint"), unit="s"),
    Measure("blocked", _time("total-blocking-time"), unit="s"),
)


@dataclass
class Subject:
    """A page in a form, and its audits."""

    name: str
    url: str
    form: str
    barred: bool
    audits: list[Audit] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def installed() -> Path:
    """Return Lighthouse's program; npm installs the pinned one first where it is not there.

    Raises
    ------
    UnavailableError
        If node, npm or Chromium is missing, or npm cannot install.
    """
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            raise UnavailableError(f"{program} is missing; install Node.js 20 (nodejs and npm).")
    try:
        chromium_program()
    except ChromiumMissingError as error:
        raise UnavailableError(str(error)) from None
    if not PROGRAM.exists():
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        done = subprocess.run(command, check=False, cwd=FOLDER, capture_output=True, text=True)
        if done.returncode:
            raise UnavailableError(f"npm cannot install Lighthouse:\n{done.stderr[-2000:]}")
    return PROGRAM


def audit(program: Path, subject: Subject) -> Audit:
    """Audit a page once, in a browser with a new profile.

    Raises
    ------
    RuntimeError
        If Lighthouse ends without a report, or could not load the page.
    """
    with tempfile.TemporaryDirectory(prefix="atlas-lighthouse-") as folder:
        output = Path(folder) / "report.json"
        flags = " ".join((*CHROMIUM, f"--user-data-dir={folder}/profile"))
        command = [
            *(str(program), subject.url, "--quiet", "--output=json", f"--output-path={output}"),
            *("--no-enable-error-reporting", "--throttling-method=simulate"),
            "--only-categories=performance,accessibility,best-practices",
            f"--chrome-flags={flags}",
            *(["--preset=desktop"] if subject.form == "desktop" else []),
        ]
        env = os.environ | {"CHROME_PATH": chromium_program()}
        try:
            done = subprocess.run(
                command,
                check=False,
                cwd=FOLDER,
                env=env,
                capture_output=True,
                timeout=AUDIT_LIMIT_S,
            )
        except subprocess.TimeoutExpired:
            raise RuntimeError(f"no report within {AUDIT_LIMIT_S} s") from None
        if done.returncode or not output.exists():
            raise RuntimeError(
                done.stderr.decode("utf-8", "replace").strip()[-500:] or f"status {done.returncode}"
            )
        return Audit.of(json.loads(output.read_text(encoding="utf-8")))


def audit_all(program: Path, subjects: Sequence[Subject], runs: int) -> None:
    """Audit every page `runs` times, in turn; what goes wrong is kept beside the figures."""
    for _ in range(runs):
        for subject in subjects:
            try:
                subject.audits.append(audit(program, subject))
            except RuntimeError as error:
                subject.faults.append(str(error))


def subjects_of(atlas: str, bare: str, paths: Sequence[str], forms: Sequence[str]) -> list[Subject]:
    """Return the atlas's pages, each form with the bare page after them."""
    return [
        subject
        for form in forms
        for subject in (
            *(Subject(path, atlas + path, form, barred=True) for path in paths),
            Subject("bare page", bare + "/", form, barred=False),
        )
    ]


def table(subjects: Sequence[Subject]) -> str:
    """One row a page and form, medians of its audits; a figure that misses its bar is bold."""
    heads = ["page", "as on", *(measure.title for measure in MEASURES), "every bar met"]
    lines = [heads, ["---", "---", *["---:"] * (len(heads) - 2)], *_bars(subjects)]
    lines += [_figures(subject) for subject in subjects]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _bars(subjects: Sequence[Subject]) -> list[list[str]]:
    return [
        [
            "bar",
            form,
            *(
                f"{'≤' if measure.unit else '≥'} {measure.bars[form]:g} {measure.unit}".strip()
                if form in measure.bars
                else ""
                for measure in MEASURES
            ),
            "",
        ]
        for form in dict.fromkeys(subject.form for subject in subjects)
    ]


def _figures(subject: Subject) -> list[str]:
    if not subject.audits:
        return [subject.name, subject.form, *["not measured"] * len(MEASURES), ""]
    medians = [statistics.median(map(measure.read, subject.audits)) for measure in MEASURES]
    met = [
        measure.met(value, subject.form) or not subject.barred
        for measure, value in zip(MEASURES, medians, strict=True)
    ]
    cells = [measure.cell(value) for measure, value in zip(MEASURES, medians, strict=True)]
    marked = [cell if good else f"**{cell}**" for cell, good in zip(cells, met, strict=True)]
    said = ("yes" if all(met) else "no") if subject.barred else ""
    return [subject.name, subject.form, *marked, said]


def report(subjects: Sequence[Subject], runs: int, load: Sequence[float]) -> str:
    """The table with the machine and date over it and, under it, what could not be audited."""
    version = next((audit.version for one in subjects for audit in one.audits), "none")
    parts = [
        f"Audited on {datetime.date.today():%Y-%m-%d} by Lighthouse {version}: {machine()}, "
        f"medians of {runs}, load average {load[0]:.1f} before and {load[1]:.1f} after. "
        "A figure that misses its bar is bold.",
        table(subjects),
    ]
    parts += [f"{one.name}, {one.form}: {fault}" for one in subjects for fault in one.faults]
    return "\n\n".join(parts)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench_lighthouse", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="audits of every page")
    parser.add_argument("--form", choices=FORMS, help="only as on a phone, or on a desktop")
    parser.add_argument("--path", action="append", help="only this page; can be repeated")
    parser.add_argument("--gunicorn", action="store_true", help="serve the atlas by gunicorn")
    return parser.parse_args()


def main() -> int:
    options = arguments()
    try:
        program = installed()
    except UnavailableError as error:
        print(f"Lighthouse is left out: {error}")
        return 0
    forms = (options.form,) if options.form else FORMS
    load = [os.getloadavg()[0]]
    command = GUNICORN if options.gunicorn else ATLAS.command
    with serving(command) as atlas, serving(BARE.command) as bare:
        subjects = subjects_of(atlas.url, bare.url, options.path or PATHS, forms)
        audit_all(program, subjects, options.runs)
    load.append(os.getloadavg()[0])
    print(report(subjects, options.runs, load))
    return 1 if any(subject.faults for subject in subjects) else 0


if __name__ == "__main__":
    sys.exit(main())
