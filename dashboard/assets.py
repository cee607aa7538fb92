"""The app's own files as a browser asks for them: named by what is in them, several joined in one.

A name that changes with the content lets a browser keep the file for good. Styles and scripts of a
page come as one file each: a phone on a slow line pays for every request.
"""

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "assets"
JOINT = "+"
_CSS_URL = re.compile(r'url\("([\w./-]+)"\)')


def names_of(suffix: str) -> list[str]:
    """Return the files of this kind that pages with Dash need, in the order of their numbers.

    >>> names_of(".css")[0]
    '10-tokens.css'
    """
    return sorted(path.name for path in FOLDER.glob(f"*{suffix}"))


def address(name: str) -> str:
    """Return the address of one file, with a mark of its content.

    >>> address("favicon.svg").partition("=")[0]
    '/assets/favicon.svg?v'
    """
    return f"/assets/{name}?v={mark(name)}"


def mark(name: str) -> str:
    """Return a mark that changes with any byte of a file."""
    return _mark(name, (FOLDER / name).stat().st_mtime_ns)


@lru_cache(maxsize=256)
def _mark(name: str, _changed: int) -> str:
    return _digest((FOLDER / name).read_bytes())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def bundle_address(names: Sequence[str]) -> str:
    """Return the address of several files of one kind in one, with a mark of their content.

    >>> bundle_address(["30-atlas.js", "still/place.js"]).partition("=")[0]
    '/bundle/30-atlas+still/place.js?v'
    """
    suffix = Path(names[0]).suffix
    joined = JOINT.join(name.removesuffix(suffix) for name in names)
    return f"/bundle/{joined}{suffix}?v={_digest(bundle(names))}"


def bundled_names(joined: str) -> list[str] | None:
    """Return the files that an address asks for, or nothing where one of them is not there.

    >>> bundled_names("30-atlas+still/place.js")
    ['30-atlas.js', 'still/place.js']
    >>> bundled_names("../app+30-atlas.js"), bundled_names("symbols.json")
    (None, None)
    """
    suffix = Path(joined).suffix
    names = [f"{stem}{suffix}" for stem in joined.removesuffix(suffix).split(JOINT)]
    return names if suffix in {".css", ".js"} and set(names) <= _known(suffix) else None


def _known(suffix: str) -> set[str]:
    folders = (FOLDER, FOLDER / "still")
    return {str(path.relative_to(FOLDER)) for one in folders for path in one.glob(f"*{suffix}")}


def bundle(names: Sequence[str]) -> bytes:
    """Join files of one kind; a stylesheet finds its fonts and icons from wherever it is."""
    return _bundle(tuple(names), tuple((FOLDER / name).stat().st_mtime_ns for name in names))


@lru_cache(maxsize=32)
def _bundle(names: tuple[str, ...], _changed: tuple[int, ...]) -> bytes:
    texts = [(FOLDER / name).read_text(encoding="utf-8") for name in names]
    if names[0].endswith(".css"):
        texts = [_CSS_URL.sub(lambda found: f'url("{address(found[1])}")', text) for text in texts]
    return "\n".join(texts).encode("utf-8")
