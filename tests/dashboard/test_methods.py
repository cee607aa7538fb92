"""The methods page shows every number with its proof, and answers like the web service."""

import copy
import gzip
import html
import json
import re
from collections import Counter
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from dashboard.atlas import Atlas
from dashboard.components.methods.example import Asked, answer, example_of, reference_options
from dashboard.components.methods.limit_tables import regulation_fold
from dashboard.components.methods.risk_example import exposure_fields, exposure_of, risk_answer
from dashboard.components.methods.unchecked import count_sentence, unchecked_parts
from dashboard.i18n import number, printed
from dashboard.pages import methods
from dashboard.prerender import render
from dashboard.yardsticks import yardsticks
from layers.assess.proof import is_read
from layers.model import Selection


def text(component) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", render(component))))


@pytest.fixture(scope="module")
def page(published: Atlas) -> str:
    return render(methods.layout(published, Selection()))


def test_every_limit_can_be_linked_to_and_reads_as_its_law_prints_it(
    page: str, published: Atlas
) -> None:
    cells = dict(re.findall(r'<td class="[a-z ]+" id="limit-([^"]+)">([^<]*)</td>', page))
    for row in published.limits.rows:
        assert html.unescape(cells[row.limit_id]) == printed(row.printed), row.limit_id


def test_a_number_that_nobody_has_read_looks_unread(page: str, published: Atlas) -> None:
    unread = set(re.findall(r'<td class="number unread" id="limit-([^"]+)"', page))
    assert unread == {row.limit_id for row in published.limits.rows if not is_read(row)}


def test_every_limit_says_where_it_stands_in_its_law(published: Atlas) -> None:
    for regulation in published.limits.regulations.values():
        said = text(regulation_fold(published, regulation))
        for row in published.limits.rows:
            if row.regulation_id == regulation.regulation_id:
                assert row.article in said
                assert not row.note or re.sub(r"https?://[^\s;,)]+", "", row.note)[:20] in said


def test_no_address_on_the_page_stands_twice_and_every_link_leads_somewhere(page: str) -> None:
    ids = re.findall(r' id="([^"]+)"', page)
    assert [key for key, count in Counter(ids).items() if count > 1] == []
    inside = {html.unescape(key) for key in re.findall(r'href="#([^"]+)"', page)}
    assert inside - {html.unescape(key) for key in ids} == set()


def test_what_is_unchecked_is_counted_as_the_registries_say(published: Atlas) -> None:
    rows = published.limits.rows
    said = text(unchecked_parts(published, yardsticks(published)))
    assert f"{number(sum(not row.checked for row in rows))} legal limits" in said
    counted = count_sentence(published)
    assert counted.startswith(f"{number(len(rows))} limits from")
    assert f"{number(sum(not is_read(row) for row in rows))} nobody has read yet" in counted


def test_a_curator_who_checks_a_limit_changes_the_page_by_editing_its_row(
    published: Atlas,
) -> None:
    first, *others = published.limits.rows
    update = {
        "checked": True,
        "checked_by": "A. Curator",
        "checked_on": "2027-01-02",
        "gazette": "MO 303bis, page 5",
    }
    edited = copy.copy(published)
    edited.limits = replace(published.limits, rows=(first.model_copy(update=update), *others))
    assert "1 has been compared with an official gazette." in count_sentence(edited)
    said = text(regulation_fold(edited, edited.limits.regulations[first.regulation_id]))
    assert "compared with MO 303bis, page 5 by A. Curator, 2027-01-02" in said


def test_a_law_known_to_the_year_does_not_claim_a_day(published: Atlas) -> None:
    said = text(regulation_fold(published, published.limits.regulations["RS-50-2012"]))
    assert "In force from 2012 " in said
    assert "2012-01-01" not in said


def test_every_index_stands_with_its_question_formula_classes_and_source(
    page: str, published: Atlas
) -> None:
    registry = yardsticks(published).indices
    said = text(methods.layout(published, Selection()))
    for index, definition in registry.definitions.items():
        assert f'id="index-{index}"' in page
        assert definition.formula in said
        assert definition.reference in said
    for scale in registry.scales.values():
        for row in scale.rows:
            assert row.label_en in said
    for key in registry.background_sets:
        assert f'id="background-{key}"' in page


