"""The cleaning report."""

from __future__ import annotations

import numpy as np

from forecasting.clean import clean
from tests.forecasting.worlds import MONDAY, grid_of, history_of, noisy, truth
from wfm.demand import VolumeHistory
from wfm.records import CleaningDecision

GRID = grid_of(MONDAY, 84)


def _history(changes: dict[int, float], *, hour: int | None = None) -> VolumeHistory:
    """Twelve weeks in which the days named (or one hour of them) are multiplied."""
    offered = noisy(truth(GRID))
    for day, factor in changes.items():
        chosen = GRID.day_index == day
        if hour is not None:
            chosen &= np.array([start.hour == hour for start in GRID.local_starts()])
        offered[chosen] *= factor
    return history_of(GRID, offered)


def test_an_odd_day_is_listed_with_its_reason() -> None:
    """A day of half as much again is listed first by size, with what came, what was expected, and a sentence."""
    report = clean(_history({40: 1.5}))

    found = max(report.findings, key=lambda finding: abs(finding.score_sd))
    assert (found.scope, found.interval_start.date(), found.treatment) == ("day", GRID.dates[40], "left_out")
    assert 1.4 < found.actual / found.expected < 1.6
    assert str(GRID.dates[40]) in found.reason.text("en")
    assert "队列" in found.reason.text("zh-CN")


def test_a_near_zero_day_is_listed() -> None:
    """A day with next to nothing is left out, and said to be no closure."""
    report = clean(_history({40: 0.01}))

    [found] = [finding for finding in report.findings if finding.interval_start.date() == GRID.dates[40]]
    assert (found.scope, found.treatment) == ("day", "left_out")
    assert "no closure" in found.reason.text("en")


def test_an_odd_interval_is_listed() -> None:
    """Ten times the contacts in one hour of one day points at that hour."""
    report = clean(_history({40: 10.0}, hour=3))

    found = [finding for finding in report.findings if finding.scope == "interval"]
    assert [(each.interval_start.date(), each.interval_start.hour) for each in found] == [(GRID.dates[40], 3)]


def test_an_ordinary_history_has_hardly_anything_to_list() -> None:
    """Chance alone: nothing is left out, and few days of 84 are weighted down."""
    findings = clean(_history({})).findings

    assert all(finding.treatment == "weighted_down" for finding in findings)
    assert len(findings) <= 4


def test_a_decision_settles_a_finding() -> None:
    """Kept, the day is no longer in the report."""
    history = _history({40: 1.5})
    found = max(clean(history).findings, key=lambda finding: abs(finding.score_sd))
    kept = CleaningDecision(queue="phone", interval_start=found.interval_start, decision="keep", by="Wang")

    again = clean(history, decisions=[kept])

    assert found.interval_start not in [finding.interval_start for finding in again.findings]


def test_the_report_is_a_table_too() -> None:
    """One line per finding."""
    report = clean(_history({40: 1.5}))

    assert len(report.to_frame()) == len(report.findings)
    assert "reason" in report.to_frame()
