"""A few people at a time, their weeks or their shifts of one day: compiled, free of the interpreter lock."""

from __future__ import annotations

import numpy as np

from solver.engines.weeks.bench import Bench, Weeks
from solver.engines.weeks.compiled import compiled
from solver.engines.weeks.kernels import F64, I32
from solver.engines.weeks.moves import coverage_points, gains_now, own_points, partner, put_in, seat
from solver.engines.weeks.one_day import WHOLE, Part, may_move, seat_on_day, take_out_day


@compiled
def reseat(
    bench: Bench,
    part: Part,
    weeks: Weeks,
    found: Weeks,
    groups: I32,
    blend: F64,
    y: F64,
    now: float,
    best: float,
    slack: float,
) -> tuple[float, float]:
    """
    Take each group of people out of the roster and put them back in turn, each at best.

    Parameters
    ----------
    part
        WHOLE: their weeks, and with them who works together with them. A day: their shifts of that day; who has none stays out.
    weeks, found
        The roster, changed in place, and room for the best one met: written wherever one costs less than `best`.
    groups
        People of each group, shape (tries, most); who stands there twice is taken out once.
    blend, y
        How much of the prices `y` (P, I) the first of each group (tries,) sees in place of what the others leave, fewer the later
        ones: who comes first must not take what the whole group has to share.
    now, best
        Points of the roster, and of the best one so far.
    slack
        What is no worse is kept, and also what is within so many points of the best.

    Returns
    -------
    tuple
        Points of the roster as it is left, and of the best one.
    """
    gains, lead = np.empty(bench.is_open.shape), np.empty(len(weeks.leads))
    z, leads, present = np.empty_like(weeks.z), np.empty_like(weeks.leads), np.empty_like(weeks.present)
    people, most = len(weeks.chosen), groups.shape[1] * (1 + len(bench.pair_people))
    undecided = np.zeros(people, dtype=np.bool_)
    members = np.empty(most, dtype=np.int64)
    chosen = np.empty((most, weeks.chosen.shape[1]), dtype=weeks.chosen.dtype)
    pauses = np.empty((most, weeks.pauses.shape[1], weeks.pauses.shape[2]), dtype=weeks.pauses.dtype)
    serve = np.empty((most, weeks.serve.shape[1]), dtype=weeks.serve.dtype)
    for one_try in range(len(groups)):
        count = 0
        for agent in groups[one_try]:
            if part.day != WHOLE and not may_move(bench, weeks, agent, part.day):
                continue
            if not undecided[agent]:
                undecided[agent] = True
                members[count] = agent
                count += 1
            if part.day != WHOLE:
                continue
            for pair in range(len(bench.pair_people)):
                other = partner(bench, pair, agent)
                if other >= 0 and bench.pair_together[pair] and not undecided[other]:
                    undecided[other] = True
                    members[count] = other
                    count += 1
        z[:], leads[:], present[:] = weeks.z, weeks.leads, weeks.present
        then = now - coverage_points(bench, weeks)
        for index in range(count):
            agent = members[index]
            then -= own_points(bench, agent, weeks.chosen[agent])
            chosen[index], pauses[index], serve[index] = weeks.chosen[agent], weeks.pauses[agent], weeks.serve[agent]
            if part.day == WHOLE:
                put_in(bench, weeks, agent, -1)
            else:
                take_out_day(bench, weeks, agent, part.day)
        legal = True
        for index in range(count):
            agent = members[index]
            gains_now(bench, weeks.z, weeks.leads, gains, lead)
            if blend[one_try] > 0 and index < count - 1:
                share = blend[one_try] * (1 - index / (count - 1))
                gains *= 1 - share
                gains += share * y
            if part.day == WHOLE:
                legal = legal and seat(bench, weeks, agent, gains, lead, undecided)
            else:
                legal = legal and seat_on_day(bench, part, weeks, agent, gains, lead, undecided)
            undecided[agent] = False
            then += own_points(bench, agent, weeks.chosen[agent])
        then += coverage_points(bench, weeks)
        if legal and (then <= now or then <= best + slack):
            now = then
            if now < best:
                best = now
                found.chosen[:], found.pauses[:], found.serve[:] = weeks.chosen, weeks.pauses, weeks.serve
                found.z[:], found.leads[:], found.present[:] = weeks.z, weeks.leads, weeks.present
        else:
            for index in range(count):
                agent = members[index]
                weeks.chosen[agent], weeks.pauses[agent] = chosen[index], pauses[index]
                weeks.serve[agent] = serve[index]
            weeks.z[:], weeks.leads[:], weeks.present[:] = z, leads, present
    return now, best
