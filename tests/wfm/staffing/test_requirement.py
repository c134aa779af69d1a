"""From volumes to people: every channel, shrinkage, opening hours, edges."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.wfm.staffing.departments import CHAT, MAIL, MONDAY, VOICE, department, forecast, queue
from wfm.demand import Channel, QueueRequirement
from wfm.errors import StaffingError
from wfm.staffing import erlang
from wfm.staffing.requirement import STAFFING_MODELS, required_staff

EVERYTHING = (
    queue("phone", VOICE, load="mol", patience_s=180),
    queue("vip", VOICE, skill="phone", service_level=0.9, priority=2, min_agents=1),
    queue("chat", CHAT),
    queue("mail", MAIL),
    queue("desk", {"channel": "position", "people": 2}),
)


def alone(
    changes: dict[str, Any] | None = None, *, offered: Any = 100, aht_s: Any = 180, **centre: Any
) -> QueueRequirement:
    """The requirement of a department of one voice queue."""
    department_of_one = department(queue("phone", VOICE | (changes or {})), **centre)
    [found] = required_staff(department_of_one, forecast(department_of_one, {"phone": offered}, aht_s)).queues
    return found


def test_every_channel_has_its_model() -> None:
    """The table names each channel once, in the order of the trade."""
    assert tuple(STAFFING_MODELS) == get_args(Channel)


def test_the_anchor() -> None:
    """100 offered in 30 minutes at 180 s need 14 agents, with 30 % shrinkage 20 scheduled: 14 / 0.7 is 20, not 21."""
    found = alone(shrinkage={"in_shift": 0.3})
    assert (found.base_staff == 14).all()
    assert (found.scheduled_staff == 20).all()
    assert np.allclose(
        found.fractional_staff,
        float(erlang.fractional_agents(100, 1800, 180, service_level=0.8, answer_within_s=20)) / 0.7,
    )
    assert np.allclose(found.expected_service_level, 0.88835, atol=1e-5)
    assert np.allclose(found.expected_occupancy, 10 / 14)
    assert np.allclose(found.load_erl, 10)


def test_shrinkage_in_and_off_shift_multiply_and_round_once() -> None:
    """14 people at 10 % in and 10 % off shift are 17.28, so 18; rounding in between would have asked for more."""
    found = alone(shrinkage={"in_shift": 0.1, "off_shift": 0.1})
    assert (found.scheduled_staff == math.ceil(14 / 0.81)).all()


def test_a_known_patience_is_shown_beside_patient_callers() -> None:
    """Erlang C drives, Erlang A stands beside it; where the queue says erlang_a they are one."""
    patient, impatient = alone({"patience_s": 180}), alone({"patience_s": 180, "model": "erlang_a"})
    assert (patient.base_staff == 14).all()
    assert patient.base_staff_erlang_a is not None
    assert (patient.base_staff_erlang_a < patient.base_staff).all()
    assert np.array_equal(impatient.base_staff, patient.base_staff_erlang_a)
    assert alone().base_staff_erlang_a is None


def test_the_stationary_requirement_stands_beside_that_of_the_moving_load() -> None:
    """A peak at 15 minutes a call: the load follows later and lower, the stationary figure does not; without MOL they are one."""
    volumes = [20] * 8 + [60] * 4 + [20] * 8
    moving = alone({"load": "mol"}, offered=volumes, aht_s=900)
    still = alone({"load": "stationary"}, offered=volumes, aht_s=900)
    assert moving.base_staff_stationary is not None
    assert np.array_equal(moving.base_staff_stationary, still.base_staff)
    assert moving.base_staff[8] < moving.base_staff_stationary[8]
    assert moving.base_staff[12] > moving.base_staff_stationary[12]
    assert still.base_staff_stationary is not None
    assert np.array_equal(still.base_staff_stationary, still.base_staff)
    least = alone({"min_agents": 40, "load": "mol"}).base_staff_stationary
    assert least is not None
    assert (least == 40).all()


def test_every_service_level_names_its_definition() -> None:
    """The queue's own; none where no time to answer in is named."""
    assert alone({"definition": "answered"}).definition == "answered"
    assert alone().definition == "offered"
    centre = department(
        queue("mail", MAIL, service_level=0.9, answer_within_s=3600),
        queue("fast", {"channel": "voice", "max_asa_s": 20}),
    )
    found = required_staff(centre, forecast(centre, {"mail": 10, "fast": 10})).queues
    assert [each.definition for each in found] == ["", ""]
    assert found[0].base_staff_stationary is None


