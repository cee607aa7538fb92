"""What a change of the page costs the server: time of a callback, memory after use."""

import http.client
import re
import time
from collections.abc import Iterable
from pathlib import Path

from tests.bench.interaction import Asked
from tests.serving import Server

DURATION = re.compile(r"(?:^|,)\s*[\w-]+\s*(?:;[^,]*)?;\s*dur=([\d.]+)")


def callback_times_ms(server: Server, updates: Iterable[Asked], repeats: int) -> list[float]:
    """Ask recorded requests for data again, `repeats` times each, over one connection.

    A response's ``Server-Timing`` (the sum of its durations) is taken where the server sends one,
    otherwise the time from sending the request to having read the answer.
    """
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    times = []
    try:
        for asked in sorted(set(updates), key=str):
            times += [_ask(connection, asked) for _ in range(repeats)]
    finally:
        connection.close()
    return times


def _ask(connection: http.client.HTTPConnection, asked: Asked) -> float:
    headers = {"Content-Type": "application/json", "Accept-Encoding": "br, gzip"}
    started = time.perf_counter()
    if asked.body is None:
        connection.request("GET", asked.path, headers=headers)
    else:
        connection.request("POST", asked.path, asked.body.encode(), headers)
    response = connection.getresponse()
    response.read()
    elapsed = (time.perf_counter() - started) * 1000
    if response.status not in (http.client.OK, http.client.NO_CONTENT):
        raise RuntimeError(f"a recorded request was answered with {response.status}")
    durations = DURATION.findall(response.getheader("Server-Timing", ""))
    return sum(map(float, durations)) if durations else elapsed


def resident_mb(pid: int) -> float:
    """Resident memory (VmRSS) of a process and its descendants in MB (10^6 bytes).

    Pages that several of them share are counted in each: never too little.
    """
    return sum(map(_rss_kib, family(pid))) * 1024 / 1e6


def family(pid: int) -> list[int]:
    """Return a process and its descendants."""
    children = [child for task in Path(f"/proc/{pid}/task").iterdir() for child in _children(task)]
    return [pid, *(member for child in children for member in family(child))]


def _children(task: Path) -> list[int]:
    try:
        return [int(child) for child in (task / "children").read_text().split()]
    except FileNotFoundError:
        return []  # the thread ended since it was listed


def _rss_kib(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    return 0
