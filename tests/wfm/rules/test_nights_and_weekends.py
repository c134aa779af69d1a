"""Nights, weekends, overtime of a month and the shortest shift, each in a world that keeps it and one that breaks it."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from tests.worlds import DAY, breaches, centre, on, shift
from wfm.people import ApprovedException
from wfm.rules.min_shift_length import MinShiftLength
from wfm.rules.monthly_overtime import MonthlyOvertime
from wfm.rules.nights import MaxNights, RestAfterNights
from wfm.rules.weekends_off import WeekendsOff
from wfm.rules.weekly_rest import WeeklyRest

NIGHT = {"start_h": 22, "paid_h": 8}
ROUND_THE_CLOCK = {**DAY, "starts": "00:00-23:00"}


def excepted(rule: str, value: float) -> ApprovedException:
    return ApprovedException(
        exception_id="E1", agent_id="A1", rule=rule, from_day=on(0), to_day=on(6), value=value, reason="r", approved_by="m",
    )  # fmt: skip


def test_a_shift_of_two_hours_is_too_short_where_four_are_asked() -> None:
    """Two hours short; an approved exception to two hours keeps it."""
    world = centre()

    [short] = breaches(MinShiftLength(min_h=4), world, shift(world, 0, paid_h=2), shift(world, 1, paid_h=4))

    assert (short.day, short.observed, short.limit, short.size) == (on(0), 2, 4, 2)
    world = centre(exceptions=(excepted("min_shift_length.min_h", 2),))
    assert breaches(MinShiftLength(min_h=4), world, shift(world, 0, paid_h=2)) == []


@pytest.mark.parametrize(
    ("start_h", "paid_h", "is_night"), [(22, 8, True), (16, 10, True), (16, 9, False), (2, 8, True), (4, 8, False)]
)
def test_a_night_has_three_hours_between_eleven_and_six(start_h: int, paid_h: int, is_night: bool) -> None:
    """16:00 to 02:00 has three of them, to 01:00 two; 02:00 to 10:00 has four of the night before."""
    world = centre(templates=(ROUND_THE_CLOCK,))

    assert MaxNights().is_night(world, shift(world, 0, start_h, paid_h)) is is_night


def test_nights_in_a_row_go_on_from_the_published_week() -> None:
    """Published Saturday and Sunday, planned Monday: three in a row. A day shift between them ends the run."""
    plain = centre()
    world = centre(published=tuple(shift(plain, day, **NIGHT) for day in (-2, -1)))  # type: ignore[arg-type]

    [third] = breaches(MaxNights(max_in_row=2), world, shift(world, 0, **NIGHT))  # type: ignore[arg-type]

    assert (third.day, third.observed, third.limit) == (on(0), 3, 2)
    assert breaches(MaxNights(max_in_row=3), world, shift(world, 0, **NIGHT)) == []  # type: ignore[arg-type]
    assert breaches(MaxNights(max_in_row=2), world, shift(world, 1, **NIGHT)) == []  # type: ignore[arg-type]


def test_nights_of_a_week_are_counted_apart_from_rows() -> None:
    """Three single nights are no row, and one more than two in the week."""
    world = centre()

    [week] = breaches(MaxNights(max_per_week=2), world, *(shift(world, day, **NIGHT) for day in (0, 2, 4)))  # type: ignore[arg-type]

    assert (week.observed, week.limit, week.week_long) == (3, 2, True)
    assert breaches(MaxNights(max_per_week=2), world, *(shift(world, day, **NIGHT) for day in (0, 2))) == []  # type: ignore[arg-type]


def test_the_last_night_of_a_run_asks_for_its_rest() -> None:
    """Two nights end on Wednesday at 06:00: Thursday at 08:00 is 26 hours later. Between the two nights 16 hours are enough."""
    world = centre()
    nights = [shift(world, day, **NIGHT) for day in (0, 1)]  # type: ignore[arg-type]

    [short] = breaches(RestAfterNights(min_h=36), world, *nights, shift(world, 3, 8, 8))

    assert (short.day, short.observed, short.limit) == (on(3), 26, 36)
    assert breaches(RestAfterNights(min_h=24), world, *nights, shift(world, 3, 8, 8)) == []
    assert [v.day for v in breaches(RestAfterNights(min_h=48), world, nights[0], shift(world, 2, **NIGHT))] == [on(2)]  # type: ignore[arg-type]


def test_of_two_weekends_one_is_off() -> None:
    """Last Sunday was worked: this weekend is off. The night from Friday reaches into it."""
    plain = centre()
    world = centre(published=(shift(plain, -1),))
    rule = WeekendsOff(min_off=1, weeks=2)

    [worked] = breaches(rule, world, shift(world, 5))

    assert (worked.observed, worked.limit, worked.unit) == (0, 1, "weekends")
    assert len(breaches(rule, world, shift(world, 4, **NIGHT))) == 1  # type: ignore[arg-type]
    assert breaches(rule, world, shift(world, 4)) == []
    assert breaches(WeekendsOff(min_off=1, weeks=3), world, shift(world, 5)) == []
    assert breaches(rule, centre(), shift(world, 5)) == []


def test_more_weekends_off_than_weeks_cannot_be_asked() -> None:
    """The sentence names both figures."""
    with pytest.raises(ValidationError, match="min_off 5 is more than weeks 4"):
        WeekendsOff(min_off=5, weeks=4)


def test_overtime_of_the_month_goes_on_from_its_published_weeks() -> None:
    """Eight hours above 40 last week, two this week: ten of nine. The week of Thursday, 26 November is November's."""
    contract = {"id": "full", "overtime_after_h": 40}
    agents = ({"agent_id": "A1", "contract": "full"}, {"agent_id": "A2"})
    plain = centre()
    past = tuple(shift(plain, day) for day in range(-7, -1))
    world = centre(agents=agents, contracts=(contract,), published=past)
    planned = [shift(world, day, paid_h=hours) for day, hours in enumerate((8, 8, 8, 8, 10))]

    [over] = breaches(MonthlyOvertime(max_h=9), world, *planned)

    assert (over.observed, over.limit, over.size) == (10, 9, 1)
    assert over.sentence.values["month"] == "2026-11"
    assert breaches(MonthlyOvertime(max_h=10), world, *planned) == []
    assert breaches(MonthlyOvertime(max_h=2), world, *planned[:4]) == []
    assert breaches(MonthlyOvertime(max_h=0), world, *(s.model_copy(update={"agent_id": "A2"}) for s in planned)) == []