def test_a_limit_on_abandonment_is_judged_with_impatience() -> None:
    """Although Erlang C drives the rest, at most 1 % may give up, which asks for more than 80 % in 20 s at a short patience."""
    found = alone({"patience_s": 20, "max_abandonment": 0.01})
    needed = int(erlang.required_agents(100, 1800, 180, max_abandonment=0.01, patience_s=20))
    assert needed > 14
    assert (found.base_staff == needed).all()


def test_without_volume_the_minimum_stays() -> None:
    """No contacts at all: the minimum of the queue, service level 1, no handle time needed."""
    found = alone({"min_agents": 2}, offered=0, aht_s=math.nan)
    assert (found.base_staff == 2).all()
    assert (found.fractional_staff == 2).all()
    assert (found.expected_service_level == 1).all()
    assert (found.expected_occupancy == 0).all()
    assert (alone(offered=0).base_staff == 0).all()


def test_closed_intervals_need_nobody() -> None:
    """A queue open until noon requires nobody after it, though the department is open and the queue has a minimum."""
    morning = queue("morning", VOICE, open={"mon-sun": "08:00-12:00"}, min_agents=3)
    centre = department(queue("phone", VOICE), morning)
    found = required_staff(centre, forecast(centre, {"phone": 50, "morning": 50}))
    closed = np.arange(len(found.grid)) >= 8
    assert (found.queues[1].base_staff[~closed] > 0).all()
    for values in (found.queues[1].base_staff, found.queues[1].scheduled_staff, found.queues[1].fractional_staff):
        assert not values[closed].any()
    assert np.array_equal(found.pool("morning").is_open, ~closed)


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (MONDAY, 24)])
def test_the_days_of_23_and_25_hours(day: date, hours: int) -> None:
    """A queue open around the clock requires people in every interval there really is."""
    centre = department(queue("phone", VOICE, load="mol"), queue("mail", MAIL), opening={"mon-sun": "00:00-24:00"})
    found = required_staff(centre, forecast(centre, {"phone": 100, "mail": 6}, first_day=day))
    assert {len(each.base_staff) for each in found.queues} == {2 * hours}
    assert (found.queues[0].base_staff == 14).all()
    assert float(found.queues[1].load_erl.sum()) * 1800 == pytest.approx(6 * 180 * 2 * hours)


def test_a_position_is_held_whenever_it_is_open_and_never_shrinks() -> None:
    """Two people at the desk at every open interval, without forecast and whatever the shrinkage."""
    centre = department(
        queue("phone", VOICE),
        queue("desk", {"channel": "position", "people": 2, "open": {"mon-sun": "09:00-11:00"}}),
        shrinkage={"in_shift": 0.3},
    )
    found = required_staff(centre, forecast(centre, {"phone": 10}))
    held = np.where(found.pool("desk").is_open, 2, 0)
    assert held.sum() == 8
    for values in (found.queues[1].base_staff, found.queues[1].scheduled_staff, found.queues[1].fractional_staff):
        assert np.array_equal(values, held)
    assert np.array_equal(found.pool("desk").required, held)


WRONG: list[tuple[dict[str, Any], tuple[str, ...]]] = [
    ({"aht_s": [180, 180, math.nan] + [180] * 17}, ("phone", "2026-11-23 09:00", "nan")),
    ({"aht_s": 0}, ("phone", "2026-11-23 08:00", "0.0")),
    ({"offered": [1, math.nan] + [1] * 18}, ("phone", "2026-11-23 08:30", "nan")),
    ({"offered": [1, -4] + [1] * 18}, ("phone", "2026-11-23 08:30", "-4.0")),
]


