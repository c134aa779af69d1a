"""
The floor while a replication runs: who is there, who is free, who waits, and what has been counted.

`Setting` is what all replications share, `Floor` what changes. An agent's capacity is `full` units: a call takes them all, one of
three chats a third. Free agents stand in lists, one per crew and units in use, the longest free first. A crew is a set of queues
that some segment of the roster names.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wfm.simulation import heap
from wfm.simulation.compiled import compiled
from wfm.simulation.contacts import Contacts
from wfm.simulation.streams import STEP, exponential

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
NOBODY = -1
OFFERED, IN_TIME, ANSWERED, ABANDONED, SHORT_ABANDONED, WAIT_S = range(6)
TALLIES = 6
SLOT, HEAP_SIZE = range(2)  # of Floor.scalars
ERRAND_DUE, ERRAND_END = range(2)  # after the queues, in the codes of the heap
ERRAND_S = 300.0
"""Mean length of an errand, the unit in which time on shift is lost."""


class Setting(NamedTuple):
    """
    What all replications share, for Q queues, K crews, E changes of the floor, A agents and S slots of time.

    Attributes
    ----------
    within_s, short_s, priority, units
        Per queue: answered in time and given up early within so many seconds, rank (1 first), units of an agent a contact takes.
    full
        Units of an agent.
    crews_of, queues_of
        Crews that serve a queue, (Q, K), and live queues a crew serves, (K, Q); filled up with -1.
    breadth
        Live queues a crew serves, shape (K,).
    change_s, change_kind, change_who, change_crew, change_shift
        What happens when, in time order, shape (E,): agents come, go or change crews, queues open and close.
    agent_key, shift_day, shift_midnight_s
        Stream key of each agent; day number of each shift, and when that day began.
    errands_per_s
        Errands of each agent on the queue; their mean length is `ERRAND_S`.
    edge_s
        Edges of the slots in which time is counted, shape (S + 1,): the intervals, and the closed time between them.
    """

    within_s: Floats
    short_s: Floats
    priority: Ints
    units: Ints
    full: int
    crews_of: Ints
    queues_of: Ints
    breadth: Ints
    change_s: Floats
    change_kind: Ints
    change_who: Ints
    change_crew: Ints
    change_shift: Ints
    agent_key: Ints
    shift_day: Ints
    shift_midnight_s: Floats
    errands_per_s: float
    edge_s: Floats


class Floor(NamedTuple):
    """
    What changes while a replication runs.

    Attributes
    ----------
    crew
        Crew in which each agent takes contacts, NOBODY while off the queue.
    counted
        Crew in which each agent's time is counted; lasts until the contact in hand is finished.
    used, owed_s, errand_until_s, errand_due_s, errand_stream, shift
        Per agent: units in use, errands owed, the end of the one on (-1: none), the next one due, its stream; the shift.
    listed, before, behind, head, tail, free_since_s
        The lists of free agents, per crew and units in use; `listed` is the list an agent stands in, or NOBODY.
    waiting, coming
        Per queue: the contact that has waited longest, and the next to come; between them is the line.
    on_duty, closed
        Per queue: agents who serve it, and whether it is shut.
    area, steps
        Agent time in use and at hand, (2, K, S): parts of the present slot, and changes from a slot on.
    """

    crew: Ints
    counted: Ints
    used: Ints
    owed_s: Floats
    errand_until_s: Floats
    errand_due_s: Floats
    errand_stream: NDArray[np.uint64]
    shift: Ints
    listed: Ints
    before: Ints
    behind: Ints
    head: Ints
    tail: Ints
    free_since_s: Floats
    waiting: Ints
    coming: Ints
    on_duty: Ints
    closed: NDArray[np.bool_]
    area: Floats
    steps: Floats
    heap_s: Floats
    heap_code: Ints
    scalars: Ints


IN_USE, AT_HAND = range(2)  # of Floor.area


def empty_floor(setting: Setting, contacts: Contacts) -> Floor:
    """Nobody there, nothing come yet, every queue shut."""
    agents, queues, crews = len(setting.agent_key), len(setting.units), len(setting.breadth)
    slots = len(setting.edge_s) - 1
    lists = crews * (setting.full + 1)
    return Floor(
        crew=np.full(agents, NOBODY),
        counted=np.full(agents, NOBODY),
        used=np.zeros(agents, dtype=np.int64),
        owed_s=np.zeros(agents),
        errand_until_s=np.full(agents, -1.0),
        errand_due_s=np.full(agents, np.inf),
        errand_stream=np.zeros(agents, dtype=np.uint64),
        shift=np.full(agents, NOBODY),
        listed=np.full(agents, NOBODY),
        before=np.full(agents, NOBODY),
        behind=np.full(agents, NOBODY),
        head=np.full(lists, NOBODY),
        tail=np.full(lists, NOBODY),
        free_since_s=np.zeros(agents),
        waiting=contacts.first[:-1].copy(),
        coming=contacts.first[:-1].copy(),
        on_duty=np.zeros(queues, dtype=np.int64),
        closed=np.ones(queues, dtype=np.bool_),
        area=np.zeros((2, crews, slots)),
        steps=np.zeros((2, crews, slots + 1)),
        heap_s=np.empty(agents * (setting.full + 2) + 2 * len(setting.change_s)),
        heap_code=np.empty(agents * (setting.full + 2) + 2 * len(setting.change_s), dtype=np.int64),
        scalars=np.zeros(2, dtype=np.int64),
    )


# --- what comes next ------------------------------------------------------------------------------------------------------


@compiled
def schedule(floor: Floor, at_s: float, code: int) -> None:
    """Note an end of a contact, or something about an errand, for later."""
    floor.scalars[HEAP_SIZE] = heap.push(floor.heap_s, floor.heap_code, floor.scalars[HEAP_SIZE], at_s, code)


@compiled
def count(setting: Setting, floor: Floor, what: int, crew: int, now_s: float, change: float) -> None:
    """From now on, `change` more agents of a crew are in use or at hand."""
    slot = floor.scalars[SLOT]
    floor.area[what, crew, slot] += (setting.edge_s[slot + 1] - now_s) * change
    floor.steps[what, crew, slot + 1] += change


# --- free agents ----------------------------------------------------------------------------------------------------------


@compiled
def is_free(setting: Setting, floor: Floor, agent: int) -> bool:
    """Whether an agent can take something on."""
    return bool(
        floor.crew[agent] != NOBODY
        and floor.used[agent] < setting.full
        and floor.owed_s[agent] == 0.0
        and floor.errand_until_s[agent] < 0.0
    )


@compiled
def stand_in(setting: Setting, floor: Floor, agent: int, now_s: float) -> None:
    """A free agent takes a place at the end of its list."""
    at = floor.crew[agent] * (setting.full + 1) + floor.used[agent]
    last = floor.tail[at]
    floor.before[agent], floor.behind[agent] = last, NOBODY
    if last == NOBODY:
        floor.head[at] = agent
    else:
        floor.behind[last] = agent
    floor.tail[at] = agent
    floor.listed[agent] = at
    floor.free_since_s[agent] = now_s


@compiled
def step_out(floor: Floor, agent: int) -> None:
    """An agent leaves its list, if it stands in one."""
    at = floor.listed[agent]
    if at == NOBODY:
        return
    before, behind = floor.before[agent], floor.behind[agent]
    if before == NOBODY:
        floor.head[at] = behind
    else:
        floor.behind[before] = behind
    if behind == NOBODY:
        floor.tail[at] = before
    else:
        floor.before[behind] = before
    floor.listed[agent] = NOBODY


@compiled
def free_agent(setting: Setting, floor: Floor, queue: int) -> int:
    """Who takes a contact of the queue: the least in hand, then the fewest queues, then the longest free; or NOBODY."""
    best = NOBODY
    best_breadth = 0
    for used in range(setting.full - setting.units[queue] + 1):
        for i in range(setting.crews_of.shape[1]):
            crew = setting.crews_of[queue, i]
            if crew == NOBODY:
                break
            agent = floor.head[crew * (setting.full + 1) + used]
            if agent == NOBODY:
                continue
            breadth = setting.breadth[crew]
            if (
                best == NOBODY
                or breadth < best_breadth
                or (breadth == best_breadth and floor.free_since_s[agent] < floor.free_since_s[best])
            ):
                best, best_breadth = agent, breadth
        if best != NOBODY:
            break
    return best


# --- waiting contacts -----------------------------------------------------------------------------------------------------


@compiled
def lose(setting: Setting, contacts: Contacts, tallies: Floats, queue: int, contact: int, waited_s: float) -> None:
    """A contact goes unanswered."""
    t = contacts.interval[contact]
    tallies[ABANDONED, queue, t] += 1
    tallies[WAIT_S, queue, t] += waited_s
    if waited_s <= setting.short_s[queue]:
        tallies[SHORT_ABANDONED, queue, t] += 1


@compiled
def drop_impatient(
    setting: Setting, floor: Floor, contacts: Contacts, tallies: Floats, queue: int, now_s: float
) -> bool:
    """Take those who gave up off the head of a line; whether somebody still waits."""
    contact = floor.waiting[queue]
    while contact < floor.coming[queue] and contacts.gives_up_s[contact] <= now_s:
        waited_s = contacts.gives_up_s[contact] - contacts.arrives_s[contact]
        lose(setting, contacts, tallies, queue, contact, waited_s)
        contact += 1
    floor.waiting[queue] = contact
    return bool(contact < floor.coming[queue])


@compiled
def send_away(setting: Setting, floor: Floor, contacts: Contacts, tallies: Floats, queue: int, now_s: float) -> None:
    """The queue is shut and nobody serves it any more: whoever still waits goes unanswered."""
    while drop_impatient(setting, floor, contacts, tallies, queue, now_s):
        contact = floor.waiting[queue]
        lose(setting, contacts, tallies, queue, contact, now_s - contacts.arrives_s[contact])
        floor.waiting[queue] = contact + 1


@compiled
def answer(
    setting: Setting, floor: Floor, contacts: Contacts, tallies: Floats, agent: int, queue: int, contact: int, now_s: float
) -> None:  # fmt: skip
    """An agent takes a contact; it ends when its work is done, whatever the roster says by then."""
    t = contacts.interval[contact]
    waited_s = now_s - contacts.arrives_s[contact]
    tallies[ANSWERED, queue, t] += 1
    tallies[WAIT_S, queue, t] += waited_s
    if waited_s <= setting.within_s[queue]:
        tallies[IN_TIME, queue, t] += 1
    units = setting.units[queue]
    floor.used[agent] += units
    count(setting, floor, IN_USE, floor.counted[agent], now_s, units / setting.full)
    schedule(floor, now_s + contacts.work_s[contact], agent * (len(setting.units) + 2) + queue)


@compiled
def take_on(setting: Setting, floor: Floor, contacts: Contacts, tallies: Floats, agent: int, now_s: float) -> None:
    """An agent whose capacity changed takes what waits, by priority, then the longest waiting; then stands free if it can."""
    step_out(floor, agent)
    while is_free(setting, floor, agent):
        best = NOBODY
        for i in range(setting.queues_of.shape[1]):
            queue = setting.queues_of[floor.crew[agent], i]
            if queue == NOBODY:
                break
            if setting.units[queue] > setting.full - floor.used[agent]:
                continue
            if floor.waiting[queue] == floor.coming[queue]:
                continue
            if not drop_impatient(setting, floor, contacts, tallies, queue, now_s):
                continue
            if (
                best == NOBODY
                or setting.priority[queue] < setting.priority[best]
                or (
                    setting.priority[queue] == setting.priority[best]
                    and contacts.arrives_s[floor.waiting[queue]] < contacts.arrives_s[floor.waiting[best]]
                )
            ):
                best = queue
        if best == NOBODY:
            stand_in(setting, floor, agent, now_s)
            return
        contact = floor.waiting[best]
        floor.waiting[best] = contact + 1
        answer(setting, floor, contacts, tallies, agent, best, contact, now_s)


# --- errands --------------------------------------------------------------------------------------------------------------


@compiled
def next_errand(setting: Setting, floor: Floor, agent: int) -> float:
    """Move on to the agent's next errand; the length of the one left behind."""
    counter = floor.errand_stream[agent]
    length_s = ERRAND_S * exponential(counter)
    floor.errand_due_s[agent] += exponential(counter + STEP) / setting.errands_per_s
    floor.errand_stream[agent] = counter + STEP + STEP
    return length_s


@compiled
def run_errand(setting: Setting, floor: Floor, agent: int, now_s: float) -> None:
    """An agent with nothing in hand does what it owes."""
    step_out(floor, agent)
    if floor.errand_until_s[agent] < 0.0:
        count(setting, floor, AT_HAND, floor.counted[agent], now_s, -1.0)
    floor.errand_until_s[agent] = now_s + floor.owed_s[agent]
    floor.owed_s[agent] = 0.0
    code = agent * (len(setting.units) + 2) + len(setting.units) + ERRAND_END
    schedule(floor, floor.errand_until_s[agent], code)
