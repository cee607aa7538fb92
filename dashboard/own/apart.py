"""Reads files in processes of their own, few at a time, so that nobody else waits for them."""

import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dashboard.own.upload import Upload
from layers.intake.checks import Usual
from layers.intake.phrases import as_json

ROOT = Path(__file__).resolve().parents[2]
AT_ONCE = 2
PATIENCE_S = 10.0
"""How long a file waits for its turn."""

LONGEST_S = 90.0
RETRY_S = 15
BEAT_S = 0.5
"""How often a reader that still works is told of, so that one who has left is noticed."""

MEMORY_FOLDER = Path("/dev/shm")
"""A folder in memory: openpyxl needs a file while it writes."""

_turns = threading.BoundedSemaphore(AT_ONCE)

Message = dict[str, Any]


class BusyError(Exception):
    """Too many files are being read; try again after `RETRY_S` seconds."""


class FailedError(Exception):
    """The file could not be read: its process failed, or took too long."""


def read_apart(
    upload: Upload, registry: Path, usual: dict[tuple[str, str], Usual]
) -> Iterator[Message]:
    """Yield what the reading of a file says: see `dashboard.own.worker`; `{}` while it works.

    ``{"bytes": n}`` comes with the bytes under ``data``. Closing the iterator ends the process.
    The process and its turn end with its work: whoever takes the answer slowly keeps nobody
    waiting.

    Raises
    ------
    BusyError
        `AT_ONCE` others are read, and none of them ended soon.
    FailedError
        It ended without an answer.
    """
    if not _turns.acquire(timeout=PATIENCE_S):
        raise BusyError
    turn = _Turn()
    try:
        with _process() as process:
            _send(process, upload, registry, usual)
            yield from _messages(process, turn)
    finally:
        turn.end()


class _Turn:
    """One of the turns, which ends once: with its process, or with whoever asked for it."""

    def __init__(self) -> None:
        self._over = threading.Lock()

    def end(self) -> None:
        if self._over.acquire(blocking=False):
            _turns.release()


@contextmanager
def _process() -> Iterator[subprocess.Popen[bytes]]:
    """Start the reader; whatever happens, it ends with the block, and so does its folder."""
    memory = str(MEMORY_FOLDER) if MEMORY_FOLDER.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="atlas-", dir=memory) as folder:
        environment = {**os.environ, "TMPDIR": folder, "OPENBLAS_NUM_THREADS": "1"}
        process = subprocess.Popen(
            [sys.executable, "-m", "dashboard.own.worker"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            cwd=ROOT, env=environment,
        )  # fmt: skip
        clock = threading.Timer(LONGEST_S, process.kill)
        clock.daemon = True
        clock.start()
        try:
            yield process
        finally:
            clock.cancel()
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()


def _send(
    process: subprocess.Popen[bytes],
    upload: Upload,
    registry: Path,
    usual: dict[tuple[str, str], Usual],
) -> None:
    rows = [[*key, one.low, one.high, one.unit, as_json(one.words)] for key, one in usual.items()]
    asked = {"upload": upload.facts(), "registry": str(registry), "usual": rows}
    assert process.stdin is not None
    try:
        process.stdin.write(json.dumps(asked).encode() + b"\n")
        process.stdin.write(upload.data)
        process.stdin.close()
    except BrokenPipeError:
        raise FailedError from None


def _messages(process: subprocess.Popen[bytes], turn: _Turn) -> Iterator[Message]:
    said: queue.Queue[Message | None] = queue.Queue()
    threading.Thread(target=_listen, args=(process, turn, said), daemon=True).start()
    while True:
        try:
            message = said.get(timeout=BEAT_S)
        except queue.Empty:
            yield {}
            continue
        if message is None:
            raise FailedError
        yield message
        if "stage" not in message:
            return


def _listen(
    process: subprocess.Popen[bytes], turn: _Turn, said: "queue.Queue[Message | None]"
) -> None:
    """Pass on what the process says, last its answer; None when it ends without one.

    The process and its turn end before the answer is passed on.
    """
    answer = None
    out = process.stdout
    assert out is not None
    try:
        for line in out:
            message: Message = json.loads(line)
            if "stage" in message:
                said.put(message)
                continue
            if "bytes" in message:
                message["data"] = out.read(message["bytes"])
                if len(message["data"]) < message["bytes"]:
                    break
            answer = message
            break
    except (ValueError, OSError):
        pass
    process.kill()
    process.wait()
    turn.end()
    said.put(answer)
