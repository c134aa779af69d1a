"""One week of a real bank's calls: sixty people on two queues, planned from the weeks before. Skipped where the data is absent."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from scenarios import Plan, PlanOptions, plan
from scenarios.folder import write_plan
from solver import SolverConfig
from tests.bank import CALLS, MONDAY, PART_TIMERS, PEOPLE, SCALE, SHARES, WEEK, write_bank_department
from wfm.formats import Department, read_department
from wfm.reports.check import CheckReport, check_output
from wfm.reports.compliance import BREACH, EXCEPTED

ROOT = Path(__file__).parent.parent
BUDGET = 8

pytestmark = pytest.mark.skipif(not (ROOT / CALLS).is_file(), reason=f"{CALLS} is not there")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_bank_department(tmp_path_factory.mktemp("bank"), ROOT / CALLS)


@pytest.fixture(scope="module")
def department(folder: Path) -> Department:
    return read_department(folder)


@pytest.fixture(scope="module")
def made(department: Department) -> Plan:
    return plan(department.centre, WEEK, PlanOptions(solver=SolverConfig(budget=BUDGET)))


@pytest.fixture(scope="module")
def report(folder: Path, department: Department, made: Plan) -> CheckReport:
    return write_plan(made, department.files, folder / "out", "en", department.notes)


def test_the_department_is_drawn_once_and_for_all(folder: Path, tmp_path: Path) -> None:
    """The same seed gives the same files."""
    again = write_bank_department(tmp_path / "bank", ROOT / CALLS)

    assert {path.name: path.read_bytes() for path in again.iterdir()} == {
        path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()
    }


def test_it_is_the_department_it_is_said_to_be(department: Department) -> None:
    """Sixty people, leads and part-timers among them, two pools, nothing known of the planned week or later."""
    centre = department.centre

    assert len(centre.agents) == PEOPLE
    assert sum(agent.contract == "part-time" for agent in centre.agents) == PART_TIMERS
    assert any(agent.lead for agent in centre.agents)
    assert tuple(centre.pools()) == tuple(SHARES)
    assert centre.volumes is not None
    assert centre.volumes.starts_min[-1] < centre.instant_of(MONDAY, 0)


def test_it_is_planned_and_passes_the_check(folder: Path, report: CheckReport) -> None:
    """Every rule, segment, total and the objective are right, once more when read from the files alone."""
    assert report.findings == ()
    assert check_output(folder / "out", folder).findings == ()


def test_no_rule_is_breached_and_part_timers_are_excepted(made: Plan) -> None:
    """Below the department's floor are only those whom a contract lets be there."""
    part_timers = {agent.agent_id for agent in made.centre.agents if agent.contract}

    assert [row for row in made.compliance if row.status == BREACH] == []
    assert {row.agent_id for row in made.compliance if row.status == EXCEPTED} <= part_timers


def test_it_is_neither_slack_nor_hopeless(made: Plan) -> None:
    """People are missing on every day and in both pools, surplus is rare, and yet most of what is needed is covered."""
    totals = made.coverage.totals()
    required, short, surplus = (
        sum(getattr(pool, name) for pool in totals) for name in ("required_h", "shortage_h", "overstaffing_h")
    )

    assert 0.03 < short / required < 0.25
    assert surplus < 0.02 * required
    assert {stretch.start.weekday() for stretch in made.coverage.short_stretches()} == {0, 1, 2, 3, 4}
    assert {stretch.skill for stretch in made.coverage.short_stretches()} == set(SHARES)


def test_the_bound_is_worth_something(made: Plan) -> None:
    """No roster costs less than a bound above nothing, and the objective is not far from it."""
    result = made.result

    assert 0 < result.bound <= result.objective
    assert result.gap_share_of_required < 0.08


def test_the_forecast_fits_what_really_happened(made: Plan) -> None:
    """Of the week that was not looked at, the day totals are forecast within a tenth on average."""
    days = np.zeros((2, 5))
    for line in (ROOT / CALLS).read_text(encoding="utf-8").splitlines()[1:]:
        timestamp, volume = line.split(",")
        ahead = (np.datetime64(timestamp[:10]) - np.datetime64(MONDAY)).astype(int)
        if 0 <= ahead < 5:
            days[0, ahead] += float(volume) * SCALE
    for day in range(5):
        days[1, day] = made.forecast.offered[:, made.forecast.grid.day_index == day].sum()

    assert np.abs(days[1] - days[0]).sum() / days[0].sum() < 0.1
