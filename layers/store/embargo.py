"""What a package holds but does not show yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from layers.validate import Package


def without_embargoed(package: Package, today: date) -> Package:
    """Return a package without what comes from sources that are embargoed on a day.

    A source is shown from the day of `embargo_until` on. Its sampling points, sites, values and
    findings go with it, and whatever lies at or belongs to these.
    """
    sources = package.frames["sources"]
    hidden = frozenset(sources.loc[sources["embargo_until"] > today.isoformat(), "source_id"])
    if not hidden:
        return package
    gone: dict[str, frozenset[str]] = {}
    frames = {}
    for name, frame in package.frames.items():
        shown = ~frame["source_id"].isin(hidden)
        for table, key in (("sampling_points", "point_id"), ("mining_sites", "site_id")):
            if key in frame and name != table:
                shown &= ~frame[key].isin(gone.get(table, frozenset()))
        frames[name] = frame[shown].reset_index(drop=True)
        if name in ("sampling_points", "mining_sites"):
            key = {"sampling_points": "point_id", "mining_sites": "site_id"}[name]
            gone[name] = frozenset(frame.loc[~shown, key])
    waste = frozenset(frames["waste_areas"]["waste_id"])
    footprints = {key: shape for key, shape in package.footprints.items() if key in waste}
    return replace(package, frames=frames, footprints=footprints)
