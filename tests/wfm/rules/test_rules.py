"""Every attendance rule in a world that keeps it and a world that breaks it, with the size of the breach."""

from __future__ import annotations

import pytest

from tests.worlds import DAY, breaches, centre, on, shift
from wfm.rules import RULES
from wfm.rules.availability import AvailabilityRule
from wfm.rules.daily_rest import DailyRest
from wfm.rules.fairness import LateFairness, WeekendFairness
from wfm.rules.lead_on_duty import LeadOnDuty
from wfm.rules.leave import LeaveRule
from wfm.rules.locks import Locks
from wfm.rules.max_consecutive_days import MaxConsecutiveDays
from wfm.rules.max_daily_hours import MaxDailyHours
from wfm.rules.max_late_shifts import MaxLateShifts
from wfm.rules.one_shift_a_day import OneShiftADay
from wfm.rules.opening import Opening
from wfm.rules.preferences import Preferences
from wfm.rules.probation import Probation
from wfm.rules.service_dates import ServiceDates
from wfm.rules.shift_templates import ShiftTemplates
from wfm.rules.skills import Skills
from wfm.rules.start_time_stability import StartTimeStability
from wfm.rules.weekly_days_off import WeeklyDaysOff
from wfm.rules.weekly_hours import WeeklyHours

OFFICE = {"mon-sun": "08:00-20:00"}


def test_a_week_of_28_hours_breaks_the_floor_by_two() -> None:
    """28 paid hours against a floor of 30 is one violation, two hours short; 30 hours keep it."""
    world = centre()
    days = [shift(world, day, paid_h=7) for day in range(4)]

    [violation] = breaches(WeeklyHours(min_h=30), world, *days)

    assert (violation.observed, violation.limit, violation.unit, violation.size) == (28.0, 30.0, "h", 2.0)
    assert breaches(WeeklyHours(min_h=30), world, *days, shift(world, 4, paid_h=2)) == []


def test_a_week_of_42_hours_is_above_the_maximum() -> None:
    """The maximum is a wall."""
    world = centre()

    [violation] = breaches(WeeklyHours(max_h=40), world, *(shift(world, day, paid_h=7) for day in range(6)))

    assert (violation.observed, violation.limit) == (42.0, 40.0)


def test_an_approved_exception_replaces_the_floor_until_it_expires() -> None:
    """24 hours keep an approved floor of 24; the same record bites no more once it expired before the week."""
    record = {
        "exception_id": "E1", "agent_id": "A1", "rule": "weekly_hours.min_h", "from_day": on(0), "to_day": on(6),
        "value": 24, "reason": "care", "approved_by": "manager",
    }  # fmt: skip
    world = centre(exceptions=(record,))
    days = [shift(world, day) for day in range(3)]
    expired = centre(exceptions=({**record, "expires_on": on(-1)},))

    assert breaches(WeeklyHours(), world, *days) == []
    assert len(breaches(WeeklyHours(), expired, *days)) == 1


@pytest.mark.parametrize(
    ("leave", "low_h"),
    [
        ({}, 24.0),
        ({"to_day": on(6)}, 0.0),
        ({"part": "am"}, 27.0),
        ({"credit_h_per_day": 8}, 22.0),
        ({"credit_h_per_day": 0}, 30.0),
        ({"status": "requested"}, 30.0),
    ],
)
def test_approved_leave_lowers_the_floor(leave: dict[str, object], low_h: float) -> None:
    """A day credits a fifth of the floor, at most five days a week, half for half a day, or what the record says."""
    record = {
        "agent_id": "A1", "from_day": on(2), "to_day": on(2), "kind": "annual", "status": "approved",
    }  # fmt: skip
    if "to_day" in leave:
        record["from_day"] = on(0)
    world = centre(leave=({**record, **leave},))

    limits = WeeklyHours().limits_of(world, world.agents[0], on(0), 7)

    assert limits.low_min == low_h * 60


def test_who_is_hired_on_thursday_owes_four_sevenths() -> None:
    """Floor and maximum shrink with the days in service; the day of leaving may still be worked."""
    world = centre(agents=({"agent_id": "A1", "hired_on": on(3)}, {"agent_id": "A2", "left_on": on(3)}))

    hired, left = (WeeklyHours(min_h=35, max_h=42).limits_of(world, agent, on(0), 7) for agent in world.agents)

    assert (hired.low_min, hired.high_min) == (20 * 60, 24 * 60)
    assert (left.low_min, left.high_min) == (20 * 60, 24 * 60)


def test_ten_hours_between_shifts_are_too_few() -> None:
    """The night between 22:00 and 08:00 is one hour short of 11; published shifts count too."""
    world = centre()
    late, early = shift(world, 0, 14), shift(world, 1, 8)
    before = centre(published=(shift(world, -1, 14),))

    [violation] = breaches(DailyRest(min_h=11), world, late, early)
    [carried] = breaches(DailyRest(min_h=11), before, shift(world, 0, 8))

    assert (10.0, 11.0, on(1)) == (violation.observed, violation.limit, violation.day)
    assert (10.0, on(0)) == (carried.observed, carried.day)
    assert breaches(DailyRest(min_h=11), world, late, shift(world, 1, 9)) == []


