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
from tests.layers.intake.tables import book, codes, read, refusal, said, values, words
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
    assert "found Lindane (1)" in said(intake, "skipped_analytes")


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
    assert "Zn" not in found.index


def test_values_of_a_site_that_is_not_for_publication_stay_out_with_it(tmp_path, capsys):
    store, sites, measured = tmp_path / "store", tmp_path / "sites.csv", tmp_path / "values.csv"
    sites.write_text(SITES)
    measured.write_text(VALUES + "RO0004,2012,2,7,9,12,2,Copper\nRO0004,2013,2,7,9,12,2,Copper\n")
    new_package(store)
    run(sites, store, "--mapping", "waterbase_sites", "--licence", "x")
    run(measured, store, "--mapping", "waterbase_aggregated", "--licence", "x")
    assert 'found "RO0004" in 2 rows, expected a point of the package' in capsys.readouterr().err
    assert not [file for file in store.rglob("*.csv") if "RO0004" in file.read_text()]


def test_a_name_that_is_nearly_an_analytes_is_not_left_out_unseen():
    intake = taught(VALUES.replace("Copper", "Coper"), "waterbase_aggregated")
    assert said(intake, "nearly_analyte").count('found "Coper" in 1 rows') == 1
    assert "if Cu is meant, say so in the mapping" in said(intake, "nearly_analyte")
    assert "found Coper (1), Lindane (1)" in said(intake, "skipped_analytes")


def test_values_of_one_day_are_told_apart_by_their_hours():
    first, later = STATIONS.splitlines()[1:2] * 2
    table = "\n".join([STATIONS.splitlines()[0], first, later.replace("T09", "T10")])
    intake = taught(table, "openaq_stations")
    assert "replicate" not in codes(intake)
    assert "copy" not in codes(intake)
    assert values(intake, "note") == ["at 09:00+02:00", "at 10:00+02:00"]


def test_openaq_sentinels_and_gases_are_no_values():
    intake = taught(STATIONS, "openaq_stations")
    assert values(intake, "analyte") == ["SO2"]
    assert "stands for no value" in said(intake, "sentinel")
    assert "found CO (1)" in said(intake, "skipped_analytes")
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


def test_icmm_facilities_become_sites_or_are_refused_by_name(tmp_path, capsys):
    features = [facility(1), facility(2, name="No Other Known Name.", confidenceFactor="Very Low"),
                facility(3, assetType="Steel Plant"), facility(4, name="ParoÅŸeni"),
                facility(5, name="")]  # fmt: skip
    file = tmp_path / "icmm.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    store = tmp_path / "store"
    assert run(file, store, "--mapping", "icmm_facilities") == 1
    sites = open_store(store).layer("mining_sites").set_index("site_id")
    assert sites["name"].tolist() == ["Mine 1", "Facility without a known name", "Paroşeni"]
    assert sites["coord_uncertainty_m"].tolist() == [1500, 20000, 1500]
    assert sites["type"].unique().tolist() == ["mine"]
    assert "0 values and 2 rows rejected" in capsys.readouterr().out


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


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "columns: {Kupfer: measuredd}",
            'x.yaml, columns.Kupfer: found "measuredd", expected a role; nearest: measured',
        ),
        ("constants: {medum: soil}", 'constants: found "medum", expected a role; nearest: medium'),
        (
            "constants: {medium: sooil}",
            'constants.medium: found "sooil", expected a word of its vocabulary; nearest: soil',
        ),
        ("constants: {land_use: Grădină}", "nearest: garden"),
        ("constants: {n: many}", 'constants.n: found "many", expected a number'),
        ("constants: {year: '24'}", 'constants.year: found "24", expected a year'),
        (
            "values: [{column: A, analyte: Cuu}]",
            'values.0.analyte: found "Cuu", expected an analyte; nearest: Cu',
        ),
        ("values: [{column: A, unit: yards}]", 'values.0.unit: found "yards", expected a unit'),
        (
            "values: [{column: A, statistic: meaan}]",
            "expected a word of its vocabulary; nearest: mean",
        ),
        ("analytes: {Kupfer: copper}", 'analytes.Kupfer: found "copper", expected an analyte'),
        ("units: {x: yards}", 'units.x: found "yards", expected a unit'),
        (
            "terms: {fraction: {W: all}}",
            'terms.fraction.W: found "all", expected a word of its vocabulary',
        ),
        (
            "leave_out: {stattus: [N]}",
            'leave_out: found "stattus", expected a role with words; nearest: status',
        ),
        ("coordinates: Mars", 'coordinates: found "Mars", expected a coordinate system'),
        ("file: {encoding: rot13}", 'file.encoding: found "rot13", expected an encoding'),
        ('file: {divider: "\\n"}', 'file.divider: found "\\n", expected a sign'),
        ("uncertainty: {High: -5.0}", 'uncertainty.High: found "-5", expected metres above 0'),
    ],
)
def test_a_word_that_means_nothing_is_refused_by_its_key(text, message):
    with pytest.raises(AtlasError, match=re.escape(message)):
        parse_mapping(f"mapping: 1\ntitle: x\n{text}", "x.yaml", words())


