"""Which method forecasts a queue: the one asked for, or the one its own past supports."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecasting.accuracy import wape
from forecasting.days import Days, Past
from forecasting.methods import METHODS, method_of
from forecasting.rolling import MOST_ORIGINS, WEEK_DAYS, Rolled, roll, weekly_origins
from wfm.errors import ForecastError
from wfm.messages import Sentence, say

AUTO = "auto"
RIVALS = ("median_8", "mean_6")
DECISIVE_LEAD_WEEKS = 2  # rosters are made two weeks ahead
LEAST_ORIGINS_TO_CHOOSE = 8
CLEARLY_BETTER = 0.97
WEEKEND_DAYS = 2


@dataclass(frozen=True, eq=False)
class Choice:
    """The method of a queue, its back-test where the past is long enough, and why it was chosen."""

    method: str
    rolled: Rolled | None
    reason: Sentence


def choose_method(queue: str, past: Past, ahead: Days, asked: str) -> Choice:
    """
    The method of one queue.

    Raises
    ------
    ForecastError
        Where the queue has less than a week of history.
    """
    known = past.days.numbers[past.known_days()]
    days = int(min(known[-1] + 1 + WEEKEND_DAYS, ahead.numbers[0]) - known[0]) if len(known) else 0
    if days < WEEK_DAYS:
        raise ForecastError(say("forecast_too_short", queue=queue, days=days))
    origins = weekly_origins(past, MOST_ORIGINS)
    weeks = days // WEEK_DAYS
    if asked != AUTO:
        return Choice(asked, _rolled(past, asked), say("forecast_asked", queue=queue, method=asked))
    if weeks < 4:
        return Choice("mean_6", _rolled(past, "mean_6"), say("forecast_short", queue=queue, weeks=weeks))
    rolled = roll(past, METHODS["day_profile"], origins=origins)
    if len(origins) < LEAST_ORIGINS_TO_CHOOSE + DECISIVE_LEAD_WEEKS - 1:
        return Choice("day_profile", rolled, say("forecast_untested", queue=queue, weeks=weeks))
    tried = {"day_profile": rolled, **{name: roll(past, METHODS[name], origins=origins) for name in RIVALS}}
    errors = {name: wape(*each.lead(DECISIVE_LEAD_WEEKS)) for name, each in tried.items()}
    best = min(RIVALS, key=lambda name: errors[name])
    if not errors[best] < CLEARLY_BETTER * errors["day_profile"]:
        best = "day_profile"
    beside = min((name for name in errors if name != best), key=lambda name: errors[name])
    return Choice(
        best,
        tried[best],
        say(
            "forecast_chosen",
            queue=queue,
            method=best,
            origins=len(origins),
            wape=_percent(errors[best]),
            beside=beside,
            wape_beside=_percent(errors[beside]),
        ),
    )


def _rolled(past: Past, method: str) -> Rolled:
    return roll(past, method_of(method), origins=weekly_origins(past, MOST_ORIGINS))


def _percent(share: float) -> str:
    return "–" if np.isnan(share) else f"{100 * share:.1f}"
