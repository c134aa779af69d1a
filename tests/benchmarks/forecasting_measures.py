"""What is measured of a method on the last weeks of a past: rolling weekly origins, nothing known beyond each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

import numpy as np

from forecasting.accuracy import bias, coverage, poisson_floor, wape
from forecasting.bands import LEAST_ORIGINS, error_scale
from forecasting.days import Floats, Past, weekday_of
from forecasting.methods import Method
from forecasting.rolling import MOST_ORIGINS, WEEK_DAYS, Rolled, roll, weekly_origins

LEAD_WEEK = 2


@dataclass(frozen=True)
class Measures:
    """
    One method on some test weeks, at lead week 2.

    WAPE, bias and floor as fractions of what came. Coverage of the 80 % and 95 % intervals over all weeks, over the older and over
    the newer half of them; widths in contacts. NaN where the past is too short.
    """

    interval: float
    day: float
    bias: float
    floor: float
    cover_80: float
    cover_80_older: float
    cover_80_newer: float
    cover_95: float
    cover_95_older: float
    cover_95_newer: float
    width_80: float
    width_95: float


def rolled_back(past: Past, method: Method, weeks: int) -> Rolled:
    """
    Enough origins to measure `weeks` weeks and to give the first of them its prediction intervals.

    A past without any origin that has four weeks before it is measured from its middle.
    """
    last_monday = int(np.flatnonzero(weekday_of(past.days.numbers) == 0)[-1])
    origins = weekly_origins(past, weeks + LEAD_WEEK - 1 + MOST_ORIGINS, latest=last_monday)
    if len(origins) < LEAD_WEEK:
        middle = len(past.days) // 2
        origins = np.array([middle + WEEK_DAYS, middle])
    return roll(past, method, origins=origins)


def measure(past: Past, rolled: Rolled, weeks: int) -> Measures:
    """The last `weeks` weeks of a past, each forecast a week before it began."""
    measured = slice(LEAD_WEEK - 1, LEAD_WEEK - 1 + weeks)
    expected, actual = rolled.week(measured, LEAD_WEEK)
    bounds = _bounds(past, rolled, measured)
    newer, older, every = (slice(0, weeks // 2), slice(weeks // 2, None), slice(None))
    covered = {
        f"cover_{level}{name}": coverage(bounds[f"lo{level}"][part], bounds[f"hi{level}"][part], actual[part])
        for level in (80, 95)
        for name, part in (("", every), ("_older", older), ("_newer", newer))
    }
    known = ~np.isnan(actual)
    return Measures(
        wape(expected, actual),
        wape(
            *(
                np.where(known.any(axis=2), np.where(known, table, 0).sum(axis=2), np.nan)
                for table in (expected, actual)
            )
        ),
        bias(expected, actual),
        poisson_floor(actual),
        **covered,
        **{f"width_{level}": float((bounds[f"hi{level}"] - bounds[f"lo{level}"])[known].mean()) for level in (80, 95)},
    )


def best_constant(rolled: Rolled, weeks: int) -> float:
    """WAPE of the best constant for the last `weeks` weeks, which only those can know who have seen them."""
    _, actual = rolled.week(slice(LEAD_WEEK - 1, LEAD_WEEK - 1 + weeks), LEAD_WEEK)
    return wape(np.full(actual.shape, np.nanmedian(actual)), actual)


def mean_of(measures: Iterable[Measures]) -> Measures:
    """The plain mean over queues."""
    rows = [asdict(each) for each in measures]
    whole = {name: float(np.mean([row[name] for row in rows])) for name in rows[0]}
    return Measures(**whole)


def _bounds(past: Past, rolled: Rolled, measured: slice) -> dict[str, Floats]:
    """The bounds that would have been given at each origin from the errors known by then, each of shape (N, 7, M)."""
    expected, _ = rolled.week(measured, LEAD_WEEK)
    found = []
    for place, origin in enumerate(rolled.origins[measured]):
        known = rolled.known_at(int(origin))
        scale = error_scale(past.before(int(origin)), known if len(known.origins) >= LEAST_ORIGINS else None)
        found.append(scale.bands(expected[place], np.full(WEEK_DAYS, LEAD_WEEK)))
    return {name: np.array([bound[name] for bound in found]) for name in found[0]}
