"""A requirement where the department is closed at some of its hours after all."""

from __future__ import annotations

from dataclasses import fields

import numpy as np

from tests.wfm.staffing.departments import department, forecast
from tests.wfm.staffing.test_requirement import EVERYTHING
from wfm.calendar import OpeningHours
from wfm.demand import PoolRequirement, QueueRequirement
from wfm.shorter_hours import within_hours
from wfm.staffing.requirement import required_staff


def test_with_shorter_opening_hours_the_other_intervals_stay_as_they_are() -> None:
    """Of every channel; only the curves of work that may wait give way by what is closed."""
    long = department(*EVERYTHING)
    short = long.model_copy(update={"open": OpeningHours({"mon-sun": "10:00-15:00"})})
    whole = required_staff(long, forecast(long, {"phone": 100, "vip": 5, "chat": 40, "mail": 30}))
    grid = short.grid(whole.grid.first_day, whole.grid.days)
    kept = np.isin(whole.grid.starts_min, grid.starts_min)

    left = within_hours(whole, grid)

    assert 0 < kept.sum() < len(kept)
    assert np.array_equal(left.grid.starts_min, grid.starts_min)
    before: tuple[QueueRequirement | PoolRequirement, ...] = (*whole.queues, *whole.pools)
    for old, new in zip(before, (*left.queues, *left.pools), strict=True):
        for each in fields(old):
            if isinstance(table := getattr(old, each.name), np.ndarray):
                assert np.array_equal(getattr(new, each.name), table[kept], equal_nan=table.dtype.kind == "f"), (
                    each.name
                )
    assert all(work.allows(work.placed) for pool in left.pools for work in pool.deferred)
    assert any(pool.deferred for pool in left.pools)
    assert within_hours(whole, whole.grid) is whole
