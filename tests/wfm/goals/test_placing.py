"""Deferred work beside a roster: between its curves, all of it, and at least cost."""

from __future__ import annotations

import dataclasses
import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from wfm.deferred_work import DeferredWork
from wfm.demand import PoolRequirement
from wfm.goals.base import PoolCoverage
from wfm.goals.overstaffing import Overstaffing
from wfm.goals.placing import placed_best
from wfm.goals.shortage import Shortage

INTERVAL_MIN = 30


def work(name: str, even: list[int], early: list[int], late: list[int], closed: int | None = None) -> DeferredWork:
    """Even work whose curves are some hundredths above and below what it does."""
    is_open = np.ones(len(even), dtype=np.bool_)
    table = np.array(even, dtype=np.int64)
    if closed is not None:
        is_open[closed], table[closed] = False, 0
    done = np.cumsum(table)
    room = (np.array(early), np.array(late))
    released = np.minimum(np.maximum.accumulate(done + room[0]), done[-1])
    due = np.maximum(np.minimum.accumulate((done - room[1])[::-1])[::-1], 0)
    due[-1] = done[-1]
    if closed is not None and closed > 0:
        released[closed], due[closed] = released[closed - 1], due[closed - 1]
    return DeferredWork(name, is_open, released, due, table, table)


def pool(fixed: list[float], *works: DeferredWork) -> PoolRequirement:
    """A pool with so many people needed besides."""
    total = np.array(fixed) + sum(each.placed for each in works) / 100
    whole = np.ceil(total).astype(np.int64)
    open_ = np.ones(len(fixed), dtype=np.bool_)
    return PoolRequirement("phone", ("phone",), 1, False, open_, whole, whole, total, np.array(fixed), works)


def cost(coverage: PoolCoverage, of: PoolRequirement) -> int:
    return sum(goal.points(dataclasses.replace(coverage, pool=of)) for goal in (Shortage(), Overstaffing()))


@st.composite
def coverages(draw: st.DrawFn, works: int, size: int, most: int) -> PoolCoverage:
    numbers = st.lists(st.integers(0, most), min_size=size, max_size=size)
    rooms = st.lists(st.integers(0, 2 * most), min_size=size, max_size=size)
    own = [
        work(str(each), draw(numbers), draw(rooms), draw(rooms), draw(st.sampled_from((None, 1))))
        for each in range(works)
    ]
    fixed = draw(st.lists(st.floats(0, 3), min_size=size, max_size=size))
    covered = draw(st.lists(st.integers(0, 5 * INTERVAL_MIN // 5), min_size=size, max_size=size))
    return PoolCoverage(pool(fixed, *own), INTERVAL_MIN, 5.0 * np.array(covered))


@settings(deadline=None)
@given(coverages(2, 12, 200))
def test_it_lies_between_the_curves_and_never_costs_more(coverage: PoolCoverage) -> None:
    """All of the work is done, while the queue is open, at no more than before; doing it again gains nothing."""
    found = placed_best(coverage)

    for new in found.deferred:
        assert new.allows(new.placed)
        assert new.placed.sum() == new.even.sum()
    assert cost(coverage, found) <= cost(coverage, coverage.pool)
    again = placed_best(dataclasses.replace(coverage, pool=found))
    assert cost(coverage, again) == cost(coverage, found)


@settings(deadline=None, max_examples=25)
@given(coverages(1, 3, 6))
def test_nothing_costs_less(coverage: PoolCoverage) -> None:
    """Of all placements of a few hundredths, looked at one by one, none is cheaper."""
    [given_work] = coverage.pool.deferred
    total = int(given_work.even.sum())

    least = min(
        cost(coverage, dataclasses.replace(coverage.pool, deferred=(dataclasses.replace(given_work, placed=placed),)))
        for first, second in itertools.product(range(total + 1), repeat=2)
        if first + second <= total and given_work.allows(placed := np.array([first, second, total - first - second]))
    )

    assert cost(coverage, placed_best(coverage)) == least


def test_of_equal_placements_the_most_even_is_taken() -> None:
    """Where everything is covered twice over, nothing is moved."""
    calm = pool([1.0] * 6, work("mail", [50] * 6, [200] * 6, [200] * 6))
    coverage = PoolCoverage(calm, INTERVAL_MIN, np.full(6, 2.0 * INTERVAL_MIN))

    assert placed_best(coverage).deferred[0].placed.tolist() == [50] * 6


def test_work_moves_to_where_people_are() -> None:
    """Three people in the afternoon, one needed: all waits for them but what is due before, half here and half there."""
    busy = pool([1.0] * 4, work("mail", [100] * 4, [0] * 4, [100, 150, 100, 0]))
    coverage = PoolCoverage(busy, INTERVAL_MIN, np.array([1.0, 1.0, 3.0, 3.0]) * INTERVAL_MIN)

    found = placed_best(coverage)

    done = np.cumsum(found.deferred[0].placed)
    assert done[1] == 50
    assert 20 <= done[0] <= 30
    first_missing = 600  # points of a hundredth for an interval
    assert Shortage().points(dataclasses.replace(coverage, pool=found)) == (2 * 20 + 2 * 10) * first_missing
