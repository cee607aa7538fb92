"""What an inhabitant is told of a place: by distance, by law, and never better than it is known."""

import json

import pytest

from layers.errors import AtlasError
from layers.place import LabValue, answer_at, as_json
from layers.place.estimates import attention_limit
from tests.layers.place.conftest import (
    BOR,
    BUDAPEST,
    KM,
    MOLDOVA_NOUA,
    ON_THE_DANUBE,
    value,
)


def north(at: tuple[float, float], km: float) -> tuple[float, float]:
    return at[0] + km * KM, at[1]


def test_a_sample_is_told_with_its_distance_year_and_depth(world) -> None:
    [soil] = answer_at(world([value(north(BOR, 2.0))]), *BOR).media
    [finding] = soil.findings
    assert finding.reach == "near"
    assert finding.distance_m == pytest.approx(2000, rel=0.01)
    assert (finding.year_from, finding.depth_bottom_cm, finding.value_printed) == (
        2020,
        20.0,
        "150",
    )


def test_of_several_samples_near_the_severest_is_told_and_all_are_counted(world) -> None:
    rows = [value(north(BOR, km), amount=amount) for km, amount in ((3, 900), (1, 60), (2, 150))]
    [finding] = answer_at(world(rows), *BOR).media[0].findings
    assert finding.value == 900
    assert (finding.samples, finding.low, finding.high) == (3, 60, 900)


def test_a_sample_from_here_is_told_before_a_higher_one_near(world) -> None:
    rows = [value(BOR, amount=30), value(north(BOR, 3), amount=900)]
    [finding] = answer_at(world(rows), *BOR).media[0].findings
    assert (finding.value, finding.high) == (30, 900)


@pytest.mark.parametrize(
    "poorer",
    [
        {"fraction": "mobile"},
        {"depth_top_cm": 100.0, "depth_bottom_cm": 150.0},
        {"year": 1990},
    ],
)
def test_the_whole_content_of_new_topsoil_is_told_before_what_is_nearer(world, poorer) -> None:
    rows = [value(BOR, amount=15, **poorer), value(north(BOR, 3), amount=900)]
    assert answer_at(world(rows), *BOR).media[0].findings[0].value == 900


def test_a_position_of_unknown_accuracy_never_stands_for_the_place(world) -> None:
    row = value(BOR, coord_uncertainty_m=float("nan"), coord_quality="published")
    assert answer_at(world([row]), *BOR).media[0].findings[0].reach == "near"
    surveyed = value(BOR, coord_uncertainty_m=float("nan"))
    assert answer_at(world([surveyed]), *BOR).media[0].findings[0].reach == "here"


def test_what_nobody_judges_is_no_headline_where_something_is_judged(world) -> None:
    acidity = value(BOR, "pH", 6.5, unit="pH", unit_std="pH")
    area = value(BOR, amount=2000, statistic="max", coord_uncertainty_m=9_000.0)
    answer = answer_at(world([acidity, area]), *BOR)
    assert answer.headline is not None
    assert (answer.headline.analyte, answer.beside) == ("Cu", ())


@pytest.mark.parametrize("analyte", ["Cu", "As"])
def test_an_area_that_is_severer_than_the_sample_is_said_with_it(world, analyte) -> None:
    area = value(BOR, analyte, 2000, statistic="max", coord_uncertainty_m=9_000.0)
    answer = answer_at(world([value(BOR, "Cu", 15), area]), *BOR)
    assert answer.headline is not None
    assert (answer.headline.value, answer.headline.pooled) == (15, False)
    assert [(one.analyte, one.value, one.samples) for one in answer.beside] == [(analyte, 2000, 0)]


def test_an_area_that_is_no_severer_than_a_sample_of_the_same_metal_is_not_told(world) -> None:
    area = value(BOR, amount=16, statistic="max", coord_uncertainty_m=9_000.0)
    assert len(answer_at(world([value(BOR, amount=15), area]), *BOR).media[0].findings) == 1


@pytest.mark.parametrize("analyte", ["Pb", "Cu"])
def test_an_old_severe_value_is_said_beside_a_new_normal_one(world, analyte) -> None:
    rows = [value(BOR, analyte, 900, year=1990), value(BOR, "Cu", 15)]
    answer = answer_at(world(rows), *BOR)
    assert answer.headline is not None
    assert (answer.headline.analyte, answer.headline.value) == ("Cu", 15)
    assert [(one.value, one.old) for one in answer.beside] == [(900, True)]


