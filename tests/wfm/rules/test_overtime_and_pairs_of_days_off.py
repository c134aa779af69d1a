"""What only costs: overtime by the hour, and days off that stand alone."""

from __future__ import annotations

import pytest

from tests.worlds import breaches, centre, on, shift
from wfm.rules.paired_days_off import PairedDaysOff
from wfm.rules.weekly_overtime import WeeklyOvertime

CONTRACT = {"id": "c", "overtime_after_h": 16}
WORKER = ({"agent_id": "A1", "contract": "c"},)


def test_overtime_is_what_the_contract_says() -> None:
    """Three days of eight hours with sixteen agreed: eight hours of overtime, six more than two."""
    world = centre(agents=WORKER, contracts=(CONTRACT,))

    [over] = breaches(WeeklyOvertime(max_h=2), world, *(shift(world, day) for day in range(3)))

    assert (over.observed, over.limit, over.size, over.week_long) == (8, 2, 6, True)
    assert breaches(WeeklyOvertime(max_h=8), world, *(shift(world, day) for day in range(3))) == []


def test_without_a_contract_the_rule_says_when_overtime_begins() -> None:
    """And where neither does there is none."""
    world = centre()
    worked = [shift(world, day) for day in range(6)]

    [over] = breaches(WeeklyOvertime(after_h=40), world, *worked)

    assert over.size == 8
    assert breaches(WeeklyOvertime(), world, *worked) == []


def test_points_of_overtime_are_whole_points_a_minute() -> None:
    """At weight 1 an hour is 6,000 points; at a 7th of that a minute is rounded, and hours add up."""
    assert WeeklyOvertime().points(1.5) == 9_000
    assert WeeklyOvertime(weight=1 / 7).points(2) == 2 * WeeklyOvertime(weight=1 / 7).points(1)


@pytest.mark.parametrize(
    ("worked", "alone"),
    [((0, 2), [2]), ((0, 3), []), ((0, 2, 4), [2, 4]), ((1, 2, 3), []), ((0, 1, 2, 3, 4, 5), [])],
)
def test_a_day_off_alone_is_judged_when_work_goes_on(worked: tuple[int, ...], alone: list[int]) -> None:
    """Monday and Wednesday leave Tuesday alone; nothing is known of what follows the week."""
    world = centre()

    found = breaches(PairedDaysOff(), world, *(shift(world, day) for day in worked))

    assert [breach.day for breach in found] == [on(day) for day in alone]


def test_published_days_tell_whether_monday_ends_a_day_off_alone() -> None:
    """Saturday worked, Sunday off, Monday worked; with Saturday off too, or worked into Sunday, nothing stands alone."""
    plain = centre()
    saturday = centre(published=(shift(plain, -2),))
    friday = centre(published=(shift(plain, -3),))
    night = centre(published=(shift(plain, -2, 22),))

    assert [b.day for b in breaches(PairedDaysOff(), saturday, shift(saturday, 0))] == [on(0)]
    assert breaches(PairedDaysOff(), friday, shift(friday, 0)) == []
    assert breaches(PairedDaysOff(), night, shift(night, 0)) == []
