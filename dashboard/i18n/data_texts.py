"""Words of the registries and of the data in the language of the page.

Most words have label columns of their own in `data/registry/`. What has none (a remark on a limit,
the name of a sampling point) is translated by the catalogues `data.po`, its English text being the
key; a text that they do not have is shown as it stands.
"""

import csv
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from dashboard.i18n.catalogue import DATA_DOMAIN, _, read_catalogue
from dashboard.i18n.language import current, in_script
from layers.languages import languages, to_latin

DATA = Path(__file__).parents[2] / "data"
INTAKE = Path(__file__).parents[2] / "layers" / "intake"

COLUMNS: dict[str, tuple[str, ...]] = {
    "registry/verdicts.csv": ("label_en",),
    "registry/verdict_reasons.csv": ("label_en",),
    "registry/regulations.csv": ("short_title", "title"),
    "registry/ladders.csv": ("note",),
    "registry/essential.csv": ("label_en", "meaning"),
    "registry/index_definitions.csv": (
        "formula",
        "symbols",
        "censored_rule",
        "missing_rule",
        "unit",
    ),
    "registry/index_background_sets.csv": ("medium", "extraction", "statistic"),
    "registry/exposure_sets.csv": ("summary",),
    "registry/exposure_distributions.csv": ("distribution",),
    "registry/exposure_parameters.csv": ("unit",),
    "registry/soil_correction.csv": ("checked_by",),
    "registry/exposure_equations.csv": ("formula",),
    "registry/toxicity.csv": ("caution",),
    "registry/intake_problems.csv": ("kind_en", "expected_en", "mend_en"),
    "sampling_points.csv": ("name", "water_body"),
    "mining_sites.csv": ("name", "deposit_type", "commodities"),
    "waste_areas.csv": ("name", "material", "value_qualifier"),
    "measurements.csv": ("organ", "taxon"),
    "training/mining_sites.csv": ("name",),
    "training/waste_areas.csv": ("name",),
}
"""Columns whose texts the catalogues translate; lists in a cell are translated one by one."""
SENTENCES = ("registry/intake_problems.csv",)
"""Tables in which every text has words, also what looks like a Latin name ("Broken lines")."""
PACKAGES = ("datapackage.json", "training/datapackage.json")
"""Packages whose titles are translated."""
LISTS = {"commodities": ";", "water_body": ";"}
SPOKEN_IN = {"RO": "ro", "RS": "sr"}
"""Language of local names, by country."""
SIMULATED = " (simulated)"
LONGEST_FORMULA = 80
COUNTY = "Județul "
"""What stands before the names of Romanian counties in the list of districts."""


def texts() -> list[str]:
    """Return every text that the catalogues of the data translate, in the order of the files."""
    titles = (json.loads((DATA / name).read_text("utf-8"))["title"] for name in PACKAGES)
    found: dict[str, None] = dict.fromkeys(titles)
    for file, columns in COLUMNS.items():
        told = _texts_of(DATA / file, columns)
        found.update(dict.fromkeys(told if file in SENTENCES else filter(_has_words, told)))
    found.update(dict.fromkeys(phrases()))
    return list(found)


def phrases() -> Iterator[str]:
    """Yield what the intake says of a file, as `layers.intake.phrases.phrase` is given it."""
    from babel.messages.extract import extract_from_dir

    found = extract_from_dir(
        INTAKE, method_map=[("**.py", "python")], keywords={"phrase": None}, comment_tags=()
    )
    yield from (str(message) for _file, _line, message, *_rest in sorted(found, key=_by_place))


def _by_place(found: tuple[Any, ...]) -> tuple[str, int]:
    return str(found[0]), int(found[1])


def _has_words(text: str) -> bool:
    """Tell whether a text has words to translate: symbols, formulas and Latin names have none.

    >>> [_has_words(text) for text in ("Cu", "PI = C / B", "Zea mays", "Cdeg = sum of CF", "leaf")]
    [False, False, False, True, True]
    """
    if "=" in text and len(text) < LONGEST_FORMULA:
        return re.search(r"\b(sum|mean|root|shoot|soil|total)\b", text) is not None
    if re.fullmatch(r"1|(?!\S*yr)[^ ]*/[^ ]*|[kcm]?[gm]²?|µg|%", text):
        return False
    return not re.fullmatch(r"[A-Z][a-z]?|[A-Z][a-z]+ ([a-z]+|spp?\.)", text) or " of " in text


