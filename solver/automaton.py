"""Day patterns of one person as one finite automaton: the product of those the rules ask for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from solver.frame import Bools
from solver.primitives import DayPattern

DEAD = -1


@dataclass(frozen=True, eq=False)
class Automaton:
    """
    A deterministic automaton over days. Letter 0 is a day without a shift.

    `letters` (K,) of the possible shifts, `moves` (D, S, L) with -1 for a broken rule, state 0 first, `accepts` (S,).
    """

    letters: NDArray[np.int16]
    moves: NDArray[np.int16]
    accepts: Bools

    def accepts_days(self, letters: Sequence[int]) -> bool:
        """Whether these letters, one a day, keep every rule."""
        state = 0
        for day, letter in enumerate(letters):
            state = int(self.moves[day, state, letter])
            if state == DEAD:
                return False
        return bool(self.accepts[state])


def product(patterns: Sequence[DayPattern], days: int, shifts: int) -> Automaton:
    """The automaton that accepts what every pattern accepts, over `days` days and `shifts` possible shifts."""
    if not patterns:
        moves = np.zeros((days, 1, 2), dtype=np.int16)
        return Automaton(np.ones(shifts, dtype=np.int16), moves, np.ones(1, dtype=np.bool_))
    stacked = np.stack([pattern.letters for pattern in patterns], axis=1)
    combined, inverse = np.unique(stacked, axis=0, return_inverse=True)
    letters = [(0,) * len(patterns), *(tuple(int(each) for each in row) for row in combined)]
    start = tuple(pattern.start for pattern in patterns)
    index = {start: 0}
    layers = [[start]]
    arcs: list[tuple[int, int, int, int]] = []
    for day in range(days):
        reached: dict[tuple[int, ...], None] = {}
        for at_day in layers[-1]:
            for letter, parts in enumerate(letters):
                moved = tuple(
                    int(pattern.moves[day, at, part]) for pattern, at, part in zip(patterns, at_day, parts, strict=True)
                )
                if DEAD not in moved:
                    reached[moved] = None
                    arcs.append((day, index[at_day], letter, index.setdefault(moved, len(index))))
        layers.append(list(reached))
    moves = np.full((days, len(index), len(letters)), DEAD, dtype=np.int16)
    for day, state, letter, target in arcs:
        moves[day, state, letter] = target
    accepts = np.array(
        [all(pattern.accepts[at] for pattern, at in zip(patterns, state, strict=True)) for state in index],
        dtype=np.bool_,
    )
    return Automaton((inverse.reshape(-1) + 1).astype(np.int16), moves, accepts)
