"""The tables of advice: sound, complete in three languages, and honest about what was read."""

import csv
import re
import shutil
from pathlib import Path

import pytest

from layers.advice import AdviceBook, listed
from layers.errors import PackageError
from layers.registry import DEFAULT_FOLDER
from tests.layers.packages import change

BOOK = AdviceBook.load()
TEXTS = [
    *((row.advice_id, row.advice_en, row.advice_ro, row.advice_sr) for row in BOOK.advice),
    *((row.advice_id, row.why_en, row.why_ro, row.why_sr) for row in BOOK.advice),
    *(
        (row.contact_id, *(row.said("what_for", at) for at in ("en", "ro", "sr")))
        for row in BOOK.contacts
    ),
    *((row.step_id, *(row.said("text", at) for at in ("en", "ro", "sr"))) for row in BOOK.steps),
    *(
        (row.term, *(row.said("text", at) for at in ("en", "ro", "sr")))
        for row in BOOK.meanings.values()
    ),
]


@pytest.mark.parametrize(
    ("file", "line", "cells", "message"),
    [
        ("advice.csv", 2, {"uses": "gardn"}, "line 2, column uses"),
        ("advice.csv", 2, {"source_id": "NOBODY"}, "line 2, column source_id"),
        ("advice.csv", 2, {"advice_ro": ""}, "line 2, column advice_ro: found an empty cell"),
        ("advice.csv", 2, {"signed_by": "Dr. A"}, "line 2, column signed_on: found an empty cell"),
        ("advice.csv", 6, {"verdict_to": ""}, "line 6, column verdict_from"),
        ("advice.csv", 6, {"verdict_to": "normal"}, "line 6, column verdict_to"),
        ("advice.csv", 25, {"unit": ""}, "line 25, column unit"),
        ("advice.csv", 25, {"unit": "µg/L"}, "line 25, column unit"),
        ("advice.csv", 25, {"analytes": "Pb;Cd"}, "line 25, column analytes"),
        ("advice.csv", 2, {"within_km": ""}, "line 2, column within_km"),
        ("advice_contacts.csv", 2, {"areas": "Bor"}, "line 2, column areas"),
        ("sampling_steps.csv", 2, {"part": "soup"}, "line 2, column part"),
        ("sampling_guides.csv", 2, {"fields": "soup"}, "line 2, column fields"),
        ("near_meanings.csv", 3, {"term": "open_pit"}, "line 3, column term"),
        ("place_uses.csv", 2, {"land_use": "calm"}, "line 2, column land_use"),
    ],
)
def test_a_broken_table_of_advice_is_refused_by_line_and_column(
    tmp_path: Path, file: str, line: int, cells: dict[str, str], message: str
) -> None:
    folder = Path(shutil.copytree(DEFAULT_FOLDER, tmp_path / "registry"))
    change(folder, file, line, cells)
    with pytest.raises(PackageError) as refusal:
        AdviceBook.load(folder)
    assert f"{file}, {message}" in str(refusal.value)


def test_every_text_says_the_same_numbers_in_every_language() -> None:
    def numbers(text: str) -> list[str]:
        plain = (
            text.lower()
            .replace("–", " ")
            .replace(" până la ", " ")
            .replace(" do ", " ")
            .replace(" to ", " ")
        )
        plain = re.sub(r"(?<=\d)[.,](?=\d{3}\b)", "", plain).replace(",", ".")
        return sorted(re.findall(r"\d+(?:\.\d+)?", plain))

    for key, english, *others in TEXTS:
        for text in others:
            assert numbers(text) == numbers(english), (key, text)


def test_every_text_is_short_and_in_the_letters_of_its_language() -> None:
    for key, english, romanian, serbian in TEXTS:
        assert max(len(english), len(romanian), len(serbian)) < 330, key
        assert not re.search("[şţŞŢ]", romanian), key
        assert not re.search("[а-яА-ЯăâîșțÄäÖöÜü]", serbian), key
        assert len({english, romanian, serbian}) == 3, key


def test_what_is_said_first_is_one_sentence() -> None:
    for row in BOOK.advice:
        assert len(row.advice_en.split()) <= 24, row.advice_id


def test_nothing_is_signed_before_a_doctor_has_put_a_name_to_it() -> None:
    assert not BOOK.signed
    assert not any(row.signed for row in BOOK.advice)


def test_a_row_from_memory_is_marked_as_such() -> None:
    marks = {row.advice_id: row.confidence for row in BOOK.advice}
    assert marks["ADV079"] == "from_memory"
    assert {key for key, mark in marks.items() if mark == "partly_from_memory"} == {
        "ADV021", "ADV054", "ADV059", "ADV064", "ADV072", "ADV086", "ADV127",
    }  # fmt: skip


def test_every_guide_begins_with_safety_and_has_only_parts_with_steps() -> None:
    for guide in BOOK.guides.values():
        parts = listed(guide.parts)
        assert parts[0] == "safety"
        assert all(BOOK.steps_of(part) for part in parts)
        assert guide.taking is None or guide.taking in parts


def test_a_step_without_a_source_is_from_memory() -> None:
    for step in BOOK.steps:
        assert (step.source_ids is None) == (step.confidence == "from_memory"), step.step_id


def test_every_source_of_advice_is_used_or_named_in_a_fact() -> None:
    used = {key for row in BOOK.advice for key in row.source_ids}
    used |= {
        key for row in (*BOOK.steps, *BOOK.meanings.values()) for key in listed(row.source_ids)
    }
    notes = (DEFAULT_FOLDER / "advice.md").read_text(encoding="utf-8")
    for key in set(BOOK.sources) - used:
        source = BOOK.sources[key]
        assert key in notes or "read" in (source.note or "") or _of_a_contact(source.url), key


def _of_a_contact(url: str) -> bool:
    return any(row.url and url.split("/")[2] in row.url for row in BOOK.contacts)


def test_every_kind_of_mine_and_waste_has_its_meaning() -> None:
    for vocabulary in ("site_type", "waste_kind"):
        for term in BOOK.registry.terms(vocabulary):
            assert (vocabulary, term) in BOOK.meanings


def test_districts_named_in_the_tables_exist() -> None:
    names = DEFAULT_FOLDER.parent / "basemap" / "admin1_names.csv"
    with names.open(encoding="utf-8", newline="") as stream:
        known = {row["admin1_id"] for row in csv.DictReader(stream)} | {"RO", "RS"}
    for row in (*BOOK.advice, *BOOK.contacts):
        assert set(listed(row.areas)) <= known, row


def test_a_place_is_told_its_own_authorities_the_nearest_first() -> None:
    bor = [row.contact_id for row in BOOK.contacts_for(frozenset({"RS", "RS-14"}), "well")]
    assert bor[0] == "timok-public-health"
    assert "dsp-cs" not in bor
    assert "ospa-salaj" not in [
        row.contact_id for row in BOOK.contacts_for(frozenset({"RO"}), "garden")
    ]
