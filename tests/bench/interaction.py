"""How long the reader waits between touching a control and seeing the answer painted."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, Request

SETTLE_MS = 600
LIMIT_MS = 20_000
UPDATE = "/_dash-update-component"

# The first event of the deciding gesture starts the clock; its time stamp and the marks of the
# page share one origin.
RECORD_GESTURES = """
(() => {
  window.benchGesture = null;
  for (const kind of ["pointerup", "keydown", "click", "input", "change"]) {
    window.addEventListener(kind, (event) => {
      if (window.benchGesture === null) window.benchGesture = event.timeStamp;
    }, { capture: true, passive: true });
  }
})();
"""
MARKS_SINCE_GESTURE = """
(names) => names.map((name) => performance.getEntriesByName(name)
  .map((entry) => entry.startTime)
  .filter((time) => window.benchGesture !== null && time >= window.benchGesture))
"""


@dataclass(frozen=True)
class Control:
    """A control of the page and the choices to go through, by value or visible text."""

    selector: str
    choices: tuple[str, ...]


@dataclass
class Waits:
    """What was measured over the repeated choices."""

    times_ms: list[float] = field(default_factory=list)
    requests: list[int] = field(default_factory=list)
    updates: list[str] = field(default_factory=list)
    """Bodies of the callback requests, to be asked again of the server."""


def waits(page: Page, control: Control, marks: Sequence[str], runs: int) -> Waits:
    """Make `runs` choices one after another; each wait ends with the last of the page's marks.

    The first choice warms the page and is not counted. A mark that a choice does not bring within
    20 s raises playwright's ``TimeoutError``.
    """
    measured = Waits()
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))  # noqa: PLW0108 playwright marks it
    for turn in range(runs + 1):
        choice = control.choices[(turn + 1) % len(control.choices)]
        asked.clear()
        page.evaluate("performance.clearMarks()")
        choose(page, control.selector, choice)
        waited = _wait_for_marks(page, marks)
        if turn:
            measured.times_ms.append(waited)
            measured.requests.append(len(asked))
            measured.updates += [
                each.post_data or "" for each in asked if urlsplit(each.url).path == UPDATE
            ]
    return measured


def _wait_for_marks(page: Page, marks: Sequence[str]) -> float:
    names = list(marks)
    page.wait_for_function(
        f"(names) => ({MARKS_SINCE_GESTURE})(names).every((times) => times.length > 0)",
        arg=names,
        timeout=LIMIT_MS,
    )
    page.wait_for_timeout(SETTLE_MS)
    times: list[list[float]] = page.evaluate(MARKS_SINCE_GESTURE, names)
    gesture: float = page.evaluate("window.benchGesture")
    return max(map(max, times)) - gesture


def choose(page: Page, selector: str, choice: str) -> None:
    """Choose in a select, a Dash dropdown, or a group of radio buttons, boxes or buttons."""
    control = page.locator(selector).first
    tag = control.evaluate("(element) => element.tagName")
    if tag == "SELECT":
        _restart_clock(page)
        control.select_option(choice)
        return
    if control.get_attribute("aria-haspopup") == "listbox":
        control.click()
        option = _named(page.locator("[role=listbox]").last, "[role=option]", choice)
    else:
        option = _named(control, "label, button, [role=radio], [role=option]", choice)
    option.scroll_into_view_if_needed()
    _restart_clock(page)
    option.click()


def _named(scope: Locator, kinds: str, choice: str) -> Locator:
    by_value = scope.locator(kinds).filter(has=scope.page.locator(f"[value='{choice}']"))
    if by_value.count():
        return by_value.first
    return scope.locator(kinds).filter(has_text=choice).first


def _restart_clock(page: Page) -> None:
    page.evaluate("window.benchGesture = null")


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
