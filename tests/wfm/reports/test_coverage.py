"""Coverage of a roster against the integer requirement: rows, stretches, totals."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from tests.department import Planned
from tests.worlds import MONDAY, PHONE, centre, requirement, roster, shift
from wfm.centre import Centre
from wfm.demand import StaffingRequirement
from wfm.reports.coverage import CoverageReport, coverage_report

OPEN = {"mon-sun": "08:00-12:00"}


def needing(of: Centre, *people: float) -> StaffingRequirement:
    """The first open hours of Monday need these people, the others nobody."""
    need = requirement(of, 0.0)
    pools = []
    for pool in need.pools:
        fractional = np.zeros(len(need.grid))
        fractional[: len(people)] = people
        whole = np.ceil(fractional).astype(np.int64)
        pools.append(replace(pool, fractional=fractional, required=whole, base_staff=whole))
    return replace(need, pools=tuple(pools))


def test_golden_rows() -> None:
    """Two people needed at 08 and 09, one at 10: one person from 09 to 11 leaves 2, 1 and 0 short, and 0 more after that."""
    of = centre(open=OPEN)
    report = coverage_report(of, needing(of, 2, 2, 1), roster(shift(of, 0, 9, 2)))

    rows = [
        (f"{row.interval_start:%H:%M}", row.required, row.rostered, row.shortage, row.overstaffing)
        for row in report.rows()
        if row.interval_start.date() == MONDAY
    ]

    assert rows == [
        ("08:00", 2, 0.0, 2.0, 0.0), ("09:00", 2, 1.0, 1.0, 0.0), ("10:00", 1, 1.0, 0.0, 0.0), ("11:00", 0, 0.0, 0.0, 0.0),
    ]  # fmt: skip


def test_a_person_who_comes_in_mid_interval_counts_in_part() -> None:
    """Coverage is the mean over the interval: from 08:30 on, the hour from 08:00 has half a person."""
    of = centre(open=OPEN, templates=({"id": "day", "starts": "08:30", "paid_h": 2},))
    report = coverage_report(of, needing(of, 1, 1, 1), roster(shift(of, 0, 8.5, 2)))

    assert [row.rostered for row in report.rows()][:3] == [0.5, 1.0, 0.5]
    assert [row.shortage for row in report.rows()][:3] == [0.5, 0.0, 0.5]


def test_surplus_is_what_nobody_asked_for() -> None:
    """Two people where one is needed are one too many, also where nobody is needed at all."""
    of = centre(agents=[{"agent_id": "A1"}, {"agent_id": "A2"}], open=OPEN)
    report = coverage_report(
        of, needing(of, 1), roster(*(shift(of, 0, 8, 2, agent_id=agent) for agent in ("A1", "A2")))
    )

    assert [row.overstaffing for row in report.rows()][:3] == [1.0, 2.0, 0.0]


def test_a_pool_has_rows_only_while_it_is_open() -> None:
    """A pool that closes earlier than the department has no row in between."""
    late = {**PHONE, "id": "late", "skill": "late", "open": {"mon-sun": "10:00-12:00"}}
    of = centre(queues=(PHONE, late), open=OPEN)

    rows = list(coverage_report(of, requirement(of), roster()).rows())

    assert {row.interval_start.hour for row in rows if row.skill == "late"} == {10, 11}
    assert {row.interval_start.hour for row in rows if row.skill == "phone"} == {8, 9, 10, 11}


def test_neighbouring_intervals_make_one_stretch() -> None:
    """Short at 08, 09 and 11: a stretch of two hours, largest first, then one of one hour."""
    of = centre(open=OPEN)
    stretches = coverage_report(of, needing(of, 2, 1, 0, 1), roster()).short_stretches()

    assert [(s.start.hour, s.end.hour, s.agents, s.agent_hours) for s in stretches] == [
        (8, 10, 2.0, 3.0),
        (11, 12, 1.0, 1.0),
    ]


def test_a_night_closed_in_between_parts_two_stretches() -> None:
    """The last interval of a day and the first of the next are no neighbours, although they stand next to each other."""
    of = centre(open=OPEN)
    stretches = coverage_report(of, requirement(of, 1.0, days=2), roster(days=2)).short_stretches()

    assert [(s.start.day, s.start.hour, s.end.hour) for s in stretches] == [(23, 8, 12), (24, 8, 12)]


def test_nothing_short_has_no_stretch() -> None:
    """Where everything is covered the list is empty and the share is 1."""
    of = centre(open=OPEN)
    report = coverage_report(of, needing(of, 1, 1), roster(shift(of, 0, 8, 2)))

    assert report.short_stretches() == []
    assert [pool.met_share for pool in report.totals()] == [1.0]


def test_a_department_that_needs_nobody_is_covered() -> None:
    """No requirement is met in full, not divided by zero."""
    of = centre(open=OPEN)

    [pool] = coverage_report(of, requirement(of, 0.0), roster()).totals()

    assert (pool.required_h, pool.met_share) == (0.0, 1.0)


@pytest.fixture
def report(planned: Planned) -> CoverageReport:
    return planned.plan.coverage


def test_required_plus_surplus_is_rostered_plus_shortage(report: CoverageReport) -> None:
    """In every row and every total: what is missing and what is too much are the two sides of one difference."""
    for row in report.rows():
        assert row.required + row.overstaffing == pytest.approx(row.rostered + row.shortage)
    for pool in report.totals():
        assert pool.required_h + pool.overstaffing_h == pytest.approx(pool.rostered_h + pool.shortage_h)


def test_stretches_hold_all_that_is_short(report: CoverageReport) -> None:
    """The stretches add up to the totals, the largest comes first, and a claim says what the stretch says."""
    stretches = report.short_stretches()

    assert stretches
    assert math.fsum(s.agent_hours for s in stretches) == pytest.approx(sum(p.shortage_h for p in report.totals()))
    assert all(a.agent_hours >= b.agent_hours for a, b in pairwise(stretches))
    assert stretches[0].claim()["from"] == stretches[0].start.isoformat()
