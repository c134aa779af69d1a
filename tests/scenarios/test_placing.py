"""Shifts taken apart and put together again."""

from __future__ import annotations

import pytest

from scenarios.placing import Doing, Span, cut_at, overlaid, pauses_of, put_together, work_of
from tests.department import Planned
from tests.worlds import ZONE
from wfm.shifts import Activity


def test_apart_and_together_again_is_the_same_shift(planned: Planned) -> None:
    """Every shift of a plan, its pauses and posts included."""
    shifts = planned.plan.roster.shifts

    assert shifts
    assert [put_together(s, work_of(s), pauses_of(s), ZONE) for s in shifts] == list(shifts)


def test_work_without_pauses_has_no_holes(planned: Planned) -> None:
    """Each pause belongs to the work before it: the spans join from the first minute to the last."""
    for shift in planned.plan.roster.shifts:
        spans = work_of(shift)
        ends = [shift.start_min, *(span.end_min for span in spans)]
        assert ends == [*(span.start_min for span in spans), shift.end_min]


def test_what_is_laid_over_takes_its_place() -> None:
    """A span in the middle of another leaves its beginning and its end."""
    desk, hall = Doing(Activity.POSITION, ("desk",)), Doing(Activity.POSITION, ("hall",))

    parts = overlaid([Span(0, 100, desk)], [Span(30, 50, hall)])

    assert parts == (Span(0, 30, desk), Span(30, 50, hall), Span(50, 100, desk))


@pytest.mark.parametrize("part", [0.0, 0.3, 0.8, 1.0])
def test_what_is_over_at_an_instant(planned: Planned, part: float) -> None:
    """Nothing of a shift that has not begun, all of one that has ended, and in between what lies before."""
    shift = planned.plan.roster.shifts[0]
    now_min = shift.start_min + round(part * (shift.end_min - shift.start_min))

    over = cut_at(shift, now_min, ZONE)

    if part == 0:
        assert over is None
    else:
        assert over is not None
        assert (over.start_min, over.end_min) == (shift.start_min, now_min)
        assert over.segments[:-1] == shift.segments[: len(over.segments) - 1]
