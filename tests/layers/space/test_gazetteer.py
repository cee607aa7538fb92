"""Finding a place by whatever people type, and by position."""

import csv
import statistics
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.errors import AtlasError
from layers.space.gazetteer import Gazetteer
from layers.space.places import BASEMAP, LANGUAGES, REGISTRY

GAZETTEER = Gazetteer.load()
with (Path(__file__).parent / "searches.csv").open(encoding="utf-8", newline="") as table:
    SEARCHES = list(csv.DictReader(table))


@pytest.mark.parametrize("row", SEARCHES, ids=lambda row: row["text"])
def test_what_people_type_finds_the_place_they_mean_first(row: dict[str, str]) -> None:
    first = GAZETTEER.search(row["text"])[0]
    assert (first.name, first.country, first.admin1) == (
        row["first"],
        row["country"],
        row["admin1"],
    )


def test_at_least_sixty_searches_are_told_apart() -> None:
    assert len({row["text"] for row in SEARCHES}) == len(SEARCHES) >= 60


@pytest.mark.parametrize("text", ["", " ", "b", "?!", "12", "qqqqqqqq", "Srbija", "🏔", "\x00\x01"])
def test_a_text_that_names_no_place_finds_none(text: str) -> None:
    assert GAZETTEER.search(text) == []


def test_places_of_one_name_are_told_apart_by_district_and_town() -> None:
    bor, timis = GAZETTEER.search("Slatina")[:2]
    assert (bor.name, timis.name) == ("Slatina", "Slatina-Timiș")
    assert bor.admin1_in("en") == "Bor District"
    assert timis.admin1_in("ro") == "Județul Caraș-Severin"
    assert GAZETTEER[bor.town_id].name == "Bor"
    assert bor.town_m == pytest.approx(7_700, abs=200)
    assert GAZETTEER[timis.town_id].name == "Caransebeș"


@pytest.mark.parametrize(
    ("language", "town", "district"),
    [
        ("en", "Belgrade", "City of Belgrade"),
        ("ro", "Belgrad", "Orașul Belgrad"),
        ("sr-Latn", "Beograd", "Grad Beograd"),
        ("sr-Cyrl", "Београд", "Град Београд"),
    ],
)
def test_answers_are_in_the_language_of_the_page(language: str, town: str, district: str) -> None:
    place = GAZETTEER.search("Beograd")[0]
    assert (place.name_in(language), place.admin1_in(language)) == (town, district)


def test_a_name_without_a_serbian_form_is_not_transliterated() -> None:
    place = GAZETTEER.search("Sasca Montană")[0]
    assert place.name_in("sr-Cyrl") == place.name_in("sr-Latn") == "Sasca Montană"


def test_every_place_has_a_name_and_a_district_in_every_language() -> None:
    for place in GAZETTEER.places:
        for language in LANGUAGES:
            assert place.names[language]
            assert place.admin1_names[language]


def test_a_place_is_found_by_its_own_name_in_both_scripts() -> None:
    for place in GAZETTEER.places[::3]:
        for text in (place.name, place.name_in("sr-Cyrl")):
            assert place in GAZETTEER.search(text, limit=12), text


def test_a_larger_place_of_a_beginning_comes_first() -> None:
    found = GAZETTEER.search("Bo")
    assert found[0].name == "Bor"
    assert len(found) == 8


def test_of_equal_places_that_in_view_comes_first() -> None:
    one, other = [place for place in GAZETTEER.search("Aninoasa") if place.name == "Aninoasa"]
    for wanted in (one, other):
        assert GAZETTEER.search("Aninoasa", near=(wanted.lat, wanted.lon))[0] == wanted


def test_mining_villages_say_how_far_off_they_may_lie() -> None:
    krivelj = GAZETTEER.search("Krivelj")[0]
    assert krivelj.uncertainty_m == 2_000
    assert krivelj.municipality == "Bor"
    assert krivelj.in_region
    assert GAZETTEER.search("Bor")[0].uncertainty_m is None


@pytest.mark.parametrize(
    ("lat", "lon", "name"), [(44.08, 22.10, "Bor"), (45.75, 21.23, "Timișoara")]
)
def test_the_nearest_place_to_a_point_in_a_town_is_the_town(
    lat: float, lon: float, name: str
) -> None:
    assert GAZETTEER.nearest(lat, lon).name == name


def test_a_place_is_nearest_to_itself() -> None:
    for place in GAZETTEER.places[::25]:
        found = GAZETTEER.nearest(place.lat, place.lon)
        assert found.distance_m(place.lat, place.lon) == 0


@settings(deadline=None)
@given(st.text(max_size=400))
def test_no_text_breaks_the_search(text: str) -> None:
    assert len(GAZETTEER.search(text, limit=3)) <= 3


@settings(deadline=None)
@given(st.sampled_from(GAZETTEER.places), st.data())
def test_one_wrong_letter_in_a_long_name_is_forgiven(place: object, data: st.DataObject) -> None:
    name = place.name  # type: ignore[attr-defined]
    if len(name) < 8 or name[0].isdigit():
        return
    at = data.draw(st.integers(1, len(name) - 1))
    wrong = name[:at] + data.draw(st.sampled_from("aeiorstn")) + name[at + 1 :]
    assert place in GAZETTEER.search(wrong, limit=20)


def test_a_search_answers_within_the_bar() -> None:
    texts = [row["text"] for row in SEARCHES] * 5
    seconds = []
    for text in texts:
        start = time.perf_counter()
        GAZETTEER.search(text)
        seconds.append(time.perf_counter() - start)
    assert np.percentile(seconds, 95) <= 0.050, statistics.median(seconds)


def test_a_missing_table_is_named() -> None:
    with pytest.raises(AtlasError, match=r"places cannot be read: .*admin1_names\.csv"):
        Gazetteer.load(BASEMAP / "no-such-folder", REGISTRY)
