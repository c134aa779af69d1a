"""What people are paid in the year: hours, overtime and cost of each contract, and the hours that a person has of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from scenarios.capacity.people import F64, WEEK_DAYS
from solver.capacity_problem import PaidHours
from wfm.capacity import CapacityAssumptions
from wfm.centre import Centre
from wfm.errors import InputError
from wfm.messages import Sentence, say
from wfm.people import Agent
from wfm.rules.monthly_overtime import MonthlyOvertime
from wfm.rules.weekly_hours import WeeklyHours
from wfm.timegrid import iso_week


@dataclass(frozen=True)
class Terms:
    """Weekly hours and cost of one contract; above `over_after_h` (infinite: never) an hour costs `over_rate` times as much."""

    contract: str
    min_h: float
    max_h: float
    over_after_h: float
    over_rate: float
    cost_per_h: float


def terms_of_contracts(centre: Centre, assumptions: CapacityAssumptions) -> tuple[dict[str, Terms], list[Sentence]]:
    """
    The terms of every contract, and of having none (blank), and what is worth knowing of them.

    What capacity.toml says wins over the department's contract, and that over its rules.

    Raises
    ------
    InputError
        Where the least hours are above the most.
    """
    said = {each.id: each for each in assumptions.contract}
    weekly, overtime = centre.rule("weekly_hours"), centre.rule("monthly_overtime")
    hours = weekly if isinstance(weekly, WeeklyHours) else WeeklyHours()
    over_after_h = overtime.after_h if isinstance(overtime, MonthlyOvertime) else None
    known = [agent.cost_per_h for agent in centre.agents if agent.cost_per_h is not None]
    mean = float(np.mean(known)) if known else 1.0
    found = {}
    for name in ("", *(contract.id for contract in centre.contracts)):
        contract = next((each for each in centre.contracts if each.id == name), None)
        costs = [a.cost_per_h for a in centre.agents if (a.contract or "") == name and a.cost_per_h is not None]
        sources = (said.get(name), contract)
        terms = Terms(
            contract=name,
            min_h=_first("min_h", *sources, hours),
            max_h=_first("max_h", *sources, hours),
            over_after_h=_first("overtime_after_h", *sources, default=np.inf if over_after_h is None else over_after_h),
            over_rate=_first("overtime_rate", *sources, default=1.0),
            cost_per_h=_first("cost_per_h", said.get(name), default=float(np.mean(costs)) if costs else mean),
        )
        if terms.min_h > terms.max_h:
            raise InputError(say("capacity_hours_crossed", contract=name or "-", min_h=terms.min_h, max_h=terms.max_h))
        found[name] = terms
    notes = [] if known or assumptions.contract else [say("capacity_no_cost")]
    return found, notes


def check_hours(centre: Centre, assumptions: CapacityAssumptions, first_day: date, weeks: int) -> None:
    """Refuse contracts, and people in some week of those from a Monday on, whose least hours are above the most: InputError."""
    terms, _ = terms_of_contracts(centre, assumptions)
    mondays = [first_day + timedelta(weeks=week) for week in range(weeks)]
    for agent in centre.agents:
        hours_of(centre, terms[agent.contract or ""], agent, mondays, None)


def hours_of_newcomer(centre: Centre, terms: Terms, mondays: Sequence[date], most_over_h: float | None) -> PaidHours:
    """Paid hours of whoever is hired under a contract, in the weeks of some Mondays; at most so much overtime in each."""
    rule = centre.rule("monthly_overtime")
    month_h = rule.max_h if isinstance(rule, MonthlyOvertime) else np.inf
    every = np.ones(len(mondays))
    return _paid(terms.min_h * every, terms.max_h * every, terms, most_over_h, month_h * every)


def hours_of(
    centre: Centre, terms: Terms, agent: Agent, mondays: Sequence[date], most_over_h: float | None
) -> PaidHours:
    """
    Paid hours of one of today's team: their own where the team sheet has them, else the contract's; exceptions win in their weeks.

    Raises
    ------
    InputError
        Where the least hours of a week are above the most.
    """
    own_h = {
        "min_h": terms.min_h if agent.min_h is None else agent.min_h,
        "max_h": terms.max_h if agent.max_h is None else agent.max_h,
    }
    least_h, most_h = (
        np.array([centre.limit(f"weekly_hours.{key}", agent, value, *_week(monday)).value for monday in mondays])
        for key, value in own_h.items()
    )
    if (least_h > most_h).any():
        week = int(np.argmax(least_h > most_h))
        raise InputError(
            say(
                "capacity_person_hours_crossed", agent=agent.agent_id, contract=terms.contract or "-",
                week=iso_week(mondays[week]), min_h=float(least_h[week]), max_h=float(most_h[week]),
            )
        )  # fmt: skip
    rule = centre.rule("monthly_overtime")
    limits = [
        rule.limit_in(centre, agent, monday).value if isinstance(rule, MonthlyOvertime) else np.inf
        for monday in mondays
    ]
    return _paid(least_h, most_h, terms, most_over_h, np.array(limits))


def _paid(least_h: F64, most_h: F64, terms: Terms, most_over_h: float | None, month_over_h: F64) -> PaidHours:
    most = np.inf if most_over_h is None else most_over_h
    return PaidHours.of(least_h, most_h, np.full(len(least_h), terms.over_after_h), most, month_over_h)


def _week(monday: date) -> tuple[date, date]:
    return monday, monday + timedelta(days=WEEK_DAYS - 1)


def _first(key: str, *sources: object, default: float = 0.0) -> float:
    """The first value that a source has of a key."""
    values = (getattr(source, key, None) for source in sources)
    return float(next((value for value in values if value is not None), default))
