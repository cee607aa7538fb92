"""What must hold for any concentrations, found by search."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from layers.assess.indices import IndexRegistry, Samples, evaluate, formulas

REGISTRY = IndexRegistry.load()
ELEMENTS = ("As", "Cd", "Cr", "Cu", "Hg", "Pb", "Zn", "Ni")
ELEMENT_INDICES = ("CF", "PI", "Igeo", "Er")
SAMPLE_INDICES = ("Cdeg", "mCd", "PLI", "Nemerow", "RI")

amounts = arrays(float, (3, len(ELEMENTS)), elements=st.floats(1e-3, 1e5))
signs = arrays(object, (3, len(ELEMENTS)), elements=st.sampled_from(["", "", "<"]))


def samples(values: np.ndarray, marks: np.ndarray | None = None) -> Samples:
    frame = pd.DataFrame(values, index=["a", "b", "c"], columns=list(ELEMENTS))
    labels = {"index": frame.index, "columns": frame.columns}
    return Samples.from_wide(frame, None if marks is None else pd.DataFrame(marks, **labels))


@pytest.mark.parametrize("index", ELEMENT_INDICES + SAMPLE_INDICES)
@settings(max_examples=15, deadline=None)
@given(values=amounts, factor=st.floats(1.001, 100))
def test_more_metal_never_gives_a_milder_class(
    index: str, values: np.ndarray, factor: float
) -> None:
    before = evaluate(samples(values), index, REGISTRY)
    after = evaluate(samples(values * factor), index, REGISTRY)
    known = before["value"].notna()
    assert (after["value"] >= before["value"])[known].all()
    assert (after["step"] >= before["step"]).all()


@pytest.mark.parametrize("index", ELEMENT_INDICES + SAMPLE_INDICES)
@settings(max_examples=15, deadline=None)
@given(values=amounts, marks=signs, order=st.permutations(["a", "b", "c"]))
def test_the_order_of_samples_and_elements_changes_nothing(
    index: str, values: np.ndarray, marks: np.ndarray, order: list[str]
) -> None:
    straight = samples(values, marks)
    columns = list(reversed(ELEMENTS))
    turned = Samples.from_wide(
        straight.values.loc[order, columns], straight.signs.loc[order, columns]
    )
    keys = ["sample", "analyte"]
    expected = evaluate(straight, index, REGISTRY).sort_values(keys, ignore_index=True)
    found = evaluate(turned, index, REGISTRY).sort_values(keys, ignore_index=True)
    pd.testing.assert_frame_equal(expected, found, rtol=1e-12)


@pytest.mark.parametrize("index", ELEMENT_INDICES + SAMPLE_INDICES)
@settings(max_examples=15, deadline=None)
@given(values=amounts, marks=signs)
def test_a_value_lies_between_its_bounds_and_a_class_between_theirs(
    index: str, values: np.ndarray, marks: np.ndarray
) -> None:
    found = evaluate(samples(values, marks), index, REGISTRY).dropna(subset="value")
    slack = 1e-9 * found["value"].abs()
    assert (found["lower"] <= found["value"] + slack).all()
    assert (found["value"] <= found["upper"] + slack).all()
    classed = found[found["step"] >= 0]
    assert (classed["step"] == classed["step_lower"]).all()
    assert (classed["step"] == classed["step_upper"]).all()


@settings(max_examples=15, deadline=None)
@given(values=amounts, marks=signs, share=st.floats(0.01, 1))
def test_the_truth_below_a_limit_never_leaves_the_bounds(
    values: np.ndarray, marks: np.ndarray, share: float
) -> None:
    truth = np.where(marks == "<", share * values, values)
    for index in SAMPLE_INDICES:
        bounds = evaluate(samples(values, marks), index, REGISTRY)
        actual = evaluate(samples(truth), index, REGISTRY)
        slack = 1e-9 * actual["value"]
        assert (bounds["lower"] <= actual["value"] + slack).all()
        assert (actual["value"] <= bounds["upper"] + slack).all()
        decided = bounds["step"] >= 0
        assert (bounds["step"] == actual["step"])[decided].all()


@settings(max_examples=50, deadline=None)
@given(
    concentration=st.floats(1e-6, 1e6),
    background=st.floats(1e-6, 1e6),
    unit=st.sampled_from([1e-3, 1e3, 1e-4, 1e6]),
)
def test_an_index_is_the_same_in_every_unit(
    concentration: float, background: float, unit: float
) -> None:
    for index in (formulas.contamination_factor, formulas.geoaccumulation_index):
        assert float(index(concentration * unit, background * unit)) == pytest.approx(
            float(index(concentration, background)), rel=1e-9, abs=1e-9
        )
    enrichment = formulas.enrichment_factor(concentration, 3.0, background, 5.0)
    scaled = formulas.enrichment_factor(
        concentration * unit, 3.0 * unit, background * unit, 5.0 * unit
    )
    assert float(scaled) == pytest.approx(float(enrichment), rel=1e-9)


@settings(max_examples=50, deadline=None)
@given(cf=arrays(float, 6, elements=st.floats(1e-3, 1e4)), factor=st.floats(1e-2, 1e2))
def test_means_scale_with_their_terms_and_the_load_index_is_the_mildest(
    cf: np.ndarray, factor: float
) -> None:
    load = formulas.geometric_mean(cf)
    mean = formulas.modified_contamination_degree(cf)
    assert float(formulas.geometric_mean(cf * factor)) == pytest.approx(float(load * factor))
    assert float(load) <= float(mean) * (1 + 1e-12)
    assert float(mean) <= float(formulas.nemerow_index(cf)) * (1 + 1e-12)
    assert float(formulas.nemerow_index(cf)) <= cf.max() * (1 + 1e-12)


@settings(max_examples=50, deadline=None)
@given(cf=st.floats(1e-3, 1e4))
def test_igeo_is_the_logarithm_of_the_factor(cf: float) -> None:
    igeo = float(formulas.geoaccumulation_index(cf, 1))
    assert igeo == pytest.approx(np.log2(cf) - np.log2(1.5), abs=1e-9)
