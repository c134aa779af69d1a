"""A missing interval of an open day: zero where hardly anybody calls then, otherwise missing; and the end cut off in the middle."""

from __future__ import annotations

import numpy as np

from tests.wfm.formats.folders import BERLIN, TOML, department, english, starts, volumes
from wfm.demand import VolumeHistory


def weeks(count: int, quiet: float, busy: float = 20.0, first: int = 2, opening_h: int = 14) -> dict[str, float]:
    """Starts of `count` weeks from 2 November; before noon `busy` contacts an interval, later `quiet`."""
    chance = np.random.default_rng(7)
    found: dict[str, float] = {}
    for start in starts(f"2026-10-{first:02d} 08:00", count * 7 * 96, 15):
        hour = int(start[11:13])
        if 8 <= hour < 8 + opening_h:
            found[start] = float(chance.poisson(busy if hour < 12 else quiet))
    return found


def read(given: dict[str, float], toml: str = TOML) -> tuple[VolumeHistory, list[str]]:
    found = department(toml=toml, volumes=volumes(*(f"phone,{start},{count:g}" for start, count in given.items())))
    assert found.centre.volumes is not None
    return found.centre.volumes, english(found.notes)


def test_zeros_dropped_by_a_group_by_are_filled_in() -> None:
    """The export holds no zero: where about one contact in five intervals comes, a missing row is a zero, and it is said."""
    given = weeks(5, quiet=0.2)
    kept = {start: count for start, count in given.items() if count}

    history, notes = read(kept)

    assert np.isfinite(history.offered).all()
    assert history.offered.sum() == sum(given.values())
    dropped = [start for start, count in given.items() if not count and min(kept) < start < max(kept)]
    assert notes == [
        "volumes.csv: intervals of queue 'phone' without a row at times when hardly any contact is usual: "
        f"{len(dropped)}, the first {dropped[0]}; they were taken as 0."
    ]


def test_a_week_of_history_is_enough_to_tell_quiet_times() -> None:
    """Of a single week the same time of day on the other days says what is usual."""
    given = weeks(1, quiet=0.1)

    history, _ = read({start: count for start, count in given.items() if count})

    assert np.isfinite(history.offered).all()


def test_a_hole_in_the_middle_of_a_busy_day_stays_missing() -> None:
    """However long it is, and though nothing else is known: between 30 and 36 contacts there are not none."""
    history, notes = read({"2026-11-02 08:00": 30.0, "2026-11-02 11:00": 36.0})

    assert history.offered.tolist() == [[30.0, 36.0]]
    assert notes == [
        "volumes.csv: open intervals of queue 'phone' without a row: 11, the first 2026-11-02 08:15; they stay missing."
    ]


def test_a_slot_that_an_export_with_zeros_never_has_is_judged_by_its_neighbours() -> None:
    """It has rows of 0 contacts, so a row that is never there is no zero: at 09:00 it stays missing, at 15:00 it is one."""
    given = {start: count for start, count in weeks(5, quiet=0.2).items() if start[11:] not in ("09:00", "15:00")}

    history, notes = read(given)

    assert len(notes) == 2
    assert "without a row at times when hardly any contact is usual: 35, the first 2026-10-02 15:00" in notes[0]
    assert "without a row: 35, the first 2026-10-02 09:00; they stay missing" in notes[1]
    assert len(history.starts_min) == len(given) + 35


def test_a_busy_interval_without_a_row_stays_missing() -> None:
    """20 contacts are usual at 09:00: nobody calling is less likely than a hole in the export."""
    given = weeks(5, quiet=20)
    del given["2026-10-20 09:00"], given["2026-10-20 09:15"]

    history, notes = read(given)

    assert len(history.starts_min) == len(given)
    assert notes == [
        "volumes.csv: open intervals of queue 'phone' without a row: 2, the first 2026-10-20 09:00; they stay missing."
    ]


def test_a_day_without_any_row_says_nothing() -> None:
    """A missing weekday without a holiday is a day nothing is known of, neither zeros nor holes."""
    given = {
        start: count for start, count in weeks(5, quiet=0.2, busy=20).items() if not start.startswith("2026-10-20")
    }
    known = len(given)

    history, notes = read(given)

    assert len(history.starts_min) == known
    assert notes == []


def test_near_zero_days_are_kept() -> None:
    """A day of next to nothing is no closure; it is for the cleaning to weigh, not for the reader to drop."""
    given = {start: (0.0 if start.startswith("2026-10-20") else count) for start, count in weeks(5, quiet=20).items()}
    given["2026-10-20 10:00"] = 1.0

    history, notes = read(given)

    assert history.offered.sum() == sum(given.values())
    assert notes == []


def test_closed_hours_are_no_gaps() -> None:
    """Nothing is missing on a day the department is closed, nor at night."""
    toml = TOML.replace('mon-sun = "08:00-22:00"', 'mon-fri = "08:00-22:00"')
    given = {start: count for start, count in weeks(4, quiet=20).items() if start[8:10] not in weekend()}

    assert read(given, toml)[1] == []


def weekend() -> set[str]:
    return {f"{day:02d}" for first in (3, 4) for day in range(first, 32, 7)}


def test_a_partial_last_interval_is_left_out() -> None:
    """The export was made at 14:20: its last row holds a third of what is usual, and goes."""
    given = {start: count for start, count in weeks(5, quiet=30, busy=30).items() if start <= "2026-11-04 14:15"}
    given["2026-11-04 14:15"] = 3.0

    history, notes = read(given)

    assert len(history.starts_min) == len(given) - 1
    assert notes == ["volumes.csv: the last interval, 2026-11-04 14:15, is incomplete and was left out."]


def test_a_low_last_interval_of_a_day_that_is_over_is_kept() -> None:
    """21:45 is the last interval of the day: few contacts then are a fact."""
    given = weeks(5, quiet=30, busy=30)
    given[max(given)] = 3.0

    history, notes = read(given)

    assert len(history.starts_min) == len(given)
    assert notes == []


def test_around_the_clock_the_25th_hour_is_filled_like_any_other() -> None:
    """Both passes of the autumn hour are open intervals; those missing are zeros of a quiet night, not an error."""
    given = {
        start: 5.0 if "08" <= start[11:13] < "20" else 0.0
        for start in starts("2026-10-05 00:00", 28 * 96, 15)
        if not start.startswith("2026-10-25 02")
    }

    history, notes = read(given, BERLIN)

    assert (np.diff(history.starts_min) == 15).all()
    assert notes == [
        "volumes.csv: intervals of queue 'phone' without a row at times when hardly any contact is usual: 8, the first "
        "2026-10-25 02:00; they were taken as 0."
    ]
