"""
Several weeks as one problem, where a rule spans them: what one week takes of a person's weekends or overtime another one lacks.

What comes out is a draft: each week is then planned from it and proven by itself, as if the weeks before it were published.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from scenarios.demand import expected_volumes
from scenarios.plan import PlanOptions, with_published
from solver import Progress, RosterProblem, solve_roster
from wfm.centre import Centre
from wfm.roster import Roster
from wfm.staffing.requirement import required_staff
from wfm.timegrid import DAYS_A_WEEK

MOST_TOGETHER = 4
"""Weeks in one problem; more are planned in groups, one after the other."""
SHARE_TOGETHER = 0.5
"""Share of the time of all weeks that their common problem has; each week keeps the rest of its own for the proof."""


def span_weeks(centre: Centre) -> bool:
    """Whether the department has a rule that spans weeks."""
    return any(rule.spans_weeks for rule in centre.rules)


def drafts_of_weeks(
    centre: Centre,
    first_day: date,
    weeks: int,
    options: PlanOptions,
    on_progress: Callable[[Progress], None] | None = None,
    *,
    stop: Callable[[], bool] | None = None,
) -> Mapping[date, Roster]:
    """
    A roster for each week, by its Monday; none for weeks of which no common roster was found: they are planned one by one.

    Parameters
    ----------
    first_day
        Monday of the first week.
    options
        Those of a week; `time_limit_s` is of one week, `budget` of each problem.
    """
    drafts: dict[date, Roster] = {}
    for ahead in range(0, weeks, MOST_TOGETHER):
        monday, count = first_day + timedelta(weeks=ahead), min(MOST_TOGETHER, weeks - ahead)
        found = _together(centre, monday, count, options, on_progress, stop)
        if found is None:
            break
        drafts |= {each.first_day: each for each in _by_week(found)}
        centre = with_published(centre, found)
    return drafts


def _together(
    centre: Centre,
    monday: date,
    weeks: int,
    options: PlanOptions,
    on_progress: Callable[[Progress], None] | None,
    stop: Callable[[], bool] | None,
) -> Roster | None:
    days = weeks * DAYS_A_WEEK
    requirement = required_staff(centre, expected_volumes(centre, monday, days, method=options.method))
    config = options.solver.model_copy(
        update={"engine": "weeks", "time_limit_s": SHARE_TOGETHER * weeks * options.solver.time_limit_s}
    )
    problem = RosterProblem(centre, requirement, monday, days)
    return solve_roster(problem, config, on_progress, stop=stop).roster


def _by_week(roster: Roster) -> list[Roster]:
    return [
        Roster(
            first,
            days,
            tuple(each for each in roster.shifts if 0 <= (each.shift_date - first).days < days),
        )
        for first, days in roster.weeks()
    ]
