"""What a roster costs in money."""

from __future__ import annotations

from typing import Any

from tests.worlds import MONDAY, centre, roster, shift
from wfm.reports.cost import PayReport, pay_of
from wfm.reports.hours import week_hours


def pay(**changes: Any) -> PayReport:
    """The pay of the only person, who works two days of eight hours."""
    of = centre(**changes)
    return pay_of(of, list(week_hours(of, roster(shift(of, 0), shift(of, 1)))))


def test_hours_cost_the_rate() -> None:
    """Sixteen hours at 30."""
    assert pay(agents=({"agent_id": "A1", "cost_per_h": 30},)) == PayReport(16.0, 0.0, 0.0, 480.0)


def test_overtime_costs_its_rate() -> None:
    """Four of sixteen hours at half as much again."""
    contract = {"id": "c", "overtime_after_h": 12, "overtime_rate": 1.5}

    found = pay(agents=({"agent_id": "A1", "cost_per_h": 30, "contract": "c"},), contracts=(contract,))

    assert found == PayReport(16.0, 4.0, 0.0, 12 * 30 + 4 * 45)


def test_a_public_holiday_costs_its_rate() -> None:
    """Eight of sixteen hours at three times as much; the overtime on top of it adds up."""
    contract = {"id": "c", "holiday_rate": 3, "overtime_after_h": 12, "overtime_rate": 1.5}
    holiday = {"date": MONDAY, "name": "founding day", "acts_like": "holiday"}

    found = pay(
        agents=({"agent_id": "A1", "cost_per_h": 30, "contract": "c"},), contracts=(contract,), special_days=(holiday,)
    )

    assert found == PayReport(16.0, 4.0, 8.0, 8 * 30 + 8 * 90 + 4 * 15)


def test_without_rates_there_are_hours_and_no_cost() -> None:
    """What nobody knows is not 0."""
    assert pay() == PayReport(16.0, 0.0, 0.0, None)
