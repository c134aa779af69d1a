"""What is to be solved: one department, what it requires, and the days to plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from wfm.centre import Centre
from wfm.demand import StaffingRequirement
from wfm.errors import InputError, SolverError
from wfm.messages import say
from wfm.shorter_hours import within_hours
from wfm.timegrid import DAYS_A_WEEK, days_from


@dataclass(frozen=True, eq=False)
class RosterProblem:
    """
    One department, its requirement, and the days to plan; they may reach over several ISO weeks.

    The requirement's grid begins on `first_day`. Published shifts of the department before `first_day` count for rest, days in
    a row and fairness; those after it are not looked at.

    Raises
    ------
    InputError
        Where the department has no shift template, or is closed on all of the days.
    """

    centre: Centre
    requirement: StaffingRequirement
    first_day: date
    days: int = 7

    def __post_init__(self) -> None:
        if self.days < 1:
            raise SolverError(f"{self.days} days from {self.first_day} are nothing to plan; plan at least one")
        if self.requirement.grid.first_day != self.first_day:
            raise SolverError(
                f"the requirement begins on {self.requirement.grid.first_day}, the roster on {self.first_day}; make them the same"
            )
        if not self.centre.templates:
            raise InputError(say("no_shift_templates"))
        if len(self.requirement.grid) == 0:
            raise InputError(say("closed_throughout", first=self.first_day, last=self.last_day))

    def changed(self, centre: Centre) -> RosterProblem:
        """The same days of the department as it is after a change; hours at which it is closed now require nobody."""
        grid = centre.grid(self.first_day, self.days)
        return replace(self, centre=centre, requirement=within_hours(self.requirement, grid))

    @property
    def dates(self) -> list[date]:
        """The days to plan."""
        return days_from(self.first_day, self.days)

    def weeks(self) -> Iterator[tuple[int, int]]:
        """Each ISO week touched by the days: index of its first day, and how many of its days are planned."""
        first = 0
        while first < self.days:
            days = min(DAYS_A_WEEK - (self.first_day.weekday() + first) % DAYS_A_WEEK, self.days - first)
            yield first, days
            first += days

    @property
    def last_day(self) -> date:
        """The last day to plan."""
        return self.first_day + timedelta(days=self.days - 1)
