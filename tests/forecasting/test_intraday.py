"""The rest of today, given what has come so far."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from forecasting import forecast
from forecasting.intraday import CarryOver, reforecast
from forecasting.overrides import apply_overrides
from tests.forecasting.worlds import MONDAY, grid_of, history_of, later, noisy, truth
from wfm.demand import VolumeForecast, VolumeHistory
from wfm.errors import ForecastError
from wfm.records import Override

WEEKS = 12
NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)  # a Tuesday, twelve weeks on
GRID = grid_of(later(WEEKS), 7)


def _surprising_days(days: int) -> np.ndarray:
    """Each whole day is a tenth above or below its expectation, by a fixed seed."""
    return np.repeat(np.exp(0.15 * np.random.default_rng(7).standard_normal(days)), 24)


def _world(today: float) -> tuple[VolumeForecast, VolumeHistory]:
    """A forecast of the week, and the history up to noon of its Tuesday, which runs at `today` times the usual."""
    past = grid_of(MONDAY, 7 * WEEKS)
    base = forecast(history_of(past, noisy(truth(past) * _surprising_days(7 * WEEKS))), GRID, method="day_profile")
    whole = grid_of(MONDAY, 7 * WEEKS + 2)
    factors = np.concatenate([_surprising_days(7 * WEEKS), np.ones(24), np.full(24, today)])
    counts = np.where(whole.starts_min < int(NOON.timestamp() // 60), noisy(truth(whole) * factors), np.nan)
    return base, history_of(whole, counts)


@pytest.mark.parametrize("today", [0.75, 1.3])
def test_a_surprise_that_lasts_is_carried_over(today: float) -> None:
    """Where whole days are high or low, the afternoon comes nearer to its truth; other days stay as they were."""
    base, history = _world(today)

    found = reforecast(base, history, NOON)

    afternoon = (GRID.day_index == 1) & (GRID.starts_min >= int(NOON.timestamp() // 60))
    actual = truth(GRID)[afternoon] * today
    before, after = (np.abs(each.offered[0][afternoon] - actual).sum() for each in (base, found))
    assert after < 0.5 * before
    assert np.array_equal(found.offered[0][~afternoon], base.offered[0][~afternoon])
    assert (found.lo80[0][afternoon] <= found.offered[0][afternoon] + 1e-9).all()
    assert (found.hi80[0][afternoon] >= found.offered[0][afternoon] - 1e-9).all()
    assert "12:00" in str(found.notes[-1])


def test_what_comes_after_now_is_not_looked_at() -> None:
    """Rows of the afternoon change nothing."""
    base, history = _world(1.3)
    whole = grid_of(MONDAY, 7 * WEEKS + 2)
    later_rows = np.where(np.isnan(history.offered[0]), 10_000.0, history.offered[0])

    found, told = (reforecast(base, each, NOON) for each in (history, history_of(whole, later_rows)))

    assert np.array_equal(found.offered, told.offered)


def test_a_correction_by_a_person_is_kept() -> None:
    """Ten per cent more on the afternoon stay ten per cent more after the morning is known."""
    base, history = _world(1.1)
    raised = apply_overrides(
        base,
        [
            Override(
                queue="phone", from_time=NOON, to_time=NOON + timedelta(hours=12), kind="percent", value=10.0,
                author="Li", reason="mailing",
            )
        ],
    )  # fmt: skip
    afternoon = (GRID.day_index == 1) & (GRID.starts_min >= int(NOON.timestamp() // 60))

    plain, corrected = (reforecast(each, history, NOON).offered[0][afternoon] for each in (base, raised))

    assert corrected == pytest.approx(1.1 * plain, rel=0.01)


def test_without_a_morning_nothing_changes() -> None:
    """At midnight, and where the day's rows are missing, today's expectation stays within what yesterday taught."""
    base, history = _world(1.0)

    assert reforecast(base, history, datetime(2026, 3, 31, 0, tzinfo=UTC)) is base


@pytest.mark.parametrize(
    ("now", "word"), [(datetime(2026, 3, 31, 12), "offset"), (datetime(2027, 1, 1, tzinfo=UTC), "not within")]
)
def test_an_instant_that_is_none_is_refused(now: datetime, word: str) -> None:
    """A naive instant, and one outside the forecast."""
    base, history = _world(1.0)

    with pytest.raises(ForecastError, match=word):
        reforecast(base, history, now)


def test_a_morning_of_pure_chance_carries_nothing_over() -> None:
    """Where intervals are independent, beta is near 0; where whole days rise and fall together, near 1 later in the day."""
    expected = np.full((1000, 24), 100.0)
    chance = np.random.default_rng(3).poisson(expected).astype(float)
    together = expected * np.exp(0.3 * np.random.default_rng(4).standard_normal((1000, 1)))

    assert CarryOver.learn(expected, chance).beta.max() < 0.25
    assert CarryOver.learn(expected, together).beta[10] > 0.9
    assert CarryOver.learn(expected[:0], chance[:0]).factor(50.0, 100.0, 100.0) == 1.0


def test_a_forecast_without_methods_is_taken_for_the_house_method() -> None:
    """A forecast read back from its file does not say its methods."""
    base, history = _world(1.3)

    assert np.allclose(
        reforecast(replace(base, methods=()), history, NOON).offered, reforecast(base, history, NOON).offered
    )