def test_the_order_is_by_what_is_shown_and_not_by_what_nobody_read(world) -> None:
    rows = [value(MOLDOVA_NOUA, "Ni", 41), value(MOLDOVA_NOUA, "Mn", 1830)]
    headline = answer_at(world(rows), *MOLDOVA_NOUA).headline
    assert headline is not None
    assert (headline.analyte, headline.judged.shown.word) == ("Mn", "above_alert")


def test_a_pooled_maximum_is_told_of_its_area_and_never_as_a_sample(world) -> None:
    pooled = value(
        BOR, amount=2540, statistic="max", n=12, coord_uncertainty_m=20_000.0, coord_quality="place"
    )
    [finding] = answer_at(world([pooled]), *north(BOR, 15)).media[0].findings
    assert (finding.reach, finding.pooled, finding.samples) == ("area", True, 0)
    assert not finding.stands_for_place
    assert not answer_at(world([pooled]), *north(BOR, 21)).media[0].findings


def test_samples_are_told_before_statistics(world) -> None:
    area = value(BOR, amount=9000, statistic="max", coord_uncertainty_m=9_000.0)
    sample = value(north(BOR, 4), amount=30, analyte="Zn")
    answer = answer_at(world([area, sample]), *BOR)
    assert [one.pooled for one in answer.media[0].findings] == [False, True]
    assert answer.headline is not None
    assert answer.headline.analyte == "Zn"


def test_a_sample_without_a_good_position_stands_for_an_area(world) -> None:
    vague = value(BOR, coord_uncertainty_m=8_000.0, coord_quality="place")
    [finding] = answer_at(world([vague]), *BOR).media[0].findings
    assert (finding.reach, finding.samples) == ("area", 0)


def test_only_a_sample_from_surely_within_half_a_kilometre_stands_for_the_place(world) -> None:
    def reach(km: float, uncertainty: float) -> str:
        row = value(north(BOR, km), coord_uncertainty_m=uncertainty)
        return answer_at(world([row]), *BOR).media[0].findings[0].reach

    assert reach(0.3, 10.0) == "here"
    assert reach(0.3, 1_000.0) == "near"
    assert reach(0.6, 10.0) == "near"


def test_a_wide_region_is_context_and_no_answer(world) -> None:
    region = value(BOR, statistic="mean", coord_uncertainty_m=60_000.0, scope="pooled")
    [soil] = answer_at(world([region]), *BOR).media
    assert not soil.findings
    assert len(soil.region) == 1


def test_where_nothing_is_published_the_nearest_value_is_named(world) -> None:
    rows = [value(north(BOR, 40), name="there"), value(north(BOR, 80))]
    answer = answer_at(world(rows), *BOR)
    assert answer.headline is None
    assert answer.media[0].nearest is not None
    assert answer.media[0].nearest.place == "there"
    assert answer.media[0].nearest.distance_m == pytest.approx(40_000, rel=0.01)


def test_values_from_elsewhere_for_comparison_are_never_told_of_a_place(world) -> None:
    answer = answer_at(world([value(BOR, scope="comparison")]), *BOR)
    assert answer.media[0].nearest is None


def test_an_unread_limit_gives_no_plain_word(world) -> None:
    judged = answer_at(world([value(BOR)]), *BOR).media[0].findings[0].judged
    assert (judged.own.law, judged.own.word, judged.own.plain) == (
        "RS",
        "limit_unread",
        "above_alert",
    )
    assert (judged.other.word, judged.difference) == ("above_alert", "own_unread")
    assert [one.regulation for one in judged.further] == ["Rulebook 23/1994"]
    assert judged.shown.regulation == "Rulebook 23/1994"


@pytest.mark.parametrize(("analyte", "amount"), [("Pb", 90), ("As", 20), ("Hg", 1.5)])
def test_the_rule_for_farmland_alone_never_calls_a_garden_normal(world, analyte, amount) -> None:
    result = LabValue(analyte, "soil", amount, "mg/kg")
    [own] = answer_at(world([]), *BOR, results=[result]).own
    assert own.judged.further[0].plain == "normal"
    assert (own.judged.shown.law, own.judged.shown.word) == ("RO", "above_alert")


def test_a_law_of_one_step_does_not_cap_what_another_read_law_says(world) -> None:
    shown = answer_at(world([value(BOR, "Cu", 1585.6)]), *BOR).media[0].findings[0].judged.shown
    assert (shown.law, shown.word) == ("RO", "above_action")


