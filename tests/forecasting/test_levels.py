"""The level ahead."""

from __future__ import annotations

import numpy as np
import pytest

from forecasting.levels import level_ahead

DAYS = 728
ONES = np.ones(DAYS)


def _wandering(rng: np.random.Generator, step: float, noise: float, days: int) -> tuple[np.ndarray, np.ndarray]:
    """A level that takes a step a day, and what is seen of it."""
    level = np.cumsum(rng.normal(0, step, days))
    return level, level + rng.normal(0, noise, days)


def _mean_absolute_error(forecast_from: float, truth: np.ndarray) -> float:
    return float(np.abs(truth - forecast_from).mean())


def test_what_never_changes_stays() -> None:
    """Of one and the same value every day the level is that value, however short the past."""
    for days in (5, 30, 400):
        assert level_ahead(np.full(days, 7.5), np.ones(days)) == pytest.approx(7.5)


@pytest.mark.parametrize(("step", "noise", "half_life"), [(0.0, 0.3, 7.0), (0.1, 0.02, 112.0)])
def test_the_memory_fits_the_queue(step: float, noise: float, half_life: float) -> None:
    """A calm queue is foreseen better than by a week's memory, a moving one better than by a memory of four months."""
    rng = np.random.default_rng(5)
    ours, fixed = [], []
    for _ in range(40):
        level, seen = _wandering(rng, step, noise, DAYS + 28)
        faded = 0.5 ** (np.arange(DAYS)[::-1] / half_life)
        ours.append(_mean_absolute_error(level_ahead(seen[:DAYS], ONES), level[DAYS:]))
        fixed.append(_mean_absolute_error(float(faded @ seen[:DAYS] / faded.sum()), level[DAYS:]))

    assert np.mean(ours) < 0.8 * np.mean(fixed)


def test_days_that_count_nothing_change_nothing() -> None:
    """Wild values of weight 0 leave the level as it was."""
    rng = np.random.default_rng(6)
    values, weight = rng.normal(0, 0.1, DAYS), (rng.random(DAYS) > 0.3).astype(float)
    wild = np.where(weight > 0, values, 1e6)

    assert level_ahead(wild, weight) == pytest.approx(level_ahead(values, weight), abs=1e-9)


def test_the_level_lies_within_what_was_seen() -> None:
    """A mixture of means is never beyond the highest value of the past, though it rose to its very end."""
    rising = np.linspace(0.0, 1.0, DAYS)

    assert 0.9 < level_ahead(rising, ONES) < 1.0
