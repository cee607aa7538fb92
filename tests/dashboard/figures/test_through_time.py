"""Values through the years."""

from itertools import pairwise

from dashboard.figures import through_time
from tests.dashboard.figures import drawn
from tests.dashboard.figures.joined import frame, published, survey, value, view


def steps(result) -> list[dict]:
    return drawn.traces(result, "single_steps", "pooled_steps")


def test_the_title_counts_the_values_with_a_year() -> None:
    assert through_time(published(), view()).title == (
        "Copper: 6 of 8 values have a year, 2005–2021"
    )
    assert through_time(frame(value()), view()).title == (
        "Copper in soil: none of 1 values has a year"
    )


def test_a_value_stands_in_its_year() -> None:
    result = through_time(frame(value(year=2012)), view())
    assert [x for _p, _m, x, _y in drawn.marks(result)] == [2012]


def test_values_of_one_year_are_spread_by_less_than_half_a_year() -> None:
    result = through_time(frame(*(value(year=2012, value=50.0) for _ in range(30))), view())
    years = [x for _p, _m, x, _y in drawn.marks(result)]
    assert len(set(years)) == 30
    assert all(abs(year - 2012) < 0.5 for year in years)


def test_a_period_is_a_bar_from_its_first_year_to_its_last() -> None:
    (bar,) = drawn.traces(through_time(published(), view()), "pooled_period")
    assert bar["x"][:2] == [2005, 2009]
    assert bar["y"][0] == bar["y"][1] == 27.9


def test_undated_values_stand_in_a_rail_and_not_on_the_year_axis() -> None:
    layout = drawn.spec(through_time(published(), view()))["layout"]
    rails = {key for key in layout if key.startswith("xaxis10")}
    assert rails
    assert all(layout[rail]["ticktext"] == ["no year"] for rail in rails)
    assert layout["xaxis101"]["domain"][1] < layout["xaxis"]["domain"][0]
    undated = [t for t in drawn.traces(through_time(published(), view())) if t["xaxis"] == "x101"]
    assert {m for t in undated for _p, m in t["customdata"]} == {"M0", "M1"}


def test_without_undated_values_there_is_no_rail() -> None:
    layout = drawn.spec(through_time(survey(50, 1), view()))["layout"]
    assert "xaxis101" not in layout


def test_only_values_of_one_place_medium_and_statistic_are_joined() -> None:
    first = value(value=50.0, year=2010)
    joined = through_time(frame(first, value(value=60.0, year=2015)), view())
    assert [x for x in steps(joined)[0]["x"] if x] == [2010, 2015]
    others = (
        {"point_id": "P2"},
        {"statistic": "mean"},
        {"medium": "dust"},
        {"depth_top_cm": 30.0},
        {"taxon": "moss"},
    )
    for other in others:
        assert not steps(through_time(frame(first, value(value=60.0, year=2015, **other)), view()))


def test_two_samples_of_one_year_have_no_order_and_are_not_joined() -> None:
    values = frame(value(year=2010), value(year=2010, value=70.0), value(year=2015))
    assert not steps(through_time(values, view()))


def test_a_value_below_detection_is_not_joined() -> None:
    values = frame(value(year=2010), value(year=2015, value=5.0, censoring="<"))
    assert not steps(through_time(values, view()))


def test_many_series_are_not_spaghetti_but_the_highlighted_one_is_drawn() -> None:
    rows = [
        value(point_id=f"P{i}", value=10.0 + i + year, year=2000 + year)
        for i in range(30)
        for year in (0, 5)
    ]
    assert not steps(through_time(frame(*rows), view()))
    (line,) = steps(through_time(frame(*rows), view(highlight="P7")))
    assert {place for place, _m in line["customdata"]} == {"P7"}


def test_limits_are_lines_with_their_names_beside_the_plot() -> None:
    result = through_time(published(), view())
    assert {trace["y"][0] for trace in drawn.traces(result, "limit")} == {36, 100, 190, 200}
    text = drawn.words(result).replace("<br>", " ")
    assert "Serbian limit: 36, not checked" in text


def test_names_of_limits_do_not_overlap() -> None:
    layout = drawn.spec(through_time(survey(50, 1), view()))["layout"]
    names = [a for a in layout["annotations"] if "threshold" in a["text"] or "Serb" in a["text"]]
    height = layout["height"]
    at = sorted((a["y"], a["text"].count("<br>") + 1) for a in names)
    for (low, _lines), (high, lines) in pairwise(at):
        assert (high - low) * height > 7 * lines


def test_the_upright_axis_says_that_it_is_logarithmic() -> None:
    assert "mg/kg (log scale)" in drawn.words(through_time(published(), view()))


def test_thousands_of_values_keep_the_extremes_of_every_year() -> None:
    values = survey(3000, 1)
    shown = drawn.measured(through_time(values, view()))
    assert len(shown) <= 300
    for _year, part in values.groupby("year_start"):
        assert part.loc[part["value_std"].idxmax(), "measurement_id"] in shown
        assert part.loc[part["value_std"].idxmin(), "measurement_id"] in shown
