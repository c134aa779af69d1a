"""
The attendance rules, one file each. RULES is the whole list, in the order reports show them.

To add one: write ``wfm/rules/x.py`` and its twin ``solver/encodings/x.py``, and register both.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wfm.errors import InputError
from wfm.messages import say
from wfm.rules.absent_at_once import AbsentAtOnce
from wfm.rules.activities import Activities
from wfm.rules.availability import AvailabilityRule
from wfm.rules.base import POINTS_PER_WEIGHT, Rule, Violation
from wfm.rules.daily_rest import DailyRest
from wfm.rules.fairness import LateFairness, WeekendFairness
from wfm.rules.lead_on_duty import LeadOnDuty
from wfm.rules.leave import LeaveRule
from wfm.rules.locks import Locks
from wfm.rules.max_consecutive_days import MaxConsecutiveDays
from wfm.rules.max_daily_hours import MaxDailyHours
from wfm.rules.max_late_shifts import MaxLateShifts
from wfm.rules.min_shift_length import MinShiftLength
from wfm.rules.monthly_overtime import MonthlyOvertime
from wfm.rules.nights import MaxNights, RestAfterNights
from wfm.rules.one_shift_a_day import OneShiftADay
from wfm.rules.opening import Opening
from wfm.rules.paired_days_off import PairedDaysOff
from wfm.rules.pairs import Pairs
from wfm.rules.patterns import Patterns
from wfm.rules.preferences import Preferences
from wfm.rules.presets import PRESETS
from wfm.rules.probation import Probation
from wfm.rules.seats import Seats
from wfm.rules.service_dates import ServiceDates
from wfm.rules.shift_templates import ShiftTemplates
from wfm.rules.skills import Skills
from wfm.rules.start_time_stability import StartTimeStability
from wfm.rules.weekends_off import WeekendsOff
from wfm.rules.weekly_days_off import WeeklyDaysOff
from wfm.rules.weekly_hours import WeeklyHours
from wfm.rules.weekly_overtime import WeeklyOvertime
from wfm.rules.weekly_rest import WeeklyRest

RULES: dict[str, type[Rule]] = {
    rule.name: rule
    for rule in (
        WeeklyHours,
        MaxDailyHours,
        MinShiftLength,
        DailyRest,
        MaxConsecutiveDays,
        WeeklyDaysOff,
        WeeklyRest,
        MaxLateShifts,
        MaxNights,
        RestAfterNights,
        WeekendsOff,
        MonthlyOvertime,
        LeadOnDuty,
        Probation,
        WeeklyOvertime,
        StartTimeStability,
        PairedDaysOff,
        WeekendFairness,
        LateFairness,
        Preferences,
        OneShiftADay,
        ShiftTemplates,
        Opening,
        Skills,
        ServiceDates,
        LeaveRule,
        AvailabilityRule,
        Locks,
        Patterns,
        Pairs,
        AbsentAtOnce,
        Seats,
        Activities,
    )
}
STRUCTURAL: tuple[type[Rule], ...] = tuple(rule for rule in RULES.values() if rule.structural)
EXCEPTION_KEYS: tuple[str, ...] = tuple(f"{rule.name}.{key}" for rule in RULES.values() for key in rule.limits)

__all__ = ["EXCEPTION_KEYS", "POINTS_PER_WEIGHT", "PRESETS", "RULES", "Rule", "Violation", "read_rules", "write_rules"]


def read_rules(said: object) -> tuple[Rule, ...]:
    """
    The rules of a department: those named in ``[rules]``, the rest of its preset, and what is true of every department.

    Parameters
    ----------
    said
        Either rules already made, or a mapping of rule names to their parameters, with an optional ``preset``.

    Raises
    ------
    InputError
        On an unknown rule, preset or parameter, naming it and what is known.
    """
    if isinstance(said, tuple | list):
        given = {rule.name: rule for rule in said}
    elif isinstance(said, Mapping):
        given = {rule.name: rule for rule in _from_table(said)}
    else:
        raise InputError(say("rules_no_table"))
    for structural in STRUCTURAL:
        given.setdefault(structural.name, structural())
    return tuple(given[name] for name in RULES if name in given)


def write_rules(rules: tuple[Rule, ...]) -> dict[str, dict[str, Any]]:
    """The table ``[rules]`` of a department's rules; `read_rules` reads it back."""
    return {rule.name: rule.model_dump(exclude_none=True) for rule in rules if not rule.structural}


def _from_table(table: Mapping[str, Any]) -> list[Rule]:
    named = dict(table)
    preset = named.pop("preset", None)
    if preset is not None and preset not in PRESETS:
        raise InputError(say("preset_unknown", value=preset, known=", ".join(PRESETS)))
    known = [name for name, rule in RULES.items() if not rule.structural]
    for name, parameters in named.items():
        if name not in known:
            raise InputError(say("rule_unknown", value=name, known=", ".join(known)))
        if not isinstance(parameters, Mapping):
            raise InputError(say("rule_no_table", rule=name))
        if parameters.get("weight") is not None and not RULES[name].may_be_soft:
            raise InputError(say("rule_weight", rule=name))
    return [RULES[name](**parameters) for name, parameters in {**PRESETS.get(preset or "", {}), **named}.items()]
