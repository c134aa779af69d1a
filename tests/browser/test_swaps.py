"""A swap from phone to phone to the desk of the lead: offered, agreed on, confirmed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from api import swapping
from tests.api.service.test_swaps import allowed
from tests.browser.people import PHONE, Language, Service
from tests.browser.test_week import in_force, shifts
from tests.department import MONDAY, write_department
from wfm.formats.department import read_centre

__all__ = ["shifts"]

SUNDAY = MONDAY - timedelta(days=1)
THAT_DAY = f"{SUNDAY}T10:00:00+08:00"


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_a_shift_is_offered_taken_and_confirmed(
    service: Service, shifts: list[dict[str, Any]], language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One gives, the other takes and gives one in return, the lead confirms: the week in force is as agreed."""
    monkeypatch.setattr(swapping, "today", lambda _: SUNDAY)
    lin = service.person("scheduler")
    centre, draft = in_force(service, lin, shifts)
    address = f"/v1/centres/{centre}"
    first, second = allowed(read_centre(write_department(service.folder / "same")), draft["shifts"])

    giver = service.person("agent", of=(centre, first.agent_id), language=language, size=PHONE, at=THAT_DAY)
    page = giver.open("mine", centre)
    page.locator("select[name=day]").first.select_option(str(first.day))
    page.locator("select[name=to]").select_option(second.agent_id)
    page.locator("form:has(select[name=to]) button[type=submit]").click()
    page.locator("section:has(select[name=to]) li .mark.warn").wait_for()
    giver.picture(f"my-shifts-swap-{language}")
    giver.has_no_barriers()

    taker = service.person("agent", of=(centre, second.agent_id), language=language, size=PHONE, at=THAT_DAY)
    page = taker.open("mine", centre)
    take = page.locator("li form:has(select[name=day])")
    take.locator("select").select_option(str(second.day))
    taker.picture(f"my-shifts-take-{language}")
    taker.has_no_barriers()
    take.locator("button[type=submit]").click()
    page.locator(".toast.good").wait_for()

    lead = service.person("lead", language=language, at=THAT_DAY)
    page = lead.open("today", centre, str(MONDAY))
    confirm = page.locator("section.card li .primary")
    confirm.first.wait_for()
    lead.picture(f"today-swap-{language}")
    lead.has_no_barriers()
    confirm.first.click()
    page.locator(".toast.good").wait_for()
    after = lin.call("GET", f"{address}/schedule?from_day={MONDAY}&to_day={MONDAY + timedelta(days=6)}")
    days = {(each["agent_id"], each["shift_date"]) for each in after}

    assert {(second.agent_id, str(first.day)), (first.agent_id, str(second.day))} <= days


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_a_swap_that_a_rule_forbids_is_refused_by_name(
    service: Service, shifts: list[dict[str, Any]], language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cy is on leave on Wednesday: the refusal speaks of Cy, and not of A2."""
    monkeypatch.setattr(swapping, "today", lambda _: SUNDAY)
    lin = service.person("scheduler")
    centre, draft = in_force(service, lin, shifts)
    address = f"/v1/centres/{centre}"
    wednesday = str(MONDAY + timedelta(days=2))
    giver = next(each["agent_id"] for each in draft["shifts"] if each["shift_date"] == wednesday)
    body = {"day": wednesday, "to_agent_id": "A2"}
    service.person("agent", of=(centre, giver)).call("POST", f"{address}/swaps", json=body)

    taker = service.person("agent", of=(centre, "A2"), language=language, size=PHONE, at=THAT_DAY)
    page = taker.open("mine", centre)
    page.locator("li form:has(select[name=day]) button[type=submit]").click()
    page.locator(".toast.bad").wait_for()
    refused = page.locator(".toast.bad").inner_text()
    taker.picture(f"my-shifts-refused-{language}")
    taker.has_no_barriers()

    assert "Cy" in refused
    assert "A2" not in refused
