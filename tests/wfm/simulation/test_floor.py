"""What people do, on rosters small enough to follow by hand."""

from __future__ import annotations

import numpy as np
import pytest

from tests.wfm.simulation.worlds import at, contacts_of, happened, interval, roster, team
from tests.wfm.staffing.departments import MAIL, MONDAY, VOICE, department, forecast, queue
from wfm.shifts import Activity
from wfm.simulation import replay

PHONE = ("phone",)
LONG_S = 50_000.0


@pytest.mark.parametrize("away", [Activity.BREAK, Activity.MEAL, Activity.MEETING, Activity.TRAINING])
def test_a_contact_while_somebody_is_away_waits_for_the_end(away: Activity) -> None:
    """One person, one call at some instant of the break or meeting: it is answered when that ends, to the second."""
    centre = department(queue("phone", VOICE))
    people = roster(centre, {"A1": [("08:00", "09:00", PHONE), ("09:00", "09:30", away), ("09:30", "18:00", PHONE)]})

    result = replay(people, centre, happened(centre, {"phone": at(centre, t0900=1)}), replications=20, seed=1)

    came_s = [contacts_of(result, replication).arrives_s[0] for replication in range(20)]
    assert result.wait_s[:, 0].sum(axis=1) == pytest.approx([1.5 * 3600 - instant for instant in came_s])
    assert result.answered.sum() == 20


def test_a_call_in_hand_at_a_break_is_finished_in_it() -> None:
    """A call that outlasts the day keeps its person busy through break and end of shift; nobody else is answered."""
    centre = department(queue("phone", VOICE))
    people = roster(centre, {"A1": [("08:00", "09:00", PHONE), ("09:00", "09:30", ()), ("09:30", "17:00", PHONE)]})
    volumes = happened(centre, {"phone": at(centre, t0800=1, t0930=1)}, {"phone": 1e9})

    result = replay(people, centre, volumes, replications=5, seed=1)

    assert result.answered[:, 0].sum(axis=1).tolist() == [1] * 5
    assert result.busy_s[:, 0, interval(result, "09:00")] == pytest.approx(1800)
    assert result.busy_s[:, 0, interval(result, "17:30")] == pytest.approx(1800)
    assert result.present_s[:, 0, interval(result, "17:30")] == pytest.approx(1800)


def test_time_is_at_hand_only_on_the_queue() -> None:
    """Without contacts a person is at hand exactly in the segments on the queue."""
    centre = department(queue("phone", VOICE))
    people = roster(centre, {"A1": [("08:10", "09:00", PHONE), ("09:00", "09:30", ()), ("09:30", "17:20", PHONE)]})

    result = replay(people, centre, happened(centre, {"phone": 0}), replications=1, seed=1)

    present_min = result.present_s[0, 0] / 60
    assert present_min.tolist() == pytest.approx([20, 30, 0, *[30] * 15, 20, 0])


def test_whoever_waits_when_the_last_person_leaves_a_closed_queue_goes_unanswered() -> None:
    """A call that came after everybody left waits until closing time, and then counts as abandoned."""
    centre = department(queue("phone", VOICE))
    volumes = happened(centre, {"phone": at(centre, t1700=1)})

    result = replay(team(centre, 1, PHONE, end="17:00"), centre, volumes, replications=10, seed=2)

    came_s = [contacts_of(result, replication).arrives_s[0] for replication in range(10)]
    assert result.abandoned[:, 0].sum(axis=1).tolist() == [1] * 10
    assert result.wait_s[:, 0].sum(axis=1) == pytest.approx([10 * 3600 - instant for instant in came_s])


def test_people_who_stay_after_closing_serve_the_line() -> None:
    """A dozen calls in the last half hour for one person who stays two hours longer: all are answered."""
    centre = department(queue("phone", VOICE))
    volumes = happened(centre, {"phone": at(centre, t1730=12)})

    stays, goes = (
        replay(team(centre, 1, PHONE, end=end), centre, volumes, replications=10, seed=3) for end in ("20:00", "18:00")
    )

    assert stays.answered.sum() == 120
    assert goes.abandoned.sum() > 0


def test_the_line_of_one_day_is_not_served_on_the_next() -> None:
    """Nobody waits over night, however patient."""
    centre = department(queue("phone", VOICE))
    people = roster(centre, {"A1": [("08:00", "09:00", PHONE)]}, days=2)
    volumes = forecast(centre, {"phone": [*[0] * 10, *[5] * 10, *[0] * 20]}, days=2)

    result = replay(people, centre, volumes, replications=10, seed=3)

    assert result.answered.sum() == 0
    assert result.abandoned.sum() == result.offered.sum() > 0


def test_a_vip_is_answered_before_those_who_wait_longer() -> None:
    """One person, a line of both queues: no call of the second rank is answered while a VIP waits."""
    centre = department(queue("vip", VOICE, skill="phone"), queue("phone", VOICE, priority=2))
    people = roster(centre, {"A1": [("10:00", "18:00", ("vip", "phone"))]})
    volumes = happened(
        centre, {"vip": at(centre, t0930=3), "phone": at(centre, t0800=3)}, {"vip": LONG_S, "phone": LONG_S}
    )

    result = replay(people, centre, volumes, replications=20, seed=4)

    vips, others = result.answered.sum(axis=2).T
    assert (vips >= 1).all()
    assert (others[vips < 3] == 0).all()


