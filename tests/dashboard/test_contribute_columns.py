"""What a person says of the columns of a file, and the mapping that keeps it."""

import io

import pytest

from tests.dashboard.sending import GOOD, confirmed, judged_rows, own_of, send
from tests.own_data import unpacked
from tests.words_of_pages import english_in, words_of

WITH_MORE_IN_HEADINGS = (
    "sample,medium,Cu mg/kg ww,Pb mean [mg/kg],X1,Fe2O3 [%],Zn [mg/kg dw]\nA,soil,5,6,7,8,9\n"
)


def test_confirming_one_column_leaves_what_the_other_headings_say(client):
    first = send(client, WITH_MORE_IN_HEADINGS)
    seen = first.get_json()
    role = confirmed(seen, r4="measured")
    second = send(client, WITH_MORE_IN_HEADINGS, **role).get_json()
    named = confirmed(second, r4="measured", a4="As", u4="mg/kg")
    third = send(client, WITH_MORE_IN_HEADINGS, **named)
    before, after = judged_rows(first), judged_rows(third)
    assert [row for row in after if row[0] != "As"] == before
    assert [row[3] for row in before] == ["fresh_mass", "", "", "dry_mass"]
    assert [row[4] for row in before] == ["single", "mean", "single", "single"]
    assert [row[1] for row in after if row[0] == "As"] == [7]
    mapping = [
        (io.BytesIO(WITH_MORE_IN_HEADINGS.encode()), "next.csv"),
        (io.BytesIO(third.get_json()["mapping"].encode()), "lab.yaml"),
    ]
    assert judged_rows(send(client, "", file=mapping)) == after


def test_another_analyte_keeps_the_unit_and_the_base_of_its_heading(client):
    seen = send(client, WITH_MORE_IN_HEADINGS).get_json()
    rows = judged_rows(send(client, WITH_MORE_IN_HEADINGS, **confirmed(seen, a2="Cd", a5="Mn")))
    assert rows[0] == ("Cd", 5, "mg/kg", "fresh_mass", "single")
    assert rows[2] == ("Mn", 8, "%", "", "single")


def test_a_column_confirmed_as_it_was_changes_nothing(client):
    seen = send(client, WITH_MORE_IN_HEADINGS).get_json()
    again = send(client, WITH_MORE_IN_HEADINGS, **confirmed(seen)).get_json()
    assert again["mapping"] == seen["mapping"]
    assert again["columns"] == seen["columns"]


def test_sheets_with_the_same_headings_are_read_once_each_after_a_change(client):
    from tests.layers.intake.tables import book

    rows = [["sample", "medium", "Cu [mg/kg ww]", "X1"], ["A", "soil", 5, 7]]
    data = book(rows, [rows[0], ["B", "soil", 6, 8]])
    seen = send(client, data, "lab.xlsx").get_json()
    said = confirmed(seen, r3="measured", a3="As", u3="mg/kg", r7="measured", a7="As", u7="mg/kg")
    rows = judged_rows(send(client, data, "lab.xlsx", **said))
    assert sorted(row[:4] for row in rows) == [
        ("As", 7, "mg/kg", ""), ("As", 8, "mg/kg", ""),
        ("Cu", 5, "mg/kg", "fresh_mass"), ("Cu", 6, "mg/kg", "fresh_mass"),
    ]  # fmt: skip


def test_a_column_can_be_left_out_and_its_unit_changed(client):
    said = {
        "h0": "id", "w0": "sample_id||", "r0": "sample_id",
        "h5": "Cu [mg/kg]", "w5": "measured|Cu|mg/kg", "r5": "measured", "a5": "Cu", "u5": "µg/kg",
        "h6": "Pb [mg/kg]", "w6": "measured|Pb|mg/kg", "r6": "",
        **{f"h{at}": name for at, name in enumerate(("lat", "lon", "medium", "date"), 1)},
        **{f"w{at}": f"{role}||" for at, role in
           enumerate(("lat", "lon", "medium", "date_start"), 1)},
    }  # fmt: skip
    own = own_of(send(client, GOOD, **said))["columns"]
    assert set(own["analyte"]) == {"Cu"}
    assert set(own["unit"]) == {"µg/kg"}