def test_an_unknown_key_is_refused_with_the_nearest():
    with pytest.raises(AtlasError, match=r"found \{\}, expected a known key; nearest: columns"):
        parse_mapping("mapping: 1\ntitle: x\ncolums: {}", "x.yaml")


def test_what_a_mapping_names_and_the_file_lacks_is_said():
    intake = read(
        "sample,A1,Lead 2\nA,5,9\n",
        columns={"sample": "sample_id", "Place": "name", "Not this": "skip"},
        values=({"column": "A1", "analyte": "Cu", "unit": "mg/kg"},
                {"column": "Lead 1", "analyte": "Pb", "unit": "mg/kg"}),
    )  # fmt: skip
    assert values(intake, "analyte") == ["Cu"]
    assert [fault.column for fault in intake.faults.of("column_ignored")] == ["Lead 2"]
    assert [fault.found for fault in intake.faults.of("column_absent")] == [
        "no column 'Place'", "no column 'Lead 1', but 'Lead 2'"]  # fmt: skip


def test_a_sheet_that_a_mapping_names_and_the_file_lacks_is_refused():
    data = book([["sample", "Cu [mg/kg]"], ["A", 5]])
    said = refusal(data, "lab.xlsx", file={"sheet": "Results"})
    assert "found the sheets 'Sheet 1', expected the sheet 'Results'" in said


def test_words_that_stand_for_no_value_are_none():
    text = "sample,Cu [mg/kg]\nA,brak\nB,5\nC,-999\n"
    intake = read(text, missing=("brak", "-999"))
    assert values(intake) == [5]
    assert codes(intake).count("sentinel") == 1
    assert intake.faults.errors == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            ("--medium", "sooil"),
            'constants.medium: found "sooil", expected a word of its vocabulary',
        ),
        (("--medium", "soil", "--crs", "Mars"), 'coordinates: found "Mars"'),
        (("--mapping", "{mapping}"), 'columns.sample: found "smple_id", expected a role'),
    ],
)
def test_an_import_checks_the_words_of_its_mapping(tmp_path, capsys, options, message):
    file, mapping = tmp_path / "lab.csv", tmp_path / "lab.yaml"
    file.write_text("sample,Cu [mg/kg]\nA,5\n")
    mapping.write_text("mapping: 1\ntitle: x\ncolumns: {sample: smple_id}")
    said = [option.format(mapping=mapping) for option in options]
    assert run(file, tmp_path / "store", *said, "--dry-run") == 1
    assert message in capsys.readouterr().err


def test_a_missing_mapping_names_the_ready_ones(tmp_path: Path):
    with pytest.raises(AtlasError, match="ready ones: gemas_robcompositions, icmm"):
        load_mapping(tmp_path / "none.yaml")
