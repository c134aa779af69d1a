"""A lead on the day, on a phone: who is on, somebody absent, changes proposed and accepted one by one."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.people import PHONE, Language, Service
from tests.browser.test_week import in_force, shifts

__all__ = ["shifts"]

DAY = "2026-11-24"


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_somebody_is_absent_and_the_rest_of_the_day_is_mended(
    service: Service, shifts: list[dict[str, Any]], language: Language
) -> None:
    """Signed in, marked absent, changes proposed, one left out and taken again, kept as a draft; nothing wider than the screen."""
    lin = service.person("scheduler")
    centre, _ = in_force(service, lin, shifts)
    address = f"/v1/centres/{centre}/rosters"
    mo = service.person("lead", language=language, size=PHONE, signed_in=False)
    mo.sign_in()
    page = mo.open("today", centre, DAY)
    page.locator(".duty li").first.wait_for()
    width = page.evaluate("document.documentElement.scrollWidth")
    page.locator(".duty .button").first.click()
    page.locator("section.card:has(p.muted) .button.primary", has_text="1").click()
    changes = page.locator("tbody input[type=checkbox]")
    changes.first.wait_for(timeout=60_000)
    mo.picture(f"today-phone-{language}")
    mo.has_no_barriers()
    changes.last.click()
    changes.last.click()
    before = lin.call("GET", address)
    page.locator("section.card:has(input[type=checkbox]) > .row .button").last.click()
    page.locator(".toast.good").wait_for()
    kept, *others = lin.call("GET", address)

    assert width <= PHONE["width"]
    assert others == before
    assert (kept["state"], kept["created_by"]) == ("draft", mo.name)
