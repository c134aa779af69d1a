"""How good the forecast was, and the year ahead: asked for in the page, worked out as jobs, shown with figures."""

from __future__ import annotations

import pytest

from tests.browser.people import Language, Service
from tests.department import MONDAY


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_the_forecast_is_measured_by_weeks_ahead(service: Service, language: Language) -> None:
    """Each lead beside the last week taken, as the back-test of the command line has it."""
    lin = service.person("scheduler", language=language)
    centre = service.department()
    page = lin.open("forecast", centre, str(MONDAY))
    card = page.locator("section.card").filter(
        has=page.get_by_text("How far it was off").or_(page.get_by_text("预测偏差"))
    )
    card.get_by_role("button").click()
    card.locator("tbody tr").first.wait_for(timeout=90_000)
    lin.picture(f"forecast-accuracy-{language}")
    lin.has_no_barriers()
    cells = card.locator("tbody tr").first.locator("td").all_inner_texts()
    [job] = [each for each in lin.call("GET", f"/v1/centres/{centre}/jobs") if each["kind"] == "backtest"]

    assert job["state"] == "done"
    assert all(cell.endswith("%") for cell in cells[:2]), cells


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_the_year_is_planned_beside_another(service: Service, language: Language) -> None:
    """The base and the year with more contacts side by side, with hours by week."""
    chief = service.person("manager", language=language)
    centre = service.department()
    page = chief.open("what-if", centre, str(MONDAY))
    page.locator(".segmented").first.locator("button").nth(1).click()
    page.locator("input[name=weeks]").fill("12")
    page.locator("input[name=more]").fill("20")
    page.locator("form button[type=submit]").click()
    page.locator("tbody tr").nth(1).wait_for(timeout=90_000)
    page.locator("tbody tr").nth(1).get_by_role("button").click()
    page.wait_for_timeout(500)
    chief.picture(f"what-if-year-{language}")
    chief.has_no_barriers()

    assert page.locator("tbody").first.locator("tr").count() == 2
