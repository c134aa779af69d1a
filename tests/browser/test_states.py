"""What stands where nothing can be shown yet, or ever: on its way, out of reach, not for you; each with its words and a way on."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.people import Language, Service

FACTS = "**/v1/centres/*/facts"


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_a_slow_and_then_lost_connection_is_said_and_tried_again(service: Service, language: Language) -> None:
    """The frame stands at once with its place kept; what is out of reach is said in words, and one click has it there."""
    hua = service.person("hr", language=language)
    centre = service.department()
    held: list[Any] = []

    def hold(asked: Any) -> None:
        held.append(asked)

    hua.page.route(FACTS, hold)
    page = hua.open("attendance", centre)
    page.locator("main .skeleton").first.wait_for()
    hua.picture(f"state-on-its-way-{language}")
    hua.has_no_barriers()
    for asked in held:
        asked.abort("internetdisconnected")
    page.locator("main .notice.bad").first.wait_for()
    hua.picture(f"state-out-of-reach-{language}")
    hua.has_no_barriers()
    said = page.locator("main .notice.bad").first.inner_text()
    page.unroute(FACTS)
    page.locator("main .notice.bad button").first.click()
    page.locator("main .segmented").first.wait_for()

    assert len(said.split("\n")[0]) > 10, "a sentence and not a code"
    assert page.locator("main .notice.bad").count() == 0


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_what_is_not_for_somebody_says_so_and_names_a_way_on(service: Service, language: Language) -> None:
    """An agent who types the address of another page, of another department, is told so; one click leads to their own shifts."""
    centre, other = service.department(), service.department()
    di = service.person("agent", language=language, of=(centre, "A3"))
    page = di.open("people", other)
    page.locator("main .empty").wait_for()
    di.picture(f"state-not-for-you-{language}")
    di.has_no_barriers()
    shown = page.locator("main table").count()
    page.locator("main .empty .button").click()
    page.locator(".own-week").wait_for()

    assert shown == 0
    assert page.locator("nav.tabs a").count() == 1
    assert page.locator("header select").count() == 0
