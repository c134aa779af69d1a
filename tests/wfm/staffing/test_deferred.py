"""Mail and messages: deadline work over open hours."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.wfm.staffing.departments import MAIL, VOICE, department, forecast, queue
from wfm.centre import Centre
from wfm.deferred_work import DeferredWork
from wfm.demand import QueueRequirement
from wfm.staffing.requirement import required_staff

OFFICE = {"mon-fri": "08:00-18:00", "sat-sun": "closed"}
A_DAY = 20  # intervals


def mail(offered: object, *, days: int = 7, aht_s: float = 360, **changes: object) -> QueueRequirement:
    centre = department(queue("mail", MAIL, **changes), opening=OFFICE)
    [found] = required_staff(centre, forecast(centre, {"mail": offered}, aht_s, days=days)).queues  # type: ignore[dict-item]
    return found


def one_batch(at: int, contacts: float = 80, days: int = 5) -> np.ndarray:
    volumes = np.zeros(A_DAY * days)
    volumes[at] = contacts
    return volumes


def test_a_batch_is_spread_evenly_until_its_deadline() -> None:
    """80 mails of 6 minutes are 8 hours of work, due within 8 open hours: one person for the 16 intervals that follow."""
    found = mail(one_batch(2))
    assert found.base_staff.tolist() == [0] * 2 + [1] * 16 + [0] * (5 * A_DAY - 18)
    assert np.allclose(found.load_erl[2:18], 1)


def test_the_night_and_the_weekend_do_not_count() -> None:
    """A batch of Tuesday 17:00 is worked until 15:00 on Wednesday; closed days between are no hours at all."""
    assert np.flatnonzero(mail(one_batch(A_DAY + 18)).load_erl).tolist() == list(range(A_DAY + 18, A_DAY + 34))
    friday_evening = one_batch(5 * A_DAY - 2, days=6)
    worked = np.flatnonzero(mail(friday_evening, days=8).load_erl)
    assert worked.tolist() == list(range(5 * A_DAY - 2, 5 * A_DAY + 14))


def test_a_backlog_carries_over_the_edge_of_the_grid() -> None:
    """What is due next week is next week's; what last week left, taken to be as much, is there on Monday morning."""
    found = mail(one_batch(5 * A_DAY - 4))
    assert np.flatnonzero(found.load_erl).tolist() == [*range(12), *range(5 * A_DAY - 4, 5 * A_DAY)]
    assert np.allclose(mail(np.full(5 * A_DAY, 5.0)).load_erl, 1.0)


@given(st.lists(st.floats(0, 200), min_size=5 * A_DAY, max_size=5 * A_DAY), st.floats(0.1, 60), st.floats(1, 3000))
def test_the_hours_planned_are_the_hours_of_the_work(volumes: list[float], due_within_h: float, aht_s: float) -> None:
    """Agent-seconds over the grid are contacts times handle time, also when a deadline lies beyond the grid."""
    found = mail(volumes, aht_s=aht_s, due_within_h=due_within_h)
    assert float(found.load_erl.sum()) * 1800 == pytest.approx(sum(volumes) * aht_s)


@given(st.lists(st.floats(0, 200), min_size=3 * A_DAY, max_size=3 * A_DAY), st.floats(0.5, 20))
def test_no_work_before_it_has_come_nor_after_it_is_due(volumes: list[float], due_within_h: float) -> None:
    """Cumulated, the plan stays below what was released and above what is due; the last days bring nothing, to end the work."""
    released = np.concatenate([volumes, np.zeros(2 * A_DAY)]) * 360
    planned = np.cumsum(mail(released / 360, due_within_h=due_within_h).load_erl) * 1800
    window = int(due_within_h * 2 + 1e-9)
    due = np.concatenate([np.zeros(window - 1), np.cumsum(released)])[: len(released)]
    dust = 1e-9 * (1 + released.sum())
    assert (planned <= np.cumsum(released) + dust).all()
    assert (planned >= due - dust).all()


def test_a_deadline_shorter_than_an_interval_is_that_interval() -> None:
    """Ten minutes to answer: the work stays where it came."""
    found = mail(one_batch(7, contacts=5), due_within_h=1 / 6)
    assert np.flatnonzero(found.load_erl).tolist() == [7]
    assert found.base_staff[7] == 1


