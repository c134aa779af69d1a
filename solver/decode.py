"""From steps back to people: the roster of shifts and segments that a state of the search stands for; and the way there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from solver.engines.weeks.bench import Weeks
from solver.engines.weeks.kernels import BREAK, I8, MEAL
from solver.engines.weeks.state import Start
from solver.frame import MOST_PAUSES, Frame, PossibleShift
from solver.team import Seat
from wfm.demand import Queue
from wfm.roster import Roster
from wfm.shifts import Activity, Segment, Shift
from wfm.timegrid import local

OpenQueues = dict[tuple[int, int], tuple[str, ...]]


def decode(frame: Frame, weeks: Weeks, seats: Iterable[Seat] = ()) -> Roster:
    """The roster of a state, with merged segments; `seats` say who is at which activity when."""
    seated: dict[int, dict[int, Seat]] = defaultdict(dict)
    for seat in seats:
        seated[seat.agent][seat.start] = seat
    problem = frame.problem
    queues = {queue.id: queue for queue in problem.centre.queues}
    opening = _open_queues(frame)
    shifts = []
    for index, agent in enumerate(problem.centre.agents):
        for k in weeks.chosen[index].tolist():
            if k < 0:
                continue
            possible = frame.shifts.all[k]
            serve = weeks.serve[index, possible.start : possible.end].tolist()
            shifts.append(
                Shift(
                    agent_id=agent.agent_id,
                    shift_date=problem.dates[possible.day],
                    shift_id=possible.template.id,
                    segments=tuple(_segments(frame, opening, queues, possible, serve, seated[index])),
                )
            )
    return Roster(problem.first_day, problem.days, tuple(shifts))


def encode(frame: Frame, roster: Roster) -> Start:
    """The shifts, pauses and pools of a roster in the steps of a frame; what is not possible there is left out."""
    problem = frame.problem
    place = {
        (shift.day, shift.template.id, frame.instant(shift.start), shift.paid_min): k
        for k, shift in enumerate(frame.shifts.all)
    }
    people = len(problem.centre.agents)
    start = Start(
        chosen=np.full((people, problem.days), -1, dtype=np.int32),
        pauses=np.full((people, problem.days, MOST_PAUSES), -1, dtype=np.int16),
        pool_at=np.full((people, frame.steps), -1, dtype=np.int8),
    )
    for index, agent in enumerate(problem.centre.agents):
        for shift in roster.of(agent.agent_id):
            day = (shift.shift_date - problem.first_day).days
            k = place.get((day, shift.shift_id, shift.start_min, shift.paid_min), -1)
            offsets = _offsets(frame, frame.shifts.all[k], shift) if k >= 0 else None
            if offsets is not None:
                start.chosen[index, day] = k
                start.pauses[index, day, : len(offsets)] = offsets
                _mark_pools(frame, shift, start.pool_at[index])
    return start


def _offsets(frame: Frame, possible: PossibleShift, shift: Shift) -> list[int] | None:
    """Where each pause of a shift begins, in steps from its start; None where they are not those of the possible shift."""
    taken = [segment for segment in shift.segments if segment.activity in (Activity.BREAK, Activity.MEAL)]
    if [(segment.activity, segment.length_min) for segment in taken] != [
        (pause.activity, pause.length_min) for pause in possible.pauses
    ]:
        return None
    begun = [segment.start_min - shift.start_min for segment in taken]
    if any(at % frame.step_min for at in begun):
        return None
    inside = all(pause.first_min <= at <= pause.last_min for at, pause in zip(begun, possible.pauses, strict=True))
    return [at // frame.step_min for at in begun] if inside else None


def _mark_pools(frame: Frame, shift: Shift, pool_at: I8) -> None:
    """Write the pool a shift serves at each of its steps."""
    for segment in shift.segments:
        queue = frame.problem.centre.queue(segment.queues[0]) if segment.queues else None
        if queue is not None and queue.pool in frame.pools.ids:
            first, last = ((at - frame.origin_min) // frame.step_min for at in (segment.start_min, segment.end_min))
            pool_at[max(first, 0) : max(last, 0)] = frame.pools.ids.index(queue.pool)


def _open_queues(frame: Frame) -> OpenQueues:
    """Queues of each pool that are open in each interval, by (pool, interval)."""
    problem = frame.problem
    grid = problem.requirement.grid
    found: OpenQueues = {}
    for p, pool in enumerate(problem.requirement.pools):
        own = [queue for queue in problem.centre.queues if queue.pool == pool.skill]
        open_at = {
            queue.id: set(problem.centre.grid(problem.first_day, problem.days, queue).starts_min.tolist())
            for queue in own
        }
        for i, start in enumerate(grid.starts_min.tolist()):
            found[p, i] = tuple(queue.id for queue in own if start in open_at[queue.id])
    return found


def _segments(
    frame: Frame,
    opening: OpenQueues,
    queues: dict[str, Queue],
    possible: PossibleShift,
    serve: list[int],
    seated: Mapping[int, Seat],
) -> Iterator[Segment]:
    """Runs of steps with one activity and the same open queues; the pauses come in the order of their shift."""

    def queues_at(offset: int) -> tuple[str, ...]:
        doing = serve[offset]
        return opening[doing, int(frame.pools.interval_of[possible.start + offset])] if doing >= 0 else ()

    pauses = iter(possible.pauses)
    first = 0
    while first < len(serve):
        doing, own = serve[first], queues_at(first)
        paid = True
        if doing in (MEAL, BREAK):
            pause = next(pauses)
            activity, paid = pause.activity, pause.paid
            end = first + pause.length_min // frame.step_min
        elif possible.start + first in seated:
            seat = seated[possible.start + first]
            activity, end = Activity(seat.activity), seat.end - possible.start
        else:
            activity = Activity.TRAINING
            if doing >= 0:
                posts = all(queues[queue].channel == "position" for queue in own)
                activity = Activity.POSITION if posts else Activity.ON_QUEUE
            end = first + 1
            while end < len(serve) and serve[end] == doing and queues_at(end) == own:
                if possible.start + end in seated:
                    break
                end += 1
        yield Segment(
            start=local(frame.instant(possible.start + first), frame.problem.centre.time_zone),
            end=local(frame.instant(possible.start + end), frame.problem.centre.time_zone),
            activity=activity,
            queues=own,
            paid=paid,
        )
        first = end
