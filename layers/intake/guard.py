"""What a file really is, by its bytes, and whether it may be opened at all.

A name proves nothing: a PDF may be called ``.csv`` and 10 kB of zip may hold 10 GB. Nothing is
given to a reader before it has passed here.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from layers.intake.faults import Faults
from layers.intake.phrases import phrase

Kind = Literal["text", "sheet", "geojson", "gpkg", "parquet"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_FOREIGN = {
    b"%PDF": phrase("a PDF document"),
    b"\x89PNG": phrase("a picture"),
    b"\xff\xd8\xff": phrase("a picture"),
    b"GIF8": phrase("a picture"),
    b"{\\rtf": phrase("a text document (RTF)"),
    b"\x1f\x8b": phrase("a packed file (gzip)"),
    b"7z\xbc\xaf": phrase("a packed file (7z)"),
    b"Rar!": phrase("a packed file (rar)"),
    b"<html": phrase("a web page"),
    b"<!DOC": phrase("a web page"),
    b"<!doc": phrase("a web page"),
    b"<?xml": phrase("an XML document"),
}
_SCRIPTS = (0, 1, 2, 4, 0x20)
"""First bytes, in UTF-16, of Latin letters and their marks, Cyrillic letters and dashes."""
_MOSTLY = 0.9
_STEP = 1 << 20


@dataclass(frozen=True)
class Limits:
    """How much is read of one file.

    Attributes
    ----------
    bytes : int
        Size of the file.
    unpacked : int
        Size of what a spreadsheet, which is a zip, unpacks to.
    rows, columns : int
        Extent of a table.
    values : int
        Measured values in it.
    cells : int
        Cells of a sheet, empty ones included, up to its last row and column.
    """

    bytes: int = 50_000_000
    unpacked: int = 500_000_000
    rows: int = 1_048_576
    columns: int = 2_000
    values: int = 1_000_000
    cells: int = 30_000_000


COMMAND_LINE = Limits()
WEB = Limits(bytes=10_000_000, unpacked=200_000_000, rows=100_100, columns=500, values=100_000,
             cells=10_000_000)  # fmt: skip


def kind_of(data: bytes, name: str, limits: Limits, faults: Faults) -> Kind:
    """Return what a file is.

    Parameters
    ----------
    data : bytes
        The whole file.
    name : str
        Its name; only tells GeoJSON from other text.
    limits : Limits
        How much may be read.
    faults : Faults
        Gets the reason of a refusal.

    Raises
    ------
    IntakeError
        Empty, too large, protected by a password, packed too densely, or no table.
    """
    if not data.strip(b"\0 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise faults.refuse("empty_file", phrase("an empty file"))
    if len(data) > limits.bytes:
        found, most = f"{len(data) / 1e6:,.0f} MB", f"{limits.bytes / 1e6:,.0f} MB"
        raise faults.refuse("too_large", found, most=most)
    if data.startswith(b"PK\x03\x04"):
        return _packed(data, limits, faults)
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise faults.refuse("password", phrase("a file protected by a password"))
        return "sheet"
    if data.startswith(b"PAR1"):
        return "parquet"
    if data.startswith(b"SQLite format 3\0"):
        return "gpkg"
    return _text(data, name, faults)


def _text(data: bytes, name: str, faults: Faults) -> Kind:
    head = data.lstrip()[:5]
    for start, what in _FOREIGN.items():
        if head.startswith(start):
            raise faults.refuse("not_a_table", what)
    if b"\0" in data and not data.startswith(_BOMS) and not _wide_text(data):
        raise faults.refuse("not_a_table", phrase("bytes that are no text"))
    if head.startswith(b"{") or PurePath(name).suffix.lower() in (".geojson", ".json"):
        return "geojson"
    return "text"


def _wide_text(data: bytes) -> bool:
    """Tell UTF-16 without its mark: every second byte says the script, Latin or Cyrillic."""
    head = data[:4_000]
    halves = (head[0::2], head[1::2])
    most = max(sum(map(half.count, _SCRIPTS)) / max(len(half), 1) for half in halves)
    return most > _MOSTLY and b"\0\0\0" not in head


def _packed(data: bytes, limits: Limits, faults: Faults) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise faults.refuse(
            "damaged", phrase("a damaged spreadsheet ({error})", error=str(error))
        ) from None
    if any(entry.flag_bits & 1 for entry in entries):
        raise faults.refuse("password", phrase("a file protected by a password"))
    names = {entry.filename for entry in entries}
    if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
        raise faults.refuse("not_a_table", phrase("a packed file (zip)"))
    size = 0
    for entry in entries:
        size += _unpacked_size(data, entry, limits.unpacked - size)
        if size > limits.unpacked:
            found, most = phrase("more than that"), f"{limits.unpacked / 1e6:,.0f} MB"
            raise faults.refuse("zip_bomb", found, most=most)
    return "sheet"


def _unpacked_size(data: bytes, entry: zipfile.ZipInfo, most: int) -> int:
    """Return how much an entry really unpacks to, whatever it says of itself; stop above `most`."""
    at = entry.header_offset
    name, extra = struct.unpack_from("<HH", data, at + 26) if at + 30 <= len(data) else (0, 0)
    start = at + 30 + name + extra
    packed = memoryview(data)[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        return len(packed)
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        return most + 1
    unpacker, size, rest = zlib.decompressobj(-15), 0, bytes(packed)
    try:
        while rest and not unpacker.eof and size <= most:
            size += len(unpacker.decompress(rest, _STEP))
            rest = unpacker.unconsumed_tail
    except zlib.error:
        return size
    return size
