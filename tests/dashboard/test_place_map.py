"""The small map of a place: what is named, how far off, and told apart without colour."""

import re
from collections.abc import Callable

import pytest

from dashboard.atlas import Atlas
from dashboard.atlases import Atlases
from dashboard.components.place.local import box_round, local_map
from dashboard.components.place.names import LETTER, SIZE, Area, Paper
from dashboard.components.symbol import GREY, STEPS, sample_body
from dashboard.i18n import use_language
from dashboard.places import Places
from layers.place import answer_at

BOR = 44.08, 22.10
MOLDOVA = 44.73, 21.66
TEXT = re.compile(
    r'<text class="(\w[\w-]*)" x="([\d.]+)" y="([\d.]+)" text-anchor="(\w+)">([^<]*)<'
)

Draw = Callable[..., str]


@pytest.fixture(scope="module")
def draw(atlases: Atlases) -> Draw:
    places = Places.open(atlases)

    def drawn(at: tuple[float, float], language: str = "en", dataset: str = "published") -> str:
        use_language(language)
        atlas: Atlas = atlases.named(dataset)
        answer = answer_at(places.known(f"?dataset={dataset}"), *at)
        return local_map(atlas, places.gazetteer, answer)

    return drawn


def areas(drawn: str) -> list[tuple[str, Area]]:
    found = []
    for _kind, x, y, anchor, text in TEXT.findall(drawn):
        width = LETTER * SIZE * len(text)
        left = float(x) - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
        found.append((text, Area(left, float(y) - SIZE * 0.8, left + width, float(y) + SIZE / 4)))
    return found


@pytest.mark.parametrize("at", [BOR, MOLDOVA])
@pytest.mark.parametrize("language", ["en", "ro", "sr-Latn", "sr-Cyrl"])
def test_no_name_covers_another(draw, at, language):
    named = areas(draw(at, language))
    assert len(named) > 5
    crossing = [
        (one, other)
        for number, (one, area) in enumerate(named)
        for other, second in named[number + 1 :]
        if area.meets(second)
    ]
    assert crossing == []


@pytest.mark.parametrize(
    ("language", "river", "town"),
    [
        ("en", "Danube", "Golubac"),
        ("ro", "Dunărea", "Golubac"),
        ("sr-Latn", "Dunav", "Golubac"),
        ("sr-Cyrl", "Дунав", "Голубац"),
    ],
)
def test_rivers_and_towns_have_their_names_in_the_language_of_the_page(draw, language, river, town):
    named = [text for text, _area in areas(draw(MOLDOVA, language))]
    assert named.count(river) == 1
    assert town in named


def test_a_sample_of_uncertain_position_has_a_ring_of_that_size(draw):
    drawn = draw(BOR)
    radius = float(re.search(r'class="ring"[^>]* r="([\d.]+)"', drawn).group(1))
    assert radius == pytest.approx(3000 / 24_000 * 360, rel=0.5)
    assert 'class="ring"' not in draw((45.75, 21.23))


def test_verdicts_are_told_apart_by_mark_and_unread_ones_have_no_colour():
    steps = [sample_body("soil", "step", str(step)) for step in (-1, 0, 1, 2, 3)]
    colourless = {re.sub(r'(fill|stroke)="#\w+"', "", one) for one in steps[1:]}
    assert len(colourless) == 4
    for step in range(4):
        unread = sample_body("soil", "unread", str(step))
        assert GREY in unread
        assert not any(colour in unread for colour in STEPS.values())


def test_the_media_have_shapes_of_their_own():
    drawn = {group: sample_body(group, "step", "2") for group in ("soil", "sediment", "water")}
    assert len(set(drawn.values())) == 3
    assert sample_body("food", "step", "2") == sample_body("plant", "step", "2")


def test_a_name_that_finds_no_room_is_left_out():
    paper = Paper(box_round(*BOR))
    assert paper.write(100, 100, "Bor", "start", "name")
    assert paper.write(104, 102, "Krivelj", "start", "name") == ""
    assert paper.write(355, 100, "Zaječar", "start", "name") == ""
