"""The sound rows of a file, written and read again, are the same values at the same samples."""

import csv
import io
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from dashboard.own.rows import judged_values
from dashboard.own.sound import sound_table
from layers.assess import Limits, judge_all, load_limits
from layers.intake import read_intake
from layers.intake.importing import new_package
from layers.store import open_store
from tests.layers.intake.tables import words
from tests.layers.intake.test_import import SOURCE as IMPORT
from tests.layers.intake.test_import import run

KEPT = ["sample_id", "name", "lat", "lon", "analyte", "value", "unit", "censoring", "fraction",
        "statistic", "note"]  # fmt: skip


@pytest.fixture(scope="module")
def limits() -> Limits:
    return load_limits(registry=words().registry)


def values_of(data: bytes, limits: Limits) -> pd.DataFrame:
    return judged_values(read_intake(data, "lab.csv", words()), limits)


def as_csv(rows: list[list[str]]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode()


signs = st.sampled_from(["-", "+", "=", "@", "'", "'-", "'=", "|", "", "--"])
# with a digit: letters alone may say what a row is, as CV does
ids = st.builds("{}{}7".format, signs, st.from_regex(r"\A[A-Za-z0-9.+-]{1,5}\Z"))
degrees = st.floats(-40, 40).map(lambda number: f"{number:.3g}")
amounts = st.one_of(
    st.floats(0.001, 900).map(lambda number: f"{number:.6g}"),
    st.floats(0.01, 50).map(lambda number: f"<{number:.2f}"),
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    rows=st.lists(st.tuples(ids, ids, degrees, amounts), min_size=1, max_size=4,
                  unique_by=lambda row: row[0])
)  # fmt: skip
def test_export_import_export_is_the_same(limits: Limits, rows) -> None:
    heads = ["sample", "note", "lat", "lon", "medium", "temperature [°C]", "Cu mean [mg/L]"]
    body = [[one, note, "44.08", "22.1", "water", warm, copper] for one, note, warm, copper in rows]
    first = values_of(as_csv([heads, *body]), limits)
    written = sound_table(first)
    again = values_of(written, limits)
    assert_frame_equal(again[KEPT].astype(object), first[KEPT].astype(object))
    assert sound_table(again) == written


def test_a_negative_number_stays_a_number_and_an_id_its_text(limits: Limits) -> None:
    first = values_of(
        as_csv([["sample", "medium", "temperature [°C]"], ["-A1", "water", "-2.5"]]), limits
    )
    row = next(csv.DictReader(io.StringIO(sound_table(first).decode("utf-8-sig"))))
    assert (row["value"], row["sample_id"]) == ("-2.5", "'-A1")
    again = values_of(sound_table(first), limits)
    assert again[["sample_id", "value"]].to_numpy().tolist() == [["-A1", -2.5]]


def test_an_oxide_comes_back_as_the_same_share_of_its_metal(limits: Limits) -> None:
    first = values_of(as_csv([["sample", "medium", "Fe2O3 [%]"], ["A", "soil", "7.77"]]), limits)
    assert values_of(sound_table(first), limits)["value"].tolist() == first["value"].tolist()


WITH_CLAY = [
    ["sample", "site", "lat", "lon", "medium", "date", "clay [%]", "humus [%]", "Cu [mg/kg]"],
    ["A", "P1", "44.08", "22.1", "soil", "2024-05-31", "10", "2", "30"],
    ["B", "P2", "44.09", "22.2", "soil", "2024-05-31", "40", "5", "30"],
]


def test_limits_for_the_clay_of_a_sample_survive_export_and_import(limits: Limits) -> None:
    first = values_of(as_csv(WITH_CLAY), limits)
    again = values_of(sound_table(first), limits)
    names = ["analyte", "value", "limit_RS", "note_RS", "verdict_RS"]
    copper = first[first["analyte"] == "Cu"]
    assert copper["limit_RS"].nunique() == 2
    assert_frame_equal(again[names].astype(object), first[names].astype(object))


def test_an_import_is_judged_like_the_page_judges_its_file(limits: Limits, tmp_path: Path) -> None:
    file, folder = tmp_path / "lab.csv", tmp_path / "store"
    file.write_bytes(as_csv(WITH_CLAY))
    new_package(folder)
    assert run(file, folder, *IMPORT) == 0
    store, page = open_store(folder).values(), values_of(as_csv(WITH_CLAY), limits)
    judged = pd.concat([store, judge_all(store, limits)], axis=1)
    names = ["sample_id", "limit_RS", "verdict_RS"]
    found, wanted = (
        frame[frame["analyte"] == "Cu"].sort_values("sample_id")[names] for frame in (judged, page)
    )
    assert found.to_numpy(object).tolist() == wanted.to_numpy(object).tolist()
