"""The spread of values by medium and country."""

import numpy as np

from dashboard.figures import distribution
from dashboard.figures.swarm import MOST_DOTS, quantile_dots, stacked
from tests.dashboard.figures import drawn
from tests.dashboard.figures.joined import frame, published, survey, value, view


def samples(*amounts: float, **given: object) -> list[dict]:
    return [value(point_id=f"P{i}", value=float(x), **given) for i, x in enumerate(amounts)]


def boxes(result) -> list[dict]:
    return [trace for trace in drawn.traces(result, "box") if trace["type"] == "bar"]


def test_seven_samples_have_no_box_and_eight_have_one() -> None:
    assert not boxes(distribution(frame(*samples(*range(1, 8))), view()))
    assert len(boxes(distribution(frame(*samples(*range(1, 9))), view()))) == 1


def test_the_box_is_the_middle_half_of_real_samples() -> None:
    (box,) = boxes(distribution(frame(*samples(*range(10, 90, 10))), view()))
    assert box["base"] == [20]
    assert box["base"][0] + box["x"][0] == 60


def test_a_summary_never_moves_the_box() -> None:
    alone = samples(*range(10, 90, 10))
    high = value(value=9000.0, statistic="max", point_id="S")
    (without,) = boxes(distribution(frame(*alone), view()))
    (beside,) = boxes(distribution(frame(*alone, high), view()))
    assert (without["base"], without["x"]) == (beside["base"], beside["x"])


def test_summaries_have_a_row_of_their_own() -> None:
    result = distribution(published(), view())
    rows = {kind: {y for *_, y in drawn.marks(result, kind)} for kind in ("single", "pooled")}
    assert not rows["single"] & rows["pooled"]
    text = drawn.words(result)
    assert "2 published summaries" in text
    assert "4 samples" in text


def test_the_title_gives_the_median_of_the_samples() -> None:
    values = survey(501, 1)
    middle = np.sort(values["value_std"])[250]
    title = distribution(values, view()).title
    assert title == f"Copper in soil: half of 501 samples are at or below {middle:.6g} mg/kg"


def test_a_median_among_values_below_detection_is_only_known_to_be_lower() -> None:
    values = frame(*samples(5, 5, 5, 5, 5, censoring="<"), *samples(6, 7, 8))
    assert "half of 8 samples are below 5 mg/kg" in distribution(values, view()).title


def test_many_samples_are_drawn_as_dots_at_even_ranks_each_a_real_sample() -> None:
    values = survey(3000, 1)
    result = distribution(values, view())
    ids = drawn.measured(result)
    assert len(ids) <= 2 * MOST_DOTS
    assert ids <= set(values["measurement_id"])
    drawn_x = [x for _p, _m, x, _y in drawn.marks(result)]
    assert min(drawn_x) == float(f"{values['value_std'].min():.6g}")
    assert max(drawn_x) == float(f"{values['value_std'].max():.6g}")
    assert f"drawn as {MOST_DOTS} dots" in drawn.words(result)


def test_the_highlighted_place_has_its_dot_among_thousands() -> None:
    values = survey(3000, 1)
    assert "TR-01234" in {
        place
        for place, *_ in drawn.marks(distribution(values, view(highlight="TR-01234")), "single")
    }


def test_few_samples_are_all_drawn() -> None:
    values = frame(*samples(*range(1, 60)))
    assert sorted(quantile_dots(values, MOST_DOTS, view())) == list(range(59))


def test_dots_of_one_value_do_not_lie_on_each_other() -> None:
    offsets = stacked(np.full(5, 10.0), (0.0, 3.0), 44.0, True)
    assert len(set(offsets.tolist())) == 5


def test_a_row_of_summaries_draws_the_highest_and_counts_all() -> None:
    many = [value(point_id=f"P{i}", value=float(i + 1), statistic="max") for i in range(40)]
    result = distribution(frame(*many), view())
    assert "40 published summaries, the highest drawn" in drawn.words(result)
    drawn_x = [x for _p, _m, x, _y in drawn.marks(result)]
    assert max(drawn_x) == 40
    assert min(drawn_x) > 20


def test_the_table_has_quartiles_of_samples_only() -> None:
    table = distribution(frame(*samples(*range(1, 9)), value(statistic="max")), view()).table
    assert table["Kind"].tolist() == ["samples", "published summaries"]
    assert table["Median"].notna().tolist() == [True, False]
