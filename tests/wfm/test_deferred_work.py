"""Work that may wait, where some intervals are closed after all."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from wfm.deferred_work import DeferredWork


@given(
    rows=st.lists(
        st.tuples(st.integers(0, 300), st.integers(0, 200), st.integers(0, 200), st.booleans()), min_size=1, max_size=12
    )
)
def test_what_is_left_where_intervals_are_closed_can_be_done(rows: list[tuple[int, int, int, bool]]) -> None:
    """The curves rise, end where the work does, and hold its even spread; every piece of work that was left is still asked for."""
    even = np.array([row[0] for row in rows])
    done = np.cumsum(even)
    early = np.minimum(np.maximum.accumulate(done + [row[1] for row in rows]), done[-1])
    late = np.maximum.accumulate(np.maximum(done - [row[2] for row in rows], 0))
    late[-1] = done[-1]
    kept = np.array([row[3] for row in rows])
    work = DeferredWork("mail", np.ones(len(rows), dtype=np.bool_), early, late, even, even)
    assert work.allows(even)

    left = work.opened_only(kept)

    assert np.array_equal(left.placed, even[kept])
    assert left.allows(left.placed)
    for curve in (left.released, left.due):
        assert (np.diff(curve, prepend=0) >= 0).all()
        assert curve[-1:].tolist() == [even[kept].sum()][: len(curve)]


def test_nothing_changes_where_nothing_is_closed() -> None:
    """The same tables."""
    curves = np.array([5, 9, 9]), np.array([0, 4, 9]), np.array([3, 3, 3])
    work = DeferredWork("mail", np.ones(3, dtype=np.bool_), *curves, curves[2])

    left = work.opened_only(np.ones(3, dtype=np.bool_))

    assert [table.tolist() for table in (left.released, left.due, left.even)] == [c.tolist() for c in curves]
