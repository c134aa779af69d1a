"""A requirement where the department is closed at some of its hours after all."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wfm.demand import PoolRequirement, QueueRequirement, StaffingRequirement
from wfm.timegrid import TimeGrid


def within_hours(requirement: StaffingRequirement, grid: TimeGrid) -> StaffingRequirement:
    """Only the intervals of `grid`, the same days with shorter opening hours; what was due in the others is not asked."""
    kept = np.isin(requirement.grid.starts_min, grid.starts_min)
    if kept.all():
        return requirement
    return replace(
        requirement,
        grid=grid,
        queues=tuple(_queue(queue, kept) for queue in requirement.queues),
        pools=tuple(_pool(pool, kept) for pool in requirement.pools),
    )


def _queue(queue: QueueRequirement, kept: NDArray[np.bool_]) -> QueueRequirement:
    held = {each.name: getattr(queue, each.name) for each in fields(queue)}
    tables: dict[str, Any] = {name: of[kept] for name, of in held.items() if isinstance(of, np.ndarray)}
    return replace(queue, **tables)


def _pool(pool: PoolRequirement, kept: NDArray[np.bool_]) -> PoolRequirement:
    return replace(pool.within(kept), deferred=tuple(work.opened_only(kept) for work in pool.deferred))
