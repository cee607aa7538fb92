"""Several files of a package replaced as if they were one: all of them, or none.

New contents are written beside the package, in ``.importing/``; the moment its journal has its
name they are the package's contents, whatever happens to the process. Readers look here first,
so that none ever sees half of it; the next writer moves what is left into place.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from layers.errors import AtlasError

STAGING = ".importing"
LOCK = ".import.lock"
_JOURNAL = "journal.json"
_MAKING = ".atlas-import-"
_PATIENCE_S = 120.0


def settled(folder: Path, name: str) -> Path:
    """Return where the present contents of a file of a package are.

    That is its place in the folder, or the staging folder while a finished change has not been
    moved yet.
    """
    staged = folder / STAGING / name
    if (folder / STAGING / _JOURNAL).exists() and staged.exists():
        return staged
    return folder / name


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the package for one writer; finish what a killed one has left.

    Raises
    ------
    AtlasError
        When another import holds it for longer than two minutes, or it cannot be written.
    """
    with _alone(folder / LOCK, folder):
        _recover(folder)
        yield


@contextmanager
def making(folder: Path) -> Iterator[Path]:
    """Give a place beside a folder that is to be made, to one at a time.

    What killed ones left there is cleared away.

    Raises
    ------
    AtlasError
        When another import works there for longer than two minutes, or it cannot be written.
    """
    beside = next(parent for parent in folder.parents if parent.is_dir())
    user = getattr(os, "getuid", int)()
    name = hashlib.blake2b(f"{user} {beside.resolve()}".encode(), digest_size=8).hexdigest()
    with _alone(Path(tempfile.gettempdir()) / f"atlas-{name}.lock", folder):
        for left in beside.glob(f"{_MAKING}*"):
            shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix=_MAKING, dir=beside) as made:
            yield Path(made)


@contextmanager
def _alone(lock: Path, folder: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout

    try:
        with FileLock(lock, timeout=_PATIENCE_S):
            yield
    except Timeout:
        raise AtlasError(f"{folder}: another import is at work; try again later") from None
    except OSError as error:
        raise AtlasError(f"{folder} cannot be written: {error.strerror or error}") from error


def refuse_links(folder: Path, names: Iterable[str]) -> None:
    """Refuse to change a file that is a link: the link would be replaced, not what it leads to.

    Raises
    ------
    AtlasError
        Names the file and what it leads to.
    """
    for name in names:
        path = folder / name
        if path.is_symlink():
            raise AtlasError(
                f"{path}: found a link to {path.readlink()}, expected the table itself; put the "
                "file into the package instead of the link"
            )


def seal(folder: Path, name: str) -> str:
    """Return what the present contents of a file are recognised by."""
    return hashlib.blake2b(settled(folder, name).read_bytes(), digest_size=16).hexdigest()


def replace_files(
    folder: Path, contents: Mapping[str, str], seals: Mapping[str, str] = MappingProxyType({})
) -> None:
    """Give files of a package new contents, all or none; call inside `writing`.

    Parameters
    ----------
    contents : mapping of str to str
        Text by path inside the package, in the order in which readers may meet them.
    seals : mapping of str to str
        What files were recognised by when they were read; see `seal`.

    Raises
    ------
    AtlasError
        When one of these was changed since, by a program that knows of no lock.
    """
    staging = folder / STAGING
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir()
    for name, text in contents.items():
        (staging / name).parent.mkdir(parents=True, exist_ok=True)
        _write(staging / name, text)
    _write(staging / "unfinished", json.dumps(list(contents)))
    for name, read in seals.items():
        if seal(folder, name) != read:
            shutil.rmtree(staging)
            raise AtlasError(
                f"{folder / name}: another program changed it in the meantime; nothing was "
                "changed here, try again"
            )
    (staging / "unfinished").rename(staging / _JOURNAL)
    _sync(staging)
    _recover(folder)


def _recover(folder: Path) -> None:
    """Move what a finished journal names into place; throw away what has none."""
    staging = folder / STAGING
    journal = staging / _JOURNAL
    if journal.exists():
        for name in json.loads(journal.read_text(encoding="utf-8")):
            staged = staging / name
            if staged.exists():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                staged.replace(folder / name)
        _sync(folder)
        journal.unlink()
    shutil.rmtree(staging, ignore_errors=True)


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())


def _sync(folder: Path) -> None:
    """Ask the disk to keep the names in a folder, where the system can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