def test_a_day_of_ten_paid_hours_is_too_long() -> None:
    """Daily hours are paid hours."""
    world = centre()

    [violation] = breaches(MaxDailyHours(max_h=9), world, shift(world, 0, paid_h=10))

    assert (violation.observed, violation.limit) == (10.0, 9.0)
    assert breaches(MaxDailyHours(max_h=9), world, shift(world, 0, paid_h=9)) == []


def test_the_seventh_day_in_a_row_is_one_too_many_across_the_week_before() -> None:
    """Two published days and five planned ones make a run of seven."""
    plain = centre()
    world = centre(published=tuple(shift(plain, day) for day in (-2, -1)))
    days = [shift(world, day) for day in range(5)]

    [violation] = breaches(MaxConsecutiveDays(max_days=6), world, *days)

    assert (7, on(4)) == (violation.observed, violation.day)
    assert breaches(MaxConsecutiveDays(max_days=6), plain, *days) == []


def test_a_night_shift_that_ends_on_tuesday_takes_the_day_off() -> None:
    """A day off is a day on which no shift begins and none reaches into it."""
    world = centre()
    days = [shift(world, day, 8, 4) for day in (0, 2, 3, 4, 5, 6)]

    assert breaches(WeeklyDaysOff(min_days=1), world, *days) == []
    night = [shift(world, 0, 22, 4), *days[1:]]
    [violation] = breaches(WeeklyDaysOff(min_days=1), world, *night)
    assert (violation.observed, violation.limit) == (0, 1)


def test_two_days_off_apart_are_no_run_of_two() -> None:
    """`consecutive` asks for one run."""
    world = centre()
    apart = [shift(world, day) for day in (0, 2, 3, 5, 6)]
    together = [shift(world, day) for day in (0, 1, 2, 5, 6)]

    assert len(breaches(WeeklyDaysOff(min_days=2, consecutive=True), world, *apart)) == 1
    assert breaches(WeeklyDaysOff(min_days=2), world, *apart) == []
    assert breaches(WeeklyDaysOff(min_days=2, consecutive=True), world, *together) == []


def test_a_shift_that_ends_at_nine_sharp_is_not_late() -> None:
    """`ends_after` is strict."""
    world = centre()

    assert breaches(MaxLateShifts(max_per_week=0), world, shift(world, 0, 13)) == []
    [violation] = breaches(MaxLateShifts(max_per_week=0), world, shift(world, 0, 14))
    assert (violation.observed, violation.limit) == (1, 0)


def test_every_open_interval_without_a_lead_is_a_breach() -> None:
    """Two hours without a lead are two intervals of an hour."""
    world = centre(agents=({"agent_id": "A1", "lead": True},), open={"mon": "08:00-18:00"})

    found = breaches(LeadOnDuty(), world, shift(world, 0, 8, 8))

    assert [violation.sentence.values["at"] for violation in found] == ["16:00", "17:00"]
    assert breaches(LeadOnDuty(), world, shift(world, 0, 8, 10)) == []


def test_a_lead_at_a_meal_is_not_on_duty() -> None:
    """The hour of the meal lacks a lead."""
    meal = {**DAY, "meal": {"min": 60, "after_h": 4, "before_h": 4}}
    world = centre(agents=({"agent_id": "A1", "lead": True},), open={"mon": "08:00-17:00"}, templates=(meal,))

    [violation] = breaches(LeadOnDuty(), world, shift(world, 0, 8, 8))

    assert violation.sentence.values["at"] == "12:00"


def test_probation_counts_from_the_day_after_the_hours_are_reached() -> None:
    """With 32 of 40 hours done, Monday is training and Tuesday counts."""
    world = centre(agents=({"agent_id": "A1", "probation_done_h": 32},))

    [violation] = breaches(Probation(hours=40), world, shift(world, 0), shift(world, 1))

    assert (on(0), 8.0) == (violation.day, violation.observed)


def test_a_start_four_hours_later_passes_the_limit_by_two() -> None:
    """Two hours are free, the rest is the size."""
    world = centre()

    [violation] = breaches(StartTimeStability(max_change_min=120), world, shift(world, 0, 8), shift(world, 1, 12))

    assert violation.size == 2.0
    assert breaches(StartTimeStability(max_change_min=120), world, shift(world, 0, 8), shift(world, 2, 12)) == []


def test_who_worked_more_weekends_than_the_group_pays_for_another() -> None:
    """One weekend day above the mean of a half is rounded up to one."""
    agents = ({"agent_id": "A1", "group": "g"}, {"agent_id": "A2", "group": "g"})
    plain = centre(agents=agents)
    world = centre(agents=agents, published=(shift(plain, -2),))

    [violation] = breaches(WeekendFairness(), world, shift(world, 5), shift(world, 5, agent_id="A2"))

    assert (violation.agent_id, violation.size) == ("A1", 1.0)


