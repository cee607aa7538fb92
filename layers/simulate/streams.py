"""The names of the random streams: each part of the survey draws from its own."""

from enum import IntEnum


class Stream(IntEnum):
    """First integer of the path of a `Draws`. Changing a number changes every survey."""

    FIELDS = 1
    BACKGROUND = 2
    EXCESS = 3
    SITES = 4
    VISITS = 5
    SAMPLES = 6
    LABORATORY = 7
    RECEIVER = 8
    LAND_USE = 9
