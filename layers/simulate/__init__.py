"""A simulated training survey: real places, invented numbers, a truth that is known."""

from layers.simulate.batches import Batch, survey_batches
from layers.simulate.world import World, load_world
from layers.simulate.writer import write_survey

__all__ = ["Batch", "World", "load_world", "survey_batches", "write_survey"]
