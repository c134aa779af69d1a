"""Today's team over the weeks of a year: crews of like people, and who is expected to be there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from wfm.capacity import CapacityAssumptions, HiringClass
from wfm.centre import Centre
from wfm.errors import InputError
from wfm.messages import say
from wfm.people import Agent

F64 = NDArray[np.float64]
WEEK_DAYS = 7
WEEKS_A_MONTH = 365.2425 / 12 / WEEK_DAYS


@dataclass(frozen=True)
class CrewKey:
    """People who serve the same pools under the same contract (blank: none)."""

    pools: tuple[str, ...]
    contract: str


@dataclass(frozen=True, eq=False)
class Staying:
    """
    Who is expected to stay.

    Attributes
    ----------
    mondays
        The weeks, and the one after them: W + 1 days.
    kept
        Share of those there on a Monday who stay until the next, shape (W,): ``(1 - a) ** (1 / 4.348)`` for a monthly attrition a,
        that of the month the Monday lies in.
    """

    mondays: tuple[date, ...]
    kept: F64

    @classmethod
    def of(cls, assumptions: CapacityAssumptions, first_day: date, weeks: int) -> Staying:
        """Those of some weeks from a Monday."""
        mondays = tuple(first_day + timedelta(weeks=week) for week in range(weeks + 1))
        leaving = np.array([assumptions.assumptions.attrition_per_month[day.month - 1] for day in mondays[:-1]])
        return cls(mondays, (1.0 - leaving) ** (1.0 / WEEKS_A_MONTH))

    @cached_property
    def matrix(self) -> F64:
        """Share of those who begin on a Monday expected on another, shape (W + 1, W + 1): row the start; 0 before it."""
        count = len(self.mondays)
        survived = np.concatenate([[0.0], np.cumsum(np.log(self.kept))])
        table = np.exp(np.minimum(survived[None, :] - survived[:, None], 0.0))
        return np.where(np.arange(count)[None, :] >= np.arange(count)[:, None], table, 0.0)

    def expected(self, agents: Sequence[Agent]) -> F64:
        """Expected people of a team on each Monday, shape (W + 1,): each from the first to the last Monday in service."""
        return sum((self.expected_of(agent) for agent in agents), np.zeros(len(self.mondays)))

    def expected_of(self, agent: Agent) -> F64:
        """Share of one person expected on each Monday, shape (W + 1,)."""
        there = np.array([agent.in_service(day) for day in self.mondays])
        return np.where(there, self.matrix[int(np.argmax(there))], 0.0)


def crews_of(centre: Centre, classes: Sequence[HiringClass]) -> dict[CrewKey, list[Agent]]:
    """Everyone who serves a pool, by crew in the order of the team sheet, then the crews that only newcomers join."""
    found: dict[CrewKey, list[Agent]] = {}
    for agent in centre.agents:
        if pools := centre.pools_of(agent):
            found.setdefault(CrewKey(pools, agent.contract or ""), []).append(agent)
    for hiring in classes:
        for key in newcomers_of(centre, hiring):
            found.setdefault(key, [])
    return found


def newcomers_of(centre: Centre, hiring: HiringClass) -> list[CrewKey]:
    """The crews that a class's people may join, one per contract."""
    pools = centre.pools_of(Agent(agent_id="-", skills=hiring.skills or (hiring.id,)))
    contracts = hiring.contracts or tuple(contract.id for contract in centre.contracts) or ("",)
    return [CrewKey(pools, contract) for contract in contracts]


def classes_of(centre: Centre, assumptions: CapacityAssumptions) -> tuple[HiringClass, ...]:
    """The classes assumed; where none are, one for each skill that a pool asks for."""
    asked = (skill for skill, queues in centre.pools().items() if not all(queue.anyone for queue in queues))
    return assumptions.hiring_class or tuple(HiringClass(id=skill) for skill in asked)


def check_names(centre: Centre, case: str, assumptions: CapacityAssumptions) -> None:
    """
    Refuse skills and contracts that the department has not.

    Raises
    ------
    InputError
        Naming scenario, class and what is known.
    """
    skills, contracts = list(centre.pools()), [contract.id for contract in centre.contracts]
    refused = []
    for hiring in assumptions.hiring_class:
        for kind, named, known in (
            ("skills", hiring.skills or (hiring.id,), skills),
            ("contracts", hiring.contracts, contracts),
        ):
            refused += [
                say("capacity_name_unknown", scenario=case or "-", place=hiring.id, field=kind, value=name, known=known)
                for name in named
                if name not in known
            ]
    refused += [
        say(
            "capacity_name_unknown", scenario=case or "-", place=pay.id, field="contract", value=pay.id, known=contracts
        )
        for pay in assumptions.contract
        if pay.id not in contracts
    ]
    if refused:
        raise InputError(refused)
