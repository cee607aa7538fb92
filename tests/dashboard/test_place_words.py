"""What the page for an inhabitant says of distances, areas and laws: no more than is known."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient

from dashboard.atlases import Atlases
from dashboard.components.place import verdict, words
from dashboard.places import Places
from layers.place import Finding, PlaceAnswer, answer_at
from tests.dashboard.test_place_page import page, text
from tests.dashboard.test_place_pdf import text_of

ROUND_BOR = 44.08, 22.1
VAGUE, EXACT = "village-slatina", "geonames-788357"

Told = Callable[..., tuple[str, str]]


@pytest.fixture(scope="module")
def answer(atlases: Atlases) -> PlaceAnswer:
    return answer_at(Places.open(atlases).known(""), *ROUND_BOR)


@pytest.fixture
def told(atlases: Atlases, answer: PlaceAnswer) -> Told:
    """The first sentence and the meaning of an answer whose headline is changed."""

    def of(place: dict[str, Any] | None = None, **changes: Any) -> tuple[str, str]:
        headline = answer.headline
        assert headline is not None
        medium = replace(answer.main[0], findings=(changed(headline, **changes),))
        one = replace(answer, media=(medium,), **(place or {}))
        sentence = words.first_sentence(atlases.named("published"), one)
        return sentence, " ".join(words.meaning(one))

    return of


def changed(finding: Finding, **changes: Any) -> Finding:
    near = {"reach": "near", "pooled": False, "statistic": "single", "distance_m": 1200.0}
    return replace(finding, **(near | {"uncertainty_m": 50.0} | changes))


def test_the_severest_sample_is_not_called_the_nearest(told: Told) -> None:
    sentence, _meaning = told()
    assert sentence.startswith("A published sample 1.2\u2009km away (")
    assert "earest" not in sentence


def test_a_sample_of_uncertain_position_is_about_that_far_away(told: Told) -> None:
    sentence, _meaning = told(uncertainty_m=400.0)
    assert sentence.startswith("A published sample about 1.2\u2009km away (known to about 400")


def test_from_a_village_of_uncertain_position_every_distance_is_uncertain(
    told: Told, answer: PlaceAnswer
) -> None:
    vague = {"place": replace(answer.place, uncertainty_m=2000.0), "place_m": 0.0}
    sentence, _meaning = told(vague, reach="here", distance_m=200.0)
    assert sentence.startswith(
        "A published sample about 200\u2009m away (known to about 2\u2009km; "
    )


def test_a_distance_in_the_list_has_its_uncertainty_from_100_metres_on(answer: PlaceAnswer) -> None:
    assert answer.headline is not None
    sure, unsure = (changed(answer.headline, uncertainty_m=reach) for reach in (80.0, 300.0))
    assert words.where(sure) == "1.2\u2009km away"
    assert words.where(unsure) == "about 1.2\u2009km away, known to about 300\u2009m"


def test_a_place_of_uncertain_position_says_so_on_the_page_and_on_paper(
    client: FlaskClient,
) -> None:
    said = "its position is known to about 2\u202fkm"
    assert said in text(page(client, f"place={VAGUE}&lang=en"))
    assert said not in text(page(client, f"place={EXACT}&lang=en"))
    paper = text_of(client.get(f"/place.pdf?place={VAGUE}&lang=en").data)
    assert "E, to about 2 km" in paper
    assert "E, to about 100 m" not in paper


@pytest.mark.parametrize("distance", [1000.0, 9000.0])
def test_a_vague_sample_is_a_sample(told: Told, distance: float) -> None:
    sentence, meaning = told(reach="area", pooled=True, distance_m=distance, uncertainty_m=8000.0)
    assert sentence.startswith("A published sample")
    assert "its position known to about 8\u2009km only" in sentence
    assert "No single sample" not in sentence
    assert "one sample" in meaning


@pytest.mark.parametrize("distance", [1000.0, 9000.0])
def test_the_lowest_value_of_an_area_is_called_the_lowest(told: Told, distance: float) -> None:
    area = {"reach": "area", "pooled": True, "uncertainty_m": 8000.0, "distance_m": distance}
    sentence, _meaning = told(statistic="min", **area)
    assert "The lowest value published for an area" in sentence
    assert "the others are higher" in sentence


def test_of_a_well_nothing_is_said_about_soil(told: Told) -> None:
    for reach, statistic in (("area", "max"), ("near", "single"), ("area", "single")):
        _sentence, meaning = told(
            reach=reach, statistic=statistic, pooled=reach == "area", medium="groundwater"
        )
        assert "soil" not in meaning.lower()
        assert "garden" not in meaning
        assert "well" in meaning


@pytest.mark.parametrize(
    ("difference", "silent"),
    [("only_own", "other"), ("only_other", "own"), ("neither_judges", "both")],
)
@pytest.mark.parametrize("reason", ["no_limit", "no_law_for_medium", "censored_above_limit"])
def test_a_law_that_the_atlas_lacks_is_not_said_to_have_no_limit(
    answer: PlaceAnswer, difference: Any, silent: str, reason: str
) -> None:
    assert answer.headline is not None
    judged = answer.headline.judged
    mute = {
        name: replace(getattr(judged, name), plain="", reason=reason)
        for name in ("own", "other")
        if silent in (name, "both")
    }
    said = verdict.difference(replace(judged, difference=difference, **mute))
    none = "has none" in said or said == "Neither country’s law has a limit for this."
    assert none == (reason == "no_limit")
    assert ("may well have" in said) == (reason == "no_law_for_medium")
