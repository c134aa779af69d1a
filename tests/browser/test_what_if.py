"""A manager's question: what if more come, or more people are there; pulled as levers, answered side by side."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.browser.people import Language, Service
from tests.department import MONDAY

WORDS: dict[Language, tuple[str, str]] = {
    "en": ("People phone +", "Weekly floor of hours 2"),
    "zh-CN": ("人数 phone +", "每周工时下限 2"),
}


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_two_sweeps_make_a_map_and_every_scenario_a_row_and_a_bar(service: Service, language: Language) -> None:
    """Levers in words, never as the service writes them; the week as it is first, beside it every combination."""
    chief = service.person("manager", language=language, signed_in=False)
    chief.sign_in()
    centre = service.department()
    page = chief.open("what-if", centre, str(MONDAY))
    page.route("**/jobs/whatif", _soon)
    page.locator(".lever").wait_for()
    page.get_by_role("button", name=re.compile("Another lever|添加杠杆")).click()
    for at, (kind, until) in enumerate((("headcount", "4"), ("floor", "26"))):
        lever = page.locator(".lever").nth(at)
        lever.locator("select").first.select_option(kind)
        lever.locator("button:not(.square)").click()
        lever.locator("input[type=range]").nth(1).fill(until)
    page.locator("main .button.primary").click()
    page.locator(".sweep td").first.wait_for(timeout=120_000)
    page.locator("section.card svg text").first.wait_for()
    chief.picture(f"what-if-map-{language}")
    chief.has_no_barriers()
    rows = page.locator("table:not(.sweep) tbody tr th").all_inner_texts()
    heads = page.locator(".sweep thead th").all_inner_texts()[1:] + page.locator(".sweep tbody th").all_inner_texts()

    assert page.locator(".sweep td").count() == 4 == len(rows) - 1
    people, floor = WORDS[language]
    assert all(people in row and floor in row for row in rows[1:])
    assert not any(sign in text for text in rows + heads for sign in "*=:")


def _soon(route: Any) -> None:
    """The same question with less time for each scenario."""
    asked = route.request.post_data_json | {"time_limit_s": 2}
    route.continue_(post_data=json.dumps(asked))
