"""The small map of the sheet in the colours of print, with its key and whose lines it shows."""

from collections.abc import Iterator
from typing import Any

from dashboard.atlas import Atlas
from dashboard.components import words as amounts
from dashboard.components.map.view import attribution
from dashboard.components.place import around, verdict
from dashboard.components.place.local import in_words, local_map, sampled
from dashboard.components.symbol import drawing
from dashboard.i18n import _
from layers.place import PlaceAnswer
from layers.space.gazetteer import Gazetteer

STYLE = """
text { font-family: "Atlas Sans"; font-size: 11px; fill: #16202a; paint-order: stroke;
  stroke: #fdfbf6; stroke-width: 3px; stroke-linejoin: round }
.river { fill: #2f6884 }
.ground { fill: #f3eee2 }
.water { fill: #c3d8e2; stroke: #6f9fb8; stroke-width: .5 }
.rivers, .rivers_border { fill: none; stroke: #6f9fb8; stroke-width: 1.2 }
.borders { fill: none; stroke: #6f5d6d; stroke-width: 1.4; stroke-dasharray: 7 3 1.5 3 }
.admin1_lines { fill: none; stroke: #a89a8c; stroke-width: .7; stroke-dasharray: 2 2 }
.near { fill: none; stroke: #16202a; stroke-width: .8; stroke-dasharray: 3 3 }
.town { fill: #47525a }
.ring { fill: none; stroke: #47525a; stroke-width: .8; stroke-dasharray: 1 2 }
.here { fill: #16202a; stroke: #fffdf8; stroke-width: 1.2 }
.scale { fill: none; stroke: #16202a; stroke-width: 1.2 }
"""

GROUND = '<rect class="ground" width="100%" height="100%"/>'


def surroundings(atlas: Atlas, gazetteer: Gazetteer, answer: PlaceAnswer) -> dict[str, Any]:
    """Return the map, what it says in words, its key and its attribution."""
    head, _gap, body = local_map(atlas, gazetteer, answer).partition(">")
    near = amounts.distance(answer.near_m)
    rings = [_("The dashed circle is {distance} round the place. North is up.", distance=near)]
    if any(one.uncertainty_m for one in sampled(answer)):
        rings.append(_("A dotted ring shows how far off a sample may be."))
    return {
        "map": f'{head} xmlns="http://www.w3.org/2000/svg"><style>{STYLE}</style>{GROUND}{body}',
        "alt": in_words(answer),
        "key": [{"svg": drawing(*kind), "text": text} for kind, text in _key(atlas, answer)],
        "rings": rings,
        "attribution": attribution(),
    }


def _key(atlas: Atlas, answer: PlaceAnswer) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield the symbols that are on the map, with their words."""
    shown = {
        verdict.look(one.judged.shown): one.judged.shown.word
        for medium in answer.media
        for one in medium.findings
        if not one.pooled
    }
    for kind, word in sorted(shown.items(), reverse=True):
        yield kind, _("sample: {verdict}", verdict=atlas.term("plain_verdict", word))
    sites = {around.look(one) for one in answer.around}
    words = {
        ("mine", "mine"): _("mine"),
        ("mine", "smelter"): _("smelter"),
        ("waste", "waste"): _("mining waste"),
    }
    yield from ((kind, word) for kind, word in words.items() if kind in sites)