def test_every_number_of_the_health_risk_is_shown(published: Atlas) -> None:
    said = text(methods.layout(published, Selection()))
    for parameters in yardsticks(published).health.sets.values():
        for row in parameters.equations:
            assert row.formula in said
        for row in (*parameters.exposure.values(), *parameters.toxicity.values()):
            assert row.unit == "1" or row.unit in said
            assert row.note[:30] in said


def test_the_page_is_light_and_holds_neither_map_nor_charts(page: str) -> None:
    assert len(gzip.compress(page.encode(), 6)) < 150_000
    assert "placeholder-mapcontainer" not in page
    assert "plotly" not in page


def test_dash_is_given_the_form_and_not_the_tables(client: FlaskClient) -> None:
    whole = client.get("/methods").get_data(as_text=True)
    layout = whole.partition('<script id="page-layout"')[2].partition("</script>")[0]
    assert "m-answer" in layout
    assert layout.count('"type"') < 500
    assert 'id="limit-RS-30-2018.soil.Cu.remediation"' in whole
    assert 'aria-current="page">How it is judged' in whole


def test_the_example_begins_half_above_the_alert_threshold(published: Atlas) -> None:
    assert example_of(published, Selection()) == Asked("Cu", "150")
    assert example_of(published, Selection(analyte="Pb", land_use="less_sensitive")) == Asked(
        "Pb", "375", land_use="less_sensitive"
    )
    assert example_of(published, Selection(analyte="pH")).analyte == "Cu"


def test_the_example_gives_both_laws_the_ratio_and_the_corrected_limit(published: Atlas) -> None:
    said = text(answer(published, Asked("Cu", "150", clay="15", organic_matter="5")))
    assert "150 mg/kg of copper (Cu) in soil" in said
    assert "above the alert threshold 1.5× of 100 mg/kg" in said
    assert re.search(r"above the remediation value 1\.\d+× of 142\.5 mg/kg", said)
    assert "corrected for this soil; tabled 190 mg/kg" in said
    assert "limit known from memory only, not checked" in said
    assert "considerable contamination" in said
    assert "needs iron from the same sample" in said


def test_the_example_answers_what_the_web_service_answers(
    client: FlaskClient, published: Atlas
) -> None:
    asked = Asked("Cd", "<0,5", clay="8", organic_matter="2,5")
    sent = client.post("/api/assess", json=asked.body()).get_json()
    said = text(answer(published, asked))
    for one in sent["results"][0]["verdicts"]:
        assert one["label"] in said
        if one["limit_id"]:
            assert f"#limit-{one['limit_id']}" in render(answer(published, asked))


def test_a_bound_stays_a_bound_in_every_number_of_the_answer(published: Atlas) -> None:
    said = text(answer(published, Asked("Cu", "<15")))
    assert "< 15 mg/kg of copper" in said
    assert "at or below the normal value < 0.75× of 20 mg/kg" in said
    assert "CF < 0.536" in said


def test_low_selenium_is_said_to_be_low_and_copper_is_not_guessed(published: Atlas) -> None:
    assert "Too little?" in text(answer(published, Asked("Se", "0.2")))
    assert "poorer in selenium than the world mean" in text(answer(published, Asked("Se", "0.2")))
    copper = text(answer(published, Asked("Cu", "1")))
    assert "not judged: no deficiency threshold of the total copper in a soil was read" in copper


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (Asked("Cu", ""), "Write a number such as 150"),
        (Asked("Cu", "much"), "Write a number such as 150"),
        (Asked("Cu", "-3"), "An amount cannot be below zero."),
        (Asked("Cu", "101", "%"), "That is more than the whole."),
        (Asked("Cu", "5", "µg/L"), "This unit does not fit the medium."),
        (Asked("Cu", "5", clay="x"), "Clay and organic matter are percentages"),
        (Asked("Cu", "5", organic_matter="120"), "Clay and organic matter are percentages"),
        (Asked("Cu", "5", "µg/L", "water", hardness="0"), "Hardness is a number above 0"),
        (Asked("Cu", "5", date="last year"), "Write the date as 2019"),
    ],
)
def test_a_wrong_form_says_what_to_do(published: Atlas, asked: Asked, words: str) -> None:
    found = answer(published, asked)
    assert words in text(found)
    assert 'role="alert"' in render(found)


def test_water_is_judged_by_classes_in_the_form_too(published: Atlas) -> None:
    asked = Asked("Cu", "60", "µg/L", "water", hardness="120", fraction="dissolved")
    said = text(answer(published, asked))
    assert "class IV" in said
    assert "class III" in said


