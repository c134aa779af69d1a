"""Going through the page by keys alone."""

from __future__ import annotations

from typing import Any

MOST_TABS = 150


def tab_to(page: Any, selector: str, *, backwards: bool = False, named: str = "") -> None:
    """Press Tab until what is meant has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
        if page.evaluate(
            "([selector, named]) => document.activeElement.matches(selector)"
            " && (!named || document.activeElement.textContent.trim() === named)",
            [selector, named],
        ):
            return
    raise AssertionError(f"{selector} cannot be reached by keyboard")
