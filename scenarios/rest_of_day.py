"""The open intervals that are left of a day: what shifts cover of them, and what is missing and in excess, in the goals' points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from wfm.centre import Centre
from wfm.demand import PoolRequirement, StaffingRequirement
from wfm.goals import Goal, coverage_goals
from wfm.goals.base import POINTS_PER_AGENT_INTERVAL, PoolCoverage, add_overlap
from wfm.rules.lead_on_duty import LeadOnDuty
from wfm.shifts import Activity, Segment, Shift
from wfm.timegrid import TimeGrid

LEAD_FACTOR = 10
"""Price of a missing lead, in first missing agent-intervals: a rule weighs more than any shortage."""

Floats = NDArray[np.float64]
Points = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class RestOfDay:
    """
    Intervals that end after an instant, on one day; tables have a row per pool and a last one for leads, (P + 1, T).

    Attributes
    ----------
    open_queues
        Queues of each pool that are open at the interval that starts at each UTC minute.
    """

    grid: TimeGrid
    pools: tuple[PoolRequirement, ...]
    row_of_queue: Mapping[str, int]
    open_queues: Mapping[tuple[str, int], tuple[str, ...]]
    leads: frozenset[str]
    min_leads: int
    goals: Mapping[str, Goal]

    @classmethod
    def of(cls, centre: Centre, requirement: StaffingRequirement, within: NDArray[np.bool_]) -> RestOfDay:
        """The intervals `within` of the requirement's grid, shape (T,)."""
        whole = requirement.grid
        grid = replace(whole, starts_min=whole.starts_min[within], day_index=whole.day_index[within])
        pools = tuple(pool.within(within) for pool in requirement.pools)
        rows = {queue: row for row, pool in enumerate(pools) for queue in pool.queues}
        rule = centre.rule("lead_on_duty")
        return cls(
            grid=grid,
            pools=pools,
            row_of_queue=rows,
            open_queues=_open_queues(centre, whole, pools),
            leads=frozenset(agent.agent_id for agent in centre.agents if agent.lead),
            min_leads=rule.min_leads if isinstance(rule, LeadOnDuty) else 0,
            goals=coverage_goals(centre),
        )

    def covered(self, shifts: Iterable[Shift]) -> Floats:
        """Agent-minutes that shifts cover, shape (P + 1, T)."""
        table = np.zeros((len(self.pools) + 1, len(self.grid)))
        for shift in shifts:
            for segment in shift.segments:
                start_min, end_min = segment.start_min, segment.end_min
                if segment.activity.covers:
                    for row, share in self._shares(segment).items():
                        add_overlap(table[row], self.grid, start_min, end_min, share)
                if shift.agent_id in self.leads and segment.activity is not Activity.MEAL:
                    add_overlap(table[-1], self.grid, start_min, end_min, 1.0)
        return table

    def _shares(self, segment: Segment) -> dict[int, float]:
        """The part of a person each pool has in a segment."""
        shares: dict[int, float] = {}
        for queue, share in segment.queue_shares():
            row = self.row_of_queue[queue]
            shares[row] = shares.get(row, 0.0) + share
        return shares

    def short(self, row: int, covered: Floats) -> Points:
        """Points of what is missing in a row, by interval; `covered` of that row, (..., T)."""
        if row < len(self.pools):
            return self.goals["shortage"].by_interval(self._coverage(row, covered))
        missing_min = np.maximum(self.min_leads * self.grid.interval_min - covered, 0)
        return np.rint(missing_min * (LEAD_FACTOR * POINTS_PER_AGENT_INTERVAL / self.grid.interval_min)).astype(
            np.int64
        )

    def surplus(self, row: int, covered: Floats) -> Points:
        """The same of what is in excess; of leads there are never too many."""
        if row < len(self.pools):
            return self.goals["overstaffing"].by_interval(self._coverage(row, covered))
        return np.zeros(covered.shape, dtype=np.int64)

    def shortage(self, covered: Floats) -> int:
        """Points of all that is missing; `covered` (P + 1, T)."""
        return sum(int(self.short(row, own).sum()) for row, own in enumerate(covered))

    def missing_h(self, covered: Floats) -> float:
        """Agent-hours of the pools' fractional requirement that are missing; `covered` (P + 1, T)."""
        need = np.array([np.where(pool.is_open, pool.fractional, 0.0) for pool in self.pools])
        return float(np.maximum(need * self.grid.interval_min - covered[:-1], 0.0).sum()) / 60

    def _coverage(self, row: int, covered: Floats) -> PoolCoverage:
        return PoolCoverage(self.pools[row], self.grid.interval_min, covered)


def _open_queues(
    centre: Centre, grid: TimeGrid, pools: Iterable[PoolRequirement]
) -> dict[tuple[str, int], tuple[str, ...]]:
    open_at = {
        queue.id: set(centre.grid(grid.first_day, grid.days, queue).starts_min.tolist()) for queue in centre.queues
    }
    return {
        (pool.skill, start): tuple(queue for queue in pool.queues if start in open_at[queue])
        for pool in pools
        for start in grid.starts_min.tolist()
    }
