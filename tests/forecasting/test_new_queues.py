"""Queues without a history."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from forecasting import forecast
from forecasting.new_queues import from_sister, from_typical_week, is_new
from tests.forecasting.worlds import MONDAY, grid_of, history_of, later, noisy, truth
from wfm.errors import InputError
from wfm.records import TypicalVolume

GRID = grid_of(later(6), 7)
OPEN = np.ones(len(GRID), dtype=bool)


def test_a_sister_queue_is_scaled() -> None:
    """A third of her volumes and her handle times; relative to it, more chance than she has."""
    past = grid_of(MONDAY, 42)
    base = forecast(history_of(past, noisy(truth(past)), aht_s=200.0), GRID)

    found = from_sister("new", base, "phone", 1 / 3, OPEN).tables

    assert found["offered"] == pytest.approx(base.offered[0] / 3)
    assert found["aht_s"] == pytest.approx(base.aht_s[0])
    assert (found["lo95"] <= found["lo80"]).all()
    assert (found["hi80"] <= found["hi95"]).all()
    assert (
        (found["hi80"] - found["offered"]) / found["offered"] >= (base.hi80[0] - base.offered[0]) / base.offered[0]
    ).all()


def test_closed_hours_hold_nothing() -> None:
    """Where the new queue is closed the sister's contacts are none of its own."""
    past = grid_of(MONDAY, 42)
    base = forecast(history_of(past, noisy(truth(past))), GRID)

    found = from_sister("new", base, "phone", 1.0, GRID.day_index < 5).tables

    for name in ("offered", "lo95", "hi95"):
        assert not found[name][GRID.day_index >= 5].any()


def test_a_typical_week_is_spread_over_its_ranges() -> None:
    """240 contacts from 8 to 12 are 60 an hour on each of the days, and none at other times."""
    rows = [TypicalVolume(queue="new", days="mon-fri", from_time="08:00", to_time="12:00", offered=240)]

    found = from_typical_week("new", GRID, rows, OPEN).tables

    hour = np.arange(len(GRID)) % 24
    inside = (hour >= 8) & (hour < 12) & (GRID.day_index < 5)
    assert found["offered"][inside] == pytest.approx(60)
    assert not found["offered"][~inside].any()
    assert (found["lo80"][inside] < 60).all()
    assert (found["hi80"][inside] > 60).all()


def test_a_week_makes_a_queue_old() -> None:
    """Six days are too few, seven enough; an unknown queue is new."""
    past = grid_of(MONDAY, 7)
    history = history_of(past, truth(past))
    begin = int(past.starts_min[0])

    assert is_new(history, "phone", begin + 6 * 1440)
    assert not is_new(history, "phone", begin + 7 * 1440)
    assert is_new(history, "chat", begin + 7 * 1440)


@pytest.mark.parametrize("fields", [{"days": "someday"}, {"offered": -1}, {"from_time": "25:00"}])
def test_a_row_that_says_nothing_is_refused(fields: dict[str, object]) -> None:
    """Weekdays, clock times and counts are read when the row is made."""
    with pytest.raises((InputError, ValueError)):
        TypicalVolume(**{"queue": "new", "days": "mon", "offered": 1, **fields})  # type: ignore[arg-type]


def test_a_date_is_a_day_of_its_own() -> None:
    """A row may speak of one date."""
    row = TypicalVolume(queue="new", days=GRID.first_day.isoformat(), offered=24)

    assert row.on(GRID.first_day)
    assert not row.on(GRID.first_day + timedelta(days=7))
