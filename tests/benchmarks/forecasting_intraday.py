"""What is gained once two fifths of a day have come, on the last weeks of a past."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecasting.accuracy import wape
from forecasting.days import Floats, Past
from forecasting.intraday import DAYS_LEARNT_FROM, CarryOver
from forecasting.methods.day_profile import day_profile
from forecasting.rolling import WEEK_DAYS
from tests.benchmarks.forecasting_measures import LEAD_WEEK, rolled_back

PASSED_SHARE = 0.4
WEEKS = 12


@dataclass(frozen=True)
class Rest:
    """
    WAPE by interval of the rest of the day.

    As forecast two weeks ahead, the evening before, and from the morning's contacts; `total_known` is what would be left if the
    rest's total were known and only its cut into intervals had to be forecast: no reforecast of totals can go below.
    """

    two_weeks_ahead: float
    evening_before: float
    reforecast: float
    total_known: float

    @property
    def change(self) -> float:
        """Relative change against the forecast of two weeks ahead, which the roster was made from."""
        return self.reforecast / self.two_weeks_ahead - 1.0


def measure_rest(past: Past) -> Rest:
    """Every day of the last 12 weeks, each from the evening before and the share of it that had come, and nothing later."""
    rolled = rolled_back(past, day_profile, WEEKS)
    first = int(rolled.origins[WEEKS]) + WEEK_DAYS * (LEAD_WEEK - 1)
    tested = range(first, min(first + WEEK_DAYS * WEEKS, len(past.days)))
    known = past.known_days()
    days = [day for day in range(tested.start - DAYS_LEARNT_FROM, tested.stop) if known[day]]
    evening = {day: day_profile(past.before(day), past.days.part(day, day + 1))[0] for day in days}
    planned = {}
    for place, origin in enumerate(rolled.origins):
        for ahead in range(WEEK_DAYS * (LEAD_WEEK - 1), WEEK_DAYS * LEAD_WEEK):
            planned[int(origin) + ahead] = rolled.expected[place, ahead]
    rests: list[list[Floats]] = []
    for day in tested:
        if not known[day] or evening[day].sum() <= 0:
            continue
        learnt = [other for other in days if day - DAYS_LEARNT_FROM <= other < day]
        carry = CarryOver.learn(np.array([evening[other] for other in learnt]), past.values[learnt])
        passed = evening[day].cumsum() <= PASSED_SHARE * evening[day].sum()
        came = float(np.nansum(past.values[day, passed]))
        factor = carry.factor(came, float(evening[day][passed].sum()), float(evening[day][~passed].sum()))
        to_come = ~passed & ~np.isnan(past.values[day])
        actual, rest = past.values[day, to_come], evening[day][to_come]
        rests.append([planned[day][to_come], rest, factor * rest, actual.sum() / rest.sum() * rest, actual])
    *forecasts, came_later = (np.concatenate(part) for part in zip(*rests, strict=True))
    return Rest(*(wape(each, came_later) for each in forecasts))
