"""The pipeline: what a plan holds, what it does not look at, and one week after another."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np
import pytest

from scenarios import PlanOptions, plan
from scenarios.demand import expected_volumes
from scenarios.plan import with_published
from solver import Progress, RosterProblem, RosterResult, RosterStatus, SolverConfig
from tests.department import CENTRE, FILES, MONDAY, OPTIONS, WEEK, Planned
from tests.worlds import shift
from wfm.calendar import SpecialDay
from wfm.centre import Centre
from wfm.errors import ConflictError, ForecastError, InputError, TimeLimitError
from wfm.formats import department_of
from wfm.people import Leave
from wfm.roster import Roster
from wfm.timetable import Timetable


@pytest.fixture
def centre(planned: Planned) -> Centre:
    return planned.department.centre


def test_every_hard_rule_holds(planned: Planned) -> None:
    """The rules themselves, not the solver, say that nothing is breached."""
    timetable = Timetable(planned.plan.centre, planned.plan.roster)

    assert [v for rule in planned.plan.centre.rules if not rule.is_soft for v in rule.check(timetable)] == []


def test_parts_of_a_plan_belong_together(planned: Planned) -> None:
    """Forecast, requirement, coverage and roster are of the same seven days."""
    made = planned.plan

    assert (made.week, made.first_day, made.roster.first_day, made.roster.days) == (WEEK, MONDAY, MONDAY, 7)
    assert made.requirement.grid is made.forecast.grid
    assert made.coverage.grid is made.requirement.grid
    assert made.result.roster is made.roster
    assert {row.week for row in made.hours} == {WEEK}


@pytest.mark.parametrize("day", [MONDAY, MONDAY + timedelta(days=3), MONDAY + timedelta(days=6)])
def test_any_date_names_its_week(centre: Centre, day: date) -> None:
    """Thursday and Sunday plan the week that began on Monday."""
    made = plan(centre, day, PlanOptions(solver=SolverConfig(budget=1)))

    assert (made.week, made.first_day) == (WEEK, MONDAY)


def test_a_budget_repeats_the_roster(planned: Planned, centre: Centre) -> None:
    """The same department, seed and budget give the same roster, bound and objective."""
    again = plan(centre, WEEK, OPTIONS)

    assert again.roster.shifts == planned.plan.roster.shifts
    assert (again.result.objective, again.result.bound) == (planned.plan.result.objective, planned.plan.result.bound)


def test_what_happened_later_is_not_looked_at(centre: Centre) -> None:
    """Volumes of the planned week itself change nothing: they would not be known when it is planned."""
    earlier = MONDAY - timedelta(weeks=1)
    assert centre.volumes is not None
    known = centre.model_copy(update={"volumes": centre.volumes.before(centre.instant_of(earlier, 0))})

    with_future, without = (expected_volumes(each, earlier, 7) for each in (centre, known))

    assert np.array_equal(with_future.offered, without.offered)


def test_a_queue_without_history_is_refused(centre: Centre) -> None:
    """Nothing is forecast out of nothing, and the sentence names the queue or the day."""
    with pytest.raises(InputError, match="phone"):
        plan(centre.model_copy(update={"volumes": None}), WEEK)
    with pytest.raises(ForecastError, match="2026-07-06"):
        plan(centre, MONDAY - timedelta(weeks=20))


def test_positions_alone_need_no_history(centre: Centre) -> None:
    """A department of posts is planned without a single contact."""
    desks = centre.model_copy(
        update={"volumes": None, "queues": tuple(q for q in centre.queues if q.channel == "position")}
    )

    made = plan(desks, WEEK, OPTIONS)

    assert made.forecast.queues == ()
    assert [pool.skill for pool in made.coverage.totals()] == ["desk"]
    assert made.roster.shifts


def test_without_shifts_or_opening_hours_there_is_nothing_to_plan(centre: Centre) -> None:
    """A department without a shift template, and a week that is shut, are told in one sentence and not as a clash."""
    shut = tuple(SpecialDay(date=MONDAY + timedelta(days=at), name="shut", acts_like="closed") for at in range(7))

    with pytest.raises(InputError, match=r"\[\[shift\]\]"):
        plan(centre.model_copy(update={"templates": ()}), WEEK, OPTIONS)
    with pytest.raises(InputError, match="closed from 2026-11-23 to 2026-11-29"):
        plan(centre.model_copy(update={"special_days": shut}), WEEK, OPTIONS)


def test_a_clash_is_an_error_with_its_sentence(centre: Centre) -> None:
    """Somebody on unpaid leave all week who owes thirty hours: no roster, and the person is named."""
    leave = Leave(
        agent_id="A3", from_day=MONDAY, to_day=MONDAY + timedelta(days=6), kind="unpaid", status="approved", credit_h_per_day=0
    )  # fmt: skip

    with pytest.raises(ConflictError, match="A3") as refused:
        plan(centre.model_copy(update={"leave": (*centre.leave, leave)}), WEEK, OPTIONS)

    assert "weekly hours" in refused.value.text()
    assert "请假" in refused.value.text("zh-CN")


def test_no_roster_in_time_is_an_error_of_its_own(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    """A search that found nothing and proved nothing is neither a roster nor a clash."""

    def timed_out(problem: RosterProblem, config: SolverConfig, _: object, **_given: object) -> RosterResult:
        return RosterResult(
            RosterStatus.TIMED_OUT, None, 0, 0, {}, problem.centre.interval_min, 0.0, "weeks", config.seed, 2, 1, "time", 7.4
        )  # fmt: skip

    monkeypatch.setattr(importlib.import_module("scenarios.plan"), "solve_roster", timed_out)

    with pytest.raises(TimeLimitError, match="7 s"):
        plan(centre, WEEK, OPTIONS)


def test_progress_is_told(centre: Centre) -> None:
    """The bound never falls, the objective never rises, and the last moment is what the result says."""
    moments: list[Progress] = []

    made = plan(centre, WEEK, OPTIONS, moments.append)

    objectives = [moment.objective for moment in moments if moment.objective is not None]
    assert objectives == sorted(objectives, reverse=True)
    assert all(moment.bound <= made.result.objective for moment in moments)


# --- one week after another -------------------------------------------------------------------------------------------


def late_centre() -> Centre:
    """Late shifts until 23:00 and early ones from 07:00: too close together for the night's rest."""
    toml = CENTRE.replace('"08:00-20:00"', '"07:00-23:00"').replace('starts = "08:00-11:00"', 'starts = "07:00-14:00"')
    files = {
        name: text.encode() for name, text in (FILES | {"centre.toml": toml}).items() if name != "availability.csv"
    }
    return department_of(
        files | {"exceptions.csv": b"exception_id,agent_id,rule,from,to,value,reason,approved_by\n"}
    ).centre