def test_the_highest_occupancy_leaves_room() -> None:
    """At 80 % occupancy the same work takes a quarter more people; a service level is not spoken of where there is mail."""
    found = mail(np.full(5 * A_DAY, 20.0), max_occupancy=0.8)
    assert np.allclose(found.load_erl, 4)
    assert (found.base_staff == 5).all()
    assert np.allclose(found.expected_occupancy, 0.8)
    assert np.isnan(found.expected_service_level).all()
    assert (mail(0).expected_service_level == 1).all()


def test_the_minimum_is_there_while_open() -> None:
    """Without work the minimum of the queue stays."""
    assert (mail(0, min_agents=2).base_staff == 2).all()


def work_of(centre: Centre, offered: object, *, days: int = 7) -> DeferredWork:
    [pool] = required_staff(centre, forecast(centre, {"mail": offered}, 360, days=days)).pools  # type: ignore[dict-item]
    [work] = pool.deferred
    return work


@given(
    st.lists(st.floats(0, 200), min_size=5 * A_DAY, max_size=5 * A_DAY),
    st.floats(0.1, 60),
    st.integers(0, 3),
    st.floats(0.5, 1),
)
def test_the_even_spread_lies_between_the_curves(
    volumes: list[float], due_within_h: float, least: int, occupancy: float
) -> None:
    """In whole hundredths too, whatever the minimum does of it; and all three end alike."""
    mail_queue = queue("mail", MAIL, due_within_h=due_within_h, min_agents=least, max_occupancy=occupancy)
    work = work_of(department(mail_queue, opening=OFFICE, shrinkage={"in_shift": 0.1}), volumes)

    assert work.allows(work.even)
    assert np.array_equal(work.placed, work.even)
    assert work.released[-1] == work.due[-1] == work.even.sum()
    assert (work.least <= work.most).all()


def test_the_curves_of_a_batch() -> None:
    """80 mails of 6 minutes at 9:00: all of it may be done at once, and all must be after 16 intervals."""
    work = work_of(department(queue("mail", MAIL), opening=OFFICE), one_batch(2))

    assert work.released.tolist() == [0] * 2 + [1600] * (5 * A_DAY - 2)
    assert work.due.tolist() == [0] * 17 + [1600] * (5 * A_DAY - 17)


def test_placed_work_is_required_where_it_is_placed() -> None:
    """Eight hours done in the last two allowed intervals ask for eight people there, and for nobody anywhere else."""
    centre = department(queue("mail", MAIL), opening=OFFICE)
    volumes = forecast(centre, {"mail": one_batch(2)}, 360, days=7)
    late = np.zeros(5 * A_DAY, dtype=np.int64)
    late[16:18] = 800

    required = required_staff(centre, volumes, {"mail": late})

    [found], [pool] = required.queues, required.pools
    assert pool.deferred[0].allows(late)
    for table in (found.base_staff, found.fractional_staff, pool.required, pool.fractional):
        assert np.flatnonzero(table).tolist() == [16, 17]
        assert table[16] == pytest.approx(8)


def test_placed_work_uses_what_rounding_leaves() -> None:
    """Mail that fits into the rest of the last person for the calls asks for nobody more; a little more mail asks for one more."""
    phone = queue("phone", VOICE | {"aht_s": 180}, skill="mail", min_agents=0)
    centre = department(phone, queue("mail", MAIL), opening=OFFICE)
    volumes = forecast(centre, {"phone": np.full(5 * A_DAY, 8.0), "mail": np.full(5 * A_DAY, 4.0)}, 180, days=7)
    evenly = required_staff(centre, volumes)
    live = evenly.pools[0].fractional[0] - evenly.queues[1].fractional_staff[0]
    left = int(100 * (np.ceil(live) - live))
    placed = np.full(5 * A_DAY, 40)
    placed[:2] = left, left + 5

    found = required_staff(centre, volumes, {"mail": placed}).pools[0]

    assert evenly.pools[0].required[0] == np.ceil(live) + 1
    assert found.required[0] == np.ceil(live)
    assert found.required[1] == np.ceil(live) + 1
