"""Which roster of a week is in force, and which forecast lies behind it."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from scenarios.in_force import week_in_force
from tests.department import MONDAY, WEEK, Planned
from wfm.errors import InputError
from wfm.formats.series import read_forecast


def test_before_it_is_published_the_plan_stands(planned: Planned) -> None:
    """Roster and forecast of ``out/WEEK``."""
    week = week_in_force(planned.plan.centre, planned.folder, MONDAY)

    assert set(week.roster.shifts) == set(planned.plan.roster.shifts)
    assert np.array_equal(week.forecast.offered, planned.plan.forecast.offered)


def test_what_was_published_wins_with_the_forecast_kept_beside_it(planned: Planned, tmp_path: Path) -> None:
    """Of several versions the newest forecast counts, by number and not by letter."""
    kept = planned.plan.roster.shifts[:3]
    centre = planned.plan.centre.model_copy(update={"published": kept})
    forecasts = tmp_path / "forecasts"
    forecasts.mkdir()
    text = (planned.out / "forecast.csv").read_text(encoding="utf-8")
    (forecasts / f"{WEEK}-v9.csv").write_text(text.splitlines()[0] + "\n", encoding="utf-8")
    shutil.copy(planned.out / "forecast.csv", forecasts / f"{WEEK}-v10.csv")

    week = week_in_force(centre, tmp_path, MONDAY)

    assert week.roster.shifts == kept
    expected = read_forecast(planned.out / "forecast.csv", week.forecast.grid)
    assert np.array_equal(week.forecast.offered, expected.offered)


def test_without_either_the_week_is_not_in_force(planned: Planned, tmp_path: Path) -> None:
    """Said with what to do."""
    with pytest.raises(InputError, match="plan it first"):
        week_in_force(planned.plan.centre, tmp_path, MONDAY)
