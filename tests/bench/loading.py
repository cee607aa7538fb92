"""Time to the first answer, and what a browser fetches before the map is usable."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser

from tests.browser.chromium import until
from tests.serving import serving

MARK = "map-usable"
LIMIT_MS = 60_000


def cold_start_s(command: Sequence[str], env: dict[str, str], path: str, runs: int) -> float:
    """Median seconds from starting the process to the first 200 on `path` (file cache warm)."""
    times = []
    for _ in range(runs):
        with serving(command, env, ready=path, poll_s=0.01) as server:
            times.append(server.answered - server.started)
    return statistics.median(times)


@dataclass
class Transfer:
    """One response as it crossed the wire."""

    url: str
    kind: str
    encoding: str = ""
    chunks: list[tuple[float, int]] = field(default_factory=list)
    finished: tuple[float, int] | None = None

    def bytes_until(self, instant: float) -> int:
        """Encoded bytes, headers included, that had arrived at this instant."""
        if self.finished and self.finished[0] <= instant:
            return self.finished[1]
        return sum(size for at, size in self.chunks if at <= instant)


@dataclass
class NetworkLog:
    """Chromium's own record of a page's transfers, on one clock."""

    transfers: dict[str, Transfer] = field(default_factory=dict)
    monotonic_to_wall: float | None = None

    def sent(self, event: dict[str, Any]) -> None:
        if self.monotonic_to_wall is None:
            self.monotonic_to_wall = event["wallTime"] - event["timestamp"]
        self.transfers[event["requestId"]] = Transfer(event["request"]["url"], event["type"])

    def answered(self, event: dict[str, Any]) -> None:
        if transfer := self.transfers.get(event["requestId"]):
            headers = {name.lower(): value for name, value in event["response"]["headers"].items()}
            transfer.encoding = headers.get("content-encoding", "identity")

    def arrived(self, event: dict[str, Any]) -> None:
        if transfer := self.transfers.get(event["requestId"]):
            transfer.chunks.append((event["timestamp"], event["encodedDataLength"]))

    def finished(self, event: dict[str, Any]) -> None:
        if transfer := self.transfers.get(event["requestId"]):
            transfer.finished = (event["timestamp"], int(event["encodedDataLength"]))


@dataclass(frozen=True)
class PageWeight:
    """What was fetched before the map could be used."""

    usable_ms: float
    all_bytes: int
    script_bytes: int
    requests: int
    encodings: tuple[str, ...]
    heaviest: tuple[tuple[str, int], ...]


def page_weight(browser: Browser, url: str) -> PageWeight:
    """Load a page on an empty cache until its mark ``map-usable``; count encoded bytes to there."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    try:
        page = context.new_page()
        log = NetworkLog()
        session = context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", log.sent)
        session.on("Network.responseReceived", log.answered)
        session.on("Network.dataReceived", log.arrived)
        session.on("Network.loadingFinished", log.finished)
        session.send("Network.enable")
        page.goto(url, wait_until="commit")
        until(page, f"performance.getEntriesByName('{MARK}').length > 0", limit_ms=LIMIT_MS)
        at = page.evaluate(f"performance.getEntriesByName('{MARK}')[0].startTime")
        origin = page.evaluate("performance.timeOrigin")
        page.wait_for_load_state("networkidle", timeout=LIMIT_MS)
        return _weigh(log, at, (origin + at) / 1000)
    finally:
        context.close()


def _weigh(log: NetworkLog, usable_ms: float, usable_wall: float) -> PageWeight:
    instant = usable_wall - (log.monotonic_to_wall or 0.0)
    weights = [(each, each.bytes_until(instant)) for each in log.transfers.values()]
    weights = [(each, size) for each, size in weights if size]
    weights.sort(key=lambda pair: -pair[1])
    return PageWeight(
        usable_ms=usable_ms,
        all_bytes=sum(size for _, size in weights),
        script_bytes=sum(size for each, size in weights if each.kind == "Script"),
        requests=len(weights),
        encodings=tuple(sorted({each.encoding for each, _ in weights if each.encoding})),
        heaviest=tuple((each.url.split("?")[0], size) for each, size in weights[:12]),
    )
