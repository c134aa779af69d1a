"""From steps back to people: the roster of shifts and segments that a state of the search stands for."""

from __future__ import annotations

from collections.abc import Iterator

from solver.engines.weeks.kernels import BREAK, MEAL
from solver.engines.weeks.state import Weeks
from solver.frame import Frame, PossibleShift
from wfm.demand import Queue
from wfm.roster import Roster
from wfm.shifts import Activity, Segment, Shift
from wfm.timegrid import local

OpenQueues = dict[tuple[int, int], tuple[str, ...]]


def decode(frame: Frame, weeks: Weeks) -> Roster:
    """The roster of a state, with merged segments."""
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
                    segments=tuple(_segments(frame, opening, queues, possible, serve)),
                )
            )
    return Roster(problem.first_day, problem.days, tuple(shifts))


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
    frame: Frame, opening: OpenQueues, queues: dict[str, Queue], possible: PossibleShift, serve: list[int]
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
        else:
            activity = Activity.TRAINING
            if doing >= 0:
                posts = all(queues[queue].channel == "position" for queue in own)
                activity = Activity.POSITION if posts else Activity.ON_QUEUE
            end = first + 1
            while end < len(serve) and serve[end] == doing and queues_at(end) == own:
                end += 1
        yield Segment(
            start=local(frame.instant(possible.start + first), frame.problem.centre.time_zone),
            end=local(frame.instant(possible.start + end), frame.problem.centre.time_zone),
            activity=activity,
            queues=own,
            paid=paid,
        )
        first = end
