"""Queues with priorities: against a simulated floor, the law of conservation, and what a pool requires."""

from __future__ import annotations

import heapq
import math
from collections import deque

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.wfm.staffing.departments import CHAT, VOICE, department, forecast, queue
from wfm.staffing import erlang
from wfm.staffing.priority import Turn, WaitTarget, agents_in_turn, service_level_in_turn
from wfm.staffing.required import Targets
from wfm.staffing.requirement import required_staff

AHT_S = 180.0


def turns(load: float, first: float) -> tuple[Turn, Turn]:
    """The two queues of a pool of which `first` of the load is taken first."""
    own, nothing, total = np.array([load * first]), np.zeros(1), np.array([load])
    return Turn(nothing, own), Turn(own, total)


def simulated(load: float, first: float, agents: int, within_s: float, contacts: int) -> list[float]:
    """Share of either queue answered in time on a floor that takes the first queue's contacts first."""
    random = np.random.default_rng(7)
    arrivals = np.cumsum(random.exponential(AHT_S / load, contacts)).tolist()
    later = (random.random(contacts) >= first).astype(int).tolist()
    handling = iter(random.exponential(AHT_S, contacts).tolist())
    waiting: tuple[deque[float], deque[float]] = (deque(), deque())
    busy_until: list[float] = []
    in_time, came = [0, 0], [0, 0]
    for now, which in zip(arrivals, later, strict=True):
        while busy_until and busy_until[0] <= now:
            free_at = heapq.heappop(busy_until)
            taken = 0 if waiting[0] else 1
            if waiting[taken]:
                in_time[taken] += free_at - waiting[taken].popleft() <= within_s
                heapq.heappush(busy_until, free_at + next(handling))
        came[which] += 1
        if len(busy_until) < agents:
            in_time[which] += 1
            heapq.heappush(busy_until, now + next(handling))
        else:
            waiting[which].append(now)
    return [good / total for good, total in zip(in_time, came, strict=True)]


@pytest.mark.parametrize(("load", "first", "agents"), [(30.0, 0.1, 35), (30.0, 0.5, 35), (5.0, 0.5, 8)])
def test_a_simulated_floor_agrees(load: float, first: float, agents: int) -> None:
    """The queue that comes first within a point; the other not below the formula, and within two and a half points above."""
    found = simulated(load, first, agents, 20.0, 300_000)
    expected = [
        float(service_level_in_turn(np.array([load]), np.array([AHT_S]), np.array([agents]), 20.0, turn)[0])
        for turn in turns(load, first)
    ]
    assert found[0] == pytest.approx(expected[0], abs=0.01)
    assert expected[1] - 0.01 <= found[1] <= expected[1] + 0.025


@given(st.floats(0.1, 500), st.floats(0.01, 0.99), st.floats(0.01, 30))
def test_priorities_only_move_the_waits(load: float, first: float, spare: float) -> None:
    """Weighed by load the waits of all queues are those without priorities (L. Kleinrock's conservation law)."""
    agents = np.array([load + spare])
    wait = erlang.erlang_c(load, agents)
    one, two = (float((wait * turn.mean_wait_s(np.array([AHT_S]), agents))[0]) for turn in turns(load, first))
    assert one <= two
    assert first * one + (1 - first) * two == pytest.approx(float(erlang.asa_s(load, AHT_S, agents)[0]), rel=1e-9)


@given(
    st.floats(0.01, 2000), st.floats(0, 1), st.booleans(), st.floats(0.3, 0.99), st.floats(0, 120), st.integers(0, 3000)
)
def test_the_number_is_the_smallest(
    load: float, first: float, comes_first: bool, share: float, within: float, start: int
) -> None:
    """One agent fewer misses the target, wherever the search begins; the real number lies within one below."""
    turn = turns(load, first)[0 if comes_first else 1]
    loads, aht_s = np.array([load]), np.array([AHT_S])
    [n], [real] = agents_in_turn(loads, aht_s, turn, WaitTarget(share, within), np.array([start]))

    def level(agents: float) -> float:
        return float(service_level_in_turn(loads, aht_s, np.array([agents]), within, turn)[0])

    assert level(n) >= share - 2e-12
    assert level(n - 1) < share or n - 1 <= load
    assert n - 1 <= real <= n
    assert level(real) >= share - 1e-9


