"""Places by metals."""

import numpy as np
import pandas as pd

from dashboard.figures import matrix
from dashboard.figures.matrix import MOST_METALS, MOST_PLACES
from dashboard.figures.tiles import TILE_PX
from tests.dashboard.figures import drawn
from tests.dashboard.figures.joined import frame, published, survey, value, view


def tiles(result) -> dict[str, dict]:
    """Colour, text and hatch of every tile by the measurement that decides it."""
    found = {}
    columns = drawn.spec(result)["layout"]["xaxis"]["range"][1]
    for trace in drawn.traces(result, "tile"):
        marker = trace["marker"]
        for i, (_place, measurement) in enumerate(trace["customdata"]):
            colour = marker["color"]
            found[measurement] = {
                "colour": colour[i] if isinstance(colour, list) else None,
                "text": text_in(result, trace["x"][i] / columns, trace["base"][i]),
                "hatch": marker.get("pattern", {}).get("shape", ""),
            }
    return found


def text_in(result, x: float, top: float) -> str:
    """What stands in the tile at this part of the width and pixel."""
    (label,) = [
        label
        for label in result.drawing.labels
        if label.edge == "middle" and abs(label.x - x) < 0.001 and 0 < label.y - top < TILE_PX
    ]
    return ("**" if label.strong else "") + " ".join(label.lines)


def test_the_worst_value_decides_its_tile() -> None:
    values = frame(value(value=90.0), value(value=320.0), value(value=150.0))
    assert tiles(matrix(values, view())) == {
        "M1": {"colour": "#67123f", "text": "**1.6× n 3", "hatch": ""}
    }


def test_a_value_at_the_threshold_is_not_above() -> None:
    (tile,) = tiles(matrix(frame(value(value=100.0)), view())).values()
    assert tile["text"] == "≤1×"
    assert tile["colour"] == "#f2cf63"


def test_what_is_not_judged_is_hatched_and_what_was_not_measured_is_blank() -> None:
    values = frame(value(), value(analyte="Se"), value(analyte="Se", point_id="B"))
    found = tiles(matrix(values, view()))
    assert set(found) == {"M0", "M1", "M2"}
    assert found["M1"] == {"colour": None, "text": "?", "hatch": "/"}
    assert found["M0"]["hatch"] == ""


def test_an_unchecked_limit_is_hatched_but_its_multiple_is_told() -> None:
    values = frame(value(value=320.0, checked_RO_sensitive=False))
    (tile,) = tiles(matrix(values, view())).values()
    assert tile["colour"] is None
    assert tile["hatch"]
    assert tile["text"] == "1.6×"


def test_a_sure_verdict_comes_before_an_unchecked_one() -> None:
    values = frame(value(value=50.0), value(value=5000.0, checked_RO_sensitive=False))
    assert set(tiles(matrix(values, view()))) == {"M0"}


def test_a_tile_that_a_summary_decides_has_a_ring() -> None:
    assert drawn.measured(matrix(published(), view()), "pooled_tile") == {"M0", "M1", "M3"}


def test_counts_of_rows_and_columns_are_those_of_the_frame() -> None:
    values = survey(20, 4)
    worst = values.groupby(["point_id", "analyte"])["step_RO_sensitive"].max().unstack()
    text = drawn.words(matrix(values, view()))
    for analyte, above in worst.ge(2).sum().items():
        assert f"<b>{analyte}</b><br>{above}<br>of 20" in text
    for above in worst.ge(2).sum(axis=1):
        assert f"{above} of 4 metals above" in text


def test_the_title_counts_places_with_any_metal_above() -> None:
    values = survey(40, 3)
    above = values.groupby("point_id")["step_RO_sensitive"].max().ge(2).sum()
    assert f"All metals: {above} of 40 places" in matrix(values, view()).title


def test_the_worst_places_come_first_and_the_rest_is_counted() -> None:
    values = survey(50, 8)
    worst = values.groupby(["point_id", "analyte"])["step_RO_sensitive"].max().unstack()
    rank = pd.DataFrame({"step": worst.max(axis=1), "above": worst.ge(2).sum(axis=1)})
    result = matrix(values, view())
    drawn_ranks = rank.loc[result.table.index]
    assert len(drawn_ranks) == MOST_PLACES
    assert drawn_ranks.equals(
        drawn_ranks.sort_values(["step", "above"], ascending=False, kind="stable")
    )
    assert f"{50 - MOST_PLACES} more places" in result.alt


def test_metals_stand_in_the_order_of_the_registry() -> None:
    values = survey(5, 10)
    order = ("As", "Pb", "Cu")
    columns = matrix(values, view(analytes=order)).table.columns.tolist()
    assert columns[3:6] == list(order)
    assert len(columns) == 3 + MOST_METALS


def test_the_highlighted_place_is_drawn_with_its_own_counts() -> None:
    values = survey(80, 5)
    worst = values.groupby(["point_id", "analyte"])["step_RO_sensitive"].max().unstack()
    mild = worst.ge(2).sum(axis=1).idxmin()
    table = matrix(values, view(highlight=mild)).table
    assert table.loc[mild, "Metals above"] == worst.ge(2).sum(axis=1)[mild]


def test_places_without_a_drawn_metal_take_no_row() -> None:
    many = [value(analyte=f"M{i}", point_id="A") for i in range(MOST_METALS)]
    other = value(analyte="Zz", point_id="B", name="Elsewhere")
    result = matrix(frame(*many, other), view())
    assert result.table.index.tolist() == ["A"]
    assert "1 more place and 1 more substance" in result.alt


def test_the_farthest_value_is_named() -> None:
    values = pd.concat([survey(50, 3)], ignore_index=True)
    at = values["step_RO_sensitive"].eq(3)
    worst = values[at].loc[values[at]["times_RO_sensitive"].idxmax()]
    alt = matrix(values, view()).alt
    assert f"Farthest above: {worst['analyte']} at {worst['name']}" in alt


def test_a_ratio_that_nobody_gave_is_not_made_up() -> None:
    values = frame(value(value=320.0, times_RO_sensitive=np.nan))
    (tile,) = tiles(matrix(values, view())).values()
    assert tile["text"] == "**above"


def test_the_title_counts_places_of_the_region_apart_from_wide_areas() -> None:
    values = frame(
        value(point_id="A", value=500.0), value(point_id="B", value=900.0, scope="pooled")
    )
    title = matrix(values, view()).title
    assert "the one judged place has a value above" in title
    assert title.endswith("outside the region or over wide areas 1 of 1")
