"""Prediction intervals."""

from __future__ import annotations

import numpy as np
import pytest

from forecasting.accuracy import coverage
from forecasting.bands import ErrorScale, error_scale
from forecasting.methods.mean_6 import mean_6
from forecasting.rolling import MOST_ORIGINS, WEEK_DAYS, roll, weekly_origins
from tests.forecasting.worlds import past_of


def _scale(values: np.ndarray) -> ErrorScale:
    past = past_of(values)
    return error_scale(past, roll(past, mean_6, origins=weekly_origins(past, MOST_ORIGINS)))


@pytest.mark.parametrize("spread", [0.0, 0.2])
def test_the_intervals_cover_what_is_still_to_come(spread: float) -> None:
    """Poisson counts, or days that differ by a fifth besides: over 60 worlds 80 % and 95 % are covered, within three points."""
    rng = np.random.default_rng(11)
    inside: list[list[float]] = []
    for _ in range(60):
        values = rng.poisson(300.0 * np.exp(spread * rng.normal(size=(189, 1))), (189, 4)).astype(float)
        whole = past_of(values)
        past, ahead, to_come = whole.before(182), whole.days.part(182, 189), values[182:]
        scale = error_scale(past, roll(past, mean_6, origins=weekly_origins(past, MOST_ORIGINS)))
        bounds = scale.bands(mean_6(past, ahead), np.ones(7, dtype=int))
        inside.append([coverage(bounds[f"lo{level}"], bounds[f"hi{level}"], to_come) for level in (80, 95)])

    np.testing.assert_allclose(np.mean(inside, axis=0), [0.80, 0.95], atol=0.03)


def test_farther_ahead_is_never_surer() -> None:
    """Of a level that wanders, the interval of lead week 5 is clearly wider than that of week 1; week 9 is as week 5."""
    rng = np.random.default_rng(12)
    wandering = 1000 * np.exp(np.cumsum(rng.normal(0, 0.02, 200)))[:, None]
    bounds = _scale(rng.poisson(wandering).astype(float)).bands(np.full((3, 1), 1000.0), np.array([1, 5, 9]))
    width = (bounds["hi80"] - bounds["lo80"])[:, 0]

    assert width[1] > 1.2 * width[0]
    assert width[2] == width[1]


def test_the_intervals_follow_a_queue_that_grows_calmer() -> None:
    """Days that differed by 40 % until ten weeks ago and by 5 % since: the interval is less than half of that of the wild days."""
    rng = np.random.default_rng(14)
    spread = np.where(np.arange(280) < 210, 0.4, 0.05)
    calmed, wild = (rng.poisson(1000 * np.exp(each * rng.normal(size=280)))[:, None] for each in (spread, spread[::-1]))
    widths = []
    for values in (calmed, wild):
        bounds = _scale(values.astype(float)).bands(np.full((1, 1), 1000.0), np.array([1]))
        widths.append(float((bounds["hi80"] - bounds["lo80"])[0, 0]))

    assert widths[0] < 0.5 * widths[1]


def test_the_intervals_cover_a_queue_that_is_wild_and_calm_in_turns() -> None:
    """How much weeks differ wanders itself: over 50 weeks of 20 worlds 80 % and 95 % are covered, within four points."""
    rng, weeks, lead = np.random.default_rng(15), 50, 2
    inside = []
    for _ in range(20):
        wildness = np.zeros(weeks + 40)
        for week in range(1, len(wildness)):
            wildness[week] = 0.9 * wildness[week - 1] + 0.5 * rng.normal()
        shared = 0.1 * np.exp(wildness) * rng.normal(size=len(wildness))
        log_totals = np.repeat(shared, WEEK_DAYS) + rng.normal(0, np.repeat(0.05 * np.exp(wildness), WEEK_DAYS))
        past = past_of(rng.poisson(1000 * np.exp(np.clip(log_totals, -1, 1)))[:, None].astype(float))
        rolled = roll(past, mean_6, origins=weekly_origins(past, weeks + lead - 1 + MOST_ORIGINS))
        measured = slice(lead - 1, lead - 1 + weeks)
        for origin, expected, actual in zip(rolled.origins[measured], *rolled.week(measured, lead), strict=True):
            scale = error_scale(past.before(int(origin)), rolled.known_at(int(origin)))
            bounds = scale.bands(expected, np.full(WEEK_DAYS, lead))
            inside.append([coverage(bounds[f"lo{level}"], bounds[f"hi{level}"], actual) for level in (80, 95)])

    np.testing.assert_allclose(np.mean(inside, axis=0), [0.80, 0.95], atol=0.04)


def test_a_short_history_has_usual_intervals() -> None:
    """Two weeks of the same counts: 15 % of spread and Poisson noise with the normal quantiles."""
    past = past_of(np.full((14, 1), 400.0))
    bounds = error_scale(past, None).bands(np.full((1, 1), 400.0), np.array([1]))

    assert bounds["hi80"][0, 0] == pytest.approx(400 + 1.2816 * np.sqrt(400 + 60**2), rel=1e-4)


def test_no_contacts_have_no_width() -> None:
    """Around 0 expected contacts the interval is 0 to 0."""
    counts = np.random.default_rng(13).poisson(5.0, (90, 2)).astype(float)

    bounds = _scale(counts).bands(np.zeros((1, 2)), np.array([1]))

    assert all((bound == 0).all() for bound in bounds.values())
