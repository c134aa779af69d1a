"""What many stretches cover is what each of them alone does, added up, to the last digit."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.worlds import MONDAY, centre
from wfm.goals.base import add_overlap, overlaps

GRID = centre(open={"mon-fri": "08:00-20:00", "sat-sun": "10:00-14:00"}, interval_min=30).grid(MONDAY, 7)
FIRST, LAST = int(GRID.starts_min[0]) - 120, int(GRID.starts_min[-1]) + 120
STRETCH = st.tuples(
    st.integers(0, 2), st.integers(FIRST, LAST), st.integers(1, 600), st.sampled_from((1.0, 0.5, 1 / 3, 0.7))
)


@given(stretches=st.lists(STRETCH, min_size=1, max_size=30))
def test_many_stretches_at_once(stretches: list[tuple[int, int, int, float]]) -> None:
    """Also where they begin before the first interval, end after the last, or lie in the night."""
    expected = np.zeros((3, len(GRID)))
    for row, start, length, share in stretches:
        add_overlap(expected[row], GRID, start, start + length, share)
    rows, starts, lengths, shares = (np.array(column) for column in zip(*stretches, strict=True))
    actual = overlaps(GRID, 3, rows, starts, starts + lengths, shares)

    assert np.array_equal(actual, expected)
