"""What holds for every roster."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.wfm.simulation.worlds import Piece, contacts_of, happened, roster
from tests.wfm.staffing.departments import CHAT, MAIL, VOICE, department, forecast, queue
from wfm.calendar import clock_text
from wfm.simulation import SimulationResult, replay

QUEUES = (
    queue("vip", VOICE, skill="phone", patience_s=240),
    queue("phone", VOICE, priority=2, patience_s=90, definition="short_abandons_excluded", short_abandon_s=5),
    queue("chat", CHAT),
    queue("mail", MAIL, skill="chat"),
)
HALF_HOURS = 20


@st.composite
def pieces(draw: st.DrawFn) -> list[Piece]:
    """Up to four stretches between 08:00 and 18:00, some of them breaks."""
    cuts = sorted(draw(st.sets(st.integers(0, HALF_HOURS * 6), min_size=2, max_size=5)))
    names = st.sets(st.sampled_from([each.id for each in QUEUES]), max_size=4)
    return [
        (clock_text(480 + 5 * first), clock_text(480 + 5 * last), tuple(draw(names)))
        for first, last in itertools.pairwise(cuts)
    ]


@st.composite
def replayed(draw: st.DrawFn, /, **chosen: Any) -> SimulationResult:
    centre = department(
        *QUEUES,
        shrinkage={"in_shift": draw(st.sampled_from([0, 0.1])), "off_shift": draw(st.sampled_from([0, 0.2]))},
    )
    people = {f"A{number}": draw(pieces()) for number in range(draw(st.integers(0, 6)))}
    volumes = forecast(centre, {each.id: draw(st.sampled_from([0, 1, 6, 25])) for each in QUEUES})
    return replay(
        roster(centre, people), centre, volumes, replications=3, seed=draw(st.integers(0, 1000)), threads=1, **chosen
    )


@given(replayed())
@settings(max_examples=150, deadline=None)
def test_no_contact_is_lost(result: SimulationResult) -> None:
    """Every contact that came is answered or abandoned, in the interval in which it came; those in time are among the answered."""
    assert (result.offered == result.answered + result.abandoned).all()
    assert (result.in_time <= result.answered + 1e-9).all()
    assert (result.short_abandoned <= result.abandoned).all()


@given(replayed())
@settings(max_examples=100, deadline=None)
def test_nobody_is_busier_than_there(result: SimulationResult) -> None:
    """Time on contacts never exceeds the time at hand, nor is either negative."""
    assert (result.busy_s >= 0).all()
    assert (result.busy_s <= result.present_s + 1e-6).all()


@given(replayed())
@settings(max_examples=50, deadline=None)
def test_figures_stay_in_their_ranges(result: SimulationResult) -> None:
    """Shares lie in [0, 1], confidence intervals hold their mean, waits are not negative."""
    frame = result.to_frame()

    shares = frame[["simulated_service_level", "ci_lo", "ci_hi", "abandonment", "occupancy"]]
    assert shares.min().min() >= 0
    assert shares.max().max() <= 1 + 1e-9
    assert (frame["ci_lo"] <= frame["simulated_service_level"] + 1e-12).all()
    assert (frame["simulated_service_level"] <= frame["ci_hi"] + 1e-12).all()
    assert not (frame["asa_s"] < 0).any()


@given(st.integers(1, 6), st.lists(st.integers(0, 12), min_size=8, max_size=8), st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_littles_law_holds_for_the_people(agents: int, calls: list[int], seed: int) -> None:
    """The mean number of calls in hand is the rate of calls times their handle time: the time in use is the work that came."""
    centre = department(queue("phone", VOICE), opening={"mon-sun": "00:00-24:00"})
    people = roster(centre, {f"A{number}": [("00:00", "24:00", ("phone",))] for number in range(agents)})

    result = replay(
        people, centre, happened(centre, {"phone": [*calls, *[0] * 40]}), replications=2, seed=seed, threads=1
    )

    for replication in range(2):
        work_s = contacts_of(result, replication).work_s.sum()
        assert result.busy_s[replication].sum() == pytest.approx(work_s, abs=1e-4)


@given(st.integers(2, 6), st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_littles_law_holds_for_the_line(calls: int, seed: int) -> None:
    """Nobody is there until 12:00: what has waited by then is the line's length, summed over time."""
    centre = department(queue("phone", VOICE))
    people = roster(centre, {f"A{number}": [("12:00", "18:00", ("phone",))] for number in range(20)})

    result = replay(
        people, centre, happened(centre, {"phone": [calls, *[0] * 19]}), replications=2, seed=seed, threads=1
    )

    for replication in range(2):
        came_s = np.sort(contacts_of(result, replication).arrives_s)
        lengths, until = np.arange(1, calls + 1), np.append(came_s[1:], 4 * 3600)
        assert result.wait_s[replication].sum() == pytest.approx((lengths * (until - came_s)).sum())
