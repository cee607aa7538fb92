"""The running atlas, shared by all tests that ask it over HTTP."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.serving import Server, serving

settings.register_profile("atlas", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("atlas")


@pytest.fixture(scope="session")
def atlas_server() -> Iterator[Server]:
    """The real application on the embedded data, as a user starts it."""
    with serving() as server:
        yield server
