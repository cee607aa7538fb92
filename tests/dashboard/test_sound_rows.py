"""The sound rows of a file, written and read again, are the same values at the same samples."""

import csv
import io

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from dashboard.own.rows import judged_values
from dashboard.own.sound import sound_table
from layers.assess import Limits, load_limits
from layers.intake import read_intake
from tests.layers.intake.tables import words

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
ids = st.builds(lambda sign, rest: sign + rest, signs, st.from_regex(r"\A[A-Za-z0-9.+-]{1,6}\Z"))
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
