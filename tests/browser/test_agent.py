"""An agent on a phone: the published week, the calendar's address, leave asked for and approved, a wish."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.browser.people import PHONE, Language, Service
from tests.browser.test_week import in_force, shifts
from tests.department import MONDAY

__all__ = ["shifts"]


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_an_agent_sees_their_week_and_asks_for_leave(
    service: Service, shifts: list[dict[str, Any]], language: Language
) -> None:
    """Own shifts alone; the feed opens without a password and holds as many events; the chief says yes."""
    lin = service.person("scheduler")
    centre, draft = in_force(service, lin, shifts)
    address = f"/v1/centres/{centre}"
    di = service.person("agent", of=(centre, "A3"), size=PHONE, language=language, signed_in=False)
    di.sign_in()
    page = di.open("mine", centre)
    page.locator(".own-week").wait_for()
    assert page.locator("nav.tabs a").count() == 1
    shown = di.call("GET", f"{address}/schedule?from_day={MONDAY}&to_day=2026-11-29")

    page.locator("section.card:has(h2) button").first.click()
    feed = page.locator("input[readonly]").input_value()
    calendar = httpx.get(feed)
    assert calendar.headers["content-type"].startswith("text/calendar")
    assert calendar.text.count("BEGIN:VEVENT") == len(shown) == sum(s["agent_id"] == "A3" for s in draft["shifts"])
    assert httpx.get(feed[:-5] + "x.ics").status_code == 404
    assert httpx.get(f"{service.base}/v1/me", headers={"Authorization": f"Bearer {feed[-51:-4]}"}).status_code == 401

    page.locator("section:has(input[type=date]) button[type=submit]").click()
    page.locator("section:has(input[type=date]) .mark.warn").wait_for()
    page.locator("section:has(input[name=from]) button[type=submit]").click()
    page.locator("section:has(input[name=from]) li .mark.good").wait_for()
    di.picture(f"my-shifts-{language}")
    di.has_no_barriers()

    chief = service.person("manager", language=language)
    chief.open("people", centre)
    chief.page.locator(".segmented").first.locator("button").nth(1).click()
    chief.page.locator("tbody .primary").click()
    chief.page.locator(".toast.good").wait_for()
    [leave] = [row for row in di.call("GET", f"{address}/leave") if row["value"]["from_day"] > "2026-11-30"]

    assert (leave["value"]["status"], leave["value"]["decided_by"]) == ("approved", chief.name)
