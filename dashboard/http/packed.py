"""Compressed answers that are kept: what never changes under its address is compressed once."""

from flask import Request

from dashboard import assets

MOST = 64


class Packed:
    """What Flask-Compress asks for what it has compressed before; the few that fit are kept."""

    def __init__(self) -> None:
        self._bodies: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        """Return what is kept under a key."""
        return self._bodies.get(key)

    def set(self, key: str, body: bytes) -> None:
        """Keep a body, unless it can change under its key or there are too many."""
        if not key.endswith(";") and len(self._bodies) < MOST:
            self._bodies[key] = body


def fixed_name(request: Request) -> str:
    """Return under which name an answer is the same for good; nothing for all others."""
    path, mark = request.path, request.args.get("v", "")
    if request.method != "GET":
        return ""
    if path.startswith("/_dash-component-suites/"):
        return path
    return f"{path}?{mark}" if mark and mark == _mark_of(path) else ""


def _mark_of(path: str) -> str:
    """Return the mark of what an address of the app's own files now holds."""
    if path.startswith("/assets/"):
        name = path.removeprefix("/assets/")
        return assets.mark(name) if (assets.FOLDER / name).is_file() else ""
    names = assets.bundled_names(path.removeprefix("/bundle/"))
    if path.startswith("/bundle/") and names:
        return assets.bundle_address(names).partition("=")[2]
    return ""
