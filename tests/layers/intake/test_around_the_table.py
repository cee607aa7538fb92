"""What stands above, below and within a table and is no sample of it."""

import pytest

from layers.assess import judge, load_limits
from layers.intake.lab import lab_table
from tests.layers.intake.tables import book, codes, read, said, values

HEADS = "id;Cu [mg/kg];Pb [mg/kg]\n"


def test_values_of_a_second_table_are_never_read_under_the_headings_of_the_first():
    text = f"{HEADS}A;1;2\nid;Pb [mg/kg];Cu [mg/kg]\nB;3;4\nC;5;6\n"
    intake = read(text)
    assert values(intake) == [1, 2]
    message = said(intake, "second_table")
    assert 'line 3: found other headings, "id Pb [mg/kg] Cu [mg/kg]", and 2 rows below' in message
    assert "put it into a sheet or a file of its own" in message


def test_a_wider_table_below_the_first_does_not_hide_it():
    text = f"{HEADS}A;1;2\n;;\nid;Zn [mg/kg];Ni [mg/kg];As [mg/kg]\nB;3;4;5\n"
    assert 'found other headings, "id Cu [mg/kg] Pb [mg/kg]"' in said(read(text), "second_table")


def test_the_same_headings_again_end_no_table():
    intake = read(f"{HEADS}A;1;2\n{HEADS.upper()}B;3;4\n")
    assert values(intake) == [1, 3, 2, 4]
    assert codes(intake) == ["headings_again"]


@pytest.mark.parametrize("cell", ["no", "N", "LOD", "x"])
def test_a_word_in_a_cell_is_no_second_heading(cell):
    intake = read(f"{HEADS}Bor;{cell};\nB;3;4\n")
    assert values(intake) == [3, 4]
    assert not intake.faults.of("second_table")


@pytest.mark.parametrize("group", ["wet weight", "Wet mass (mg/kg)", "masă umedă", "влажна маса"])
def test_a_mass_base_above_several_columns_is_theirs(group):
    rows = [["", group, None, ""], ["id", "Cu [mg/kg]", "Pb [mg/kg]", "Zn [mg/kg]"], ["A", 1, 2, 3]]
    intake = read(book(rows, merged="B1:C1"), "lab.xlsx")
    assert values(intake, "fraction") == ["fresh_mass", "fresh_mass", ""]
    judged = judge(lab_table(intake).values, load_limits(), law="RO")
    assert judged["reason"].tolist() == ["wet_mass", "wet_mass", ""]


def test_fractions_above_columns_of_water_are_theirs():
    text = ";Dissolved;;Total\nid;Cu [µg/L];Pb [µg/L];Zn [µg/L]\nA;1;2;3\n"
    intake = read(text, constants={"medium": "water"})
    assert values(intake, "fraction") == ["dissolved", "dissolved", "total"]


@pytest.mark.parametrize("group", ["0-20 cm", "2022", "Laboratory 2"])
def test_words_above_columns_that_nobody_understands_are_flagged(group):
    rows = [["", group, None], ["id", "Cu [mg/kg]", "Pb [mg/kg]"], ["A", 1, 2]]
    message = said(read(book(rows, merged="B1:C1"), "lab.xlsx"), "group_unread")
    assert f'line 1, column Cu [mg/kg], Pb [mg/kg]: found "{group}"' in message


@pytest.mark.parametrize("group", ["Metals", "Teški metali [mg/kg]", "Concentrații"])
def test_plain_words_above_columns_are_no_fault(group):
    rows = [["", group, None], ["id", "Cu [mg/kg]", "Pb [mg/kg]"], ["A", 1, 2]]
    assert codes(read(book(rows, merged="B1:C1"), "lab.xlsx")) == ["merged"]


@pytest.mark.parametrize(
    "note",
    ["Rezultate exprimate la masă umedă", "Rezultati su na vlažnu masu", "mg/kg wet weight",
     "Резултати изражени на влажну масу", "Sadržaj je dat kao sveža masa"],
)  # fmt: skip
@pytest.mark.parametrize("place", ["above", "below"])
def test_wet_mass_in_a_note_beside_the_table_is_that_of_its_values(note, place):
    text = f"{note};;\n{HEADS}A;1;2\n" if place == "above" else f"{HEADS}A;1;2\n{note};;\n"
    intake = read(text)
    assert values(intake, "fraction") == ["fresh_mass", "fresh_mass"]
    message = said(intake, "base_above")
    assert f'found "{note}"' in message
    assert "Write mg/kg dw or mg/kg fw into the headings" in message


