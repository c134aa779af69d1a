"""Corrections by a person."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Literal

import numpy as np
import pytest

from forecasting import forecast
from forecasting.overrides import apply_overrides
from tests.forecasting.worlds import MONDAY, grid_of, history_of, later, noisy, truth
from wfm.demand import VolumeForecast
from wfm.errors import InputError
from wfm.records import Override

GRID = grid_of(later(6), 2)


def _base() -> VolumeForecast:
    past = grid_of(MONDAY, 42)
    return forecast(history_of(past, noisy(truth(past))), GRID)


def _override(kind: Literal["percent", "amount", "set"], value: float, **more: object) -> Override:
    fields = {"queue": "phone", "from_time": datetime(2026, 2, 16), "to_time": datetime(2026, 2, 17)} | more
    return Override(kind=kind, value=value, author="Li", reason="campaign", **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "value"), [("percent", 10.0), ("amount", 300.0), ("set", 5000.0), ("percent", -100.0)]
)
def test_a_day_is_corrected_and_keeps_its_shape(kind: Literal["percent", "amount", "set"], value: float) -> None:
    """Percent, amount and set each move the day's sum as told; the day keeps its profile, the next day everything."""
    base = _base()
    before = base.offered[0][:24].sum()

    found = apply_overrides(base, [_override(kind, value)])

    wanted = {"percent": before * (1 + value / 100), "amount": before + value, "set": value}[kind]
    assert found.offered[0][:24].sum() == pytest.approx(wanted)
    np.testing.assert_allclose(found.offered[0][:24] * before, base.offered[0][:24] * wanted)
    np.testing.assert_array_equal(found.offered[0][24:], base.offered[0][24:])


def test_the_base_stays_as_it_was() -> None:
    """The caller still holds the forecast of before."""
    base = _base()
    copy = base.offered.copy()

    apply_overrides(base, [_override("set", 0.0)])

    np.testing.assert_array_equal(base.offered, copy)


def test_corrections_come_one_after_the_other() -> None:
    """Ten percent, then ten more, are 21 percent; the intervals around go along and stay in order."""
    base = _base()

    found = apply_overrides(base, [_override("percent", 10.0)] * 2)

    np.testing.assert_allclose(found.offered[0][:24], 1.21 * base.offered[0][:24])
    assert ((found.lo80 <= found.offered) & (found.offered <= found.hi80)).all()


def test_one_interval_can_be_set() -> None:
    """From 09:00 to 10:00 is the one interval that begins in it."""
    one = _override("set", 7.0, from_time=datetime(2026, 2, 16, 9), to_time=datetime(2026, 2, 16, 10))

    found = apply_overrides(_base(), [one])

    assert found.offered[0][9] == pytest.approx(7.0)


def test_nothing_falls_below_zero() -> None:
    """Taking away more than there is leaves nothing."""
    assert (apply_overrides(_base(), [_override("amount", -1e9)]).offered[0][:24] == 0).all()


def test_where_nothing_is_expected_contacts_are_spread_evenly() -> None:
    """A day set to 0 and then to 48 holds 2 in each of its 24 hours."""
    found = apply_overrides(_base(), [_override("set", 0.0), _override("set", 48.0)])

    np.testing.assert_allclose(found.offered[0][:24], 2.0)


def test_what_meets_nothing_is_refused() -> None:
    """An unknown queue and a range outside the grid have their sentences."""
    with pytest.raises(InputError, match="'mail'"):
        apply_overrides(_base(), [_override("set", 1.0, queue="mail")])
    with pytest.raises(InputError, match="no open interval"):
        apply_overrides(_base(), [_override("set", 1.0, to_time=datetime(2026, 2, 16))])


def test_corrections_of_other_days_are_left_for_these() -> None:
    """Last week's override, and next month's, change nothing of a forecast, and stop nobody from making it."""
    days = _base().grid
    before = datetime.combine(days.first_day, time.min)
    after = before + timedelta(days=days.days)
    past = _override("set", 1.0, from_time=before - timedelta(days=2), to_time=before)
    future = _override("set", 1.0, from_time=after, to_time=after + timedelta(days=2))

    found = apply_overrides(_base(), [past, future])

    np.testing.assert_array_equal(found.offered, _base().offered)
