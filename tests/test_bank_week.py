"""Real input: a week of October 2003 of a bank, planned from the weeks before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from scenarios import PlanOptions, plan
from scenarios.folder import write_plan
from solver import SolverConfig
from tests import bank
from wfm.formats import read_department
from wfm.reports.check import check_output

pytestmark = pytest.mark.skipif(
    not bank.CALLS.exists(), reason=f"needs the bank's calls in {bank.CALLS.parent.name}/ of ../shared"
)


def test_the_bank_week_is_planned_checked_and_short(tmp_path: Path) -> None:
    """Legal, proven, checked from its files alone; nobody could cover everything, and most of it is covered."""
    bank.write(tmp_path / "bank")
    department = read_department(tmp_path / "bank")

    made = plan(department.centre, bank.WEEK, PlanOptions(solver=SolverConfig(budget=40)))
    report = write_plan(made, department.files, tmp_path / "out", "en", department.notes)

    assert [finding.text() for finding in report.findings] == []
    assert check_output(tmp_path / "out", tmp_path / "bank").passed
    assert 0 < made.result.bound <= made.result.objective
    totals = made.coverage.totals()
    needed, missing = (sum(getattr(pool, name) for pool in totals) for name in ("needed_h", "missing_h"))
    assert 0 < missing < 0.2 * needed
