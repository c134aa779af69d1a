"""Erlang B, C and A against sums in 40 digits, their laws, and what they say at the edges."""

from __future__ import annotations

import math
from collections.abc import Callable

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.wfm.staffing import exact
from wfm.errors import StaffingError
from wfm.staffing import erlang

loads = st.floats(0.01, 2000)
shares_of_load = st.floats(0.3, 3)
ahts = st.floats(10, 3000)
patiences = st.floats(5, 5000)
waits = st.floats(0, 600)


@pytest.fixture(autouse=True)
def _forty_digits() -> None:
    mpmath.mp.dps = 40


def relative_error(found: object, wanted: mpmath.mpf) -> float:
    return float(abs(mpmath.mpf(float(found)) / wanted - 1))  # type: ignore[arg-type]


def people(load: float, share: float) -> int:
    return max(1, round(load * share))


# --- the figures ------------------------------------------------------------------------------------------------------


def test_100_calls_in_half_an_hour() -> None:
    """100 offered in 30 minutes at 180 s are 10 erlangs; 14 agents give the figures of every textbook."""
    assert float(erlang.erlang_c(10, 14)) == pytest.approx(0.1741, abs=5e-5)
    assert float(erlang.service_level(10, 180, 14, 20)) == pytest.approx(0.8884, abs=5e-5)
    assert float(erlang.service_level(10, 180, 13, 20)) == pytest.approx(0.7956, abs=5e-5)
    assert float(erlang.occupancy(10, 14)) == pytest.approx(0.714, abs=5e-4)
    assert float(erlang.asa_s(10, 180, 14)) == pytest.approx(7.8, abs=0.05)


CENTRES = [
    (0.2, 1), (0.2, 3), (3.7, 4), (3.7, 12), (20.5, 15), (20.5, 21), (38.0, 40), (39.0, 41), (55.0, 39), (55.0, 40),
    (99.99, 100), (250.0, 200), (250.0, 251), (250.0, 600), (1000.0, 1400), (5000.0, 5045), (20_000.0, 19_500),
    (99_999.5, 100_000), (100_000.0, 100_210), (100_000.0, 98_000), (100_000.0, 103_000),
]  # fmt: skip


@pytest.mark.parametrize(("load", "agents"), CENTRES)
def test_b_and_c_hold_twelve_digits(load: float, agents: int) -> None:
    """From a fifth of an erlang to 100,000 the relative error of B, C and the service level is at most 1e-12."""
    assert relative_error(erlang.erlang_b(load, agents), exact.erlang_b(load, agents)) <= 1e-12
    if agents > load:
        assert relative_error(erlang.erlang_c(load, agents), exact.erlang_c(load, agents)) <= 1e-12
        for within in (0.0, 0.01, 20.0):
            found = erlang.service_level(load, 240.0, agents, within)
            assert relative_error(found, exact.service_level(load, 240.0, agents, within)) <= 1e-12


IMPATIENT = [
    (0.5, 180.0, 1, 60.0), (10.0, 180.0, 14, 300.0), (10.0, 180.0, 5, 30.0), (10.0, 180.0, 3, 9000.0),
    (45.0, 200.0, 50, 1e5), (45.0, 600.0, 44, 5.0), (300.0, 180.0, 240, 180.0), (300.0, 180.0, 330, 20.0),
    (2000.0, 300.0, 1500, 400.0), (2000.0, 300.0, 2010, 3600.0), (20_000.0, 300.0, 19_900, 200.0),
]  # fmt: skip


