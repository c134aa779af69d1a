"""HR and the scheduler keep the team: rows copied from a spreadsheet, an exception that somebody answers for, a leave decided."""

from __future__ import annotations

import re

import pytest

from tests.browser.people import Language, Service

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
def test_who_may_not_see_a_page_is_told_so(service: Service, language: Language) -> None:
    """An agent who types the address of another page stays on their own; a page of a department that is not theirs is refused."""
    centre, other = service.department(), service.department()
    di = service.person("agent", language=language, of=(centre, "A3"))
    page = di.open("people", other)
    page.locator(".own-week").wait_for()

    assert page.locator("nav.tabs a").count() == 1
    assert page.locator("header select").count() == 0
