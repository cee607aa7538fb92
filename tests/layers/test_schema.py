import json
from pathlib import Path

import pytest
from frictionless import Package, system

from layers.descriptor import resources
from layers.registry import Registry
from layers.schema import PACKAGE_TABLES, REGISTRY_TABLES
from layers.table_model import Table

ROOT = Path(__file__).resolve().parents[2]
COLUMNS = {
    "sources": "source_id authors year title journal doi url licence embargo_until note",
    "mining_sites": "site_id name name_local country admin1 municipality lat lon coord_quality "
    "coord_uncertainty_m commodities type status operator year_open year_close deposit_type "
    "source_id other_source_ids url from_memory note",
    "waste_areas": "waste_id name name_local scope country municipality site_id kind material "
    "status area_ha volume_m3 mass_t height_m value_qualifier year_start year_end lat lon "
    "coord_quality coord_uncertainty_m contaminants category_2006_21 incidents source_id "
    "other_source_ids url from_memory note",
    "water_bodies": "water_body flows_into facts legal_class source_id other_source_ids",
    "sampling_points": "point_id scope name water_body country municipality lat lon "
    "coord_quality coord_uncertainty_m land_use position from_memory source_id note",
    "measurements": "measurement_id point_id sample_id medium fraction taxon organ analyte value "
    "unit censoring statistic n sd depth_top_cm depth_bottom_cm date_start date_end method "
    "extraction source_id locator note",
    "findings": "finding_id point_id place medium quantity value unit censoring statistic "
    "date_start date_end text source_id locator note",
}


@pytest.mark.parametrize("table", PACKAGE_TABLES, ids=lambda table: table.name)
def test_the_columns_of_a_package_are_a_promise(table: Table) -> None:
    assert list(table.columns) == COLUMNS[table.name].split()


@pytest.mark.parametrize("table", [*PACKAGE_TABLES, *REGISTRY_TABLES], ids=lambda t: t.name)
def test_published_tables_keep_the_order_of_their_columns(table: Table) -> None:
    folder = ROOT / "data" / ("registry" if table in REGISTRY_TABLES else "")
    with (folder / table.file).open(encoding="utf-8") as stream:
        assert stream.readline().rstrip("\n").split(",") == list(table.columns)


@pytest.mark.parametrize("table", [*PACKAGE_TABLES, *REGISTRY_TABLES], ids=lambda t: t.name)
def test_every_column_with_controlled_words_has_words(table: Table) -> None:
    registry = Registry.load()
    for described in resources(ROOT / "data", registry):
        if described["name"] == table.name:
            for field in described["schema"]["fields"]:
                assert field.get("constraints", {}).get("enum", ["some"])


def test_the_committed_descriptor_is_what_the_models_say() -> None:
    committed = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    assert committed["resources"] == resources(ROOT / "data", Registry.load())


def test_frictionless_accepts_the_published_descriptor_and_data() -> None:
    with system.use_context(trusted=False):
        report = Package(str(ROOT / "data" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])[:5]
    assert {task.name for task in report.tasks} >= {table.name for table in PACKAGE_TABLES}


def test_frictionless_finds_a_fault_that_the_descriptor_forbids(small_package: Path) -> None:
    path = small_package / "measurements.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",BOR,", ",NOWHERE,", 1))
    with system.use_context(trusted=False):
        report = Package(str(small_package / "datapackage.json")).validate()
    assert [error[0] for error in report.flatten(["type"])] == ["foreign-key"]
