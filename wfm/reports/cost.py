"""What a roster costs in money: paid hours at each person's rate, overtime and public holidays at the contract's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wfm.centre import Centre
from wfm.reports.hours import WeekHours


@dataclass(frozen=True)
class PayReport:
    """
    Hours paid, those of them that are overtime or on a public holiday, and the cost in the department's currency, None where no
    rate is known.
    """

    paid_h: float
    overtime_h: float
    holiday_h: float
    cost: float | None


def pay_of(centre: Centre, hours: Sequence[WeekHours]) -> PayReport:
    """
    The pay of some weeks.

    Overtime is what is paid above `overtime_after_h` of a person's contract, at `cost_per_h` times `overtime_rate`; shifts that
    begin on a public holiday cost `holiday_rate` times as much; 1 where absent, and both add up. People without `cost_per_h` add
    hours and no cost.
    """
    contracts = {contract.id: contract for contract in centre.contracts}
    paid_h = overtime_h = holiday_h = cost = 0.0
    is_known = False
    for row in hours:
        agent = centre.agent(row.agent_id)
        contract = contracts.get(row.contract or "")
        after_h = contract.overtime_after_h if contract is not None else None
        over_h = max(row.paid_h - after_h, 0.0) if after_h is not None else 0.0
        overtime, holiday = (contract.overtime_rate or 1.0, contract.holiday_rate or 1.0) if contract else (1.0, 1.0)
        paid_h, overtime_h, holiday_h = paid_h + row.paid_h, overtime_h + over_h, holiday_h + row.holiday_h
        if agent is not None and agent.cost_per_h is not None:
            is_known = True
            cost += agent.cost_per_h * (row.paid_h + (overtime - 1.0) * over_h + (holiday - 1.0) * row.holiday_h)
    return PayReport(paid_h, overtime_h, holiday_h, cost if is_known else None)