@given(st.lists(st.floats(0.001, 300), min_size=3, max_size=3), st.floats(1, 60))
def test_alone_it_is_erlang_c(loads: list[float], within: float) -> None:
    """With nobody before and nobody after, level and mean wait ask for the numbers of `required_agents`; no load for none."""
    load, aht_s = np.array([0.0, *loads]), np.full(4, AHT_S)
    turn, start = Turn(np.zeros(4), load), np.zeros(4, dtype=np.int64)
    volumes = load / AHT_S
    cases: tuple[tuple[WaitTarget, Targets], ...] = (
        (WaitTarget(0.8, within), {"service_level": 0.8, "answer_within_s": within}),
        (WaitTarget(max_asa_s=within), {"max_asa_s": within}),
    )
    for target, asked in cases:
        whole, real = agents_in_turn(load, aht_s, turn, target, start)
        assert whole.tolist() == erlang.required_agents(volumes, 1, AHT_S, **asked).tolist()
        assert real == pytest.approx(erlang.fractional_agents(volumes, 1, AHT_S, **asked), abs=1e-6)


def pooled(priorities: tuple[int, int], vip_volume: float, **vip: object) -> int:
    """People for 300 contacts in half an hour, of which the `vip_volume` of the queue vip have a target of their own."""
    phone = queue("phone", VOICE, priority=priorities[0])
    centre = department(phone, queue("vip", VOICE, skill="phone", priority=priorities[1], **vip))
    [pool] = required_staff(centre, forecast(centre, {"phone": 300 - vip_volume, "vip": vip_volume})).pools
    return int(pool.base_staff[0])


def test_few_who_come_first_need_no_floor_of_their_own_standard() -> None:
    """90 % in 10 s for a tenth: 38 people if they waited among all, 35 if they come first, as 80 % in 20 s for all."""
    strict = {"service_level": 0.9, "answer_within_s": 10}
    assert pooled((1, 1), 30, **strict) == 38
    assert pooled((2, 1), 30, **strict) == 35
    assert pooled((1, 1), 30) == 35


def test_many_who_come_first_make_the_others_wait() -> None:
    """Four fifths that come first: the last fifth needs more people than a floor without priorities; a low class alone does not."""
    assert pooled((1, 1), 240) == 35
    assert pooled((2, 1), 240) == 36


def test_chat_stands_in_turn_in_its_own_slots() -> None:
    """Chats after calls need more people than beside them, chats before calls fewer, where their target decides."""

    def people(call: int, chat: int) -> float:
        phone = queue("phone", VOICE, priority=call, service_level=0.2)
        centre = department(phone, queue("chat", CHAT, skill="phone", priority=chat))
        [pool] = required_staff(centre, forecast(centre, {"phone": 200, "chat": 200})).pools
        return float(pool.fractional[0])

    assert people(1, 2) > people(1, 1) > people(2, 1)


def test_impatient_callers_are_staffed_as_they_come() -> None:
    """Erlang A has no formula with priorities: the number is that without them."""
    impatient = {"patience_s": 120, "model": "erlang_a"}
    phone = queue("phone", VOICE | impatient, priority=2)
    numbers = []
    for priority in (1, 2):
        centre = department(phone, queue("vip", VOICE | impatient, skill="phone", priority=priority))
        [pool] = required_staff(centre, forecast(centre, {"phone": 200, "vip": 100})).pools
        numbers.append(int(pool.base_staff[0]))
    assert numbers[0] == numbers[1]
    assert math.isfinite(numbers[0])
