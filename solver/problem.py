"""What is to be solved: one department, what it requires, and the days to plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from wfm.centre import Centre
from wfm.demand import StaffingRequirement
from wfm.errors import SolverError
from wfm.timegrid import days_from


@dataclass(frozen=True, eq=False)
class RosterProblem:
    """
    One department, its requirement, and the days to plan, all in one ISO week.

    The requirement's grid begins on `first_day`. Published shifts of the department before `first_day` count for rest, days in
    a row and fairness; those after it are not looked at.
    """

    centre: Centre
    requirement: StaffingRequirement
    first_day: date
    days: int = 7

    def __post_init__(self) -> None:
        if not 1 <= self.days <= 7 or self.first_day.weekday() + self.days > 7:
            raise SolverError(f"the days {self.first_day} + {self.days} do not lie in one ISO week; plan week by week")
        if self.requirement.grid.first_day != self.first_day:
            raise SolverError(
                f"the requirement begins on {self.requirement.grid.first_day}, the roster on {self.first_day}; make them the same"
            )

    @property
    def dates(self) -> list[date]:
        """The days to plan."""
        return days_from(self.first_day, self.days)

    @property
    def last_day(self) -> date:
        """The last day to plan."""
        return self.first_day + timedelta(days=self.days - 1)
