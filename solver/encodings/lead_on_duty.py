"""Lead on duty: a team row over the leads."""

from __future__ import annotations

from collections.abc import Iterator

from solver.frame import Frame
from solver.primitives import LeadCover
from wfm.rules.lead_on_duty import LeadOnDuty


def encode_lead_on_duty(rule: LeadOnDuty, _frame: Frame) -> Iterator[LeadCover]:
    """The engines know who is a lead and when any queue is open."""
    yield LeadCover(rule.min_leads, because=rule.name)