def test_who_had_more_late_shifts_pays_for_another() -> None:
    """Late shifts are shared as weekends are."""
    agents = ({"agent_id": "A1"}, {"agent_id": "A2"})
    plain = centre(agents=agents)
    world = centre(agents=agents, published=(shift(plain, -3, 14),))

    [violation] = breaches(LateFairness(), world, shift(world, 2, 14), shift(world, 2, 14, agent_id="A2"))

    assert violation.agent_id == "A1"


def test_a_shift_into_an_avoided_time_refuses_a_wish() -> None:
    """Touching is enough; outside a preferred time is a second wish."""
    wishes = (
        {"agent_id": "A1", "days": "mon", "from_time": "15:00", "to_time": "24:00", "kind": "avoid"},
        {"agent_id": "A1", "days": "mon", "from_time": "06:00", "to_time": "14:00", "kind": "prefer"},
    )
    world = centre(availability=wishes)

    assert [v.size for v in breaches(Preferences(), world, shift(world, 0, 8))] == [2.0]
    assert breaches(Preferences(), world, shift(world, 0, 6)) == []
    assert breaches(Preferences(), world, shift(world, 1, 14)) == []


def test_two_shifts_on_a_day_are_one_too_many() -> None:
    """Also where they do not overlap."""
    world = centre()

    [violation] = breaches(OneShiftADay(), world, shift(world, 0, 6, 2), shift(world, 0, 12, 4))

    assert violation.observed == 2


def test_a_shift_follows_its_template() -> None:
    """Start, length and pauses are those of centre.toml."""
    meal = {**DAY, "paid_h": [8], "starts": "08:00-09:00", "meal": {"min": 60, "after_h": 3, "before_h": 5}}
    world = centre(templates=(meal,))
    good = shift(world, 0, 8, 8)
    without_meal = shift(centre(), 0, 8, 8)

    assert breaches(ShiftTemplates(), world, good) == []
    assert [v.sentence.key for v in breaches(ShiftTemplates(), world, without_meal)] == ["template_pauses"]
    assert [v.sentence.key for v in breaches(ShiftTemplates(), world, shift(world, 0, 12, 8))] == ["template_start"]
    assert "template_length" in [v.sentence.key for v in breaches(ShiftTemplates(), world, shift(centre(), 0, 8, 6))]


def test_nobody_serves_a_closed_queue() -> None:
    """An hour before opening is outside."""
    world = centre(open=OFFICE)

    assert breaches(Opening(), world, shift(world, 0, 8)) == []
    assert len(breaches(Opening(), world, shift(world, 0, 7))) == 1


def test_nobody_serves_a_queue_without_its_skill() -> None:
    """A person of another skill may not."""
    world = centre(agents=({"agent_id": "A1", "skills": ()},))

    assert len(breaches(Skills(), world, shift(world, 0))) == 1
    assert breaches(Skills(), centre(), shift(world, 0)) == []


def test_nobody_works_before_hire_or_after_leaving() -> None:
    """The last day may still be worked."""
    world = centre(agents=({"agent_id": "A1", "hired_on": on(1), "left_on": on(3)},))

    assert breaches(ServiceDates(), world, shift(world, 1), shift(world, 3)) == []
    assert len(breaches(ServiceDates(), world, shift(world, 0), shift(world, 4))) == 2


def test_nobody_works_on_approved_leave() -> None:
    """The afternoon of a half day is free from noon on."""
    leave = {"agent_id": "A1", "from_day": on(0), "to_day": on(0), "kind": "annual", "status": "approved", "part": "pm"}
    world = centre(leave=(leave,))

    assert breaches(LeaveRule(), world, shift(world, 0, 8, 4)) == []
    [violation] = breaches(LeaveRule(), world, shift(world, 0, 8, 6))
    assert violation.observed == 2.0


def test_only_named_times_are_open_once_one_is_named() -> None:
    """Without an `available` row everything is open, less `unavailable`."""
    named = centre(availability=({"agent_id": "A1", "days": "mon-tue", "from_time": "08:00", "to_time": "16:00",
                                  "kind": "available"},))  # fmt: skip
    barred = centre(availability=({"agent_id": "A1", "days": "wed", "kind": "unavailable"},))

    assert breaches(AvailabilityRule(), named, shift(named, 0, 8)) == []
    assert len(breaches(AvailabilityRule(), named, shift(named, 0, 9), shift(named, 2, 8))) == 2
    assert [v.day for v in breaches(AvailabilityRule(), barred, shift(named, 1), shift(named, 2))] == [on(2)]


def test_a_pinned_shift_is_kept() -> None:
    """A blank pin is a day off."""
    pins = (
        {"agent_id": "A1", "shift_date": on(0), "shift_id": "day", "start": "09:00"},
        {"agent_id": "A1", "shift_date": on(1)},
    )
    world = centre(locks=pins)

    assert breaches(Locks(), world, shift(world, 0, 9)) == []
    assert [v.day for v in breaches(Locks(), world, shift(world, 0, 8), shift(world, 1, 8))] == [on(0), on(1)]


def test_every_rule_has_a_name_in_both_languages() -> None:
    """A report names a rule by its title."""
    assert all(rule.title().text(language) for rule in RULES.values() for language in ("en", "zh-CN"))
