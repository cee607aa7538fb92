import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import periodictable
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.errors import AtlasError, PackageError
from layers.registry import DEFAULT_FOLDER, Measurand, Registry, UnitMatch
from tests.layers.packages import change

REGISTRY = Registry.load()

SPELLINGS = [
    ("mg/kg", "mg/kg", ""),
    ("MG/KG", "mg/kg", ""),
    ("mg kg-1", "mg/kg", ""),
    ("mg kg⁻¹", "mg/kg", ""),
    ("ppm", "mg/kg", ""),
    ("ug/g", "µg/g", ""),
    ("\N{MICRO SIGN}g/g", "µg/g", ""),
    ("\N{GREEK SMALL LETTER MU}g/g", "µg/g", ""),
    ("g/t", "g/t", ""),
    ("% ", "%", ""),
    ("ug/l", "µg/L", ""),
    ("mg/l", "mg/L", ""),
    ("g/dm3", "g/L", ""),
    ("ng/m3", "ng/m³", ""),
    ("mg/kg dm", "mg/kg", "dry_mass"),
    ("mg/kg s.u.", "mg/kg", "dry_mass"),
    ("mg/kg ww", "mg/kg", "fresh_mass"),
    ("ug/g w.w.", None, ""),
    ("mg per kg", None, ""),
    ("", None, ""),
]


@pytest.mark.parametrize(("text", "unit", "fraction"), SPELLINGS)
def test_units_are_recognised_as_laboratories_spell_them(
    text: str, unit: str | None, fraction: str
) -> None:
    assert REGISTRY.find_unit(text) == (UnitMatch(unit, fraction) if unit else None)


def test_the_canonical_micro_sign_is_the_micro_sign() -> None:
    for unit in REGISTRY.units["unit"]:
        assert "\N{GREEK SMALL LETTER MU}" not in unit


NAMES = [
    ("Cu", "Cu"),
    ("copper", "Cu"),
    ("Cupru", "Cu"),
    ("bakar", "Cu"),
    ("БАКАР", "Cu"),
    ("živa", "Hg"),
    ("жива", "Hg"),
    ("Cr(VI)", "CrVI"),
    ("137Cs", "Cs-137"),
    ("¹³⁷Cs", "Cs-137"),
    ("pH", "pH"),
    ("kryptonite", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "analyte"), NAMES)
def test_analytes_are_recognised_in_every_language_and_script(
    text: str, analyte: str | None
) -> None:
    assert REGISTRY.find_analyte(text) == analyte


def test_the_share_of_every_oxide_follows_from_the_standard_atomic_weights() -> None:
    for row in REGISTRY.oxides.itertuples():
        whole = periodictable.formula(row.oxide)
        element = periodictable.elements.symbol(row.analyte)
        share = whole.atoms[element] * element.mass / whole.mass
        assert row.factor == pytest.approx(share, abs=5e-7), row.oxide
        assert set(whole.atoms) == {element, periodictable.O}
        assert row.source == "doi:10.1515/pac-2019-0603"


@pytest.mark.parametrize(
    ("text", "analyte", "oxide"),
    [
        ("Fe2O3", "Fe", "Fe2O3"),
        ("Fe₂O₃", "Fe", "Fe2O3"),
        ("FE2O3 (T)", "Fe", "Fe2O3"),
        ("MnO2", "Mn", "MnO2"),
        ("Al2O3", "Al", "Al2O3"),
        ("P2O5", "P", "P2O5"),
        ("SO3", "S", "SO3"),
        ("CoO", "Co", "CoO"),
        ("Co", "Co", ""),
        ("SO2", "SO2", ""),
    ],
)
def test_oxides_are_recognised_and_never_taken_for_something_else(
    text: str, analyte: str, oxide: str
) -> None:
    found = REGISTRY.find_measurand(text)
    assert found is not None
    assert (found.analyte, found.oxide) == (analyte, oxide)
    assert (found.factor < 1) == bool(oxide)


@pytest.mark.parametrize("text", ["SiO2", "LOI", "iron oxide", "Fe2O", "", "CO2", "H2O"])
def test_what_is_no_known_oxide_is_not_guessed(text: str) -> None:
    assert REGISTRY.find_measurand(text) is None


def test_no_spelling_of_an_oxide_is_the_name_of_anything_else() -> None:
    spelled = [
        (row.oxide, spelling.casefold().replace(" ", ""))
        for row in REGISTRY.oxides.itertuples()
        for spelling in (row.oxide, *row.spellings.split(";"))
        if spelling
    ]
    assert len({text for _, text in spelled}) == len(spelled)
    assert [text for _, text in spelled if REGISTRY.find_analyte(text)] == []


def test_oxides_are_for_solids_only() -> None:
    dimensions = REGISTRY.units.set_index("unit")["dimension"]
    iron, oxide = REGISTRY.find_measurand("Fe"), REGISTRY.find_measurand("Fe2O3")
    assert iron == Measurand("Fe")
    assert iron.fits(dimensions["mg/L"])
    assert oxide is not None
    assert oxide.fits(dimensions["%"])
    assert oxide.fits(dimensions["mg/kg fw"])
    assert not oxide.fits(dimensions["mg/L"])


