"""forecast() as a whole."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd
import pytest

from forecasting import forecast
from tests.forecasting.worlds import MONDAY, grid_of, history_of, later, noisy, truth
from wfm.calendar import Calendar, OpeningHours
from wfm.demand import VolumeHistory
from wfm.errors import ForecastError
from wfm.formats import OUTPUT_COLUMNS
from wfm.records import CleaningDecision


def _past(weeks: int, **more: object) -> tuple[VolumeHistory, np.ndarray]:
    grid = grid_of(MONDAY, 7 * weeks)
    offered = noisy(truth(grid))
    return history_of(grid, offered, **more), offered  # type: ignore[arg-type]


@pytest.mark.parametrize(("weeks", "method"), [(2, "mean_6"), (5, "day_profile"), (20, "day_profile")])
def test_auto_takes_what_the_history_supports(weeks: int, method: str) -> None:
    """Under four weeks the mean of same weekdays, above it day_profile; the note names queue and reason."""
    history, _ = _past(weeks)

    found = forecast(history, grid_of(later(weeks), 7))

    assert found.methods == (method,)
    [note] = map(str, found.notes)
    assert "'phone'" in note
    assert method in note


def test_the_note_of_a_back_test_names_its_error() -> None:
    """Half a year is enough to choose by back-test; the note gives the error, in the language asked for."""
    history, _ = _past(26)

    [note] = (said.text("zh-CN") for said in forecast(history, grid_of(later(26), 7)).notes)

    assert "WAPE" in note
    assert "队列「phone」" in note


@pytest.mark.parametrize("days", [1, 6])
def test_less_than_a_week_is_refused_with_a_way_out(days: int) -> None:
    """Six days are too few; the sentence says what to do."""
    grid = grid_of(MONDAY, days)

    with pytest.raises(ForecastError, match="sister queue"):
        forecast(history_of(grid, truth(grid)), grid_of(MONDAY + timedelta(days=days), 7))


def test_a_first_working_week_is_a_week() -> None:
    """Monday to Friday of a centre closed at weekends is enough for the next week; Saturday holds 0 and a note says so."""
    grid = grid_of(MONDAY, 5)

    found = forecast(history_of(grid, truth(grid)), grid_of(later(1), 6))

    np.testing.assert_allclose(found.offered[0][:120], truth(grid))
    assert (found.offered[0][120:] == 0).all()
    assert any("2026-01-17" in str(note) for note in found.notes)


def test_wrong_arguments_are_refused() -> None:
    """An unknown method, another interval length and a history of the future each have their sentence."""
    history, _ = _past(6)

    with pytest.raises(ForecastError, match="'holt' is unknown"):
        forecast(history, grid_of(later(6), 7), method="holt")
    with pytest.raises(ForecastError, match="60 minutes"):
        forecast(history, grid_of(later(6), 7, interval_min=30))
    with pytest.raises(ForecastError, match="nothing before 2025-01-06"):
        forecast(history, grid_of(date(2025, 1, 6), 7))


def test_a_wholly_closed_grid_has_an_empty_forecast() -> None:
    """A week in which nobody is open is no error."""
    history, _ = _past(6)

    found = forecast(history, grid_of(later(6), 7, ranges=lambda _day: ()))

    assert found.offered.shape == (1, 0)


def test_queues_keep_their_order_and_their_own_past() -> None:
    """A queue that began ten weeks later than another is forecast from its own days alone."""
    grid = grid_of(MONDAY, 140)
    old, young = noisy(truth(grid)), 3 * noisy(truth(grid), seed=2)
    young[grid.day_index < 70] = np.nan

    found = forecast(history_of(grid, {"old": old, "young": young}), grid_of(later(20), 7))

    assert found.queues == ("old", "young")
    ratio = found.offered.sum(axis=1) / truth(grid_of(later(20), 7)).sum()
    np.testing.assert_allclose(ratio, [1.0, 3.0], rtol=0.02)


def test_a_gap_before_the_grid_is_bridged() -> None:
    """Three weeks without data between history and grid: the forecast is still that of the weekday and hour."""
    history, _ = _past(12)
    grid = grid_of(later(15), 7)

    found = forecast(history, grid)

    assert abs(found.offered.sum() / truth(grid).sum() - 1) < 0.02


def test_the_rest_of_a_day_can_be_forecast() -> None:
    """A grid from noon on uses the morning and gives the afternoon."""
    whole = grid_of(MONDAY, 71)
    afternoon = grid_of(later(10), 1, ranges=lambda _day: ((720, 1440),))

    found = forecast(history_of(whole, truth(whole)), afternoon)

    np.testing.assert_allclose(found.offered[0], truth(afternoon), rtol=0.01)


def test_overnight_hours_belong_to_the_evening_they_began_on() -> None:
    """With hours 22:00-06:00 from Monday to Friday, Saturday 02:00 is open and Monday 02:00 is closed."""
    history, _ = _past(10)
    hours = OpeningHours({"mon-fri": "22:00-06:00"})

    found = forecast(history, grid_of(later(10), 7), opening={"phone": hours})

    table = found.offered[0].reshape(7, 24)
    assert table[5, 2] > 0
    assert table[0, 2] == 0
    assert (table[:, 6:22] == 0).all()


def test_the_bounds_are_ordered_and_hold_the_forecast() -> None:
    """0 <= lo95 <= lo80 <= offered <= hi80 <= hi95 everywhere, with a long history, a short one and a tiny queue."""
    for weeks, scale in ((3, 1.0), (26, 1.0), (26, 0.001)):
        grid = grid_of(MONDAY, 7 * weeks)
        found = forecast(history_of(grid, noisy(scale * truth(grid))), grid_of(later(weeks), 35))

        ladder = np.array([found.lo95, found.lo80, found.offered, found.hi80, found.hi95])
        assert (np.diff(ladder, axis=0) >= 0).all()
        assert ladder.min() >= 0


def test_the_bounds_hold_what_they_promise() -> None:
    """Of a fair world's next four weeks, 80 % lie within the 80 % and 95 % within the 95 % interval, each within 4 points."""
    past, grid = grid_of(MONDAY, 26 * 7), grid_of(later(26), 28)
    came = noisy(truth(grid), seed=99)

    found = forecast(history_of(past, noisy(truth(past))), grid)

    inside = [
        ((low <= came) & (came <= high)).mean() for low, high in ((found.lo80, found.hi80), (found.lo95, found.hi95))
    ]
    np.testing.assert_allclose(inside, [0.80, 0.95], atol=0.04)


