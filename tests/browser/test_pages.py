"""Every page in both themes: axe finds no barrier; pictures of each, in both languages, are kept where they are wanted."""

from __future__ import annotations

from typing import Any

import pytest

from api.security import Role
from tests.browser.people import NOON, Language, Person, Service, Theme
from tests.browser.test_week import in_force, shifts
from tests.department import MONDAY

__all__ = ["shifts"]

DAY = "2026-11-24"
PAGES: dict[str, tuple[Role, str, str]] = {
    "week": ("scheduler", str(MONDAY), ".heat td"),
    "today": ("lead", DAY, ".duty li"),
    "forecast": ("scheduler", str(MONDAY), "section.card h2"),
    "people": ("scheduler", "", "tbody tr"),
    "attendance": ("hr", "2026-11-18", ".segmented"),
    "what-if": ("manager", str(MONDAY), ".lever"),
    "accounts": ("admin", "", "tbody tr"),
    "mine": ("agent", "", ".own-week"),
}
"""Who opens it, of which day, and what shows that it is there."""


@pytest.fixture(scope="package")
def published() -> dict[str, str]:
    """The department that every page shows, made once."""
    return {}


def department(service: Service, shifts: list[dict[str, Any]], published: dict[str, str]) -> str:
    if not published:
        lin = service.person("scheduler")
        centre, _ = in_force(service, lin, shifts)
        address = f"/v1/centres/{centre}"
        finished(lin, address, "forecast", {"from_day": str(MONDAY), "weeks": 1})
        published["centre"] = centre
    return published["centre"]


def finished(who: Person, address: str, kind: str, options: dict[str, Any]) -> None:
    job = who.call("POST", f"{address}/jobs/{kind}", json=options)["id"]
    while who.call("GET", f"{address}/jobs/{job}")["state"] in ("queued", "running"):
        who.page.wait_for_timeout(200)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "zh-CN"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_open_to_everybody(
    service: Service,
    shifts: list[dict[str, Any]],
    published: dict[str, str],
    page: str,
    language: Language,
    theme: Theme,
) -> None:
    """By WCAG 2.2 AA, as axe judges it."""
    role, day, there = PAGES[page]
    centre = department(service, shifts, published)
    of = (centre, "A3") if role == "agent" else None
    who = service.person(role, language=language, theme=theme, of=of, at=NOON if page == "mine" else None)
    opened = who.open(page, centre, day)
    opened.locator(there).first.wait_for()
    opened.wait_for_timeout(800)
    who.picture(f"{page}-{language}-{theme}")
    who.has_no_barriers()


@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("zh-CN", "dark")])
def test_every_part_of_a_page_is_open_to_everybody(
    service: Service, shifts: list[dict[str, Any]], published: dict[str, str], language: Language, theme: Theme
) -> None:
    """Tabs, dialogs and forms that show only once they are asked for."""
    admin = service.person("admin", language=language, theme=theme)
    centre = department(service, shifts, published)
    page = admin.open("people", centre)
    page.locator("tbody tr").first.wait_for()
    page.locator("tbody .button.plain").first.click()
    page.locator("dialog[open]").wait_for()
    admin.has_no_barriers()
    page.keyboard.press("Escape")
    for at in range(1, 5):
        page.locator(".segmented").first.locator("button").nth(at).click()
        page.wait_for_timeout(500)
        admin.picture(f"people-{at}-{language}-{theme}")
        admin.has_no_barriers()
    page = admin.open("what-if", centre, str(MONDAY))
    page.locator(".segmented").first.locator("button").nth(1).click()
    page.locator("input[name=attrition]").wait_for()
    admin.has_no_barriers()
    page = admin.open("accounts", centre)
    page.locator("tbody th .button.plain").first.click()
    page.locator("dialog[open]").wait_for()
    admin.picture(f"account-{language}-{theme}")
    admin.has_no_barriers()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_way_in_is_open_to_everybody(service: Service, theme: Theme) -> None:
    """Before anybody has signed in."""
    who = service.person("scheduler", theme=theme, signed_in=False)
    who.page.goto(f"{service.base}/ui/")
    who.page.locator("input[name=name]").wait_for()
    who.has_no_barriers()


def test_what_is_not_open_to_a_role_is_not_offered(
    service: Service, shifts: list[dict[str, Any]], published: dict[str, str]
) -> None:
    """HR sees no what-if levers to pull on rosters it may not write, an agent nothing but their own page."""
    centre = department(service, shifts, published)
    hua, di = service.person("hr"), service.person("agent", of=(centre, "A3"))
    hua.open("week", centre, str(MONDAY)).locator(".bar-shift").first.wait_for()
    di.open("mine", centre).locator(".own-week").wait_for()

    assert hua.page.get_by_role("button", name="Publish").count() == 0
    assert hua.page.get_by_role("button", name="Plan again").count() == 0
    assert di.page.locator("nav.tabs a").all_inner_texts() == ["My shifts"]
