"""Deferred work beside a roster in the making: put where it is best done for what is covered."""

from __future__ import annotations

import dataclasses

from solver.engines.weeks.bench import Weeks
from solver.engines.weeks.kernels import I64
from solver.engines.weeks.state import Desk, Placement
from wfm.demand import StaffingRequirement
from wfm.goals.base import PoolCoverage
from wfm.goals.placing import placed_best


def place_best(desk: Desk, weeks: Weeks) -> int:
    """Put the deferred work where it costs least beside these weeks. Returns the points gained, never below 0."""
    if not desk.placed:
        return 0
    before = desk.coverage_cost(weeks)
    desk.place(_best(desk, weeks.z))
    return before - desk.coverage_cost(weeks)


def placed_on(desk: Desk) -> StaffingRequirement:
    """The requirement with the deferred work where the desk has it: for the goals, which look at nothing else of the pools."""
    placed = iter(desk.placed)
    requirement = desk.frame.pools.requirement
    pools = tuple(
        dataclasses.replace(
            pool, deferred=tuple(dataclasses.replace(work, placed=next(placed)) for work in pool.deferred)
        )
        for pool in requirement.pools
    )
    return dataclasses.replace(requirement, pools=pools)


def _best(desk: Desk, z: I64) -> Placement:
    requirement, step_min = placed_on(desk), float(desk.frame.step_min)
    found: list[I64] = []
    for p, pool in enumerate(requirement.pools):
        best = placed_best(PoolCoverage(pool, requirement.grid.interval_min, z[p] * step_min))
        found += [work.placed for work in best.deferred]
    return tuple(found)
