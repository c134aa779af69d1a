"""Paid hours of a person in a week lie between the floor and the maximum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar, Self

from pydantic import model_validator

from wfm.errors import InputError
from wfm.messages import say
from wfm.model import Hours, minutes
from wfm.people import Agent
from wfm.rules.base import Rule, Violation
from wfm.timegrid import days_from, iso_week

if TYPE_CHECKING:
    from wfm.centre import Centre
    from wfm.timetable import Timetable

MOST_CREDITED_DAYS = 5


@dataclass(frozen=True)
class WeekLimits:
    """What a person's week must hold, in paid minutes, and where the figures come from."""

    low_min: int
    high_min: int
    floor_h: float
    max_h: float
    credited_min: int
    in_service_days: int
    floor_exception: str | None
    max_exception: str | None


class WeeklyHours(Rule):
    """
    Paid hours of a person in a week lie in [min_h, max_h].

    The floor of the person wins over the contract's, and that over the rule's; an approved exception replaces it for every
    week it touches. Both ends shrink in proportion to the days of the week that are planned and in service; credited leave
    and closed public holidays then lower the floor.
    """

    name: ClassVar[str] = "weekly_hours"
    limits: ClassVar[tuple[str, ...]] = ("min_h", "max_h")
    idle: ClassVar[Mapping[str, float]] = {"min_h": 0.0, "max_h": 168.0}

    min_h: Hours = 30.0
    max_h: Hours = 40.0

    @model_validator(mode="after")
    def _min_below_max(self) -> Self:
        if self.min_h > self.max_h:
            raise InputError(say("min_h_above_max_h", min_h=self.min_h, max_h=self.max_h))
        return self

    def limits_of(self, centre: Centre, agent: Agent, first_day: date, days: int) -> WeekLimits:
        """The limits of one person in the planned days of one ISO week."""
        monday = first_day - timedelta(days=first_day.weekday())
        sunday = monday + timedelta(days=6)
        contract = centre.contract_of(agent)
        floors = (agent.min_h, contract.min_h if contract else None, self.min_h)
        tops = (agent.max_h, contract.max_h if contract else None, self.max_h)
        floor = centre.limit("weekly_hours.min_h", agent, next(h for h in floors if h is not None), monday, sunday)
        top = centre.limit("weekly_hours.max_h", agent, next(h for h in tops if h is not None), monday, sunday)
        planned = [day for day in days_from(first_day, days) if agent.in_service(day)]
        credited = credited_min(centre, agent, floor.value, planned)
        share = len(planned) / 7
        return WeekLimits(
            low_min=max(0, minutes(floor.value * share) - credited),
            high_min=minutes(top.value * share),
            floor_h=floor.value,
            max_h=top.value,
            credited_min=credited,
            in_service_days=len(planned),
            floor_exception=floor.exception_id,
            max_exception=top.exception_id,
        )

    def check(self, timetable: Timetable) -> Iterator[Violation]:
        for first_day, days in timetable.roster.weeks():
            last_day = first_day + timedelta(days=days - 1)
            for agent in timetable.agents:
                limits = self.limits_of(timetable.centre, agent, first_day, days)
                paid = timetable.roster.paid_min(agent.agent_id, first_day, last_day)
                for too, limit, broken, exception in (
                    ("below", limits.low_min, paid < limits.low_min, limits.floor_exception),
                    ("above", limits.high_min, paid > limits.high_min, limits.max_exception),
                ):
                    if broken:
                        sentence = say(
                            f"weekly_hours_{too}",
                            agent=agent.agent_id,
                            week=iso_week(first_day),
                            observed=paid / 60,
                            limit=limit / 60,
                        )
                        size = abs(paid - limit) / 60
                        yield Violation(
                            self.name, agent.agent_id, first_day, paid / 60, limit / 60, "h", sentence, size, exception,
                            week_long=True,
                        )  # fmt: skip


def credited_min(centre: Centre, agent: Agent, floor_h: float, days: list[date]) -> int:
    """Minutes that approved leave and closed public holidays among `days` credit towards a weekly floor of `floor_h` hours."""
    a_day = floor_h / MOST_CREDITED_DAYS
    credits: list[float] = []
    for day in days:
        credit = a_day if centre.is_closed_holiday(day) else 0.0
        for leave in centre.leave_of(agent.agent_id):
            if leave.covers(day):
                own = a_day if leave.credit_h_per_day is None else leave.credit_h_per_day
                credit = max(credit, own / 2 if leave.part else own)
        credits.append(credit)
    return minutes(sum(sorted(credits, reverse=True)[:MOST_CREDITED_DAYS]))
