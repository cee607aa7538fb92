"""What is said of a person's file, in the language of the page."""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from dashboard.atlas import Atlas
from dashboard.i18n import _, current, in_script, listed, number, said
from layers.intake import Words
from layers.registry import DEFAULT_FOLDER

_OPTION = re.compile(r" \([^()]*--[^()]*\)")


@lru_cache(maxsize=4)
def intake_words(atlas: Atlas) -> Words:
    """Return the registries of the intake, those of the package where it has its own."""
    return Words.load(intake_registry(atlas))


def intake_registry(atlas: Atlas) -> Path:
    """Return the folder of the registries that files are read with."""
    own = Path(atlas.registry.folder)
    return own if (own / "headings.csv").is_file() else DEFAULT_FOLDER


def role_name(words: Words, role: str) -> str:
    """Name of what a column is for, in the reader's language."""
    names = _role_names(words)
    return in_script(names[current().labels].get(role, role))


@lru_cache(maxsize=4)
def _role_names(words: Words) -> dict[str, dict[str, str]]:
    rows = words.headings.to_dict("records")
    return {
        labels: {str(row["role"]): str(row[f"label_{labels}"]) for row in rows}
        for labels in ("en", "ro", "sr")
    }


def spoken(words: Words, text: Any) -> str:
    """Return what `layers.intake.phrases.as_json` wrote, in the language of the page.

    What stands in the file itself stays as it is there.
    """
    if isinstance(text, int | float):
        return number(text)
    if not isinstance(text, Mapping):
        return str(text)
    if "terms" in text:
        return ", ".join(_term(words, text["vocabulary"], term) for term in text["terms"])
    return said(text["phrase"]).format(**_all_spoken(words, text["words"]))


def _term(words: Words, vocabulary: str, term: str) -> str:
    return in_script(words.registry.label(vocabulary, term, current().labels))


def _all_spoken(words: Words, filled: Mapping[str, Any]) -> dict[str, str]:
    return {name: spoken(words, word) for name, word in filled.items()}


def expected(words: Words, code: str, filled: Mapping[str, Any]) -> str:
    """Say what should stand there."""
    return said(words.faults[code].expected_en).format(**_all_spoken(words, filled))


def mend(words: Words, code: str, filled: Mapping[str, Any]) -> str:
    """Say what to do about a kind of fault; the page has a list where the command has an option."""
    text = _OPTION.sub("", said(words.faults[code].mend_en))
    return text.format(**_all_spoken(words, filled))


def kind(words: Words, code: str) -> str:
    """Name of a kind of fault."""
    return said(words.faults[code].kind_en)


def severity(name: str) -> str:
    """Say what a fault of that severity means for the values."""
    return {
        "error": _("Left out"),
        "flag": _("Kept, with a remark"),
        "told": _("For your information"),
    }[name]


def place_of(case: Mapping[str, Any]) -> str:
    """Say in which row and column of which sheet a fault stands."""
    parts = [_("sheet {sheet}", sheet=case["sheet"])] if case["sheet"] else []
    parts += [_("row {row}", row=case["row"])] if case["row"] is not None else []
    parts += [_("column {column}", column=case["column"])] if case["column"] else []
    return listed(parts) if len(parts) > 1 else "".join(parts)


@lru_cache(maxsize=4)
def measured_units(atlas: Atlas) -> tuple[str, ...]:
    """Return the units that a measured value of some medium can have."""
    registry = intake_words(atlas).registry
    units = registry.units.set_index("unit")["dimension"]
    own = units.reindex(registry.analytes["unit_own"]).dropna()
    known = {one for many in registry.media["dimension"] for one in many.split(";")} | set(own)
    known |= {f"{one}_fresh" for one in known}
    return tuple(units.index[units.isin(known - {"index", "ratio", "count"})])
