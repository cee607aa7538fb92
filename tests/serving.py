"""Start the real application as its own process on a free loopback port, and end it again."""

import http.client
import json
import math
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
APP = (sys.executable, "app.py")
GUNICORN = (sys.executable, "-m", "gunicorn", "--bind", "127.0.0.1:{port}", "app:server")
START_LIMIT_S = 60.0
STOP_LIMIT_S = 10.0


class NotServingError(RuntimeError):
    """The application ended, or did not answer in time; the message carries its log."""


@dataclass(frozen=True)
class Server:
    """A running application."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path
    started: float
    """``time.perf_counter`` just before the process was started."""
    answered: float = math.nan
    """The same clock at the first 200."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, timeout: float = 30.0) -> tuple[int, bytes]:
        """Status and body of a GET, asked on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def health(self) -> dict[str, object]:
        """What ``/healthz`` says."""
        return dict(json.loads(self.get("/healthz")[1]))

    def log_text(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(
    command: Sequence[str] = APP,
    env: Mapping[str, str] | None = None,
    ready: str = "/healthz",
    poll_s: float = 0.05,
) -> Iterator[Server]:
    """Serve until the block ends; only the process started here is ended.

    ``{port}`` in the command stands for the port chosen. `ready` is the path that must answer 200
    first. `env` is laid over the environment, from which ``ATLAS_*`` is removed so that the
    developer's own settings do not leak into a test.
    """
    port = free_port()
    settings = {key: value for key, value in os.environ.items() if not key.startswith("ATLAS_")}
    settings |= {"HOST": "127.0.0.1", "PORT": str(port), "PYTHONUNBUFFERED": "1"} | dict(env or {})
    with tempfile.TemporaryDirectory(prefix="atlas-server-") as folder:
        log = Path(folder) / "server.log"
        with log.open("wb") as sink:
            started = time.perf_counter()
            process = subprocess.Popen(
                [part.replace("{port}", str(port)) for part in command],
                cwd=REPOSITORY,
                env=settings,
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=subprocess.STDOUT,
            )
        server = Server(port, process, log, started)
        try:
            _wait_until_ready(server, ready, poll_s)
            yield replace(server, answered=time.perf_counter())
        finally:
            _end(process)


def _wait_until_ready(server: Server, path: str, poll_s: float) -> None:
    while time.perf_counter() - server.started < START_LIMIT_S:
        if server.process.poll() is not None:
            raise NotServingError(
                f"{_command(server)} ended with status {server.process.returncode}:\n"
                f"{server.log_text()[-4000:]}"
            )
        try:
            if server.get(path, timeout=5.0)[0] == http.client.OK:
                return
        except OSError:
            pass
        time.sleep(poll_s)
    raise NotServingError(
        f"{_command(server)} did not answer {path} with 200 within {START_LIMIT_S:.0f} s:\n"
        f"{server.log_text()[-4000:]}"
    )


def _command(server: Server) -> str:
    return " ".join(map(str, server.process.args))  # type: ignore[arg-type]


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(STOP_LIMIT_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(STOP_LIMIT_S)
