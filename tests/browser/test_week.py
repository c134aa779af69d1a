"""The week by hand: a drag that is refused, a lost connection, a second editor, and a whole story by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.browser.keys import tab_to
from tests.browser.people import Person, Service
from tests.department import MONDAY

WEEK = "2026-W48"


@pytest.fixture(scope="package")
def shifts() -> list[dict[str, Any]]:
    """What stands in the drafts of these tests, planned once."""
    return []


def drafted(service: Service, lin: Person, shifts: list[dict[str, Any]]) -> tuple[str, dict[str, Any]]:
    """A department with a draft of the week; the department, and the draft."""
    centre = service.department()
    address = f"/v1/centres/{centre}"
    if not shifts:
        job = lin.call("POST", f"{address}/jobs/plan", json={"week": WEEK, "budget": 3})["id"]
        while (state := lin.call("GET", f"{address}/jobs/{job}"))["state"] in ("queued", "running"):
            lin.page.wait_for_timeout(200)
        assert state["state"] == "done", state
        shifts += lin.call("GET", f"{address}/rosters/{state['roster_id']}")["shifts"]
    head = lin.call("POST", f"{address}/rosters", json={"week": str(MONDAY), "shifts": shifts})
    return centre, lin.call("GET", f"{address}/rosters/{head['id']}")


def in_force(service: Service, lin: Person, shifts: list[dict[str, Any]]) -> tuple[str, dict[str, Any]]:
    """The same with the week published."""
    centre, draft = drafted(service, lin, shifts)
    lin.call("POST", f"/v1/centres/{centre}/rosters/{draft['id']}/publish", headers={"If-Match": "*"})
    return centre, draft


def bar_of(lin: Person, name: str, day: str) -> Any:
    return lin.page.locator(f".gantt-row:has-text('{name}') .bar-shift[data-day='{day}']")


def test_a_drag_that_breaks_a_rule_is_refused_in_words(service: Service, shifts: list[dict[str, Any]]) -> None:
    """While it is dragged the rule and the coverage are told; dropped, the shift stays where it was."""
    lin = service.person("scheduler")
    centre, draft = drafted(service, lin, shifts)
    page = lin.open("week", centre, str(MONDAY))
    shift = next(each for each in draft["shifts"] if each["agent_id"] == "A3")
    page.get_by_role("button", name=re.compile("^front$")).click()
    page.locator(".heat td").first.wait_for()
    bar = bar_of(lin, "Di", shift["shift_date"])
    bar.scroll_into_view_if_needed()
    before = bar.get_attribute("style")
    box = bar.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    lane = page.locator(".gantt-row:has-text('Di') .gantt-lane").bounding_box()
    assert lane is not None
    half_an_hour = lane["width"] / 7 / 24
    page.mouse.move(x + half_an_hour / 2, y)
    page.mouse.move(x + half_an_hour, y, steps=3)
    page.mouse.move(x + half_an_hour + 1, y)
    page.locator(".bubble.refused li").first.wait_for()
    told = page.locator(".bubble").inner_text()
    lin.picture("week-drag-refused")
    page.mouse.up()
    page.locator(".toast.bad").wait_for()
    refused = page.locator(".toast.bad").inner_text()
    after = lin.call("GET", f"/v1/centres/{centre}/rosters/{draft['id']}")

    assert "Di" in told
    assert "Missing in phone" in told or "Coverage stays" in told
    assert "would break a rule" in refused
    assert bar.get_attribute("style") == before
    assert after["etag"] == draft["etag"]


def test_a_drag_that_breaks_nothing_is_made_and_undone(service: Service, shifts: list[dict[str, Any]]) -> None:
    """A shift of an hour later or earlier, wherever the template has one: saved at once, and back by undo."""
    lin = service.person("scheduler")
    centre, draft = drafted(service, lin, shifts)
    address = f"/v1/centres/{centre}/rosters/{draft['id']}"
    page = lin.open("week", centre, str(MONDAY))
    shift, edit = next(allowed(lin, address, draft))
    page.get_by_role("button", name=re.compile("^Week$")).wait_for()
    group = "front" if shift["agent_id"] in ("A1", "A2", "A3") else "back"
    page.get_by_role("button", name=re.compile(f"^{group}$")).click()
    page.locator(".heat td").first.wait_for()  # the last to come, and what is below it moves
    name = {"A1": "Ann", "A2": "Cy", "A3": "Di", "A4": "Ed", "A5": "Flo", "A6": "Gus"}[shift["agent_id"]]
    bar = bar_of(lin, name, shift["shift_date"])
    before = bar.get_attribute("style")
    bar.scroll_into_view_if_needed()
    lane = page.locator(f".gantt-row:has-text('{name}') .gantt-lane").bounding_box()
    assert lane is not None
    box = bar.bounding_box()
    hour = lane["width"] / 7 / 12
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + edit * hour / 2, y, steps=3)
    page.mouse.move(x + edit * hour, y, steps=3)
    page.locator(".bubble .mark.good").wait_for()
    page.mouse.up()
    page.locator(".toast.good").wait_for()
    moved = lin.call("GET", address)
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Undone.").wait_for()
    undone = lin.call("GET", address)

    assert moved["shifts"] != draft["shifts"]
    assert sorted(map(str, undone["shifts"])) == sorted(map(str, draft["shifts"]))
    assert bar.get_attribute("style") == before


def allowed(lin: Person, address: str, draft: dict[str, Any]) -> Iterator[tuple[dict[str, Any], int]]:
    """Shifts that may begin an hour earlier or later, each with the hours."""
    for shift in draft["shifts"]:
        for hours in (1, -1):
            start, end = (
                datetime.fromisoformat(shift["segments"][at][key]) + timedelta(hours=hours)
                for at, key in ((0, "start"), (-1, "end"))
            )
            edit = {
                "kind": "move", "agent_id": shift["agent_id"], "day": shift["shift_date"], "start": start.isoformat(),
                "end": end.isoformat(),
            }  # fmt: skip
            if not lin.call("POST", f"{address}/preview", json=edit)["newly_broken"]:
                yield shift, hours


def test_a_lost_connection_is_told_and_nothing_is_lost(service: Service, shifts: list[dict[str, Any]]) -> None:
    """Without a network an edit is refused in words and the roster stays; with it the same edit goes through."""
    lin = service.person("scheduler")
    centre, draft = drafted(service, lin, shifts)
    page = lin.open("week", centre, str(MONDAY))
    shift = draft["shifts"][0]
    page.locator(".gantt-name[type=button]").first.wait_for()
    page.locator(f".bar-shift[data-day='{shift['shift_date']}']").first.click()
    page.get_by_role("button", name="Pin", exact=True).wait_for()
    page.context.set_offline(True)
    page.get_by_role("button", name="Day off").click()
    page.get_by_text("cannot be reached").first.wait_for()
    page.context.set_offline(False)
    page.get_by_role("button", name="Pin", exact=True).click()
    page.get_by_text("Pinned: planning again").wait_for()

    assert lin.call("GET", f"/v1/centres/{centre}/rosters/{draft['id']}")["etag"] == draft["etag"]
    assert len(lin.call("GET", f"/v1/centres/{centre}/locks")) == 1


def test_a_run_goes_on_while_the_connection_is_lost(service: Service) -> None:
    """The page says so, catches up by itself, and shows the roster in the end; ended early, the best is kept."""
    lin = service.person("scheduler")
    centre = service.department()
    page = lin.open("week", centre, str(MONDAY))
    page.get_by_label("How long to search").select_option("60")
    page.route("**/events", lambda asked: asked.abort("internetdisconnected"))
    page.get_by_role("button", name="Plan the week").click()
    page.get_by_text("The connection is lost").wait_for()
    job = lin.call("GET", f"/v1/centres/{centre}/jobs")[0]["id"]
    while lin.call("GET", f"/v1/centres/{centre}/jobs/{job}")["gap"] is None:
        page.wait_for_timeout(200)
    page.unroute("**/events")
    page.get_by_text("The connection is lost").wait_for(state="detached")
    end = page.get_by_role("button", name="End and keep the best")
    if end.count():
        end.click()
    page.locator(".bar-shift").first.wait_for(timeout=60_000)

    assert lin.call("GET", f"/v1/centres/{centre}/jobs/{job}")["state"] in ("cancelled", "done")
    assert len(lin.call("GET", f"/v1/centres/{centre}/rosters")) == 1


def test_a_second_editor_is_not_run_over(service: Service, shifts: list[dict[str, Any]]) -> None:
    """Who comes second is told, sees what stands there now, and goes on from it."""
    lin, wei = service.person("scheduler"), service.person("scheduler")
    centre, draft = drafted(service, lin, shifts)
    address = f"/v1/centres/{centre}/rosters/{draft['id']}"
    page = lin.open("week", centre, str(MONDAY))
    page.locator(".bar-shift").first.wait_for()
    theirs = draft["shifts"][-1]
    wei.call(
        "DELETE", f"{address}/shifts/{theirs['agent_id']}/{theirs['shift_date']}", headers={"If-Match": draft["etag"]}
    )
    page.locator(".bar-shift").first.click()
    page.get_by_role("button", name="Day off").click()
    anyway = page.get_by_role("button", name="Keep it in the draft anyway")
    again = page.get_by_role("button", name="Show what stands there now")
    anyway.or_(again).wait_for()
    if anyway.count():
        anyway.click()
    again.wait_for()
    held = lin.call("GET", address)
    again.click()
    page.wait_for_timeout(500)

    assert len(held["shifts"]) == len(draft["shifts"]) - 1, "the second edit was not made"
    assert theirs not in held["shifts"]


def test_a_week_is_mended_and_published_by_keyboard_alone(service: Service, shifts: list[dict[str, Any]]) -> None:
    """From the sign-in to the published week without a mouse: a bar by arrow keys, a time by the form, publish."""
    lin = service.person("scheduler", signed_in=False)
    centre, draft = drafted(service, lin, shifts)
    page = lin.page
    page.goto(f"{service.base}/ui/#/week?centre={centre}&day={MONDAY}")
    page.locator("input[name=name]").focus()
    page.keyboard.type(lin.name)
    page.keyboard.press("Tab")
    page.keyboard.type("a long password")
    page.keyboard.press("Enter")
    page.locator(".bar-shift").first.wait_for()
    page.locator(".heat td").first.wait_for()

    tab_to(page, "button.gantt-name")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.className").startswith("bar-shift")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator("aside.side form").wait_for()
    tab_to(page, "aside.side button[aria-pressed]:has(svg)")
    page.keyboard.press("Enter")
    page.get_by_text("Pinned: planning again").wait_for()

    tab_to(page, "main .button.primary", backwards=True, named="Publish")
    page.keyboard.press("Enter")
    page.locator("dialog[open]").wait_for()
    tab_to(page, "dialog .primary")
    page.keyboard.press("Enter")
    page.get_by_text("Published.").wait_for()

    assert lin.call("GET", f"/v1/centres/{centre}/rosters/{draft['id']}")["state"] == "published"