@pytest.mark.parametrize(("wrong", "named"), WRONG)
def test_missing_data_is_not_free_work(wrong: dict[str, Any], named: tuple[str, ...]) -> None:
    """The error names the queue, the interval and the value."""
    with pytest.raises(StaffingError) as error:
        alone(**wrong)
    assert all(part in str(error.value) for part in named)


def test_the_handle_time_of_the_queue_fills_what_the_forecast_does_not_know() -> None:
    """A queue with aht_s of its own needs none in the forecast."""
    assert (alone({"aht_s": 180}, aht_s=math.nan).base_staff == 14).all()


def test_a_queue_without_forecast_is_named() -> None:
    """Neither a missing queue nor an interval the forecast does not reach is taken for 0."""
    centre = department(queue("phone", VOICE), queue("mail", MAIL))
    with pytest.raises(StaffingError, match="'mail' has no forecast"):
        required_staff(centre, forecast(centre, {"phone": 1}))
    shorter = department(queue("phone", VOICE), opening={"mon-sun": "08:00-17:00"})
    with pytest.raises(StaffingError, match="'phone' is open at 2026-11-23 17:00"):
        required_staff(department(queue("phone", VOICE)), forecast(shorter, {"phone": 1}))


@settings(max_examples=30)
@given(
    st.lists(st.floats(0, 300), min_size=20, max_size=20), st.floats(1, 3), st.integers(5, 1000), st.integers(0, 2**31)
)
def test_more_volume_never_needs_fewer_people(volumes: list[float], factor: float, aht_s: int, seed: int) -> None:
    """Every volume scaled up by one factor: no queue and no pool requires less in any interval."""
    centre = department(*EVERYTHING, shrinkage={"in_shift": 0.1, "off_shift": 0.05})
    random = np.random.default_rng(seed)
    offered = {name: random.permutation(volumes) for name in ("phone", "vip", "chat", "mail")}
    before = required_staff(centre, forecast(centre, offered, aht_s))
    after = required_staff(centre, forecast(centre, {name: each * factor for name, each in offered.items()}, aht_s))
    for was, now in zip(before.queues, after.queues, strict=True):
        assert (now.scheduled_staff >= was.scheduled_staff).all()
    for pool_was, pool_now in zip(before.pools, after.pools, strict=True):
        assert (pool_now.required >= pool_was.required).all()
        assert (pool_now.fractional >= pool_was.fractional - 1e-6).all()


@settings(max_examples=30)
@given(st.lists(st.floats(0, 500), min_size=20, max_size=20), st.integers(5, 2000))
def test_the_real_requirement_lies_within_one_below_the_whole(volumes: list[float], aht_s: int) -> None:
    """Without shrinkage ``base_staff - 1 < fractional_staff <= base_staff`` for every channel and interval."""
    centre = department(*EVERYTHING)
    found = required_staff(centre, forecast(centre, dict.fromkeys(("phone", "vip", "chat", "mail"), volumes), aht_s))
    for each in found.queues:
        assert (each.fractional_staff <= each.base_staff).all()
        assert ((each.base_staff - 1 < each.fractional_staff) | (each.base_staff == 0)).all()


def test_a_queue_may_be_staffed_to_a_quantile() -> None:
    """Ninety per cent sure is staffed as if the upper bound of the 80 % interval were the mean; the other queues are not."""
    two = (queue("phone", VOICE, staff_to_quantile=0.9), queue("sales", VOICE))
    centre = department(*two)
    mean = forecast(centre, {"phone": 100, "sales": 100})
    lo95, lo80, hi80, hi95 = (np.full_like(mean.offered, bound) for bound in (70.0, 80.0, 125.0, 140.0))
    uncertain = replace(mean, lo95=lo95, lo80=lo80, hi80=hi80, hi95=hi95)

    phone, sales = required_staff(centre, uncertain).queues

    assert phone.offered == pytest.approx(125.0)
    assert sales.offered == pytest.approx(100.0)
    assert phone.base_staff.tolist() == alone(offered=125).base_staff.tolist()
    assert sales.base_staff.tolist() == alone(offered=100).base_staff.tolist()
