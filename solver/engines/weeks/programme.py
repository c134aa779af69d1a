"""
The linear programme over weeks: how many people work each, so that everyone has one and coverage costs least.

Weeks are added as they are met. Only columns come new and only lower limits move, so each solution starts from the one before it:
where weeks are many this is some ten times as fast as to begin anew.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from ortools.linear_solver import pywraplp

from solver.engines.weeks.kernels import F64, I64
from wfm.errors import SolverError


class NotSolvedError(SolverError):
    """The programme was given up, for reasons of numbers: prices and rosters have to be found without it."""


@dataclass(frozen=True)
class Solution:
    """What the programme costs, its prices of the cells (C,) and how many people it takes for each week (W,)."""

    cost: float
    prices: F64
    taken: F64


class Programme:
    """
    A week of each sort per person; coverage is priced piece by piece.

    Parameters
    ----------
    people
        How many there are of each sort, shape (S,).
    cells
        Number of cells of the coverage.
    pieces
        Cell, width and slope of each piece of a cell's price, and the points of no coverage at all.
    """

    def __init__(self, people: I64, cells: int, pieces: tuple[I64, F64, F64, float]) -> None:
        self._solver = pywraplp.Solver.CreateSolver("GLOP")
        self._how = _from_the_last_solution()
        cell, width, slope, self._nothing = pieces
        self._a_week_each = [self._solver.Constraint(float(count), float(count)) for count in people.tolist()]
        self._cover = [self._solver.Constraint(0.0, 0.0) for _ in range(cells)]
        self._weeks: list[pywraplp.Variable] = []
        for at, most, points in zip(cell.tolist(), width.tolist(), slope.tolist(), strict=True):
            self._cover[at].SetCoefficient(self._variable(most, points), -1.0)

    def add(self, sort: int, cost: float, cells: I64, steps: I64) -> None:
        """A week for people of a sort, its own points, and the agent-steps it gives to some cells."""
        week = self._variable(self._solver.infinity(), cost)
        self._weeks.append(week)
        self._a_week_each[sort].SetCoefficient(week, 1.0)
        for at, given in zip(cells.tolist(), steps.tolist(), strict=True):
            self._cover[at].SetCoefficient(week, float(given))

    def take(self, decided: I64) -> None:
        """At least so many people work each week from now on, shape (W,)."""
        for week, people in zip(self._weeks, decided.tolist(), strict=True):
            if week.lb() != people:
                week.SetLb(people)

    def solve(self) -> Solution:
        """The cheapest way; NotSolvedError where there is none, or none was found."""
        status = self._solver.Solve(self._how)
        if status != pywraplp.Solver.OPTIMAL:
            raise NotSolvedError(f"the programme over weeks was not solved: status {status}")
        return Solution(
            self._solver.Objective().Value() + self._nothing,
            np.array([row.dual_value() for row in self._cover]),
            np.array([week.solution_value() for week in self._weeks]),
        )

    def _variable(self, most: float, points: float) -> pywraplp.Variable:
        made = self._solver.NumVar(0.0, most, "")
        self._solver.Objective().SetCoefficient(made, points)
        return made


def _from_the_last_solution() -> pywraplp.MPSolverParameters:
    """The primal simplex method from the last basis; a presolve would throw that away."""
    how = pywraplp.MPSolverParameters()
    how.SetIntegerParam(how.PRESOLVE, how.PRESOLVE_OFF)
    how.SetIntegerParam(how.INCREMENTALITY, how.INCREMENTALITY_ON)
    how.SetIntegerParam(how.LP_ALGORITHM, how.PRIMAL)
    return how
