"""What is known at a point: for the page, the printed answer and the web service alike."""

from layers.place.answer import answer_at
from layers.place.judged import LawVerdict
from layers.place.knowledge import Knowledge
from layers.place.model import Finding, MediumAnswer, OwnResult, PlaceAnswer
from layers.place.own import LabValue
from layers.place.plain import as_json

__all__ = [
    "Finding",
    "Knowledge",
    "LabValue",
    "LawVerdict",
    "MediumAnswer",
    "OwnResult",
    "PlaceAnswer",
    "answer_at",
    "as_json",
]
