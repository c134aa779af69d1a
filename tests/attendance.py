"""A month of a department's sign-in log, made from outcomes that are drawn first: what an audit has to find again is known."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from tests.worlds import ZONE
from wfm.centre import Centre
from wfm.records import Attendance
from wfm.shifts import Activity, Segment, Shift
from wfm.timegrid import days_from, zone

FIRST, LAST = date(2026, 11, 2), date(2026, 11, 29)
GROUPS = ("front", "back")
PEOPLE = 12
OUTCOMES = ("on_time",) * 8 + (
    "late", "early_leave", "absent", "missed_sign_out", "meal_signed_out", "sent_twice", "overlap", "wrong_order", "stayed", "away",
)  # fmt: skip


def at(day: date, hour: float, time_zone: str = ZONE) -> datetime:
    """A local time; hours past 24 are the next day's."""
    clock = datetime.combine(day, datetime.min.time()) + timedelta(minutes=round(hour * 60))
    return clock.replace(tzinfo=zone(time_zone))


def shift_of(
    agent_id: str, day: date, start_h: float = 9, end_h: float = 18, meal_h: float | None = 12, time_zone: str = ZONE
) -> Shift:
    """A shift on the clock, with an hour of unpaid meal from `meal_h` on."""

    def piece(first: float, last: float, activity: Activity = Activity.ON_QUEUE) -> Segment:
        queues = ("phone",) if activity is Activity.ON_QUEUE else ()
        paid = activity is not Activity.MEAL
        return Segment(
            start=at(day, first, time_zone), end=at(day, last, time_zone), activity=activity, queues=queues, paid=paid
        )

    if meal_h is None:
        pieces = [piece(start_h, end_h)]
    else:
        pieces = [piece(start_h, meal_h), piece(meal_h, meal_h + 1, Activity.MEAL), piece(meal_h + 1, end_h)]
    return Shift(agent_id=agent_id, shift_date=day, shift_id="day", segments=tuple(pieces))


def row(agent_id: str, day: date, start_h: float, end_h: float | None = None, time_zone: str = ZONE) -> Attendance:
    """A pair of the log; without `end_h` the sign-out is missing."""
    out = None if end_h is None else at(day, end_h, time_zone)
    return Attendance(agent_id=agent_id, signed_in=at(day, start_h, time_zone), signed_out=out)


@dataclass
class Truth:
    """What happened, by person: counts of findings, minutes worked, missed and worked without a plan."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, agent_id: str, **amounts: int) -> None:
        """Add to a person's counts."""
        self.counts.setdefault(agent_id, Counter()).update(amounts)


@dataclass(frozen=True)
class Month:
    """Published shifts, the log in no order, and the truth."""

    shifts: tuple[Shift, ...]
    log: tuple[Attendance, ...]
    truth: Truth


def people() -> list[dict[str, object]]:
    """The team sheet."""
    return [
        {"agent_id": f"A{number:02d}", "name": f"Agent {number}", "group": GROUPS[number % 2], "skills": ("phone",)}
        for number in range(1, PEOPLE + 1)
    ]


def synthetic_month(seed: int) -> Month:
    """Four weeks of five days of 8 paid hours each; an outcome for every shift, and work on some days off."""
    drawn = random.Random(seed)
    truth = Truth()
    shifts: list[Shift] = []
    log: list[Attendance] = []
    for number in range(1, PEOPLE + 1):
        agent_id = f"A{number:02d}"
        for day in days_from(FIRST, 28):
            if (day.weekday() + number) % 7 in (5, 6):
                if drawn.random() < 0.1:
                    log.append(row(agent_id, day, 10, 12))
                    truth.add(agent_id, unplanned_min=120, unplanned=1)
                continue
            shifts.append(shift_of(agent_id, day))
            log += _happened(agent_id, day, drawn.choice(OUTCOMES), drawn.randint(6, 100), truth)
    drawn.shuffle(log)
    return Month(tuple(shifts), tuple(log), truth)


def _happened(agent_id: str, day: date, outcome: str, minutes: int, truth: Truth) -> list[Attendance]:
    """The rows of one shift of 9 to 18, with the meal from 12 to 13."""
    missed = 0
    rows = [row(agent_id, day, 9, 18)]
    match outcome:
        case "late":
            rows, missed = [row(agent_id, day, 9 + minutes / 60, 18)], minutes
            truth.add(agent_id, late=1, late_min=minutes)
        case "early_leave":
            rows, missed = [row(agent_id, day, 9, 18 - minutes / 60)], minutes
            truth.add(agent_id, early_leave=1, early_min=minutes)
        case "away":
            rows, missed = [row(agent_id, day, 9, 14), row(agent_id, day, 15 + minutes / 60, 18)], minutes
            truth.add(agent_id, early_leave=1, early_min=minutes)
        case "absent":
            rows, missed = [], 480
            truth.add(agent_id, absent=1)
        case "missed_sign_out":
            rows = [row(agent_id, day, 9)]
            truth.add(agent_id, missed_sign_out=1)
        case "wrong_order":
            rows, missed = [row(agent_id, day, 18, 9)], 480
            truth.add(agent_id, missed_sign_out=1)
        case "meal_signed_out":
            rows = [row(agent_id, day, 9, 12.5), row(agent_id, day, 13.5, 18)]
        case "sent_twice":
            rows = [*rows, *rows]
            truth.add(agent_id, odd=1)
        case "overlap":
            rows = [row(agent_id, day, 9, 14), row(agent_id, day, 13, 18)]
            truth.add(agent_id, odd=1)
        case "stayed":
            rows = [row(agent_id, day, 9, 18 + minutes / 60)]
            truth.add(agent_id, unplanned_min=minutes, unplanned=1)
    truth.add(agent_id, worked_min=480 - missed, due_min=480)
    return rows


def with_log(of: Centre, shifts: tuple[Shift, ...], log: tuple[Attendance, ...], **more: object) -> Centre:
    """The department with these shifts published and this log."""
    return of.model_copy(update={"published": shifts, "attendance": log, **more})
