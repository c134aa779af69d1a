"""The backlog that was counted: in the curves, in the even spread, in the note; and which counts hold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest

from tests.wfm.staffing.departments import MAIL, department, forecast, queue
from wfm.demand import StaffingRequirement, VolumeHistory
from wfm.errors import StaffingError
from wfm.simulation.deferred import worked
from wfm.staffing.requirement import required_staff

OFFICE = {"mon-fri": "08:00-18:00", "sat-sun": "closed"}
INTERVALS = 100  # of a week
ZONE = ZoneInfo("Europe/Berlin")


def planned(rows: Mapping[str, float], offered: float = 0.0, **changes: Any) -> StaffingRequirement:
    """Mail of 6 minutes, due within 8 open hours, in the week from 23 November; `rows` are released_at -> contacts."""
    counts = tuple(
        {"queue": "mail", "released_at": datetime.fromisoformat(at).replace(tzinfo=ZONE), "offered": number}
        for at, number in rows.items()
    )
    came = changes.pop("came", None)
    centre = department(queue("mail", MAIL | {"aht_s": 360} | changes), opening=OFFICE, backlog=counts, volumes=came)
    return required_staff(centre, forecast(centre, {"mail": offered}, 360, days=7))


def history(intervals: int, offered: float = 10.0, **columns: float) -> VolumeHistory:
    """Mail of the last half hours before Friday's end."""
    starts = [datetime(2026, 11, 20, 18, tzinfo=ZONE) - timedelta(minutes=30 * n) for n in range(1, intervals + 1)]
    frame = pd.DataFrame({"queue": "mail", "interval_start": starts, "offered": offered, **columns})
    return VolumeHistory.from_frame(frame, time_zone="Europe/Berlin", interval_min=30)


def test_a_backlog_is_released_at_once_and_due_by_its_own_deadline() -> None:
    """40 mails of Friday 16:00 have used 2 of their 8 hours: 4 hours of work, in the 12 intervals left on Monday."""
    [work] = planned({"2026-11-20 16:00": 40}).pools[0].deferred

    assert work.released.tolist() == [800] * INTERVALS
    assert work.due.tolist() == [0] * 11 + [800] * (INTERVALS - 11)
    assert np.cumsum(work.even)[:12].tolist() == pytest.approx(np.arange(1, 13) * 800 / 12, abs=0.5)
    assert work.allows(work.even)


def test_overdue_work_is_done_first_and_at_the_latest_evenly() -> None:
    """Mails of Thursday noon are overdue on Monday: their curve of what is due is the even spread over 8 hours from the first."""
    [work] = planned({"2026-11-19 12:00": 80, "2026-11-20 17:59": 0}).pools[0].deferred

    assert work.released.tolist() == [1600] * INTERVALS
    assert work.due.tolist() == [100 * done for done in range(1, 17)] + [1600] * (INTERVALS - 16)


def test_a_backlog_comes_on_top_of_the_week() -> None:
    """With a steady stream the counted backlog takes the place of the one that such a week leaves."""
    counted = planned({"2026-11-20 17:59": 0}, offered=10.0).pools[0].deferred[0]
    usual = planned({}, offered=10.0).pools[0].deferred[0]

    assert usual.even.sum() == INTERVALS * 200
    assert counted.even.sum() == usual.even.sum() - usual.released[0] + 200
    assert counted.released[0] == 200


def test_a_count_of_the_week_before_is_old() -> None:
    """A queue that was open on a whole day since has been worked on: a note says that the count was left aside."""
    old, usual = planned({"2026-11-19 12:00": 40}, 5.0), planned({}, 5.0)

    assert [note.key for note in old.notes] == ["note_backlog_old"]
    assert np.array_equal(old.pools[0].deferred[0].released, usual.pools[0].deferred[0].released)
    assert [note.key for note in planned({"2026-11-24 12:00": 40}, 5.0).notes] == ["note_backlog_old"]


def test_what_came_before_the_days_carries_over_without_a_count() -> None:
    """Of 10 mails in each of Friday's last 15 half hours 1/16 to 15/16 is left, and due on Monday as it came; nothing is said."""
    known = planned({}, came=history(15))
    [work] = known.pools[0].deferred

    left = np.arange(1, 16) / 16 * 10 * 360 / 1800 * 100
    assert work.released[0] == pytest.approx(left.sum(), abs=1)
    assert work.due[:15].tolist() == pytest.approx(np.cumsum(left), abs=1)
    assert not known.notes


@pytest.mark.parametrize(
    "came", [history(14), history(15, np.nan), history(0)], ids=["an interval short", "unknown", "none"]
)
def test_a_history_that_does_not_reach_the_days_says_nothing_of_them(came: VolumeHistory) -> None:
    """Then the week begins with what a week like it leaves."""
    assert np.array_equal(
        planned({}, 5.0, came=came).pools[0].deferred[0].released, planned({}, 5.0).pools[0].deferred[0].released
    )


def test_a_count_wins_over_the_history() -> None:
    """Whoever counted knows better what is left."""
    counted = planned({"2026-11-20 17:59": 0}, came=history(15))

    assert counted.pools[0].deferred[0].released[0] == 0


def test_the_note_names_the_hours() -> None:
    """4 hours of Friday and 8 overdue hours are a backlog of 12 hours."""
    [note] = planned({"2026-11-20 16:00": 40, "2026-11-18 09:00": 80}).notes

    assert note.key == "note_backlog"
    assert (note.values["hours"], note.values["overdue"]) == ("12.0", "8.0")


def test_contacts_that_lie_there_need_a_handle_time() -> None:
    """Neither the queue nor the forecast knows how long one takes: missing data is not free work."""
    with pytest.raises(StaffingError, match="aht_s"):
        planned({"2026-11-20 16:00": 40}, aht_s=None)


def test_a_replay_begins_with_the_backlog_that_was_counted() -> None:
    """Two hours that lie there delay what comes first by as much; without them nothing is late."""
    work, capacity = np.array([[1.0, 0.0, 0.0, 0.0]]), np.ones((1, 4))

    assert worked(work, capacity, 2, 2.0)[0][0].tolist() == pytest.approx([0, 1, 1, 1])
    assert worked(work, capacity, 2, 2.0)[1][0].tolist() == pytest.approx([1, 1, 1, 0])
    assert worked(work, capacity, 2, 0.0)[0][0].tolist() == pytest.approx([1, 1, 1, 1])
