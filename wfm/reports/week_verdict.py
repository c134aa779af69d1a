"""
The weekly floor and maximum judged on hours worked, each breach with its cause.

The cause of a week below the floor, by rule:

1. planned below the floor: ``unschedulable`` where no roster could have reached it – leave, availability, dates of
   service and days off leave too little of the week for the longest shifts the person may work – else
   ``planned_short``;
2. else the largest loss in paid minutes among ``absent``, ``early_leave`` (away included), ``late`` and
   ``missed_sign_out`` (shifts of which the log does not say until when), the first of equals in this order;
3. ``excepted`` where an approved exception or the contract moved the floor and the one in force is kept.

A week above the maximum is ``planned_short`` (the plan's own fault) where the plan was above it too, else
``unplanned_work``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from wfm.centre import Centre
from wfm.messages import Sentence, say
from wfm.model import minutes
from wfm.people import Agent, ApprovedException
from wfm.reports.adherence import ShiftAttendance
from wfm.reports.compliance import BREACH, EXCEPTED, OK, ComplianceRow
from wfm.reports.worked_hours import PersonTime, WorkedTime
from wfm.rules.availability import AvailabilityRule
from wfm.rules.leave import LeaveRule
from wfm.rules.max_daily_hours import MaxDailyHours
from wfm.rules.weekly_days_off import WeeklyDaysOff
from wfm.rules.weekly_hours import WeekLimits, WeeklyHours
from wfm.timegrid import days_from

RULE = "weekly_hours"


@dataclass(frozen=True)
class _Judged:
    """A week under judgement, with what it would have to hold had no exception been approved."""

    centre: Centre
    agent: Agent
    week: WorkedTime
    limits: WeekLimits
    unexcepted: WeekLimits
    rule: WeeklyHours
    time: PersonTime


def week_verdict(centre: Centre, week: WorkedTime, time: PersonTime) -> list[ComplianceRow]:
    """
    The rows of compliance.csv of one person's week: one where it is kept or excepted, else one per limit broken.

    Parameters
    ----------
    time
        The shifts and unplanned work of that week.
    """
    agent, rule = centre.agent(week.agent_id), centre.rule(RULE)
    if agent is None or week.limits is None or not isinstance(rule, WeeklyHours):
        return []
    bare = centre.model_copy(update={"exceptions": ()})
    judged = _Judged(
        centre, agent, week, week.limits, rule.limits_of(bare, agent, week.first_day, 7), rule, time
    )  # fmt: skip
    if week.is_short:
        return [_short(judged)]
    if week.is_above:
        return [_above(judged)]
    return [_allowed(judged) or _kept(judged)]


def _short(judged: _Judged) -> ComplianceRow:
    week = judged.week
    cause = _cause(judged)
    sentence = say(
        "audit_week_below", agent=week.agent_id, week=week.period, observed=_h(week.counted_h), limit=_h(week.low_h),
        planned=_h(week.planned_h), cause=say(f"cause_{cause}"),
    )  # fmt: skip
    return _row(judged, BREACH, week.counted_h, week.low_h, cause, judged.limits.floor_exception, sentence)


def _above(judged: _Judged) -> ComplianceRow:
    week, high_h = judged.week, judged.limits.high_min / 60
    cause = "planned_short" if week.planned_h > high_h else "unplanned_work"
    sentence = say(
        "audit_week_above", agent=week.agent_id, week=week.period, observed=_h(week.worked_h), limit=_h(high_h),
        planned=_h(week.planned_h),
    )  # fmt: skip
    return _row(judged, BREACH, week.worked_h, high_h, cause, judged.limits.max_exception, sentence)


def _allowed(judged: _Judged) -> ComplianceRow | None:
    """The row of a week that an exception or the contract allows; None where nothing has to."""
    week, limits, bare = judged.week, judged.limits, judged.unexcepted
    if limits.floor_exception and round(week.counted_h * 60) < bare.low_min:
        return _row(
            judged, EXCEPTED, week.counted_h, week.low_h, "excepted", limits.floor_exception,
            _by_exception(judged, limits.floor_exception, week.counted_h, bare.low_min / 60, week.low_h),
        )  # fmt: skip
    if limits.max_exception and round(week.worked_h * 60) > bare.high_min:
        return _row(
            judged, EXCEPTED, week.worked_h, week.high_h, "excepted", limits.max_exception,
            _by_exception(judged, limits.max_exception, week.worked_h, bare.high_min / 60, week.high_h),
        )  # fmt: skip
    contract = judged.centre.contract_of(judged.agent)
    rule_low_h = judged.rule.min_h * limits.in_service_days / 7
    if contract is not None and limits.floor_h < judged.rule.min_h and week.counted_h + week.credited_h < rule_low_h:
        sentence = say(
            "floor_by_contract", agent=week.agent_id, observed=_h(week.counted_h), week=week.period,
            floor=_h(judged.rule.min_h), contract=contract.id, reason=contract.reason or "",
            approver=contract.approved_by or "",
        )  # fmt: skip
        return _row(judged, EXCEPTED, week.counted_h, week.low_h, "excepted", None, sentence)
    return None


def _by_exception(
    judged: _Judged, exception_id: str, observed_h: float, usual_h: float, limit_h: float | None
) -> Sentence:
    sentence = say(
        "audit_week_excepted", agent=judged.week.agent_id, week=judged.week.period, observed=_h(observed_h),
        usual=_h(usual_h), limit=_h(limit_h),
    )  # fmt: skip
    record: ApprovedException = next(e for e in judged.centre.exceptions if e.exception_id == exception_id)
    allowed = say(
        "excepted", sentence=sentence, exception=exception_id, reason=record.reason, approver=record.approved_by
    )
    if record.approved_on is not None and record.approved_on > judged.week.first_day:
        return say("excepted_retroactive", sentence=allowed, day=record.approved_on)
    return allowed


def _kept(judged: _Judged) -> ComplianceRow:
    week = judged.week
    sentence = say(
        "audit_week_kept", agent=week.agent_id, week=week.period, observed=_h(week.counted_h), low=_h(week.low_h),
        high=_h(week.high_h),
    )  # fmt: skip
    if week.credited_h:
        sentence = say("weekly_hours_credited", sentence=sentence, credited=_h(week.credited_h))
    return _row(judged, OK, week.counted_h, week.low_h, "", judged.limits.floor_exception, sentence)


def _row(
    judged: _Judged, status: str, observed: float, limit: float | None, cause: str, exception_id: str | None,
    sentence: Sentence,
) -> ComplianceRow:  # fmt: skip
    return ComplianceRow(
        judged.week.agent_id, judged.week.period, None, RULE, status, observed, limit, "h", cause, exception_id or "",
        sentence,
    )  # fmt: skip


# --- causes -----------------------------------------------------------------------------------------------------------


def _cause(judged: _Judged) -> str:
    if sum(each.due_min for each in judged.time.shifts) < judged.limits.low_min:
        possible = most_schedulable_min(judged.centre, judged.agent, judged.week.first_day)
        return "unschedulable" if possible < judged.limits.low_min else "planned_short"
    losses = losses_min(judged.time.shifts)
    return max(losses, key=lambda cause: losses[cause])


def losses_min(shifts: tuple[ShiftAttendance, ...]) -> dict[str, int]:
    """Paid minutes lost by cause, in the order that decides between equals."""
    return {
        "absent": sum(each.absent_min for each in shifts),
        "early_leave": sum(each.early_min + each.away_min for each in shifts),
        "late": sum(each.late_min for each in shifts),
        "missed_sign_out": sum(each.unclear_min for each in shifts),
    }


def most_schedulable_min(centre: Centre, agent: Agent, monday: date) -> int:
    """
    Paid minutes that the longest shifts of one week could hold for one person, an upper bound on any roster's.

    Each day holds its longest template that the person may work, is available and not on leave for, within the daily
    maximum in force; the days off of the week are its shortest days.
    """
    daily, off = centre.rule("max_daily_hours"), centre.rule("weekly_days_off")
    longest = []
    for day in days_from(monday, 7):
        most = _longest_min(centre, agent, day)
        if isinstance(daily, MaxDailyHours):
            most = min(most, minutes(daily.limit_on(centre, agent, day).value))
        longest.append(most)
    days_off = 0
    if isinstance(off, WeeklyDaysOff):
        days_off = int(off.limit_in(centre, agent, monday).value)
    return sum(sorted(longest)[days_off:])


def _longest_min(centre: Centre, agent: Agent, day: date) -> int:
    if not agent.in_service(day) or not centre.any_open_ranges(day):
        return 0
    leave = LeaveRule().spans(centre, agent, day, 1)
    available = AvailabilityRule()
    longest = 0
    for template in centre.templates:
        if day.weekday() in template.weekdays and template.open_to(agent.group, agent.skills):
            for start_min in template.start_minutes:
                for paid_min in map(minutes, template.paid_h):
                    unpaid = sum(pause.length_min for pause in template.pauses(start_min, paid_min) if not pause.paid)
                    start = centre.instant_of(day, start_min)
                    end = start + paid_min + unpaid
                    is_free = not any(start < last and first < end for first, last in leave)
                    if paid_min > longest and is_free and available.is_available(centre, agent, day, start, end):
                        longest = paid_min
    return longest


def _h(hours: float | None) -> str:
    return f"{hours or 0.0:.2f}".rstrip("0").rstrip(".")
