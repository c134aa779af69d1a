"""
What a morning teaches about the afternoon: ``python -m tests.benchmarks.intraday``.

Every day of the last twelve weeks is cut where so much of its expected contacts has passed. What is left of it is forecast four
ways: as the roster's forecast of two weeks before, as a fresh forecast of the evening before, as that corrected by the morning, and
with the day's own total known, which is as far as any correction by one factor can go.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from rich.console import Console
from rich.table import Table

from forecasting.days import Floats, Past, weekday_of
from forecasting.intraday import DAYS_LEARNT_FROM, CarryOver
from forecasting.methods import METHODS
from tests.benchmarks.forecasting_sets import SETS, pasts

TEST_DAYS = 84
CUTS = (0.2, 0.4, 0.6)
WAYS = ("two weeks before", "evening before", "by the morning", "total known")
ACCEPT, STRETCH = -0.20, -0.25


@dataclass(frozen=True, eq=False)
class Days:
    """Contacts of some days, shape (D, M): as they came, and as they were forecast two weeks and one evening before."""

    actual: Floats
    roster: Floats
    fresh: Floats


def days_of(past: Past) -> Days:
    """The test days and those before them that the correction learns from."""
    method = METHODS["day_profile"]
    numbers = range(len(past.days) - TEST_DAYS - DAYS_LEARNT_FROM, len(past.days))
    weekdays = weekday_of(past.days.numbers)
    of_roster, fresh = [], []
    for day in numbers:
        today = past.days.part(day, day + 1)
        of_roster.append(method(past.before(day - int(weekdays[day]) - 7), today)[0])
        fresh.append(method(past.before(day), today)[0])
    return Days(past.values[list(numbers)], np.array(of_roster), np.array(fresh))


def errors(days: Days, cut: float) -> Floats:
    """WAPE of the rest of the test days by each of WAYS."""
    wrong, came = np.zeros(len(WAYS)), 0.0
    for place in range(DAYS_LEARNT_FROM, len(days.actual)):
        expected, fresh = days.roster[place], days.fresh[place]
        if np.isnan(days.actual[place]).all() or expected.sum() <= 0 or fresh.sum() <= 0:
            continue
        actual = np.nan_to_num(days.actual[place])
        at = int(np.searchsorted(np.cumsum(expected) / expected.sum(), cut)) + 1
        learnt = slice(place - DAYS_LEARNT_FROM, place)
        carry = CarryOver.learn(days.fresh[learnt], days.actual[learnt])
        passed, left, rest = fresh[:at].sum(), fresh[at:].sum(), actual[at:]
        corrected = fresh[at:] * carry.factor(float(actual[:at].sum()), float(passed), float(left))
        known = fresh[at:] * (rest.sum() / left if left > 0 else 1.0)
        wrong += [np.abs(each - rest).sum() for each in (expected[at:], fresh[at:], corrected, known)]
        came += rest.sum()
    return wrong / came


def main() -> None:
    """Print the table."""
    table = Table(
        "set", "passed", *(f"{way}, WAPE %" for way in WAYS), "change %", f"{100 * ACCEPT:.0f} / {100 * STRETCH:.0f}"
    )
    for call_set in SETS:
        if call_set.interval_min >= 1440 or not call_set.is_judged:
            continue
        if not call_set.path.exists():
            print(f"{call_set.name}: not measured, {call_set.path.name} is absent from ../shared/data/calls")
            continue
        [past] = pasts(call_set).values()
        days = days_of(past)
        for cut in CUTS:
            found = errors(days, cut)
            change = found[2] / found[0] - 1
            verdict = (
                "" if cut != 0.4 else "stretch" if change <= STRETCH else "accept" if change <= ACCEPT else "missed"
            )
            table.add_row(
                call_set.name,
                f"{100 * cut:.0f} %",
                *(f"{100 * each:.2f}" for each in found),
                f"{100 * change:+.1f}",
                verdict,
            )
    Console(width=150).print(table)


if __name__ == "__main__":
    main()
