"""The key of a store, without which hidden sample ids cannot be found by trying them all."""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from layers.errors import AtlasError
from layers.intake.ledger import entries

_BYTES = 32


@dataclass(frozen=True)
class Secret:
    """A key and the file that holds it, or will hold it.

    Attributes
    ----------
    path : Path
        Beside the folder of the store, never inside it: the folder is what is published.
    key : bytes
        32 random bytes.
    """

    path: Path
    key: bytes

    @classmethod
    def of(cls, store: Path) -> Secret:
        """Return the key of a store; one that is not kept yet where there is none.

        Raises
        ------
        AtlasError
            When the file holds no key, or cannot be read.
        """
        whole = store.resolve()
        path = whole.parent / f"{whole.name}.key"
        if not path.exists():
            return cls(path, secrets.token_bytes(_BYTES))
        try:
            key = path.read_bytes()
        except OSError as error:
            raise AtlasError(f"{path}: the key cannot be read: {error.strerror}") from None
        if len(key) != _BYTES:
            raise AtlasError(f"{path}: found {len(key):,} bytes, expected a key of {_BYTES}")
        return cls(path, key)

    @property
    def mark(self) -> str:
        """What the key is recognised by; it does not lead to the key."""
        return hashlib.blake2b(b"mark", digest_size=8, key=self.key).hexdigest()

    def fingerprint(self, data: bytes) -> str:
        """Return what a hidden file is recognised by; only with the key can it be tried."""
        return hashlib.blake2b(data, digest_size=16, key=self.key).hexdigest()

    def keep(self) -> None:
        """Write the key, whole or not at all, readable for nobody else.

        Raises
        ------
        AtlasError
            When another import has made one in the meantime, or it cannot be written there.
        """
        if self.path.exists() and self.path.read_bytes() == self.key:
            return
        try:
            self._write()
        except FileExistsError:
            raise AtlasError(f"{self.path}: another import has just made it; try again") from None
        except OSError as error:
            raise AtlasError(
                f"{self.path}: the key of hidden ids cannot be kept there: {error.strerror}"
            ) from None

    def _write(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=".key-")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(self.key)
                stream.flush()
                os.fsync(stream.fileno())
            os.link(name, self.path)
        finally:
            Path(name).unlink()


def refuse_other_key(folder: Path, sources: Collection[str], secret: Secret) -> None:
    """Refuse to hide samples of a source by another key than those that the package has of it.

    None would be recognised: all would stand there twice.

    Raises
    ------
    AtlasError
        Says which import hid them, and which file is missing.
    """
    for entry in entries(folder):
        hidden = entry.precision != "exact" and entry.is_of(sources)
        if hidden and entry.key != secret.mark:
            found = "does not hold" if secret.path.exists() else "held and which is missing"
            raise AtlasError(
                f"--positions: import {entry.number} hid ids of source {entry.source_id} "
                f"with a key that {secret.path} {found}; put that file back, or import what is no "
                "part of it under a --source of its own"
            )
