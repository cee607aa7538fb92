"""Starting and ending the application from a test."""

import sys
from pathlib import Path

import pytest

from tests.serving import NotServingError, serving

ANSWERS = (
    "import os, http.server as h;"
    "H = type('H', (h.BaseHTTPRequestHandler,), {'do_GET': lambda s: "
    '(s.send_response(200), s.end_headers(), s.wfile.write(b\'{"status": "ok"}\'))});'
    "h.HTTPServer(('127.0.0.1', int(os.environ['PORT'])), H).serve_forever()"
)


def test_a_server_that_answers_is_ended_with_the_block() -> None:
    with serving([sys.executable, "-c", ANSWERS]) as server:
        assert server.health() == {"status": "ok"}
        assert server.answered > server.started
    assert server.process.returncode is not None


def test_a_server_that_refuses_to_start_shows_why() -> None:
    refusal = "import sys; sys.exit('measurements.csv, row 7: unknown unit')"
    with (
        pytest.raises(NotServingError, match=r"status 1:\n.*row 7: unknown unit"),
        serving([sys.executable, "-c", refusal]),
    ):
        pass


def test_the_developers_own_settings_do_not_reach_the_application(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ATLAS_DATA", str(tmp_path))
    refusal = "import os, sys; sys.exit(os.environ.get('ATLAS_DATA', 'the default'))"
    with (
        pytest.raises(NotServingError, match="the default"),
        serving([sys.executable, "-c", refusal]),
    ):
        pass
