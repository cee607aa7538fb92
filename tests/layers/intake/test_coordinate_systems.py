"""Numbers that can lie in several systems: what the table says is believed, row by row."""

import pytest

from tests.layers.intake.tables import read, said, values

METRES = "id;{heads};Cu [mg/kg]\n"


def near(intake, lat: float, lon: float) -> bool:
    found = values(intake, "lat")[0], values(intake, "lon")[0]
    return found == pytest.approx((lat, lon), abs=2e-3)


@pytest.mark.parametrize(
    ("heads", "zones"),
    [
        ("crs", ("UTM 34N", "UTM 34N", "UTM 35N")),
        ("Zone", ("34N", "34N", "35N")),
        ("UTM Zone", ("34", "34", "35")),
        ("crs", ("EPSG:32634", "WGS 84 / UTM zone 34N", "WGS84 UTM 35N")),
    ],
)
def test_each_row_lies_in_the_system_that_it_states(heads, zones):
    rows = "".join(f"S{at};{zone};423456;4912345;1\n" for at, zone in enumerate(zones))
    intake = read(f"id;{heads};Easting;Northing;Cu [mg/kg]\n{rows}")
    assert values(intake, "lon") == pytest.approx([20.04, 20.04, 26.04], abs=0.01)
    assert values(intake, "lat") == pytest.approx([44.36] * 3, abs=0.01)


@pytest.mark.parametrize("unknown", ["Krim", "UTM", "", "WGS84", "UTM 34N, 35N"])
def test_a_row_in_an_unknown_system_is_an_error_of_that_row_only(unknown):
    rows = f"A;UTM 34N;423456;4912345;1\nB;{unknown};423456;4912345;2\nC;UTM 35N;423456;4912345;3\n"
    intake = read(f"id;crs;Easting;Northing;Cu [mg/kg]\n{rows}")
    assert values(intake) == [1, 3]
    assert "line 3" in said(intake, "unknown_system")


def test_degrees_and_metres_stand_in_one_table_when_each_row_says_which():
    rows = "A;WGS84;22.0959;44.0765;1\nB;UTM 34N;587757.3;4881009;2\n"
    intake = read(f"id;crs;X;Y;Cu [mg/kg]\n{rows}")
    assert values(intake, "lat") == pytest.approx([44.0765] * 2, abs=1e-3)


@pytest.mark.parametrize(
    "table",
    [
        "id;X (Gauss-Krüger);Y (Gauss-Krüger);Cu [mg/kg]\nA;4881970.3;588217.6;1\n",
        "id;X;Y;crs;Cu [mg/kg]\nA;4881970.3;588217.6;Gauss-Krüger;1\n",
        "id;X;Y;crs;Cu [mg/kg]\nA;4881970.3;588217.6;Гаус-Кригер;1\n",
        "id;Easting;Northing;crs;Zone;Cu [mg/kg]\nA;588217.6;4881970.3;GK;7;1\n",
        "id;Y GK;X GK;Cu [mg/kg]\nA;588217.6;4881970.3;1\n",
    ],
)
def test_gauss_kruger_without_its_leading_seven_is_read_as_gauss_kruger(table):
    intake = read(table)
    assert near(intake, 44.0770, 22.0960)
    assert "with the number of the zone put before them" in said(intake, "zone_added")
    assert not intake.faults.of("system_doubtful")


def test_gauss_kruger_of_another_zone_is_not_taken_for_the_seventh():
    intake = read("id;Y;X;crs;Cu [mg/kg]\nA;588217.6;4881970.3;Gauss-Krüger zone 6;1\n")
    assert values(intake) == []
    assert said(intake, "unknown_system")


def test_metres_of_serbia_without_a_system_may_be_gauss_kruger_and_the_radius_covers_both():
    intake = read("id;X;Y;Cu [mg/kg]\nA;588217.6;4881970.3;1\n")
    message = " ".join(str(fault) for fault in intake.faults.of("system_doubtful"))
    assert "could also be Gauss-Krüger zone 7 (+7,000,000 m), 1.1 km away" in message
    assert "It was read as UTM 34N" in message
    assert values(intake, "coord_uncertainty_m")[0] > 1000


