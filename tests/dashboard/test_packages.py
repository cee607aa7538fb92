"""Which data a page shows: what the header offers is open, and says what it is."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard import server
from dashboard.server import DATA, create_app
from tests.dashboard.reading import switch_of, text_of


def client_of(location: Path) -> FlaskClient:
    return create_app(str(location)).server.test_client()


@pytest.fixture(scope="module")
def simulated() -> FlaskClient:
    """The app, started with a simulated package."""
    return client_of(DATA / "training")


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FlaskClient:
    """The app where nobody put a training survey beside the published evidence."""
    for part in ("basemap", "registry"):
        (tmp_path / part).symlink_to(DATA / part)
    monkeypatch.setattr(server, "DATA", tmp_path)
    monkeypatch.setattr(server, "NEEDED_FILES", ())
    return client_of(DATA)


def page(client: FlaskClient, address: str) -> str:
    return client.get(address).get_data(as_text=True)


def test_a_simulated_package_is_never_called_published_evidence(simulated: FlaskClient) -> None:
    for address in ("/", "/about", "/methods"):
        said = page(simulated, address)
        assert switch_of(said) == ["Training (simulated)"]
        assert "Simulated data for training." in text_of(said)


def test_both_packages_are_offered_where_both_are_open(client: FlaskClient) -> None:
    said = page(client, "/about?dataset=training")
    assert switch_of(said) == ["Published evidence", "Training (simulated)"]
    assert "Simulated data for training." in text_of(said)


@pytest.mark.parametrize("address", ["/", "/about", "/methods", "/site/W-RO-001"])
def test_a_training_survey_that_is_not_there_is_not_offered_and_said_so(
    alone: FlaskClient, address: str
) -> None:
    said = page(alone, f"{address}?dataset=training")
    assert switch_of(said) == ["Published evidence"]
    assert "There is no data package “training” here." in text_of(said)
    body = said.partition("<h1")[2].partition("<script")[0]
    attributes = re.findall(r'="([^"]*)"', body)
    assert attributes
    assert not [text for text in attributes if "dataset=training" in text]


@pytest.mark.parametrize("address", ["/", "/about", "/methods", "/site/W-RO-001"])
def test_an_unknown_package_falls_back_with_a_note_on_every_page(
    client: FlaskClient, address: str
) -> None:
    said = text_of(page(client, f"{address}?dataset=secret"))
    assert (
        "There is no data package “secret” here. What you see is: NETMIN Atlas: published" in said
    )
    assert "Simulated data" not in said
