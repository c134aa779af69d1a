"""Chat: Erlang on slots, against the exact model of agents who hold several conversations."""

from __future__ import annotations

import numpy as np
import pytest

from tests.wfm.staffing.departments import CHAT, department, forecast, queue
from wfm.demand import QueueRequirement
from wfm.staffing import erlang
from wfm.staffing.requirement import required_staff


def chat(offered: float, aht_s: float, **changes: object) -> QueueRequirement:
    centre = department(queue("chat", CHAT, **changes))
    [found] = required_staff(centre, forecast(centre, {"chat": offered}, aht_s)).queues
    return found


@pytest.mark.parametrize("concurrency", [1, 2, 3, 5])
@pytest.mark.parametrize("offered", [1, 20, 150, 900])
def test_agents_are_slots_over_the_concurrency_rounded_up(concurrency: int, offered: float) -> None:
    """The slots that Erlang C asks for, shared out; one agent fewer would have too few slots."""
    found = chat(offered, 600, concurrency=concurrency)
    slots = int(erlang.required_agents(offered, 1800, 600, service_level=0.8, answer_within_s=20))
    assert (found.base_staff == -(-slots // concurrency)).all()
    assert ((found.base_staff - 1) * concurrency < slots).all()
    real = float(erlang.fractional_agents(offered, 1800, 600, service_level=0.8, answer_within_s=20))
    assert np.allclose(found.fractional_staff, real / concurrency)


def test_the_agents_found_meet_the_target_of_the_exact_model() -> None:
    """
    A birth-death chain of conversations: k in service are finished at rate k / aht with the handle time at full concurrency.

    With n agents of c slots it is M/M/(n c); its stationary distribution, solved as a linear system, gives the share that starts
    within 20 s: 80 % at the number found, less with one agent fewer.
    """
    found = chat(60, 600)
    agents = int(found.base_staff[0])
    assert in_time(20.0, 600, 3 * agents) >= 0.8 > in_time(20.0, 600, 3 * (agents - 1))
    assert float(found.expected_service_level[0]) == pytest.approx(in_time(20.0, 600, 3 * agents), rel=1e-9)
    assert float(found.expected_occupancy[0]) == pytest.approx(20.0 / (3 * agents))


def in_time(load: float, aht_s: float, slots: int, within_s: float = 20.0, states: int = 400) -> float:
    """Share that waits at most `within_s`: with j ahead beyond the slots, j + 1 finish in that time (Poisson)."""
    rates_up = np.full(states - 1, load)
    rates_down = np.minimum(np.arange(1, states), slots)
    flows = np.diag(rates_up, -1) + np.diag(rates_down, 1).astype(float)
    flows -= np.diag(flows.sum(axis=0))
    flows[-1] = 1.0
    shares = np.linalg.solve(flows, np.eye(states)[-1])
    finished = slots * within_s / aht_s
    at_most = np.cumsum(np.exp(-finished) * np.cumprod(np.concatenate([[1.0], finished / np.arange(1, states)])))
    ahead = np.arange(states - slots)
    return float(shares[:slots].sum() + (shares[slots:] * (1 - at_most[ahead])).sum())
