"""Too little is said only where a text says so, and never of a metal that no text speaks of."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.assess.errors import RegistryError
from layers.assess.essential import Essential, judge_low_end
from layers.registry import DEFAULT_FOLDER, Registry

ESSENTIAL = Essential.load()
REGISTRY = Registry.load()


def judged(value: object, **other: object) -> pd.Series:
    row = {"medium": "soil", "analyte": "Se", "unit": "mg/kg", "value": value} | other
    return judge_low_end(pd.DataFrame([row]), ESSENTIAL, REGISTRY).iloc[0]


def test_the_published_mean_of_serbian_soils_is_poor_in_selenium() -> None:
    found = judged(230, unit="µg/kg")
    assert found["low_end"] == "below_mark"
    assert found["share_of_mark"] == pytest.approx(0.230 / 0.383)
    assert found["mark_id"] == "Se.soil.world_mean"


def test_exactly_at_the_mark_is_not_below_it_in_any_unit() -> None:
    assert judged(0.383)["low_end"] == "not_below_mark"
    assert judged(383, unit="µg/kg")["low_end"] == "not_below_mark"
    assert judged(0.38299)["low_end"] == "below_mark"


@pytest.mark.parametrize(
    ("sign", "value", "word"),
    [
        ("<", 0.383, "below_mark"),
        ("<", 0.4, "not_judged"),
        (">", 0.383, "not_below_mark"),
        (">", 0.1, "not_judged"),
    ],
)
def test_a_bound_is_judged_as_a_bound(sign: str, value: float, word: str) -> None:
    found = judged(value, censoring=sign)
    assert found["low_end"] == word
    assert (found["reason"] == "censored_around_mark") == (word == "not_judged")


def test_a_weak_extraction_never_shows_that_there_is_too_little() -> None:
    weak = {"extraction": "CH3COONH4-EDTA pH 7"}
    assert judged(0.014, **weak)["reason"] == "not_total"
    assert judged(0.5, **weak)["low_end"] == "not_below_mark"
    assert judged(0.2, fraction="clay_fraction")["reason"] == "not_total"


@pytest.mark.parametrize("analyte", ["Cu", "Zn"])
def test_of_copper_and_zinc_no_text_with_a_number_was_found(analyte: str) -> None:
    found = judged(1.0, analyte=analyte)
    assert (found["low_end"], found["reason"]) == ("no_mark", "no_text_found")
    assert pd.isna(found["share_of_mark"])


@pytest.mark.parametrize(
    ("analyte", "value", "word"),
    [("Zn", 0.49, "below_mark"), ("Zn", 0.5, "not_below_mark"), ("Cu", 0.3, "below_mark")],
)
def test_what_dtpa_extracts_is_held_against_the_mark_for_crops(
    analyte: str, value: float, word: str
) -> None:
    found = judged(value, analyte=analyte, extraction="DTPA, pH 7.3")
    assert (found["low_end"], found["mark_id"]) == (word, f"{analyte}.soil.dtpa")
    other = judged(value, analyte=analyte, extraction="EDTA")
    assert (other["low_end"], other["reason"]) == ("no_mark", "no_text_found")


def test_a_mark_for_one_plant_judges_no_other_and_says_so() -> None:
    found = judged(12, analyte="Zn", medium="plant")
    assert (found["low_end"], found["reason"]) == ("not_judged", "mark_for_other_values")
    assert found["mark_id"] == "Zn.plant.young_wheat"


def test_nothing_is_said_where_no_text_speaks_of_the_metal_in_the_medium() -> None:
    assert judged(0.001, analyte="Pb")["low_end"] == ""
    assert judged(0.001, medium="water")["low_end"] == ""


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"unit": "mg/kg fw"}, "wet_mass"),
        ({"fraction": "fresh_mass"}, "wet_mass"),
        ({"unit": "µg/L"}, "wrong_dimension"),
        ({"unit": ""}, "no_unit"),
        ({"unit": "bushel"}, "no_unit"),
        ({"value": None}, "no_value"),
        ({"value": -1}, "no_value"),
        ({"medium": "blood", "unit": "µg/L"}, "mark_for_other_values"),
    ],
)
def test_what_cannot_be_compared_says_why(other: dict[str, object], reason: str) -> None:
    found = judged(**({"value": 0.1} | other))
    assert (found["low_end"], found["reason"]) == ("not_judged", reason)


@given(st.lists(st.floats(0, 10), min_size=1, max_size=8), st.randoms())
def test_order_and_unit_change_nothing(values: list[float], random) -> None:
    order = list(range(len(values)))
    random.shuffle(order)
    frame = pd.DataFrame({"medium": "soil", "analyte": "Se", "unit": "mg/kg", "value": values})
    other = frame.assign(unit="µg/g").iloc[order]
    first = judge_low_end(frame, ESSENTIAL, REGISTRY)
    second = judge_low_end(other, ESSENTIAL, REGISTRY).sort_index()
    assert first.equals(second)


def test_every_number_was_read_somewhere_and_names_a_known_metal_and_unit() -> None:
    for mark in ESSENTIAL.marks:
        assert mark.analyte in set(REGISTRY.analytes["analyte"])
        assert mark.medium in set(REGISTRY.media["medium"])
        assert REGISTRY.find_unit(mark.unit)
        assert (mark.value is None) == (mark.kind == "none_known")
        assert mark.value is None or mark.url.startswith("https://")


def test_a_number_without_a_text_is_refused(tmp_path: Path) -> None:
    text = (DEFAULT_FOLDER / "essential.csv").read_text("utf-8")
    broken = text.replace("Cu,soil,total,,low,,", "Cu,soil,total,,low,5,")
    (tmp_path / "essential.csv").write_text(broken, "utf-8")
    with pytest.raises(RegistryError, match=r"essential\.csv, row 7"):
        Essential.load(tmp_path)


def test_two_marks_for_the_same_values_are_refused(tmp_path: Path) -> None:
    text = (DEFAULT_FOLDER / "essential.csv").read_text("utf-8")
    again = text.splitlines()[1].replace("Se.soil.world_mean", "Se.soil.again")
    (tmp_path / "essential.csv").write_text(f"{text}{again}\n", "utf-8")
    with pytest.raises(RegistryError, match="more than one mark"):
        Essential.load(tmp_path)
