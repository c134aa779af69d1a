"""People of one skill: the queues' loads arrive together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from tests.wfm.staffing.departments import CHAT, MAIL, VOICE, department, forecast, queue
from wfm.demand import PoolRequirement, Queue, StaffingRequirement
from wfm.staffing import erlang
from wfm.staffing.requirement import required_staff


def required(
    *queues: Queue, offered: Mapping[str, ArrayLike], aht_s: ArrayLike = 180, **settings: Any
) -> StaffingRequirement:
    centre = department(*queues, **settings)
    return required_staff(centre, forecast(centre, offered, aht_s))


def pooled(
    *queues: Queue, offered: Mapping[str, ArrayLike], aht_s: ArrayLike = 180, **settings: Any
) -> PoolRequirement:
    [pool] = required(*queues, offered=offered, aht_s=aht_s, **settings).pools
    return pool


def test_a_pool_of_one_queue_is_the_queue() -> None:
    """Nothing to share: the pool requires what the queue does."""
    found = required(queue("phone", VOICE), offered={"phone": 100}, shrinkage={"in_shift": 0.3})
    assert np.array_equal(found.pools[0].required, found.queues[0].scheduled_staff)
    assert np.array_equal(found.pools[0].base_staff, found.queues[0].base_staff)
    assert np.array_equal(found.pools[0].fractional, found.queues[0].fractional_staff)


def test_two_queues_of_20_erlangs_share_46_people() -> None:
    """Two skills of 20 erlangs need 46 pooled agents at 80 % in 20 s, fewer than twice one queue's 25."""
    a, b = queue("a", VOICE, skill="phone"), queue("b", VOICE, skill="phone")
    found = required(a, b, offered={"a": 120, "b": 120}, aht_s=300)
    [pool] = found.pools
    assert (pool.base_staff == int(erlang.required_agents(240, 1800, 300, service_level=0.8, answer_within_s=20))).all()
    assert (pool.base_staff < found.queues[0].base_staff + found.queues[1].base_staff).all()
    assert (pool.skill, pool.queues, pool.anyone) == ("phone", ("a", "b"), False)


def test_a_pool_is_as_urgent_as_its_most_urgent_queue() -> None:
    """A shortage of the pool is priced by the first of its priorities."""
    a, b = queue("a", VOICE, skill="phone", priority=4), queue("b", VOICE, skill="phone", priority=3)
    assert pooled(a, b, offered={"a": 10, "b": 10}).priority == 3


def test_handle_times_are_weighted_by_volume() -> None:
    """300 contacts of 100 s and 100 of 300 s are 400 of 150 s."""
    a, b = queue("a", VOICE, skill="phone"), queue("b", VOICE, skill="phone")
    pool = pooled(a, b, offered={"a": 300, "b": 100}, aht_s=[[100], [300]])
    together = int(erlang.required_agents(400, 1800, 150, service_level=0.8, answer_within_s=20))
    assert (pool.base_staff == together).all()


def test_the_stricter_target_decides_while_its_queue_has_contacts() -> None:
    """95 % in 10 s of the few is asked of the whole load; when the few are silent, 80 % in 20 s is enough."""
    vip = queue("vip", VOICE, skill="phone", service_level=0.95, answer_within_s=10)
    few = np.array([10] * 10 + [0] * 10)
    pool = pooled(queue("phone", VOICE), vip, offered={"phone": 90, "vip": few})
    strict = int(erlang.required_agents(100, 1800, 180, service_level=0.95, answer_within_s=10))
    usual = int(erlang.required_agents(90, 1800, 180, service_level=0.8, answer_within_s=20))
    assert pool.base_staff.tolist() == [strict] * 10 + [usual] * 10


def test_mail_and_posts_come_on_top() -> None:
    """Half an hour of mail in every half hour takes one person, a post two more; the post alone is not shrunk."""
    phone, mail = queue("phone", VOICE), queue("mail", MAIL, skill="phone")
    desk = queue("desk", {"channel": "position", "people": 2}, skill="phone")
    pool = pooled(phone, mail, desk, offered={"phone": 100, "mail": 10}, shrinkage={"in_shift": 0.3})
    assert (pool.base_staff == 14 + 1 + 2).all()
    assert (pool.required == 22 + 2).all()  # 15 / 0.7 = 21.4
    one = float(erlang.fractional_agents(100, 1800, 180, service_level=0.8, answer_within_s=20))
    assert np.allclose(pool.fractional, (one + 1) / 0.7 + 2)


def test_chat_in_a_pool_counts_a_part_of_an_agent_each() -> None:
    """30 erlangs of conversations, three at once, are 10 erlangs of agents; the chat target sees 20 erlangs in 60 slots."""
    phone, chat = queue("phone", VOICE), queue("chat", CHAT, skill="phone", service_level=0.9)
    pool = pooled(phone, chat, offered={"phone": 100, "chat": 300})
    of_calls = int(erlang.required_agents(20, 1, 180 / 180, service_level=0.8, answer_within_s=20 / 180))
    of_slots = int(erlang.required_agents(60, 1, 180 / 180, service_level=0.9, answer_within_s=20 / 180))
    assert (pool.base_staff == max(of_calls, -(-of_slots // 3))).all()


def test_posts_for_anyone() -> None:
    """A position that names no skill is a pool of its own which anyone may serve."""
    pool = pooled(queue("desk", {"channel": "position", "people": 1}), offered={"unused": 0})
    assert pool.anyone
    assert (pool.required == 1).all()


def test_minimum_of_a_pool_is_the_largest_of_its_queues() -> None:
    """Hardly a call: the people who must be there for one queue are there for the other too."""
    a, b = queue("a", VOICE, skill="s", min_agents=4), queue("b", VOICE, skill="s", min_agents=2)
    assert (pooled(a, b, offered={"a": 0, "b": 0.1}).base_staff == 4).all()
