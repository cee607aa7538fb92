"""The ranked plot of places."""

import numpy as np
import pytest

from dashboard.figures import ranking
from dashboard.figures.ranking import MOST_PLACES, allot
from tests.dashboard.figures import drawn
from tests.dashboard.figures.joined import LIMITS, frame, published, survey, value, view


def labels(result) -> list[str]:
    return [" ".join(label.lines) for label in result.drawing.labels]


def test_the_title_counts_the_places_above_as_the_frame_does() -> None:
    values = survey(400, 1)
    above = values.groupby("point_id")["step_RO_sensitive"].max().ge(2)
    title = ranking(values, view()).title
    assert title == (
        f"Copper in soil: {above.sum()} of {len(above)} places have a value above "
        "the Romanian alert threshold"
    )


def test_a_place_exactly_at_the_alert_threshold_is_not_counted_above() -> None:
    at, above = value(point_id="A", value=100.0), value(point_id="B", value=100.1)
    assert "1 of 2 places has a value above" in ranking(frame(at, above), view()).title
    assert "none of 2" in ranking(frame(at, {**at, "point_id": "B"}), view()).title


def test_only_places_of_the_region_are_counted_and_the_others_named_apart() -> None:
    here = [value(point_id="A", value=500.0), value(point_id="B", value=1.0)]
    wide = value(point_id="C", value=900.0, scope="pooled")
    away = value(point_id="D", value=1.0, scope="comparison")
    title = ranking(frame(*here, wide, away), view()).title
    assert title == (
        "Copper in soil: 1 of 2 places has a value above the Romanian alert threshold; "
        "outside the region or over wide areas 1 of 2"
    )
    assert ranking(frame(wide, away), view()).title == (
        "Copper in soil, outside the region or over wide areas: 1 of 2 places has a value above "
        "the Romanian alert threshold"
    )


def test_a_place_that_cannot_be_judged_is_no_judged_place() -> None:
    values = frame(
        value(point_id="A", value=500.0),
        value(point_id="B", value=1.0),
        value(point_id="C", value=500.0, step_RO_sensitive=-1),
    )
    assert "1 of 2 judged places" in ranking(values, view()).title


def test_without_any_verdict_the_title_says_that_nothing_is_judged() -> None:
    values = frame(value(checked_RS=False), value(point_id="B", checked_RS=False))
    assert ranking(values, view(law="RS")).title == (
        "Copper in soil: values from 2 places, not judged because the limit is not checked"
    )


def test_places_stand_by_their_highest_value() -> None:
    result = ranking(survey(200, 1), view())
    height = {place: y for place, _m, _x, y in drawn.marks(result)}
    highest = {place: x for place, _m, x, _y in drawn.marks(result)}
    order = sorted(height, key=lambda place: height[place])
    values = [highest[place] for place in order]
    assert values == sorted(values, reverse=True)


def test_at_most_25_places_are_drawn_and_the_rest_is_said() -> None:
    result = ranking(survey(60, 1), view())
    assert len({place for place, *_ in drawn.marks(result)}) == MOST_PLACES
    assert "and 35 more places" in labels(result)
    assert "35 more places are not drawn" in result.alt
    assert len(result.table) == MOST_PLACES


def test_the_highlighted_place_is_drawn_even_if_it_is_low() -> None:
    values = survey(60, 1)
    lowest = values.loc[values["value_std"].idxmin(), "point_id"]
    result = ranking(values, view(highlight=lowest))
    assert lowest in {place for place, *_ in drawn.marks(result)}
    assert len({place for place, *_ in drawn.marks(result)}) == MOST_PLACES


def test_minimum_and_maximum_of_one_publication_are_joined_by_a_dashed_line() -> None:
    (line,) = drawn.traces(ranking(published(), view()), "pooled_range")
    assert line["line"]["dash"] != "solid"
    assert line["x"][:2] == [27.9, 149.3]


def test_a_minimum_and_a_maximum_of_two_publications_are_not_joined() -> None:
    values = frame(
        value(value=10.0, statistic="min", source_id="A"),
        value(value=90.0, statistic="max", source_id="B"),
    )
    assert not drawn.traces(ranking(values, view()), "pooled_range")


def test_a_limit_of_soil_is_not_drawn_across_sediments() -> None:
    layout = drawn.spec(ranking(published(), view()))["layout"]
    assert {shape["xref"] for shape in layout["shapes"]} == {"x"}
    assert "xaxis2" in layout


