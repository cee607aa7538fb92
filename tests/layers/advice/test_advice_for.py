"""Which advice is said when: the number decides, unknown never looks good."""

from hypothesis import given
from hypothesis import strategies as st

from layers.advice import AdviceBook, Known, Situation, advice_for

BOOK = AdviceBook.load()
SERBIA, ROMANIA = frozenset({"RS", "RS-14"}), frozenset({"RO", "RO-CS"})


def said(
    *known: Known, use: str = "garden", areas=SERBIA, near=None, at=(44.6, 21.0), old=()
) -> list[str]:
    situation = Situation(use, areas, *at, near=near or {}, known=known, old=old)
    return [one.row.advice_id for one in advice_for(BOOK, situation)]


def soil(analyte: str, value: float, plain: str, unit: str = "mg/kg", **other) -> Known:
    sure = other.pop("sure", True)
    return Known(analyte, "soil", plain, other.pop("here", True), value, unit, sure=sure, **other)


def clean(*but: str) -> list[Known]:
    """Return normal results of the metals that must be known, but some."""
    return [soil(one, 0.1, "normal") for one in ("As", "Pb", "Cd", "Cu") if one not in but]


def test_the_number_decides_and_not_the_law() -> None:
    for plain in ("normal", "above_alert", "above_action", ""):
        assert "ADV040" in said(soil("Cd", 6, plain))
        assert "ADV035" not in said(soil("Cd", 6, plain))


def test_cadmium_of_the_four_ranges_is_told_apart() -> None:
    ranges = ("ADV035", "ADV036", "ADV038", "ADV039", "ADV040")
    for value, row in zip((0.4, 1.2, 2.0, 3.0, 5.1), ranges, strict=True):
        found = said(soil("Cd", value, "raised"), *clean("Cd"))
        assert [one for one in found if one in ranges] == [row]


def test_a_value_at_a_bound_is_not_above_it() -> None:
    assert "ADV052" not in said(soil("As", 20, "above_alert"))
    assert "ADV052" in said(soil("As", 20.1, "above_alert"))


def test_the_unit_of_the_result_does_not_matter() -> None:
    assert "ADV052" in said(soil("As", 21_000, "above_alert", unit="µg/kg"))
    assert "ADV052" not in said(soil("As", 19_000, "above_alert", unit="µg/kg"))


def test_a_value_known_as_a_bound_is_taken_as_one() -> None:
    assert "ADV035" in said(soil("Cd", 0.5, "normal", censoring="<"), *clean("Cd"))
    assert "ADV040" not in said(soil("Cd", 6, "", censoring="<"))
    assert "ADV040" in said(soil("Cd", 6, "", censoring=">"))


def test_sour_soil_has_its_own_rows() -> None:
    sour, neutral = soil("pH", 5.0, "", unit="pH"), soil("pH", 6.8, "", unit="pH")
    assert "ADV041" in said(soil("Cd", 3, "above_alert"), sour)
    assert "ADV041" not in said(soil("Cd", 3, "above_alert"), neutral)
    assert "ADV036" not in said(soil("Cd", 1, "raised"), sour)


def test_nothing_measured_here_never_reads_as_all_right() -> None:
    permits = {
        row.advice_id for row in BOOK.advice if row.permits == "yes" and row.when != "always"
    }
    nearby = [soil(one, 1, "normal", here=False) for one in ("Pb", "Cd", "As", "Cu")]
    assert not permits & set(said(*nearby, near={"smelter": 1.0, "mine": 2.0}))
    assert "ADV001" in said(*nearby, near={"smelter": 1.0})


def test_one_bad_metal_silences_the_good_news_about_another() -> None:
    lead, arsenic = soil("Pb", 30, "raised"), soil("As", 90, "above_action")
    assert "ADV024" in said(lead, *clean("Pb"))
    assert "ADV024" not in said(lead, arsenic, *clean("Pb", "As"))
    assert "ADV023" not in said(arsenic, *clean("As"))
    assert "ADV023" in said(*clean())


def test_nothing_is_permitted_from_a_part_of_what_must_be_known() -> None:
    for missing in ("As", "Pb", "Cd", "Cu"):
        assert "ADV023" not in said(*clean(missing))
    assert "ADV024" not in said(soil("Pb", 30, "raised"))
    assert "ADV035" not in said(soil("Cd", 0.4, "normal"), *clean("Cd", "As"))


def test_nothing_is_permitted_by_a_law_that_nobody_read_or_beside_what_nobody_judged() -> None:
    unread = [soil(one, 0.1, "normal", sure=False) for one in ("As", "Pb", "Cd", "Cu")]
    assert "ADV023" not in said(*unread)
    assert "ADV023" not in said(*clean(), soil("Sr", 900, ""))
    assert "ADV023" in said(*clean(), soil("pH", 6.5, "", unit="pH"))


def test_an_old_alarming_result_still_silences_what_permits() -> None:
    old = [soil("Pb", 900, "above_action", here=False)]
    assert not {"ADV023", "ADV024", "ADV006"} & set(said(*clean(), old=old))
    assert "ADV018" not in said(old=old)


def test_a_raised_value_nearby_calls_for_care_but_never_for_giving_up_the_garden() -> None:
    found = said(Known("Pb", "soil", "above_action", here=False))
    assert {"ADV009", "ADV013"} <= set(found)
    assert not {"ADV007", "ADV018", "ADV026"} & set(found)


def test_copper_alone_does_not_close_the_garden() -> None:
    found = said(soil("Cu", 800, "above_action"))
    assert "ADV063" in found
    assert "ADV018" not in found
    assert "ADV063" not in said(soil("Cu", 1_200, "above_action"))


def test_a_well_is_judged_by_its_own_water() -> None:
    water = Known("As", "drinking_water", "above_alert", True, 12, "µg/L")
    assert said(water, use="well")[0] == "ADV057"
    assert "ADV091" not in said(water, use="well")
    assert "ADV091" in said(soil("As", 90, "above_action"), use="well")


def test_local_advice_stays_local() -> None:
    assert "ADV092" in said(use="well", areas=SERBIA)
    assert "ADV092" not in said(use="well", areas=ROMANIA)
    assert "ADV114" in said(areas=ROMANIA, at=(44.72, 21.67))
    assert "ADV114" not in said(areas=ROMANIA, at=(45.75, 21.22))
    assert {"ADV092", "ADV093"} <= set(said(use="well", areas=SERBIA | ROMANIA))


def test_authorities_rows_are_not_for_inhabitants() -> None:
    shown = {one for use in BOOK.uses for one in said(soil("Pb", 900, "above_action"), use=use)}
    assert not shown & {row.advice_id for row in BOOK.advice if row.audience == "authority"}


def test_dust_is_spoken_of_only_where_there_is_dust() -> None:
    assert "ADV111" not in said(use="children")
    assert "ADV111" in said(use="children", near={"waste": 3.0})
    assert "ADV111" not in said(use="children", near={"waste": 30.0})


@given(st.floats(0.01, 50_000), st.sampled_from(["Pb", "Cd", "As", "Cu", "Zn"]))
def test_more_metal_never_permits_more(value: float, analyte: str) -> None:
    permits = {row.advice_id for row in BOOK.advice if row.permits == "yes" and row.by_number}
    restricts = {row.advice_id for row in BOOK.advice if row.by_number and row.up_to is None}
    less, more = (set(said(soil(analyte, one, ""))) for one in (value, value * 1.5))
    assert restricts & less <= restricts & more
    if value > 7_000:
        assert not permits & more
