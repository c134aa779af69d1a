"""The same floor written a second time, with simpy: two queues of different rank, impatient callers, one team with a break."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import numpy as np
import pytest
import simpy

from tests.wfm.simulation.worlds import roster
from tests.wfm.staffing.departments import VOICE, department, forecast, queue
from wfm.simulation import replay
from wfm.simulation.estimates import ratio

OPEN_S, BREAK_S = 10 * 3600, (4 * 3600, 5 * 3600)
CALLS_PER_H = {"vip": 30.0, "phone": 90.0}
PRIORITY = {"vip": 1, "phone": 2}
AHT_S, PATIENCE_S, WITHIN_S = 180.0, 120.0, 20.0
AGENTS, ON_BREAK = 7, 3
Figures = dict[str, list[float]]


def simulated_day(random: np.random.Generator) -> dict[str, tuple[int, int]]:
    """One day of simpy: contacts that came, and those answered in time, per queue."""
    environment = simpy.Environment()
    team = simpy.PriorityResource(environment, AGENTS)
    came, in_time = dict.fromkeys(CALLS_PER_H, 0), dict.fromkeys(CALLS_PER_H, 0)

    def call(name: str) -> Generator[Any, Any, None]:
        with team.request(priority=PRIORITY[name]) as turn:
            came_s = environment.now
            yield turn | environment.timeout(random.exponential(PATIENCE_S))
            if turn.triggered:
                in_time[name] += environment.now - came_s <= WITHIN_S
                yield environment.timeout(random.exponential(AHT_S))

    def stream(name: str) -> Generator[Any, Any, None]:
        while True:
            yield environment.timeout(random.exponential(3600 / CALLS_PER_H[name]))
            if environment.now >= OPEN_S:
                return
            came[name] += 1
            environment.process(call(name))

    def pause() -> Generator[Any, Any, None]:
        """Goes on the break as soon as the team has a free hand, before any call; back when the break ends."""
        yield environment.timeout(BREAK_S[0])
        with team.request(priority=0) as turn:
            yield turn
            yield environment.timeout(BREAK_S[1] - environment.now)

    for name in CALLS_PER_H:
        environment.process(stream(name))
    for _ in range(ON_BREAK):
        environment.process(pause())
    environment.run(until=OPEN_S + 3600)
    return {name: (came[name], in_time[name]) for name in CALLS_PER_H}


def test_simpy_finds_the_same_service_levels() -> None:
    """Both queues' service level over the day agrees with simpy's within four standard errors of both."""
    days = 120
    random = np.random.default_rng(7)
    theirs = [simulated_day(random) for _ in range(days)]
    centre = department(
        queue("vip", VOICE, skill="phone", patience_s=PATIENCE_S),
        queue("phone", VOICE, priority=2, patience_s=PATIENCE_S),
    )
    both = ("vip", "phone")
    all_day, halves = [("08:00", "18:00", both)], [("08:00", "12:00", both), ("13:00", "18:00", both)]
    people = roster(centre, {f"A{number}": halves if number < ON_BREAK else all_day for number in range(AGENTS)})
    volumes = forecast(centre, {name: calls / 2 for name, calls in CALLS_PER_H.items()}, AHT_S)

    ours = replay(people, centre, volumes, replications=2000, seed=1, day_variation=0).service_level("day")

    for row, name in enumerate(both):
        came, in_time = np.array([day[name] for day in theirs], dtype=float).T
        found = ratio(in_time, came, empty=1)
        errors = np.hypot((found.hi - found.lo) / 4, (ours.hi[row, 0] - ours.lo[row, 0]) / 4)
        assert ours.mean[row, 0] == pytest.approx(float(found.mean), abs=4 * errors)
        assert errors < 0.01
