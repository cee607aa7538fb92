"""Words by which own values are told from published ones everywhere."""

OWN = "own:"
"""Beginning of the ids of a reader's places; no id of a package has a colon."""

SCOPE = "own"
"""Kind of place of a reader's own value: none of the package's."""
