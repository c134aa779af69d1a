"""A team too large to be sent whole: the page has the group that is shown, and others once they are asked for."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.browser.people import Language, Service
from tests.browser.test_week import drafted, shifts
from tests.department import MONDAY, PEOPLE

__all__ = ["shifts"]

MANY = 100
NIGHT = "".join(f"N{at:03},Night {at:03},night,phone,,no,,,,\n" for at in range(MANY))
LATER = "L001,Lou,later,phone,,no,,,,\n"


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_a_large_team_is_shown_group_by_group(
    service: Service, shifts: list[dict[str, Any]], language: Language
) -> None:
    """Never the whole roster: a group when it is shown, another for a swap with somebody of it, and what was there stays."""
    lin = service.person("scheduler", language=language)
    drafted(service, lin, shifts)
    centre = service.department(people=PEOPLE + NIGHT + LATER)
    theirs = [each | {"agent_id": f"N{at:03}"} for at in range(MANY) for each in shifts if each["agent_id"] == "A3"]
    week = {"week": str(MONDAY), "shifts": shifts + theirs}
    draft = lin.call("POST", f"/v1/centres/{centre}/rosters", json=week)
    address = f"/v1/centres/{centre}/rosters/{draft['id']}"
    asked: list[str] = []
    lin.page.on(
        "request", lambda request: asked.append(request.url) if f"rosters/{draft['id']}" in request.url else None
    )

    def groups(of: str) -> list[str]:
        return [url.partition("group=")[2] for url in asked if re.search(rf"rosters/{draft['id']}{of}(\?|$)", url)]

    page = lin.open("week", centre, str(MONDAY))
    page.locator(".bar-shift").first.wait_for()
    page.locator(".heat td").first.wait_for()
    assert groups("")[0] == groups("/hours")[0] == "front"
    while "back" not in groups("/hours"):  # the group beside it comes by itself
        page.wait_for_timeout(50)

    mine = next(each for each in shifts if each["agent_id"] == "A3")
    page.locator(f".gantt-row:has-text('Di') .bar-shift[data-day='{mine['shift_date']}']").click()
    with page.expect_request(lambda request: request.url.endswith("/preview")) as previewed:
        page.locator(".side select").last.select_option("N000")
    edit = previewed.value.post_data_json
    assert edit is not None
    assert (edit["kind"], edit["with_agent_id"], edit["with_day"]) == ("swap", "N000", mine["shift_date"])
    page.locator(".side button.square").click()

    page.locator("[data-groups] button").nth(2).click()
    page.locator(".gantt-row", has_text="Night 000").locator(".bar-shift").first.wait_for()
    lin.picture(f"week-large-{language}")
    page.evaluate(
        "() => { window.print = () => { window.printed = document.querySelectorAll('.gantt-row').length; }; }"
    )
    page.get_by_role("button", name=re.compile("^Print|^打印")).click()
    page.wait_for_function("window.printed !== undefined")
    printed = page.evaluate("window.printed")
    page.wait_for_function("document.querySelectorAll('.gantt-row').length === 40")
    while "later" not in groups("/hours"):
        page.wait_for_timeout(50)

    assert printed == MANY, "the whole group on paper, a part of it on the screen"
    assert groups("") == ["front", "back", "night", "later"], "each once, and never the whole"
    assert len(lin.call("GET", address)["shifts"]) == len(shifts) + len(theirs)