@pytest.mark.parametrize(("load", "aht_s", "agents", "patience_s"), IMPATIENT)
def test_a_holds_nine_digits(load: float, aht_s: float, agents: int, patience_s: float) -> None:
    """Waiting, abandoning, the mean wait and each definition of the service level, under load and over it."""
    queue = exact.ImpatientQueue(load, aht_s, agents, patience_s)
    answered = 1 - queue.abandonment

    assert relative_error(erlang.erlang_a(load, aht_s, agents, patience_s), queue.wait) <= 1e-9
    assert relative_error(erlang.abandonment(load, aht_s, agents, patience_s), queue.abandonment) <= 1e-9
    assert relative_error(erlang.asa_s(load, aht_s, agents, patience_s), queue.abandonment * patience_s) <= 1e-9
    assert relative_error(erlang.occupancy(load, agents, aht_s, patience_s), load * answered / agents) <= 1e-9
    for within in (0.0, 3.0, 20.0):
        in_time = queue.answered_within(within)
        assert relative_error(erlang.service_level(load, aht_s, agents, within, patience_s), in_time) <= 1e-9
        of_answered = erlang.service_level(load, aht_s, agents, within, patience_s, "answered")
        assert relative_error(of_answered, in_time / answered) <= 1e-9
    without_short = erlang.service_level(load, aht_s, agents, 20.0, patience_s, "short_abandons_excluded", 5.0)
    assert relative_error(without_short, queue.answered_within(20.0) / (1 - queue.abandoned_within(5.0))) <= 1e-9


def test_a_centre_far_over_its_load_stays_finite() -> None:
    """With 80,000 agents for 100,000 erlangs the waiting sums pass the range of floats; a fifth is lost all the same."""
    assert float(erlang.abandonment(1e5, 300, 8e4, 300)) == pytest.approx(0.2, abs=1e-12)
    assert float(erlang.service_level(1e5, 300, 8e4, 1000, 300)) == pytest.approx(0.8, abs=1e-12)
    assert float(erlang.service_level(1e5, 300, 8e4, 1, 300)) == 0.0


# --- the laws ---------------------------------------------------------------------------------------------------------


@given(loads, shares_of_load, ahts, waits)
def test_one_more_agent_never_hurts(load: float, share: float, aht: float, within: float) -> None:
    """More agents: fewer wait, more are answered in time, all wait less."""
    n = people(load, share) + np.arange(3)

    assert np.all(np.diff(erlang.erlang_b(load, n)) <= 0)
    assert np.all(np.diff(erlang.erlang_c(load, n)) <= 0)
    assert np.all(np.diff(erlang.service_level(load, aht, n, within)) >= 0)
    assert not np.any(np.diff(erlang.asa_s(load, aht, n)[erlang.is_stable(load, n)]) > 0)


@given(loads, shares_of_load, ahts, patiences, waits)
def test_one_more_agent_never_hurts_the_impatient(
    load: float, share: float, aht: float, patience: float, within: float
) -> None:
    """The same with callers who give up, to the last digits that count."""
    n = people(load, share) + np.arange(3)

    assert np.all(np.diff(erlang.erlang_a(load, aht, n, patience)) <= 1e-12)
    assert np.all(np.diff(erlang.abandonment(load, aht, n, patience)) <= 1e-12)
    for definition in ("offered", "answered"):
        assert np.all(np.diff(erlang.service_level(load, aht, n, within, patience, definition)) >= -1e-12)


@given(loads, shares_of_load, ahts, patiences, waits)
def test_more_load_never_helps(load: float, share: float, aht: float, patience: float, within: float) -> None:
    """The same agents under a growing load."""
    n, growing = people(load, share), load * np.array([1.0, 1.01, 1.3])

    assert np.all(np.diff(erlang.erlang_b(growing, n)) >= -1e-12)
    assert np.all(np.diff(erlang.erlang_c(growing, n)) >= -1e-12)
    assert np.all(np.diff(erlang.service_level(growing, aht, n, within)) <= 1e-12)
    assert np.all(np.diff(erlang.service_level(growing, aht, n, within, patience)) <= 1e-12)
    assert np.all(np.diff(erlang.occupancy(growing, n, aht, patience)) >= -1e-12)


@given(loads, shares_of_load, ahts, patiences, waits, st.sampled_from([1 / 60, 60.0, 3.7]))
def test_the_unit_of_time_does_not_matter(
    load: float, share: float, aht: float, patience: float, within: float, unit: float
) -> None:
    """Seconds or minutes: shares stay, waits scale."""
    n = people(load, share)
    said = erlang.service_level(load, aht, n, within, patience)
    assert erlang.service_level(load, aht * unit, n, within * unit, patience * unit) == pytest.approx(said, abs=1e-10)
    assert erlang.asa_s(load, aht * unit, n, patience * unit) / unit == pytest.approx(
        erlang.asa_s(load, aht, n, patience), rel=1e-9
    )


