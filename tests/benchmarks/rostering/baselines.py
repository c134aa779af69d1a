"""
What others reach on the same departments: the complete CP-SAT model with a complete hint, and pyworkforce on what it can express.

pyworkforce knows shifts without movable pauses, one number of hours for everybody, and no maximum: it is asked for the number of
people per shift that comes nearest to the requirement, then for names under rest, days off, availability and leave.
"""

from __future__ import annotations

import dataclasses
import importlib
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from solver.clock import Clock
from solver.config import SolverConfig
from solver.engines.exact import ExactModel
from solver.engines.weeks import engine, search
from solver.engines.weeks.state import Desk
from solver.frame import Frame
from solver.team import Team
from tests.benchmarks.rostering.department import Case, department

PEER = "pyworkforce"
FIRST_STEPS = 3
"""Steps of our engine that give the complete model its hint."""
ENDLESS = 1e9


@dataclass(frozen=True)
class Reached:
    """What a baseline has after `at_s` seconds, in points; None where it has nothing."""

    at_s: float
    objective: int | None
    bound: int | None


@dataclass(frozen=True)
class Baseline:
    """One baseline on one case; `note` where points do not say it all."""

    name: str
    standings: tuple[Reached, ...]
    note: str = ""


def complete_model(case: Case, marks_s: Sequence[float]) -> Baseline:
    """Every person, day and shift as a variable, from a first roster of ours as a hint of all variables."""
    desk = Desk(Team.of(Frame.of(department(case))))
    search.sweep(desk, desk.empty(), np.zeros(1, dtype=np.int64))  # compiled before the clock starts
    began = time.monotonic()
    config = SolverConfig(time_limit_s=max(marks_s))
    first = engine.run(desk, config, Clock(config), most_steps=FIRST_STEPS)
    seen: list[Reached] = []

    def tell(objective: float | None, bound: float) -> None:
        seen.append(Reached(time.monotonic() - began, None if objective is None else round(objective), round(bound)))

    model = ExactModel(desk)
    if first.weeks is not None:
        model.hint(first.weeks)
    built_s = time.monotonic() - began
    found = model.solve(seed=1, workers=2, limit_s=max(marks_s) - built_s, effort=ENDLESS, on_bound=tell)
    if found.weeks is not None:
        seen.append(Reached(max(marks_s), desk.cost(found.weeks), round(found.bound)))
    standings = []
    for mark in sorted(marks_s):
        until = [each for each in seen if each.at_s <= mark]
        last = until[-1] if until else Reached(mark, None, None)
        standings.append(dataclasses.replace(last, at_s=mark))
    return Baseline("complete CP-SAT model", tuple(standings), f"built in {built_s:.0f} s")


def peer(case: Case, marks_s: Sequence[float]) -> Baseline:
    """pyworkforce: numbers per shift, then names; each may take half of the time."""
    try:
        scheduling = importlib.import_module(f"{PEER}.scheduling")
        rostering = importlib.import_module(f"{PEER}.rostering")
    except ModuleNotFoundError:
        return Baseline(PEER, (), "not installed: pip install pyworkforce")
    problem = department(case)
    frame = Frame.of(problem)
    team, shifts, days = Team.of(frame), frame.shifts, frame.days
    first, last = int(shifts.first_of_day[0]), int(shifts.first_of_day[1])
    names = [f"{k}" for k in range(first, last)]
    per_interval = frame.steps_per_interval
    periods = int(np.diff(frame.midnight)[0]) // per_interval
    begins, ends = shifts.start[first:last] // per_interval, shifts.end[first:last] // per_interval
    working = {
        name: [1 if begin <= at < end else 0 for at in range(periods)]
        for name, begin, end in zip(names, begins, ends, strict=True)
    }
    needed = np.zeros((days, periods), dtype=int)
    for pool in problem.requirement.pools:
        starts = frame.pools.first_step // per_interval
        needed.reshape(-1)[starts[starts < needed.size]] += pool.required[: int((starts < needed.size).sum())]
    half_s = max(marks_s) / 2
    numbers = scheduling.MinAbsDifference(
        num_days=days, periods=periods, shifts_coverage=working, required_resources=needed.tolist(),
        max_period_concurrency=case.people, max_shift_concurrency=case.people, max_search_time=half_s, num_search_workers=2,
    ).solve()  # fmt: skip
    if numbers["cost"] == -1:
        return Baseline(PEER, (), f"numbers per shift: {numbers['status']}")
    required = {name: [0] * days for name in names}
    for each in numbers["resources_shifts"]:
        required[each["shift"]][each["day"]] = each["resources"]
    hours = [int(paid) / 60 for paid in shifts.paid_min[first:last]]
    rest = int(team.rest_min.max()) // frame.step_min
    day_steps = int(frame.midnight[1])
    banned = [
        {"resource": f"{agent}", "shift": names[k - int(shifts.first_of_day[day])], "day": day}
        for agent in range(team.size)
        for day in range(days)
        for k in range(int(shifts.first_of_day[day]), int(shifts.first_of_day[day + 1]))
        if not team.allowed[agent, k]
    ]
    answer = rostering.MinHoursRoster(
        num_days=days,
        resources=[f"{agent}" for agent in range(team.size)],
        shifts=names,
        shifts_hours=[round(hour) for hour in hours],
        min_working_hours=int(team.low_min.min()) // 60,
        banned_shifts=banned,
        max_resting=days,
        required_resources=required,
        non_sequential_shifts=[
            {"origin": names[one], "destination": names[other]}
            for one in range(len(names))
            for other in range(len(names))
            if shifts.start[first + other] + day_steps - shifts.end[first + one] < rest
        ],
        max_search_time=half_s,
        num_search_workers=2,
    ).solve()
    return Baseline(PEER, (), f"numbers per shift: {numbers['status']}; names: {answer['status']}")


if __name__ == "__main__":
    asked = json.loads(sys.argv[1])
    case, marks_s = Case(**asked["case"]), asked["marks_s"]
    print(json.dumps([asdict(each(case, marks_s)) for each in (complete_model, peer)]))
