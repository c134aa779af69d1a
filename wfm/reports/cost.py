"""What a roster costs in money: paid hours at each person's rate, overtime at the contract's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wfm.centre import Centre
from wfm.reports.hours import WeekHours


@dataclass(frozen=True)
class PayReport:
    """Hours paid, those of them that are overtime, and the cost in the department's currency; None where no rate is known."""

    paid_h: float
    overtime_h: float
    cost: float | None


def pay_of(centre: Centre, hours: Sequence[WeekHours]) -> PayReport:
    """
    The pay of some weeks.

    Overtime is what is paid above `overtime_after_h` of a person's contract, at `cost_per_h` times `overtime_rate` (1 where
    absent). People without `cost_per_h` add hours and no cost.
    """
    contracts = {contract.id: contract for contract in centre.contracts}
    paid_h = overtime_h = cost = 0.0
    is_known = False
    for row in hours:
        agent = centre.agent(row.agent_id)
        contract = contracts.get(row.contract or "")
        after_h = contract.overtime_after_h if contract is not None else None
        over_h = max(row.paid_h - after_h, 0.0) if after_h is not None else 0.0
        rate = (contract.overtime_rate or 1.0) if contract is not None else 1.0
        paid_h, overtime_h = paid_h + row.paid_h, overtime_h + over_h
        if agent is not None and agent.cost_per_h is not None:
            is_known = True
            cost += agent.cost_per_h * (row.paid_h + (rate - 1.0) * over_h)
    return PayReport(paid_h, overtime_h, cost if is_known else None)
