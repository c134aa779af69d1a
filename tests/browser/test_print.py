"""The week for the wall: what the printer gets."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.people import Language, Service, Theme, ViewportSize
from tests.browser.test_week import drafted, shifts
from tests.department import MONDAY

__all__ = ["shifts"]

A4_LANDSCAPE_PX: ViewportSize = {"width": 1047, "height": 740}
"""An A4 sheet on its side, less the margins, at 96 pixels to the inch."""


@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("zh-CN", "dark")])
def test_the_week_prints_with_its_hours_and_without_buttons(
    service: Service, shifts: list[dict[str, Any]], language: Language, theme: Theme
) -> None:
    """On white whatever the screen wears: the week, everybody's name, and within every bar its hours; nothing to be pressed."""
    lin = service.person("scheduler", language=language, theme=theme)
    centre, _ = drafted(service, lin, shifts)
    page = lin.open("week", centre, str(MONDAY))
    page.locator(".bar-shift").first.wait_for()
    page.set_viewport_size(A4_LANDSCAPE_PX)
    page.emulate_media(media="print")
    lin.picture(f"week-print-{language}")
    hours = page.evaluate(
        "[...document.querySelectorAll('.bar-shift')].map(bar => getComputedStyle(bar, '::after').content)"
    )
    ground = page.evaluate("getComputedStyle(document.body.parentElement).backgroundColor")

    assert page.get_by_role("heading", name="2026-W48").is_visible()
    assert page.locator(".print-only").inner_text().startswith("Small & tidy · front · ")
    assert page.locator(".gantt-row", has_text="Di").is_visible()
    assert all("–" in each for each in hours)
    assert ground == "rgb(255, 255, 255)"
    assert not any(each.is_visible() for each in page.locator(".button, .bar, .heat, aside").all())
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= A4_LANDSCAPE_PX["width"], "all of it is on the sheet"
