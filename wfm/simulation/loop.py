"""The event loop: one replication of a roster, from the first change of the floor to the last contact finished."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wfm.simulation import heap
from wfm.simulation.compiled import compiled
from wfm.simulation.contacts import Contacts
from wfm.simulation.floor import (
    AT_HAND,
    ERRAND_DUE,
    HEAP_SIZE,
    IN_USE,
    NOBODY,
    OFFERED,
    SLOT,
    Floats,
    Floor,
    Setting,
    answer,
    count,
    free_agent,
    next_errand,
    run_errand,
    schedule,
    send_away,
    step_out,
    take_on,
)
from wfm.simulation.streams import STEP, exponential, stream

GOES, COMES, SHUTS, OPENS = range(4)  # of Setting.change_kind; in this order at one instant
CONTACT, END, CHANGE = range(3)


@compiled
def run(
    setting: Setting,
    floor: Floor,
    contacts: Contacts,
    absent: NDArray[np.bool_],
    seed: np.uint64,
    replication: int,
    tallies: Floats,
    time_s: Floats,
) -> int:
    """
    Run one replication.

    Parameters
    ----------
    floor
        Empty; used up.
    absent
        Whether each shift is not worked, shape (shifts,).
    tallies
        Zeros of shape (TALLIES, Q, T); filled with what became of the contacts that came in each interval.
    time_s
        Shape (2, K, S); filled with the agent-seconds in use and at hand, per crew and slot.

    Returns
    -------
    int
        Events: each contact that came, and each that was finished or given up, and the changes of the floor.
    """
    codes_per_agent = len(setting.units) + 2
    changes, next_change = len(setting.change_s), 0
    while True:
        kind, now_s, queue = CONTACT, np.inf, NOBODY
        for q in range(len(setting.units)):
            if floor.coming[q] < contacts.first[q + 1] and contacts.arrives_s[floor.coming[q]] < now_s:
                now_s, queue = contacts.arrives_s[floor.coming[q]], q
        if floor.scalars[HEAP_SIZE] > 0 and floor.heap_s[0] <= now_s:
            kind, now_s = END, floor.heap_s[0]
        if next_change < changes and setting.change_s[next_change] <= now_s:
            kind, now_s = CHANGE, setting.change_s[next_change]
        if now_s == np.inf:
            break
        while setting.edge_s[floor.scalars[SLOT] + 1] <= now_s:
            floor.scalars[SLOT] += 1
        if kind == CONTACT:
            contact = floor.coming[queue]
            floor.coming[queue] = contact + 1
            tallies[OFFERED, queue, contacts.interval[contact]] += 1
            agent = free_agent(setting, floor, queue)
            if agent != NOBODY:
                floor.waiting[queue] = contact + 1
                step_out(floor, agent)
                answer(setting, floor, contacts, tallies, agent, queue, contact, now_s)
                take_on(setting, floor, contacts, tallies, agent, now_s)
        elif kind == END:
            agent, what = divmod(floor.heap_code[0], codes_per_agent)
            floor.scalars[HEAP_SIZE] = heap.pop(floor.heap_s, floor.heap_code, floor.scalars[HEAP_SIZE])
            if what < len(setting.units):
                finish(setting, floor, contacts, tallies, agent, what, now_s)
            elif what == len(setting.units) + ERRAND_DUE:
                owe_errand(setting, floor, agent, now_s)
            elif floor.errand_until_s[agent] == now_s:
                return_from_errand(setting, floor, contacts, tallies, agent, now_s)
        else:
            change_floor(setting, floor, contacts, tallies, next_change, absent, seed, replication, now_s)
            next_change += 1
    total_time(setting, floor, time_s)
    return int(2 * contacts.first[-1] + changes)


@compiled
def finish(
    setting: Setting, floor: Floor, contacts: Contacts, tallies: Floats, agent: int, queue: int, now_s: float
) -> None:
    """A contact ends."""
    units = setting.units[queue]
    floor.used[agent] -= units
    count(setting, floor, IN_USE, floor.counted[agent], now_s, -units / setting.full)
    if floor.crew[agent] == NOBODY:
        if floor.used[agent] == 0:
            count(setting, floor, AT_HAND, floor.counted[agent], now_s, -1.0)
            floor.counted[agent] = NOBODY
    elif floor.owed_s[agent] == 0.0:
        take_on(setting, floor, contacts, tallies, agent, now_s)
    elif floor.used[agent] == 0:
        run_errand(setting, floor, agent, now_s)


@compiled
def owe_errand(setting: Setting, floor: Floor, agent: int, now_s: float) -> None:
    """An errand turns up; it waits for what the agent has in hand, or for the errand before."""
    if floor.crew[agent] == NOBODY or floor.errand_due_s[agent] != now_s:
        return
    floor.owed_s[agent] += next_errand(setting, floor, agent)
    schedule(floor, floor.errand_due_s[agent], agent * (len(setting.units) + 2) + len(setting.units) + ERRAND_DUE)
    step_out(floor, agent)
    if floor.used[agent] == 0 and floor.errand_until_s[agent] < 0.0:
        run_errand(setting, floor, agent, now_s)


@compiled
def return_from_errand(
    setting: Setting, floor: Floor, contacts: Contacts, tallies: Floats, agent: int, now_s: float
) -> None:
    """An errand ends, and another may be owed by now."""
    if floor.owed_s[agent] > 0.0:
        run_errand(setting, floor, agent, now_s)
        return
    floor.errand_until_s[agent] = -1.0
    count(setting, floor, AT_HAND, floor.counted[agent], now_s, 1.0)
    take_on(setting, floor, contacts, tallies, agent, now_s)


# --- changes of the floor -------------------------------------------------------------------------------------------------


@compiled
def change_floor(
    setting: Setting,
    floor: Floor,
    contacts: Contacts,
    tallies: Floats,
    change: int,
    absent: NDArray[np.bool_],
    seed: np.uint64,
    replication: int,
    now_s: float,
) -> None:
    """An agent comes, goes or changes crews, or a queue shuts or opens."""
    kind, who = setting.change_kind[change], setting.change_who[change]
    if kind in (SHUTS, OPENS):
        floor.closed[who] = kind == SHUTS
        if kind == SHUTS and floor.on_duty[who] == 0:
            send_away(setting, floor, contacts, tallies, who, now_s)
        return
    if absent[setting.change_shift[change]]:
        return
    step_out(floor, who)
    if kind == GOES:
        leave(setting, floor, contacts, tallies, who, now_s)
        return
    join(setting, floor, who, setting.change_crew[change], now_s)
    begin_errands(setting, floor, who, setting.change_shift[change], seed, replication, now_s)
    if is_idle_or_serving(floor, who):
        take_on(setting, floor, contacts, tallies, who, now_s)


@compiled
def is_idle_or_serving(floor: Floor, agent: int) -> bool:
    """Whether no errand keeps the agent from taking contacts."""
    return bool(floor.owed_s[agent] == 0.0 and floor.errand_until_s[agent] < 0.0)


@compiled
def join(setting: Setting, floor: Floor, agent: int, crew: int, now_s: float) -> None:
    """An agent takes contacts of another crew's queues from now on; its time is counted there."""
    old, counted = floor.crew[agent], floor.counted[agent]
    if old != NOBODY:
        serve(setting, floor, old, -1)
    serve(setting, floor, crew, 1)
    in_use = floor.used[agent] / setting.full
    if counted != NOBODY:
        count(setting, floor, IN_USE, counted, now_s, -in_use)
        count(setting, floor, IN_USE, crew, now_s, in_use)
    if floor.errand_until_s[agent] < 0.0:
        if counted != NOBODY:
            count(setting, floor, AT_HAND, counted, now_s, -1.0)
        count(setting, floor, AT_HAND, crew, now_s, 1.0)
    floor.crew[agent] = floor.counted[agent] = crew


