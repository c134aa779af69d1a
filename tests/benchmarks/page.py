"""
The page before large weeks: ``python -m tests.benchmarks.page [--people 200 1000] [--moves 40]``.

A real ``wfm serve`` and a real Chromium. The department is the example of 50 people several times over. Measured, in milliseconds,
beside what is wanted: the first content and the roster on the screen, right after a restart and again; how long the page takes to
show what a drag would do, from the pointer's move to the picture of it; how long to show the group beside it, or one further off;
and how long until an edit stands on the screen. Needs Debian's ``chromium``, and ``pip install playwright``.
"""

from __future__ import annotations

import argparse
import platform
import shutil
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import psutil
from playwright.sync_api import Page, sync_playwright
from rich.console import Console
from rich.table import Table

from tests.benchmarks.large_department import large_department
from tests.benchmarks.served import Served, served

CONSOLE = Console(width=132)
MONDAY = "2026-11-23"
SIZE = {"width": 1366, "height": 768}
FIRST_CONTENT_MS, INTERACTION_MS = 1500.0, 100.0
LOST_MS = 5000
SETTLE_MS = 1500
"""After a roster is there, until charts and figures are too."""
FURTHER = (2 / 3, 1.0)
"""Where in the list of groups those further off stand: of 1,000 people they have not been fetched while another was looked at."""
WATCH = """
(selector) => {
  window.moved = undefined; window.took = [];
  const listen = () => { window.moved ??= performance.now(); };
  for (const kind of ["pointermove", "click", "change"]) addEventListener(kind, listen, { capture: true });
  window.watch = (look) => { window.moved = undefined; const before = look();
    return new Promise((resolve) => { const step = () => {
      const now = look();
      if (window.moved !== undefined && now !== undefined && now !== before) requestAnimationFrame(() =>
        resolve(performance.now() - window.moved));
      else requestAnimationFrame(step); };
      requestAnimationFrame(step); }); };
}
"""


@dataclass
class Times:
    """What was measured at one size, in milliseconds."""

    people: int
    opened: dict[str, list[float]]
    preview: list[float]
    beside: list[float]
    further: list[float]
    edit: list[float]


def measure(people: int, moves: int) -> Times:
    """One department of so many people."""
    files, drafted = large_department(people)
    with tempfile.TemporaryDirectory(prefix="paiban-page-") as name, sync_playwright() as play:
        folder = Path(name)
        with served(folder) as service:
            service.push("large", files)
            service.client.post(
                "/v1/centres/large/rosters", json={"week": MONDAY, "shifts": drafted}
            ).raise_for_status()
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        opened: dict[str, list[float]] = {}
        with served(folder) as service:
            for when in ("after a restart", "again", "again", "again"):
                page, shown = opened_page(browser, service)
                opened.setdefault(f"first content, {when}", []).append(shown[0])
                opened.setdefault(f"roster shown, {when}", []).append(shown[1])
                if when != "again" or len(opened["roster shown, again"]) < 3:
                    page.context.close()
            page.wait_for_timeout(SETTLE_MS)
            page.evaluate(WATCH)
            preview = [each for at in range(moves) if (each := drag(page, at)) is not None]
            beside = [show_group(page, at) for at in range(1, 7)]
            last = page.locator("[data-groups] select option").count() - 1
            further = [show_group(page, round(share * last)) for share in FURTHER]
            edit = [each for at in range(6) if (each := day_off(page, at)) is not None]
        browser.close()
    return Times(people, opened, preview, beside, further, edit)


def opened_page(browser: Any, service: Served) -> tuple[Page, tuple[float, float]]:
    """The week in a window of its own, with an empty cache: the first content, and the first shift of the roster."""
    context = browser.new_context(viewport=SIZE, locale="en")
    page: Page = context.new_page()
    page.add_init_script(f"sessionStorage.setItem('paiban.key', '{service.key}')")
    began = time.perf_counter()
    page.goto(f"{service.client.base_url}/ui/#/week?centre=large&day={MONDAY}", wait_until="commit")
    page.locator(".bar-shift").first.wait_for(timeout=60_000)
    shown = 1000 * (time.perf_counter() - began)
    first = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    return page, (float(first), shown)


