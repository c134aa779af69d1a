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
    page.locator("form button.primary").click()
    page.locator("tbody tr").nth(1).wait_for(timeout=90_000)
    page.locator("tbody tr").nth(1).get_by_role("button").click()
    page.wait_for_timeout(500)
    chief.picture(f"what-if-year-{language}")
    chief.has_no_barriers()

    assert page.locator("tbody").first.locator("tr").count() == 2


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_hiring_classes_are_added_and_struck(service: Service, language: Language) -> None:
    """A class with skill, contract, size and weeks stands in the list and in capacity.toml; struck, in neither."""
    chief = service.person("manager", language=language)
    centre = service.department()
    page = chief.open("what-if", centre, str(MONDAY))
    page.locator(".segmented").first.locator("button").nth(1).click()
    page.locator("input[name=id]").fill("spring")
    page.locator("select[name=contract]").select_option("part-time")
    page.locator("input[name=max_size]").fill("6")
    page.locator("input[name=lead_weeks]").fill("3")
    page.locator("form").filter(has=page.locator("input[name=id]")).get_by_role("button").click()
    row = page.locator("tbody tr").filter(has_text="spring")
    row.wait_for(timeout=20_000)
    chief.picture(f"what-if-classes-{language}")
    chief.has_no_barriers()
    [kept] = chief.call("GET", f"/v1/centres/{centre}/capacity")["hiring_class"]
    row.get_by_role("button").click()
    row.wait_for(state="detached", timeout=20_000)

    assert (kept["id"], kept["skills"], kept["contracts"]) == ("spring", ["phone"], ["part-time"])
    assert (kept["min_size"], kept["max_size"], kept["lead_weeks"], kept["training_weeks"]) == (1, 6, 3, 4)
    assert chief.call("GET", f"/v1/centres/{centre}/capacity")["hiring_class"] == []