@compiled
def leave(setting: Setting, floor: Floor, contacts: Contacts, tallies: Floats, agent: int, now_s: float) -> None:
    """An agent takes no more contacts; one in hand is finished, errands are forgotten."""
    crew = floor.crew[agent]
    floor.crew[agent] = NOBODY
    floor.owed_s[agent] = 0.0
    if floor.errand_until_s[agent] >= 0.0:
        floor.errand_until_s[agent] = -1.0
        floor.counted[agent] = NOBODY
    elif floor.used[agent] == 0:
        count(setting, floor, AT_HAND, crew, now_s, -1.0)
        floor.counted[agent] = NOBODY
    serve(setting, floor, crew, -1)
    for i in range(setting.queues_of.shape[1]):
        queue = setting.queues_of[crew, i]
        if queue != NOBODY and floor.closed[queue] and floor.on_duty[queue] == 0:
            send_away(setting, floor, contacts, tallies, queue, now_s)


@compiled
def serve(setting: Setting, floor: Floor, crew: int, change: int) -> None:
    """One agent more, or fewer, serves the queues of a crew."""
    for i in range(setting.queues_of.shape[1]):
        if setting.queues_of[crew, i] != NOBODY:
            floor.on_duty[setting.queues_of[crew, i]] += change


@compiled
def begin_errands(
    setting: Setting, floor: Floor, agent: int, shift: int, seed: np.uint64, replication: int, now_s: float
) -> None:
    """See to it that the agent's next errand, counted from midnight of the shift's day, is noted."""
    if setting.errands_per_s == 0.0:
        return
    noted = floor.shift[agent] == shift and floor.errand_due_s[agent] > now_s
    if floor.shift[agent] != shift:
        floor.shift[agent] = shift
        counter = stream(seed, replication, setting.agent_key[agent], setting.shift_day[shift])
        floor.errand_due_s[agent] = setting.shift_midnight_s[shift] + exponential(counter) / setting.errands_per_s
        floor.errand_stream[agent] = counter + STEP
    while floor.errand_due_s[agent] <= now_s:
        next_errand(setting, floor, agent)
    if not noted:
        schedule(floor, floor.errand_due_s[agent], agent * (len(setting.units) + 2) + len(setting.units) + ERRAND_DUE)


@compiled
def total_time(setting: Setting, floor: Floor, time_s: Floats) -> None:
    """
    Agent-seconds per slot: what the changes inside it amount to, and those before over its whole length.

    The last bits of sums and differences are cut off, so that nobody is less than not there, or busier than there.
    """
    _, crews, slots = time_s.shape
    for crew in range(crews):
        in_use = at_hand = 0.0
        for slot in range(slots):
            length_s = setting.edge_s[slot + 1] - setting.edge_s[slot]
            in_use += floor.steps[IN_USE, crew, slot]
            at_hand += floor.steps[AT_HAND, crew, slot]
            there_s = max(floor.area[AT_HAND, crew, slot] + at_hand * length_s, 0.0)
            time_s[AT_HAND, crew, slot] = there_s
            time_s[IN_USE, crew, slot] = min(max(floor.area[IN_USE, crew, slot] + in_use * length_s, 0.0), there_s)