def drag(page: Page, at: int) -> float | None:
    """A shift taken up, moved by an hour or two, and let go by Escape: from the move to the picture of what it would do."""
    bar = page.locator(".bar-shift").nth(at % 60)
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 8, y)
    page.wait_for_timeout(400)
    look = "() => document.querySelector('.ghost')?.getAttribute('style')"
    handle = page.evaluate_handle(f"() => ({{ done: window.watch({look}) }})")
    page.mouse.move(x + 24, y)
    took = _shown(page, handle)
    page.keyboard.press("Escape")
    page.mouse.up()
    page.wait_for_timeout(100)
    return took


def show_group(page: Page, at: int) -> float:
    """Another group, after the last has been looked at: from the choice of it to the first of its shifts."""
    page.wait_for_timeout(SETTLE_MS)
    look = "() => document.querySelector('.bar-shift')?.closest('.gantt-row')?.dataset.agent"
    handle = page.evaluate_handle(f"() => ({{ done: window.watch({look}) }})")
    page.locator("[data-groups] select").select_option(index=at)
    took = _shown(page, handle)
    assert took is not None
    return took


def day_off(page: Page, at: int) -> float | None:
    """A day off by the form: from the click to the roster without the shift."""
    page.locator(".bar-shift").nth(3 * at).click()
    button = page.locator("aside.side button[data-act=off]")
    button.wait_for()
    page.wait_for_timeout(600)
    look = "() => document.querySelectorAll('.bar-shift').length"
    handle = page.evaluate_handle(f"() => ({{ done: window.watch({look}) }})")
    button.click()
    anyway = page.locator(".toast.bad .button").first
    page.wait_for_timeout(700)
    if anyway.count() and anyway.is_visible():
        page.evaluate("() => { window.moved = undefined; }")
        anyway.click()
    took = _shown(page, handle)
    page.wait_for_timeout(600)
    return took


def _shown(page: Page, handle: Any) -> float | None:
    """How long what was waited for took; None where it did not come."""
    took = page.evaluate(
        f"(of) => Promise.race([of.done, new Promise((r) => setTimeout(() => r(null), {LOST_MS}))])", handle
    )
    return None if took is None else float(took)


def told(times: Sequence[Times]) -> Table:
    """A row per figure, median and p90 for each size."""
    table = Table(
        "milliseconds: median (p90)", *(f"{each.people} people" for each in times), "wanted", title="The week"
    )
    rows: list[tuple[str, float | None, list[list[float]]]] = [
        (name, FIRST_CONTENT_MS if "first content" in name else None, [each.opened[name] for each in times])
        for name in times[0].opened
    ]
    rows += [
        ("what a drag would do, shown", INTERACTION_MS, [each.preview for each in times]),
        ("the group beside it, shown", INTERACTION_MS, [each.beside for each in times]),
        ("a group further off, shown", INTERACTION_MS, [each.further for each in times]),
        ("a day off, shown", INTERACTION_MS, [each.edit for each in times]),
    ]
    for name, wanted, found in rows:
        cells = [f"{np.median(each):.0f} ({np.percentile(each, 90):.0f})" if each else "–" for each in found]
        table.add_row(name, *cells, "" if wanted is None else f"{wanted:.0f}")
    return table


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[200, 1000])
    parser.add_argument("--moves", type=int, default=40)
    asked = parser.parse_args()
    before = psutil.getloadavg()[0]
    times = [measure(people, asked.moves) for people in asked.people]
    CONSOLE.print(
        f"{psutil.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}; load before: {before:.1f}"
    )
    CONSOLE.print(told(times))


if __name__ == "__main__":
    main()
