"""What would end a shortage: the people named are put beside the roster, and the level named is promised, and nobody is missing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scenarios.in_force import WeekInForce
from scenarios.short_ways import Short, more_people, ways_out_of
from scenarios.why import Why
from solver.frame import Frame
from tests.department import Planned
from wfm.centre import Centre
from wfm.goals import pool_coverage
from wfm.roster import Roster
from wfm.staffing.requirement import required_staff
from wfm.timegrid import local
from wfm.timetable import Timetable


def week_of(planned: Planned) -> WeekInForce:
    return WeekInForce(planned.plan.roster, planned.plan.forecast)


@pytest.fixture(scope="module")
def short(planned: Planned) -> Short:
    """The phone in the two hours that are shortest of people."""
    plan = planned.plan
    why = Why.of(plan.centre, week_of(planned))
    problem = why.reasons.problem
    [pool] = [
        each for each in pool_coverage(problem.centre, problem.requirement, plan.roster) if each.pool.skill == "phone"
    ]
    missing = np.where(pool.pool.is_open, np.maximum(pool.pool.fractional - pool.rostered, 0.0), 0.0)
    grid = problem.requirement.grid
    worst = int(missing.argmax())
    wanted = pool.pool.is_open & (np.abs(grid.starts_min - grid.starts_min[worst]) <= 60)
    wanted &= grid.day_index == grid.day_index[worst]
    assert missing[wanted].any()
    return Short(problem, plan.roster, pool, wanted, int(grid.day_index[worst]))


def test_as_many_people_as_are_missing_at_a_time_end_the_shortage(short: Short) -> None:
    """With the skill, each on one shift of the day that is on then, and less is missing with each."""
    shifts = more_people(short)

    assert 1 <= len(shifts) <= short.most
    assert {shift.shift_date for shift in shifts} == {short.problem.dates[short.day]}
    first, last = short.span_min
    assert all(shift.start_min < last and shift.end_min > first for shift in shifts)
    left = [short.missing_h(short.roster)[0]]
    for count in range(1, len(shifts) + 1):
        more = Roster(short.roster.first_day, short.roster.days, (*short.roster.shifts, *shifts[:count]))
        left.append(short.missing_h(more)[0])
    assert left == sorted(left, reverse=True)
    assert left[-1] < 0.2 * left[0]


def test_their_shifts_keep_every_rule_of_their_own(short: Short) -> None:
    """Templates, pauses, opening hours and skills."""
    shifts = more_people(short)
    new = tuple(
        like.model_copy(update={"agent_id": shift.agent_id, "min_h": 0.0, "skills": (short.skill,)})
        for shift in shifts
        for like in short.problem.centre.agents[:1]
    )
    centre = short.problem.centre.model_copy(update={"agents": (*short.problem.centre.agents, *new)})
    table = Timetable(centre, Roster(short.roster.first_day, short.roster.days, tuple(shifts)))

    names = {"shift_templates", "opening", "skills", "max_daily_hours"}
    rules = [rule for rule in centre.rules if rule.name in names]
    assert {rule.name for rule in rules} == names
    assert [v for rule in rules for v in rule.check(table)] == []


def test_the_level_named_is_what_the_people_rostered_can_promise(planned: Planned, short: Short) -> None:
    """Required for that level nobody is missing then, and for three points more somebody is."""
    [said] = [each for each in ways_out_of(short) if each.key == "why_way_level"]
    level = float(str(said.values["level"])) / 100

    def missing(service_level: float) -> float:
        queues = tuple(
            queue.model_copy(update={"service_level": service_level}) if queue.id == said.values["queue"] else queue
            for queue in planned.plan.centre.queues
        )
        centre: Centre = planned.plan.centre.model_copy(update={"queues": queues})
        pool = required_staff(centre, planned.plan.forecast).pool(short.skill)
        return float(np.maximum(pool.fractional - short.pool.rostered, 0.0)[short.wanted].max())

    assert missing(level) <= 0.05
    assert missing(level + 0.03) > 0.05


def test_the_answer_ends_with_the_ways_out(planned: Planned, short: Short) -> None:
    """People with their hours and price, then the level; in both languages."""
    first, last = (local(minute, planned.plan.centre.time_zone) for minute in short.span_min)

    said = Why.of(planned.plan.centre, week_of(planned)).short("phone", first, last)

    assert [each.key for each in said[-3:]] == ["why_people_needed", "why_way_people", "why_way_level"]
    assert "h paid" in said[-2].text()
    assert not any("{" in each.text("zh-CN") for each in said)


def test_shifts_are_asked_for_up_to_closing_and_no_further(short: Short) -> None:
    """Of a stretch that reaches beyond, the open part counts: shifts that end as the pool closes are on all the time."""
    grid, frame = short.problem.requirement.grid, Frame.of(short.problem)
    closing = short.problem.centre.instant_of(short.problem.dates[short.day], 20 * 60)
    evening = replace(short, wanted=(grid.starts_min >= closing - 120) & (grid.starts_min < closing + 120))

    assert evening.span_min == (closing - 120, closing)
    ends = {frame.instant(int(frame.shifts.end[k])) for k in np.flatnonzero(evening.shifts(frame))}
    assert ends == {closing}


def test_nothing_is_offered_where_nobody_is_missing(short: Short) -> None:
    """No people and no lower level."""
    plenty = replace(short.pool, covered_min=short.pool.covered_min + 1e4)

    assert more_people(replace(short, pool=plenty)) == []
