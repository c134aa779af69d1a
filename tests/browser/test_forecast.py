"""A scheduler who knows more than the history: a correction with its reason, a special day, and both taken back."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests.browser.people import Language, Service
from tests.department import MONDAY, volumes

LEGEND = "document.querySelector('.legend')"


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_a_forecast_is_corrected_and_a_day_named_and_both_taken_back(service: Service, language: Language) -> None:
    """A correction with its reason raises the morning; undone, the forecast is as before; a special day comes and goes."""
    lin = service.person("scheduler", language=language)
    centre = service.department()
    address = f"/v1/centres/{centre}"
    page = lin.open("forecast", centre, str(MONDAY))
    page.locator("main .button.primary").click()
    page.locator("section.card tbody tr").first.wait_for(timeout=60_000)
    usual = page.locator(".legend").first.inner_text()
    page.locator("input[name=value]").fill("50")
    page.locator("input[name=reason]").fill("a letter to all customers")
    page.locator("form:has(input[name=value]) button[type=submit]").click()
    undo = page.locator("section.card:has(input[name=value]) tbody button")
    undo.wait_for()
    page.wait_for_function(f"usual => {LEGEND} && {LEGEND}.innerText !== usual", arg=usual)
    lin.picture(f"forecast-corrected-{language}")
    lin.has_no_barriers()
    corrected = page.locator("tbody").first.locator("tr").first.locator("td").all_inner_texts()
    [kept] = lin.call("GET", f"{address}/overrides")
    undo.click()
    page.wait_for_function(f"usual => {LEGEND}?.innerText === usual", arg=usual)

    page.locator("input[name=date]").fill("2026-11-27")
    page.locator("input[name=name]").fill("open day")
    page.locator("input[name=factor]").fill("1.3")
    page.locator("form:has(input[name=factor]) button[type=submit]").click()
    strike = page.locator("section.card:has(input[name=factor]) tbody button")
    strike.wait_for()
    [named] = lin.call("GET", f"{address}/special_days")
    strike.click()
    strike.wait_for(state="detached")

    assert int(corrected[-1]) > int(corrected[0]), "what the correction makes of the day"
    assert (kept["value"]["value"], kept["value"]["reason"]) == (50, "a letter to all customers")
    assert lin.call("GET", f"{address}/overrides") == []
    assert named["value"]["factor"] == 1.3
    assert lin.call("GET", f"{address}/special_days") == []


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_an_oddity_is_kept_by_somebody_who_knows_and_left_to_the_forecast_again(
    service: Service, language: Language
) -> None:
    """An hour at ten times the usual is told with its reason; kept it is signed, taken back it stands open as before."""
    lin = service.person("scheduler", language=language)
    odd_day = MONDAY - timedelta(days=12)
    told = re.sub(rf"(phone,{odd_day}T10.*),(\d+)", r"\1,\g<2>0", volumes())
    centre = service.department(volumes=told)
    address = f"/v1/centres/{centre}/cleaning"
    page = lin.open("forecast", centre, str(MONDAY))
    page.locator("main .button.primary").click()
    oddities = page.locator("section.card", has=page.locator("button", has_text=re.compile("Leave out|剔除")))
    oddities.wait_for(timeout=60_000)
    before = oddities.locator("tbody tr").count()
    reasons = oddities.locator("tbody td.muted").all_inner_texts()
    lin.picture(f"forecast-odd-{language}")
    lin.has_no_barriers()
    oddities.locator("tbody tr").first.locator("button").first.click()
    undo = oddities.locator(".button.plain")
    undo.wait_for()
    [kept] = lin.call("GET", address)
    open_then = oddities.locator("td.muted").count()
    undo.click()
    undo.wait_for(state="detached")

    assert all(reasons)
    assert kept["value"]["decision"] == "keep"
    assert kept["value"]["by"] == lin.name
    assert open_then == before - 1
    assert lin.call("GET", address) == []
    assert oddities.locator("td.muted").count() == before