@given(loads, st.floats(1.01, 3), ahts, waits)
def test_growing_patience_ends_at_erlang_c(load: float, share: float, aht: float, within: float) -> None:
    """Callers who would wait for years are patient callers; those who never wait are Erlang B."""
    n = max(math.floor(load) + 1, people(load, share))
    years = 1e12 * aht * max(1.0, 1 / (n - load))

    assert float(erlang.erlang_a(load, aht, n, years)) == pytest.approx(float(erlang.erlang_c(load, n)), rel=1e-5)
    assert float(erlang.service_level(load, aht, n, within, years)) == pytest.approx(
        float(erlang.service_level(load, aht, n, within)), rel=1e-5, abs=1e-9
    )
    assert float(erlang.abandonment(load, aht, n, 0)) == float(erlang.erlang_b(load, n))
    assert float(erlang.abandonment(load, aht, n, 1e-9)) == pytest.approx(float(erlang.erlang_b(load, n)), rel=1e-6)


@given(st.floats(0.01, 50), shares_of_load, ahts, patiences)
def test_the_mean_wait_is_the_integral_of_the_unanswered(
    load: float, share: float, aht: float, patience: float
) -> None:
    """Little: callers waiting = arrivals x mean wait, counted here as those neither answered nor gone by each second."""
    n = people(load, share)
    ends = np.concatenate([[0.0], patience * np.geomspace(1e-6, 60, 400)])
    nodes, weights = np.polynomial.legendre.leggauss(12)
    t = ends[:-1, None] + np.diff(ends)[:, None] * (nodes + 1) / 2

    answered = erlang.service_level(load, aht, n, t, patience)
    of_the_rest = erlang.service_level(load, aht, n, t, patience, "short_abandons_excluded", t)
    outlasted = np.divide(answered, of_the_rest, where=of_the_rest > 1e-9, out=np.exp(-t / patience))
    mean = float(np.sum((outlasted - answered) * weights * np.diff(ends)[:, None] / 2))

    assert mean == pytest.approx(float(erlang.asa_s(load, aht, n, patience)), rel=1e-6, abs=1e-6 * patience)


@given(loads, shares_of_load)
def test_between_whole_numbers_the_recursion_still_holds(load: float, share: float) -> None:
    """Erlang B of real n obeys ``1 / B(n) = 1 + n / (load B(n - 1))`` as the whole numbers do."""
    n = load * share + 1.0
    before, after = float(erlang.erlang_b(load, n - 1)), float(erlang.erlang_b(load, n))
    assert after == pytest.approx(load * before / (n + load * before), rel=1e-11)


# --- the edges --------------------------------------------------------------------------------------------------------


def test_without_contacts_all_is_well() -> None:
    """No load: service level 1, no wait, nobody lost, whatever the handle time."""
    for n in (0, 5):
        for patience in (math.inf, 60, 0):
            assert float(erlang.service_level(0, math.nan, n, 20, patience)) == 1
            assert float(erlang.asa_s(0, 0, n, patience)) == 0
            assert float(erlang.abandonment(0, 180, n, patience)) == 0
            assert float(erlang.occupancy(0, n, 180, patience)) == 0
    assert float(erlang.erlang_b(0, 0)) == float(erlang.erlang_c(0, 0)) == float(erlang.erlang_a(0, 1, 0, 1)) == 0
    assert bool(erlang.is_stable(0, 0))


