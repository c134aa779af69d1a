"""The modified offered load: where the work is when the volume moves."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.integrate
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.wfm.staffing.departments import VOICE, department, forecast, queue
from wfm.demand import QueueRequirement
from wfm.staffing.requirement import required_staff

SPLIT = {"mon-sun": ["08:00-12:00", "13:00-17:00"]}


def loads(offered: object, aht_s: object, opening: object, days: int = 1, load: str = "mol") -> QueueRequirement:
    centre = department(queue("phone", VOICE, load=load), opening=opening)  # type: ignore[arg-type]
    [found] = required_staff(centre, forecast(centre, {"phone": offered}, aht_s, days=days)).queues  # type: ignore[dict-item, arg-type]
    return found


@settings(max_examples=25)
@given(
    st.lists(st.integers(1, 200), min_size=16, max_size=16), st.lists(st.integers(60, 3600), min_size=16, max_size=16)
)
def test_the_load_solves_its_differential_equation(volumes: list[int], aht_s: list[int]) -> None:
    """``m' = lambda - m / aht`` integrated numerically through the day, the midday gap included, gives the same means."""
    found = loads(volumes, aht_s, SPLIT).load_erl
    now = 0.0
    for t in range(16):
        if t == 8:
            now *= np.exp(-3600 / aht_s[8])
        rate = volumes[t] / 1800

        def change(_: float, m: np.ndarray, rate: float = rate, aht_s: float = aht_s[t]) -> list[float]:
            return [rate - m[0] / aht_s, m[0]]

        solved = scipy.integrate.solve_ivp(change, (0, 1800), [now, 0.0], rtol=1e-10, atol=1e-10)
        now = float(solved.y[0, -1])
        assert found[t] == pytest.approx(float(solved.y[1, -1]) / 1800, rel=1e-7)


def test_a_steady_volume_has_a_steady_load() -> None:
    """After the first interval, in which the queue fills, MOL and the stationary load agree; so does the first around the clock."""
    day = loads(100, 180, {"mon-sun": "08:00-18:00"})
    assert day.load_erl[0] == pytest.approx(10 - 10 * 180 / 1800 * (1 - np.exp(-10)))
    assert np.allclose(day.load_erl[1:], 10, rtol=1e-4)
    assert (day.base_staff[1:] == 14).all()
    assert np.allclose(loads(100, 180, {"mon-sun": "00:00-24:00"}).load_erl, 10)
    assert np.allclose(loads(100, 180, {"mon-sun": "08:00-18:00"}, load="stationary").load_erl, 10)


def test_a_peak_reaches_the_agents_later() -> None:
    """Long contacts: the load of the peak's interval is below the stationary one, that of the interval after it above."""
    volumes = np.array([20] * 8 + [100] + [20] * 7)
    moved, stationary = loads(volumes, 1200, SPLIT).load_erl, loads(volumes, 1200, SPLIT, load="stationary").load_erl
    assert moved[8] < stationary[8]
    assert moved[9] > stationary[9]


def test_overnight_the_load_runs_on() -> None:
    """Open from 22:00 to 06:00 midnight is no edge; the next evening begins empty again."""
    found = loads(60, 900, {"mon-sun": "22:00-06:00"}, days=2).load_erl
    assert np.all(np.diff(found[:16]) > 0)
    assert found[16] == pytest.approx(found[0], rel=1e-6)


def test_intervals_without_contacts_need_no_load() -> None:
    """Nobody arrives, so no target is at stake, though the last contacts are still in hand; after them comes a fuller start."""
    found = loads([100, 0, 100] + [0] * 13, 1200, SPLIT)
    assert found.load_erl[1] == 0
    assert found.base_staff[1] == 0
    assert found.load_erl[2] > found.load_erl[0]
