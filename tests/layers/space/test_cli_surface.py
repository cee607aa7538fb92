"""The command that writes estimates as a GeoTIFF, or says why there are none."""

from pathlib import Path

import numpy as np
import pytest
import rasterio

from layers.__main__ import main
from layers.assess import load_limits
from layers.cli.surface import WORDS, legal_limit
from layers.space.surface.answers import Reason

REPO = Path(__file__).resolve().parents[3]
TRAINING, PUBLISHED = str(REPO / "data" / "training"), str(REPO / "data")


def surface(*arguments: object) -> int:
    return main(["surface", *(str(each) for each in arguments)])


def test_the_training_survey_becomes_a_raster_that_says_it_is_simulated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "cu.tif"
    status = surface(TRAINING, "--analyte", "Cu", "--medium", "soil", "--cell", 5000, "-o", out)
    assert status == 0
    assert "estimating: 100 %" in capsys.readouterr().err
    with rasterio.open(out) as found:
        said, names, bands = found.tags(), found.descriptions, found.read()
        assert found.res == (5000, 5000)
    assert said["SIMULATED"].startswith("yes")
    assert said["PACKAGE"] == "netmin-atlas-training"
    assert said["LIMIT"] == "100 mg/kg"
    assert said["LIMIT_FROM"] == "RO-756-1997.soil.sensitive.Cu.alert"
    assert int(said["POSITIONS"]) > 300
    assert float(said["LEAVE_ONE_OUT_FACTOR"]) > 1
    assert [name.split(" ")[0].strip(",") for name in names] == [
        "median",
        "low",
        "high",
        "probability",
    ]
    median, low, high, probability = bands
    known = np.isfinite(median)
    assert (low[known] < median[known]).all()
    assert (median[known] < high[known]).all()
    assert ((probability[known] >= 0) & (probability[known] <= 1)).all()
    assert [path.name for path in tmp_path.iterdir()] == ["cu.tif"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((PUBLISHED, "--analyte", "Cu", "--medium", "soil"), "0 positions with a single sample"),
        ((TRAINING, "--analyte", "Ni", "--medium", "soil"), "as much as the mean of all other"),
        ((TRAINING, "--analyte", "Cu", "--medium", "water"), "no field over the land"),
        ((TRAINING, "--analyte", "Xx", "--medium", "soil"), "--analyte: found 'Xx'"),
        ((TRAINING, "--analyte", "Cu", "--medium", "mud"), "--medium: found 'mud'"),
        (("no-such-folder", "--analyte", "Cu", "--medium", "soil"), "no-such-folder"),
        (
            (TRAINING, "--analyte", "Cu", "--medium", "soil", "--cell", "1"),
            "take larger ones",
        ),
    ],
)
def test_a_refusal_says_why_and_writes_nothing(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    message: str,
) -> None:
    out = tmp_path / "kept.tif"
    out.write_text("old")
    assert surface(*arguments, "-o", out) == 1
    assert message in capsys.readouterr().err
    assert out.read_text() == "old"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("name", ["map.png", "no-such-folder/map.tif"])
def test_a_name_that_cannot_be_written_is_refused_before_the_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    out = tmp_path / name
    assert surface(TRAINING, "--analyte", "Cu", "--medium", "soil", "-o", out) == 1
    assert "fitting" not in capsys.readouterr().err


@pytest.mark.parametrize("limit", ["0", "-1", "inf", "nan"])
def test_a_limit_must_be_a_number_above_zero(limit: str) -> None:
    with pytest.raises(SystemExit):
        surface("--analyte", "Cu", "--medium", "soil", "-o", "x.tif", "--limit", limit)


@pytest.mark.parametrize(
    ("law", "use", "analyte", "expected"),
    [
        ("RO", "sensitive", "Cu", (100.0, "RO-756-1997.soil.sensitive.Cu.alert")),
        ("RO", "less_sensitive", "Cu", (250.0, "RO-756-1997.soil.less_sensitive.Cu.alert")),
        ("RO", "sensitive", "Fe", (None, "RO law has none")),
    ],
)
def test_without_a_limit_the_law_gives_it(
    law: str, use: str, analyte: str, expected: tuple[float | None, str]
) -> None:
    assert legal_limit(load_limits(), law, use, "soil", analyte) == expected


def test_serbian_law_gives_its_limit() -> None:
    value, origin = legal_limit(load_limits(), "RS", "sensitive", "soil", "Cu")
    assert value == 36
    assert origin.startswith("RS-30-2018")


def test_every_refusal_of_a_whole_survey_has_words() -> None:
    assert set(Reason.__args__) - set(WORDS) == {"beyond_the_data"}  # type: ignore[attr-defined]
