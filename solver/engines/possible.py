"""Whether people can be planned at all under the rules of the team: their complete model, without any demand."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection

import numpy as np

from solver.engines.exact import ExactFound, ExactModel
from solver.engines.weeks.bench import Weeks
from solver.engines.weeks.state import Desk
from solver.frame import Bools
from solver.team import Team

EFFORT = 10.0
NO_CLOCK_S = 1e6
"""The effort alone decides: what is found must not depend on the machine."""
LEAD_ROW = "no_lead"
TEAM_ROWS = (LEAD_ROW, "too_many")


def can_work(
    team: Team, people: Collection[int], seed: int, effort: float = EFFORT, *, steps: Bools | None = None
) -> bool | None:
    """
    Whether these people have weeks that keep every rule, nobody else working at all.

    True or False where CP-SAT shows it within its effort, in deterministic seconds; None where it stays open. Leads have to be on
    duty in `steps` only, shape (T,), where these are given.
    """
    found = _solved(Desk(_alone(team, people)), seed, effort, steps)
    if found.weeks is not None:
        return True
    return False if found.infeasible else None


def legal_weeks(desk: Desk, seed: int, effort: float) -> Weeks | None:
    """Weeks for everybody that keep every rule, whatever they cover; None where none were found within the effort."""
    return _solved(desk, seed, effort).weeks


def _solved(desk: Desk, seed: int, effort: float, steps: Bools | None = None) -> ExactFound:
    model = ExactModel(desk)
    for key, missing in model.coverage.variables.items():
        if key[0] in TEAM_ROWS and (steps is None or key[0] != LEAD_ROW or steps[key[1]]):
            model.model.add(missing == 0)
    model.model.clear_objective()  # type: ignore[no-untyped-call]
    return model.solve(seed=seed, workers=1, limit_s=NO_CLOCK_S, effort=effort)


def _alone(team: Team, people: Collection[int]) -> Team:
    """The team in which everybody else has the week off, and nobody goes together with them."""
    others = np.array([agent not in people for agent in range(team.size)])
    allowed, off, low = team.allowed.copy(), team.off_allowed.copy(), team.low_min.copy()
    allowed[others] = False
    off[others] = True
    low[others] = 0
    pairs = tuple(pair for pair in team.pairs if set(pair.agents) <= set(people))
    return dataclasses.replace(team, allowed=allowed, off_allowed=off, low_min=low, pairs=pairs)
