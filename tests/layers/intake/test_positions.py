"""Positions as they are written, and what is wrong with them."""

import json

import pytest

from layers.intake.systems import to_degrees
from tests.layers.intake.tables import book, read, refusal, said, values, words

BOR = (44.0765, 22.0959)


def at(lat: object, lon: object, heads: str = "lat;lon", **mapping: object):
    return read(f'id;{heads};Cu [mg/kg]\nA;"{lat}";"{lon}";1\n', **mapping)


def place(intake) -> tuple[float, float]:
    return values(intake, "lat")[0], values(intake, "lon")[0]


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        ("44.0765", "22.0959"), ("44,0765", "22,0959"), ("44°04'35.4\"\"N", "22°05'45.2\"\"E"),
        ("N 44 04 35.4", "E 22 05 45.2"), ("44°04.59'", "22°05.754'"), ("44:04:35.4", "22:05:45.2"),
    ],
)  # fmt: skip
def test_degrees_are_read_in_any_of_their_forms(lat, lon):
    assert place(at(lat, lon)) == pytest.approx(BOR, abs=2e-5)


@pytest.mark.parametrize(
    "heads", ["Ширина;Дужина", "Latitudine;Longitudine", "širina;dužina", "Y_WGS84;X_WGS84"]
)
def test_headings_of_positions_in_every_language(heads):
    assert place(at("44.0765", "22.0959", heads)) == BOR


def test_a_position_in_one_cell():
    intake = read('id;Coordinates;Cu [mg/kg]\nA;"44.0765, 22.0959";1\n')
    assert place(intake) == BOR


def test_exchanged_columns_are_put_right_and_told():
    intake = at("22.0959", "44.0765")
    assert place(intake) == BOR
    message = said(intake, "swapped")
    assert 'found "22.0959; 44.0765", expected latitude first, then longitude' in message
    assert "44.0765 N 22.0959 E" in message


def test_a_wrong_sign_is_put_right_and_told():
    intake = at("44.0765", "-22.0959")
    assert place(intake) == BOR
    assert "Remove the minus or the letter W" in said(intake, "sign")


def test_null_island_is_an_error():
    intake = at("0", "0")
    assert values(intake) == []
    assert "found 0 N 0 E, expected a position on land" in said(intake, "null_island")


def test_half_a_position_is_an_error():
    assert "expected both latitude and longitude" in said(at("44.0765", ""), "half_position")


def test_a_position_far_outside_is_an_error():
    intake = at("51.5", "-0.12")
    assert "found 51.5 N -0.12 E, expected a position in Romania, Serbia" in said(
        intake, "outside_region"
    )


def test_a_position_in_another_country_than_said_is_an_error():
    intake = read("id;lat;lon;country;Cu [mg/kg]\nA;44.0765;22.0959;România;1\n")
    message = said(intake, "wrong_country")
    assert "column country: found 44.0765 N 22.0959 E" in message
    assert "expected a place in RO" in message
    assert values(intake) == []


@pytest.mark.parametrize(
    ("system", "east", "north", "heads"),
    [
        ("utm34n", "587757.3", "4881009.0", "Easting;Northing"),
        ("gk7", "7588217.6", "4881970.3", "Y_GK;X_GK"),
    ],
)
def test_metres_of_serbia_become_the_same_place(system, east, north, heads):
    intake = at(east, north, heads)
    assert place(intake) == pytest.approx((44.077, 22.096), abs=2e-4)
    assert (
        f"lie on the map as {next(s.label for s in words().systems if s.system == system)}"
        in said(intake, "system_recognised")
    )


def test_stereo_70_counts_x_northward():
    intake = at("365094", "238886", "X;Y")
    assert place(intake) == pytest.approx((44.7374, 21.7009), abs=2e-4)


def test_stereo_70_is_shifted_to_wgs_84_not_only_relabelled():
    from pyproj import Transformer

    system = words().system("Stereo 70")
    lat, lon = to_degrees(system, [365094.15], [238886.11])
    unshifted = Transformer.from_crs(31700, 4326, always_xy=True).transform(238886.11, 365094.15)
    assert abs(lon[0] - unshifted[0]) * 79_000 > 100
    assert (lat[0], lon[0]) == pytest.approx((44.73743, 21.700948), abs=3e-5)


def test_gauss_kruger_is_shifted_by_the_serbian_datum():
    system = words().system("EPSG:31277")
    assert system.epsg_used == 6316
    lat, lon = to_degrees(system, [4881970.3], [7588217.6])
    assert (lat[0], lon[0]) == pytest.approx((44.0770, 22.0960), abs=2e-5)


def test_a_named_system_is_believed():
    intake = read("id;X;Y;Cu [mg/kg]\nA;423456;4912345;1\n", coordinates="EPSG:32635")
    assert place(intake) == pytest.approx((44.36, 26.04), abs=0.02)


def test_a_system_named_in_the_heading_or_a_column_is_believed():
    one = read("id;E UTM 35N;N UTM 35N;Cu [mg/kg]\nA;423456;4912345;1\n")
    two = read("id;X;Y;CRS;Cu [mg/kg]\nA;423456;4912345;EPSG:32635;1\n")
    assert place(two) == pytest.approx((44.36, 26.04), abs=0.02)
    assert place(one) == place(two)


def test_metres_that_fit_nothing_are_an_error():
    intake = at("123", "99999999", "X;Y")
    message = said(intake, "system_unclear")
    assert "--crs EPSG:32634" in message
    assert values(intake, "lat") != [44]


