"""The fewest changes that bring a convex cost down to a target: a small CP-SAT model over changes that were worked out before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

Cell = int
Line = tuple[int, int]
"""Slope and intercept: a cell costs at least ``slope * covered + intercept``."""


@dataclass(frozen=True)
class Cover:
    """
    What is to be covered.

    Attributes
    ----------
    covered
        What each cell holds now.
    lines
        Of each cell that a change may touch: the lines whose maximum is its cost. The other cells cost `fixed` together.
    target
        The cost to come down to.
    """

    covered: Mapping[Cell, int]
    lines: Mapping[Cell, Sequence[Line]]
    fixed: int
    target: int


def fewest(
    cover: Cover,
    changes: Sequence[Mapping[Cell, int]],
    owners: Sequence[str],
    weights: Sequence[int],
    forbidden: Collection[frozenset[int]] = (),
    *,
    most: int,
    effort: float,
    seed: int = 1,
) -> tuple[list[int] | None, bool]:
    """
    The changes to make, by index; of equally many those of the least weight.

    Parameters
    ----------
    changes, owners, weights
        What each change adds to each cell, whose it is (of one owner at most one is made), and its weight, below 1000.
    forbidden
        Sets of changes that may not be made all together.
    most
        Changes that may be made at most.
    effort
        Deterministic seconds.

    Returns
    -------
    changes, is_shown
        None where there are none; whether it is shown that no fewer do, or that none do at all.
    """
    model = cp_model.CpModel()
    made = [model.new_bool_var("") for _ in changes]
    of_owner: dict[str, list[cp_model.IntVar]] = defaultdict(list)
    terms: dict[Cell, list[tuple[int, cp_model.IntVar]]] = defaultdict(list)
    for variable, owner, change in zip(made, owners, changes, strict=True):
        of_owner[owner].append(variable)
        for cell, amount in change.items():
            terms[cell].append((amount, variable))
    for own in of_owner.values():
        model.add_at_most_one(own)
    costs = []
    for cell, own_terms in terms.items():
        held = cover.covered[cell] + cp_model.LinearExpr.weighted_sum(
            [variable for _, variable in own_terms], [each for each, _ in own_terms]
        )
        highest = max((max(0, intercept) for _, intercept in cover.lines[cell]), default=0)
        cost = model.new_int_var(0, max(highest, 1), "")
        for slope, intercept in cover.lines[cell]:
            model.add(cost >= slope * held + intercept)
        costs.append(cost)
    total = cp_model.LinearExpr.sum
    model.add(total(costs) + cover.fixed <= cover.target)
    model.add(total(made) <= most)
    for together in forbidden:
        model.add(total([made[at] for at in together]) <= len(together) - 1)
    model.minimize(cp_model.LinearExpr.weighted_sum(made, [1000 + weight for weight in weights]))
    solver = cp_model.CpSolver()
    solver.parameters.catch_sigint_signal = False
    solver.parameters.max_deterministic_time = effort
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    status = solver.solve(model)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return [at for at, variable in enumerate(made) if solver.value(variable)], status == cp_model.OPTIMAL
    return None, status == cp_model.INFEASIBLE