def test_handle_times_follow_the_clock() -> None:
    """300 s by night and 200 s by day come back so; a queue without handle times has NaN."""
    grid = grid_of(MONDAY, 70)
    by_clock = np.array([300.0 if s.hour < 8 else 200.0 for s in grid.local_starts()])
    ahead = grid_of(later(10), 7)

    found = forecast(history_of(grid, noisy(truth(grid)), aht_s=by_clock), ahead)

    night = np.array([s.hour < 8 for s in ahead.local_starts()])
    np.testing.assert_allclose(found.aht_s[0], np.where(night, 300.0, 200.0), rtol=0.05)
    assert np.isnan(forecast(history_of(grid, noisy(truth(grid))), ahead).aht_s).all()


def test_a_horizon_beyond_the_decreed_years_is_noted() -> None:
    """Where China's days off are not known yet, the forecast says so once; within the known years it does not."""
    history, _ = _past(8)

    beyond = forecast(history, grid_of(date(2035, 3, 5), 7), calendar=Calendar("CN"))
    within = forecast(history, grid_of(date(2026, 3, 30), 7), calendar=Calendar("CN"))

    assert sum("2035" in note and "special_days.csv" in note for note in map(str, beyond.notes)) == 1
    assert not any("special_days.csv" in note for note in map(str, within.notes))


def test_a_first_holiday_is_noted() -> None:
    """A holiday with no earlier one to learn from is forecast as its weekday, and the note names it."""
    history, _ = _past(8)

    found = forecast(history, grid_of(date(2026, 3, 30), 7), calendar=Calendar("DE"))

    assert any("Good Friday" in note and "2026-04-03" in note for note in map(str, found.notes))


def test_excluded_intervals_are_not_learnt_from() -> None:
    """Noon spiked on every Wednesday; excluding those intervals brings noon back to the other hours' truth."""
    grid = grid_of(MONDAY, 70)
    spiked = [s for s in grid.local_starts() if s.weekday() == 2 and s.hour == 12]
    offered = truth(grid) * np.array([4.0 if s in spiked else 1.0 for s in grid.local_starts()])
    decisions = [
        CleaningDecision(queue="phone", interval_start=start, decision="exclude", by="Wang") for start in spiked
    ]
    ahead = grid_of(later(10), 7)

    found = forecast(history_of(grid, offered), ahead, decisions=decisions, method="mean_6")

    at = next(i for i, s in enumerate(ahead.local_starts()) if s.weekday() == 2 and s.hour == 12)
    assert found.offered[0][at] == 0  # nothing at all is known of Wednesday noon any more
    others = np.delete(np.arange(len(ahead)), at)
    np.testing.assert_allclose(found.offered[0][others], truth(ahead)[others])


def test_frames_go_in_and_out() -> None:
    """From a long frame to a long frame with the columns of forecast.csv and local, aware times."""
    starts = pd.date_range(datetime(2026, 1, 5), periods=24 * 42, freq="h")
    frame = pd.DataFrame({"queue": "phone", "interval_start": starts, "offered": 10.0})
    grid = grid_of(later(6), 1, time_zone="Asia/Shanghai")

    table = forecast(VolumeHistory.from_frame(frame, time_zone="Asia/Shanghai"), grid).to_frame()

    assert tuple(table) == OUTPUT_COLUMNS["forecast.csv"]
    assert table["interval_start"][0].isoformat() == "2026-02-16T00:00:00+08:00"
    np.testing.assert_allclose(table["offered"], 10.0, rtol=0.01)
