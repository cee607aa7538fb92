"""Put a finished package in place of an older one, whole or not at all."""

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from layers.errors import AtlasError


@contextmanager
def replaced_folder(target: Path, files: Iterable[str]) -> Iterator[Path]:
    """Give a new folder to write into, and put it in the place of `target` at the end.

    An error on the way leaves `target` as it was and nothing beside it. A killed process may
    leave its unfinished folder, named ``.<name>.partial-<process>``, which the next run removes;
    killed between the two renames of the end it leaves the old package as
    ``.<name>.previous``, which the next run puts back first.

    Parameters
    ----------
    target : Path
        Where the package shall be.
    files : iterable of str
        Names of the files of a simulated package.

    Raises
    ------
    AtlasError
        When `target` holds anything but a simulated package.
    """
    target = target.resolve()
    previous = target.with_name(f".{target.name}.previous")
    _restore(target, previous)
    check_replaceable(target, files)
    _remove_leftovers(target)
    partial = target.with_name(f".{target.name}.partial-{os.getpid()}")
    try:
        partial.mkdir(parents=True)
        yield partial
        _swap(partial, target, previous)
    except OSError as error:
        raise AtlasError(f"cannot write {target}: {error}") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def check_replaceable(target: Path, files: Iterable[str]) -> None:
    """Raise AtlasError unless `target` is absent, empty, or a simulated package and no more."""
    if not target.exists():
        return
    if not target.is_dir():
        raise AtlasError(f"{target} is a file; name a folder for the survey")
    found = {path.name for path in target.iterdir()}
    if not found:
        return
    if not _is_simulated(target):
        raise AtlasError(
            f"{target} is not a simulated package and will not be overwritten; name another folder"
        )
    if foreign := sorted(found - set(files)):
        raise AtlasError(
            f"{target} also holds {', '.join(foreign)}, which would be lost; move them away first"
        )


def _is_simulated(folder: Path) -> bool:
    try:
        descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(descriptor, dict) and descriptor.get("simulated") is True


def _swap(partial: Path, target: Path, previous: Path) -> None:
    if target.exists():
        target.rename(previous)
    partial.rename(target)
    shutil.rmtree(previous, ignore_errors=True)


def _restore(target: Path, previous: Path) -> None:
    if not previous.exists():
        return
    if target.exists():
        shutil.rmtree(previous)
    else:
        previous.rename(target)


def _remove_leftovers(target: Path) -> None:
    for leftover in target.parent.glob(f".{target.name}.partial-*"):
        process = leftover.name.rpartition("-")[2]
        if process.isdigit() and not _is_running(int(process)):
            shutil.rmtree(leftover, ignore_errors=True)


def _is_running(process: int) -> bool:
    with suppress(ProcessLookupError):
        try:
            os.kill(process, 0)
        except PermissionError:
            return True
        return True
    return False
