"""Where Erlang is exact – one skill, one rate, no change – the replay agrees with it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import stats

from tests.wfm.simulation.worlds import team
from tests.wfm.staffing.departments import VOICE, department, forecast, queue
from wfm.simulation import SimulationResult, replay
from wfm.simulation.estimates import ratio
from wfm.staffing import erlang

AHT_S = 180
WARM = slice(4, None)  # the two hours after opening empty are left out


def stationary(agents: int, load_erl: float, seed: int, replications: int, **settings: Any) -> SimulationResult:
    centre = department(queue("phone", VOICE, **settings))
    volumes = forecast(centre, {"phone": load_erl / AHT_S * 1800}, AHT_S)
    return replay(
        team(centre, agents, ("phone",)), centre, volumes, replications=replications, seed=seed, day_variation=0, threads=1
    )  # fmt: skip


@pytest.mark.parametrize("patience_s", [None, 180.0])
def test_the_exact_value_lies_in_the_interval_19_times_of_20(patience_s: float | None) -> None:
    """In 200 replays the 95 % interval holds Erlang's service level as often as a coin of 0.95 allows (both tails 1e-4)."""
    settings = {} if patience_s is None else {"patience_s": patience_s}
    exact = erlang.service_level(10, AHT_S, 13, 20, np.inf if patience_s is None else patience_s)
    held = 0
    for seed in range(200):
        result = stationary(13, 10, seed, replications=25, **settings)
        found = ratio(result.in_time[:, 0, WARM].sum(axis=1), result.offered[:, 0, WARM].sum(axis=1), empty=1)
        held += int(found.lo <= exact <= found.hi)

    assert stats.binom.ppf(1e-4, 200, 0.95) <= held <= stats.binom.ppf(1 - 1e-4, 200, 0.95)


def test_impatience_waits_and_occupancy_are_those_of_erlang_a() -> None:
    """Abandonment, mean wait and occupancy of an overloaded team agree with Erlang A within a hundredth of their size."""
    result = stationary(10, 11, seed=3, replications=600, patience_s=120)
    offered = result.offered[:, 0, WARM].sum()

    assert result.abandoned[:, 0, WARM].sum() / offered == pytest.approx(
        erlang.abandonment(11, AHT_S, 10, 120), rel=0.01
    )
    assert result.wait_s[:, 0, WARM].sum() / offered == pytest.approx(erlang.asa_s(11, AHT_S, 10, 120), rel=0.01)
    assert result.busy_s[:, 0, WARM].sum() / result.present_s[:, 0, WARM].sum() == pytest.approx(
        erlang.occupancy(11, 10, AHT_S, 120), rel=0.01
    )


@pytest.mark.parametrize("definition", ["offered", "answered", "short_abandons_excluded"])
def test_each_definition_of_service_level_is_the_one_of_erlang(definition: str) -> None:
    """The three definitions, more than two hundredths apart here, each agree with the formula of the same name."""
    result = stationary(10, 11, seed=4, replications=600, patience_s=120, definition=definition, short_abandon_s=10)
    exact = erlang.service_level(11, AHT_S, 10, 20, 120, definition, 10)  # type: ignore[arg-type]

    level = result.service_level()

    assert level.mean[0, WARM].mean() == pytest.approx(exact, abs=0.005)


def test_chats_are_erlang_on_slots() -> None:
    """Four agents with three chats each serve as twelve slots do."""
    centre = department(queue("chat", VOICE | {"channel": "chat"}, concurrency=3))
    volumes = forecast(centre, {"chat": 100}, AHT_S)

    result = replay(team(centre, 4, ("chat",)), centre, volumes, replications=600, seed=5, day_variation=0)

    exact = erlang.service_level(10, AHT_S, 12, 20)
    assert result.service_level().mean[0, WARM].mean() == pytest.approx(exact, abs=0.01)


def test_two_skills_need_46_pooled_agents_not_25_counted_twice() -> None:
    """Two queues of 20 erlangs need 25 agents each, 46 pooled; 25 flexible ones counted in both give 6 %."""
    queues = [queue(name, VOICE, patience_s=180) for name in ("sales", "billing")]
    centre = department(*queues)
    volumes = forecast(centre, {"sales": 120, "billing": 120}, 300)

    def level(agents: int) -> float:
        people = team(centre, agents, ("sales", "billing"))
        result = replay(people, centre, volumes, replications=60, seed=6, day_variation=0)
        return float(result.in_time[:, :, WARM].sum() / result.offered[:, :, WARM].sum())

    needed = erlang.required_agents([20 / 300, 40 / 300], 1, 300, service_level=0.8, answer_within_s=20)
    assert needed.tolist() == [25, 46]
    assert level(46) > 0.8
    assert level(25) == pytest.approx(0.06, abs=0.01)
