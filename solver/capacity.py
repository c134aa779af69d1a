"""
Whom to hire and when: an integer programme over the weeks of a year, with its bound.

Whole numbers are the classes that begin and the people in them. Everything else is an expectation and may be a fraction: who is
still there after some weeks, the hours they are paid above their least, overtime at its own price, which pool those hours serve,
and what is missing. A missing agent-hour has a price, so that a plan always exists.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from itertools import product

import numpy as np
from ortools.math_opt.python import mathopt

from solver.capacity_problem import F64, CapacityProblem, CapacityResult
from solver.result import RosterStatus
from wfm.errors import SolverError, TimeLimitError
from wfm.messages import say

GAP = 1e-4
"""The search ends within a ten-thousandth of the bound: assumptions are never as exact."""


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
        self.over = {
            at: self._part(problem.crews[at[0]].cost_per_h * problem.crews[at[0]].over_rate)
            for at in product(crews, weeks)
        }
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
        worth = [problem.worth(hiring) for hiring in problem.hirings]
        of_crew: dict[int, list[tuple[int, int]]] = {}
        for k, crew, start in self.hires:
            of_crew.setdefault(crew, []).append((k, start))
            price = problem.hirings[k].cost_per_hire + float(
                (problem.crews[crew].least_pay(problem.crews[crew].newcomer) * problem.staying[start]).sum()
            )
            self.model.objective.set_linear_coefficient(self.hires[k, crew, start], price)
        self.model.objective.offset = sum(float(crew.least_pay(crew.team).sum()) for crew in problem.crews)
        for at, people in enumerate(problem.crews):
            team, newcomer = people.team, people.newcomer
            for week in range(problem.weeks):
                usable = float(problem.usable[week])
                extra = self.model.add_linear_constraint(ub=float(team.above[week]))
                over = self.model.add_linear_constraint(ub=float(team.over[week]))
                served = self.model.add_linear_constraint(ub=usable * float(team.least[week]))
                extra.set_coefficient(self.extra[at, week], 1.0)
                over.set_coefficient(self.over[at, week], 1.0)
                for added in (self.extra, self.over):
                    served.set_coefficient(added[at, week], -usable)
                for pool in people.pools:
                    served.set_coefficient(self.served[at, pool, week], 1.0)
                for k, start in of_crew.get(at, []):
                    if start <= week and (share := float(worth[k][start, week])):
                        hired = self.hires[k, at, start]
                        extra.set_coefficient(hired, -share * float(newcomer.above[week]))
                        over.set_coefficient(hired, -share * float(newcomer.over[week]))
                        served.set_coefficient(hired, -usable * share * float(newcomer.least[week]))
            self._months(at, of_crew.get(at, []), worth)

    def _months(self, at: int, hires: list[tuple[int, int]], worth: list[F64]) -> None:
        """Overtime of a crew in a month is at most that of the people there, each week of it for its part of the limit."""
        team, newcomer = self.problem.crews[at].team, self.problem.crews[at].newcomer
        for month in np.unique(self.problem.months):
            weeks = np.flatnonzero(self.problem.months == month)
            own = team.month_over[weeks].sum() / len(weeks) - team.least_over[weeks].sum()
            each = np.maximum(newcomer.month_over / len(weeks) - newcomer.least_over, 0.0)
            if not np.isfinite(own + each[weeks].sum()):
                continue
            row = self.model.add_linear_constraint(ub=max(float(own), 0.0))
            for week in weeks.tolist():
                row.set_coefficient(self.over[at, week], 1.0)
            for k, start in hires:
                if share := float((worth[k][start, weeks] * each[weeks]).sum()):
                    row.set_coefficient(self.hires[k, at, start], -share)

    def result(self, found: mathopt.SolveResult) -> CapacityResult:
        """The plan, and what was proven of it."""
        problem, values = self.problem, found.variable_values()
        shape = (len(problem.hirings), len(problem.crews), *problem.required_h.shape)
        classes = np.zeros((shape[0], shape[3]), dtype=np.int64)
        hires = np.zeros((shape[0], shape[1], shape[3]), dtype=np.int64)
        extra, over = np.zeros((2, shape[1], shape[3]))
        served = np.zeros(shape[1:])
        for table, variables in (
            (classes, self.classes),
            (hires, self.hires),
            (extra, self.extra),
            (over, self.over),
            (served, self.served),
        ):
            whole = table.dtype == np.int64
            for at, variable in variables.items():
                table[at] = round(values[variable]) if whole else max(values[variable], 0.0)
        short = np.maximum(problem.required_h - served.sum(axis=0), 0.0)
        optimal = found.termination.reason == mathopt.TerminationReason.OPTIMAL
        status = RosterStatus.OPTIMAL if optimal else RosterStatus.FEASIBLE
        proven = float(found.termination.objective_bounds.dual_bound)
        plan = CapacityResult(status, problem, classes, hires, extra, over, served, short, proven)
        # The cost is computed anew from rounded figures; a bound above it by less than the solver's tolerance proves it best.
        return replace(plan, bound=min(proven, plan.cost))
