"""
Compliance of a planned roster: a row per person, week, rule and breach, and a row that says so where there is none.

A breach that an approved exception or an approved contract allows is `excepted`: the roster keeps the limit in force, and the
report names the record that moved it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from wfm.centre import Centre
from wfm.messages import Sentence, say
from wfm.reports.hours import WeekHours, week_hours
from wfm.roster import Roster
from wfm.rules import Rule, Violation
from wfm.timegrid import iso_week
from wfm.timetable import Timetable

OK, BREACH, EXCEPTED = "ok", "breach", "excepted"


@dataclass(frozen=True)
class ComplianceRow:
    """One row of compliance.csv."""

    agent_id: str
    week: str
    date: date | None
    rule: str
    status: str
    observed: float | None
    limit: float | None
    unit: str
    cause: str
    exception_id: str
    sentence: Sentence


def compliance(centre: Centre, roster: Roster) -> list[ComplianceRow]:
    """Every hard rule on a planned roster; rules of the whole team have a blank `agent_id`."""
    timetable = Timetable(centre, roster)
    hours = {(row.agent_id, row.week): row for row in week_hours(centre, roster)}
    rows: list[ComplianceRow] = []
    for rule in centre.rules:
        if not rule.is_soft:
            found = [*_breaches(rule, timetable), *_excepted(rule, timetable, hours)]
            rows += found
            if not rule.structural:
                rows += _kept(rule, roster, hours, {(row.agent_id, row.week) for row in found})
    return rows


def breaches(rows: list[ComplianceRow]) -> list[ComplianceRow]:
    """Only what no exception allows."""
    return [row for row in rows if row.status == BREACH]


def _breaches(rule: Rule, timetable: Timetable) -> Iterator[ComplianceRow]:
    for violation in rule.check(timetable):
        yield _row(violation, BREACH, "planned_short", violation.exception_id or "", violation.sentence)


def _excepted(rule: Rule, timetable: Timetable, hours: dict[tuple[str, str], WeekHours]) -> Iterator[ComplianceRow]:
    """What would be a breach, had no exception been approved; and weeks below the floor of the department by contract."""
    in_force = {_place(violation) for violation in rule.check(timetable)}
    records = {exception.exception_id: exception for exception in timetable.centre.exceptions}
    named: set[tuple[str, str]] = set()
    for violation in rule.check(timetable.without_exceptions()):
        if _place(violation) in in_force:
            continue
        used = _exception_of(timetable.centre, rule, violation)
        record = records[used]
        named.add((violation.agent_id, violation.week))
        sentence = say(
            "excepted", sentence=violation.sentence, exception=used, reason=record.reason, approver=record.approved_by
        )
        if record.approved_on is not None and record.approved_on > violation.day:
            sentence = say("excepted_retroactive", sentence=sentence, day=record.approved_on)
        yield _row(violation, EXCEPTED, "excepted", used, sentence)
    if rule.name == "weekly_hours":
        yield from _by_contract(timetable.centre, hours, named)


def _by_contract(
    centre: Centre, hours: dict[tuple[str, str], WeekHours], named: set[tuple[str, str]]
) -> Iterator[ComplianceRow]:
    for key, week in hours.items():
        contract = next((each for each in centre.contracts if each.id == week.contract), None)
        if contract is None or week.floor_h is None or week.rule_floor_h is None or key in named or week.exception_id:
            continue
        keeps_the_contract = week.low_h is not None and week.low_h <= week.paid_h
        below_the_rule = week.floor_h < week.rule_floor_h and week.paid_h + week.credited_h < week.rule_floor_h
        if keeps_the_contract and below_the_rule:
            sentence = say(
                "floor_by_contract", agent=week.agent_id, observed=week.paid_h, week=week.week, floor=week.rule_floor_h,
                contract=contract.id, reason=contract.reason or "", approver=contract.approved_by or "",
            )  # fmt: skip
            yield ComplianceRow(
                week.agent_id, week.week, None, "weekly_hours", EXCEPTED, week.paid_h, week.low_h, "h", "excepted", "",
                sentence,
            )  # fmt: skip


def _kept(
    rule: Rule, roster: Roster, hours: dict[tuple[str, str], WeekHours], named: set[tuple[str, str]]
) -> Iterator[ComplianceRow]:
    """A row for each person and week in which the rule holds; rules of the whole team have one row a week."""
    if rule.of_team:
        for first_day, _ in roster.weeks():
            week = iso_week(first_day)
            if ("", week) not in named:
                yield ComplianceRow("", week, None, rule.name, OK, None, None, "", "", "", _holds(rule))
        return
    for (agent_id, week), row in hours.items():
        if (agent_id, week) in named:
            continue
        if rule.name == "weekly_hours":
            sentence = say(
                "weekly_hours_kept", agent=agent_id, observed=row.paid_h, week=week, low=row.low_h or 0.0,
                high=row.high_h or 0.0,
            )  # fmt: skip
            if row.credited_h:
                sentence = say("weekly_hours_credited", sentence=sentence, credited=row.credited_h)
            yield ComplianceRow(
                agent_id, week, None, rule.name, OK, row.paid_h, row.low_h, "h", "", row.exception_id or "", sentence
            )
        else:
            yield ComplianceRow(agent_id, week, None, rule.name, OK, None, None, "", "", "", _holds(rule))


def _holds(rule: Rule) -> Sentence:
    return say("rule_kept", rule=rule.title())


def _place(violation: Violation) -> tuple[str, date, str]:
    return violation.agent_id, violation.day, violation.sentence.key


def _exception_of(centre: Centre, rule: Rule, violation: Violation) -> str:
    """The exception that allows what would otherwise be a breach."""
    return next(
        exception.exception_id
        for exception in centre.exceptions
        if exception.is_approved and exception.agent_id == violation.agent_id and exception.rule.split(".")[0] == rule.name
        and exception.from_day <= violation.span[1] and violation.span[0] <= exception.to_day
    )  # fmt: skip


def _row(violation: Violation, status: str, cause: str, exception_id: str, sentence: Sentence) -> ComplianceRow:
    return ComplianceRow(
        violation.agent_id,
        violation.week,
        None if violation.week_long else violation.day,
        violation.rule,
        status,
        violation.observed,
        violation.limit,
        violation.unit,
        cause,
        exception_id,
        sentence,
    )
