"""The steps of a verdict in words: the same on the map, in charts, filters and tables.

What a law itself says of a value stands in `data/registry/verdicts.csv`; these words hold for all
laws together.
"""

from dashboard.i18n import _

NOT_JUDGED, NOT_CHECKED = -1, -2


def step_words(step: int) -> str:
    """Return the words of a step, 0 to 3, or of what has none."""
    return {
        3: _("above intervention or remediation"),
        2: _("above alert or limit"),
        1: _("above normal or target"),
        0: _("normal or below the limit"),
        NOT_JUDGED: _("not judged"),
        NOT_CHECKED: _("limit not checked"),
    }[step]
