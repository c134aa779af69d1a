"""What a person reads of a replay."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.wfm.simulation.worlds import happened, roster, team
from tests.wfm.staffing.departments import MAIL, VOICE, department, forecast, queue
from wfm.errors import StaffingError
from wfm.formats import OUTPUT_COLUMNS
from wfm.simulation import replay
from wfm.simulation.arrivals import DEFAULT_DAY_VARIATION, draw_counts, variation_of_days
from wfm.simulation.deferred import worked
from wfm.simulation.estimates import ratio
from wfm.staffing.requirement import required_staff

POST = queue("desk", {"channel": "position", "people": 1})
CENTRE = department(
    queue("phone", VOICE, open={"mon-sun": "09:00-17:00"}), queue("mail", MAIL), POST, shrinkage={"in_shift": 0.05}
)


def test_the_frame_has_the_columns_of_service_csv_and_the_open_intervals_of_every_queue() -> None:
    """A row per queue with contacts and open interval; positions have none, and Erlang says nothing of mail."""
    result = replay(
        team(CENTRE, 3, ("phone", "mail")), CENTRE, happened(CENTRE, {"phone": 5, "mail": 2}), replications=3
    )
    frame = result.to_frame()

    assert tuple(frame.columns) == tuple(OUTPUT_COLUMNS["service.csv"])
    assert frame.groupby("queue").size().to_dict() == {"mail": 20, "phone": 16}
    assert frame[frame["queue"] == "mail"]["erlang_service_level"].isna().all()
    assert str(frame["interval_start"].iloc[0]) == "2026-11-23 09:00:00+01:00"


def test_totals_are_those_of_their_contacts() -> None:
    """The service level of a day and of a week is the share of all their contacts, not the mean of intervals."""
    centre = department(queue("phone", VOICE, patience_s=60))
    people = roster(centre, {f"A{number}": [("08:00", "18:00", ("phone",))] for number in range(4)}, days=2)
    volumes = forecast(centre, {"phone": [*[2] * 20, *[30] * 20]}, days=2)
    result = replay(people, centre, volumes, replications=30)

    days, week = result.to_frame("day"), result.to_frame("week")

    assert days["date"].tolist() == ["2026-11-23", "2026-11-24"]
    assert days["offered"].tolist() == [40, 600]
    assert week["week"].tolist() == ["2026-W48"]
    assert week["simulated_service_level"].tolist() == pytest.approx([result.in_time.sum() / result.offered.sum()])
    assert week["asa_s"].tolist() == pytest.approx([result.wait_s.sum() / result.offered.sum()])


def test_the_level_of_some_intervals_is_that_of_their_contacts() -> None:
    """Of the first half of a day alone, and of all of it where no intervals are named."""
    centre = department(queue("phone", VOICE, patience_s=60))
    people = roster(centre, {f"A{number}": [("08:00", "18:00", ("phone",))] for number in range(4)})
    result = replay(people, centre, forecast(centre, {"phone": [30] * 20}), replications=5)
    morning = np.arange(20) < 10

    level = result.level_of_each(morning)

    assert level[:, 0] == pytest.approx(result.in_time[:, 0, :10].sum(axis=1) / result.offered[:, 0, :10].sum(axis=1))
    assert np.array_equal(result.level_of_each(), result.level_of_each(np.ones(20, dtype=np.bool_)))


def test_a_queue_without_a_time_to_answer_in_has_no_service_level() -> None:
    """Where only the mean wait is limited, the share in time is unknown; the wait is not."""
    centre = department(queue("phone", {"channel": "voice", "max_asa_s": 30}))
    frame = replay(team(centre, 3, ("phone",)), centre, happened(centre, {"phone": 5}), replications=3).to_frame()

    assert frame["simulated_service_level"].isna().all()
    assert frame["asa_s"].notna().all()


def test_volumes_that_happened_are_replayed_as_they_were() -> None:
    """Every replication of a history has its counts, interval by interval."""
    centre = department(queue("phone", VOICE))
    counts = np.arange(20.0)

    result = replay(team(centre, 3, ("phone",)), centre, happened(centre, {"phone": counts}), replications=4)

    assert (result.offered[:, 0] == counts).all()


def test_what_comes_is_what_is_expected_whatever_quantile_is_staffed_to() -> None:
    """A queue staffed to the 90 % quantile is replayed, and judged by Erlang, at the mean."""
    people = [queue("phone", VOICE, staff_to_quantile=level) for level in (None, 0.9)]
    mean, high = (department(each) for each in people)
    volumes = forecast(mean, {"phone": 100})
    volumes = replace(volumes, lo80=volumes.offered - 30, hi80=volumes.offered + 30)

    one, other = (replay(team(each, 13, ("phone",)), each, volumes, replications=5) for each in (mean, high))

    assert (other.volumes == 100).all()
    assert np.array_equal(one.erlang_service_level, other.erlang_service_level)
    assert np.array_equal(one.in_time, other.in_time)


def test_an_open_interval_without_volume_is_refused_by_name() -> None:
    """Volumes of Monday do not replay Tuesday."""
    centre = department(queue("phone", VOICE))
    with pytest.raises(StaffingError, match="2026-11-24"):
        replay(roster(centre, {}, days=2), centre, happened(centre, {"phone": 1}), replications=2)


def test_erlang_says_of_the_required_people_what_the_requirement_expects() -> None:
    """A roster that has just the base staff all day gets the service level the requirement expects of it."""
    centre = department(queue("phone", VOICE))
    volumes = forecast(centre, {"phone": 100})
    needed = required_staff(centre, volumes).queues[0]

    result = replay(team(centre, int(needed.base_staff[0]), ("phone",)), centre, volumes, replications=1)

    assert result.erlang_service_level[0] == pytest.approx(needed.expected_service_level)


def test_a_forecasts_interval_says_how_much_days_vary() -> None:
    """Bounds as wide as a gamma factor of 0.2 makes them give 0.2; those of a Poisson count give 0; none the default."""
    offered, day = np.full(10, 400.0), np.zeros(10, dtype=np.int32)

    def found(variance: float) -> float:
        half = 1.2815515655446004 * np.full(10, np.sqrt(variance))
        return float(variation_of_days(offered, offered - half, offered + half, day, 1)[0])

    assert found(400 + (0.2 * 400) ** 2) == pytest.approx(0.2)
    assert found(400) == pytest.approx(0, abs=1e-6)
    assert found(np.nan) == DEFAULT_DAY_VARIATION


def test_counts_vary_as_much_as_they_should() -> None:
    """Counts of a day have the mean m and the variance m + (v m)^2; its intervals move together."""
    counts = draw_counts(
        "phone", np.full(10, 50.0), np.array([0.2]), np.zeros(10, dtype=np.int32), replications=20_000, seed=1
    )

    totals = counts.sum(axis=1)
    assert totals.mean() == pytest.approx(500, rel=0.01)
    assert totals.var() == pytest.approx(500 + (0.2 * 500) ** 2, rel=0.05)
    assert np.cov(counts[:, 0], counts[:, 9])[0, 1] == pytest.approx((0.2 * 50) ** 2, rel=0.1)


def test_deferred_work_is_done_in_order_and_late_where_time_is_short() -> None:
    """Ten hours of work on Monday morning at one hour an interval: due after five intervals, half of it is late."""
    work, capacity = np.array([[10.0, *[0.0] * 9]]), np.ones((1, 10))

    share, used = worked(work, capacity, window=5)

    assert share[0].tolist() == pytest.approx([0.5, *[1.0] * 9])
    assert used[0].tolist() == pytest.approx([1.0] * 10)


def test_deferred_work_left_in_the_evening_is_done_in_the_morning() -> None:
    """Work of the last interval is due in the next days' first ones, where there is time for it."""
    share, used = worked(np.array([[0.0, 0.0, 4.0]]), np.array([[1.0, 1.0, 2.0]]), window=3)

    assert share[0].tolist() == pytest.approx([1, 1, 1])
    assert used[0].tolist() == pytest.approx([1, 1, 2])


def test_the_interval_of_a_ratio_is_students() -> None:
    """With replications of one size the interval of a share is the usual one of a mean."""
    part, whole = np.array([8.0, 9, 10, 7]), np.full(4, 10.0)

    found = ratio(part, whole, empty=1)

    half = 3.182446305284263 * np.std(part / 10, ddof=1) / 2
    assert found.mean == pytest.approx(0.85)
    assert found.lo == pytest.approx(0.85 - half)
    assert found.hi == pytest.approx(0.85 + half)


def test_one_replication_has_no_interval() -> None:
    """A single replication says nothing about its own error."""
    found = ratio(np.array([3.0]), np.array([4.0]), empty=1)

    assert found.mean == 0.75
    assert np.isnan([found.lo, found.hi]).all()
