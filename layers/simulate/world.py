"""The choices of the simulation: its numbers, read from `world/*.toml` and checked."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PositiveFloat

FOLDER = Path(__file__).parent / "world"

Position = tuple[float, float]
Share = Annotated[float, Field(ge=0.0, le=1.0)]
Country = Literal["RS", "RO"]


class Choice(BaseModel):
    """A table of the simulation's choices: nothing unknown in it, nothing changed later."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Detection(Choice):
    """Detection limits of one laboratory: `solid` and `plant` in mg/kg, `water` in µg/L."""

    solid: PositiveFloat
    water: PositiveFloat
    plant: PositiveFloat


class Water(Choice):
    """Dissolved content of river water, µg/L: everywhere, and above it at each river's head."""

    background: PositiveFloat
    rivers: dict[str, PositiveFloat]


class Metal(Choice):
    """What the simulation needs to know of one metal; `metals.toml` says what and in which unit."""

    soil: dict[str, PositiveFloat]
    spread: PositiveFloat
    loading: dict[str, Share]
    plume: dict[str, PositiveFloat]
    tailings: dict[str, PositiveFloat]
    water: Water
    plant: PositiveFloat
    uptake: PositiveFloat
    detection: dict[str, Detection]


class Zone(Choice):
    """A part of the ground with its own background: a polygon, a corridor, or all the rest."""

    key: str
    label: str
    polygon: tuple[Position, ...] = ()
    line: tuple[Position, ...] = ()
    half_width_km: float = 0.0


class Wind(Choice):
    """A lobe of the wind rose: deposition reaches further towards the azimuth `to`."""

    to: float
    strength: PositiveFloat
    sharpness: PositiveFloat


class Plume(Choice):
    """Deposition round a source; `reach_km` is the distance of its fall to 1/e in still air."""

    key: str
    label: str
    position: Position
    reach_km: PositiveFloat
    wind: tuple[Wind, ...]


class Course(Choice):
    """A stretch of a river under one name, from its upper to its lower end."""

    water_body: str
    flows_into: str
    line: tuple[Position, ...]


class River(Choice):
    """A chain of courses that carries tailings away from the head of the first one."""

    key: str
    floodplain_m: PositiveFloat
    reach_km: PositiveFloat
    courses: tuple[Course, ...]


class Campaign(Choice):
    """A season of field work: its first day and its length."""

    start: date
    days: int


class Design(Choice):
    """A way of choosing sites; which of the fields it uses depends on its kind."""

    kind: Literal["cluster", "transect", "bank", "bed", "grid"]
    target: str
    share: Share
    programme: str
    median_km: float = 0.0
    spread: float = 0.0
    azimuths: tuple[float, ...] = ()
    from_km: float = 0.0
    to_km: float = 0.0


class Medium(Choice):
    """How a medium is numbered, taken and reported."""

    letter: str
    unit: str
    group: Literal["solid", "water", "plant"]
    fraction: str
    extraction: str
    own: PositiveFloat
    sampling_rsd: PositiveFloat


class Take(Choice):
    """One sample that a visit may bring home."""

    medium: str
    content: Literal["topsoil", "subsoil", "bed", "water", "leaf"]
    chance: Share
    depth_cm: tuple[int, int] | None = None


class Programme(Choice):
    """What is taken at a site, and how likely every year's campaign comes back to it."""

    revisited: Share
    takes: tuple[Take, ...]


class Plant(Choice):
    """A plant whose leaves are sampled."""

    taxon: str
    organ: str


class Laboratory(Choice):
    """Whose samples it analyses, and its relative standard deviation."""

    countries: tuple[Country, ...]
    method: str
    analytical_rsd: PositiveFloat


class LandUse(Choice):
    """Weights of land uses within `near_km` of a plume's source, and by zone elsewhere."""

    near_km: PositiveFloat
    near: dict[str, PositiveFloat]
    zones: dict[str, dict[str, PositiveFloat]]


class Place(Choice):
    """A town that lends its code to the samples around it."""

    code: str
    name: str
    country: Country
    position: Position


class Survey(Choice):
    """How the ground is sampled and analysed."""

    box: tuple[float, float, float, float]
    countries: tuple[Country, ...]
    clearance_m: PositiveFloat
    uncertainty_m: tuple[float, float]
    duplicate_share: Share
    campaigns: tuple[Campaign, ...]
    designs: tuple[Design, ...]
    media: dict[str, Medium]
    programmes: dict[str, Programme]
    plants: tuple[Plant, ...]
    laboratories: dict[str, Laboratory]
    land_use: LandUse
    places: tuple[Place, ...]

    @property
    def takes(self) -> tuple[Take, ...]:
        """What all programmes take, one after the other."""
        return tuple(take for each in self.programmes.values() for take in each.takes)

    @property
    def years(self) -> tuple[int, ...]:
        """Calendar years with a campaign, in order."""
        return tuple(sorted({campaign.start.year for campaign in self.campaigns}))


class Mixing(Choice):
    """How background, deposition and tailings add up; `ground.toml` says what each number is."""

    smooth: Share
    range_km: PositiveFloat
    patchiness: PositiveFloat
    buried_plume: Share
    buried_tailings: Share
    settled_plume: Share
    settled_tailings: PositiveFloat
    water_noise: PositiveFloat


class Ground(Choice):
    """Zones, plumes and rivers."""

    reference_zone: str
    mixing: Mixing
    zones: tuple[Zone, ...]
    plumes: tuple[Plume, ...]
    rivers: tuple[River, ...]


class SimulatedSite(Choice):
    """A mining site of the exercise."""

    site_id: str
    name: str
    country: Country
    position: Position
    type: str
    status: str
    commodities: str


class SimulatedWaste(Choice):
    """A waste area of the exercise, with its outline, or its position and perhaps its area."""

    waste_id: str
    name: str
    country: Country
    kind: str
    material: str
    status: str
    site_id: str | None = None
    footprint: tuple[Position, ...] = ()
    position: Position = (0.0, 0.0)
    area_ha: PositiveFloat | None = None


class Objects(Choice):
    """What the exercise invents beside its samples."""

    mining_sites: tuple[SimulatedSite, ...]
    waste_areas: tuple[SimulatedWaste, ...]


class World(Choice):
    """Everything that the simulation takes as given."""

    ground: Ground
    metals: dict[str, Metal]
    survey: Survey
    objects: Objects


@cache
def load_world() -> World:
    """Read the choices of the simulation.

    Raises
    ------
    pydantic.ValidationError
        When a table of `world/*.toml` lacks a field or has one that nobody reads.

    Examples
    --------
    >>> list(load_world().metals)
    ['Cu', 'Pb', 'Zn', 'Cd', 'As', 'Ni', 'Cr', 'Hg', 'Mn', 'Fe']
    """
    tables = {name: _read(FOLDER / f"{name}.toml") for name in World.model_fields}
    return World.model_validate(tables)


def _read(path: Path) -> dict[str, object]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
