"""What a roster's cost is made of, each goal in the terms of the business."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wfm.centre import Centre
from wfm.messages import Sentence, say
from wfm.reports.cost import pay_of
from wfm.reports.coverage import CoverageReport
from wfm.reports.hours import week_hours
from wfm.roster import Roster
from wfm.timetable import Timetable


@dataclass(frozen=True)
class GoalRow:
    """
    One goal or soft rule of a roster.

    Attributes
    ----------
    amount
        In `unit`, one of ``agent_hours``, ``h``, ``days``, ``days_alone``, ``shifts``, ``wishes`` or ``currency``; None where pay
        has no rates.
    points
        What it adds to the objective.
    """

    goal: str
    amount: float | None
    unit: str
    points: int

    @property
    def title(self) -> Sentence:
        """Its name for people."""
        return say(f"{'goal' if self.goal in COVERAGE_OR_PAY else 'rule'}_{self.goal}")


COVERAGE_OR_PAY = ("shortage", "overstaffing", "pay")


def goal_rows(
    centre: Centre, roster: Roster, coverage: CoverageReport, by_goal: Mapping[str, int]
) -> Iterator[GoalRow]:
    """A row for each goal of `by_goal`, which has their points (`wfm.goals.objective_by_goal`)."""
    totals, timetable = coverage.totals(), Timetable(centre, roster)
    for goal, points in by_goal.items():
        match goal:
            case "shortage":
                yield GoalRow(goal, sum(pool.missing_h for pool in totals), "agent_hours", points)
            case "overstaffing":
                yield GoalRow(goal, sum(pool.overstaffing_h for pool in totals), "agent_hours", points)
            case "pay":
                yield GoalRow(goal, pay_of(centre, list(week_hours(centre, roster))).cost, "currency", points)
            case _:
                rule = centre.rule(goal)
                if rule is not None:
                    yield GoalRow(goal, rule.amount(list(rule.check(timetable))), rule.unit_of_size, points)
