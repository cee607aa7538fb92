"""Both committed packages, opened as the app opens them."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from dashboard.atlas import Atlas
from dashboard.atlases import Atlases
from dashboard.i18n import use_language
from dashboard.server import DATA, create_app, open_atlases


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Begin every test in English, whatever the one before has asked for."""
    use_language("en")
    yield
    use_language("en")


@pytest.fixture(scope="session")
def atlases() -> Atlases:
    return open_atlases(str(DATA))


@pytest.fixture(scope="session")
def published(atlases: Atlases) -> Atlas:
    return atlases.named("published")


@pytest.fixture(scope="session")
def training(atlases: Atlases) -> Atlas:
    return atlases.named("training")


@pytest.fixture(scope="session")
def client() -> FlaskClient:
    """The app as it is served, asked without a browser."""
    return create_app().server.test_client()
