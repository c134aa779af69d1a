"""Profiles of the day."""

from __future__ import annotations

import numpy as np
import pytest

from forecasting.profiles import interval_scores, shares_by_kind, whole_day_totals
from tests.forecasting.worlds import noisy, past_of

MORNING = np.array([0.4, 0.3, 0.2, 0.1])
EVENING = MORNING[::-1]


def test_a_profile_is_the_share_of_the_day() -> None:
    """Days of any size with one shape give that shape; every row sums to 1."""
    sizes = np.linspace(500, 2000, 56)[:, None]

    shares = shares_by_kind(past_of(sizes * MORNING))

    np.testing.assert_allclose(shares[:7], np.tile(MORNING, (7, 1)), atol=1e-9)
    assert np.isnan(shares[7:]).all()


def test_a_day_of_its_own_shape_stays_alone() -> None:
    """Saturdays that peak in the evening keep their peak although six other days peak in the morning."""
    shapes = np.array([EVENING if day % 7 == 5 else MORNING for day in range(84)])

    shares = shares_by_kind(past_of(noisy(1000 * shapes)))

    assert np.abs(shares[5] - EVENING).max() < 0.02
    assert np.abs(shares[0] - MORNING).max() < 0.02


def test_days_of_one_shape_lend_each_other_their_certainty() -> None:
    """With few contacts and one true shape, the lent profiles err less than each weekday's own."""
    values = noisy(np.tile(15 * MORNING, (70, 1)), seed=8)
    own = np.array([values[day::7].sum(axis=0) / values[day::7].sum() for day in range(7)])

    shares = shares_by_kind(past_of(values))[:7]

    assert np.abs(shares - MORNING).sum() < 0.7 * np.abs(own - MORNING).sum()


def test_a_half_known_day_is_filled_up_by_its_profile() -> None:
    """Of a day of 1,000 only the first half (700) is known: its total is 1,000, known to seven tenths."""
    values = np.tile(1000 * MORNING, (28, 1))
    values[-1, 2:] = np.nan
    past = past_of(values)

    totals, known_share = whole_day_totals(past, shares_by_kind(past))

    np.testing.assert_allclose([totals[-1], known_share[-1]], [1000.0, 0.7], rtol=1e-6)


def test_a_day_hardly_known_is_unknown() -> None:
    """A tenth of a day says nothing of its total."""
    values = np.tile(1000 * MORNING, (28, 1))
    values[-1, :3] = np.nan
    past = past_of(values)

    totals, known_share = whole_day_totals(past, shares_by_kind(past))

    assert np.isnan(totals[-1])
    assert known_share[-1] == 0


def test_phantom_calls_in_one_interval_do_not_swell_the_day() -> None:
    """2,000 phantom calls in the quiet interval of a day of 1,000 leave its total near 1,000 and stand far out."""
    values = noisy(np.tile(1000 * MORNING, (70, 1)), seed=9)
    values[40, 3] += 2000
    past = past_of(values)
    shares = shares_by_kind(past)

    totals, _ = whole_day_totals(past, shares)

    assert 900 < totals[40] < 1100
    assert interval_scores(past, shares, totals)[40, 3] > 6
    assert np.abs(shares[past.days.kinds[40]] - MORNING).max() < 0.01


@pytest.mark.parametrize("per_day", [3, 10, 40])
def test_quiet_hours_of_a_small_queue_count_as_they_are(per_day: int) -> None:
    """Where a call is rare it is no outlier: over 40 queues the quiet half of the day has the share of its contacts, within 5 %."""
    night = np.r_[np.full(24, 1.0), np.full(24, 5.0)] / 144
    found = [
        shares_by_kind(past_of(noisy(np.tile(per_day * night, (200, 1)), seed)))[:7, :24].sum(axis=1).mean()
        for seed in range(40)
    ]

    assert np.mean(found) == pytest.approx(night[:24].sum(), rel=0.05)