def test_what_only_an_unread_law_calls_too_much_is_never_shown_as_normal(world) -> None:
    judged = answer_at(world([value(BOR, "Ni", 41)]), *BOR).media[0].findings[0].judged
    assert [one.plain for one in (judged.own, *judged.further, judged.other)] == [
        "above_alert",
        "normal",
        "raised",
    ]
    assert (judged.shown.law, judged.shown.word) == ("RS", "limit_unread")


def test_an_unread_foreign_law_changes_no_verdict_of_the_own_one(world) -> None:
    shown = answer_at(world([value(MOLDOVA_NOUA, "Ni", 41)]), *MOLDOVA_NOUA).media[0]
    assert (shown.findings[0].judged.shown.law, shown.findings[0].judged.shown.word) == (
        "RO",
        "raised",
    )


@pytest.mark.parametrize(
    ("at", "analyte", "amount", "word"),
    [
        (ON_THE_DANUBE, "As", 20, "above_alert"),
        ((44.70, 21.60), "Cu", 289, "above_action"),
    ],
)
def test_where_both_laws_apply_the_severer_one_is_shown(world, at, analyte, amount, word) -> None:
    answer = answer_at(world([value(at, analyte, amount)]), *at)
    judged = answer.media[0].findings[0].judged
    assert judged.both
    assert (judged.shown.law, judged.shown.word) == ("RO", word)


@pytest.mark.parametrize(
    ("law", "analyte", "regulation", "number"),
    [
        ("RS", "Pb", "RO-756-1997", 50),
        ("RS", "Ni", "RS-23-1994", 50),
        ("RO", "Ni", "RO-756-1997", 75),
    ],
)
def test_the_chance_for_a_garden_is_held_to_no_rule_for_fields_where_another_is_lower(
    limits, law, analyte, regulation, number
) -> None:
    row = attention_limit(limits, law, "sensitive", "soil", analyte)
    assert row is not None
    assert (row.regulation_id, row.value) == (regulation, number)


def test_other_laws_of_the_country_count_for_advice(world) -> None:
    result = LabValue("F", "soil", 400, "mg/kg")
    [own] = answer_at(world([]), *BOR, results=[result]).own
    assert (own.judged.own.plain, own.judged.severest) == ("", "above_alert")


def test_the_country_of_the_place_decides_which_law_is_its_own(world) -> None:
    judged = answer_at(world([value(MOLDOVA_NOUA)]), *MOLDOVA_NOUA).media[0].findings[0].judged
    assert (judged.own.law, judged.own.word) == ("RO", "above_alert")
    assert (judged.other.law, judged.difference) == ("RS", "other_unread")


def test_one_sided_laws_are_said_to_be_so(world) -> None:
    manganese = answer_at(world([value(BOR, "Mn", 3000)]), *BOR).media[0].findings[0].judged
    assert manganese.difference == "only_other"
    sulphur = answer_at(world([value(BOR, "Sr", 30)]), *BOR).media[0].findings[0].judged
    assert (sulphur.difference, sulphur.own.word) == ("neither_judges", "not_judged")


@pytest.mark.parametrize(
    ("lead", "difference"), [(20, "same"), (40, "fewer_steps"), (70, "other_limits")]
)
def test_with_every_limit_read_the_laws_differ_by_their_numbers(
    world, limits, lead: float, difference: str
) -> None:
    from dataclasses import replace

    read = tuple(row.model_copy(update={"verification": "read_in_text"}) for row in limits.rows)
    known = replace(world([value(MOLDOVA_NOUA, "Pb", lead)]), limits=replace(limits, rows=read))
    judged = answer_at(known, *MOLDOVA_NOUA).media[0].findings[0].judged
    assert judged.difference == difference


def test_on_the_border_river_both_laws_and_both_countries_authorities_are_named(world) -> None:
    answer = answer_at(world([]), *ON_THE_DANUBE)
    assert answer.covered
    assert set(answer.laws) == {"RO", "RS"}
    assert {row.country for row in answer.contacts} == {"RO", "RS"}


def test_beyond_the_region_nothing_is_said(world) -> None:
    known = world([value(BOR)])
    answer = answer_at(known, *BUDAPEST)
    assert not answer.covered
    assert not answer.media + answer.advice + answer.contacts
    assert as_json(answer, known.book)["covered"] is False