def test_a_stated_system_is_not_doubted():
    intake = read("id;X;Y;crs;Cu [mg/kg]\nA;588217.6;4881970.3;UTM 34N;1\n")
    assert not intake.faults.of("system_doubtful")
    assert values(intake, "coord_uncertainty_m") == [30]


def test_metres_from_round_bucharest_without_a_system_are_said_to_fit_the_other_zone():
    intake = read("id;Easting;Northing;Cu [mg/kg]\nA;412600;4928200;1\n")
    found = [str(fault) for fault in intake.faults.of("system_doubtful")]
    assert any("could also be UTM 35N" in one for one in found)


@pytest.mark.parametrize(
    "heads", ["lat;lon", "Latitude;Longitude", "Latitudine;Longitudine", "Ширина;Дужина"]
)
def test_degrees_that_lost_their_point_are_never_taken_for_metres(heads):
    intake = read(f"id;{heads};Cu [mg/kg]\nA;440765;220959;1\nB;440865;221059;2\n")
    assert values(intake) == []
    message = said(intake, "point_lost")
    assert 'found "440765; 220959", expected degrees of latitude and longitude' in message
    assert "Is the decimal point missing?" in message


@pytest.mark.parametrize("heads", ["N;E", "N [m];E [m]", "n;e"])
def test_n_and_e_with_large_numbers_are_northing_and_easting(heads):
    intake = read(f"id;{heads};Cu [mg/kg]\nA;4881009;587757.3;1\n")
    assert near(intake, 44.077, 22.096)
    assert intake.rows["n"].isna().all()


def test_n_and_e_with_degrees_are_latitude_and_longitude():
    intake = read("id;N;E;Cu [mg/kg]\nA;44.0765;22.0959;1\n")
    assert near(intake, 44.0765, 22.0959)


def test_n_beside_an_easting_is_the_northing():
    intake = read("id;N;Easting;Cu [mg/kg]\nA;4881009;587757.3;1\n")
    assert near(intake, 44.077, 22.096)


def test_n_alone_is_a_count_of_samples_and_must_be_one():
    intake = read("id;n;Cu [mg/kg]\nA;12;1\nB;4880953;2\nC;2.5;3\nD;0;4\n")
    assert values(intake, "n")[0] == 12
    assert intake.rows["n"].isna().tolist() == [False, True, True, True]
    assert intake.faults.count_of("no_count") == 3
    assert "expected a whole number of samples from 1 to 1,000,000" in said(intake, "no_count")


@pytest.mark.parametrize(("lat", "lon"), [(48.2, 16.4), (41.0, 29.0)])
def test_a_point_outside_both_countries_is_flagged_unless_its_country_is_said(lat, lon):
    intake = read(f"id;lat;lon;Cu [mg/kg]\nA;{lat};{lon};1\nB;44.0765;22.0959;2\n")
    assert values(intake, "scope") == ["comparison", "border"]
    assert intake.faults.count_of("abroad") == 1
    assert f"line 2, column lat, lon: found {lat:g} N {lon:g} E" in said(intake, "abroad")


def test_a_point_abroad_whose_country_is_named_is_not_flagged():
    intake = read("id;lat;lon;country;Cu [mg/kg]\nA;43.99;22.88;BG;1\n")
    assert not intake.faults.of("abroad")


def test_a_point_on_the_danube_is_at_home():
    intake = read("id;lat;lon;Cu [mg/kg]\nA;44.675;22.53;1\n")
    assert not intake.faults.of("abroad")


def test_one_sample_id_at_two_places_or_with_two_names_is_flagged_with_both_rows():
    rows = "S1;Bor;44.0765;22.0959;1\nS1;Bor;44.1765;22.0959;2\nS2;Bor;44.08;22.1;3\n"
    intake = read(f"sample;site name;lat;lon;Cu [mg/kg]\n{rows}S2;Oravița;44.08;22.1;4\n")
    places, names = said(intake, "sample_places"), said(intake, "sample_names")
    assert "line 3" in places
    assert "11,132 m between two positions of S1, expected one position" in places
    assert "as on line 2" in places
    assert "line 5" in names
    assert "'Oravița' and 'Bor' for S2" in names
    assert "as on line 4" in names
