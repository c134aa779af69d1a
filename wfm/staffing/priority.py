"""
Queues of one pool that are not equal: whenever an agent becomes free, the waiting contact of the smaller priority number is taken.

With patient callers and one law of handle times a contact has to wait as often as without priorities (Erlang C of the whole load).
If it waits and `before` erlangs are taken before it, `upto` with it, it waits ``aht / ((n - upto) (1 - before / n))`` on average
(A. Cobham, 1954). The wait is exponential for the queue that comes first, so its service level is exact. For the others it is taken
to be: in simulation that was up to three points too low for answers within a fraction of the mean wait, and half a point off else.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wfm.staffing import erlang
from wfm.staffing.arguments import Flags, Floats
from wfm.staffing.required import TOLERANCE

Ints = NDArray[np.int64]

FRACTION_HALVINGS = 40


@dataclass(frozen=True, eq=False)
class Turn:
    """Where a queue stands among others: the load in erlangs that is taken before it, and that up to and with it; shape (T,)."""

    before_erl: Floats
    upto_erl: Floats

    def times(self, factor: int) -> Turn:
        """The same in slots of an agent."""
        return Turn(self.before_erl * factor, self.upto_erl * factor)

    def mean_wait_s(self, aht_s: Floats, agents: Floats) -> Floats:
        """Mean wait of a contact that has to wait, where there are more agents than the load."""
        wait_s: Floats = aht_s / ((agents - self.upto_erl) * (1.0 - self.before_erl / agents))
        return wait_s


def turn_of(priority: int, priorities: Sequence[int], loads: Sequence[Floats]) -> Turn | None:
    """
    Where a queue of that priority stands among the live queues of its pool; None where all have the same.

    Parameters
    ----------
    priorities, loads
        Of every live queue of the pool, itself among them; loads in erlangs of agents, shape (T,).
    """
    if len(set(priorities)) == 1:
        return None
    nothing = np.zeros_like(loads[0])
    before = [load for other, load in zip(priorities, loads, strict=True) if other < priority]
    upto = [load for other, load in zip(priorities, loads, strict=True) if other <= priority]
    return Turn(np.sum([nothing, *before], axis=0), np.sum(upto, axis=0))


@dataclass(frozen=True)
class WaitTarget:
    """A share to be answered within a time, or a longest mean wait over all contacts; as it is by default, nothing is asked for."""

    service_level: float = 0.0
    answer_within_s: float = 0.0
    max_asa_s: float = math.inf


def service_level_in_turn(load_erl: Floats, aht_s: Floats, agents: Floats, within_s: float, turn: Turn) -> Floats:
    """
    Share of a queue's contacts answered within a time, where queues have priorities.

    Parameters
    ----------
    load_erl
        Load of the whole pool in erlangs, at least 0; shape (T,).
    aht_s
        Mean handle time of the pool in seconds, above 0; shape (T,).
    agents
        Agents on the pool, whole or not; shape (T,).
    within_s
        Seconds, at least 0.
    turn
        Where the queue stands.

    Returns
    -------
    ndarray
        Fractions in [0, 1], shape (T,); 1 without load, 0 where the agents do not exceed it.
    """
    stable = agents > load_erl
    with np.errstate(divide="ignore", invalid="ignore"):
        late = erlang.erlang_c(load_erl, agents) * np.exp(-within_s / turn.mean_wait_s(aht_s, agents))
    return np.where(load_erl == 0, 1.0, np.where(stable, 1.0 - late, 0.0))


def agents_in_turn(load_erl: Floats, aht_s: Floats, turn: Turn, target: WaitTarget, start: Ints) -> tuple[Ints, Floats]:
    """
    The smallest whole number of agents of a pool that meets a target of one of its queues, and the real one that just does.

    Parameters
    ----------
    load_erl, aht_s, turn
        As in `service_level_in_turn`.
    start
        Where to begin, for example the number without priorities; shape (T,).

    Returns
    -------
    tuple of ndarrays
        n of int64, and a float64 in (n - 1, n]; shape (T,), 0 without load.
    """
    least = np.where(load_erl > 0, np.floor(load_erl) + 1.0, 0.0)
    whole = np.maximum(start, least)
    while (short := ~_meets(load_erl, aht_s, turn, target, whole)).any():
        whole = whole + short
    while (spare := (whole > least) & _meets(load_erl, aht_s, turn, target, whole - 1.0)).any():
        whole = whole - spare
    low, high = np.maximum(whole - 1.0, 0.0), whole
    for _ in range(FRACTION_HALVINGS):
        middle = 0.5 * (low + high)
        good = _meets(load_erl, aht_s, turn, target, middle)
        low, high = np.where(good, low, middle), np.where(good, middle, high)
    return whole.astype(np.int64), np.where(load_erl > 0, high, 0.0)


def _meets(load_erl: Floats, aht_s: Floats, turn: Turn, target: WaitTarget, agents: Floats) -> Flags:
    stable = agents > load_erl
    people = np.where(stable, agents, load_erl + 1.0)
    level = service_level_in_turn(load_erl, aht_s, people, target.answer_within_s, turn)
    asa_s = erlang.erlang_c(load_erl, people) * turn.mean_wait_s(aht_s, people)
    met: Flags = (level >= target.service_level - TOLERANCE) & (asa_s <= target.max_asa_s * (1.0 + TOLERANCE))
    enough: Flags = (load_erl == 0) | (stable & met)
    return enough
