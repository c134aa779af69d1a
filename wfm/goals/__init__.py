"""
The goals, one file each: what a finished roster costs, measured from its segments, the requirement and people's pay alone.

The objective is one integer sum in points: 60,000 points are the first missing agent-interval of a pool of priority 1. Soft rules
add `Rule.points` of the size of each breach; 6,000 points are one unit of breach at weight 1.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from wfm.centre import Centre
from wfm.demand import StaffingRequirement
from wfm.goals.base import Goal, PoolCoverage, pool_coverage
from wfm.goals.overstaffing import Overstaffing
from wfm.goals.pay import points_of_pay
from wfm.goals.shortage import Shortage
from wfm.roster import Roster
from wfm.timetable import Timetable

__all__ = ["GOALS", "Goal", "PoolCoverage", "coverage_goals", "objective_by_goal", "pool_coverage"]


GOALS: Mapping[str, Callable[[Centre], Goal]] = {
    "shortage": lambda _: Shortage(),
    "overstaffing": lambda centre: Overstaffing(centre.goals.overstaffing),
}
"""Those measured on the coverage of a pool, with the weight that a department gives them; pay is measured on the shifts."""


def coverage_goals(centre: Centre) -> Mapping[str, Goal]:
    """The goals of GOALS as a department weighs them."""
    return {name: weighed(centre) for name, weighed in GOALS.items()}


def objective_by_goal(centre: Centre, requirement: StaffingRequirement, roster: Roster) -> Mapping[str, int]:
    """Points of each goal and soft rule of a roster; their sum is the objective."""
    coverage = pool_coverage(centre, requirement, roster)
    by_goal = {name: sum(goal.points(pool) for pool in coverage) for name, goal in coverage_goals(centre).items()}
    if centre.goals.pay is not None:
        by_goal["pay"] = points_of_pay(centre, roster)
    timetable = Timetable(centre, roster)
    for rule in centre.rules:
        if rule.is_soft:
            by_goal[rule.name] = sum(rule.points(violation.size) for violation in rule.check(timetable))
    return by_goal
