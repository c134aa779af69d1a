"""The noise-free day against Erlang, against a plain solver of the same equations, and against the replay."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats
from scipy.integrate import solve_ivp

from tests.wfm.simulation.worlds import Piece, roster
from tests.wfm.staffing.departments import VOICE, department, forecast, queue
from wfm.errors import StaffingError
from wfm.simulation import replay
from wfm.simulation.transient import transient_day
from wfm.staffing import erlang

HALF_HOUR_S = 1800.0


@pytest.mark.parametrize("patience_s", [np.inf, 300.0, 30.0])
@pytest.mark.parametrize(("load_erl", "agents"), [(3, 5), (20, 24), (100, 108)])
def test_a_steady_day_settles_at_erlang(load_erl: float, agents: int, patience_s: float) -> None:
    """After some hours at one rate, service level and occupancy are Erlang's to 1e-5."""
    day = transient_day(
        np.full(40, load_erl * 10), HALF_HOUR_S, 180, np.full(40, agents), answer_within_s=20, patience_s=patience_s
    )

    assert day.service_level[-1] == pytest.approx(erlang.service_level(load_erl, 180, agents, 20, patience_s), abs=1e-5)
    assert day.occupancy[-1] == pytest.approx(erlang.occupancy(load_erl, agents, 180, patience_s), abs=1e-5)


def plain_chain(rates: NDArray[np.float64], agents: list[int], end: float, gives_up: float) -> list[float]:
    """Mean number waiting per interval, by an ordinary solver over 80 states; nobody goes home here."""
    states = np.arange(80)
    now, means = np.eye(80)[0], []
    for rate, people in zip(rates, agents, strict=True):
        down = np.minimum(states, people) * end + np.maximum(states - people, 0) * gives_up

        def change(
            _: float, p: NDArray[np.float64], rate: float = rate, down: NDArray[np.float64] = down
        ) -> NDArray[np.float64]:
            up, fall = rate * p, down * p
            up[-1] = 0
            flow: NDArray[np.float64] = np.concatenate([[0], up[:-1]]) - up - fall + np.concatenate([fall[1:], [0]])
            return flow

        solved = solve_ivp(change, (0, HALF_HOUR_S), now, method="LSODA", rtol=1e-10, atol=1e-13, dense_output=True)
        at, weight = np.polynomial.legendre.leggauss(60)
        assert solved.sol is not None  # as asked by dense_output
        spread = solved.sol((at + 1) / 2 * HALF_HOUR_S)
        means.append(float((weight / 2) @ (np.maximum(states - people, 0) @ spread)))
        now = solved.y[:, -1]
    return means


def test_a_day_that_moves_is_solved_exactly() -> None:
    """The mean number waiting agrees to 1e-6 with an ordinary differential equation solver, interval by interval."""
    offered, agents = np.array([10.0, 60, 90, 40, 0, 30]), [4, 6, 8, 8, 8, 8]

    day = transient_day(offered, HALF_HOUR_S, 180, agents, answer_within_s=20, patience_s=400)

    assert day.waiting == pytest.approx(plain_chain(offered / HALF_HOUR_S, agents, 1 / 180, 1 / 400), abs=1e-6)


def people_of(agents: list[int]) -> dict[str, list[Piece]]:
    """One person per half hour worked; whoever comes last goes first."""
    clock = [f"{8 + t // 2:02d}:{t % 2 * 30:02d}" for t in range(len(agents) + 1)]
    found: dict[str, list[Piece]] = {}
    for number in range(max(agents)):
        at_work = [number < count for count in agents]
        found[f"A{number:02d}"] = [(clock[t], clock[t + 1], ("phone",)) for t, works in enumerate(at_work) if works]
    return found


@pytest.mark.parametrize("aht_s", [240.0, 900.0])
@pytest.mark.parametrize("patience_s", [None, 180.0])
def test_the_replay_finds_the_same_day(aht_s: float, patience_s: float | None) -> None:
    """Through a peak, with people coming and going at meals, the mean interval service level agrees within 0.01."""
    load = np.array([6, 9, 13, 17, 20, 22, 22, 20, 17, 14, 13, 14, 16, 18, 18, 16, 13, 10, 8, 6], dtype=float)
    agents = [9, 12, 16, 20, 23, 25, 25, 23, 15, 16, 15, 17, 19, 21, 21, 19, 16, 13, 10, 9]
    settings = {} if patience_s is None else {"patience_s": patience_s}
    centre = department(queue("phone", VOICE, **settings))
    offered = load / aht_s * HALF_HOUR_S
    volumes = forecast(centre, {"phone": offered}, aht_s)

    exact = transient_day(offered, HALF_HOUR_S, aht_s, agents, answer_within_s=20, patience_s=patience_s or np.inf)
    found = replay(roster(centre, people_of(agents)), centre, volumes, replications=1500, seed=1, day_variation=0)

    level = found.service_level().mean[0]
    assert level.mean() == pytest.approx(exact.service_level.mean(), abs=0.01)
    assert np.abs(level - exact.service_level).max() < 0.03


def test_calls_in_hand_are_finished_when_people_go() -> None:
    """Endless calls, one of two agents leaves: a single call goes with it half of the time, of two one does, and the line stays."""
    none, one = (float(stats.poisson.pmf(count, 2)) for count in (0, 1))

    day = transient_day([2, 0], HALF_HOUR_S, 1e15, [2, 1], answer_within_s=20)

    assert day.occupancy[1] == pytest.approx(one / 2 + (1 - none - one), abs=1e-10)
    assert day.waiting[1] == pytest.approx(2 - one - 2 * (1 - none - one), abs=1e-10)


def test_an_empty_day_and_a_day_without_people() -> None:
    """Without contacts the service level is 1; without agents it is 0, and those who came wait."""
    assert transient_day([0, 0], HALF_HOUR_S, 180, [1, 0], answer_within_s=20).service_level.tolist() == [1, 1]
    alone = transient_day([6], HALF_HOUR_S, 180, [0], answer_within_s=20)
    assert alone.service_level.tolist() == [0]
    assert alone.waiting == pytest.approx([3])


@pytest.mark.parametrize("wrong", [{"patience_s": 0}, {"agents": [1.5]}, {"offered": [-1]}, {"aht_s": 0}])
def test_arguments_out_of_range_are_refused(wrong: dict[str, object]) -> None:
    """Half an agent, no patience at all, negative volumes and no handle time are errors."""
    asked: dict[str, object] = {"offered": [1], "interval_s": 1800, "aht_s": 180, "agents": [1], "answer_within_s": 20}
    with pytest.raises(StaffingError):
        transient_day(**asked | wrong)  # type: ignore[arg-type]
