"""The ready mappings on small tables of the published layout, with invented numbers."""

import json
import re
from pathlib import Path

import pytest

from layers.errors import AtlasError
from layers.intake import Intake, read_intake
from layers.intake.importing import new_package
from layers.intake.mapping import load_mapping, mapping_text, parse_mapping, ready_mappings
from layers.store import open_store
from tests.layers.intake.tables import codes, said, values, words
from tests.layers.intake.test_import import run

SITES = """countryCode,monitoringSiteIdentifier,monitoringSiteName,confidentialityStatus,lat,lon
RO,RO0001,DUBOVA,unknown,44.61,22.72
RO,RO0002,INVENTED A,F,45.755,21.231
RO,RO0002,INVENTED B,F,45.755,21.231
RO,RO0003,INVENTED C,F,,
RO,RO0004,SECRET,N,45.7,21.2
"""
VALUES = """monitoringSiteIdentifier,phenomenonTimeReferenceYear,procedureLOQValue,resultMeanValue,resultMaximumValue,resultNumberOfSamples,resultQualityNumberOfSamplesBelowLOQ,Substance
RO0002,2012,2,7,9,12,2,Copper
RO0002,2012,6,6,6,12,12,Nickel
RO0002,2012,0.1,0.06,0.2,10,9,Silver
RO0002,2012,1.5,12,34,12,12,Boron
RO0002,2012,0.1,0.1,0.1,12,12,Lindane
RO0009,2012,2,7,9,12,2,Zinc
"""  # noqa: E501
STATIONS = """Country Code,City,Location,Coordinates,Pollutant,Source Name,Unit,Value,Last Updated
RS,Bor,Station 1,"44.08, 22.10",SO2,x,µg/m³,12.5,2024-04-02T09:00:00+02:00
RS,Bor,Station 1,"44.08, 22.10",CO,x,µg/m³,223,2024-04-02T09:00:00+02:00
RS,Bor,Station 2,"44.09, 22.11",PM10,x,µg/m³,-1.0,2024-04-02T09:00:00+02:00
RS,Bor,Station 3,"44.09, 22.12",PM10,x,µg/m³,-270.4,2024-04-02T09:00:00+02:00
"""


def taught(text: str, name: str, file: str = "data.csv") -> Intake:
    return read_intake(text.encode(), file, words(), mapping=load_mapping(name))


def facility(number: int, **properties: str) -> dict[str, object]:
    facts = {"id": f"X{number}", "name": f"Mine {number}", "country": "Serbia", "assetType": "Mine",
             "primaryCommodity": "copper", "confidenceFactor": "High"}  # fmt: skip
    place = {"type": "Point", "coordinates": [22.1 + number / 100, 44.1]}
    return {"type": "Feature", "properties": {**facts, **properties}, "geometry": place}


@pytest.mark.parametrize("name", sorted(ready_mappings()))
def test_a_ready_mapping_is_strict_yaml_and_comes_back_the_same(name):
    mapping = load_mapping(name)
    assert mapping.source is not None
    assert parse_mapping(mapping_text(mapping), name) == mapping


def test_waterbase_sites_show_all_their_quirks():
    intake = taught(SITES, "waterbase_sites")
    assert "36 km from the place DUBOVA" in said(intake, "far_from_namesake")
    assert "'INVENTED B' and 'INVENTED A' for RO0002" in said(intake, "two_names")
    assert "line 5" in said(intake, "no_position")
    assert "found 1 rows with N" in said(intake, "left_out")


def test_waterbase_means_below_their_limit_are_bounds_with_a_note():
    intake = taught(VALUES, "waterbase_aggregated")
    sound = intake.sound.set_index(["analyte", "statistic"])
    assert sound.loc[("Cu", "mean"), ["value", "censoring"]].tolist() == [7, ""]
    assert sound.loc[("Ni", "mean"), ["value", "censoring"]].tolist() == [6, "<"]
    silver = sound.loc[("Ag", "mean")]
    assert (silver["value"], silver["censoring"]) == (0.1, "<")
    assert silver["bound_note"] == "printed 0.06, below the limit of quantification"
    assert ("B", "mean") not in sound.index
    assert 'found "12", expected a value not above 1.5' in said(intake, "below_yet_above")
    assert "found Lindane" in said(intake, "skipped_analytes")


