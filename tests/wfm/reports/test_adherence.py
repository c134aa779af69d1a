"""Shift by shift: late, early leave, away, absent, work without a plan; adherence and conformance are two figures."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.attendance import row, shift_of, with_log
from tests.worlds import centre
from wfm.centre import Centre
from wfm.records import Attendance
from wfm.reports.adherence import AttendanceReport, ShiftAttendance, adherence, adherence_share, conformance_share
from wfm.shifts import Shift

DAY = date(2026, 11, 23)
PLAN = shift_of("A1", DAY)
"""9 to 18, unpaid meal 12 to 13: 480 paid minutes."""


def judged(*rows: Attendance, plan: tuple[Shift, ...] = (PLAN,), of: Centre | None = None) -> AttendanceReport:
    return adherence(with_log(of or centre(), plan, rows), DAY, DAY)


def one(*pairs: tuple[float, float | None], of: Centre | None = None) -> ShiftAttendance:
    """The shift of the day, with these pairs in the log."""
    [each] = judged(*(row("A1", DAY, *pair) for pair in pairs), of=of).shifts
    return each


@pytest.mark.parametrize(
    ("pairs", "worked", "adherent", "late", "early", "away"),
    [
        ([(9, 18)], 480, 480, 0, 0, 0),  # the meal need not be signed out for
        ([(9, 12), (13, 18)], 480, 480, 0, 0, 0),  # but may be
        ([(9, 12.5), (13.5, 18)], 480, 450, 0, 0, 0),  # at another time: all worked, half an hour not as planned
        ([(10, 18)], 420, 420, 60, 0, 0),
        ([(12.5, 18)], 300, 300, 180, 0, 0),  # of the lateness only paid minutes are missed
        ([(9, 17)], 420, 420, 0, 60, 0),
        ([(9, 14), (15, 18)], 480, 420, 0, 0, 0),  # the only time out is as long as the meal, and taken for it
        ([(9, 14), (16, 18)], 420, 360, 0, 0, 60),
        ([(9, 12), (13, 14), (15, 18)], 420, 420, 0, 0, 60),
        ([(8, 19)], 480, 480, 0, 0, 0),  # what lies outside is not worked in the shift
    ],
)
def test_the_minutes_of_a_shift(
    pairs: list[tuple[float, float]], worked: int, adherent: int, late: int, early: int, away: int
) -> None:
    """Due minutes are worked, or missed at the start, at the end or in between."""
    each = one(*pairs)

    assert (each.worked_min, each.adherent_min) == (worked, adherent)
    assert (each.late_min, each.early_min, each.away_min, each.absent_min) == (late, early, away, 0)


def test_nobody_there_is_absent() -> None:
    """All that was due is missed, and the shift is not attended."""
    each = one()

    assert (each.absent_min, each.worked_min, each.is_attended) == (480, 0, False)


@pytest.mark.parametrize("pair", [(18, 9), (19, None)])
def test_a_row_that_does_not_say_until_when_is_no_absence(pair: tuple[float, float | None]) -> None:
    """A sign-out before the sign-in, or a sign-in after the shift: nothing counts, and nobody is accused."""
    each = one(pair)

    assert (each.unclear_min, each.absent_min, each.worked_min) == (480, 0, 0)
    assert (each.missed_sign_out, each.is_attended, each.is_punctual) == (True, True, False)


def test_a_missing_sign_out_counts_to_the_planned_end() -> None:
    """And is told."""
    each = one((9.5, None))

    assert (each.worked_min, each.late_min, each.missed_sign_out) == (450, 30, True)


@pytest.mark.parametrize(("late", "is_late", "forgiven"), [(5, False, 5), (6, True, 0)])
def test_the_grace(late: int, is_late: bool, forgiven: int) -> None:
    """Five minutes are forgiven; six are six."""
    each = one((9 + late / 60, 18))

    assert (each.is_late, each.forgiven_min, each.late_min) == (is_late, forgiven, late)


def test_the_grace_and_the_step_of_the_clock_are_the_departments() -> None:
    """With no grace and a clock of quarters of an hour, 9:08 is late by 15 minutes."""
    of = centre(evaluation={"grace_min": 0, "round_min": 15})

    each = one((9 + 8 / 60, 18), of=of)

    assert (each.late_min, each.is_late) == (15, True)


def leave(part: str | None = None, status: str = "approved") -> Centre:
    row = {"agent_id": "A1", "from_day": DAY, "to_day": DAY, "kind": "annual", "status": status, "part": part}
    return centre(leave=(row,))


@pytest.mark.parametrize(
    ("part", "status", "due", "absent"),
    [
        (None, "approved", 0, 0),
        ("am", "approved", 300, 300),
        ("pm", "approved", 180, 180),
        (None, "requested", 480, 480),
    ],
)
def test_approved_leave_is_no_absence(part: str | None, status: str, due: int, absent: int) -> None:
    """What leave covers is not due; what was only asked for is."""
    each = one(of=leave(part, status))

    assert (each.planned_min, each.due_min, each.absent_min) == (480, due, absent)


@pytest.mark.parametrize(
    ("pairs", "unplanned"),
    [
        ([(9, 18)], []),
        ([(8.95, 18.05)], []),  # three minutes at each end are within the grace
        ([(8, 18)], [60]),
        ([(9, 19)], [60]),
        ([(8, 19)], [60, 60]),
        ([(9, 18), (20, 21)], [60]),
        ([(9, 18), (20, 20.05)], [3]),  # apart from the shift there is no grace
    ],
)
def test_presence_outside_the_shift_is_unplanned_work(pairs: list[tuple[float, float]], unplanned: list[int]) -> None:
    """Before, after, or apart."""
    report = judged(*(row("A1", DAY, *pair) for pair in pairs))

    assert [work.minutes for work in report.unplanned] == unplanned


def test_work_on_leave_is_unplanned() -> None:
    """The shift is not due, so presence belongs to none."""
    report = judged(row("A1", DAY, 9, 12), of=leave())

    assert [work.minutes for work in report.unplanned] == [180]


def test_a_night_belongs_to_the_day_on_which_it_begins() -> None:
    """Signed out at midnight and in again: one shift without a gap; what follows it is still that day's."""
    night = shift_of("A1", DAY, 22, 30, meal_h=None)
    report = judged(row("A1", DAY, 22, 24), row("A1", DAY, 24, 31), plan=(night,))

    assert [(each.day, each.worked_min) for each in report.shifts] == [(DAY, 480)]
    assert [(work.day, work.minutes) for work in report.unplanned] == [(DAY, 60)]


