"""Whether the leads alone can be on duty whenever a queue is open: their complete model, without any demand."""

from __future__ import annotations

import dataclasses

import numpy as np
from ortools.sat.python import cp_model

from solver.engines.exact import ExactModel
from solver.engines.weeks.state import Desk
from solver.team import Team

EFFORT = 60.0


def leads_can_cover(desk: Desk, seed: int) -> bool | None:
    """True or False where CP-SAT shows it within its effort; None where it stays open."""
    model = ExactModel(Desk(_leads_only(desk.team)))
    for key, missing in model.coverage.variables.items():
        if key[0] == "no_lead":
            model.model.add(missing == 0)
    model.model.clear_objective()  # type: ignore[no-untyped-call]
    solver = cp_model.CpSolver()
    solver.parameters.random_seed = seed
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = EFFORT
    status = solver.solve(model.model)
    return {cp_model.INFEASIBLE: False, cp_model.OPTIMAL: True, cp_model.FEASIBLE: True}.get(status)


def _leads_only(team: Team) -> Team:
    """The team in which everybody who is no lead has the week off."""
    others = np.array([not team.kinds[kind].lead for kind in team.kind_of.tolist()])
    allowed, off, low = team.allowed.copy(), team.off_allowed.copy(), team.low_min.copy()
    allowed[others] = False
    off[others] = True
    low[others] = 0
    return dataclasses.replace(team, allowed=allowed, off_allowed=off, low_min=low)
