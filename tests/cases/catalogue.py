"""
The catalogue of impossible worlds: each impossible in one known way, with the smallest clash as the refusal names it.

One row per world: what the department is, whom the refusal names, which rules, and on which days.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.worlds import PHONE, centre, on, shift

ONE = ({"agent_id": "A1"},)
TWO = ({"agent_id": "A1"}, {"agent_id": "A2"})
FREE = {"weekly_hours": {"min_h": 0, "max_h": 60}}
NIGHT = {"id": "night", "starts": "22:00", "paid_h": [8]}
NEVER_IMPOSSIBLE = {
    "probation", "weekend_fairness", "late_fairness", "preferences", "weekly_overtime", "paired_days_off", "skills",
}  # fmt: skip
"""Rules that cost instead of forbidding, or say how time on shift counts: nobody serves without the skill, whatever the shift."""
TALK = {
    "id": "talk", "agents": ("A1", "A2"), "duration_min": 60,
    "between": ("2026-11-25T09:00+08:00", "2026-11-25T12:00+08:00"),
}  # fmt: skip
MORNING = {"id": "day", "starts": "08:00", "paid_h": [8]}


def leave(agent_id: str, first: int, last: int, **changes: Any) -> dict[str, Any]:
    return {
        "agent_id": agent_id, "from_day": on(first), "to_day": on(last), "kind": "k", "status": "approved", **changes,
    }  # fmt: skip


def pinned(agent_id: str, *days: int, shift_id: str | None = "day", **changes: Any) -> tuple[dict[str, Any], ...]:
    return tuple({"agent_id": agent_id, "shift_date": on(day), "shift_id": shift_id, **changes} for day in days)


@dataclass(frozen=True)
class Impossible:
    """
    One world and its clash: whom the refusal names, which rules, and which days, Monday 0 (none: it is the whole week's).

    `said` are further values the sentence must hold; `changes` is how many changes at once it takes at least to end the clash.
    """

    name: str
    people: set[str]
    rules: set[str]
    days: set[int]
    world: dict[str, Any]
    said: dict[str, Any] = field(default_factory=dict)
    changes: int = 1


WORLDS = [
    Impossible(
        "two who work together are free on different days", {"A1", "A2"}, {"pairs", "weekly_hours", "availability"},
        set(),
        {
            "agents": TWO,
            "pairs": ({"agent_a": "A1", "agent_b": "A2", "kind": "together"},),
            "rules": {"weekly_hours": {"min_h": 8, "max_h": 40}},
            "availability": (
                {"agent_id": "A1", "days": "mon-wed", "kind": "available"},
                {"agent_id": "A2", "days": "thu-sun", "kind": "available"},
            ),
        },
    ),
    Impossible(
        "two to be kept apart are pinned to one morning", {"A1", "A2"}, {"pairs", "locks"}, {2},
        {
            "agents": (*TWO, {"agent_id": "A3"}),
            "templates": (MORNING,),
            "pairs": ({"agent_a": "A1", "agent_b": "A2", "kind": "apart"},),
            "rules": FREE,
            "locks": (*pinned("A1", 2), *pinned("A2", 2)),
        },
    ),
    Impossible(
        "two on leave at once where one may be", {"A1", "A2"}, {"absent_at_once"}, {2},
        {
            "agents": (*TWO, {"agent_id": "A3"}),
            "rules": FREE,
            "leave": (leave("A1", 1, 2), leave("A2", 2, 3)),
            "limits": ({"kind": "absent_at_once", "value": 1},),
        },
        {"day": on(2), "observed": 2, "limit": 1},
    ),
    Impossible(
        "two pinned to one morning with one seat", {"A1", "A3"}, {"seats", "locks"}, {2},
        {
            "agents": (*TWO, {"agent_id": "A3"}),
            "templates": (MORNING,),
            "rules": FREE,
            "locks": (*pinned("A1", 2), *pinned("A3", 2)),
            "limits": ({"kind": "seats", "value": 1},),
        },
    ),
    Impossible(
        "a rotation asks for a shift that the person is not there for", {"A1"}, {"patterns", "availability"}, {1},
        {
            "agents": ({"agent_id": "A1", "pattern": "rota"}, {"agent_id": "A2"}),
            "rules": FREE,
            "patterns": ({"pattern": "rota", "week": 1, "day": "tue", "shift_id": "day"},),
            "availability": ({"agent_id": "A1", "days": "tue", "kind": "unavailable"},),
        },
    ),
    Impossible(
        "pinned to two hours where four are the least", {"A1"}, {"min_shift_length", "locks"}, {1},
        {
            "templates": ({"id": "day", "starts": "08:00", "paid_h": [2]},),
            "rules": {**FREE, "min_shift_length": {"min_h": 4}},
            "locks": pinned("A1", 1),
        },
    ),
    Impossible(
        "pinned to more nights in a row than there may be", {"A1"}, {"max_nights", "locks"}, {0, 1, 2},
        {
            "templates": (NIGHT,),
            "rules": {**FREE, "max_nights": {"max_in_row": 2}},
            "locks": pinned("A1", 0, 1, 2, shift_id="night"),
        },
    ),
    Impossible(
        "pinned to the morning after a night", {"A1"}, {"rest_after_nights", "locks"}, {0, 1, 2},
        {
            "templates": (NIGHT, MORNING),
            "rules": {**FREE, "rest_after_nights": {"min_h": 30}},
            "locks": (*pinned("A1", 0, shift_id="night"), *pinned("A1", 2)),
        },
    ),
    Impossible(
        "pinned to the weekend after a weekend", {"A1"}, {"weekends_off", "locks"}, {6},
        {
            "published": (shift(centre(), -1),),
            "rules": {**FREE, "weekends_off": {"min_off": 1, "weeks": 2}},
            "locks": pinned("A1", 6),
        },
    ),
    Impossible(
        "forty hours at least in a month that has no overtime left", {"A1"}, {"monthly_overtime", "weekly_hours"}, set(),
        {
            "published": tuple(shift(centre(), day) for day in range(-7, -2)),
            "rules": {"weekly_hours": {"min_h": 40, "max_h": 48}, "monthly_overtime": {"max_h": 8, "after_h": 32}},
        },
    ),
    Impossible(
        "thirty hours at least and four days of unpaid leave", {"A1"}, {"weekly_hours", "leave"}, {0, 1, 2, 3, 4},
        {
            "templates": (MORNING,),
            "rules": {"weekly_hours": {"min_h": 24, "max_h": 40}},
            "leave": (leave("A1", 0, 4, credit_h_per_day=0),),
        },
    ),
    Impossible(
        "pinned to ten hours where nine are the most", {"A1"}, {"max_daily_hours", "locks"}, {4},
        {
            "templates": ({"id": "day", "starts": "08:00", "paid_h": [10]},),
            "rules": {**FREE, "max_daily_hours": {"max_h": 9}},
            "locks": pinned("A1", 4),
        },
    ),
    Impossible(
        "pinned to a late shift and the early one after it", {"A1"}, {"daily_rest", "locks"}, {1, 2},
        {
            "templates": (MORNING, {"id": "late", "starts": "15:00", "paid_h": [8]}),
            "rules": {**FREE, "daily_rest": {"min_h": 11}},
            "locks": (*pinned("A1", 1, shift_id="late"), *pinned("A1", 2)),
        },
    ),
    Impossible(
        "pinned to more days in a row than there may be", {"A1"}, {"max_consecutive_days", "locks"}, {3, 4, 5},
        {"rules": {**FREE, "max_consecutive_days": {"max_days": 2}}, "locks": pinned("A1", 3, 4, 5)},
    ),
    Impossible(
        "pinned to every day of a week that holds a day off", {"A1"}, {"weekly_days_off", "locks"}, set(),
        {"rules": {**FREE, "weekly_days_off": {"min_days": 1}}, "locks": pinned("A1", *range(7))},
    ),
    Impossible(
        "pinned to shifts without a long rest in between", {"A1"}, {"weekly_rest", "locks"}, set(range(6)),
        {
            "templates": (MORNING,),
            "published": (shift(centre(), -1),),
            "rules": {**FREE, "weekly_rest": {"min_h": 35}},
            "locks": pinned("A1", *range(7)),
        },
    ),
    Impossible(
        "pinned to two late shifts where one is the most", {"A1"}, {"max_late_shifts", "locks"}, {0, 3},
        {
            "templates": ({"id": "late", "starts": "15:00", "paid_h": [8]},),
            "rules": {**FREE, "max_late_shifts": {"max_per_week": 1}},
            "locks": pinned("A1", 0, 3, shift_id="late"),
        },
    ),
    Impossible(
        "pinned to starts far apart on two days", {"A1"}, {"start_time_stability", "locks"}, {0, 1},
        {
            "templates": (MORNING, {"id": "late", "starts": "15:00", "paid_h": [8]}),
            "rules": {**FREE, "start_time_stability": {"max_change_min": 120}},
            "locks": (*pinned("A1", 0), *pinned("A1", 1, shift_id="late")),
        },
    ),
    Impossible(
        "pinned to a shift inside the night before", {"A1"}, {"one_shift_a_day", "locks"}, {0, 1},
        {
            "templates": (NIGHT, {"id": "dawn", "starts": "05:00", "paid_h": [8]}),
            "rules": FREE,
            "locks": (*pinned("A1", 0, shift_id="night"), *pinned("A1", 1, shift_id="dawn")),
        },
    ),
    Impossible(
        "pinned to a shift that is for another group", {"A1"}, {"shift_templates", "locks"}, {2},
        {
            "agents": ({"agent_id": "A1", "group": "desk"}, {"agent_id": "A2", "group": "other"}),
            "templates": ({**MORNING, "groups": ["other"]},),
            "rules": FREE,
            "locks": pinned("A1", 2),
        },
    ),
    Impossible(
        "pinned to a day before the first one in service", {"A1"}, {"service_dates", "locks"}, {1},
        {"agents": ({"agent_id": "A1", "hired_on": on(3)},), "rules": FREE, "locks": pinned("A1", 1)},
    ),
    Impossible(
        "pinned to a day that one is not available on", {"A1"}, {"availability", "locks"}, {6},
        {
            "rules": FREE,
            "locks": pinned("A1", 6),
            "availability": ({"agent_id": "A1", "days": "sun", "kind": "unavailable"},),
        },
    ),
    Impossible(
        "pinned to a day on which everything is closed", {"A1"}, {"opening", "locks"}, {5},
        {"rules": FREE, "open": {"mon-fri": "06:00-22:00"}, "locks": pinned("A1", 5)},
    ),
    Impossible(
        "pinned to work that somebody else has the skill for", {"A1"}, {"opening", "locks"}, {5},
        {
            "agents": ({"agent_id": "A1", "skills": ("chat",)}, {"agent_id": "A2"}),
            "queues": (PHONE, {**PHONE, "id": "chat", "open": {"mon-fri": "06:00-22:00"}}),
            "rules": FREE,
            "locks": pinned("A1", 5),
        },
    ),
    Impossible(
        "leads who together have one shift too few", {"A1"}, {"lead_on_duty", "max_consecutive_days"}, {0, 1},
        {
            "agents": ({"agent_id": "A1", "lead": True}, {"agent_id": "A2"}),
            "templates": (MORNING,),
            "open": {"mon-tue": "08:00-16:00"},
            "rules": {**FREE, "lead_on_duty": {"min_leads": 1}, "max_consecutive_days": {"max_days": 1}},
        },
    ),
    Impossible(
        "a meeting while one of those called is away for good", {"A1"}, {"activities"}, {2},
        {
            "agents": TWO,
            "rules": FREE,
            "activities": (
                {
                    "id": "talk", "agents": ("A1", "A2"), "duration_min": 60,
                    "between": ("2026-11-25T09:00+08:00", "2026-11-25T12:00+08:00"),
                },
            ),
            "availability": ({"agent_id": "A1", "days": "wed", "kind": "unavailable"},),
        },
    ),
    Impossible(
        "the only lead on leave while a queue is open", {"A1"}, {"lead_on_duty", "leave"}, {3},
        {
            "agents": ({"agent_id": "A1", "lead": True}, {"agent_id": "A2"}),
            "templates": (MORNING,),
            "open": {"mon-sun": "08:00-16:00"},
            "rules": {**FREE, "lead_on_duty": {"min_leads": 1}},
            "leave": (leave("A1", 3, 3),),
        },
    ),
    Impossible(
        "two leads asked for and one in the team", set(), {"lead_on_duty"}, set(range(7)),
        {
            "agents": ({"agent_id": "A1", "lead": True}, {"agent_id": "A2"}),
            "templates": (MORNING,),
            "open": {"mon-sun": "08:00-16:00"},
            "rules": {**FREE, "lead_on_duty": {"min_leads": 2}},
        },
    ),
    Impossible(
        "two to be kept apart called to one meeting", {"A1", "A2"}, {"activities", "pairs"}, {2},
        {
            "agents": TWO,
            "rules": FREE,
            "pairs": ({"agent_a": "A1", "agent_b": "A2", "kind": "apart"},),
            "activities": (TALK,),
        },
    ),
    Impossible(
        "a meeting longer than any hour both are there", {"A1", "A2"}, {"activities"}, {2},
        {
            "agents": TWO,
            "rules": FREE,
            "activities": ({**TALK, "duration_min": 120},),
            "availability": (
                {"agent_id": "A1", "days": "wed", "from_time": "06:00", "to_time": "11:00", "kind": "available"},
                {"agent_id": "A2", "days": "wed", "from_time": "10:00", "to_time": "22:00", "kind": "available"},
            ),
        },
    ),
    Impossible(
        "twenty-two pinned to one morning with twenty-one seats", {f"A{n}" for n in range(1, 23)}, {"seats", "locks"}, {2},
        {
            "agents": tuple({"agent_id": f"A{n}"} for n in range(1, 25)),
            "templates": (MORNING,),
            "rules": FREE,
            "locks": tuple(row for n in range(1, 23) for row in pinned(f"A{n}", 2)),
            "limits": ({"kind": "seats", "value": 21},),
        },
    ),
    Impossible(
        "the only lead leaves two hours before the queue closes", {"A1"}, {"lead_on_duty", "availability"}, {3},
        {
            "agents": ({"agent_id": "A1", "lead": True}, {"agent_id": "A2"}),
            "templates": ({**MORNING, "paid_h": [6, 8]},),
            "open": {"mon-sun": "08:00-16:00"},
            "rules": {**FREE, "lead_on_duty": {"min_leads": 1}},
            "availability": (
                {"agent_id": "A1", "days": "thu", "from_time": "14:00", "to_time": "24:00", "kind": "unavailable"},
            ),
        },
    ),
    Impossible(
        "the only lead rests beyond the opening after a late shift", {"A1"}, {"lead_on_duty", "daily_rest"}, {0, 1},
        {
            "agents": ({"agent_id": "A1", "lead": True}, {"agent_id": "A2"}),
            "templates": (
                {"id": "day", "starts": "08:00-10:00", "start_every_min": 60, "paid_h": [6, 8]},
                {"id": "late", "starts": "15:00", "paid_h": [8]},
            ),
            "open": {"mon": "15:00-23:00", "tue": "08:00-16:00"},
            "rules": {**FREE, "lead_on_duty": {"min_leads": 1}, "daily_rest": {"min_h": 11}},
        },
    ),
    Impossible(
        "pinned to more nights than may be in a row and in a week", {"A1"}, {"max_nights", "locks"}, {0, 1, 2},
        {
            "templates": (NIGHT,),
            "rules": {**FREE, "max_nights": {"max_in_row": 2, "max_per_week": 2}},
            "locks": pinned("A1", 0, 1, 2, 3, shift_id="night"),
        },
        changes=2,
    ),
    Impossible(
        "more on leave than the group may be, and than everyone may be", {"A1", "A2", "A3", "A4"}, {"absent_at_once"}, {2},
        {
            "agents": tuple({"agent_id": f"A{n}", "group": "desk"} for n in range(1, 6)),
            "rules": FREE,
            "leave": tuple(leave(f"A{n}", 2, 2) for n in range(1, 5)),
            "limits": (
                {"kind": "absent_at_once", "group": "desk", "value": 1},
                {"kind": "absent_at_once", "value": 2},
            ),
        },
        changes=2,
    ),
    Impossible(
        "a meeting while all of those called are away for good", {"A1", "A2"}, {"activities"}, {2},
        {
            "agents": TWO,
            "rules": FREE,
            "activities": (TALK,),
            "availability": tuple(
                {"agent_id": agent, "days": "mon-sun", "kind": "unavailable"} for agent in ("A1", "A2")
            ),
        },
        changes=2,
    ),
    Impossible(
        "pinned to a shift inside the night before, twice a week", {"A1"}, {"locks", "one_shift_a_day"}, {0, 1},
        {
            "templates": (NIGHT, {"id": "dawn", "starts": "05:00", "paid_h": [8]}),
            "rules": FREE,
            "locks": (*pinned("A1", 0, 2, shift_id="night"), *pinned("A1", 1, 3, shift_id="dawn")),
        },
        changes=2,
    ),
]  # fmt: skip
