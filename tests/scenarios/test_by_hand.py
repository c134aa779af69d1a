"""Editing by hand: what becomes of whose day, what it breaks, and what it does to the coverage."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.by_hand import DayOff, Edit, Exchange, Move, NewShift, PersonDay, Put, preview, replaced
from scenarios.changes import Judge
from scenarios.placed_by_hand import stretched
from tests.department import Planned, planned_department
from wfm.errors import InputError
from wfm.roster import Roster
from wfm.shifts import Activity, Shift


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Planned:
    """The small department with its plan."""
    return planned_department(tmp_path_factory.mktemp("by-hand"))


def shift_of(planned: Planned, agent_id: str) -> Shift:
    return planned.plan.roster.of(agent_id)[0]


def day_off_of(roster: Roster, agent_id: str) -> date:
    return next(day for day in roster.dates if roster.on(agent_id, day) is None)


def judged(planned: Planned, edit: Edit) -> tuple[tuple[PersonDay, ...], set[str], dict[str, float]]:
    """Whose days change, the rules newly broken, and the change of each pool in agent-intervals."""
    roster, centre = planned.plan.roster, planned.plan.centre
    found = preview(centre, roster, Judge(centre, roster), edit)
    return found.days, {each.rule for each in found.newly_broken}, {
        each.skill: float(each.agents.sum()) for each in found.changes
    }  # fmt: skip


def moved(shift: Shift, minutes: int, longer_min: int = 0) -> Move:
    step = timedelta(minutes=minutes)
    end = shift.end + step + timedelta(minutes=longer_min)
    return Move(agent_id=shift.agent_id, day=shift.shift_date, start=shift.start + step, end=end)


def test_a_shift_that_stays_changes_nothing(planned: Planned) -> None:
    """Moved by nothing it is itself: no rule, no coverage."""
    shift = shift_of(planned, "A3")
    [day], broken, change = judged(planned, moved(shift, 0))

    assert (day.shift, broken, change) == (shift, set(), {})


def test_a_start_that_the_template_has_not_is_named(planned: Planned) -> None:
    """By the checker's own rule, before anything is saved."""
    _, broken, _ = judged(planned, moved(shift_of(planned, "A3"), -240))

    assert "shift_templates" in broken


def test_a_longer_shift_gets_the_pauses_of_its_template(planned: Planned) -> None:
    """From six paid hours to eight and back: a shift of the template each time, and two hours more on the queue."""
    centre, roster = planned.plan.centre, planned.plan.roster
    day = day_off_of(roster, "A3")
    new = NewShift(agent_id="A3", day=day, shift_id="day", start="09:00", paid_h=6)
    [placed] = new.days(centre, roster)
    assert placed.shift is not None
    longer = stretched(centre, placed.shift, placed.shift.start_min, placed.shift.end_min + 120)
    again = stretched(centre, longer, longer.start_min, longer.end_min - 120)

    assert (placed.shift.paid_min, longer.paid_min) == (360, 480)
    assert again == placed.shift
    rule = centre.rule("shift_templates")
    assert rule is not None
    for shift in (placed.shift, longer):
        week = Roster(roster.first_day, 7, (shift,))
        assert [each.rule for each in Judge(centre, Roster(roster.first_day, 7, ())).newly_broken(week, {"A3"})] in (
            [], ["weekly_hours"],
        )  # fmt: skip


def test_a_day_off_takes_people_off_the_queue(planned: Planned) -> None:
    """As many agent-intervals fewer as the shift covered, no more."""
    shift = shift_of(planned, "A3")
    [day], _, change = judged(planned, DayOff(agent_id="A3", day=shift.shift_date))
    covered = sum(segment.length_min for segment in shift.segments if segment.activity is Activity.ON_QUEUE)

    assert day == PersonDay(agent_id="A3", day=shift.shift_date)
    assert sum(change.values()) == pytest.approx(-covered / 30)


def test_two_people_exchange_days(planned: Planned) -> None:
    """Exchanged twice, everybody has again what was theirs."""
    centre, roster = planned.plan.centre, planned.plan.roster
    mine = next(s for s in roster.of("A2") if roster.on("A3", s.shift_date) is None)
    edit = Exchange(agent_id="A2", day=mine.shift_date, with_agent_id="A3")
    days = edit.days(centre, roster)
    after = roster.changed(*replaced(roster, days))
    back = Exchange(agent_id="A3", day=mine.shift_date, with_agent_id="A2").days(centre, after)
    again = after.changed(*replaced(after, back))

    assert after.on("A2", mine.shift_date) is None
    assert after.on("A3", mine.shift_date) is not None
    assert set(again.shifts) == set(roster.shifts)


@given(hours=st.integers(-3, 3), longer=st.integers(-2, 3))
def test_an_undo_restores_the_roster(planned: Planned, hours: int, longer: int) -> None:
    """Whatever was moved and stretched: putting the days back as they were gives the same shifts."""
    centre, roster = planned.plan.centre, planned.plan.roster
    shift = shift_of(planned, "A5")
    days = moved(shift, 60 * hours, 60 * longer).days(centre, roster)
    before = tuple(
        PersonDay(agent_id=each.agent_id, day=each.day, shift=roster.on(each.agent_id, each.day)) for each in days
    )
    after = roster.changed(*replaced(roster, days))
    undone = after.changed(*replaced(after, Put(put=before).days(centre, after)))
    [come] = [each.shift for each in days if each.shift is not None]

    assert (come.start, come.end) == (shift.start + timedelta(hours=hours), shift.end + timedelta(hours=hours + longer))
    assert all(a.end == b.start for a, b in zip(come.segments, come.segments[1:], strict=False))
    assert set(undone.shifts) == set(roster.shifts)


def test_what_is_not_there_is_refused(planned: Planned) -> None:
    """A day that is taken, a person, a shift or a pool nobody knows: a sentence, before any rule is asked."""
    roster, centre = planned.plan.roster, planned.plan.centre
    taken, free = shift_of(planned, "A3").shift_date, day_off_of(roster, "A3")
    start = datetime.fromisoformat(f"{free}T09:00+08:00")
    edits: list[tuple[Edit, str]] = [
        (NewShift(agent_id="A3", day=taken, shift_id="day", start="09:00", paid_h=8), "already"),
        (NewShift(agent_id="A3", day=free, shift_id="night", start="09:00", paid_h=8), "night"),
        (NewShift(agent_id="A3", day=free, shift_id="day", start="9", paid_h=8), "'9'"),
        (NewShift(agent_id="A3", day=free, shift_id="day", start="09:00", paid_h=8, skill="cooking"), "cooking"),
        (NewShift(agent_id="A99", day=free, shift_id="day", start="09:00", paid_h=8), "A99"),
        (DayOff(agent_id="A3", day=free), "no shift"),
        (Move(agent_id="A3", day=taken, start=start, end=start), "ends after it begins"),
        (Put(put=(PersonDay(agent_id="A2", day=free, shift=shift_of(planned, "A3")),)), "A3"),
    ]
    for edit, words in edits:
        with pytest.raises(InputError, match=words):
            edit.days(centre, roster)
