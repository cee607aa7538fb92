"""How long the reader waits between touching a control and seeing the answer painted."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, Request

from tests.browser.chromium import until

SETTLE_MS = 600
LIMIT_MS = 20_000
DATA_PATHS = ("/answer", "/_dash-update-component")

RECORDER = Path(__file__).parent / "recorder.js"


@dataclass(frozen=True)
class Control:
    """A control of the page and the choices to go through, by value or visible text."""

    selector: str
    choices: tuple[str, ...]


@dataclass(frozen=True, order=True)
class Asked:
    """A request for data, as it can be asked again: path with its query, and what was posted."""

    path: str
    body: str | None

    @classmethod
    def of(cls, request: Request) -> "Asked":
        """Take what counts of a request that the page has made."""
        parts = urlsplit(request.url)
        return cls(parts._replace(scheme="", netloc="").geturl(), request.post_data)


@dataclass
class Waits:
    """What was measured over the repeated choices."""

    times_ms: list[float] = field(default_factory=list)
    requests: list[int] = field(default_factory=list)
    """Requests begun before the drawing was done."""
    updates: list[Asked] = field(default_factory=list)
    """The requests for data, to be asked again of the server."""


def waits(page: Page, control: Control, marks: Sequence[str], runs: int) -> Waits:
    """Make `runs` choices one after another; each wait ends with the last of the page's marks.

    The first choice warms the page and is not counted. A mark that a choice does not bring within
    20 s raises ``TimeoutError``.
    """
    measured = Waits()
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))  # noqa: PLW0108 playwright marks it
    for turn in range(runs + 1):
        choice = control.choices[(turn + 1) % len(control.choices)]
        asked.clear()
        choose(page, control.selector, choice)
        waited = _wait_for_marks(page, marks)
        if turn:
            measured.times_ms.append(waited)
            before = page.evaluate("(names) => bench.requestsBefore(names)", list(marks))
            measured.requests.append(before)
            measured.updates += [
                Asked.of(each) for each in asked if urlsplit(each.url).path in DATA_PATHS
            ]
    return measured


def _wait_for_marks(page: Page, marks: Sequence[str]) -> float:
    names = list(marks)
    until(page, "(names) => bench.allShown(names)", names, LIMIT_MS)
    page.wait_for_timeout(SETTLE_MS)
    waited: float = page.evaluate("(names) => bench.lastWait(names)", names)
    return waited


def choose(page: Page, selector: str, choice: str) -> None:
    """Choose in a select, a Dash dropdown, or a group of radio buttons, boxes or buttons.

    A fold (``details``) around the control is opened first.
    """
    control = page.locator(selector).first
    control.evaluate("(element) => bench.unfold(element)")
    if control.evaluate("(element) => element.tagName") == "SELECT":
        page.evaluate("bench.restart()")
        control.select_option(choice)
        return
    if control.get_attribute("aria-haspopup") == "listbox":
        control.click()
        menu = page.locator(".dash-dropdown-content")
        menu.wait_for()
        option = _named(menu, "[role=option]", choice)
    else:
        option = _named(control, "label, button, [role=radio], [role=option]", choice)
    option.scroll_into_view_if_needed()
    page.evaluate("bench.restart()")
    option.click()


def _named(scope: Locator, kinds: str, choice: str) -> Locator:
    by_value = scope.locator(kinds).filter(has=scope.page.locator(f"[value='{choice}']"))
    if by_value.count():
        return by_value.first
    return scope.locator(kinds).filter(has_text=choice).first


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values does not exceed.

    >>> percentile([4, 1, 3, 2], 0.5)
    2
    >>> percentile(range(1, 101), 0.95)
    95
    """
    ordered: list[Any] = sorted(values)
    rank = -(-len(ordered) * share // 1)
    return ordered[max(0, int(rank) - 1)]
