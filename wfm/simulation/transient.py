"""
One skill through a day without noise: the birth-death chain of contacts in the system, solved in time.

Contacts come at a rate that is constant within an interval, and so is the number of agents; handle times and patience are
exponential. The chain's probabilities follow Kolmogorov's forward equations, solved by uniformisation (A. Jensen, 1953): exact but
for what is cut off, less than 1e-10 an interval. The share answered in time follows from the state a contact finds: so many waiting
ahead of it, with the agents there when it comes.

When agents leave, the calls in their hands are finished. Who leaves is not chosen by who is busy, so the calls in hand fall to them
as in drawing without return; those calls never meet the queue again and leave the chain at once. Agents who come take what waits.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wfm.errors import StaffingError
from wfm.messages import say
from wfm.simulation.compiled import compiled
from wfm.staffing import arguments

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CUT_OFF = 1e-13
"""Probabilities below which states at the edges, and the tail of a Poisson sum, are left out."""
MOST_JUMPS = 500.0
"""Mean jumps solved at once, so that no Poisson weight is too small for a float."""
FLUID_STEPS = 100
PAD = 2


@dataclass(frozen=True, eq=False)
class TransientDay:
    """
    A day of one queue; arrays of shape (T,).

    Attributes
    ----------
    service_level
        Share of the contacts that come in the interval which is answered in time, of all offered; 1 without contacts.
    waiting
        Mean number of contacts waiting.
    occupancy
        Share of the agents' time spent on contacts, without calls finished after the end of a shift; 0 without agents.
    """

    service_level: Floats
    waiting: Floats
    occupancy: Floats


def transient_day(
    offered: ArrayLike,
    interval_s: float,
    aht_s: ArrayLike,
    agents: ArrayLike,
    *,
    answer_within_s: float,
    patience_s: float = math.inf,
) -> TransientDay:
    """
    Solve a day that begins with nothing in hand.

    Parameters
    ----------
    offered
        Contacts per interval, shape (T,), at least 0.
    interval_s
        Length of an interval in seconds, above 0.
    aht_s
        Mean handle time in seconds, above 0, broadcast to (T,); where it changes, calls in hand go on at the new one.
    agents
        Whole agents on the queue, shape (T,), at least 0.
    answer_within_s
        Seconds, at least 0. Changes of the agents in so short a time are not looked ahead to.
    patience_s
        Mean patience in seconds, above 0; inf: nobody gives up.

    Raises
    ------
    StaffingError
        On a value out of its range.
    """
    volumes = np.atleast_1d(arguments.at_least_0("offered", offered))
    rates = volumes / arguments.above_0("interval_s", interval_s)
    people = np.broadcast_to(arguments.at_least_0("agents", agents), rates.shape)
    ends = 1 / np.broadcast_to(arguments.above_0("aht_s", aht_s), rates.shape)
    within_s = float(arguments.at_least_0("answer_within_s", answer_within_s))
    if not patience_s > 0 or (people != np.floor(people)).any():
        raise StaffingError(say("transient_arguments", patience_s=patience_s))
    staff = people.astype(np.int64)
    gives_up = 1 / patience_s
    size = _size(rates, ends, staff, gives_up, float(interval_s))
    found = np.zeros((3, len(rates)))
    chain, line = np.zeros((6, size + 2 * PAD)), np.zeros((3, size))
    _solve(rates, ends, staff, gives_up, float(interval_s), within_s, chain, line, _log_factorials(staff), found)
    in_time, waiting, busy = found
    return TransientDay(
        service_level=np.where(rates > 0, in_time, 1.0),
        waiting=waiting,
        occupancy=np.divide(busy, staff, out=np.zeros_like(busy), where=staff > 0),
    )


def _size(rates: Floats, ends: Floats, staff: Ints, gives_up: float, interval_s: float) -> int:
    """
    States to keep: beyond the highest level of the deterministic day by eight standard deviations.

    The number in the system varies no more than that of a day's random walk, nor than with agents in plenty who are no faster
    than callers are patient.
    """
    level = highest = 0.0
    step_s = interval_s / FLUID_STEPS
    for rate, end, people in zip(rates.tolist(), ends.tolist(), staff.tolist(), strict=True):
        for _ in range(FLUID_STEPS):
            level += step_s * (rate - end * min(level, people) - gives_up * max(level - people, 0.0))
            level = max(level, 0.0)
            highest = max(highest, level)
    highest = max(highest, float(staff.max(initial=0)))
    walk = 2 * float(rates.sum()) * interval_s
    slowest = min(float(ends.min(initial=math.inf)), gives_up)
    spread = walk if slowest == 0 else min(walk, float(rates.max(initial=0.0)) / slowest)
    return int(highest + 8 * math.sqrt(spread + highest) + 50)


def _log_factorials(staff: Ints) -> Floats:
    return np.concatenate([[0.0], np.cumsum(np.log(np.arange(1.0, staff.max(initial=0) + 2)))])


@compiled
def _solve(
    rates: Floats,
    ends: Floats,
    staff: Ints,
    gives_up: float,
    interval_s: float,
    within_s: float,
    chain: Floats,
    line: Floats,
    log_factorial: Floats,
    found: Floats,
) -> None:
    """Interval by interval; `chain` are the six rows of `_pass_interval`, `line` three of `_answered_in_time`."""
    states = line.shape[1]
    in_time = line[0]
    now, mean = chain[0, PAD:-PAD], chain[1, PAD:-PAD]
    now[0] = 1.0
    for t in range(len(rates)):
        people = staff[t]
        if t > 0 and people < staff[t - 1]:
            _send_home(now, line[1], staff[t - 1], people, log_factorial)
        if t == 0 or people != staff[t - 1] or ends[t] != ends[t - 1]:
            _answered_in_time(in_time, line[1], line[2], people, ends[t], gives_up, within_s)
        _pass_interval(chain, rates[t], people, ends[t], gives_up, interval_s)
        for state in range(states):
            found[0, t] += in_time[state] * mean[state]
            found[1, t] += max(state - people, 0) * mean[state]
            found[2, t] += min(state, people) * mean[state]


@compiled
def _pass_interval(chain: Floats, rate: float, people: int, end: float, gives_up: float, interval_s: float) -> None:
    """
    Move the probabilities on by an interval, and average them over it.

    The rows of `chain` are: now, mean, summed, jumped, spare, down; a state stands `PAD` places in, between zeros. Only states
    that matter are looked at, ``low .. high``.
    """
    now, mean, summed, jumped, spare, down = chain
    size = len(now)
    mean[:] = 0.0
    fastest = rate + people * end + (size - people) * gives_up
    if fastest == 0.0:
        _copy(mean, now, 0, size)
        return
    for state in range(size - 2 * PAD):
        down[state + PAD] = (min(state, people) * end + max(state - people, 0) * gives_up) / fastest
    up = rate / fastest
    pieces = math.ceil(fastest * interval_s / MOST_JUMPS)
    jumps = fastest * interval_s / pieces
    for _ in range(pieces):
        jumped[:] = 0.0
        spare[:] = 0.0
        summed[:] = 0.0
        _copy(jumped, now, 0, size)
        low, high = PAD, size - 1 - PAD
        weight, left, k = math.exp(-jumps), -math.expm1(-jumps), 0
        while True:
            while jumped[low] < CUT_OFF:
                low += 1
            while jumped[high] < CUT_OFF:
                high -= 1
            jumped[low - 2] = jumped[low - 1] = jumped[high + 1] = jumped[high + 2] = 0.0
            share = max(left, 0.0) / (jumps * pieces)
            _add(summed[low : high + 1], jumped[low : high + 1], weight)
            _add(mean[low : high + 1], jumped[low : high + 1], share)
            if left < CUT_OFF and k > jumps:
                break
            k += 1
            weight *= jumps / k
            left -= weight
            low, high = max(low - 1, PAD), min(high + 1, size - 1 - PAD)
            _jump(spare[low : high + 1], jumped[low - 1 : high + 2], down[low : high + 2], up)
            jumped, spare = spare, jumped
        _copy(now, summed, 0, size)


@compiled
def _jump(after: Floats, before: Floats, down: Floats, up: float) -> None:
    """One jump of the chain; `before` reaches one state further at both ends, `down` at the upper one."""
    for at in range(len(after)):
        stays = before[at + 1] * (1.0 - up - down[at])
        after[at] = stays + before[at] * up + before[at + 2] * down[at + 1]


@compiled
def _add(to: Floats, values: Floats, times: float) -> None:
    for at in range(len(to)):
        to[at] += times * values[at]


@compiled
def _answered_in_time(
    in_time: Floats, chance: Floats, spare: Floats, people: int, end: float, gives_up: float, within_s: float
) -> None:
    """
    Chance that a contact is answered within a time, by the state it finds.

    With k waiting ahead, one of them leaves the line at rate ``people * end + k * gives_up``; the contact itself gives up at
    rate `gives_up`. The chain is followed backwards from the time limit, by uniformisation.
    """
    size = len(in_time)
    line = size - people
    fastest = people * end + line * gives_up
    in_time[:] = 0.0
    in_time[:people] = 1.0
    if fastest * within_s == 0.0:
        return
    pieces = math.ceil(fastest * within_s / MOST_JUMPS)
    jumps = fastest * within_s / pieces
    served = in_time[people:]
    for _ in range(pieces):
        _copy(chance, served, 0, line)
        weight, total, k = math.exp(-jumps), 0.0, 0
        spare[:line] = 0.0
        while True:
            total += weight
            for ahead in range(line):
                spare[ahead] += weight * chance[ahead]
            if 1.0 - total < CUT_OFF and k > jumps:
                break
            k += 1
            weight *= jumps / k
            better = 1.0
            for ahead in range(line):
                here = chance[ahead]
                moves = (people * end + ahead * gives_up) / fastest
                chance[ahead] = here * (1.0 - moves - gives_up / fastest) + better * moves
                better = here
        _copy(served, spare, 0, line)


@compiled
def _send_home(now: Floats, spare: Floats, before: int, after: int, log_factorial: Floats) -> None:
    """Agents leave with the calls in their hands: of those in hand they have as many as chance gives them."""
    size, leave = len(now), before - after
    spare[:] = 0.0
    for state in range(size):
        if now[state] == 0.0:
            continue
        if state >= before:
            spare[state - leave] += now[state]
            continue
        for taken in range(max(0, state - after), min(leave, state) + 1):
            ways = (
                _log_choose(leave, taken, log_factorial)
                + _log_choose(after, state - taken, log_factorial)
                - _log_choose(before, state, log_factorial)
            )
            spare[state - taken] += now[state] * math.exp(ways)
    _copy(now, spare, 0, size)


@compiled
def _log_choose(things: int, taken: int, log_factorial: Floats) -> float:
    return float(log_factorial[things] - log_factorial[taken] - log_factorial[things - taken])


@compiled
def _copy(to: Floats, source: Floats, first: int, after: int) -> None:
    for state in range(first, after):
        to[state] = source[state]
