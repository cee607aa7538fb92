"""What the server answers to requests for new parts of a page that no page sends."""

import copy
import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.http.bodies import LONGEST_BODY
from dashboard.server import create_app

PATH = "/_dash-update-component"
STORES = {
    "told": {"key": "", "search": "?site=W-RO-001"},
    "m-asked": {"analyte": "Cu", "value": "150", "set": "epa_2014", "epa_2014 EF both": "200"},
}
"""What the pages keep in their stores, for the callbacks that read them."""


def bodies() -> dict[str, dict[str, Any]]:
    """Return for every callback of the app what its page would send, with plausible values."""
    app = create_app()
    return {
        output: _body(output, declared)
        for output, declared in app.callback_map.items()
        if "callback" in declared
    }


def _body(output: str, declared: dict[str, Any]) -> dict[str, Any]:
    inputs = [_part(part) for part in declared["inputs"]]
    ids = [part for part in output.strip(".").split("...") if part]
    outputs = [dict(zip(("id", "property"), part.rsplit(".", 1), strict=True)) for part in ids]
    return {
        "output": output,
        "outputs": outputs if output.startswith("..") else outputs[0],
        "inputs": inputs,
        "state": [_part(part) for part in declared["state"]],
        "changedPropIds": [],
    }


def _part(declared: dict[str, str]) -> dict[str, Any]:
    key = declared["id"]
    return {"id": key, "property": declared["property"], "value": STORES.get(key, "")}


BODIES = bodies()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)


def sent(client: FlaskClient, body: object) -> tuple[int, Any]:
    answer = client.post(PATH, data=json.dumps(body), content_type="application/json")
    return answer.status_code, answer.get_json(silent=True)


def places(node: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the way to every part of a body."""
    inside = node.items() if isinstance(node, dict) else enumerate(node or [])
    if not isinstance(node, (dict, list)):
        return [path]
    return [path, *(way for key, value in inside for way in places(value, (*path, key)))]


def changed(body: object, way: tuple[Any, ...], new: object) -> object:
    """Return a body with one part replaced, or removed where the new part is `...`."""
    if not way:
        return new
    body = copy.deepcopy(body)
    node: Any = body
    for key in way[:-1]:
        node = node[key]
    if new is ...:
        del node[way[-1]]
    else:
        node[way[-1]] = new
    return body


@pytest.mark.parametrize("output", list(BODIES))
def test_what_a_page_sends_is_answered(client: FlaskClient, output: str) -> None:
    status, answer = sent(client, BODIES[output])
    assert status in (200, 204), answer


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_sent_the_server_does_not_fail(client: FlaskClient, data) -> None:
    body = BODIES[data.draw(st.sampled_from(sorted(BODIES)))]
    way = data.draw(st.sampled_from(places(body)))
    new = data.draw(JSON | st.just(...)) if way else data.draw(JSON)
    status, answer = sent(client, changed(body, way, new))
    assert status in (200, 204, 400), answer
    if status == 400:
        assert set(answer["error"]) == {"code", "message", "field"}


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({}, "wrong_type", "output"),
        ([], "wrong_type", ""),
        (None, "wrong_type", ""),
        ({"output": 5}, "wrong_type", "output"),
        ({"output": "story.children"}, "wrong_type", "outputs"),
    ],
)
def test_a_body_of_another_form_is_refused_by_field(
    client: FlaskClient, body: object, code: str, field: str
) -> None:
    status, answer = sent(client, body)
    assert status == 400
    assert answer["error"]["code"] == code
    assert answer["error"]["field"].startswith(field)


def test_an_output_that_no_page_updates_is_refused(client: FlaskClient) -> None:
    status, answer = sent(client, BODIES["story.children"] | {"output": "secret.children"})
    assert (status, answer["error"]["code"]) == (400, "unknown_output")


def test_inputs_of_another_output_are_refused(client: FlaskClient) -> None:
    other = [{"id": "m-asked", "property": "data", "value": {}}]
    status, answer = sent(client, BODIES["story.children"] | {"inputs": other})
    assert (status, answer["error"]["code"]) == (400, "wrong_components")


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        (b"{", "application/json", "invalid_json"),
        (b"\xff\xfe", "application/json", "invalid_json"),
        (b"[" * 100_000, "application/json", "invalid_json"),
        (b"{}", "text/plain", "wrong_content_type"),
    ],
)
def test_what_is_no_json_is_refused(client: FlaskClient, text: bytes, kind: str, code: str) -> None:
    answer = client.post(PATH, data=text, content_type=kind)
    assert answer.status_code == 400
    assert answer.get_json()["error"]["code"] == code


def test_a_body_over_a_megabyte_is_refused_before_it_is_read_as_json(client: FlaskClient) -> None:
    body = b'{"output": "' + b"x" * LONGEST_BODY + b'"}'
    answer = client.post(PATH, data=body, content_type="application/json")
    assert answer.status_code == 413
    assert answer.get_json()["error"]["code"] == "body_too_large"


def test_a_fault_of_the_server_itself_shows_no_trace(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.pages.map.story", lambda *_: 1 / 0)
    status, answer = sent(client, BODIES["story.children"])
    assert status == 500
    assert answer["error"]["code"] == "server_error"
    assert "division" not in json.dumps(answer)