def monday_starts(roster: Roster) -> Iterator[tuple[str, int]]:
    for agent_id, shifts in roster.by_agent.items():
        yield from ((agent_id, worked.start.hour) for worked in shifts if worked.shift_date == roster.first_day)


def test_rest_holds_across_the_sunday() -> None:
    """Whoever worked until 23:00 on the Sunday before does not begin before 10:00; with a free Sunday people do."""
    of = late_centre()
    rested = plan(of, WEEK, OPTIONS)
    late_sunday = tuple(shift(of, -1, 14, 8, agent_id=agent.agent_id) for agent in of.agents)

    tired = plan(of.model_copy(update={"published": late_sunday}), WEEK, OPTIONS)

    assert min(hour for _, hour in monday_starts(rested.roster)) < 10
    assert min(hour for _, hour in monday_starts(tired.roster)) >= 10


def test_two_weeks_in_a_row() -> None:
    """The second week starts from the first as worked: rest and days in a row hold over both."""
    of = late_centre()
    first = plan(of, WEEK, OPTIONS)
    second = plan(with_published(of, first.roster), MONDAY + timedelta(weeks=1), OPTIONS)

    both = Timetable(of, Roster(MONDAY, 14, (*first.roster.shifts, *second.roster.shifts)))

    assert (second.week, second.roster.first_day) == ("2026-W49", MONDAY + timedelta(weeks=1))
    assert [v for rule in of.rules if not rule.is_soft for v in rule.check(both)] == []


def test_a_week_planned_again_takes_the_place_of_the_first(centre: Centre, planned: Planned) -> None:
    """`with_published` replaces the shifts of the roster's own days and keeps all others."""
    before = planned.plan.roster.shifts[0].model_copy(update={"shift_date": MONDAY - timedelta(days=1)})
    own = centre.model_copy(update={"published": (before, planned.plan.roster.shifts[0])})

    after = with_published(own, Roster(MONDAY, 7, planned.plan.roster.shifts[1:]))

    assert after.published == (before, *planned.plan.roster.shifts[1:])