def test_waterbase_values_find_the_sites_imported_before(tmp_path):
    store = tmp_path / "store"
    new_package(store)
    one, two = tmp_path / "sites.csv", tmp_path / "values.csv"
    one.write_text(SITES)
    two.write_text(VALUES)
    assert run(one, store, "--mapping", "waterbase_sites", "--licence", "x") == 0
    run(two, store, "--mapping", "waterbase_aggregated", "--licence", "x")
    found = open_store(store).values().set_index("analyte")
    assert found.loc["Cu", "lat"].tolist() == [45.755, 45.755]
    assert found.loc["Zn", "scope"].tolist() == ["pooled", "pooled"]


def test_openaq_sentinels_and_gases_are_no_values():
    intake = taught(STATIONS, "openaq_stations")
    assert values(intake, "analyte") == ["SO2"]
    assert "stands for no value" in said(intake, "sentinel")
    assert "found CO" in said(intake, "skipped_analytes")
    assert "found -270.4 µg/m³" in said(intake, "impossible")


def test_gemas_columns_are_metals_in_milligrams_per_kilogram():
    intake = taught(
        "COUNTRY,longitude,latitude,Xcoord,soilclass,clay,Al,Cr,Zn\n"
        "SRB,22.1556,44.034,5200000,Loam,21.5,61000,88,71\n",
        "gemas_robcompositions",
    )
    assert values(intake, "analyte") == ["Al", "Cr", "Zn", "clay"]
    assert values(intake, "unit") == ["mg/kg", "mg/kg", "mg/kg", "%"]
    assert values(intake, "country") == ["RS"] * 4


def test_carbon_monoxide_in_air_is_never_cobalt():
    text = "medium,analyte,value,unit\nair,CO,223,µg/m³\n"
    intake = read_intake(text.encode(), "a.csv", words(), mapping=parse_mapping(
        "mapping: 1\ntitle: x\nconstants: {medium: air}", "x"))  # fmt: skip
    assert values(intake) == []
    assert "unknown_analyte" in codes(intake)


def test_icmm_facilities_become_sites_or_are_refused_by_name(tmp_path):
    features = [facility(1), facility(2, name="No Other Known Name.", confidenceFactor="Very Low"),
                facility(3, assetType="Steel Plant"), facility(4, name="ParoÅŸeni")]  # fmt: skip
    file = tmp_path / "icmm.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    store = tmp_path / "store"
    assert run(file, store, "--mapping", "icmm_facilities") == 1
    sites = open_store(store).layer("mining_sites").set_index("site_id")
    assert sites["name"].tolist() == ["Mine 1", "Facility without a known name", "Paroşeni"]
    assert sites["coord_uncertainty_m"].tolist() == [1500, 20000, 1500]
    assert sites["type"].unique().tolist() == ["mine"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("mapping: 1\ntitle: x\ncolums: {}", "x.yaml, colums: found {}, expected a known key"),
        ("mapping: 1", "x.yaml, title: found nothing, expected this key"),
        ("mapping: 1\ntitle: x\ntitle: y", "found broken YAML"),
        ("mapping: 2\ntitle: x", "x.yaml, mapping: found 2"),
        ("mapping: 1\ntitle: &a x\nnote: *a", "found a YAML alias"),
        ("mapping: 1\ntitle: x\nzero: maybe", "x.yaml, zero: found maybe"),
        ("- 1", "expected"),
    ],
)
def test_a_wrong_mapping_is_refused_by_its_key(text, message):
    with pytest.raises(AtlasError, match=re.escape(message)):
        parse_mapping(text, "x.yaml")


def test_a_missing_mapping_names_the_ready_ones(tmp_path: Path):
    with pytest.raises(AtlasError, match="ready ones: gemas_robcompositions, icmm"):
        load_mapping(tmp_path / "none.yaml")
