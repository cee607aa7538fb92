"""Measure the intake: 100,000 invented values read, checked and shown; time and peak memory.

Run it alone: ``python -m tests.bench.bench_intake [--runs N]``. Files go the whole way: posted to
the real application until the answer is complete, and chosen in Chromium until they are on the
map. Each figure is the median of the runs, of the bar's own the slowest is told as well.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import http.client
import io
import json
import os
import statistics
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, sync_playwright

from tests.bench.server_side import family, resident_mb
from tests.browser.chromium import launched, until
from tests.serving import GUNICORN, Server, serving

METALS = ["Cu", "As", "Pb", "Cd", "Zn", "Ni", "Hg", "Cr", "Mn", "Co"]
VALUES = 100_000
FORMS = ("wide.csv", "long.csv", "wide.xlsx", "long.xlsx", "wide.geojson", "wide.gpkg")
HEADS = ("form", "size", "sound values", "first stage told", "answer complete",
         "of it processor time of the reader", "its peak memory", "its peak address space",
         "shown in Chromium", "slowest", "painted on the map")  # fmt: skip
OWN_PAINTED = """() => location.pathname === '/' && typeof atlas !== "undefined" && atlas.symbols
  && atlas.symbols.marks().some((mark) => mark.own)"""


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
    return _workbook(rows) if form.endswith(".xlsx") else _features(rows, form)


def _features(rows: list[list[object]], form: str) -> bytes:
    import geopandas as gpd
    import pandas as pd

    table = pd.DataFrame(rows[1:], columns=rows[0])
    places = gpd.points_from_xy(table.pop("lon"), table.pop("lat"))
    frame = gpd.GeoDataFrame(table.astype(str), geometry=places, crs=4326)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / form
        frame.to_file(path, driver="GPKG" if form.endswith(".gpkg") else "GeoJSON")
        return path.read_bytes()


def _workbook(rows: list[list[object]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("survey")
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@dataclass
class Figures:
    """What one file took, seconds from the first byte sent; megabytes are 10^6 bytes."""

    form: str
    size_mb: float
    values: int
    first_stage_s: float
    answer_s: float
    worker_busy_s: float
    worker_mb: float
    worker_space_mb: float
    shown_s: float
    on_the_map_s: float


def row_of(runs: list[Figures]) -> str:
    """Return a line of the table, medians over the runs."""

    def middle(name: str) -> float:
        return statistics.median(getattr(one, name) for one in runs)

    cells = [
        runs[0].form, f"{runs[0].size_mb:.1f} MB", f"{runs[0].values:,}",
        *(f"{middle(name):.2f} s" for name in ("first_stage_s", "answer_s", "worker_busy_s")),
        *(f"{middle(name):.0f} MB" for name in ("worker_mb", "worker_space_mb")),
        f"{middle('shown_s'):.2f} s", f"{max(one.shown_s for one in runs):.2f} s",
        f"{middle('on_the_map_s'):.2f} s",
    ]  # fmt: skip
    return f"| {' | '.join(cells)} |"


class Watch(threading.Thread):
    """Follows the reading process of a server: its peaks of memory, and its processor time."""

    def __init__(self, server: Server) -> None:
        super().__init__(daemon=True)
        self._server = server.process.pid
        self._over = threading.Event()
        self.peaks = {"VmHWM": 0, "VmPeak": 0}
        self.busy_s = 0.0

    def run(self) -> None:
        while not self._over.wait(0.01):
            for pid in family(self._server):
                with contextlib.suppress(OSError):
                    if b"dashboard.own.worker" in Path(f"/proc/{pid}/cmdline").read_bytes():
                        self._look(pid)

    def _look(self, pid: int) -> None:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            name, _, size = line.partition(":")
            if name in self.peaks:
                self.peaks[name] = max(self.peaks[name], int(size.split()[0]))
        times = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
        self.busy_s = max(self.busy_s, sum(map(int, times)) / os.sysconf("SC_CLK_TCK"))

    def end(self) -> None:
        self._over.set()
        self.join()

    def megabytes(self, name: str) -> float:
        return self.peaks[name] * 1024 / 1e6


def form_of(name: str, data: bytes) -> bytes:
    """Return a form with a file as a browser sends it, its boundary x."""
    head = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    return head.encode() + data + b"\r\n--x--\r\n"


def answered(server: Server, name: str, data: bytes) -> tuple[float, float, int]:
    """Post a file as the page does; seconds to the first stage and the whole answer, values."""
    body = form_of(name, data)
    kind = {"Content-Type": "multipart/form-data; boundary=x", "Accept": "application/x-ndjson"}
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
    started = time.perf_counter()
    connection.request("POST", "/intake?lang=en", body, kind)
    response = connection.getresponse()
    response.readline()
    first = time.perf_counter() - started
    answer = json.loads(response.read().splitlines()[-1])
    took = time.perf_counter() - started
    connection.close()
    if not answer.get("own"):
        raise RuntimeError(f"{name} was not read: {str(answer)[:300]}")
    return first, took, int(answer["values"])


def shown(server: Server, browser: Browser, path: Path) -> tuple[float, float]:
    """Choose a file on the page; seconds until its result stands there, and its map is painted.

    The second starts with the click on the way to the map.
    """
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.goto(f"{server.url}/contribute?lang=en")
    started = time.perf_counter()
    page.set_input_files("#contribute-file", path)
    page.locator("#contribute-verdicts").wait_for(timeout=120_000)
    result = time.perf_counter() - started
    started = time.perf_counter()
    page.get_by_role("link", name="See it on the map").click()
    page.wait_for_url(f"{server.url}/?**")
    until(page, OWN_PAINTED, limit_ms=120_000)
    painted = time.perf_counter() - started
    page.close()
    return result, painted


def measure(server: Server, browser: Browser, path: Path) -> Figures:
    """Measure one file: posted alone, then chosen on the page."""
    data = path.read_bytes()
    watch = Watch(server)
    watch.start()
    first, took, values = answered(server, path.name, data)
    watch.end()
    result, painted = shown(server, browser, path)
    return Figures(
        path.name, len(data) / 1e6, values, first, took, watch.busy_s, watch.megabytes("VmHWM"),
        watch.megabytes("VmPeak"), result, painted,
    )  # fmt: skip


def main() -> None:
    """Measure every form, on one server."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    print(f"load average before: {os.getloadavg()[0]:.1f}\n")
    print(f"| {' | '.join(HEADS)} |\n|{'---|' * len(HEADS)}", flush=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(GUNICORN) as server,
        sync_playwright() as playwright,
        launched(playwright) as browser,
    ):
        for form in FORMS:
            path = Path(folder) / form
            path.write_bytes(file_of(form))
            figures = [measure(server, browser, path) for _run in range(runs)]
            print(row_of(figures), flush=True)
        print(f"\nserver after: {resident_mb(server.process.pid):.0f} MB")


if __name__ == "__main__":
    main()