def test_the_digits_say_how_well_a_position_is_known():
    heads = ["id", "lat", "lon", "Cu [mg/kg]"]
    exact = [[f"G{n}", 44.08123 + n / 100, 22.10345, 1] for n in range(5)]
    rough = [["A", 44.08, 22.1, 1], ["B", 44.1, 22.1, 1], ["C", 44, 22, 1], ["D", 44, 22.4, 1]]
    intake = read(book([heads, *exact, *rough]), "a.xlsx")
    dropped_zero, tenth, whole = 788, 7872, 78716
    assert values(intake, "coord_uncertainty_m")[5:] == [dropped_zero, tenth, whole, tenth]
    assert set(values(intake, "coord_uncertainty_m")[:5]) == {30}
    assert "It was taken from the number of digits" in said(intake, "uncertainty_by_digits")


def test_one_id_with_two_places_or_names_is_flagged():
    heads = "site code;site name;lat;lon;Cu [mg/kg]"
    intake = read(f"{heads}\nP1;Bor;44.0765;22.0959;1\nP1;Bor town;44.2765;22.0959;2\n")
    assert "22,264 m between two positions of P1" in said(intake, "two_places")
    assert "'Bor town' and 'Bor' for P1" in said(intake, "two_names")


def test_a_point_far_from_the_place_it_is_named_after_is_flagged():
    intake = read("id;place;lat;lon;Cu [mg/kg]\nA;DUBOVA;44.61;22.72;1\n")
    assert "36 km from the place DUBOVA" in said(intake, "far_from_namesake")


def test_rows_without_a_position_are_carried_and_flagged():
    intake = read("id;lat;lon;Cu [mg/kg]\nA;44.0765;22.0959;1\nB;;;2\n")
    assert values(intake) == [1, 2]
    assert values(intake, "scope") == ["border", "pooled"]
    assert "never drawn on the map" in said(intake, "no_position")


@pytest.mark.parametrize(("lat", "lon"), [("44080", "22.12"), ("44.08", "2212"), ("440.8", "22.1")])
def test_one_mistyped_coordinate_is_an_error_of_its_row_only(lat, lon):
    text = f"id;lat;lon;Cu [mg/kg]\nA;44.07;22.1;5\nB;44.08;22.11;6\nC;{lat};{lon};7\n"
    intake = read(text)
    assert values(intake) == [5, 6]
    assert values(intake, "lat") == [44.07, 44.08]
    message = said(intake, "odd_position")
    assert f'line 4, column lat, lon: found "{lat}; {lon}", expected degrees or metres' in message
    assert "is its decimal point missing?" in message


def test_degrees_in_a_table_of_metres_are_an_error_of_their_row_only():
    rows = "A;587757.3;4881009\nB;587758;4881010\nC;22.1;44.08\n".replace("\n", ";1\n")
    intake = read(f"id;Easting;Northing;Cu [mg/kg]\n{rows}")
    assert values(intake, "sample_id") == ["A", "B"]
    assert 'line 4, column Northing, Easting: found "44.08; 22.1"' in said(intake, "odd_position")


def feature(geometry: object, **properties: object) -> dict[str, object]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def collection(*features: object, **top: object) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features, **top})


POINT = {"type": "Point", "coordinates": [22.0959, 44.0765]}


@pytest.mark.parametrize("names", [("Latitude", "Longitude"), ("lat", "lon"), ("Ширина", "Дужина")])
def test_a_property_that_contradicts_its_geometry_is_flagged(names):
    other = dict(zip(names, (45.9, 25.5), strict=True))
    same = dict(zip(names, (44.08, 22.1), strict=True))
    features = [
        feature(POINT, **{"Cu [mg/kg]": 5 + at}, **one) for at, one in enumerate((other, same))
    ]
    intake = read(collection(*features), "lab.geojson")
    assert values(intake, "lat") == [44.0765] * 2
    assert intake.faults.count_of("second_position") == 1
    message = said(intake, "second_position")
    assert "line 1" in message
    assert "found 45.9 N 25.5 E beside 44.0765 N 22.0959 E, expected one position" in message
    assert "one of the two positions is wrong" in intake.rows["place_flag"].iloc[0]


def test_a_feature_without_geometry_lies_where_its_properties_say():
    one = feature(None, Latitude=44.0765, Longitude=22.0959, **{"Cu [mg/kg]": 5})
    assert place(read(collection(one), "lab.geojson")) == BOR


@pytest.mark.parametrize(
    "geometry",
    ["Point", 7, ["Point"], {"type": "Point", "coordinates": [10**400, 44]},
     {"type": "Point", "coordinates": [float("inf"), 44]}, {"type": "Point", "coordinates": "x"}],
)  # fmt: skip
def test_a_geometry_that_is_none_is_told_and_has_no_position(geometry):
    text = collection(feature(geometry, **{"Cu [mg/kg]": 5}), feature(POINT, **{"Cu [mg/kg]": 6}))
    intake = read(text, "lab.geojson")
    assert values(intake) == [5, 6]
    assert "line 1, column geometry: found no point" in said(intake, "not_a_point")


@pytest.mark.parametrize("crs", ["x", {"properties": "x"}, {"properties": {"name": "x"}}])
def test_a_coordinate_system_that_is_none_refuses_the_features(crs):
    message = refusal(collection(feature(POINT, **{"Cu [mg/kg]": 5}), crs=crs), "lab.geojson")
    assert 'found "x", expected a coordinate system known here: EPSG codes' in message


def test_halves_of_letters_are_marked():
    text = collection(feature(POINT, id="a", **{"Cu [mg/kg]": 5})).replace('"a"', '"\\ud800"')
    assert values(read(text, "lab.geojson"), "sample_id") == ["?"]