CONVERSIONS = [
    (0.24, "%", "mg/kg", 2400),
    (20.5, "µg/kg", "mg/kg", 0.0205),
    (4.5, "g/t", "mg/kg", 4.5),
    (0.75, "mg/L", "µg/L", 750),
    (1.3, "g/dm3", "µg/L", 1.3e6),
    (1.28, "µg/m³", "ng/m³", 1280),
    (1782, "mBq/L", "Bq/L", 1.782),
    (6.12e-5, "Sv", "mSv", 0.0612),
    (3, "mg/kg fw", "mg/kg fw", 3),
    (3, "µg/kg ww", "mg/kg fw", 0.003),
]


@pytest.mark.parametrize(("value", "unit", "target", "expected"), CONVERSIONS)
def test_values_are_converted(value: float, unit: str, target: str, expected: float) -> None:
    assert REGISTRY.convert([value], unit, target)[0] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("unit", "target"),
    [
        ("mg/kg", "mg/L"),
        ("pH", "mg/kg"),
        ("mg/kg fw", "mg/kg"),
        ("µg/g ww", "mg/kg"),
        ("µg/kg wet weight", "µg/kg dw"),
        ("ng/g", "µg/L"),
        ("Bq/kg", "mg/kg"),
    ],
)
def test_what_cannot_be_compared_is_not_converted(unit: str, target: str) -> None:
    with pytest.raises(AtlasError, match="cannot be converted"):
        REGISTRY.convert([1.0], unit, target)
    if {unit, target} <= set(REGISTRY.units["unit"]):
        assert np.isnan(REGISTRY.factors([unit], [target])[0])


def test_an_unknown_unit_is_named() -> None:
    with pytest.raises(AtlasError, match="unknown unit 'bushel'"):
        REGISTRY.convert([1.0], "bushel", "mg/kg")


PAIRS = [
    (one, other)
    for _, group in REGISTRY.units.groupby("unit_base")
    for one in group["unit"]
    for other in group["unit"]
]


@settings(deadline=None)
@given(st.sampled_from(PAIRS), st.floats(1e-6, 1e6))
def test_converting_there_and_back_gives_the_same_value(
    pair: tuple[str, str], value: float
) -> None:
    one, other = pair
    there = REGISTRY.factors([one], [other]) * value
    assert (REGISTRY.factors([other], [one]) * there)[0] == pytest.approx(value)


def test_a_new_metal_is_one_line(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(DEFAULT_FOLDER, tmp_path / "registry"))
    with (folder / "analytes.csv").open("a", encoding="utf-8") as stream:
        stream.write("Ga,gallium,galiu,galijum,metal,Ga,галијум,900,yes,\n")
    registry = Registry.load(folder)
    assert registry.find_analyte("галијум") == "Ga"
    frame = pd.DataFrame(
        {"medium": ["soil"], "analyte": ["Ga"], "fraction": [""], "value": [17.0], "unit": ["g/t"]}
    )
    values, units = registry.standardise(frame)
    assert (values[0], units[0]) == (17.0, "mg/kg")


@pytest.mark.parametrize(
    ("file", "line", "cells", "message"),
    [
        ("analytes.csv", 2, {"kind": "metall"}, "line 2, column kind"),
        ("analytes.csv", 2, {"label_ro": ""}, "line 2, column label_ro: found an empty cell"),
        ("analytes.csv", 3, {"analyte": "Cu"}, 'line 3, column analyte: found "Cu" again'),
        ("media.csv", 2, {"unit_std": "mg/kilo"}, 'line 2, column unit_std: found "mg/kilo"'),
        ("units.csv", 2, {"factor": "0"}, "line 2, column factor"),
        ("vocabulary.csv", 3, {"term": "single"}, "line 3, column term"),
        ("oxides.csv", 2, {"factor": "1.4"}, "line 2, column factor"),
        ("oxides.csv", 3, {"analyte": "Si"}, 'line 3, column analyte: found "Si"'),
        ("oxides.csv", 4, {"source": ""}, "line 4, column source: found an empty cell"),
    ],
)
def test_a_broken_registry_is_refused_by_line_and_column(
    tmp_path: Path, file: str, line: int, cells: dict[str, str], message: str
) -> None:
    folder = Path(shutil.copytree(DEFAULT_FOLDER, tmp_path / "registry"))
    change(folder, file, line, cells)
    with pytest.raises(PackageError) as refusal:
        Registry.load(folder)
    assert f"{file}, {message}" in str(refusal.value)


def test_words_have_names_in_three_languages() -> None:
    assert REGISTRY.label("statistic", "median", "ro") == "mediană"
    assert REGISTRY.label("medium", "tailings", "sr") == "flotacijska jalovina"
    assert REGISTRY.label("analyte", "Pb") == "lead"
    assert REGISTRY.label("analyte", "Xx") == "Xx"


def test_romanian_names_use_comma_below_letters() -> None:
    for frame in (REGISTRY.analytes, REGISTRY.media, REGISTRY.vocabulary):
        assert not frame["label_ro"].str.contains("[şţŞŢ]").any()
