"""What the page and the web service answer: of one sample, and of several."""

from layers.assess.answer.one import assess_one
from layers.assess.answer.sample import OneSample, Reading
from layers.assess.answer.several import assess_several
from layers.assess.answer.yardsticks import Yardsticks

__all__ = ["OneSample", "Reading", "Yardsticks", "assess_one", "assess_several"]
