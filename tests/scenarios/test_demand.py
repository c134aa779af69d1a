"""From a department's history to the volumes expected."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from scenarios.demand import backtest_centre, expected_volumes
from tests.department import MONDAY, write_department
from wfm.errors import InputError
from wfm.formats import read_centre


def test_a_special_day_counts_once(tmp_path: Path) -> None:
    """A factor of a half in special_days.csv halves the day it names, and no other."""
    plain = expected_volumes(read_centre(write_department(tmp_path / "plain")), MONDAY, 7)
    halved = expected_volumes(
        read_centre(
            write_department(tmp_path / "halved", special_days=f"date,name,factor\n{date(2026, 11, 25)},fair,0.5\n")
        ),
        MONDAY,
        7,
    )

    wednesday = plain.grid.day_index == 2
    assert halved.offered[:, wednesday] == pytest.approx(plain.offered[:, wednesday] / 2, abs=1e-5)
    assert halved.offered[:, ~wednesday] == pytest.approx(plain.offered[:, ~wednesday])


def test_the_back_test_of_a_department_leaves_out_positions(tmp_path: Path) -> None:
    """Queues with contacts are measured, positions have none."""
    report = backtest_centre(read_centre(write_department(tmp_path / "department")), ("day_profile",), origins=1)

    assert report.queues == ("phone",)
    assert set(report.chosen) == set(report.reasons) == {"phone"}


def test_without_a_history_there_is_no_back_test(tmp_path: Path) -> None:
    """The refusal says how long a history must be."""
    folder = write_department(tmp_path / "department")
    (folder / "volumes.csv").unlink()

    with pytest.raises(InputError, match="five weeks"):
        backtest_centre(read_centre(folder), ("day_profile",))
