"""
How fast a roster is replayed: ``python -m tests.benchmarks.simulation``.

Events per second on one thread, one skill and several, beside simpy on the same queue (a contact that comes and one that ends are
an event each, whoever counts); the bundled team of 50, planned and replayed for a week; and a day solved without noise, held
against its replay. What is compiled or read on a first call is not counted.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import simpy
from rich.console import Console
from rich.table import Table

from scenarios import PlanOptions, plan
from solver import SolverConfig
from tests.wfm.simulation.worlds import Piece, roster, team
from tests.wfm.staffing.departments import VOICE, department, forecast, queue
from wfm.examples import copy_example
from wfm.formats import read_centre
from wfm.simulation import replay
from wfm.simulation.transient import transient_day

CONSOLE = Console(width=120)
AGENTS, AHT_S, PATIENCE_S, DAY_S = 50, 300.0, 180.0, 10 * 3600
LOAD_ERL, SIMPY_S = 50.0, 40 * 3600
SKILLS = ("a", "b", "c", "d")
WEEK, REPLICATIONS = "2026-W48", 200
QUARTER_S, DAY_SHAPE = 900.0, np.sin(np.linspace(0.25, np.pi - 0.25, 56)) ** 1.5
ACCEPT_ONE_SKILL, ACCEPT_SKILLS, ACCEPT_WEEK_S, ACCEPT_DAY_S, ACCEPT_APART = 5e6, 1e6, 5.0, 0.5, 0.01
Found = TypeVar("Found")


def timed(work: Callable[[], Found]) -> tuple[Found, float]:
    """What it gives, and the seconds of its second call."""
    work()
    began = time.perf_counter()
    found = work()
    return found, time.perf_counter() - began


def one_skill() -> float:
    """Events per second of 50 agents with 50 erlangs of impatient callers."""
    centre = department(queue("phone", VOICE, patience_s=PATIENCE_S))
    volumes = forecast(centre, {"phone": LOAD_ERL / AHT_S * 1800}, AHT_S)
    people = team(centre, AGENTS, ("phone",))
    result, took_s = timed(lambda: replay(people, centre, volumes, replications=400, threads=1))
    return result.events / took_s


def several_skills() -> float:
    """The same people on four queues of two ranks, with breaks, absences and errands; a third each has one, two and four skills."""
    queues = [queue(name, VOICE, patience_s=PATIENCE_S, priority=1 + row % 2) for row, name in enumerate(SKILLS)]
    centre = department(*queues, shrinkage={"in_shift": 0.06, "off_shift": 0.04})
    volumes = forecast(centre, {name: LOAD_ERL / len(SKILLS) / AHT_S * 1800 for name in SKILLS}, AHT_S)

    def pieces(number: int) -> list[Piece]:
        names = tuple(SKILLS[(number + step) % len(SKILLS)] for step in range((1, 2, 4)[number % 3]))
        return [("08:00", "12:00", names), ("12:00", "13:00", ()), ("13:00", "18:00", names)]

    people = roster(centre, {f"A{number}": pieces(number) for number in range(AGENTS)})
    result, took_s = timed(lambda: replay(people, centre, volumes, replications=400, threads=1))
    return result.events / took_s


def with_simpy() -> float:
    """Events per second of the one skill in simpy."""
    random = np.random.default_rng(1)
    environment = simpy.Environment()
    desk = simpy.Resource(environment, AGENTS)
    came = 0

    def call() -> Generator[Any, Any, None]:
        with desk.request() as turn:
            yield turn | environment.timeout(random.exponential(PATIENCE_S))
            if turn.triggered:
                yield environment.timeout(random.exponential(AHT_S))

    def stream() -> Generator[Any, Any, None]:
        nonlocal came
        while True:
            yield environment.timeout(random.exponential(AHT_S / LOAD_ERL))
            came += 1
            environment.process(call())

    environment.process(stream())
    began = time.perf_counter()
    environment.run(until=SIMPY_S)
    return 2 * came / (time.perf_counter() - began)


def week_of_50() -> tuple[float, int]:
    """Seconds for a week of the bundled team, two threads, and the events in it."""
    with tempfile.TemporaryDirectory() as folder:
        copy_example("team-of-50", Path(folder) / "team")
        centre = read_centre(Path(folder) / "team")
    made = plan(centre, WEEK, PlanOptions(solver=SolverConfig(budget=1)))
    result, took_s = timed(lambda: replay(made.roster, centre, made.forecast, replications=REPLICATIONS, threads=2))
    return took_s, result.events


def day_without_noise(peak_erl: float) -> tuple[float, float]:
    """Seconds for a day of 56 quarters, and how far its mean interval service level is from that of its replay."""
    load = peak_erl * DAY_SHAPE
    agents = np.ceil(load + 0.6 * np.sqrt(load)).astype(int)
    offered = load / AHT_S * QUARTER_S
    day, took_s = timed(
        lambda: transient_day(offered, QUARTER_S, AHT_S, agents, answer_within_s=20, patience_s=PATIENCE_S)
    )
    centre = department(
        queue("phone", VOICE, patience_s=PATIENCE_S), opening={"mon-sun": "08:00-22:00"}, interval_min=15
    )
    clock = [f"{8 + quarter // 4:02d}:{quarter % 4 * 15:02d}" for quarter in range(57)]
    people: dict[str, list[Piece]] = {
        f"A{number}": [(clock[t], clock[t + 1], ("phone",)) for t in range(56) if number < agents[t]]
        for number in range(agents.max())
    }
    volumes = forecast(centre, {"phone": offered}, AHT_S)
    result = replay(roster(centre, people), centre, volumes, replications=REPLICATIONS, day_variation=0)
    return took_s, abs(float(result.service_level().mean[0].mean() - day.service_level.mean()))


def main() -> None:
    """Measure, and hold against the targets."""
    table = Table("what", "target", "reached", "kept")
    one, skills, theirs = one_skill(), several_skills(), with_simpy()
    week_s, week_events = week_of_50()
    table.add_row(
        "one skill", f">= {ACCEPT_ONE_SKILL / 1e6:.0f} M events/s", f"{one / 1e6:.1f} M", kept(one >= ACCEPT_ONE_SKILL)
    )
    table.add_row(
        "four skills",
        f">= {ACCEPT_SKILLS / 1e6:.0f} M events/s",
        f"{skills / 1e6:.1f} M",
        kept(skills >= ACCEPT_SKILLS),
    )
    table.add_row("one skill, simpy", "", f"{theirs / 1e6:.2f} M, {one / theirs:.0f} times slower", "")
    table.add_row(
        f"team of 50, a week, {REPLICATIONS} replications, {week_events / 1e6:.1f} M events",
        f"<= {ACCEPT_WEEK_S:.0f} s on 2 cores", f"{week_s:.2f} s", kept(week_s <= ACCEPT_WEEK_S),
    )  # fmt: skip
    for peak_erl in (20, 100, 500):
        day_s, apart = day_without_noise(peak_erl)
        table.add_row(
            f"day without noise, peak of {peak_erl} erlangs",
            f"<= {ACCEPT_DAY_S} s, {ACCEPT_APART} from the replay", f"{day_s:.3f} s, {apart:.4f}",
            kept(day_s <= ACCEPT_DAY_S and apart <= ACCEPT_APART),
        )  # fmt: skip
    CONSOLE.print(table)


def kept(true: bool) -> str:
    """Yes or no."""
    return "yes" if true else "no"


if __name__ == "__main__":
    main()
