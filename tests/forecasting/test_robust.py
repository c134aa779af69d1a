"""Weights, shifts and near-zero days."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasting.robust import (
    coarse_mad_sd,
    count_score,
    is_near_zero_day,
    is_shift,
    mad_sd,
    outlier_weights,
    total_scores,
)
from tests.forecasting.worlds import noisy, past_of


@pytest.mark.parametrize(("score", "weight"), [(0.0, 1.0), (-2.5, 1.0), (5.0, 0.5), (-6.0, 2.5 / 6), (6.01, 0.0)])
def test_the_weight_of_an_outlier(score: float, weight: float) -> None:
    """Whole to 2.5 standard deviations, then falling, nothing beyond 6."""
    assert outlier_weights(np.array([score]))[0] == pytest.approx(weight)


@given(st.floats(-50, 50), st.floats(-50, 50))
def test_the_odder_never_weighs_more(one: float, other: float) -> None:
    """Weights lie in [0, 1] and fall with the distance."""
    weights = outlier_weights(np.array(sorted([one, other], key=abs)))

    assert 1 >= weights[0] >= weights[1] >= 0


def test_the_spread_of_normal_residuals_is_their_standard_deviation() -> None:
    """The median deviation is scaled to sd, and a wild value among a thousand does not move it."""
    residuals = np.random.default_rng(1).normal(0, 3.0, 4000)
    residuals[0] = 1e9

    assert mad_sd(residuals) == pytest.approx(3.0, rel=0.05)


def test_four_far_days_in_a_row_are_a_shift() -> None:
    """Four known days far out on one side are a new level, three are outliers; a gap between does not part them."""
    four = np.array([0, 9, 9, np.nan, 9, 9, 0.0])
    three = np.array([0, 9, 9, np.nan, 9, 0, 0.0])

    assert is_shift(four).tolist() == [False, True, True, False, True, True, False]
    assert not is_shift(three).any()


def test_a_near_zero_day_is_found() -> None:
    """3 contacts on a day that usually has 1,000 is an outage; a Sunday that always has 3 is none."""
    totals = np.tile([1000.0, 900, 900, 900, 900, 400, 3], 10)[:, None]
    totals[30] = 3

    found = is_near_zero_day(past_of(totals))

    assert np.flatnonzero(found).tolist() == [30]


def test_a_queue_that_ended_is_no_outage() -> None:
    """Two weeks of next to nothing at the end are true."""
    totals = noisy(np.full((70, 1), 1000.0))
    totals[-14:] = 1

    assert not is_near_zero_day(past_of(totals)).any()


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 400), st.floats(0.01, 4.0))
def test_counting_gives_the_deviation_of_sorting(seed: int, size: int, spread: float) -> None:
    """`coarse_mad_sd` is within a hundredth of `mad_sd`, also of a table with unknown values."""
    residuals = np.random.default_rng(seed).normal(0, spread, (size, 3))
    residuals[::4, 1] = np.nan

    assert coarse_mad_sd(residuals) == pytest.approx(mad_sd(residuals), abs=0.01)


def test_deviations_beyond_the_counters_are_sorted_after_all() -> None:
    """Residuals of 50 standard deviations are beyond what is counted, and none at all are 0."""
    assert coarse_mad_sd(np.full((5, 2), 50.0)) == mad_sd(np.full((5, 2), 50.0))
    assert coarse_mad_sd(np.full((5, 2), np.nan)) == 0.0


@pytest.mark.parametrize("mean", [2.0, 4.0, 400.0])
def test_chance_scores_alike_on_both_sides(mean: float) -> None:
    """Scores of Poisson counts lie around 0, hardly any far out, and a total without spread scores as a count does."""
    counts = np.random.default_rng(16).poisson(mean, 20_000).astype(float)
    means = np.full_like(counts, mean)

    scores = total_scores(counts, means, 1e-6)

    np.testing.assert_allclose(scores, [count_score(count, mean) for count in counts], atol=1e-6)
    assert scores.mean() == pytest.approx(0.0, abs=0.2)
    assert scores.std() == pytest.approx(1.0, abs=0.15)
    assert (np.abs(scores) > 3.5).mean() < 0.002


@pytest.mark.parametrize("spread", [0.05, 0.3])
def test_totals_that_spread_score_by_their_spread(spread: float) -> None:
    """A large total one spread of its log off is one deviation off, above and below."""
    mean = np.full(2, 1e8)

    scores = total_scores(mean * np.exp([spread, -spread]), mean, spread)

    np.testing.assert_allclose(scores, [1.0, -1.0], rtol=1e-3)
