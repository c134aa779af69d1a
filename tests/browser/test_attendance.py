"""A week's attendance, from the sign-in log to the hours of everybody with their causes, and the workbook."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from typing import Any

import openpyxl
import pytest

from tests.browser.people import Language, Service
from tests.browser.test_week import in_force, shifts
from tests.department import MONDAY

__all__ = ["shifts"]

LATE, ABSENT = "A2", "A3"


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_a_week_is_judged_filtered_and_saved(
    service: Service, shifts: list[dict[str, Any]], language: Language
) -> None:
    """One comes late on one day, one does not come: found, called by name, filtered by cause, and in Excel; then the month."""
    lin, hua = service.person("scheduler"), service.person("hr", language=language, signed_in=False)
    hua.sign_in()
    centre, draft = in_force(service, lin, shifts)
    address = f"/v1/centres/{centre}"
    log_of(hua.call, address, draft["shifts"])

    page = hua.open("attendance", centre, str(MONDAY))
    page.locator("main .button.primary").click()
    page.locator("tbody tr").first.wait_for(timeout=60_000)
    hua.picture(f"attendance-hours-{language}")
    hua.has_no_barriers()
    rows = page.locator("tbody tr").all_inner_texts()
    parts = page.locator("section.card .segmented button")
    parts.nth(1).click()
    page.locator("tbody tr").first.wait_for()
    hua.picture(f"attendance-findings-{language}")
    found = page.locator("tbody tr").all_inner_texts()
    page.locator("select").last.select_option("late")
    late = page.locator("tbody tr").all_inner_texts()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Excel").click()
    book = openpyxl.load_workbook(io.BytesIO(saved.value.path().read_bytes()))

    page.locator("main > .row .segmented button").nth(1).click()
    page.locator("main .button.primary").click()
    page.locator("section.card .segmented button").nth(2).click()
    page.locator("tbody tr").first.wait_for(timeout=60_000)
    hua.picture(f"attendance-month-{language}")
    hua.has_no_barriers()

    assert len(rows) == 6
    assert any("Di" in row for row in found)
    assert not any(id_ in row for row in rows + found for id_ in (LATE, ABSENT)), "people are called by name"
    assert len(late) == 1
    assert "Cy" in late[0]
    assert len(book.sheetnames) > 1


def log_of(call: Any, address: str, shifts: list[dict[str, Any]]) -> None:
    """Everybody comes and goes as planned, but one an hour late once, and one on no day."""
    was_late = False
    for shift in shifts:
        begin, end = (datetime.fromisoformat(shift["segments"][at][key]) for at, key in ((0, "start"), (-1, "end")))
        if shift["agent_id"] == LATE and not was_late:
            begin, was_late = begin + timedelta(hours=1), True
        if shift["agent_id"] != ABSENT:
            row = {"agent_id": shift["agent_id"], "signed_in": begin.isoformat(), "signed_out": end.isoformat()}
            call("POST", f"{address}/attendance", json=row)
