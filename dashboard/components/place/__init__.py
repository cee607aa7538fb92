"""The parts of the answer for an inhabitant."""
