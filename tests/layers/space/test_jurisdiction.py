"""Whose law applies at a point, and where the map cannot tell."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.errors import AtlasError
from layers.space.gazetteer import Gazetteer
from layers.space.jurisdiction import BORDER_BAND_M, Boundaries, jurisdiction_at
from layers.space.metric import to_degrees
from layers.space.places import BASEMAP

OUTLINES = Boundaries.load()
GAZETTEER = Gazetteer.load()


@pytest.mark.parametrize(
    ("lat", "lon", "code", "admin1"),
    [
        (44.0749, 22.0959, "RS", "RS-14"),
        (45.0721, 21.1994, "RS", "RS-04"),
        (45.7537, 21.2257, "RO", "RO-TM"),
        (45.0325, 21.6894, "RO", "RO-CS"),
        (44.63, 22.66, "RO", "RO-MH"),
    ],
)
def test_inland_the_law_of_the_country_applies(
    lat: float, lon: float, code: str, admin1: str
) -> None:
    found = jurisdiction_at(lat, lon, OUTLINES)
    assert (found.code, found.laws, found.covered) == (code, (code,), True)
    assert not found.on_border
    assert (found.admin1, found.in_region, found.reason) == (admin1, True, "")


@pytest.mark.parametrize(
    ("lat", "lon", "where"),
    [
        (44.705, 22.415, "the Danube near Orșova"),
        (44.665, 21.69, "the lake at Golubac"),
        (44.62, 22.27, "the Danube at Donji Milanovac's bend"),
        (45.2345, 21.2787, "the border post at Vatin"),
    ],
)
def test_on_the_border_both_laws_apply(lat: float, lon: float, where: str) -> None:
    found = jurisdiction_at(lat, lon, OUTLINES)
    assert found.on_border, where
    assert set(found.laws) == {"RO", "RS"}
    assert found.code == found.laws[0]
    assert found.admin1 == ""


def test_on_the_danube_below_the_timok_bulgaria_is_possible_too() -> None:
    found = jurisdiction_at(43.99, 22.90, OUTLINES)
    assert (found.code, found.laws, found.on_border) == ("RO", ("RO",), True)
    assert found.countries == ("RO", "BG")


def test_where_the_danube_is_serbian_on_both_banks_no_border_is_near() -> None:
    found = jurisdiction_at(44.68, 20.93, OUTLINES)
    assert (found.code, found.on_border) == ("RS", False)


@pytest.mark.parametrize(
    ("lat", "lon", "reason", "countries"),
    [
        (43.99, 22.85, "other_country", ("BG",)),
        (46.25, 20.15, "other_country", ("HU",)),
        (47.5, 19.05, "outside_region", ()),
        (42.66, 21.16, "outside_region", ()),
        (0.0, 0.0, "outside_region", ()),
        (float("nan"), 22.0, "outside_region", ()),
        (float("inf"), 22.0, "outside_region", ()),
    ],
)
def test_elsewhere_nothing_is_said_and_the_reason_given(
    lat: float, lon: float, reason: str, countries: tuple[str, ...]
) -> None:
    found = jurisdiction_at(lat, lon, OUTLINES)
    assert (found.code, found.laws, found.covered) == (None, (), False)
    assert (found.reason, found.countries) == (reason, countries)


def test_no_part_of_the_map_lies_in_kosovo() -> None:
    assert set(OUTLINES.countries) == {"BA", "BG", "HU", "ME", "RO", "RS"}
    northernmost_point_of_kosovo = 43.27
    assert (
        min(area.bounds[1] for area in OUTLINES.countries.values()) > northernmost_point_of_kosovo
    )


def test_the_gazetteer_and_the_outlines_agree_on_the_country() -> None:
    for place in GAZETTEER.places:
        found = jurisdiction_at(place.lat, place.lon, OUTLINES)
        if found.reason != "outside_region":
            assert place.country in found.countries, place.name


def test_the_gazetteer_and_the_outlines_agree_on_a_sure_district() -> None:
    sure = 0
    for place in GAZETTEER.places:
        found = jurisdiction_at(place.lat, place.lon, OUTLINES)
        if found.admin1_sure:
            sure += 1
            assert place.admin1 == found.admin1, place.name
    assert sure > 800


@settings(deadline=None)
@given(
    st.sampled_from(sorted(OUTLINES.borders)),
    st.floats(0, 1),
    st.floats(0, 2 * np.pi),
    st.floats(0, BORDER_BAND_M * 0.99),
)
def test_within_the_band_of_a_border_both_countries_are_possible(
    pair: tuple[str, str], part: float, bearing: float, away: float
) -> None:
    point = OUTLINES.borders[pair].interpolate(part, normalized=True)
    lon, lat = to_degrees(point.x + away * np.cos(bearing), point.y + away * np.sin(bearing))
    found = jurisdiction_at(float(lat), float(lon), OUTLINES)
    if found.reason != "outside_region":
        assert set(pair) <= set(found.countries)
        assert found.on_border or not found.covered


def test_a_missing_file_is_named() -> None:
    with pytest.raises(AtlasError, match=r"outlines of the map cannot be read: .*countries"):
        Boundaries.load(BASEMAP / "no-such-folder")
