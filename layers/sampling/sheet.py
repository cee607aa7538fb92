"""The sheet of a plan: the intake's own template, so that it comes back filled in as it is."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from layers.errors import AtlasError
from layers.intake.template import table, template
from layers.intake.words import Words
from layers.languages import languages, to_cyrillic
from layers.sampling.files import ENGLISH, Texts, remark
from layers.sampling.plan import Plan

MOST_METALS = 12


def xlsx(
    plan: Plan, words: Words, medium: str, metals: Sequence[str], language: str = "en",
    texts: Texts = ENGLISH,
) -> bytes:  # fmt: skip
    """Return an XLSX with one row a sample and duplicate, with the dictionary of its columns.

    Parameters
    ----------
    plan : Plan
        Blanks stand in the printed plan only: they come from no place.
    words : Words
        The intake's registries.
    medium : str
        Key of `media.csv`; the measured columns are in the unit that the atlas compares it in.
    metals : sequence of str
        Keys of `analytes.csv`, those asked for first; up to twelve are filled up by priority.
    language : str
        Of the headings, a code of `languages.csv`.
    texts : Texts
        Words of the remarks.

    Raises
    ------
    AtlasError
        No such medium, metal or language.
    """
    rows = _rows(plan, words, medium, language, texts)
    return template(words, language, rows, _measured(words, medium, metals))


def csv_sheet(
    plan: Plan, words: Words, medium: str, metals: Sequence[str], language: str = "en",
    texts: Texts = ENGLISH,
) -> bytes:  # fmt: skip
    """Return the same table as CSV in UTF-8, with the mark by which spreadsheets know it."""
    rows = _rows(plan, words, medium, language, texts)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerows(table(words, language, rows, _measured(words, medium, metals)))
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def _rows(
    plan: Plan, words: Words, medium: str, language: str, texts: Texts
) -> list[dict[str, object]]:
    name = _medium_name(words, medium, language)
    return [
        {
            "sample_id": one.sample_id,
            "point_id": one.of or one.sample_id,
            "lat": one.lat,
            "lon": one.lon,
            "medium": name,
            "note": remark(plan, one, texts) or None,
        }
        for one in plan.samples
        if one.role != "blank"
    ]


def _medium_name(words: Words, medium: str, language: str) -> str:
    media = words.registry.media.set_index("medium")
    known = languages()
    if medium not in media.index:
        raise AtlasError(f"found medium {medium!r}, expected one of {', '.join(media.index)}")
    if language not in known:
        raise AtlasError(f"found language {language!r}, expected one of {', '.join(known)}")
    said = str(media.at[medium, f"label_{known[language].labels}"])
    return to_cyrillic(said) if known[language].script == "Cyrl" else said


def _measured(words: Words, medium: str, metals: Sequence[str]) -> list[str]:
    """Return the headings of the measured columns."""
    unit = words.registry.media.set_index("medium").at[medium, "unit_std"]
    ranked = list(words.registry.analytes.sort_values("priority")["analyte"])
    unknown = [metal for metal in metals if metal not in ranked]
    if unknown:
        raise AtlasError(f"found analyte {unknown[0]!r}, expected a key of analytes.csv")
    chosen = list(dict.fromkeys([*metals, *ranked]))[: max(MOST_METALS, len(metals))]
    return [f"{metal} [{unit}]" for metal in chosen]
