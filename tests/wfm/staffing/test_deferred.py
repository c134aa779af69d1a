"""Mail and messages: deadline work over open hours."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.wfm.staffing.departments import MAIL, department, forecast, queue
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
