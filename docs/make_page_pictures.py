"""
Make the pictures of the page again: ``python docs/make_page_pictures.py``.

Starts a service of its own, plans the demo department in it and photographs the page in Chromium; needs Debian's ``chromium`` and
``fonts-noto-cjk``, and ``pip install playwright``.
"""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Browser, sync_playwright

from api.archive import zipped
from wfm.examples import DEMO, WEEK, example_files
from wfm.timegrid import week_start

DOCS = Path(__file__).parent
SECONDS = 60
PASSWORD = "a long password"
WFM = [sys.executable, "-c", "from api.cli import main; main()"]


def main() -> None:
    """Write ``page-week.png`` and ``page-my-shifts.png``."""
    with tempfile.TemporaryDirectory(prefix="paiban-") as folder, service(Path(folder)) as (url, key):
        admin = httpx.Client(base_url=url, headers={"Authorization": f"Bearer {key}"}, timeout=60)
        prepare(admin)
        with sync_playwright() as play:
            chromium = shutil.which("chromium")
            browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            photograph_week(browser, url)
            photograph_phone(browser, url)
            browser.close()


@contextmanager
def service(folder: Path) -> Iterator[tuple[str, str]]:
    """A service's address, and the key of its first start."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    log = folder / "serve.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [*WFM, "serve", "--data", str(folder / "data"), "--port", port], stdout=out, stderr=out
        )
    url = f"http://127.0.0.1:{port}"
    try:
        while not is_ready(url):
            time.sleep(0.5)
        [key, *_] = re.findall(r"paiban_[\w-]+", log.read_text())
        yield url, key
    finally:
        process.terminate()
        process.wait()


def is_ready(url: str) -> bool:
    try:
        return httpx.get(f"{url}/ready").is_success
    except httpx.TransportError:
        return False


def prepare(admin: httpx.Client) -> None:
    """The demo department with its week planned and published, a draft of it, a scheduler and an agent."""
    centre = f"/v1/centres/{DEMO}"
    ask(admin, "PUT", f"{centre}/folder", content=zipped(example_files(DEMO)))
    job = ask(admin, "POST", f"{centre}/jobs/plan", json={"week": WEEK, "time_limit_s": SECONDS})
    while (told := ask(admin, "GET", f"{centre}/jobs/{job['id']}"))["state"] in ("queued", "running"):
        time.sleep(1)
    ask(admin, "POST", f"{centre}/rosters/{told['roster_id']}/publish", headers={"If-Match": "*"})
    ask(admin, "POST", "/v1/accounts", json={"name": "lin", "role": "scheduler", "password": PASSWORD})
    person = {"centre_id": DEMO, "agent_id": "A01"}
    ask(admin, "POST", "/v1/accounts", json={"name": "zhao", "role": "agent", "password": PASSWORD, **person})


def ask(admin: httpx.Client, method: str, path: str, **rest: Any) -> Any:
    """What the service answers."""
    return admin.request(method, path, **rest).raise_for_status().json()


def photograph_week(browser: Browser, url: str) -> None:
    """The scheduler's week."""
    page = browser.new_page(viewport={"width": 1366, "height": 1290}, device_scale_factor=1.5, locale="en")
    page.goto(f"{url}/ui/#/week?day={week_start(WEEK)}")
    sign_in(page, "lin")
    page.locator(".bullet").first.wait_for(timeout=60_000)
    page.wait_for_timeout(1000)
    page.screenshot(path=DOCS / "page-week.png")


def photograph_phone(browser: Browser, url: str) -> None:
    """An agent's shifts on a phone, in Chinese."""
    page = browser.new_page(viewport={"width": 390, "height": 844}, device_scale_factor=1.5, locale="zh-CN")
    page.goto(f"{url}/ui/#/mine")
    sign_in(page, "zhao")
    page.locator(".own-week").wait_for()
    page.wait_for_timeout(500)
    page.screenshot(path=DOCS / "page-my-shifts.png")


def sign_in(page: Any, name: str) -> None:
    page.locator("input[name=name]").fill(name)
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")


if __name__ == "__main__":
    main()