def _texts_of(path: Path, columns: tuple[str, ...]) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for column in columns:
                yield from filter(None, _parts(row[column], column))


def _parts(cell: str, column: str) -> list[str]:
    if column == "value_qualifier":
        return [part.split(": ", 1)[1] for part in cell.split("; ") if ": " in part]
    return [part.strip() for part in cell.split(LISTS[column])] if column in LISTS else [cell]


def said(text: object) -> str:
    """Return a text of the data in the language of the page, as it stands where nobody did that.

    >>> said("above the limit")
    'above the limit'
    """
    words = str(text)
    own = _translations(current().labels).get(words)
    if own is None:
        return words
    return _formula_in_script(own) if "=" in own and len(own) < LONGEST_FORMULA else in_script(own)


def _formula_in_script(formula: str) -> str:
    """Write the words of a formula in the script of the page; its letters stay."""
    return re.sub(r"(?<![\w(])(?!log2|sqrt|max\b)[a-zčćšžđ]{1,}(?![\w(])", _word, formula)


def _word(match: re.Match[str]) -> str:
    return in_script(match[0])


@lru_cache(maxsize=4)
def _translations(labels: str) -> dict[str, str]:
    if labels == "en":
        return {}
    found = dict(_labels(labels))
    catalogue = {"ro": "ro", "sr": "sr_Latn"}[labels]
    for message in read_catalogue(catalogue, DATA_DOMAIN):
        if message.id and message.string:
            found[str(message.id)] = str(message.string)
    return found


def _labels(labels: str) -> Iterator[tuple[str, str]]:
    """Yield the pairs of all label columns in the registries."""
    for path in sorted((DATA / "registry").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            if f"label_{labels}" in (reader.fieldnames or ()):
                for row in reader:
                    if row[f"label_{labels}"]:
                        yield row["label_en"], row[f"label_{labels}"]


def load_texts() -> None:
    """Read the texts and names of every language now, so that no reader waits for them."""
    for row in languages().values():
        _translations(row.labels)
        _toponyms(row.labels)


def place_name(name: object, country: object = "", local: object = "") -> str:
    """Return the name of a place in the language of the page.

    Its local name where that is in this language, else the translation of `name`, else `name`
    itself; Serbian names in the script of the page.
    """
    text, own = str(name), str(local or "")
    labels = current().labels
    if labels == "en" or not text:
        return text
    if own and SPOKEN_IN.get(str(country)) == labels:
        return in_script(to_latin(own)) if labels == "sr" else own
    if text.endswith(SIMULATED):
        return _simulated_name(text.removesuffix(SIMULATED), labels, country)
    found = _translations(labels).get(text)
    return in_script(found) if found else toponym(text, country)


def _simulated_name(name: str, labels: str, country: object) -> str:
    """Translate a name of the training survey: a thing of its own, or a town with a number."""
    found = _translations(labels).get(name + SIMULATED)
    if found:
        return in_script(found)
    town, space, count = name.rpartition(" ")
    known = f"{toponym(town, country)}{space}{count}" if count.isdigit() else name
    return _("{name} (simulated)", name=known)


def toponym(name: object, country: object) -> str:
    """Return the name of a village, a town or a district in the language of the page.

    >>> toponym("Moldova Nouă", "RO")
    'Moldova Nouă'
    """
    text = str(name)
    labels = current().labels
    known = _toponyms(labels).get(text)
    if known:
        return in_script(known) if labels == "sr" else known
    return in_script(text) if labels == "sr" and country == "RS" else text


@lru_cache(maxsize=4)
def _toponyms(labels: str) -> dict[str, str]:
    column = {"en": "name_en", "ro": "name_ro", "sr": "name_sr_latn"}[labels]
    found: dict[str, str] = {}
    for file, key in (("places.csv", "name"), ("admin1_names.csv", "name_local")):
        with (DATA / "basemap" / file).open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                if row[column]:
                    found.setdefault(row[key], row[column])
                    found.setdefault(row[key].removeprefix(COUNTY), row[column])
    return found