def test_limits_of_both_countries_are_named_on_their_lines_and_told_apart_by_dash() -> None:
    layout = drawn.spec(ranking(published(), view()))["layout"]
    text = drawn.words(ranking(published(), view())).replace("<br>", " ")
    assert "Romanian alert threshold: 100" in text
    assert "Serbian limit: 36, not checked" in text
    dashes = {shape["x0"]: shape["line"]["dash"] for shape in layout["shapes"]}
    assert dashes[100] == dashes[200] != dashes[36] == dashes[190]


def test_romanian_limits_of_another_land_use_are_not_drawn() -> None:
    layout = drawn.spec(ranking(published(), view(land_use="less_sensitive")))["layout"]
    assert {shape["x0"] for shape in layout["shapes"]} == {36, 190}


def test_every_value_and_every_limit_lies_within_the_axis() -> None:
    result = ranking(published(), view())
    layout = drawn.spec(result)["layout"]
    low, high = (10**end for end in layout["xaxis"]["range"])
    assert all(low < x < high for _p, _m, x, _y in drawn.marks(result))
    assert all(low < line.value < high for line in LIMITS)


def test_a_log_axis_says_so_and_a_linear_one_does_not() -> None:
    layout = drawn.spec(ranking(published(), view()))["layout"]
    assert layout["xaxis"]["type"] == "log"
    assert "mg/kg (log scale)" in labels(ranking(published(), view()))
    acid = frame(value(value=3.1, unit="pH", unit_std="pH"))
    linear = ranking(acid, view(log=False))
    assert drawn.spec(linear)["layout"]["xaxis"]["type"] == "linear"
    assert not any("log" in label for label in labels(linear))


def test_panels_of_one_unit_have_the_same_scale() -> None:
    layout = drawn.spec(ranking(published(), view()))["layout"]
    assert layout["xaxis"]["range"] == layout["xaxis2"]["range"]


def test_values_in_another_unit_have_a_panel_of_their_own() -> None:
    water = value(point_id="W", medium="water", group="water", unit="µg/L", unit_std="µg/L")
    both = ranking(frame(value(), water), view())
    assert "xaxis2" in drawn.spec(both)["layout"]
    assert {"mg/kg (log scale)", "µg/L (log scale)"} <= set(labels(both))


def test_a_row_names_its_place_its_samples_and_its_years() -> None:
    text = labels(ranking(published(), view()))
    assert "Moldova Nouă, garden 2" in text
    assert "n = 2 · 2019–2021" in text
    assert "n = 12 · year not stated" in text


def test_a_name_too_long_for_its_row_is_whole_when_pointed_at() -> None:
    name = "Polluted soil of a former mining area used in a pot trial, place not named anywhere"
    (label,) = [
        label
        for label in ranking(frame(value(name=name)), view()).drawing.labels
        if label.lines[0].startswith("Polluted")
    ]
    assert label.lines[-1].endswith("…")
    assert label.whole == name
    assert label.place == "P1"


def test_a_printed_value_keeps_its_unit_beside_the_unit_of_the_axis() -> None:
    slag = value(value=0.24, unit="%", value_std=2400.0, unit_std="mg/kg", statistic="mean")
    (trace,) = drawn.traces(ranking(frame(slag), view()), *drawn.SUMMARIES)
    assert "0.24\u2009% (2\u2009400\u2009mg/kg)" in trace["hovertext"][0]
    assert trace["x"] == [2400]


def test_a_place_with_very_many_samples_keeps_its_lowest_and_its_highest() -> None:
    amounts = np.geomspace(5, 5000, 2000)
    values = frame(*(value(value=float(x)) for x in amounts))
    drawn_x = [x for _p, _m, x, _y in drawn.marks(ranking(values, view()))]
    assert len(drawn_x) <= 300
    assert min(drawn_x) == pytest.approx(5)
    assert max(drawn_x) == pytest.approx(5000)
    assert ranking(values, view()).table["Samples"].tolist() == [2000]


@pytest.mark.parametrize("sizes", [[3], [40], [40, 2, 30], [1] * 8, [100, 100, 100, 1]])
def test_rows_are_shared_so_that_no_panel_is_left_out(sizes: list[int]) -> None:
    shares = allot(sizes)
    assert sum(shares) == min(MOST_PLACES, sum(sizes))
    assert all(1 <= share <= size for share, size in zip(shares, sizes, strict=True))
