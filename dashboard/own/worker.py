"""Reads one file in a process of its own: `python -m dashboard.own.worker`.

Standard input is one line of JSON, what is asked, and then the file; standard output is lines of
JSON: ``{"stage": ...}`` as each stage begins, then ``{"seen": ...}``, or ``{"bytes": n}``
followed by so many bytes. Nothing is written to disk.
"""

import gc
import io
import json
import sys
from pathlib import Path
from typing import Any, BinaryIO

from dashboard.own.rows import judged_values, own_columns, packed
from dashboard.own.seen import refused, seen
from dashboard.own.sound import sound_table
from dashboard.own.upload import Upload, mapping_of
from layers.assess import Limits, load_limits
from layers.intake import IntakeError, Words, read_intake
from layers.intake.checks import Usual
from layers.intake.guard import WEB
from layers.intake.mapping import Mapping
from layers.intake.mapping_fault import MappingError, MappingFault
from layers.intake.marked import marked_copy
from layers.intake.phrases import as_json, from_json

MEMORY = 590_000_000
"""Bytes of address space that a file may make the process take.

500 MB of memory, and 90 MB of programs that are mapped and not all in it: 100,000 values take
at most 490 MB of address space and 390 MB of memory, whatever the form of their file.
"""

SECONDS = 60


def main() -> None:
    """Read what is asked, answer, and end."""
    _bound()
    gc.disable()  # millions of cells and no cycles among them: looking for some took a third
    out = sys.stdout.buffer
    asked = json.loads(sys.stdin.buffer.readline())
    upload = Upload.of_facts(asked["upload"], sys.stdin.buffer.read())
    words = Words.load(Path(asked["registry"]))
    try:
        mapping = mapping_of(upload, words)
    except MappingError as error:
        _say(out, {"mapping_faults": [_fault(one) for one in error.faults]})
        return
    answer(upload, mapping, words, _usual(asked["usual"]), out)


def answer(
    upload: Upload,
    mapping: Mapping,
    words: Words,
    usual: dict[tuple[str, str], Usual],
    out: BinaryIO,
) -> None:
    """Read and judge the file, telling each stage."""
    try:
        intake = read_intake(
            upload.data, upload.name, words, mapping=mapping, limits=WEB, usual=usual,
            tell=lambda stage: _say(out, {"stage": stage}),
        )  # fmt: skip
    except IntakeError as error:
        _say(out, {"seen": refused(error, mapping, words)})
        return
    if upload.wanted == "marked":
        from dashboard.own.wording import wording  # the catalogues take their time

        _give(out, marked_copy(intake, wording(words, upload.language)))
        return
    _say(out, {"stage": "judging"})
    limits: Limits = load_limits(registry=words.registry)
    frame = judged_values(intake, limits)
    if upload.wanted == "sound":
        _give(out, sound_table(frame))
        return
    own = packed(own_columns(frame, upload.name)) if len(frame) else ""
    _say(out, {"seen": seen(intake, frame, words), "own": own})


def _fault(fault: MappingFault) -> dict[str, Any]:
    said = {"found": as_json(fault.found), "expected": as_json(fault.expected)}
    return vars(fault) | said


def _usual(rows: list[list[Any]]) -> dict[tuple[str, str], Usual]:
    return {
        (group, analyte): Usual(low, high, unit, from_json(words))
        for group, analyte, low, high, unit, words in rows
    }


def _say(out: BinaryIO, message: dict[str, Any]) -> None:
    out.write(json.dumps(message, ensure_ascii=False, allow_nan=False).encode() + b"\n")
    out.flush()


def _give(out: BinaryIO, data: bytes) -> None:
    _say(out, {"bytes": len(data)})
    out.write(io.BytesIO(data).getbuffer())
    out.flush()


def _bound() -> None:
    """Bound memory and time, where the system can: a file must not take the machine."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))


if __name__ == "__main__":
    main()
