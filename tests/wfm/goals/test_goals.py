"""The goals: for each a pair of rosters in which it alone decides, and its price from first principles."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.worlds import PHONE, centre, requirement, roster, shift
from wfm.centre import Centre
from wfm.goals import objective_by_goal, pool_coverage
from wfm.goals.base import POINTS_PER_AGENT_INTERVAL, banded
from wfm.roster import Roster

OPEN = {"mon": "08:00-16:00"}


def cost(of: Centre, agents: float, planned: Roster) -> dict[str, int]:
    return dict(objective_by_goal(of, requirement(of, agents), planned))


def test_a_missing_person_costs_more_the_larger_the_share() -> None:
    """With ten needed and none there, each hour costs 1 + 2 + 2 * 4 + 6 * 8 first agent-intervals."""
    of = centre(open=OPEN)

    assert cost(of, 10.0, roster()) == {
        "shortage": 8 * (1 + 2 + 2 * 4 + 6 * 8) * POINTS_PER_AGENT_INTERVAL, "overstaffing": 0,
    }  # fmt: skip


def test_two_hours_of_cover_are_better_than_none() -> None:
    """Shortage alone decides."""
    of = centre(open=OPEN)

    assert cost(of, 1.0, roster(shift(of, 0, 8, 4)))["shortage"] < cost(of, 1.0, roster(shift(of, 0, 8, 2)))["shortage"]


def test_an_idle_person_costs_a_fifth_then_three_fifths() -> None:
    """One needed, two there: a fifth of a person at 0.2, the rest at 0.6; rounding up to a whole person costs nothing."""
    of = centre(agents=[{"agent_id": "A1"}, {"agent_id": "A2"}], open=OPEN)
    both = roster(*(shift(of, 0, 8, 8, agent_id=agent) for agent in ("A1", "A2")))
    one = roster(shift(of, 0, 8, 8))

    surplus = round(8 * (0.2 * 0.2 + 0.8 * 0.6) * POINTS_PER_AGENT_INTERVAL)
    assert cost(of, 1.0, both) == {"shortage": 0, "overstaffing": surplus}
    assert cost(of, 0.3, one)["overstaffing"] == 0


def test_a_pool_of_priority_two_weighs_half() -> None:
    """The same shortage at half the price."""
    first, second = (centre(open=OPEN, queues=({**PHONE, "priority": priority},)) for priority in (1, 2))

    assert cost(first, 1.0, roster())["shortage"] == 2 * cost(second, 1.0, roster())["shortage"]


def test_a_person_in_two_queues_counts_once() -> None:
    """Shared equally between two pools, half a person in each."""
    other = {**PHONE, "id": "chat"}
    of = centre(open=OPEN, queues=(PHONE, other), agents=({"agent_id": "A1", "skills": ("phone", "chat")},))

    pools = pool_coverage(of, requirement(of), roster(shift(of, 0, 8, 8, queues=("phone", "chat"))))

    assert [float(pool.rostered.sum()) for pool in pools] == [4.0, 4.0]


def test_last_week_reaches_into_this_one() -> None:
    """A published night shift covers Monday's first hours."""
    plain = centre(open={"mon-sun": "00:00-24:00"})
    of = centre(open={"mon-sun": "00:00-24:00"}, published=(shift(plain, -1, 22, 8),))

    [pool] = pool_coverage(of, requirement(of), roster())

    assert pool.rostered[:7].tolist() == [1.0] * 6 + [0.0]


@given(st.lists(st.integers(0, 2_000), min_size=1, max_size=20))
def test_the_price_of_a_shortage_is_convex(amounts: list[int]) -> None:
    """One more missing never costs less than the one before."""
    edges = [np.array([100]), np.array([200]), np.array([400])]
    price = [int(banded(np.array([amount]), edges, (1, 2, 4, 8))[0]) for amount in range(max(amounts) + 3)]

    assert (np.diff(price, 2) >= 0).all()
