"""Work that may wait: between which curves it may be done, and where it is placed."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class DeferredWork:
    """
    Work of one queue that may wait, in hundredths of a scheduled agent for an interval; integer arrays of shape (T,).

    `released` and `due` are cumulative: what may be done by the end of each interval at most, and what must be done by then.
    `even` is the work spread evenly, `placed` as it is planned: only while the queue `is_open`, and, cumulated, between the
    curves, which end where they do. The minimum of the queue's agents is no part of it.
    """

    queue: str
    is_open: NDArray[np.bool_]
    released: Ints
    due: Ints
    even: Ints
    placed: Ints

    @property
    def least(self) -> Ints:
        """What must be placed in each interval: it comes and is due there."""
        before = np.concatenate([np.zeros(1, dtype=np.int64), self.released[:-1]])
        least: Ints = np.maximum(self.due - before, 0)
        return least

    @property
    def most(self) -> Ints:
        """The most that can be placed in each interval."""
        before = np.concatenate([np.zeros(1, dtype=np.int64), self.due[:-1]])
        return np.where(self.is_open, self.released - before, 0)

    def allows(self, placed: Ints) -> bool:
        """Whether a placement lies between the curves."""
        done = np.cumsum(placed)
        inside = (self.due <= done) & (done <= self.released) & (placed >= 0) & (self.is_open | (placed == 0))
        return bool(inside.all())

    def within(self, intervals: NDArray[np.bool_]) -> DeferredWork:
        """Only some intervals, of which it then says what is placed in them."""
        tables = ("is_open", "released", "due", "even", "placed")
        return replace(self, **{name: getattr(self, name)[intervals] for name in tables})

    def opened_only(self, intervals: NDArray[np.bool_]) -> DeferredWork:
        """
        What is left where the others are closed: without the work that was spread over these, and placed as it is spread.

        The curves give way by as much as each of those intervals held, and still hold the even spread between them.
        """
        held, even = np.cumsum(np.where(intervals, 0, self.even))[intervals], self.even[intervals]
        done = np.cumsum(even)
        released, due = self.released[intervals] - held, np.maximum(self.due[intervals] - held, 0)
        released = np.minimum.accumulate(released[::-1])[::-1]
        due = np.maximum.accumulate(due)
        released[-1:] = due[-1:] = done[-1:]
        return replace(
            self,
            is_open=self.is_open[intervals],
            released=np.minimum(released, done[-1:]),
            due=due,
            even=even,
            placed=even,
        )