def test_a_column_of_detection_limits_that_is_told_leaves_the_others(client):
    table = (
        "sample,medium,Cu mg/kg,Cu LOD [mg/kg],Pb [mg/kg],Pb LOD [mg/kg],As [mg/kg]\n"
        "A,soil,n.d.,1,<LOD,3,7\n"
    )
    first = send(client, table)
    said = confirmed(first.get_json(), r3="", r6="limit")
    again = send(client, table, **said).get_json()
    back = send(client, table, **confirmed(again, r3="limit", r6="measured", a6="As", u6="mg/kg"))
    assert judged_rows(back) == judged_rows(first)
    values = {row[0]: row[1] for row in judged_rows(send(client, table, **said))}
    assert values == {"Pb": 3}


def test_a_mapping_saved_from_the_page_reads_the_next_file_without_a_click(client):
    table = "lab;where;N;E;bakar\n7;Bor;44,08;22,1;150\n"
    first = send(client, table, medium="soil")
    assert "mapping" in first.get_json()
    said = {
        "h0": "lab", "w0": "||", "r0": "sample_id",
        "h1": "where", "w1": "||", "r1": "name",
        "h2": "N", "w2": "||", "r2": "lat",
        "h3": "E", "w3": "||", "r3": "lon",
        "h4": "bakar", "w4": "measured|Cu|", "r4": "measured", "a4": "Cu", "u4": "mg/kg",
        "medium": "soil", "title": "Laboratory of Bor",
    }  # fmt: skip
    second = send(client, table, **said).get_json()
    assert second["values"] == 1
    again = [
        (io.BytesIO(second["mapping"].encode()), "bor.yaml"),
        (io.BytesIO(table.replace("150", "20").encode()), "next.csv"),
    ]
    third = send(client, "", file=again).get_json()
    assert third["values"] == 1
    assert unpacked(third["own"])["columns"]["value"] == [20]
    assert "Laboratory of Bor" in third["mapping"]


@pytest.mark.parametrize(
    "mapping",
    ["{", "mapping: 1\ntitle: a\nx: 1", "&a [*a]", "a: &x b\nc: *x", "mapping: 1\n" * 9000],
)
def test_a_mapping_that_cannot_be_understood_is_told(client, mapping):
    file = [(io.BytesIO(GOOD.encode()), "a.csv"), (io.BytesIO(mapping.encode()), "m.yaml")]
    answer = send(client, "", query="?lang=en", file=file).get_json()
    assert "The mapping was not understood" in answer["html"]
    assert not answer["own"]


BROKEN_MAPPING = "mapping: 1\ntitle: Lab\ncolums: {}\nzero: nothing\ncolumns:\n  bakar: measuredd\n"
WRONG_WORDS = (
    "mapping: 1\ntitle: Lab\ncolumns:\n  bakar: measuredd\nconstants:\n  medium: mud\n"
    "  unit: yards\n  date_start: May\n  n: many\nfile:\n  encoding: klingon\n  divider: a\n"
    "coordinates: Mars\nanalytes:\n  X: Kryptonite\n"
)


@pytest.mark.parametrize("language", ["ro", "sr-Latn", "sr-Cyrl"])
@pytest.mark.parametrize("mapping", [BROKEN_MAPPING, WRONG_WORDS], ids=["keys", "words"])
def test_what_is_wrong_in_a_mapping_is_told_in_the_language_of_the_page(client, mapping, language):
    file = [(io.BytesIO(GOOD.encode()), "a.csv"), (io.BytesIO(mapping.encode()), "m.yaml")]
    answer = send(client, "", query=f"?lang={language}", file=file).get_json()
    assert "measuredd" in answer["html"] or "colums" in answer["html"]
    assert answer["html"].count("<li>") >= 2
    assert english_in(words_of(answer["html"], language), language) == []
