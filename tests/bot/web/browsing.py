"""The real front door on a free port, with a fake engine behind it and a real Chromium in front."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from care.clock import SystemClock
from care.settings import Settings
from care.storage.database import Database

if TYPE_CHECKING:
    from selenium.webdriver import Chrome
    from selenium.webdriver.remote.webelement import WebElement

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")


class LossyDoor:
    """The application behind a line that can lose an answer after the work was done."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.answers_to_lose = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        said = scope["type"] == "http" and scope["path"].endswith("/messages")
        if not said or self.answers_to_lose == 0:
            await self.app(scope, receive, send)
            return
        self.answers_to_lose -= 1

        async def nowhere(message: Any) -> None:
            pass

        await self.app(scope, receive, nowhere)
        await send({"type": "http.response.start", "status": 502, "headers": []})
        await send({"type": "http.response.body", "body": b""})


class Site:
    """The service on one port, which can be stopped and started again with the same data."""

    def __init__(self, settings: Settings, database: Database) -> None:
        from bot.app import create_app
        from tests.bot.fakes import FakeEngine, fake_readers

        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.engine = FakeEngine()
        self.database = database
        self._make = lambda: create_app(
            settings,
            database=Database(settings.database),
            clock=SystemClock(),
            engine=self.engine,
            readers=fake_readers(),
        )
        self.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.door = LossyDoor(self._make())
        config = uvicorn.Config(
            self.door, port=self.port, log_level="warning", lifespan="off", ws="none"
        )
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                httpx.get(self.url, timeout=2)
            except httpx.HTTPError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError("the front door did not start")

    def stop(self) -> None:
        self.server.should_exit = True
        self.server.force_exit = True
        self.thread.join(timeout=10)


def wait(condition: Callable[[], object], seconds: float = 12) -> None:
    """Wait until it is true. Fails when it never happens."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "never happened"
        time.sleep(0.1)


def all_of(browser: Chrome, selector: str) -> list[WebElement]:
    return browser.find_elements("css selector", selector)


def texts(browser: Chrome, selector: str) -> list[str]:
    script = (
        "return Array.from(document.querySelectorAll(arguments[0]), (one) => one.innerText.trim())"
    )
    return list(browser.execute_script(script, selector))


@pytest.fixture
def site(database: Database, settings: Settings) -> Iterator[Site]:
    running = Site(settings, database)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chrome]:
    if CHROMIUM is None or DRIVER is None:
        pytest.skip("Chromium and its driver are not installed on this machine")
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    yield browser
    browser.quit()


@pytest.fixture
def phone(chromium: Chrome, site: Site) -> Iterator[Chrome]:
    """A telephone, 360 pixels wide, with nothing kept from the test before."""
    screen = {"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": True}
    chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    chromium.get(f"{site.url}/annuaire")
    chromium.execute_script("sessionStorage.clear()")
    chromium.delete_all_cookies()
    chromium.get_log("browser")
    yield chromium
    chromium.get("about:blank")