@pytest.mark.parametrize(("day", "minutes"), [(date(2026, 10, 25), 540), (date(2026, 3, 29), 420)])
def test_a_night_over_a_change_of_clocks(day: date, minutes: int) -> None:
    """22 to 6 by the clock are nine hours in autumn, seven in spring, planned and worked alike."""
    eve = date.fromordinal(day.toordinal() - 1)
    of = centre(time_zone="Europe/Berlin")
    night = shift_of("A1", eve, 22, 30, None, "Europe/Berlin")

    [each] = adherence(with_log(of, (night,), (row("A1", eve, 22, 30, "Europe/Berlin"),)), eve, day).shifts

    assert (each.planned_min, each.worked_min, each.late_min, each.early_min) == (minutes, minutes, 0, 0)


def test_the_shift_before_the_first_day_owns_its_presence() -> None:
    """The end of the eve's night, signed in again after midnight, is no work without a plan."""
    eve = date.fromordinal(DAY.toordinal() - 1)
    night = shift_of("A1", eve, 22, 30, None)

    report = judged(row("A1", eve, 22, 24), row("A1", DAY, 0, 6), plan=(night,))

    assert (report.shifts, report.unplanned) == ((), ())


def test_adherence_and_conformance_are_two_figures() -> None:
    """An hour late and two hours longer: there in 7 of 8 planned hours, 9 of 8 hours worked."""
    report = judged(row("A1", DAY, 10, 20))
    unplanned = sum(work.minutes for work in report.unplanned)

    assert adherence_share(report.shifts) == 7 / 8
    assert conformance_share(report.shifts, unplanned) == 9 / 8


def test_without_anything_due_there_is_no_share() -> None:
    """Nothing over nothing is not one."""
    assert (adherence_share([]), conformance_share([])) == (None, None)


QUARTERS = st.integers(min_value=24, max_value=88)
PAIRS = st.lists(st.tuples(QUARTERS, st.one_of(st.none(), QUARTERS)), max_size=6)


@settings(max_examples=300)
@given(PAIRS, st.sampled_from([None, "am", "pm"]))
def test_what_holds_of_every_log(pairs: list[tuple[int, int | None]], part: str | None) -> None:
    """Due is worked and missed; worked is at most presence; adherence is in [0, 1] and at most conformance."""
    of = leave(part) if part else centre()
    rows = [row("A1", DAY, start / 4, None if end is None else end / 4) for start, end in pairs]

    report = judged(*rows, of=of)

    [each] = report.shifts
    missed = each.late_min + each.early_min + each.away_min + each.absent_min + each.unclear_min
    assert each.due_min == each.worked_min + missed
    assert 0 <= each.adherent_min <= each.worked_min <= each.present_min
    share, conformance = adherence_share(report.shifts), conformance_share(report.shifts)
    assert share is not None
    assert conformance is not None
    assert 0 <= share <= conformance <= 1
