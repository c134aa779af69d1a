"""Whether a clash is ended: where many leads could be there in many ways, and where no lead can."""

from __future__ import annotations

from typing import Any

import pytest

from solver import RosterProblem
from solver.clash import Clash
from solver.engines import possible
from solver.ways import ends, shown
from tests.cases.catalogue import FREE
from tests.worlds import MONDAY, centre, on, requirement
from wfm.messages import say

LEADS = tuple({"agent_id": f"A{n}", "lead": True} for n in range(1, 9))
CLASH = Clash((), (on(1),), ("lead_on_duty",), (say("everyone"),))


def problem_of(hours: str, min_leads: int = 1) -> RosterProblem:
    """Eight leads with shifts from eight on, the last ending at twenty-two, and a meal in each."""
    template = {
        "id": "day", "starts": "08:00-13:00", "start_every_min": 30, "paid_h": [6, 7, 8],
        "meal": {"min": 60, "after_h": 3, "before_h": 5},
    }  # fmt: skip
    rules = {**FREE, "lead_on_duty": {"min_leads": min_leads}, "max_consecutive_days": {"max_days": 5}}
    of = centre(agents=LEADS, templates=(template,), open={"mon-sun": hours}, rules=rules)
    return RosterProblem(of, requirement(of), MONDAY)


def test_many_leads_are_found_a_week_without_the_complete_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would take long to say so."""
    problem = problem_of("08:00-22:00")
    monkeypatch.setattr(shown, "can_work", None)

    assert ends(problem, CLASH, problem.centre, 1)


def test_hours_that_no_shift_reaches_are_seen_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither searched for nor asked of the model."""
    problem = problem_of("07:00-22:00")
    monkeypatch.setattr(shown, "can_work", None)
    monkeypatch.setattr(shown, "_is_found", None)

    assert not ends(problem, CLASH, problem.centre, 1)


def test_what_no_search_finds_is_asked_of_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Six of eight leads at any time of seven days cannot be had."""
    problem = problem_of("08:00-22:00", 6)
    asked: list[tuple[Any, ...]] = []

    def can_work(*given: Any) -> bool | None:
        asked.append(given)
        return possible.can_work(*given)

    monkeypatch.setattr(shown, "can_work", can_work)

    assert not ends(problem, CLASH, problem.centre, 1)
    assert len(asked) == 1
