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

    `letters` (K,) of the possible shifts, `moves` (D, S, L) with -1 for a broken rule, state 0 first, `accepts` (S,). States are
    numbered anew each day: those from which the same days may follow are one. Letters that lead to the same are one too.

    `parts` are the automata of the single rules, which together accept the same: many small ones serve a model of rows better.
    """

    letters: NDArray[np.int16]
    moves: NDArray[np.int16]
    accepts: Bools
    parts: tuple[Automaton, ...] = ()

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
    letters = np.concatenate([np.zeros((1, len(patterns)), dtype=np.int64), combined])
    sizes = tuple(len(pattern.accepts) for pattern in patterns)
    reached = np.array([[pattern.start for pattern in patterns]], dtype=np.int64)
    arcs: list[NDArray[np.int64]] = []
    for day in range(days):
        moved = [pattern.moves[day][reached[:, [at]], letters[:, at]] for at, pattern in enumerate(patterns)]
        alive = np.logical_and.reduce([part != DEAD for part in moved])
        codes = np.ravel_multi_index([np.where(alive, part, 0).astype(np.int64) for part in moved], sizes)
        after, names = np.unique(codes[alive], return_inverse=True)
        arcs.append(np.full(alive.shape, DEAD, dtype=np.int64))
        arcs[-1][alive] = names.reshape(-1)
        reached = np.stack(np.unravel_index(after, sizes), axis=1)
    accepted = np.logical_and.reduce([pattern.accepts[reached[:, at]] for at, pattern in enumerate(patterns)])
    moves = _merged(arcs, accepted)
    alike: dict[bytes, int] = {}
    letter_of = np.array([alike.setdefault(moves[:, :, at].tobytes(), at) for at in range(1, moves.shape[2])])
    kept, letter_of = np.unique(letter_of, return_inverse=True)
    moves = np.concatenate([moves[:, :, :1], moves[:, :, kept]], axis=2)
    accepts = np.zeros(moves.shape[1], dtype=np.bool_)
    accepts[0] = True
    alone = tuple(product([pattern], days, shifts) for pattern in patterns) if len(patterns) > 1 else ()
    return Automaton((letter_of[inverse.reshape(-1)] + 1).astype(np.int16), moves, accepts, alone)


def _merged(arcs: Sequence[NDArray[np.int64]], accepted: Bools) -> NDArray[np.int16]:
    """
    The moves (D, S, L) where states of a day with the same moves are one, and those that lead nowhere are gone.

    `arcs` has the moves of each day's states, `accepted` is for the states after the last; what is left of these is state 0.
    """
    name_of = np.where(accepted, 0, DEAD)
    layers: list[NDArray[np.int64]] = []
    for arcs_of_day in reversed(arcs):
        moved = np.where(arcs_of_day == DEAD, DEAD, name_of[arcs_of_day])
        lives = (moved != DEAD).any(axis=1)
        layer, names = np.unique(moved[lives], axis=0, return_inverse=True)
        name_of = np.full(len(moved), DEAD, dtype=np.int64)
        name_of[lives] = names.reshape(-1)
        layers.insert(0, layer)
    moves = np.full((len(arcs), max(1, *map(len, layers)), arcs[0].shape[1]), DEAD, dtype=np.int16)
    for day, layer in enumerate(layers):
        moves[day, : len(layer)] = layer
    return moves
