"""The running atlas, shared by all tests that ask it over HTTP."""

from collections.abc import Iterator

import pytest

from tests.serving import Server, serving


@pytest.fixture(scope="session")
def atlas_server() -> Iterator[Server]:
    """The real application on the embedded data, as a user starts it."""
    with serving() as server:
        yield server
