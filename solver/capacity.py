"""
Whom to hire and when: an integer programme over the weeks of a year, with its bound.

Whole numbers are the classes that begin and the people in them. Everything else is an expectation and may be a fraction: who is
still there after some weeks, the hours they are paid above their least, which pool those hours serve, and what is missing. A
missing agent-hour has a price, so that a plan always exists.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import product

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt.python import mathopt

from solver.result import RosterStatus
from wfm.errors import SolverError, TimeLimitError
from wfm.messages import say

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]
GAP = 1e-4
"""The search ends within a ten-thousandth of the bound: assumptions are never as exact."""


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
    min_h, max_h, cost_per_h
        Paid hours a week of each, newcomers too, and the cost of an hour.
    """

    pools: tuple[int, ...]
    present: F64
    min_h: float
    max_h: float
    cost_per_h: float


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
    short_cost_per_h
        Price of a missing agent-hour.
    """

    required_h: F64
    crews: tuple[Crew, ...]
    hirings: tuple[Hiring, ...]
    staying: F64
    usable: F64
    short_cost_per_h: float

    @property
    def weeks(self) -> int:
        """Number of weeks."""
        return int(self.required_h.shape[1])


@dataclass(frozen=True, eq=False)
class CapacityResult:
    """
    A plan of hires with its proof.

    Attributes
    ----------
    classes, hires
        Classes that begin, shape (K, W), and people in them by crew, shape (K, C, W).
    extra_h, served_h, short_h
        Hours paid above the least (C, W), hours by crew and pool (C, P, W), hours missing (P, W).
    cost, bound
        In money: of this plan, computed from its figures, and what no plan can undercut.
    """

    status: RosterStatus
    problem: CapacityProblem = field(repr=False)
    classes: I64
    hires: I64
    extra_h: F64
    served_h: F64
    short_h: F64
    bound: float

    @cached_property
    def headcount(self) -> F64:
        """Expected people of each crew in each week, newcomers in training included, shape (C, W)."""
        present = np.array([crew.present for crew in self.problem.crews])
        return np.asarray(present + np.einsum("kcs,sw->cw", self.hires, self.problem.staying))

    @cached_property
    def full_agents(self) -> F64:
        """The same as full agents: newcomers count for what their work is worth by then, shape (C, W)."""
        present = np.array([crew.present for crew in self.problem.crews])
        worth = np.array([_worth(self.problem, hiring) for hiring in self.problem.hirings])
        return np.asarray(present + np.einsum("kcs,ksw->cw", self.hires, worth)) if len(worth) else present

    @cached_property
    def paid_h(self) -> F64:
        """Paid hours of each crew in each week, shape (C, W)."""
        least = np.array([[crew.min_h] for crew in self.problem.crews])
        return np.asarray(least * self.headcount + self.extra_h)

    @cached_property
    def spare_h(self) -> F64:
        """Hours of each crew that serve nothing, shape (C, W)."""
        least = np.array([[crew.min_h] for crew in self.problem.crews])
        usable = self.problem.usable * (least * self.full_agents + self.extra_h)
        return np.asarray(np.maximum(usable - self.served_h.sum(axis=1), 0.0))

    @property
    def cost(self) -> float:
        """Pay, hiring, classes, and the price of what is missing."""
        rates = np.array([[crew.cost_per_h] for crew in self.problem.crews])
        entering = sum(
            hiring.cost_per_hire * int(self.hires[at].sum()) + hiring.cost_per_class * int(self.classes[at].sum())
            for at, hiring in enumerate(self.problem.hirings)
        )
        return float((rates * self.paid_h).sum() + entering + self.problem.short_cost_per_h * self.short_h.sum())

    @property
    def gap(self) -> float:
        """``(cost - bound) / cost``; 0 where there is no cost."""
        return (self.cost - self.bound) / self.cost if self.cost else 0.0


def solve_capacity(problem: CapacityProblem, *, time_limit_s: float = 60.0) -> CapacityResult:
    """
    The hires of least cost.

    Parameters
    ----------
    time_limit_s
        Seconds for the search, which ends sooner within a ten-thousandth of the bound; then the same problem gives the same plan.

    Raises
    ------
    TimeLimitError
        If not even a first plan was found.
    SolverError
        If the solver contradicts itself: a plan without hires always exists.
    """
    programme = _Programme(problem)
    limits = mathopt.SolveParameters(
        time_limit=datetime.timedelta(seconds=time_limit_s), relative_gap_tolerance=GAP, random_seed=1
    )
    found = mathopt.solve(programme.model, mathopt.SolverType.HIGHS, params=limits)
    if not found.has_primal_feasible_solution():
        if found.termination.reason == mathopt.TerminationReason.NO_SOLUTION_FOUND:
            raise TimeLimitError(say("capacity_no_plan_in_time", seconds=round(time_limit_s)))
        raise SolverError(
            f"the programme of the year ended as {found.termination.reason}, though its plan without hires exists"
        )
    return programme.result(found)


def _worth(problem: CapacityProblem, hiring: Hiring) -> F64:
    """Full agents that one newcomer is expected to count for, shape (W, W): row the start, column the week."""
    since = np.arange(problem.weeks)[None, :] - np.arange(problem.weeks)[:, None]
    return np.where(since >= 0, problem.staying * hiring.worth[np.maximum(since, 0)], 0.0)


class _Programme:
    """The programme and its variables, by the names of `CapacityResult`."""

    def __init__(self, problem: CapacityProblem) -> None:
        self.problem = problem
        self.model = mathopt.Model()
        self.model.objective.is_maximize = False
        weeks, crews = range(problem.weeks), range(len(problem.crews))
        pools = range(problem.required_h.shape[0])
        starts = [
            (k, week) for k, hiring in enumerate(problem.hirings) for week in range(hiring.first_week, problem.weeks)
        ]
        self.classes = {
            (k, week): self._whole(problem.hirings[k].most_a_week, problem.hirings[k].cost_per_class)
            for k, week in starts
        }
        self.hires = {
            (k, crew, week): self._whole(
                problem.hirings[k].most_a_week * problem.hirings[k].max_size, problem.hirings[k].cost_per_hire
            )
            for k, week in starts
            for crew in problem.hirings[k].crews
        }
        self.extra = {at: self._part(problem.crews[at[0]].cost_per_h) for at in product(crews, weeks)}
        self.served = {
            (crew, pool, week): self._part(0.0)
            for crew, week in product(crews, weeks)
            for pool in problem.crews[crew].pools
        }
        self.short = {at: self._part(problem.short_cost_per_h) for at in product(pools, weeks)}
        self._sizes()
        self._hours()
        for pool, week in self.short:
            required_h = float(problem.required_h[pool, week])
            row = self.model.add_linear_constraint(lb=required_h, ub=required_h)
            row.set_coefficient(self.short[pool, week], 1.0)
            for crew in crews:
                if (crew, pool, week) in self.served:
                    row.set_coefficient(self.served[crew, pool, week], 1.0)

    def _whole(self, most: int, price: float) -> mathopt.Variable:
        made = self.model.add_integer_variable(lb=0, ub=most)
        self.model.objective.set_linear_coefficient(made, price)
        return made

    def _part(self, price: float) -> mathopt.Variable:
        made = self.model.add_variable(lb=0.0)
        self.model.objective.set_linear_coefficient(made, price)
        return made

    def _sizes(self) -> None:
        """People of a class between its least and its most for each class that begins."""
        for (k, week), classes in self.classes.items():
            hiring = self.problem.hirings[k]
            for size, bounds in ((hiring.max_size, {"ub": 0.0}), (hiring.min_size, {"lb": 0.0})):
                row = self.model.add_linear_constraint(**bounds)
                row.set_coefficient(classes, -size)
                for crew in hiring.crews:
                    row.set_coefficient(self.hires[k, crew, week], 1.0)

    def _hours(self) -> None:
        """Newcomers are paid; hours above the least, and hours served, are at most those of the full agents there."""
        problem = self.problem
        worth = [_worth(problem, hiring) for hiring in problem.hirings]
        of_crew: dict[int, list[tuple[int, int]]] = {}
        for k, crew, start in self.hires:
            of_crew.setdefault(crew, []).append((k, start))
            crew_paid = problem.crews[crew].min_h * problem.crews[crew].cost_per_h
            price = problem.hirings[k].cost_per_hire + crew_paid * float(problem.staying[start, start:].sum())
            self.model.objective.set_linear_coefficient(self.hires[k, crew, start], price)
        paid_anyhow = 0.0
        for at, people in enumerate(problem.crews):
            paid_anyhow += people.min_h * people.cost_per_h * float(people.present.sum())
            for week in range(problem.weeks):
                usable = float(problem.usable[week])
                present, above_h = float(people.present[week]), people.max_h - people.min_h
                extra = self.model.add_linear_constraint(ub=above_h * present)
                served = self.model.add_linear_constraint(ub=usable * people.min_h * present)
                extra.set_coefficient(self.extra[at, week], 1.0)
                served.set_coefficient(self.extra[at, week], -usable)
                for pool in people.pools:
                    served.set_coefficient(self.served[at, pool, week], 1.0)
                for k, start in of_crew.get(at, []):
                    if start <= week and (share := float(worth[k][start, week])):
                        extra.set_coefficient(self.hires[k, at, start], -above_h * share)
                        served.set_coefficient(self.hires[k, at, start], -usable * people.min_h * share)
        self.model.objective.offset = paid_anyhow

    def result(self, found: mathopt.SolveResult) -> CapacityResult:
        """The plan, and what was proven of it."""
        problem, values = self.problem, found.variable_values()
        shape = (len(problem.hirings), len(problem.crews), *problem.required_h.shape)
        classes = np.zeros((shape[0], shape[3]), dtype=np.int64)
        hires = np.zeros((shape[0], shape[1], shape[3]), dtype=np.int64)
        extra, served = np.zeros((shape[1], shape[3])), np.zeros(shape[1:])
        for table, variables in (
            (classes, self.classes),
            (hires, self.hires),
            (extra, self.extra),
            (served, self.served),
        ):
            whole = table.dtype == np.int64
            for at, variable in variables.items():
                table[at] = round(values[variable]) if whole else max(values[variable], 0.0)
        short = np.maximum(problem.required_h - served.sum(axis=0), 0.0)
        optimal = found.termination.reason == mathopt.TerminationReason.OPTIMAL
        status = RosterStatus.OPTIMAL if optimal else RosterStatus.FEASIBLE
        proven = float(found.termination.objective_bounds.dual_bound)
        plan = CapacityResult(status, problem, classes, hires, extra, served, short, proven)
        # The cost is computed anew from rounded figures; a bound above it by less than the solver's tolerance proves it best.
        return replace(plan, bound=min(proven, plan.cost))
