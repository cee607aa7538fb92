"""Too little stands beside too much: in the story of a place and where the metal is chosen."""

import html
import re

import pandas as pd
import pytest

from dashboard.atlas import Atlas
from dashboard.components.low_end import metal_note, value_notes
from dashboard.components.story import story
from dashboard.components.summary import summary
from dashboard.i18n import use_language
from dashboard.prerender import render
from dashboard.state import FIXED_OPTIONS
from layers.model import Selection


def text(component) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", render(component))))


EVERYWHERE = {"scopes": FIXED_OPTIONS["scope"]}


def told(atlas: Atlas, place: str, analyte: str) -> str:
    return text(story(atlas, Selection(place=place, analyte=analyte)))


def test_a_poor_soil_is_said_to_be_poor_though_below_every_limit(published: Atlas) -> None:
    said = told(published, "YU-SE-POOL", "Se")
    assert "at or below the normal value" in said
    assert "Too little? 0.52× of 0.383 mg/kg: poorer in selenium than the world mean." in said
    assert "A comparison: no deficiency threshold was read" in said


def test_the_source_of_the_mark_stands_beside_it(published: Atlas) -> None:
    page = render(story(published, Selection(place="YU-SE-POOL", analyte="Se")))
    assert 'href="https://rjas.ro/paper_detail/962"' in page


def test_a_weak_extraction_is_not_said_to_be_too_little(published: Atlas) -> None:
    rows = published.values_at("RO-SE-PLAIN")
    weak = rows[rows["extraction"] != ""].to_dict("records")
    assert "Not judged by 0.383 mg/kg" in text(value_notes(published, weak)[0])


def test_of_copper_the_panel_says_once_that_no_text_speaks(published: Atlas) -> None:
    said = told(published, "RS-BOR-12PT", "Cu")
    assert said.count("no deficiency threshold of the total copper in a soil was read") == 1


def test_of_lead_nothing_is_said(published: Atlas) -> None:
    rows = published.values_of("Pb").head(3).to_dict("records")
    assert value_notes(published, rows) == [None] * 3
    shown = published.values_of("Pb")
    assert metal_note(published, Selection(analyte="Pb"), shown) is None
    assert value_notes(published, []) == []


def test_where_the_metal_is_chosen_too_little_is_counted(published: Atlas) -> None:
    selection = Selection(analyte="Se", **EVERYWHERE)
    said = text(summary(published, selection, published.select(selection)))
    assert "People, animals and plants need selenium" in said
    counted = re.search(r"(\d+) of (\d+) samples and means of soil lie below 0\.383 mg/kg", said)
    assert counted is not None
    soils = published.values_of("Se")
    means = soils[(soils["medium"] == "soil") & (soils["statistic"] == "mean")]
    totals = means[means["extraction"] == ""]
    assert int(counted[2]) == len(totals)
    assert int(counted[1]) == (totals["value_std"] < 0.383).sum()


@pytest.mark.parametrize("analyte", ["Cu", "Zn"])
def test_below_the_limit_does_not_mean_enough(published: Atlas, analyte: str) -> None:
    selection = Selection(analyte=analyte)
    said = text(metal_note(published, selection, published.select(selection)))
    assert "“below the limit” does not mean “enough”" in said
    assert "How little of the total in a soil is too little was read in no text." in said
    empty = pd.DataFrame(columns=published.values.columns)
    assert "does not mean" in text(metal_note(published, selection, empty))


@pytest.mark.parametrize(
    ("language", "words"),
    [("ro", "media mondială a solurilor"), ("sr-Latn", "svetski prosek"), ("sr-Cyrl", "светски")],
)
def test_the_meaning_of_a_mark_is_said_in_the_readers_language(
    published: Atlas, language: str, words: str
) -> None:
    use_language(language)
    assert words in told(published, "YU-SE-POOL", "Se")
