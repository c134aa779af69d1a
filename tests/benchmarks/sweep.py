"""
A manager's sweep: ``python -m tests.benchmarks.sweep [--budget 5] [--alone 10] [--scenarios 40]``.

Forty scenarios of `team-of-50`, headcount times volume, each planned anew on one core and replayed, two at a time; then some of
them one at a time. The same steps are made either way, so their figures have to be the same; the speed-up is the ratio of the time
a scenario takes, the base set aside. It says something only on a machine that does nothing else: the cores that each run got, its
seconds of computing over its seconds, stand beside it.
"""

from __future__ import annotations

import argparse
import os
import platform
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rich.console import Console

from scenarios.compare import ScenarioFigures
from scenarios.lever_text import read_axis
from scenarios.plan import PlanOptions
from scenarios.sweep import Scenario, grid_of, sweep
from solver import SolverConfig
from wfm.formats import read_centre

CONSOLE = Console(width=150)
EXAMPLE = Path(__file__).parent.parent.parent / "wfm" / "examples" / "team-of-50"
MONDAY = date(2026, 11, 23)
AXES = ("headcount:phone+[-3..4]", "volume*[0.9..1.3/0.1]")
ACCEPT_S = 600.0


@dataclass(frozen=True)
class Run:
    """One sweep: how long it took, and what it found."""

    wall_s: float
    cpu_s: float
    base: ScenarioFigures
    found: list[ScenarioFigures]


def main() -> None:
    """Sweep the base alone, everything with two processes, and some of it with one; then say what was found."""
    parser = argparse.ArgumentParser(description="Forty scenarios with two processes, and some of them with one.")
    parser.add_argument("--budget", type=int, default=5, help="search steps of each scenario")
    parser.add_argument("--alone", type=int, default=10, help="how many are planned one at a time as well")
    parser.add_argument("--scenarios", type=int, default=40, help="fewer for a look at the speed-up alone")
    asked = parser.parse_args()
    scenarios = grid_of([read_axis(axis) for axis in AXES])
    scenarios = scenarios[: asked.scenarios]
    some = scenarios[:: max(1, len(scenarios) // asked.alone)]
    base = swept([], 1, asked.budget)
    both = swept(scenarios, 2, asked.budget)
    alone = swept(some, 1, asked.budget)
    CONSOLE.print(
        f"{len(scenarios)} scenarios, two processes: {both.wall_s:.0f} s, of them {base.wall_s:.0f} s for the base "
        f"(accept {ACCEPT_S:.0f} s: {'held' if both.wall_s < ACCEPT_S else 'MISSED'})"
    )
    each_of_both, each_alone = ((run.wall_s - base.wall_s) / len(run.found) for run in (both, alone))
    by_name = {figures.name: figures for figures in both.found}
    same = all(by_name[figures.name] == figures for figures in alone.found)
    CONSOLE.print(
        f"a scenario takes {each_of_both:.1f} s with two processes and {each_alone:.1f} s with one: speed-up "
        f"{each_alone / each_of_both:.2f}; figures of {len(some)} {'the same' if same else 'DIFFERENT'} either way"
    )
    for name, run in (("two processes", both), ("one", alone)):
        CONSOLE.print(
            f"{name}: {run.cpu_s:.0f} s of computing in {run.wall_s:.0f} s, {run.cpu_s / run.wall_s:.2f} cores"
        )
    planned = [figures for figures in both.found if figures.outcome == "planned"]
    told = sum(figures.roster != "not_told_apart" for figures in planned)
    gaps = sorted(figures.gap_agent_hours for figures in planned)
    CONSOLE.print(
        f"{len(planned)} planned; gap {gaps[0]:.1f} to {gaps[-1]:.1f} agent-hours (base {both.base.gap_agent_hours:.1f}); "
        f"{told} rosters told apart from the base's"
    )
    CONSOLE.print(f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}")


def swept(scenarios: Sequence[Scenario], processes: int, budget: int) -> Run:
    """One sweep, timed from the department in memory to the last figure."""
    centre = read_centre(EXAMPLE)
    options = PlanOptions(solver=SolverConfig(budget=budget))
    began, computed = time.perf_counter(), computing_s()

    def tell(figures: ScenarioFigures) -> None:
        CONSOLE.print(f"{time.perf_counter() - began:6.1f} s  {figures.name}", highlight=False)

    base, found = sweep(centre, MONDAY, scenarios, options, processes=processes, on_done=tell)
    return Run(time.perf_counter() - began, computing_s() - computed, base, found)


def computing_s() -> float:
    """Seconds of computing of this process and of those it began that have ended."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


if __name__ == "__main__":
    main()
