"""HR and the scheduler keep the team: rows copied from a spreadsheet, an exception that somebody answers for, a leave decided."""

from __future__ import annotations

import re

import pytest

from tests.browser.people import Language, Page, Person, Service

COPIED = "agent_id\tname\tgroup\tskills\nA3\tDiana\tfront\tphone;desk\nA7\tHal\tback\tphone\n"


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_rows_copied_from_a_spreadsheet_are_shown_first_and_then_kept(service: Service, language: Language) -> None:
    """One is new, one is changed; nothing is kept before it has been looked at, and what is wrong is said in words."""
    lin = service.person("scheduler", language=language)
    centre = service.department()
    address = f"/v1/centres/{centre}/people"
    page = lin.open("people", centre)
    page.get_by_role("button", name=re.compile("spreadsheet|粘贴")).click()
    dialog = page.locator("dialog[open]")
    keep, check = dialog.locator(".primary"), dialog.locator(".row .button:not(.primary):not(.square)")
    dialog.locator("textarea").fill(COPIED.replace("phone;desk", "knitting"))
    check.click()
    dialog.locator(".notice.bad").wait_for()
    refused = dialog.locator(".notice.bad").inner_text()
    assert keep.is_disabled()
    dialog.locator("textarea").fill(COPIED)
    check.click()
    dialog.locator(".notice:not(.bad)").wait_for()
    lin.picture(f"people-paste-{language}")
    lin.has_no_barriers()
    before = [row["value"]["agent_id"] for row in lin.call("GET", address)]
    keep.click()
    page.locator(".toast.good").wait_for()
    page.locator("tbody tr", has_text="Hal").wait_for()
    skills = page.locator("tbody tr", has_text="Diana").locator("td .visually-hidden").all_inner_texts()

    assert "knitting" in refused
    assert "A7" not in before
    assert [row["value"]["agent_id"] for row in lin.call("GET", address)] == [*before, "A7"]
    assert len(skills) == 2
    assert skills[0] != skills[1]


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_an_exception_is_asked_for_by_one_and_approved_by_another(service: Service, language: Language) -> None:
    """Asked for, it stands first and binds nobody; approved by whoever may, it is signed; the scheduler has no such button."""
    lin = service.person("scheduler", language=language, grants=())
    hua = service.person("hr", language=language)
    centre = service.department()
    address = f"/v1/centres/{centre}/exceptions"

    def exceptions_of(who: Person) -> Page:
        page = who.open("people", centre)
        page.locator(".segmented").first.locator("button").nth(2).click()
        page.locator("tbody tr").first.wait_for()
        return page

    page = exceptions_of(lin)
    page.locator("section.card .row.apart .button").click()
    page.locator("input[name=exception_id]").fill("E2")
    page.locator("select[name=agent_id]").select_option("A3")
    page.locator("select[name=rule]").select_option("weekly_hours.min_h")
    page.locator("input[name=value]").fill("24")
    page.locator("input[name=from_day]").fill("2026-11-23")
    page.locator("input[name=to_day]").fill("2026-12-20")
    page.locator("input[name=reason]").fill("evening school")
    page.locator("form button[type=submit]").click()
    page.locator("tbody tr", has_text="E2").wait_for()
    asked = next(row["value"] for row in lin.call("GET", address) if row["value"]["exception_id"] == "E2")
    lin.picture(f"exception-asked-{language}")
    lin.has_no_barriers()
    buttons_of_lin = page.locator("tbody button").count()

    page = exceptions_of(hua)
    first = page.locator("tbody tr").first
    assert "E2" in first.inner_text()
    hua.picture(f"exception-waits-{language}")
    hua.has_no_barriers()
    first.locator(".button.primary").click()
    page.locator("tbody .mark.warn").wait_for(state="detached")
    decided = next(row["value"] for row in lin.call("GET", address) if row["value"]["exception_id"] == "E2")

    assert (asked["status"], asked["approved_by"]) == ("requested", "")
    assert buttons_of_lin == 0
    assert (decided["status"], decided["approved_by"]) == ("approved", hua.name)
    assert page.locator("tbody button").count() == 0
