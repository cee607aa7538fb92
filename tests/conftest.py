"""The running atlas, shared by all tests that ask it over HTTP."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.serving import Server, serving

# a busy machine is no fault of the code, and what was green stays green until the code changes;
# `pytest --hypothesis-profile=search` looks further
settings.register_profile("atlas", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=500)
settings.load_profile("atlas")


@pytest.fixture(scope="session")
def atlas_server() -> Iterator[Server]:
    """The real application on the embedded data, as a user starts it."""
    with serving() as server:
        yield server