def test_without_agents_nobody_is_answered() -> None:
    """Contacts and no agents: all wait, none in time; the patient forever, the others until they give up."""
    assert float(erlang.erlang_b(5, 0)) == float(erlang.erlang_c(5, 0)) == float(erlang.erlang_a(5, 180, 0, 60)) == 1
    for patience in (math.inf, 60, 0):
        for definition in ("offered", "answered"):
            assert float(erlang.service_level(5, 180, 0, 20, patience, definition)) == 0
    assert float(erlang.asa_s(5, 180, 0)) == math.inf
    assert float(erlang.asa_s(5, 180, 0, 60)) == 60
    assert float(erlang.abandonment(5, 180, 0, 60)) == 1
    assert float(erlang.occupancy(5, 0)) == float(erlang.occupancy(5, 0, 180, 60)) == 1


def test_patient_callers_over_the_capacity_wait_for_ever() -> None:
    """Agents not above the load: not stable, all wait, service level 0, an endless wait, and no exception."""
    for agents in (9, 10):
        assert not erlang.is_stable(10, agents)
        assert float(erlang.erlang_c(10, agents)) == 1
        assert float(erlang.service_level(10, 180, agents, 20)) == 0
        assert float(erlang.asa_s(10, 180, agents)) == math.inf
        assert float(erlang.occupancy(10, agents)) == 1
    assert bool(erlang.is_stable(10, 11))


@pytest.mark.parametrize("patience", [math.inf, 60, 0])
def test_within_no_time_only_those_who_do_not_wait_are_in_time(patience: float) -> None:
    """A threshold of 0 s leaves 1 - P(wait)."""
    found = erlang.service_level(10, 180, 12, 0, patience)
    assert float(found) == pytest.approx(1 - float(erlang.erlang_a(10, 180, 12, patience)), rel=1e-14)


def test_a_share_of_fewer_contacts_is_larger() -> None:
    """Offered, without the short abandons, answered: each base is smaller than the one before; the ends meet."""
    offered = float(erlang.service_level(10, 180, 9, 20, 60))
    short = [float(erlang.service_level(10, 180, 9, 20, 60, "short_abandons_excluded", s)) for s in (0, 5, 30, 1e6)]
    answered = float(erlang.service_level(10, 180, 9, 20, 60, "answered"))
    assert offered == short[0] < short[1] < short[2] < short[3] == pytest.approx(answered, rel=1e-12)


def test_arguments_broadcast() -> None:
    """A column of loads against a row of agents gives a table of float64; scalars give a scalar."""
    table = erlang.service_level(np.array([[1.0], [10.0], [100.0]]), 180, np.arange(4), 20)
    assert table.shape == (3, 4)
    assert table.dtype == np.float64
    assert np.shape(erlang.erlang_b(1, 1)) == ()


BAD: list[tuple[Callable[[], object], str]] = [
    (lambda: erlang.erlang_b([1, math.nan, math.nan], 3), "load_erl[1] is nan"),
    (lambda: erlang.erlang_c([[1, 2], [3, -4]], 3), "load_erl[1, 1] is -4.0"),
    (lambda: erlang.erlang_c(math.inf, 3), "load_erl is inf"),
    (lambda: erlang.is_stable(1, -1), "agents is -1.0"),
    (lambda: erlang.asa_s([0, 1], [0, 0], 3), "aht_s[1] is 0.0"),
    (lambda: erlang.service_level(1, math.nan, 3, 20), "aht_s is nan"),
    (lambda: erlang.service_level(1, 180, 3, [20, -1]), "answer_within_s[1] is -1.0"),
    (lambda: erlang.erlang_a(1, 180, 3, -1), "patience_s is -1.0"),
    (lambda: erlang.abandonment(1, 180, 3, math.nan), "patience_s is nan"),
    (lambda: erlang.occupancy(1, 3, patience_s=60), "aht_s"),
    (lambda: erlang.service_level(1, 180, 3, 20, 60, "all"), "'all'"),  # type: ignore[arg-type]
    (lambda: erlang.service_level(1, 180, 3, 20, 60, "short_abandons_excluded"), "short_abandon_s"),
]


@pytest.mark.parametrize(("call", "named"), BAD)
def test_a_value_out_of_range_is_named(call: Callable[[], object], named: str) -> None:
    """The error names the argument, the first index and the value."""
    with pytest.raises(StaffingError) as error:
        call()
    assert named in str(error.value)
