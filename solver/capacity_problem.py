"""A year of weeks as the programme sees it: crews, kinds of class, what is required; and a plan of hires with its figures."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from solver.result import RosterStatus

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class PaidHours:
    """
    Paid hours in each week, of one person or of several together, each of shape (W,).

    Attributes
    ----------
    least
        Paid in any case.
    least_over
        Those of them that are overtime.
    above, over
        What may be added at the plain price, and then as overtime.
    month_over
        Most overtime in the month of the week; infinite where nothing limits it.
    """

    least: F64
    least_over: F64
    above: F64
    over: F64
    month_over: F64

    @classmethod
    def of(cls, least_h: F64, most_h: F64, over_after_h: F64, most_over_h: float, month_over_h: F64) -> PaidHours:
        """
        Of one person.

        Parameters
        ----------
        least_h, most_h, over_after_h
            Least and most hours of a week, and those above which they are overtime (infinite: never), each of shape (W,).
        most_over_h
            Overtime that may be added in a week, at most.
        """
        plain_to = np.minimum(np.maximum(over_after_h, least_h), most_h)
        over = np.minimum(most_h - plain_to, most_over_h)
        return cls(least_h, np.maximum(least_h - over_after_h, 0.0), plain_to - least_h, over, month_over_h)

    def times(self, people: F64) -> PaidHours:
        """Of so many like people in each week, shape (W,)."""
        with np.errstate(invalid="ignore"):  # nobody times no limit
            return PaidHours(*(np.where(people > 0, people * getattr(self, each.name), 0.0) for each in fields(self)))

    def plus(self, other: PaidHours) -> PaidHours:
        """Of both together."""
        return PaidHours(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


@dataclass(frozen=True, eq=False)
class Crew:
    """
    People with the same skills and contract.

    Attributes
    ----------
    pools
        Pools they can serve, by place.
    present
        Expected people of today's team in each week, shape (W,).
    team, newcomer
        Paid hours of today's team together, and of one newcomer.
    cost_per_h, over_rate
        Cost of an hour, and by what it is multiplied in overtime.
    """

    pools: tuple[int, ...]
    present: F64
    team: PaidHours
    newcomer: PaidHours
    cost_per_h: float
    over_rate: float = 1.0

    def least_pay(self, hours: PaidHours) -> F64:
        """What the least hours of the team, or of a newcomer, cost in each week, shape (W,)."""
        return np.asarray(self.cost_per_h * (hours.least + (self.over_rate - 1.0) * hours.least_over))


@dataclass(frozen=True, eq=False)
class Hiring:
    """
    A kind of class.

    Attributes
    ----------
    crews
        Crews whose newcomers it holds, by place.
    first_week
        The first week in which one may begin.
    worth
        Share of a full agent's work by weeks since the start, shape (W,).
    """

    crews: tuple[int, ...]
    first_week: int
    min_size: int
    max_size: int
    most_a_week: int
    worth: F64
    cost_per_hire: float
    cost_per_class: float


@dataclass(frozen=True, eq=False)
class CapacityProblem:
    """
    W weeks, P pools.

    Attributes
    ----------
    required_h
        Agent-hours each pool requires in each week, shape (P, W).
    staying
        Share of those who begin in a week that is expected to be there in another, shape (W, W): row the start, column the week.
    usable
        Share of the paid hours of a full agent that serves the requirement, shape (W,).
    months
        The month that each week belongs to, any numbers, shape (W,): the limit of a month's overtime holds over its weeks.
    short_cost_per_h
        Price of a missing agent-hour.
    """

    required_h: F64
    crews: tuple[Crew, ...]
    hirings: tuple[Hiring, ...]
    staying: F64
    usable: F64
    months: I64
    short_cost_per_h: float

    @property
    def weeks(self) -> int:
        """Number of weeks."""
        return int(self.required_h.shape[1])

    def worth(self, hiring: Hiring) -> F64:
        """Full agents that one newcomer is expected to count for, shape (W, W): row the start, column the week."""
        since = np.arange(self.weeks)[None, :] - np.arange(self.weeks)[:, None]
        return np.where(since >= 0, self.staying * hiring.worth[np.maximum(since, 0)], 0.0)


@dataclass(frozen=True, eq=False)
class CapacityResult:
    """
    A plan of hires with its proof.

    Attributes
    ----------
    classes, hires
        Classes that begin, shape (K, W), and people in them by crew, shape (K, C, W).
    extra_h, over_h, served_h, short_h
        Hours paid above the least at the plain price and as overtime (C, W), hours by crew and pool (C, P, W), missing (P, W).
    cost, bound
        In money: of this plan, computed from its figures, and what no plan can undercut.
    """

    status: RosterStatus
    problem: CapacityProblem = field(repr=False)
    classes: I64
    hires: I64
    extra_h: F64
    over_h: F64
    served_h: F64
    short_h: F64
    bound: float

    @cached_property
    def headcount(self) -> F64:
        """Expected people of each crew in each week, newcomers in training included, shape (C, W)."""
        return self._present + self._newcomers

    @cached_property
    def full_agents(self) -> F64:
        """The same as full agents: newcomers count for what their work is worth by then, shape (C, W)."""
        return self._present + self._full_newcomers

    @cached_property
    def overtime_h(self) -> F64:
        """Overtime of each crew in each week, that within the least hours too, shape (C, W)."""
        return self._hours("least_over", self._newcomers) + self.over_h

    @cached_property
    def paid_h(self) -> F64:
        """Paid hours of each crew in each week, overtime too, shape (C, W)."""
        return self._hours("least", self._newcomers) + self.extra_h + self.over_h

    @cached_property
    def pay(self) -> F64:
        """What they cost, shape (C, W)."""
        rates = np.array([[crew.cost_per_h] for crew in self.problem.crews])
        more = np.array([[crew.over_rate - 1.0] for crew in self.problem.crews])
        return np.asarray(rates * (self.paid_h + more * self.overtime_h))

    @cached_property
    def spare_h(self) -> F64:
        """Hours of each crew that serve nothing, shape (C, W)."""
        worked = self._hours("least", self._full_newcomers) + self.extra_h + self.over_h
        return np.asarray(np.maximum(self.problem.usable * worked - self.served_h.sum(axis=1), 0.0))

    @property
    def cost(self) -> float:
        """Pay, hiring, classes, and the price of what is missing."""
        entering = sum(
            hiring.cost_per_hire * int(self.hires[at].sum()) + hiring.cost_per_class * int(self.classes[at].sum())
            for at, hiring in enumerate(self.problem.hirings)
        )
        return float(self.pay.sum() + entering + self.problem.short_cost_per_h * self.short_h.sum())

    @cached_property
    def _present(self) -> F64:
        return np.array([crew.present for crew in self.problem.crews])

    @cached_property
    def _newcomers(self) -> F64:
        return np.asarray(np.einsum("kcs,sw->cw", self.hires, self.problem.staying))

    @cached_property
    def _full_newcomers(self) -> F64:
        worth = [self.problem.worth(hiring) for hiring in self.problem.hirings]
        return np.asarray(np.einsum("kcs,ksw->cw", self.hires, np.array(worth))) if worth else 0.0 * self._present

    def _hours(self, name: str, newcomers: F64) -> F64:
        """One of the figures of `PaidHours` of today's team and of so many newcomers, shape (C, W)."""
        team, newcomer = (
            np.array([getattr(each, name) for each in of])
            for of in ([crew.team for crew in self.problem.crews], [crew.newcomer for crew in self.problem.crews])
        )
        return np.asarray(team + newcomer * newcomers)

    @property
    def gap(self) -> float:
        """``(cost - bound) / cost``; 0 where there is no cost."""
        return (self.cost - self.bound) / self.cost if self.cost else 0.0