def test_a_title_merged_over_the_table_is_a_note_and_its_wet_mass_counts():
    rows = [["Results per wet weight", None], ["id", "Cu [mg/kg]"], ["A", 1]]
    intake = read(book(rows, merged="A1:B1"), "lab.xlsx")
    assert values(intake, "fraction") == ["fresh_mass"]


def test_dry_mass_in_a_heading_goes_before_a_note():
    assert values(read("Per wet weight;\nid;Cu [mg/kg dw]\nA;1\n"), "fraction") == ["dry_mass"]


def test_notes_above_the_table_are_quoted():
    message = said(read(f"Report 12, sampled in spring;;\n{HEADS}A;1;2\n"), "notes_above")
    assert 'found 1 rows above the headings: "Report 12, sampled in spring"' in message


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Prag de alertă", "law_row"), ("Prag de intervenție (Ord. 756/1997)", "law_row"),
        ("Prag de alertă Ordin 756", "law_row"), ("CMA", "law_row"), ("МДК", "law_row"),
        ("Гранична вредност", "law_row"), ("Ремедијациона вредност", "law_row"),
        ("Limit value", "law_row"), ("Valoare normală", "law_row"), ("VLE", "law_row"),
        ("Martor", "blank_row"), ("Блинд проба", "blank_row"), ("Blank", "blank_row"),
        ("Suma", "summary_row"), ("Збир", "summary_row"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("before", ["", "7;"])
def test_limits_of_laws_blanks_and_sums_are_no_samples(label, code, before):
    number = "Nr. crt.;" if before else ""
    intake = read(f"{number}{HEADS}{before and '6;'}A;1;2\n{before}{label};100;200\n")
    assert values(intake) == [1, 2]
    assert f"found a row {label.split(' (')[0]!r}" in said(intake, code)


@pytest.mark.parametrize(
    "heading",
    ["Cu [mg/kg, substanță umedă]", "Cu [mg/kg vlažne mase]", "Бакар (mg/kg влажне масе)",
     "Cu (mg/kg, wet weight)", "Cu [mg/kg] wet weight", "Cu [mg/kg] (vlažna masa)",
     "Cu mg/kg wet weight", "Cu [µg/g na vlažnu masu]"],
)  # fmt: skip
def test_wet_mass_in_words_is_wet_mass(heading):
    intake = read(f"id;{heading}\nA;2\n")
    assert (values(intake), values(intake, "fraction")) == ([2], ["fresh_mass"])


@pytest.mark.parametrize(
    "heading",
    ["Cu [mg/kg, substanță uscată]", "Cu [mg/kg suve mase]", "Бакар (mg/kg суве масе)",
     "Cu (mg/kg dry basis)", "Cu [%, dry weight]"],
)  # fmt: skip
def test_dry_mass_in_words_is_dry_mass(heading):
    assert values(read(f"id;{heading}\nA;2\n"), "fraction") == ["dry_mass"]


@pytest.mark.parametrize(
    ("heading", "word"),
    [("Bază", "umed"), ("Osnova", "vlažna masa"), ("basis", "wet weight"), ("Основа", "влажна")],
)
def test_a_column_of_bases_is_read(heading, word):
    assert values(read(f"id;{heading};Cu [mg/kg]\nA;{word};2\n"), "fraction") == ["fresh_mass"]
    both = read(f"id;Fraction;{heading};Cu [mg/kg]\nA;total;{word};2\n")
    assert values(both, "fraction") == ["fresh_mass"]


def test_an_unknown_unit_is_told_how_dry_and_wet_mass_are_written():
    message = said(read("id;Cu [mg/kg furlong];Pb [mg/kg]\nA;2;3\n"), "no_unit")
    assert "mg/kg dw (dry mass) or mg/kg fw (wet mass)" in message


def test_formulas_without_values_are_no_notes():
    rows = [["id", "Cu [mg/kg]", "Pb [mg/kg]"], ["A", "=B9*2", "=C9*2"], ["B", 1, 2]]
    intake = read(book(rows), "lab.xlsx")
    assert codes(intake) == ["formula_uncounted", "formula_uncounted"]
