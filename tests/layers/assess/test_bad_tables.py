"""Whatever a laboratory's table holds: refused by row and column, or judged as it stands."""

import math
import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from layers.__main__ import main
from layers.assess import judge, load_limits
from layers.assess.lab_table import LabTable
from layers.errors import AtlasError
from layers.intake.lab import read_lab_table
from layers.intake.words import Words

from .conftest import REGISTRY

WORDS, LIMITS = Words.load(), load_limits(REGISTRY)
MANY = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

numbers = st.floats(0, 1e6, allow_nan=False).map("{:.6g}".format)
cells = st.one_of(
    numbers, numbers.map("<{}".format), numbers.map("-{}".format),
    st.sampled_from(["", "n.d.", "<LOD", "1,5", "abc", "1e400", "½", "=1+1", "nan", "inf", "--"]),
    st.sampled_from(["5 6", "<-1", ">7", "0", "<0", "1.2.3", "\u0663"]),
)  # fmt: skip
media = st.sampled_from(["soil", "Soil", "water", "tailings", "cheese", ""])
headings = st.sampled_from(
    [
        "Cu [mg/kg]",
        "Cu (µg/L)",
        "Pb [%]",
        "Se [mg/kg ww]",
        "Fe2O3 [%]",
        "Xx [ppm]",
        "Zn",
        "clay [%]",
    ]
)


@MANY
@given(
    st.lists(headings, min_size=1, max_size=3, unique=True),
    st.lists(st.tuples(media, st.lists(cells, min_size=3, max_size=3)), min_size=1, max_size=4),
)
def test_a_wide_table_is_refused_by_place_or_judged_honestly(
    tmp_path: Path, heads: list[str], rows: list[tuple[str, list[str]]]
) -> None:
    file = tmp_path / "fuzz.csv"
    lines = [";".join(("medium", *heads))]
    lines += [";".join((medium, *texts[: len(heads)])) for medium, texts in rows]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    table = _read(file)
    if table is None:
        return
    _is_honest(table.values)
    for problem in table.problems.kept:
        assert re.search(r"fuzz\.csv, (line \d+, )?column ", str(problem)), str(problem)


@MANY
@given(
    st.lists(
        st.tuples(
            media,
            st.sampled_from(["Cu", "copper", "MnO", "SO3", "Xx", "pH", ""]),
            cells,
            st.sampled_from(["mg/kg", "ppm", "mg/L", "%", "mg/kg ww", "furlong", ""]),
            st.sampled_from(["", "total", "Dry mass", "fresh_mass", "half"]),
            st.sampled_from(["", "2019", "2019-02-30", "19", "31.12.2019"]),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_a_long_table_is_refused_by_place_or_judged_honestly(
    tmp_path: Path, rows: list[tuple[str, ...]]
) -> None:
    file = tmp_path / "fuzz.csv"
    head = "medium;analyte;value;unit;fraction;date"
    file.write_text("\n".join((head, *map(";".join, rows))) + "\n", encoding="utf-8")
    table = _read(file)
    if table is None:
        return
    _is_honest(table.values)


def _read(file: Path) -> LabTable | None:
    """Return the table, or None where it is refused as a whole, by the name of its file."""
    try:
        return read_lab_table(file, WORDS)
    except AtlasError as error:
        refusal = str(error)
    assert file.name in refusal
    return None


def _is_honest(values: pd.DataFrame) -> None:
    """What is judged is a finite amount; a green does not stand above its limit."""
    for law in ("RO", "RS"):
        judged = judge(values, LIMITS, law=law)
        for value, row in zip(values["value"], judged.to_dict("records"), strict=True):
            assert (row["step"] < 0) == (row["reason"] != "")
            if row["step"] >= 0:
                assert math.isfinite(value)
                assert value >= 0
            if row["step"] == 0 and row["verdict"] != "class_II":
                assert not row["times_limit"] > 1 + 1e-8


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02",
        b"PK\x03\x04broken",
        b"medium;Cu [mg/kg]\n",
        b"\xff\xfe\x00",
        b";;;\n;;;\n",
    ],
)
@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet", ".txt"])
def test_a_file_that_is_no_table_is_refused_by_name(
    tmp_path: Path, capsys, content: bytes, ending: str
) -> None:
    file = tmp_path / f"broken{ending}"
    file.write_bytes(content)
    assert main(["assess", str(file), "-o", str(tmp_path / "out.csv"), "--medium", "soil"]) == 1
    said = capsys.readouterr().err
    assert "broken" in said
    assert "Traceback" not in said
    assert not (tmp_path / "out.csv").exists()
