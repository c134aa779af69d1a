"""Patience from a call log: drawn from a known law, by hand, at the edges, and of a real bank."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wfm.errors import StaffingError
from wfm.staffing.patience import PatienceEstimate, estimate_patience

BANK = Path("../shared/data/calls/israel_bank_feb1999_call_log.csv")


def drawn(seed: int, calls: int, mean_s: float, offered_wait_s: float) -> PatienceEstimate:
    """An estimate from calls with exponential patience, who would have had to wait an exponential time of their own."""
    random = np.random.default_rng(seed)
    patience = random.exponential(mean_s, calls)
    offered = random.exponential(offered_wait_s, calls) * (
        random.random(calls) < 0.6
    )  # the others are answered at once
    return estimate_patience(np.minimum(patience, offered), patience < offered)


@pytest.mark.parametrize(("calls", "offered_wait_s"), [(60, 100.0), (1000, 30.0)])
def test_the_interval_holds_the_true_mean_as_often_as_it_says(calls: int, offered_wait_s: float) -> None:
    """Of 2,000 logs with a mean of 240 s, few abandonments or many, the interval holds it in 95 %, or a little more."""
    held = [
        found.lo_s <= 240 <= found.hi_s for found in (drawn(seed, calls, 240.0, offered_wait_s) for seed in range(2000))
    ]
    assert 0.94 <= np.mean(held) <= 0.985


@given(st.integers(0, 9999), st.floats(5, 2000), st.floats(5, 2000))
def test_many_calls_give_the_mean(seed: int, mean_s: float, offered_wait_s: float) -> None:
    """The estimate is within five of its own standard errors, whatever waits are offered."""
    found = drawn(seed, 20_000, mean_s, offered_wait_s)
    if found.abandoned:
        assert abs(found.mean_s / mean_s - 1) < 5 / math.sqrt(found.abandoned)
        assert found.lo_s < found.mean_s < found.hi_s


@given(st.integers(0, 9999), st.floats(0.01, 100))
def test_it_scales_with_the_unit_of_time(seed: int, factor: float) -> None:
    """Waits that are `factor` times as long have a patience `factor` times as long."""
    random = np.random.default_rng(seed)
    waits, gave_up = random.exponential(60, 200), random.random(200) < 0.3
    plain, scaled = estimate_patience(waits, gave_up), estimate_patience(waits * factor, gave_up)
    assert (scaled.mean_s, scaled.lo_s, scaled.hi_s) == pytest.approx(
        (plain.mean_s * factor, plain.lo_s * factor, plain.hi_s * factor)
    )


def test_the_survival_curve_follows_the_law_of_the_callers() -> None:
    """Exponential patience lies on the exponential curve, a patience that is always 100 s on its step, seen through any waits."""
    found = drawn(1, 50_000, 120.0, 80.0)
    for wait_s in (5, 30, 90, 200):
        seen, expected = found.gives_up_within(wait_s)
        assert seen == pytest.approx(expected, abs=0.015)
    waits = np.minimum(100.0, np.random.default_rng(2).exponential(90, 2000))
    always = estimate_patience(waits, waits == 100.0)
    assert always.survival.beyond(99.9) == 1.0
    assert always.survival.beyond(100.0) == 0.0


def test_the_survival_curve_by_hand() -> None:
    """Five calls: 1 of 5 gives up at 2 s, 1 of 3 at 5 s (one was answered at 3 s, one at 5 s); beyond 9 s nothing is known."""
    found = estimate_patience([2, 3, 5, 5, 9], [True, False, True, False, False])
    assert found.survival.at_s.tolist() == [2, 5]
    assert found.survival.share.tolist() == pytest.approx([4 / 5, 4 / 5 * 2 / 3])
    assert [found.survival.beyond(wait_s) for wait_s in (0, 2, 4.9, 9)] == pytest.approx([1, 0.8, 0.8, 8 / 15])
    assert math.isnan(found.survival.beyond(9.1))
    assert found.mean_s == 24 / 2


def test_who_hangs_up_at_once_is_seen() -> None:
    """A fifth that hangs up within three seconds: the log says so, the exponential law does not."""
    random = np.random.default_rng(3)
    patience = np.where(random.random(5000) < 0.2, random.uniform(0, 3, 5000), random.exponential(300, 5000))
    offered = random.exponential(60, 5000)
    seen, expected = estimate_patience(np.minimum(patience, offered), patience < offered).gives_up_within(5)
    assert seen == pytest.approx(0.2 + 0.8 * 5 / 300, abs=0.02)
    assert expected < 0.1


def test_without_abandonments_only_a_lower_bound_is_known() -> None:
    """The true mean could be infinite; it is not below what 97.5 % of such logs would have contradicted."""
    found = estimate_patience([100, 200, 300], [0, 0, 0])
    assert (found.mean_s, found.hi_s) == (math.inf, math.inf)
    assert math.exp(-600 / found.lo_s) == pytest.approx(0.025)
    assert found.gives_up_within(50) == (0.0, 0.0)
    nothing = estimate_patience([], [])
    assert (nothing.calls, nothing.mean_s, nothing.lo_s) == (0, math.inf, 0.0)


@pytest.mark.parametrize(
    ("wait_s", "gave_up", "named"),
    [
        ([1, math.nan, math.nan], [0, 0, 0], "wait_s[1] is nan"),
        ([1, 2, -3], [0, 0, 0], "wait_s[2] is -3.0"),
        ([math.inf], [1], "wait_s[0] is inf"),
        ([1, 2], [0, 2], "gave_up[1] is 2.0"),
        ([1, 2], [math.nan, 1], "gave_up[0] is nan"),
        ([1, 2], [1], "(2) and (1)"),
        (3, True, "() and ()"),
    ],
)
def test_a_bad_value_is_named(wait_s: object, gave_up: object, named: str) -> None:
    """The error names the argument, the first index and the value."""
    with pytest.raises(StaffingError) as error:
        estimate_patience(wait_s, gave_up)  # type: ignore[arg-type]
    assert named in str(error.value)


def test_the_bank_of_1999() -> None:
    """18,058 queued calls, 21.9 % abandoned: a mean patience of 345 s, five times the mean wait of those who gave up."""
    if not BANK.exists():
        pytest.skip(f"{BANK} is absent")
    with BANK.open(encoding="utf-8") as file:
        queued = [row for row in csv.DictReader(file) if row["entered_queue"] == "1" and row["outcome"] != "phantom"]
    waits = np.array([float(row["wait_sec"]) for row in queued])
    gave_up = np.array([row["outcome"] == "abandoned" for row in queued])
    found = estimate_patience(waits, gave_up)
    assert (found.calls, found.abandoned) == (18_058, 3_963)
    assert found.mean_s == pytest.approx(345, abs=0.5)
    assert found.lo_s > 330
    assert found.hi_s < 360
    assert waits[gave_up].mean() * 5 < found.mean_s
