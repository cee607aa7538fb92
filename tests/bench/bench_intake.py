"""Measure the intake: 100,000 invented values read and checked; time and peak memory.

Run it alone: ``python -m tests.bench.bench_intake``. Every form is read in a process of its own.
"""

from __future__ import annotations

import csv
import io
import resource
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

METALS = ["Cu", "As", "Pb", "Cd", "Zn", "Ni", "Hg", "Cr", "Mn", "Co"]
VALUES = 100_000
FORMS = ("wide.csv", "long.csv", "wide.xlsx", "long.xlsx")


def rows_of(form: str) -> list[list[object]]:
    """Return an invented survey of 10,000 samples and ten metals, one value in ten censored."""
    draw = np.random.default_rng(5)
    samples = VALUES // len(METALS)
    lat, lon = draw.uniform(44, 45, samples).round(4), draw.uniform(21.5, 22.3, samples).round(4)
    amounts = draw.lognormal(3, 1, (samples, len(METALS)))
    low = draw.random(amounts.shape) < 0.1
    cells = [
        [f"<{x:.1f}" if less else round(x, 2) for x, less in zip(*pair, strict=True)]
        for pair in zip(amounts.tolist(), low.tolist(), strict=True)
    ]
    about = [
        [
            f"S{n}",
            f"P{n // 3}",
            f"Point {n // 3}",
            lat[n].item(),
            lon[n].item(),
            "2024-05-31",
            "soil",
        ]
        for n in range(samples)
    ]
    heads: list[object] = ["id", "site code", "site name", "lat", "lon", "date", "medium"]
    if form.startswith("wide"):
        return [[*heads, *(f"{m} [mg/kg]" for m in METALS)],
                *(a + c for a, c in zip(about, cells, strict=True))]  # fmt: skip
    return [[*heads, "analyte", "value", "unit"],
            *([*a, m, v, "mg/kg"] for a, c in zip(about, cells, strict=True)
              for m, v in zip(METALS, c, strict=True))]  # fmt: skip


def file_of(form: str) -> bytes:
    """Return the survey as a file."""
    rows = rows_of(form)
    if form.endswith(".csv"):
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        return text.getvalue().encode()
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("survey")
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def measure(path: Path) -> None:
    """Read and check a file; print seconds and megabytes."""
    from layers.intake import Words, read_intake
    from layers.intake.guard import WEB

    words = Words.load()
    words.role("id")
    data = path.read_bytes()
    started, busy = time.perf_counter(), time.process_time()
    intake = read_intake(data, path.name, words, limits=WEB)
    took, busy = time.perf_counter() - started, time.process_time() - busy
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cells = [path.name, f"{len(data) / 1e6:.1f} MB", f"{len(intake.sound):,}", f"{took:.2f} s",
             f"{busy:.2f} s", f"{memory:.0f} MB"]  # fmt: skip
    print(f"| {' | '.join(cells)} |", flush=True)


def main() -> None:
    """Measure every form."""
    if len(sys.argv) > 1:
        measure(Path(sys.argv[1]))
        return
    import tempfile

    heads = ["form", "size", "sound values", "time", "processor time", "peak memory"]
    print(f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for form in FORMS:
            path = Path(folder) / form
            path.write_bytes(file_of(form))
            subprocess.run(
                [sys.executable, "-m", "tests.bench.bench_intake", str(path)], check=True
            )


if __name__ == "__main__":
    main()
