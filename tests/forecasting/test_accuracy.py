"""Measures, by hand and by law."""

from __future__ import annotations

import math

import numpy as np
import pytest

from forecasting.accuracy import bias, coverage, pinball, poisson_floor, wape

EXPECTED = np.array([90.0, 130.0, np.nan, 50.0])
ACTUAL = np.array([100.0, 100.0, 70.0, np.nan])


def test_wape_and_bias_by_hand() -> None:
    """Errors of -10 and +30 on 200: 20 % off, 10 % too many; what is unknown on either side is left out."""
    assert wape(EXPECTED, ACTUAL) == pytest.approx(0.20)
    assert bias(EXPECTED, ACTUAL) == pytest.approx(0.10)


def test_without_contacts_there_is_no_share() -> None:
    """Nothing came: the measures are NaN, not an error."""
    nothing = np.zeros(3)

    assert math.isnan(wape(nothing, nothing))
    assert math.isnan(poisson_floor(nothing))
    assert math.isnan(coverage(nothing[:0], nothing[:0], nothing[:0]))
    assert math.isnan(pinball(nothing[:0], nothing[:0], 0.5))


def test_the_floor_is_what_chance_leaves() -> None:
    """The WAPE of the true mean over Poisson counts of mean 100 is the floor, within 3 %."""
    mean = np.full(20_000, 100.0)
    counts = np.random.default_rng(2).poisson(mean).astype(float)

    assert wape(mean, counts) == pytest.approx(poisson_floor(counts), rel=0.03)


def test_coverage_counts_the_bounds_in() -> None:
    """Of 1, 2, 3, 4 in [2, 3] two lie inside."""
    assert coverage(np.full(4, 2.0), np.full(4, 3.0), np.arange(1.0, 5)) == 0.5


def test_the_pinball_loss_is_least_at_its_quantile() -> None:
    """The 90 % quantile of a sample has a smaller loss at level 0.9 than its neighbours on either side."""
    sample = np.random.default_rng(3).normal(100, 10, 5000)
    at, below, above = (pinball(np.full(5000, value), sample, 0.9) for value in np.quantile(sample, [0.9, 0.8, 0.97]))

    assert at < below
    assert at < above