def test_the_day_and_the_background_are_the_readers_choice(published: Atlas) -> None:
    old = text(answer(published, Asked("Cu", "150", date="2015", background="ro_normal_756_1997")))
    assert "Serbia: Regulation 88/2010" in old
    assert "Pollution indices, against: Romanian normal values, Order 756/1997" in old
    assert "CF 7.5 " in old


@pytest.mark.parametrize(
    ("reference", "amount", "factor"),
    [("Fe Fe mg/kg", "39176", "2 "), ("Fe Fe2O3 %", "5,6012", "2 "), ("Al Al2O3 %", "30,8", "1 "),
     ("Al Al mg/kg", "81503", "2 ")],
)  # fmt: skip
def test_the_reference_element_and_its_amount_are_the_readers_choice(
    published: Atlas, reference: str, amount: str, factor: str
) -> None:
    asked = Asked("Cu", "56", reference=reference, reference_value=amount)
    said = text(answer(published, asked))
    assert f"EF {factor}" in said
    assert "56 mg/kg of copper (Cu) in soil" in said


def test_without_its_amount_the_reference_element_is_asked_for_by_name(published: Atlas) -> None:
    said = text(answer(published, Asked("Cu", "56", reference="Al Al %")))
    assert "needs aluminium from the same sample" in said
    asked = Asked("Cu", "56", reference="Ti Ti %", reference_value="1")
    assert "this background has no titanium" in text(answer(published, asked))


def test_a_wrong_amount_of_the_reference_element_says_that_it_is_that(published: Atlas) -> None:
    said = text(answer(published, Asked("Cu", "56", reference_value="lots")))
    assert "Amount of the reference element: Write a number such as 150" in said


@pytest.mark.parametrize("reference", ["", "Fe", "Fe Fe mg/kg more", None, 5, ["Fe"]])
def test_a_form_sent_by_hand_with_an_odd_reference_is_answered_with_the_usual_one(
    published: Atlas, reference: object
) -> None:
    asked = Asked.from_form({"analyte": "Cu", "value": "56", "reference": reference, "x": "1"})
    assert asked == Asked("Cu", "56")


def test_every_reference_that_is_offered_can_be_asked_for(published: Atlas) -> None:
    for option in reference_options(published):
        asked = Asked("Cu", "56", reference=option.value, reference_value="2")
        assert 'role="alert"' not in render(answer(published, asked))


def test_more_swallowed_soil_is_more_risk_and_is_named_as_changed(published: Atlas) -> None:
    asked = Asked("As", "50")
    plain = text(risk_answer(published, asked, "classic", {}))
    doubled = text(risk_answer(published, asked, "classic", {"IngR child": "400"}))
    hazard = [float(re.search(r"HI, child ([\d.]+)", said)[1]) for said in (plain, doubled)]
    assert hazard[1] > 1.5 * hazard[0]
    assert "IngR changed by the reader from 200 to 400" in doubled
    assert "changed by the reader" not in plain
    assert "known from memory" in plain


def test_the_same_numbers_give_the_same_simulation(published: Atlas) -> None:
    asked = Asked("Pb", "300")
    lines = [
        field["props"]["children"][1]["props"] for field in exposure_fields(published, "epa_2014")
    ]
    boxes = exposure_of({line["name"]: line["value"] for line in lines}, "epa_2014")
    assert "IngR child" in boxes
    first, second = (risk_answer(published, asked, "epa_2014", boxes) for _ in range(2))
    assert json.dumps(first) == json.dumps(second)
    assert "changed by the reader" not in text(first)


@pytest.mark.parametrize("wrong", ["", "0", "-1", "many", "nan", "inf"])
def test_an_exposure_that_is_no_positive_number_is_refused(published: Atlas, wrong: str) -> None:
    said = text(risk_answer(published, Asked("Pb", "300"), "classic", {"BW child": wrong}))
    assert "BW must be a number above zero." in said


def test_risk_is_estimated_for_soil_only(published: Atlas) -> None:
    asked = Asked("Pb", "300", "µg/L", "water")
    assert "Only contact with soil" in text(risk_answer(published, asked, "classic", {}))


def test_the_training_survey_says_on_this_page_too_that_it_is_simulated(training: Atlas) -> None:
    said = text(methods.layout(training, Selection(dataset="training")))
    assert "Simulated data for training." in said