def test_nothing_near_never_reads_as_good(world) -> None:
    answer = answer_at(world([value(north(BOR, 3), amount=1.0)]), *BOR)
    assert not [
        one for one in answer.advice if one.row.permits == "yes" and one.row.when != "always"
    ]


def test_what_lies_near_is_named_the_nearest_first_and_calls_for_its_advice(world) -> None:
    known = world(
        [],
        mines=[{"term": "smelter", "at": north(BOR, 3)}],
        waste=[{"term": "tailings_pond", "at": north(BOR, 1)}],
    )
    answer = answer_at(known, *BOR, use="children")
    assert [one.term for one in answer.around] == ["tailings_pond", "smelter"]
    assert answer.near == pytest.approx({"waste": 1.0, "smelter": 3.0}, rel=0.01)
    assert "ADV126" in [one.row.advice_id for one in answer.advice]


def test_a_well_is_not_judged_by_the_soil_beside_it(world) -> None:
    answer = answer_at(world([value(BOR)]), *BOR, use="well")
    assert [one.medium for one in answer.main] == ["groundwater", "drinking_water"]
    assert answer.headline is None


def test_an_old_value_is_shown_but_no_advice_hangs_on_it(world) -> None:
    def advised(year: int) -> set[str]:
        answer = answer_at(world([value(BOR, "As", 300, year=year)]), *BOR)
        assert answer.media[0].findings[0].old is (year < 2000)
        return {one.row.advice_id for one in answer.advice}

    assert "ADV052" in advised(2020)
    assert "ADV052" not in advised(1935)


def test_own_results_are_judged_by_both_laws_and_decide_the_advice(world) -> None:
    answer = answer_at(world([]), *BOR, results=[LabValue("Cd", "soil", 6, "mg/kg")])
    [own] = answer.own
    assert own.judged.other.word == "above_action"
    assert "ADV040" in [one.row.advice_id for one in answer.advice]


def test_a_garden_is_called_all_right_only_when_the_law_that_applies_says_so_of_enough(
    world,
) -> None:
    def advised(at: tuple[float, float], *metals: str, rows=()) -> set[str]:
        results = [LabValue(one, "soil", 0.5, "mg/kg") for one in metals]
        return {one.row.advice_id for one in answer_at(world(rows), *at, results=results).advice}

    assert "ADV023" in advised(MOLDOVA_NOUA, "As", "Pb", "Cd", "Cu")
    assert "ADV023" not in advised(MOLDOVA_NOUA, "Pb")
    assert "ADV023" not in advised(MOLDOVA_NOUA, "As", "Pb", "Cd", "Cu", "Sr")
    assert "ADV023" not in advised(BOR, "As", "Pb", "Cd", "Cu")
    old = [value(MOLDOVA_NOUA, "Pb", 900, year=1990)]
    assert "ADV023" not in advised(MOLDOVA_NOUA, "As", "Pb", "Cd", "Cu", rows=old)


def test_own_results_are_compared_with_single_samples_only_where_there_are_enough(world) -> None:
    few = [value(north(BOR, km), amount=100 + km) for km in range(29)]
    pooled = [value(BOR, amount=1, statistic="mean")]
    result = [LabValue("Cu", "soil", 110_000, "µg/kg")]
    assert answer_at(world(few + pooled), *BOR, results=result).own[0].compared is None
    own = answer_at(world([*few, value(BOR, amount=500)]), *BOR, results=result).own[0]
    assert (own.samples, own.compared) == (30, pytest.approx(10 / 30))


def test_a_result_with_a_foreign_unit_is_refused(world) -> None:
    many = [value(north(BOR, km), amount=100 + km) for km in range(30)]
    with pytest.raises(AtlasError):
        answer_at(world(many), *BOR, results=[LabValue("Cu", "soil", 1, "mg/kilo")])


def test_an_unknown_use_is_refused(world) -> None:
    with pytest.raises(AtlasError, match="expected one of garden"):
        answer_at(world([]), *BOR, use="moon")


def test_the_whole_answer_is_json(world) -> None:
    known = world([value(BOR)], mines=[{"term": "open_pit", "at": BOR}])
    answer = answer_at(known, *BOR, results=[LabValue("Cu", "soil", 1, "mg/kg")])
    written = json.loads(json.dumps(as_json(answer, known.book), allow_nan=False))
    assert written["media"][0]["findings"][0]["judged"]["own"]["word"] == "limit_unread"
    assert written["jurisdiction"]["code"] == "RS"
