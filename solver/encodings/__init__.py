"""
The encodings, one file per rule with the stem of its twin in ``wfm/rules``: the rule compiled into primitives.

ENCODINGS has an entry for every rule. Those in BUILT_IN ask for no primitive: in a `Frame` people serve only pools they have the
skill for, and only while these are open; no roster of the solver can say anything else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from solver.encodings.absent_at_once import encode_absent_at_once
from solver.encodings.activities import encode_activities
from solver.encodings.availability import encode_availability
from solver.encodings.daily_rest import encode_daily_rest
from solver.encodings.fairness import encode_fairness
from solver.encodings.lead_on_duty import encode_lead_on_duty
from solver.encodings.leave import encode_leave
from solver.encodings.locks import encode_locks
from solver.encodings.max_consecutive_days import encode_max_consecutive_days
from solver.encodings.max_daily_hours import encode_max_daily_hours
from solver.encodings.max_late_shifts import encode_max_late_shifts
from solver.encodings.min_shift_length import encode_min_shift_length
from solver.encodings.monthly_overtime import encode_monthly_overtime
from solver.encodings.nights import encode_max_nights, encode_rest_after_nights
from solver.encodings.one_shift_a_day import encode_one_shift_a_day
from solver.encodings.paired_days_off import encode_paired_days_off
from solver.encodings.pairs import encode_pairs
from solver.encodings.patterns import encode_patterns
from solver.encodings.preferences import encode_preferences
from solver.encodings.probation import encode_probation
from solver.encodings.seats import encode_seats
from solver.encodings.service_dates import encode_service_dates
from solver.encodings.shift_templates import encode_shift_templates
from solver.encodings.start_time_stability import encode_start_time_stability
from solver.encodings.weekends_off import encode_weekends_off
from solver.encodings.weekly_days_off import encode_weekly_days_off
from solver.encodings.weekly_hours import encode_weekly_hours
from solver.encodings.weekly_overtime import encode_weekly_overtime
from solver.encodings.weekly_rest import encode_weekly_rest
from solver.frame import Frame
from solver.goals import encode_goals
from solver.primitives import Primitive
from wfm.rules import Rule


def _built_in(_rule: Rule, _frame: Frame) -> Iterator[Primitive]:
    yield from ()


ENCODINGS: dict[str, Callable[[Any, Frame], Iterator[Primitive]]] = {
    "weekly_hours": encode_weekly_hours,
    "max_daily_hours": encode_max_daily_hours,
    "min_shift_length": encode_min_shift_length,
    "daily_rest": encode_daily_rest,
    "max_consecutive_days": encode_max_consecutive_days,
    "weekly_days_off": encode_weekly_days_off,
    "weekly_rest": encode_weekly_rest,
    "max_late_shifts": encode_max_late_shifts,
    "max_nights": encode_max_nights,
    "rest_after_nights": encode_rest_after_nights,
    "weekends_off": encode_weekends_off,
    "monthly_overtime": encode_monthly_overtime,
    "lead_on_duty": encode_lead_on_duty,
    "probation": encode_probation,
    "weekly_overtime": encode_weekly_overtime,
    "start_time_stability": encode_start_time_stability,
    "paired_days_off": encode_paired_days_off,
    "weekend_fairness": encode_fairness,
    "late_fairness": encode_fairness,
    "preferences": encode_preferences,
    "one_shift_a_day": encode_one_shift_a_day,
    "shift_templates": encode_shift_templates,
    "opening": _built_in,
    "skills": _built_in,
    "service_dates": encode_service_dates,
    "leave": encode_leave,
    "availability": encode_availability,
    "locks": encode_locks,
    "patterns": encode_patterns,
    "pairs": encode_pairs,
    "absent_at_once": encode_absent_at_once,
    "seats": encode_seats,
    "activities": encode_activities,
}
BUILT_IN = frozenset(name for name, encode in ENCODINGS.items() if encode is _built_in)


def encode(frame: Frame) -> Iterator[Primitive]:
    """Every rule of the problem's department, compiled, and every goal that is no matter of coverage."""
    for rule in frame.problem.centre.rules:
        yield from ENCODINGS[rule.name](rule, frame)
    yield from encode_goals(frame)