def test_another_month_begins_with_another_account() -> None:
    """Overtime of the week of Thursday, 29 October is October's."""
    plain = centre()
    world = centre(published=tuple(shift(plain, day - 28) for day in range(6)))

    assert breaches(MonthlyOvertime(max_h=2, after_h=40), world, *(shift(world, d, paid_h=7) for d in range(6))) == []


def test_a_day_off_between_a_late_and_an_early_shift_is_an_hour_too_short() -> None:
    """From ten at night to eight in the morning are 34 hours; from nine on they are 35. A rest is known by its end."""
    world = centre(published=(shift(centre(), -1),))
    worked = [shift(world, day, 14) for day in range(6)]
    early = [*worked[:2], shift(world, 3, 8), *[shift(world, day, 8) for day in (4, 5, 6)]]

    [short] = breaches(WeeklyRest(), world, *early)

    assert (short.observed, short.limit, short.size, short.unit) == (34, 35, 1, "h")
    assert breaches(WeeklyRest(), world, *worked[:2], shift(world, 3, 9), *early[3:]) == []
    excused = world.model_copy(update={"exceptions": (excepted("weekly_rest.min_h", 34),)})
    assert breaches(WeeklyRest(), excused, *early) == []


def test_a_rest_counts_from_where_it_began() -> None:
    """Off since Saturday evening, Monday at nine is soon enough; without anything published everybody has rested."""
    world = centre(published=(shift(centre(), -2, 14),))
    every_day = [shift(world, day, 9) for day in range(7)]

    assert breaches(WeeklyRest(), world, *every_day) == []
    assert breaches(WeeklyRest(), centre(), *every_day) == []
    assert [v.observed for v in breaches(WeeklyRest(), world, shift(world, 0, 8), *every_day[1:])] == [34]
