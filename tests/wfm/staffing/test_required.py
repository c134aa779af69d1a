"""The smallest number of agents, against a linear scan and at the edges; the real number just below it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, TypedDict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wfm.errors import StaffingError
from wfm.staffing import erlang


class ServiceLevel(TypedDict):
    """So many answered in such a time."""

    service_level: float
    answer_within_s: float


TARGET: ServiceLevel = {"service_level": 0.8, "answer_within_s": 20}


def scanned(load: float, aht_s: float, targets: Mapping[str, Any]) -> int:
    """The first number from 0 on that the formulas of `erlang` find good enough."""
    patience = targets.get("patience_s", math.inf)
    n = np.arange(2, dtype=float)
    while True:
        n = np.arange(2 * len(n), dtype=float)
        good = np.ones(len(n), dtype=bool)
        if "service_level" in targets:
            within = targets["answer_within_s"]
            in_time = erlang.service_level(
                load, aht_s, n, within, patience, targets.get("definition", "offered"), targets.get("short_abandon_s")
            )
            good &= in_time >= targets["service_level"] - 1e-12
        if "max_asa_s" in targets:
            good &= erlang.asa_s(load, aht_s, n, patience) <= targets["max_asa_s"] * (1 + 1e-12)
        if "max_occupancy" in targets:
            good &= erlang.occupancy(load, n, aht_s, patience) <= targets["max_occupancy"] + 1e-12
        if "max_abandonment" in targets:
            good &= erlang.abandonment(load, aht_s, n, patience) <= targets["max_abandonment"] + 1e-12
        if good.any():
            return int(np.argmax(good))


def random_targets(random: np.random.Generator, *, impatient: bool) -> dict[str, Any]:
    targets: dict[str, Any] = {}
    if random.random() < 0.7:
        targets |= {
            "service_level": float(random.choice([0.5, 0.8, 0.9, 0.99, random.uniform(0, 1)])),
            "answer_within_s": float(random.choice([0, 10, 20, 60, 300])),
        }
    if not targets or random.random() < 0.3:
        targets["max_asa_s"] = float(random.choice([0.1, 5, 30, 120]))
    if random.random() < 0.3:
        targets["max_occupancy"] = float(random.choice([0.5, 0.8, 0.85, 0.95]))
    if impatient:
        targets["patience_s"] = float(random.choice([0, 30, 180, 3000]))
        if random.random() < 0.3:
            targets["max_abandonment"] = float(random.choice([0.001, 0.03, 0.2]))
        targets["definition"] = str(random.choice(["offered", "answered", "short_abandons_excluded"]))
        targets["short_abandon_s"] = 5.0
    return targets


@pytest.mark.parametrize("impatient", [False, True])
def test_a_linear_scan_finds_the_same_number(impatient: bool) -> None:
    """2,000 random intervals and sets of targets, from a hundredth of an erlang to thousands: no difference."""
    random = np.random.default_rng(20 + impatient)
    for _ in range(1000):
        aht_s = float(random.choice([60, 180, 247.3, 900]))
        load = float(np.exp(random.uniform(np.log(0.01), np.log(3000 if not impatient else 300))))
        offered = load * 1800 / aht_s
        targets = random_targets(random, impatient=impatient)
        found = erlang.required_agents(offered, 1800, aht_s, **targets)
        assert int(found) == scanned(offered / 1800 * aht_s, aht_s, targets), (load, aht_s, targets)


def test_100_000_intervals_against_a_scan_by_erlangs_recursion() -> None:
    """Random loads, handle times and targets, counted up from no agent at all: no difference."""
    random = np.random.default_rng(100)
    size = 100_000
    load = np.exp(random.uniform(np.log(0.01), np.log(150), size))
    aht_s = random.uniform(30, 1200, size)
    share, within = random.uniform(0.05, 0.999, size), random.uniform(0, 120, size)
    found = erlang.required_agents(load / aht_s, 1.0, aht_s, service_level=share, answer_within_s=within)
    needed = np.full(size, -1)
    blocked = np.ones(size)
    for n in range(1, int(found.max()) + 2):
        blocked = load * blocked / (n + load * blocked)
        spare = np.maximum(n - load, 0.0)
        wait = n * blocked / (n - load * (1.0 - blocked))
        in_time = np.where(spare > 0, 1.0 - wait * np.exp(-spare * within / aht_s), 0.0)
        needed = np.where((needed < 0) & (in_time >= share - 1e-12), n, needed)
    assert np.array_equal(found, needed)


@given(st.floats(0.001, 90_000), st.floats(0.01, 0.999), st.floats(0, 120))
def test_the_number_is_the_smallest(load: float, share: float, within: float) -> None:
    """One agent fewer misses the target, the number found meets it."""
    n = int(erlang.required_agents(load * 10, 1800, 180, service_level=share, answer_within_s=within))
    load = load * 10 / 1800 * 180
    assert float(erlang.service_level(load, 180, n - 1, within)) < share - 1e-13
    assert float(erlang.service_level(load, 180, n, within)) >= share - 2e-12


@given(
    st.floats(0.001, 20_000), st.sampled_from([math.inf, 0.0, 20.0, 400.0]), st.integers(0, 30), st.integers(0, 9999)
)
def test_the_real_number_lies_within_one_below(load: float, patience: float, least: int, seed: int) -> None:
    """``n - 1 < fractional <= n``, and unless the minimum binds the target is met there and missed just below."""
    targets = random_targets(np.random.default_rng(seed), impatient=False) | {
        "patience_s": patience,
        "min_agents": least,
    }
    n = int(erlang.required_agents(load * 10, 1800, 180, **targets))
    real = float(erlang.fractional_agents(load * 10, 1800, 180, **targets))
    assert n - 1 < real <= n
    if "service_level" in targets and "max_asa_s" not in targets and "max_occupancy" not in targets and real > least:
        load = load * 10 / 1800 * 180
        share, within = targets["service_level"], targets["answer_within_s"]
        assert float(erlang.service_level(load, 180, real, within, patience)) >= share - 1e-11
        assert float(erlang.service_level(load, 180, real * (1 - 1e-9) - 1e-9, within, patience)) < share


@given(st.floats(0.01, 5000), st.floats(1, 2))
def test_more_contacts_never_need_fewer_agents(load: float, factor: float) -> None:
    """The requirement grows with the volume, whole and real."""
    offered = np.array([load, load * factor]) * 10
    for patience in (math.inf, 120.0):
        fewer, more = erlang.required_agents(offered, 1800, 180, patience_s=patience, **TARGET)
        assert fewer <= more
        assert np.all(np.diff(erlang.fractional_agents(offered, 1800, 180, patience_s=patience, **TARGET)) >= -1e-8)


def test_100_calls_in_half_an_hour_need_14() -> None:
    """The anchor: 13 agents give 79.56 %, just short of 80 % in 20 s."""
    assert int(erlang.required_agents(100, 1800, 180, **TARGET)) == 14
    assert 13 < float(erlang.fractional_agents(100, 1800, 180, **TARGET)) < 13.1


def test_a_target_met_exactly_is_met() -> None:
    """The service level of 14 agents as the target gives 14; 80 % occupancy of 16 erlangs gives 20, not 21."""
    exactly = float(erlang.service_level(10, 180, 14, 20))
    assert int(erlang.required_agents(100, 1800, 180, service_level=exactly, answer_within_s=20)) == 14
    assert int(erlang.required_agents(100, 1800, 180, max_asa_s=float(erlang.asa_s(10, 180, 14)))) == 14
    for agents in range(1, 400):
        assert int(erlang.required_agents(agents * 8, 1800, 180, max_occupancy=0.8)) == agents


def test_all_targets_hold_together() -> None:
    """Of several targets the hardest decides, and the minimum below all."""
    alone = (
        erlang.required_agents(100, 1800, 180, **TARGET),
        erlang.required_agents(100, 1800, 180, max_asa_s=1.0),
        erlang.required_agents(100, 1800, 180, max_occupancy=0.6),
    )
    together = erlang.required_agents(100, 1800, 180, max_asa_s=1.0, max_occupancy=0.6, **TARGET)
    assert int(together) == max(map(int, alone))
    assert int(erlang.required_agents(100, 1800, 180, min_agents=40, **TARGET)) == 40


def test_without_contacts_the_minimum_is_required() -> None:
    """Volume 0: 0 agents or the minimum, whatever the handle time; next to it, in one array, real volume."""
    found = erlang.required_agents([0, 0, 100], 1800, [math.nan, 0, 180], min_agents=[0, 2, 2], **TARGET)
    assert found.tolist() == [0, 2, 14]
    assert found.dtype == np.int64
    assert erlang.fractional_agents([0, 0], 1800, math.nan, min_agents=[0, 2], **TARGET).tolist() == [0, 2]


def test_arguments_broadcast() -> None:
    """A column of volumes against a row of targets."""
    shares = np.array([0.5, 0.8, 0.95])
    found = erlang.required_agents([[10], [100]], 1800, 180, service_level=shares, answer_within_s=20)
    one_by_one = [
        [int(erlang.required_agents(v, 1800, 180, service_level=s, answer_within_s=20)) for s in shares]
        for v in (10, 100)
    ]
    assert found.tolist() == one_by_one


BAD: list[tuple[Callable[[], object], str]] = [
    (lambda: erlang.required_agents([1, math.nan], 1800, 180, **TARGET), "offered[1] is nan"),
    (lambda: erlang.required_agents([[1, 2], [3, -1]], 1800, 180, **TARGET), "offered[1, 1] is -1.0"),
    (lambda: erlang.required_agents([math.inf, 1], 1800, 180, **TARGET), "offered[0] is inf"),
    (lambda: erlang.required_agents([0, 1, 1], 1800, [0, 180, 0], **TARGET), "aht_s[2] is 0.0"),
    (lambda: erlang.required_agents([0, 5], 1800, math.nan, **TARGET), "aht_s[1] is nan"),
    (lambda: erlang.required_agents(1, 0, 180, **TARGET), "interval_s is 0.0"),
    (lambda: erlang.required_agents(1, 1800, 180, service_level=1.0, answer_within_s=20), "service_level is 1.0"),
    (lambda: erlang.required_agents(1, 1800, 180, service_level=[0.8, -0.1], answer_within_s=20), "service_level[1]"),
    (lambda: erlang.required_agents(1, 1800, 180, service_level=0.8, answer_within_s=-1), "answer_within_s is -1.0"),
    (lambda: erlang.required_agents(1, 1800, 180, service_level=0.8), "answer_within_s"),
    (lambda: erlang.required_agents(1, 1800, 180), "no target"),
    (lambda: erlang.required_agents(1, 1800, 180, max_asa_s=[3, 0]), "max_asa_s[1] is 0.0"),
    (lambda: erlang.required_agents(1, 1800, 180, max_occupancy=0), "max_occupancy is 0.0"),
    (lambda: erlang.required_agents(1, 1800, 180, max_occupancy=[0.8, 1.01]), "max_occupancy[1] is 1.01"),
    (lambda: erlang.required_agents(1, 1800, 180, max_abandonment=0, patience_s=60), "max_abandonment is 0.0"),
    (lambda: erlang.required_agents(1, 1800, 180, max_abandonment=0.1, patience_s=[60, math.inf]), "patience_s[1]"),
    (lambda: erlang.required_agents(1, 1800, 180, patience_s=-1, **TARGET), "patience_s is -1.0"),
    (lambda: erlang.required_agents(1, 1800, 180, min_agents=-1, **TARGET), "min_agents is -1.0"),
]


@pytest.mark.parametrize(("call", "named"), BAD)
def test_a_value_out_of_range_is_named(call: Callable[[], object], named: str) -> None:
    """The error names the argument, the first index and the value."""
    with pytest.raises(StaffingError) as error:
        call()
    assert named in str(error.value)
