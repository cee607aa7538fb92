"""The link is the state: it survives the way there and back, and a broken one never fails."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.state import KEYS, decode, encode
from layers.model import MAP_LAYERS, Selection

KNOWN = {
    "dataset": ["published", "training"],
    "analyte": ["Cu", "Pb", "As"],
    "medium": ["soil", "water", "sediment"],
    "country": ["RO", "RS"],
    "statistic": ["single", "mean", "max"],
    "use": ["arable", "garden"],
    "source": ["NIKOLIC2011", "MARKOVIC2024"],
    "site": ["RS-BOR-12PT"],
    "language": ["en"],
    "sort": ["place", "-place", "times", "-times"],
}


def some(values):
    return st.lists(st.sampled_from(values), unique=True).map(tuple)


selections = st.builds(
    Selection,
    dataset=st.sampled_from(["published", "training"]),
    analyte=st.sampled_from(KNOWN["analyte"]),
    law=st.sampled_from(["RO", "RS"]),
    land_use=st.sampled_from(["sensitive", "less_sensitive"]),
    colour=st.sampled_from(["verdict", "concentration"]),
    groups=some(KNOWN["medium"]),
    countries=some(KNOWN["country"]),
    years=st.tuples(
        st.none() | st.integers(1900, 2026),
        st.none() | st.integers(1900, 2026),
    ),
    statistics=some(KNOWN["statistic"]),
    sources=some(KNOWN["source"]),
    steps=some(["3", "2", "1", "0", "-1"]),
    scopes=some(["border", "pooled", "comparison"]),
    layers=some(list(MAP_LAYERS)),
    place=st.sampled_from(["", "RS-BOR-12PT"]),
    text=st.text("abcšč &<>%", max_size=20).map(str.strip),
    page=st.integers(1, 99),
)


@given(selections)
def test_a_link_opened_elsewhere_shows_the_same(selection):
    assert decode(encode(selection), KNOWN) == selection


def test_the_default_state_needs_no_keys():
    assert encode(Selection()) == "?"


def test_an_unknown_metal_falls_back_and_is_named():
    selection = decode("?analyte=Xx&medium=soil,mud", KNOWN)
    assert selection.analyte == "Cu"
    assert selection.groups == ("soil",)
    assert selection.unknown == (("analyte", "Xx"), ("medium", "mud"))


@given(st.text(max_size=200))
def test_no_query_string_makes_the_page_fail(query):
    assert isinstance(decode(query, KNOWN), Selection)


@pytest.mark.parametrize("key", [key.key for key in KEYS])
@given(value=st.text(min_size=1, max_size=30))
def test_no_value_of_any_key_makes_the_page_fail(key, value):
    assert isinstance(decode(f"?{key}={value}", KNOWN), Selection)


def test_all_layers_can_be_switched_off_by_a_link():
    assert decode("?layers=none", KNOWN).layers == ()
    assert encode(Selection(layers=())) == "?layers=none"


def test_years_out_of_reason_are_left_out():
    assert decode("?from=20050&to=2010", KNOWN).years == (None, 2010)
