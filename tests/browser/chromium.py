"""A Chromium that reaches this machine only, and a record of all that its pages ask and say."""

import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Error,
    Page,
    Playwright,
    ProxySettings,
    Request,
)

LOOPBACK = "127.0.0.1"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
UNUSED = (
    # Two pages of the address bar that each window loads unseen: a second of processor time a test.
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    # What playwright switches off as well; its own list is replaced by this one.
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
)
"""Features of the browser that no test needs."""
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-component-update",
    "--disable-background-networking",
    "--no-first-run",
    f"--disable-features={','.join(UNUSED)}",
    f"--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE {LOOPBACK}",
)
NO_NETWORK: ProxySettings = {"server": f"http://{LOOPBACK}:9", "bypass": LOOPBACK}
"""Nobody listens there: what would leave the machine fails, and the rest is not slowed down."""
# A page may drop a request that it no longer needs (a newer one is on its way, or it is left).
DROPPED_BY_THE_PAGE = "net::ERR_ABORTED"


class ChromiumMissingError(RuntimeError):
    """There is no browser to drive; the message says how to get one."""


def chromium_program() -> str:
    """Path of the Chromium to drive: ``$CHROMIUM``, or the one on the search path."""
    named = os.environ.get("CHROMIUM")
    found = shutil.which(named) if named else next(filter(None, map(shutil.which, PROGRAMS)), None)
    if found is None:
        raise ChromiumMissingError(
            f"CHROMIUM={named} cannot be run."
            if named
            else "The browser tests need Chromium. Run `make chromium`, or `apt-get install "
            "chromium`, or set CHROMIUM to its path."
        )
    return found


@contextmanager
def launched(playwright: Playwright) -> Iterator[Browser]:
    """Chromium on a new, empty profile (playwright makes and removes it)."""
    browser = playwright.chromium.launch(
        executable_path=chromium_program(),
        headless=True,
        args=list(ARGUMENTS),
        proxy=NO_NETWORK,
    )
    try:
        yield browser
    finally:
        browser.close()


def leaves_the_machine(url: str) -> bool:
    """Whether a request to this address would go to another host.

    >>> leaves_the_machine("http://127.0.0.1:8050/?lang=ro")
    False
    >>> leaves_the_machine("https://tile.openstreetmap.org/0/0/0.png")
    True
    >>> leaves_the_machine("data:image/png;base64,AAAA")
    False
    """
    parts = urlsplit(url)
    return parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname != LOOPBACK


@dataclass
class Console:
    """Errors and warnings that the page wrote, and exceptions that nothing caught."""

    messages: list[str] = field(default_factory=list)

    def heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning", "assert"}:
            where = message.location
            line = f"{where.get('url', '')}:{where.get('lineNumber', '')}"
            self.messages.append(f"{message.type}: {message.text} ({line})")

    def thrown(self, error: Error) -> None:
        frames = [line.strip() for line in (error.stack or "").splitlines()[1:4]]
        self.messages.append(f"uncaught: {error} {' '.join(frames)}".strip())


@dataclass
class Requests:
    """Addresses asked: all, those that failed, and those that would have left the machine."""

    all: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def sent(self, request: Request) -> None:
        self.all.append(request.url)
        if leaves_the_machine(request.url):
            self.outside.append(request.url)

    def lost(self, request: Request) -> None:
        failure = request.failure or "failed"
        if failure != DROPPED_BY_THE_PAGE and not leaves_the_machine(request.url):
            self.failed.append(f"{request.url}: {failure}")


@dataclass
class Watch:
    """The record of one page."""

    console: Console = field(default_factory=Console)
    requests: Requests = field(default_factory=Requests)
    allowed: list[str] = field(default_factory=list)

    def attach(self, page: Page) -> None:
        page.on("console", self.console.heard)
        page.on("pageerror", self.console.thrown)
        page.on("request", self.requests.sent)
        page.on("requestfailed", self.requests.lost)
        page.on("websocket", lambda socket: self.requests.outside.append(socket.url))

    def allow(self, pattern: str) -> None:
        """Expect complaints that match this regular expression: the test is about them."""
        self.allowed.append(pattern)

    def complaints(self) -> list[str]:
        """All that a clean page would not have said or asked, less what the test allowed."""
        found = [
            *(f"console {text}" for text in self.console.messages),
            *(f"request failed: {text}" for text in self.requests.failed),
            *(f"request to another host: {url}" for url in self.requests.outside),
        ]
        return [
            text for text in found if not any(re.search(pattern, text) for pattern in self.allowed)
        ]

    def assert_clean(self) -> None:
        complaints = self.complaints()
        assert not complaints, "the page is not clean:\n" + "\n".join(complaints)


def until(page: Page, condition: str, argument: object = None, limit_ms: int = 10_000) -> None:
    """Wait until this JavaScript expression (or function of `argument`) is true.

    playwright's own ``wait_for_function`` needs ``eval`` in the page, which the atlas's content
    security policy forbids; the policy stays in force in the tests.
    """
    end = time.monotonic() + limit_ms / 1000
    while not page.evaluate(condition, argument):
        if time.monotonic() > end:
            raise TimeoutError(f"after {limit_ms / 1000:g} s it is still not so: {condition}")
        page.wait_for_timeout(25)
