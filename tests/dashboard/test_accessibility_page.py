"""The accessibility statement: what it claims is what the tests do, and it invents no contact."""

from importlib.resources import files

import pytest
from flask.testing import FlaskClient

from dashboard.components.frame import further_pages, pages
from dashboard.pages.accessibility import AXE, CONTACT, PATH, contact


def test_the_statement_names_the_version_of_axe_that_the_tests_run() -> None:
    script = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    assert f"axe v{AXE}" in script[:2000]


@pytest.mark.parametrize(
    "path", [*dict(pages()), *dict(further_pages()), "/site/RO_RUSCHITA", "/x"]
)
def test_every_page_leads_to_the_statement_and_keeps_its_language(
    client: FlaskClient, path: str
) -> None:
    page = client.get(f"{path}?lang=ro").text
    assert f'href="{PATH}?lang=ro"' in page
    assert f'href="{PATH}' not in client.get(f"{path}?embed=1").text


def test_nobody_is_named_where_nobody_is_known(client: FlaskClient, monkeypatch) -> None:
    monkeypatch.delenv(CONTACT, raising=False)
    assert contact() is None
    page = client.get(PATH).text
    assert "names no address" in page
    assert "mailto:" not in page


@pytest.mark.parametrize(
    ("named", "address"),
    [
        ("access@example.org", "mailto:access@example.org"),
        ("https://example.org/help", "https://example.org/help"),
        ("javascript:alert(1)", None),
        ("https://", None),
        ("a@b.c?subject=<script>", None),
        ("", None),
    ],
)
def test_a_contact_is_an_address_or_nothing(monkeypatch, named: str, address: str | None) -> None:
    monkeypatch.setenv(CONTACT, named)
    found = contact()
    assert (found and found[1]) == address
