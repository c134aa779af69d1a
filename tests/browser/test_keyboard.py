"""The whole story by keyboard alone: from an empty database and uploaded files to a published week and an agent's calendar."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from tests.browser.keys import tab_to
from tests.browser.people import NOON, PASSWORD, PHONE, Language, Person, Service
from tests.department import write_department

PLAN = {"en": "Plan the week", "zh-CN": "排本周班"}
PUBLISH = {"en": "Publish", "zh-CN": "发布"}
ADDRESS = {"en": "Give me an address", "zh-CN": "获取地址"}


def sign_in(who: Person) -> None:
    who.page.goto(f"{who.service.base}/")
    who.page.locator("input[name=name]").wait_for()
    tab_to(who.page, "input[name=name]")
    who.page.keyboard.type(who.name)
    tab_to(who.page, "input[name=password]")
    who.page.keyboard.type(PASSWORD)
    who.page.keyboard.press("Enter")


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_no_mouse_is_needed_from_files_to_a_calendar(
    empty_service: Service, language: Language, tmp_path: Path
) -> None:
    """Sign-in, files, the search, a shift, publishing; then an agent's own week and the address of their calendar."""
    lin = empty_service.person("scheduler", language=language, signed_in=False, at=NOON)
    page, keys = lin.page, lin.page.keyboard
    files = [path for path in write_department(tmp_path / "office").iterdir() if path.is_file()]
    # Listening from the start: however soon the key is pressed, no window of the system opens.
    page.on("filechooser", lambda chooser: chooser.set_files(files))
    sign_in(lin)
    page.locator("input[type=file]").wait_for()
    page.wait_for_load_state("networkidle")
    tab_to(page, "input[type=file]")
    keys.press("Space")
    page.locator(".button.primary:enabled").wait_for()
    tab_to(page, "input[pattern]")
    keys.type("office")
    keys.press("Enter")
    page.locator("h1", has_text="2026-W48").wait_for()

    tab_to(page, "main select")
    keys.press("Home")
    tab_to(page, "main .button.primary", named=PLAN[language])
    keys.press("Enter")
    page.locator(".bar-shift").first.wait_for(timeout=90_000)
    page.locator(".heat td").first.wait_for()

    tab_to(page, "button.gantt-name")
    keys.press("ArrowRight")
    keys.press("Enter")
    tab_to(page, "aside.side button[aria-pressed]:has(svg)")
    keys.press("Enter")
    page.locator(".toast.good").wait_for()
    tab_to(page, "main .button.primary", backwards=True, named=PUBLISH[language])
    keys.press("Enter")
    page.locator("dialog[open]").wait_for()
    tab_to(page, "dialog .primary")
    keys.press("Enter")
    page.locator("main > .row .mark.good").wait_for()
    published = lin.call("GET", "/v1/centres/office/rosters?state=published")
    shifts = lin.call("GET", f"/v1/centres/office/rosters/{published[0]['id']}")["shifts"]

    di = empty_service.person("agent", language=language, of=("office", "A3"), size=PHONE, signed_in=False, at=NOON)
    sign_in(di)
    di.page.locator(".own-week details").first.wait_for()
    tab_to(di.page, ".own-week summary")
    di.page.keyboard.press("Enter")
    di.page.locator(".own-week details[open] li").first.wait_for()
    tab_to(di.page, "button", named=ADDRESS[language])
    di.page.keyboard.press("Enter")
    feed = di.page.locator("input[readonly]")
    feed.wait_for()
    events = httpx.get(feed.input_value()).text.count("BEGIN:VEVENT")

    assert events == sum(shift["agent_id"] == "A3" for shift in shifts) > 0
