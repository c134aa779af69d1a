"""
How well the forecast does on real series: ``python -m tests.benchmarks.forecasting``.

Two weeks ahead from rolling weekly origins, nothing known beyond each; one set of defaults for all series. The first table says
what was measured, the second holds it against the targets.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from rich.console import Console
from rich.table import Table

from forecasting.methods import METHODS
from tests.benchmarks.forecasting_intraday import measure_rest
from tests.benchmarks.forecasting_measures import Measures, best_constant, mean_of, measure, rolled_back
from tests.benchmarks.forecasting_sets import SETS, CallSet, pasts
from wfm.calendar import DAY_MIN

OURS, USUAL = "day_profile", "mean_6"
CONSOLE = Console(width=170)


@dataclass(frozen=True)
class Run:
    """
    One set over some test weeks.

    `methods` holds the measures of every method, `constant` the WAPE of the best constant per queue, known only afterwards; all are
    means over the set's queues.
    """

    call_set: CallSet
    weeks: int
    methods: dict[str, Measures]
    constant: float

    @property
    def name(self) -> str:
        """Set and number of test weeks."""
        return f"{self.call_set.name}, {self.weeks} wk"

    def ratio(self, wape: float) -> float:
        """(WAPE - floor) / (WAPE of the mean of 6 - floor): how much of the error that is not chance is left."""
        usual = self.methods[USUAL]
        return (wape - usual.floor) / (usual.interval - usual.floor)


@dataclass(frozen=True)
class Target:
    """A measured value and the ranges it should lie in; a bound of infinity is none."""

    run: str
    what: str
    value: float
    accept: tuple[float, float]
    stretch: tuple[float, float]


def runs(call_set: CallSet) -> Iterator[Run]:
    """The set measured over each of its numbers of test weeks."""
    queues = pasts(call_set)
    rolled = {
        name: {queue: rolled_back(past, method, max(call_set.weeks)) for queue, past in queues.items()}
        for name, method in METHODS.items()
    }
    for weeks in call_set.weeks:
        measures = {
            name: mean_of(measure(past, rolled[name][queue], weeks) for queue, past in queues.items())
            for name in METHODS
        }
        constant = float(np.mean([best_constant(rolled[USUAL][queue], weeks) for queue in queues]))
        yield Run(call_set, weeks, measures, constant)


def targets(run: Run) -> Iterator[Target]:
    """The targets set for a run."""
    ours, name = run.methods[OURS], run.call_set.name

    def most(what: str, value: float, accept: float, stretch: float) -> Target:
        return Target(run.name, what, value, (-np.inf, accept), (-np.inf, stretch))

    if name == "bank 30 min":
        yield most("WAPE interval, %", 100 * ours.interval, 5.6, 5.1)
        yield most("WAPE day, %", 100 * ours.day, 4.1, 3.5)
        yield most("|bias|, %", 100 * abs(ours.bias), 1.0, 1.0)
    if name == "bank 5 min":
        yield most("WAPE interval, %", 100 * ours.interval, 7.8, 7.3)
    if name.startswith("telecom"):
        yield most("WAPE, %", 100 * ours.interval, 13.5, 11.0)
        yield most("|bias|, %", 100 * abs(ours.bias), 5.0, 5.0)
    yield most("ratio", run.ratio(ours.interval), 0.75, 0.60)
    for level, accept, stretch in ((80, (76.0, 86.0), (78.0, 82.0)), (95, (92.0, 98.0), (94.0, 96.0))):
        for part, which in (("", "all weeks"), ("_older", "older half"), ("_newer", "newer half")):
            covered = 100 * float(getattr(ours, f"cover_{level}{part}"))
            yield Target(run.name, f"coverage {level} %, {which}", covered, accept, stretch)


def intraday_targets(call_set: CallSet) -> Iterator[Target]:
    """The targets of the rest of a day, for sets with intervals and one queue."""
    for past in pasts(call_set).values():
        rest = measure_rest(past)
        CONSOLE.print(
            f"{call_set.name}, rest of the day at 40 %: WAPE {100 * rest.two_weeks_ahead:.2f} two weeks ahead, "
            f"{100 * rest.evening_before:.2f} the evening before, {100 * rest.reforecast:.2f} with the morning's contacts, "
            f"{100 * rest.total_known:.2f} if the rest's total were known"
        )
        yield Target(call_set.name, "rest of the day, change, %", 100 * rest.change, (-np.inf, -20.0), (-np.inf, -25.0))


def print_measures(measured: list[Run]) -> None:
    """Every method on every run."""
    table = Table(title="Lead 2 weeks, rolling weekly origins; WAPE and coverage in %, widths against the mean of 6")
    heads = ("method", "interval", "day", "bias", "floor", "ratio", "80 %", "older", "newer", "95 %", "older", "newer")
    table.add_column("set")
    for head in (*heads, "width 80", "width 95"):
        table.add_column(head, justify="right", no_wrap=True)
    for run in measured:
        for method, found in run.methods.items():
            usual = run.methods[USUAL]
            errors = (found.interval, found.day, found.bias, found.floor)
            covered = [
                getattr(found, f"cover_{level}{part}") for level in (80, 95) for part in ("", "_older", "_newer")
            ]
            widths = (found.width_80 / usual.width_80, found.width_95 / usual.width_95)
            table.add_row(
                run.name if method == OURS else "",
                method,
                *(_number(100 * value, 2) for value in errors),
                _number(run.ratio(found.interval), 3),
                *(_number(100 * value, 1) for value in covered),
                *(_number(value, 2) for value in widths),
            )
        table.add_row(
            "", "best constant", _number(100 * run.constant, 2), "", "", "", _number(run.ratio(run.constant), 3)
        )
        table.add_section()
    CONSOLE.print(table)
    CONSOLE.print("best constant: one number for all of the test weeks, known only afterwards.")


def print_targets(lines: list[Target]) -> None:
    """What was reached."""
    table = Table(title="Targets")
    for head in ("set", "what", "measured", "accept", "reached", "stretch", "reached"):
        table.add_column(head, justify="left" if head in ("set", "what") else "right")
    for line in lines:
        judged = (
            text for bounds in (line.accept, line.stretch) for text in (_range(bounds), _held(line.value, bounds))
        )
        table.add_row(line.run, line.what, _number(line.value, 2), *judged)
    CONSOLE.print(table)
    reached = sum(_held(line.value, line.accept) == "yes" for line in lines)
    CONSOLE.print(f"accept: {reached} of {len(lines)} reached")


def _number(value: float, digits: int) -> str:
    return "–" if np.isnan(value) else f"{value:.{digits}f}"


def _range(bounds: tuple[float, float]) -> str:
    low, high = bounds
    return f"<= {high:g}" if np.isinf(low) else f"{low:g}–{high:g}"


def _held(value: float, bounds: tuple[float, float]) -> str:
    return "yes" if bounds[0] <= value <= bounds[1] else "no"


def main() -> None:
    """Measure every set that is here."""
    measured: list[Run] = []
    for call_set in SETS:
        if call_set.path.exists():
            measured += runs(call_set)
        else:
            print(f"{call_set.name}: not measured, {call_set.path} is absent")
    if measured:
        print_measures(measured)
        lines = [line for run in measured if run.call_set.is_judged for line in targets(run)]
        intraday = {run.call_set for run in measured if run.call_set.is_judged and run.call_set.interval_min < DAY_MIN}
        for call_set in sorted(intraday, key=SETS.index):
            lines += intraday_targets(call_set)
        print_targets(lines)


if __name__ == "__main__":
    main()
