"""
How fast staff is required: ``python -m tests.benchmarks.staffing``.

Required agents for 80 % in 20 s, arrays in and arrays out, beside pyworkforce in the same run, whose answers are compared one by
one; and Erlang A, which pyworkforce 0.5.1 does not have. One core; what is compiled on a first call is not counted.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from wfm.staffing import erlang

Floats = NDArray[np.float64]
Required = Callable[[float], int]

CONSOLE = Console(width=150)
INTERVAL_S, AHT_S, WITHIN_S, SHARE, PATIENCE_S = 1800.0, 180.0, 20.0, 0.8, 180.0
OURS_INTERVALS, THEIRS_S = 200_000, 1.0
ACCEPT_PER_S, ACCEPT_IMPATIENT_PER_S = 2e6, 5e4
LOADS: dict[str, tuple[float, float]] = {  # median in erlangs, spread of its logarithm
    "1 erlang": (1, 0.05),
    "10": (10, 0.05),
    "100": (100, 0.05),
    "500": (500, 0.05),
    "5,000": (5000, 0.05),
    "mix, median 30": (30, 1.0),
}
ACCEPT_RATIO = {"10": 30, "100": 200, "500": 1000, "5,000": 1000, "mix, median 30": 100}
INSTALL = "pyworkforce: not measured; pip install pyworkforce (0.5.1 is the newest for Python 3.11)"


def loads(name: str) -> Floats:
    """Loads about one size, or of a mixed lot."""
    median, spread = LOADS[name]
    return median * np.exp(np.random.default_rng(1).normal(0, spread, OURS_INTERVALS))


def ours_s(load_erl: Floats, patience_s: float = np.inf) -> tuple[NDArray[np.int64], float]:
    """Required agents of all loads, and the seconds an interval takes; the best of five."""
    volumes, best_s = load_erl / AHT_S * INTERVAL_S, np.inf
    for _ in range(5):
        began = time.perf_counter()
        agents = erlang.required_agents(
            volumes, INTERVAL_S, AHT_S, service_level=SHARE, answer_within_s=WITHIN_S, patience_s=patience_s
        )
        best_s = min(best_s, time.perf_counter() - began)
    return agents, best_s / len(volumes)


def theirs_s(load_erl: Floats, required: Required) -> tuple[list[int], float]:
    """Required agents of as many loads as fit into a second, and the seconds one takes."""
    agents: list[int] = []
    began = time.perf_counter()
    while time.perf_counter() - began < THEIRS_S and len(agents) < len(load_erl):
        agents.append(required(float(load_erl[len(agents)])))
    return agents, (time.perf_counter() - began) / len(agents)


def pyworkforce_required() -> Required | None:
    """Required agents by pyworkforce, in its minutes; None where it is not installed."""
    try:
        from pyworkforce.queuing import ErlangC
    except ImportError:
        return None

    def required(load_erl: float) -> int:
        volume = load_erl / AHT_S * INTERVAL_S
        queue = ErlangC(transactions=volume, aht=AHT_S / 60, asa=WITHIN_S / 60, interval=int(INTERVAL_S / 60))
        return int(queue.required_positions(service_level=SHARE)["raw_positions"])

    return required


def main() -> None:
    """Measure, and hold against the targets."""
    table = Table(
        "load", "pyworkforce, µs", "ours, µs", "ratio: target", "reached", "intervals/s: target", "reached", "same"
    )
    required = pyworkforce_required()
    for name in LOADS:
        load_erl = loads(name)
        agents, own_s = ours_s(load_erl)
        row = [name, "", f"{own_s * 1e6:.3f}", "", "", f"{ACCEPT_PER_S / 1e6:.0f} M", f"{1e-6 / own_s:.1f} M", ""]
        if required is not None:
            answers, other_s = theirs_s(load_erl, required)
            row[1], row[4] = f"{other_s * 1e6:.1f}", f"{other_s / own_s:,.0f}"
            row[3] = f">= {ACCEPT_RATIO[name]:,}" if name in ACCEPT_RATIO else ""
            row[7] = f"{np.count_nonzero(agents[: len(answers)] == answers):,} of {len(answers):,}"
        table.add_row(*row)
    for name in ("10", "100", "mix, median 30"):
        _, own_s = ours_s(loads(name), PATIENCE_S)
        target = f"{ACCEPT_IMPATIENT_PER_S / 1e6:.2f} M"
        table.add_row(f"Erlang A, {name}", "", f"{own_s * 1e6:.3f}", "", "", target, f"{1e-6 / own_s:.2f} M", "")
    CONSOLE.print(table)
    if required is None:
        CONSOLE.print(INSTALL)


if __name__ == "__main__":
    main()
