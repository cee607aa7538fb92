"""The package's own README: that nothing in it is a measurement, and what the model is."""

from collections.abc import Iterable, Sequence
from textwrap import fill

from layers.simulate.world import World

WIDTH = 100

WARNING = """\
# SIMULATED training survey: no number in here is a measurement

**Nobody took these samples. A computer drew every value in this folder, at random, from the model
described below.** Names of towns and rivers are real, so that the map looks like home; not one
concentration, site, pond or laboratory is. Do not cite it, do not compare it with a limit to say
anything about a real place, and do not merge it with published data. It is for workshops, for
testing and for measuring the software; `datapackage.json` says `"simulated": true`, and everything
made from this package carries that banner.
"""

MODEL = (
    "**Background.** Lognormal, with a median for each zone of the ground ({zones}). The zones are"
    " hand-drawn shapes, not a geological map. The noise is shared between metals through common"
    " factors, so that Cu, Pb, Zn, Cd, As and Hg rise and fall together, as do Ni and Cr, Fe and"
    " Mn; a part of it is smooth over {range_km:g} km.",
    "**Deposition.** Falls exponentially with the distance from the Bor smelter, further down the"
    " winds than across them; a weaker, shorter plume of dust starts near Moldova Nouă.",
    "**River-borne tailings.** Along the Bor River, Bela reka, Timok and Danube, along the Boșneag"
    " and along the Nera, fading down the river and across the valley. The lines are approximate,"
    " to about 1 km.",
    "**Medium.** Subsoil (20 to 40 cm) keeps {buried_plume:.0%} of the deposition and"
    " {buried_tailings:.0%} of the tailings; river sediment, dissolved metals in water and leaves"
    " follow from the same sources.",
    "**Sampling.** Clusters and transects round the two sources, stations along the rivers, a"
    " sparse even grid elsewhere; {years}, two campaigns a year; some sites are seen every year."
    " About {duplicates:.0%} of the visits give a field duplicate, a second sample whose number"
    " ends in `D`. Soil is never taken in the Danube or abroad. Coordinates are called surveyed,"
    " with an uncertainty of {least:g} to {most:g} m.",
    "**Laboratory.** {laboratories}. Sampling and analysis each add a lognormal error; the last"
    " table gives the relative standard deviation of both together. A result below the detection"
    " limit is reported as `<` with the limit as its value.",
    '**Sites and waste areas** are called "Exercise ..." and invented: shapes, areas and states.',
)

CHOICES = """\
The numbers are choices of the simulation. They have the size of crust and European topsoil medians
and of plumes as they are published, so that the exercise feels real, but they are taken from no
table and prove nothing. All of them are in `layers/simulate/world/`.
"""


def readme(world: World, samples: int, seed: int) -> str:
    """Text of the README of a survey of `samples` samples drawn with `seed`."""
    parts = (
        WARNING,
        _regenerate(samples, seed),
        _model(world),
        "## What was chosen\n",
        _backgrounds(world),
        _excesses(world),
        _detection(world),
        _precision(world),
    )
    return "\n".join(parts)


def _regenerate(samples: int, seed: int) -> str:
    return (
        "## Made by\n\n"
        "```sh\n"
        f"python -m layers simulate --samples {samples} --seed {seed} -o DIR\n"
        "```\n\n"
        "The same command gives the same bytes again. Licence: CC0-1.0.\n"
    )


def _model(world: World) -> str:
    survey, mixing = world.survey, world.ground.mixing
    laboratories = "; ".join(
        f"Laboratory {key} analyses the samples from {', '.join(lab.countries)}"
        for key, lab in survey.laboratories.items()
    )
    least, most = survey.uncertainty_m
    facts = {
        "zones": "; ".join(zone.label for zone in world.ground.zones),
        "range_km": mixing.range_km,
        "buried_plume": mixing.buried_plume,
        "buried_tailings": mixing.buried_tailings,
        "years": f"{survey.years[0]} to {survey.years[-1]}",
        "duplicates": survey.duplicate_share,
        "least": least,
        "most": most,
        "laboratories": laboratories,
    }
    points = (fill(f"- {text.format(**facts)}", WIDTH, subsequent_indent="  ") for text in MODEL)
    return "\n".join(["## The model", "", *points, "", CHOICES])


def _backgrounds(world: World) -> str:
    keys = [zone.key for zone in world.ground.zones]
    rows = (
        [name, *(f"{metal.soil[key]:g}" for key in keys), f"{metal.spread:g}"]
        for name, metal in world.metals.items()
    )
    title = "Median of clean topsoil, mg/kg, and the standard deviation of its natural logarithm:"
    return _table(title, ["metal", *keys, "sd of ln"], rows)


def _excesses(world: World) -> str:
    plumes = [plume.key for plume in world.ground.plumes]
    rivers = [river.key for river in world.ground.rivers]
    rows = (
        [
            name,
            *(f"{metal.plume[key]:g}" for key in plumes),
            *(f"{metal.tailings[key]:g}" for key in rivers),
            f"{metal.water.background:g}",
            *(f"{metal.water.rivers[key]:g}" for key in rivers),
        ]
        for name, metal in world.metals.items()
    )
    heads = [
        *(f"plume {key}" for key in plumes),
        *(f"tailings {key}" for key in rivers),
        "water",
        *(f"water {key}" for key in rivers),
    ]
    title = (
        "Excess at the sources: mg/kg in topsoil at a plume's centre and on a river's line at its"
        " head; background of water and its excess there in µg/L:"
    )
    return _table(title, ["metal", *heads], rows)


def _detection(world: World) -> str:
    groups = ("solid", "plant", "water")
    columns = [(lab, group) for lab in world.survey.laboratories for group in groups]
    rows = (
        [name, *(f"{getattr(metal.detection[lab], group):g}" for lab, group in columns)]
        for name, metal in world.metals.items()
    )
    heads = [" ".join(column) for column in columns]
    title = "Detection limits by laboratory, mg/kg in solids and plants, µg/L in water:"
    return _table(title, ["metal", *heads], rows)


def _precision(world: World) -> str:
    survey = world.survey
    rows = (
        [
            name,
            *(
                f"{((1 + medium.sampling_rsd**2) * (1 + lab.analytical_rsd**2) - 1) ** 0.5:.1%}"
                for lab in survey.laboratories.values()
            ),
        ]
        for name, medium in survey.media.items()
    )
    title = "Relative standard deviation of one result, sampling and analysis together:"
    return _table(title, ["medium", *(f"laboratory {lab}" for lab in survey.laboratories)], rows)


def _table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [title, "", f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(lines) + "\n"
