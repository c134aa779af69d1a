"""The rows of a volumes table, before anything is known of what they mean."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wfm.formats.columns import VOLUME_COLUMNS
from wfm.formats.tables import RawTable
from wfm.messages import Sentence

COUNTS = VOLUME_COLUMNS[2:]


@dataclass(frozen=True)
class VolumeRows:
    """
    The rows of a volumes table in file order, arrays of shape (N,).

    Attributes
    ----------
    line
        Line of each row in the file, from 1 with the heading.
    queue
        Index of each row's queue in `queues`.
    start
        Index of each row's `interval_start` in `starts`, the distinct texts.
    counts
        ``offered`` and the optional columns; NaN where blank.
    """

    raw: RawTable
    line: NDArray[np.int32]
    queue: NDArray[np.int32]
    queues: tuple[str, ...]
    start: NDArray[np.int32]
    starts: NDArray[np.object_]
    counts: dict[str, NDArray[np.float64]]

    def __len__(self) -> int:
        return len(self.line)

    def place(self, at: int, field: str | None = None) -> Sentence:
        """Where a row stands."""
        return self.raw.place(int(self.line[at]), field)
