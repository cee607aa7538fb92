from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from layers.errors import AtlasError
from layers.store import LAYERS, Store, open_store
from layers.store.values import COLUMNS

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def small(small_package: Path) -> Store:
    return open_store(small_package)


@pytest.fixture(scope="module")
def published() -> Store:
    return open_store(ROOT / "data")


def test_values_have_the_promised_columns(small: Store) -> None:
    assert tuple(small.values().columns) == COLUMNS


def test_every_measurement_is_one_value(published: Store) -> None:
    values = published.values()
    assert len(values) == len(published.measurements()) == published.counts()["measurements"]
    assert values["measurement_id"].is_unique


def test_a_value_stands_in_the_unit_of_its_medium(small: Store) -> None:
    values = small.values().set_index("measurement_id")
    assert values.at["M-3", "value_std"] == pytest.approx(2400)
    assert values.at["M-3", "unit_std"] == "mg/kg"
    assert values.at["M-4", "value_std"] == pytest.approx(500)
    assert values.at["M-4", "unit_std"] == "µg/L"
    assert values.at["M-5", "unit_std"] == "pH"


def test_fresh_mass_is_compared_in_a_unit_of_its_own(small: Store) -> None:
    mercury = small.values().set_index("measurement_id").loc["M-6"]
    assert mercury["value_std"] == pytest.approx(0.3)
    assert mercury["unit_std"] == "mg/kg fw"


def test_the_printed_number_keeps_its_zeros(small: Store) -> None:
    values = small.values().set_index("measurement_id")
    assert values.at["M-1", "value_printed"] == "150.0"
    assert values.at["M-1", "value"] == 150.0


def test_only_a_single_sample_is_not_pooled(published: Store) -> None:
    values = published.values()
    assert (values["pooled"] == (values["statistic"] != "single")).all()
    assert values.loc[values["point_id"] == "RS-BOR-12PT", "pooled"].all()


def test_years_come_from_the_dates(small: Store) -> None:
    values = small.values().set_index("measurement_id")
    assert (values.at["M-4", "year_start"], values.at["M-4", "year_end"]) == (2019, 2020)
    assert pd.isna(values.at["M-1", "year_start"])


def test_blood_by_mass_is_not_turned_into_blood_by_volume(published: Store) -> None:
    values = published.values()
    by_mass = values[(values["medium"] == "blood") & (values["unit"] == "ng/g")]
    assert len(by_mass) == 5
    assert by_mass["value_std"].isna().all()


def test_everything_else_published_can_be_compared(published: Store) -> None:
    values = published.values()
    strange = values[values["value_std"].isna()]
    assert set(strange["medium"]) == {"blood"}


def test_radionuclides_are_compared_as_activities(published: Store) -> None:
    values = published.values()
    caesium = values[values["analyte"] == "Cs-137"]
    assert set(caesium["unit_std"]) == {"Bq/kg"}


@pytest.mark.parametrize("name", LAYERS)
def test_layers_are_in_degrees_and_placed_by_their_columns(published: Store, name: str) -> None:
    layer = published.layer(name)
    assert layer.crs.to_epsg() == 4326
    placed = layer["lat"].notna()
    assert (layer.geometry.is_empty == ~placed).all()
    assert np.allclose(layer.geometry[placed].x, layer.loc[placed, "lon"])
    assert np.allclose(layer.geometry[placed].y, layer.loc[placed, "lat"])


def test_an_unknown_layer_is_refused_by_name(small: Store) -> None:
    with pytest.raises(AtlasError, match="no layer 'roads'; the layers are mining_sites"):
        small.layer("roads")


@pytest.mark.parametrize("read", ["values", "measurements", "findings", "sources", "layer"])
def test_changing_a_frame_changes_nothing_in_the_store(small: Store, read: str) -> None:
    argument = ("mining_sites",) if read == "layer" else ()
    before = getattr(small, read)(*argument)
    changed = getattr(small, read)(*argument)
    changed["source_id"] = "changed"
    changed.loc[0, "note"] = "changed"
    after = getattr(small, read)(*argument)
    pd.testing.assert_frame_equal(pd.DataFrame(after), pd.DataFrame(before))


def test_counts_are_those_of_the_tables(small: Store) -> None:
    assert small.counts() == {
        "mining_sites": 1,
        "waste_areas": 2,
        "sampling_points": 4,
        "measurements": 6,
    }


def test_a_package_without_measurements_is_a_package(small_package: Path) -> None:
    path = small_package / "measurements.csv"
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    values = open_store(small_package).values()
    assert tuple(values.columns) == COLUMNS
    assert values.empty


def test_a_database_address_is_refused_in_words() -> None:
    with pytest.raises(AtlasError, match="is not a folder"):
        open_store("postgresql://localhost/atlas")


def test_published_figures_are_not_counted_twice(published: Store) -> None:
    values = published.values()
    same = ["source_id", "medium", "analyte", "value", "unit", "statistic", "taxon", "organ"]
    apart = ["depth_top_cm", "note", "locator", "date_start"]
    assert not values.duplicated([*same, *apart]).any()
    danube = values[(values["analyte"] == "Cu") & (values["value"] == 742.7)]
    assert len(danube) == 1


def test_every_source_of_a_value_is_known(published: Store) -> None:
    known = set(published.sources()["source_id"])
    assert set(published.values()["source_id"]) <= known
    assert set(published.findings()["source_id"]) <= known


def test_the_highest_of_several_means_is_not_called_a_mean(published: Store) -> None:
    values = published.values()
    highest = values["note"].str.match(r"highest (average|mean) of")
    assert highest.sum() == 9
    assert set(values.loc[highest, "statistic"]) == {"max_of_means"}
