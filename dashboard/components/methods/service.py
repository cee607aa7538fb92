"""The same judgement for programs: POST /api/assess."""

from typing import Any

from dashboard.components.cells import element
from dashboard.components.methods.parts import bullets, paragraph, quoted, table
from dashboard.http.assess_request import MOST_IN_ALL, MOST_SAMPLES, MOST_VALUES
from dashboard.http.bodies import LONGEST_BODY
from dashboard.i18n import _, number

EXAMPLE = """curl …/api/assess -H 'Content-Type: application/json' --data '{
  "medium": "soil", "land_use": "sensitive", "clay_pct": 25, "organic_matter_pct": 10,
  "values": {
    "Cu": {"value": 150, "unit": "mg/kg"},
    "Cd": {"value": "<0.5", "unit": "mg/kg"}
  }
}'"""


def service_parts() -> list[Any]:
    """Return how a program asks, and what it is told."""
    return [
        paragraph(
            _(
                "The form above asks the same function as POST /api/assess. Nothing that is sent "
                "is stored or logged."
            )
        ),
        element("Pre", element("Code", EXAMPLE), lang="en", tabIndex="0"),
        table(
            _("Fields of a request"),
            [_("Field"), _("What it holds")],
            [[element("Th", quoted(name), scope="row"), words] for name, words in _fields()],
        ),
        bullets(
            [
                _(
                    "The answer holds, for every metal, the verdict of every law (in each country "
                    "the deciding one first), with limit, proof and notes; the indices, null where "
                    "impossible, with the reason; and a summary with the worst verdict."
                ),
                _(
                    "A wrong body is answered with 400 and the field, what was found and what was "
                    "expected; a body over {bytes} bytes with 413. At most {count} values a "
                    "request.",
                    bytes=number(LONGEST_BODY),
                    count=number(MOST_VALUES),
                ),
            ]
        ),
    ]


def _fields() -> list[tuple[str, str]]:
    """Return the fields of a request and what each holds."""
    return [
        ("medium", _("needed: soil, sediment, water …, a key of registry/media.csv")),
        (
            "values",
            _(
                "needed: metal → value and unit; a text such as <0.5 is a detection limit; an "
                "oxide such as Fe2O3 becomes its element, and the answer says so (converted)"
            ),
        ),
        (
            "samples",
            _(
                "in place of values: several samples, each with values and, if it likes, id, date, "
                "clay_pct, organic_matter_pct, hardness_mg_l of its own; the answer then has "
                "samples and their statistics (at most {samples} samples and {values} values)",
                samples=number(MOST_SAMPLES),
                values=number(MOST_IN_ALL),
            ),
        ),
        ("land_use", _("sensitive (taken when missing) or less_sensitive")),
        ("clay_pct, organic_matter_pct", _("percent of dry mass; without them the standard soil")),
        ("hardness_mg_l, fraction", _("for water: mg CaCO3/L; total, dissolved …")),
        (
            "extraction",
            _("what the metal was dissolved with, if not all of it: EDTA, DTPA …; a part then"),
        ),
        ("date", _("day of sampling, for the law in force then; without it the present law")),
        ("statistic, foodstuff", _("single, mean …; the foodstuff as the regulation names it")),
        (
            "background, reference_element, parameter_set",
            _("choices for the indices and the health risk"),
        ),
    ]
