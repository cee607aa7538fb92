"""How well the number behind a verdict is known."""

from layers.assess.rows import Proof

UNREAD = frozenset({"from_memory", "attribution_inferred"})
"""Verifications under which nobody has read the number in the text of the law it stands for."""


def is_read(row: Proof) -> bool:
    """Tell whether a number was read in a text of its law, or checked by a curator."""
    return row.checked or row.verification not in UNREAD
