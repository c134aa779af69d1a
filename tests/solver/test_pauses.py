"""The pauses of all possible shifts against every placement there is, shift by shift."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest

from solver.engines.weeks.state import Desk
from solver.frame import Frame
from solver.problem import RosterProblem
from solver.team import Team
from tests.worlds import MONDAY, centre, requirement

MEAL = {"min": 60, "after_h": 2, "before_h": 4}
BREAKS = ({"min": 30, "after_h": 1, "before_h": 3}, {"min": 30, "after_h": 4, "before_h": 6})


def desk(seed: int) -> Desk:
    """Shifts of several lengths that begin together, and two templates of which one lacks the meal or has an unpaid break."""
    draw = random.Random(seed)
    long = {
        "id": "long",
        "starts": "08:00-10:00",
        "start_every_min": 60,
        "paid_h": [5, 6, 8],
        "meal": MEAL,
        "breaks": BREAKS,
    }
    other = {
        "id": "other", "starts": "08:00-10:00", "start_every_min": 120, "paid_h": [4, 6],
        "breaks": ({**BREAKS[0], "paid": draw.random() < 0.5}, *BREAKS[1:][: draw.randrange(2)]),
    }  # fmt: skip
    of = centre(
        interval_min=30,
        open={"mon": draw.choice(("08:00-20:00", "09:00-18:00"))},
        templates=(long, other),
    )
    return Desk(Team.of(Frame.of(RosterProblem(of, requirement(of, days=1), MONDAY, 1))))


@pytest.mark.parametrize("seed", range(8))
def test_every_shift_has_its_best_pauses(seed: int) -> None:
    """Worth the work that is left, the best of all placements in order; impossible where work would lie outside the hours."""
    bench = desk(seed)
    frame, shifts = bench.frame, bench.frame.shifts
    gains = np.random.RandomState(seed).uniform(-50, 200, frame.pools.shape).round()

    value, offsets, _ = bench.shift_values(0, gains, np.zeros(frame.steps))

    work = [gains[0, i] if i >= 0 else -np.inf for i in frame.pools.interval_of]
    for k in range(len(shifts.all)):
        start, end, count = int(shifts.start[k]), int(shifts.end[k]), int(shifts.pause_count[k])
        length = shifts.pause_length[k, :count].tolist()
        windows = [
            range(int(shifts.pause_first[k, j]), min(int(shifts.pause_last[k, j]), end - start - length[j]) + 1)
            for j in range(count)
        ]
        worths = {
            places: sum(work[t] for t in range(start, end) if not _paused(t - start, places, length))
            for places in itertools.product(*windows)
            if all(places[j] + length[j] <= places[j + 1] for j in range(count - 1))
        }
        best = max(worths.values(), default=-np.inf)
        if best == -np.inf:
            assert value[k] < -1e9
        else:
            assert value[k] == pytest.approx(best)
            assert worths[tuple(offsets[k, :count].tolist())] == pytest.approx(best)


def _paused(offset: int, places: tuple[int, ...], length: list[int]) -> bool:
    return any(place <= offset < place + lasting for place, lasting in zip(places, length, strict=True))