def test_among_equals_the_longest_waiting_is_answered_first() -> None:
    """Two queues of one rank: the call that came at 08:00 goes before the one of 09:00, whichever queue it is in."""
    centre = department(queue("a", VOICE, skill="s"), queue("b", VOICE, skill="s"))
    people = roster(centre, {"A1": [("10:00", "18:00", ("a", "b"))]})

    for first, second in (("a", "b"), ("b", "a")):
        volumes = happened(centre, {first: at(centre, t0800=1), second: at(centre, t0900=1)}, {"a": 1e9, "b": 1e9})
        result = replay(people, centre, volumes, replications=3, seed=4)
        assert result.answered[:, result.of(first)].sum() == 3
        assert result.answered[:, result.of(second)].sum() == 0


def test_a_single_skilled_person_is_taken_before_a_cross_skilled_one() -> None:
    """A call for sales leaves the person who also serves billing free, though that one has been free for longer."""
    centre = department(queue("sales", VOICE), queue("billing", VOICE))
    people = roster(
        centre, {"Both": [("08:00", "18:00", ("sales", "billing"))], "One": [("08:30", "18:00", ("sales",))]}
    )
    volumes = happened(
        centre, {"sales": at(centre, t0900=1), "billing": at(centre, t0930=1)}, {"sales": 1e9, "billing": 1e9}
    )

    result = replay(people, centre, volumes, replications=10, seed=5)

    assert result.in_time.sum(axis=(0, 2)).tolist() == [10, 10]


def test_the_longest_free_is_taken_first() -> None:
    """Of three equals with three endless calls, each takes one: nobody is asked twice while another is free."""
    centre = department(queue("phone", VOICE))
    volumes = happened(centre, {"phone": at(centre, t0900=3)}, {"phone": 1e9})

    result = replay(team(centre, 3, PHONE), centre, volumes, replications=5, seed=5)

    assert result.in_time.sum() == 15


def test_a_person_holds_as_many_chats_as_the_queue_says_and_spreads_them() -> None:
    """Two people with three chats each take six endless ones; the seventh waits."""
    centre = department(queue("chat", VOICE | {"channel": "chat"}, concurrency=3))
    volumes = happened(centre, {"chat": at(centre, t0800=6, t0900=1)}, {"chat": 1e9})

    result = replay(team(centre, 2, ("chat",)), centre, volumes, replications=5, seed=6)

    assert result.in_time.sum(axis=(1, 2)).tolist() == [6] * 5
    assert result.busy_s[:, 0, interval(result, "09:00")] == pytest.approx(2 * 1800)


def test_a_call_needs_a_person_without_a_chat() -> None:
    """Someone in an endless chat takes two more chats, but no call."""
    centre = department(queue("chat", VOICE | {"channel": "chat"}, concurrency=3), queue("phone", VOICE))
    volumes = happened(centre, {"chat": at(centre, t0800=1, t1000=2), "phone": at(centre, t0900=1)}, {"chat": 1e9})

    result = replay(team(centre, 1, ("chat", "phone")), centre, volumes, replications=5, seed=7)

    assert result.answered.sum(axis=(0, 2)).tolist() == [15, 0]


def test_absence_takes_away_whole_days() -> None:
    """With a chance of 0.3 of being away, 30 % of the person-days are lost, each wholly."""
    centre = department(queue("phone", VOICE), shrinkage={"off_shift": 0.3})

    result = replay(team(centre, 10, PHONE), centre, happened(centre, {"phone": 0}), replications=400, seed=8)

    there = result.present_s[:, 0] / 1800
    assert (there == there[:, :1]).all()
    assert there[:, 0].mean() == pytest.approx(7, abs=5 * np.sqrt(10 * 0.21 / 400))


@pytest.mark.parametrize("calls", [0, 60])
def test_time_lost_in_shift_is_the_share_said(calls: int) -> None:
    """Errands take 20 % of the time on the queue, whether the day is quiet or each person always has a call in hand."""
    centre = department(queue("phone", VOICE, patience_s=60), shrinkage={"in_shift": 0.2})

    result = replay(team(centre, 3, PHONE), centre, happened(centre, {"phone": calls}), replications=200, seed=9)

    on_queue_s = 3 * 10 * 3600
    assert 1 - result.present_s[:, 0].sum(axis=1).mean() / on_queue_s == pytest.approx(0.2, abs=0.005)


def test_deferred_work_waits_for_live_contacts_and_fills_the_time_left() -> None:
    """Mail makes no call wait; its work is done by those who name it, in time, and counts as occupancy."""
    live = queue("phone", VOICE)
    alone, blended = department(live), department(live, queue("mail", MAIL, skill="phone"))
    calls = {"phone": 10}

    without = replay(team(alone, 3, PHONE), alone, happened(alone, calls), replications=50, seed=10)
    with_mail = replay(
        team(blended, 3, ("phone", "mail")), blended, happened(blended, calls | {"mail": 6}), replications=50, seed=10
    )

    assert (with_mail.in_time[:, 0] == without.in_time[:, 0]).all()
    assert with_mail.service_level().mean[1] == pytest.approx(1)
    added_s = (with_mail.busy_s[:, 0] - without.busy_s[:, 0]).sum(axis=1)
    assert added_s.mean() == pytest.approx(20 * 6 * 180, rel=0.02)


def test_a_night_shift_published_before_serves_the_first_morning() -> None:
    """Published shifts that reach into the first day take its contacts."""
    centre = department(queue("phone", VOICE), opening={"mon-sun": "00:00-24:00"})
    sunday = roster(centre, {"Night": [("00:00", "24:00", PHONE)]}).shifts[0]
    earlier = sunday.model_copy(update={"shift_date": MONDAY.replace(day=22), "segments": (sunday.segments[0],)})
    centre = centre.model_copy(update={"published": (earlier,)})

    result = replay(roster(centre, {}), centre, happened(centre, {"phone": 1}), replications=2, seed=1)

    assert result.answered.sum() > 0
