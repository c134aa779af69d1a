"""A scheduler's story, from an empty database and the files of a department to a published week, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest

from tests.browser.people import NOON, PASSWORD, PHONE, Language, Service
from tests.department import MONDAY, write_department


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_from_files_to_a_published_week(empty_service: Service, language: Language, tmp_path: Path) -> None:
    """Signed in, brought in, planned live, one shift given off and back by undo, published, compared; in an agent's calendar."""
    service = empty_service
    lin = service.person("scheduler", language=language, signed_in=False)
    page = lin.page
    page.goto(f"{service.base}/")
    lin.picture(f"sign-in-{language}")
    page.locator("input[name=name]").fill(lin.name)
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")

    centre = f"story-{language.lower()}"
    new = page.locator("input[type=file]")
    files = write_department(tmp_path / "office")
    new.set_input_files([path for path in files.iterdir() if path.is_file()])
    page.locator("input[pattern]").fill(centre)
    lin.picture(f"new-department-{language}")
    page.locator("form button[type=submit]").click()
    page.locator("h1", has_text=re.compile(r"\d{4}-W\d\d")).wait_for()
    page.get_by_label(re.compile("Week of a day|选择日期所在周")).fill(str(MONDAY))
    page.get_by_role("heading", name="2026-W48").wait_for()
    lin.picture(f"week-empty-{language}")

    page.get_by_label(re.compile("How long|搜索时长")).select_option("10")
    page.get_by_role("button", name=re.compile("^Plan the week|^排本周班")).click()
    page.get_by_role("progressbar").wait_for()
    lin.picture(f"week-run-{language}")
    page.locator(".bar-shift").first.wait_for(timeout=90_000)
    page.locator(".heat td").first.wait_for()
    page.locator(".bullet").first.wait_for()
    lin.picture(f"week-{language}")

    count = page.locator(".bar-shift").count()
    page.get_by_label(re.compile("^Cy, .*|^Cy，.*")).first.click()
    page.get_by_role("button", name=re.compile("^Day off|^改为休息")).click()
    page.locator(".toast.good").wait_for()
    assert page.locator(".bar-shift").count() == count - 1
    lin.picture(f"week-day-off-{language}")
    page.get_by_role("button", name=re.compile("^Undo|^撤销")).click()
    page.locator(".bar-shift").nth(count - 1).wait_for()

    page.locator(".side button.square").click()
    page.get_by_role("button", name=re.compile("^Publish|^发布")).click()
    page.locator("dialog .primary").click()
    page.locator(".mark.good", has_text=re.compile("^Published|^已发布")).wait_for()
    page.get_by_role("button", name=re.compile("Edit a copy|复制后编辑")).click()
    page.get_by_role("button", name=re.compile("Compare|比较")).click()
    page.locator("dialog .empty").wait_for()
    heads = lin.call("GET", f"/v1/centres/{centre}/rosters")

    assert [head["state"] for head in heads] == ["draft", "published"]
    assert lin.call("GET", f"/v1/centres/{centre}/rosters/{heads[1]['id']}/check") == []
    of_week = lin.call("GET", f"/v1/centres/{centre}/rosters/{heads[1]['id']}")["shifts"]
    assert events_of(service, centre, language) == sum(shift["agent_id"] == "A3" for shift in of_week) > 0


def events_of(service: Service, centre: str, language: Language) -> int:
    """How many shifts an agent finds in the calendar of their phone, whose address their page gives."""
    di = service.person("agent", language=language, of=(centre, "A3"), size=PHONE, at=NOON)
    page = di.open("mine", centre)
    page.locator(".own-week details").first.wait_for()
    page.get_by_role("button", name=re.compile("Give me an address|获取地址")).click()
    calendar = httpx.get(page.locator("input[readonly]").input_value())
    return calendar.text.count("BEGIN:VEVENT")
