"""A real service with its worker, and a real Chromium; skipped in one line where there is none."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from sqlalchemy import Engine

from api.app import create_app
from api.store.database import connect
from api.worker import workers
from tests.api.service.conftest import new_database, server, template
from tests.api.service.issuer import FakeIssuer
from tests.browser.people import Browser, Service

__all__ = ["server", "template"]

NEEDED = "no Chromium: apt-get install chromium fonts-noto-cjk, or playwright install chromium"
MUST = "WFM_BROWSER_NEEDED"
"""Set where a missing browser is a failure and no reason to skip."""
SCREENS = "WFM_SCREENSHOTS"
"""Folder in which pictures of every page are kept."""


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The browser; its events end with this package, so that other tests have theirs."""
    playwright = pytest.importorskip("playwright.sync_api", reason="no playwright: pip install playwright")
    with playwright.sync_playwright() as play:
        found = shutil.which("chromium") or shutil.which("google-chrome")
        if found is None and not Path(play.chromium.executable_path).exists():
            (pytest.fail if os.environ.get(MUST) else pytest.skip)(NEEDED)
        launched = play.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield launched
        launched.close()


@contextmanager
def listening_service(server: str, template: str, vouched: FakeIssuer | None = None) -> Iterator[tuple[str, Engine]]:
    """A service listening on a port of its own, with one worker, and its database, in which there is nothing yet."""
    with new_database(server, template) as url, workers(1, url):
        engine = connect(url)
        listening = socket.socket()
        listening.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{listening.getsockname()[1]}"
        issuer = None if vouched is None else vouched.told(base)
        running = uvicorn.Server(
            uvicorn.Config(create_app(engine, issuer), log_config=None, timeout_graceful_shutdown=1)
        )
        thread = threading.Thread(target=running.run, args=([listening],))
        thread.start()
        while not running.started:
            time.sleep(0.05)
        yield base, engine
        running.should_exit = True
        thread.join()
        engine.dispose()


@pytest.fixture(scope="package")
def address(server: str, template: str) -> Iterator[tuple[str, Engine]]:
    """The service of all tests that bring in departments of their own."""
    with listening_service(server, template) as found:
        yield found


@pytest.fixture
def service(address: tuple[str, Engine], chromium: Browser, tmp_path: Path) -> Iterator[Service]:
    """The service as people meet it: each with a browser window of their own, closed at the end."""
    yield from _met(address, chromium, tmp_path)


@pytest.fixture
def empty_service(server: str, template: str, chromium: Browser, tmp_path: Path) -> Iterator[Service]:
    """The same with a database of its own, in which there is nothing yet."""
    with listening_service(server, template) as found:
        yield from _met(found, chromium, tmp_path)


def _met(address: tuple[str, Engine], chromium: Browser, folder: Path) -> Iterator[Service]:
    base, engine = address
    kept = os.environ.get(SCREENS)
    with Service(base, engine, chromium, folder, Path(kept) if kept else None) as service:
        yield service
