"""What a person can do: `data/registry/advice*.csv`, and the choice among its rows."""

from layers.advice.book import AdviceBook
from layers.advice.choose import Given, Known, Situation, advice_for
from layers.advice.tables import AdviceRow, ContactRow, listed

__all__ = [
    "AdviceBook",
    "AdviceRow",
    "ContactRow",
    "Given",
    "Known",
    "Situation",
    "advice_for",
    "listed",
]
