"""
Make the tables of the example departments again: ``python -m wfm.examples.generate``.

Each ``centre.toml`` is written by hand; everything else in an example's folder comes from here.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np

from wfm.centre import Centre
from wfm.examples.synthesis import Row, Stream, person, shift_rows, table, volumes
from wfm.formats.columns import ROSTER_COLUMNS
from wfm.formats.columns import TABLES as INPUTS
from wfm.formats.department import department_of
from wfm.formats.volumes import write_volumes
from wfm.timegrid import days_from, week_start

FOLDER = Path(__file__).parent
PLANNED = week_start("2026-W48")
WEEKS_OF_HISTORY = 26
FIRST_DAY = PLANNED - timedelta(weeks=WEEKS_OF_HISTORY)
ROSTER = (*ROSTER_COLUMNS, "version")


@dataclass(frozen=True)
class Team:
    """
    The tables of a department by name, and who worked what in the week before.

    Where it has a sign-in log, `missed` says who came how many minutes late and left how many early on which weekday;
    None: not at all.
    """

    tables: Mapping[str, Sequence[Row]]
    worked: Sequence[Worked]
    missed: Mapping[tuple[str, int], tuple[int, int] | None] | None = None


Worked = tuple[str, str, int, float, str, Callable[[int], bool]]
"""Who worked which shift in the week before: person, shift, start in minutes, paid hours, queues, and on which weekdays."""


def leave(agent_id: str, first: date, last: date, kind: str, *, status: str = "approved", **more: object) -> Row:
    """A row of leave.csv."""
    decided = {} if status == "requested" else {"decided_by": "Station manager", "decided_on": date(2026, 11, 9)}
    return {
        "agent_id": agent_id, "from": first, "to": last, "kind": kind, "status": status,
        "requested_on": date(2026, 11, 2), **decided, **more,
    }  # fmt: skip


def exception(number: int, agent_id: str, rule: str, value: float, unit: str, reason: str) -> Row:
    """A row of exceptions.csv that holds from November to the end of the year."""
    return {
        "exception_id": f"E{number:02d}", "agent_id": agent_id, "rule": rule, "from": date(2026, 11, 2),
        "to": date(2026, 12, 31), "value": value, "unit": unit, "reason": reason, "approved_by": "Station manager",
        "approved_on": date(2026, 10, 30), "expires_on": date(2026, 12, 31),
    }  # fmt: skip


def day(number: int) -> date:
    """A day of the planned week, Monday 0."""
    return PLANNED + timedelta(days=number)


# --- team of 50 -------------------------------------------------------------------------------------------------------

TEAM_STREAMS = (
    Stream("phone", 1390, aht_s=240, abandoned=0.05),
    Stream("vip", 150, aht_s=300, abandoned=0.02, weekdays=(1.1, 1.05, 1.0, 1.0, 0.95, 0.6, 0.5)),
    Stream("chat", 695, aht_s=540, abandoned=0.03, humps=((11.0, 2.5, 0.9), (18.0, 1.8, 1.0))),
    Stream("mail", 305, aht_s=360, abandoned=0.0, humps=((9.5, 1.5, 1.0), (14.0, 3.0, 0.7))),
    Stream("complaints", 152, aht_s=480, abandoned=0.04, humps=((11.0, 2.0, 1.0), (16.0, 2.0, 0.9))),
)


def team_of_50() -> Team:
    """Phone 26, online 14, complaints 10."""
    people: list[Row] = []
    for number in range(1, 51):
        group = "phone" if number <= 26 else "online" if number <= 40 else "complaints"
        skills = {"phone": "phone", "online": "online", "complaints": "complaints"}[group]
        if group == "phone" and number % 5 == 1:
            skills += ";online"
        if group == "online" and number % 4 == 0:
            skills += ";phone"
        if group == "complaints" and number % 2 == 0:
            skills += ";phone"
        part_time = number in (8, 17, 23, 31, 38, 47)
        more: dict[str, object] = {
            "contract": "part-time" if part_time else "full-time",
            "lead": "yes" if number in (1, 2, 9, 18, 27, 28, 41, 42) else "no",
            "cost_per_h": 28 if part_time else 42 if number in (1, 2, 27, 41) else 35,
            "hired_on": date(2026, 11, 9) if number in (25, 40) else date(2019 + number % 6, 1 + number % 12, 1),
        }
        if number in (25, 40):
            more["probation_done_h"] = 24
        if number == 26:
            more["left_on"] = day(3)
        people.append(person(number, group, skills, **more))
    tables: dict[str, Sequence[Row]] = {
        "people": people,
        "leave": [
            leave("A05", day(0), day(4), "annual"),
            leave("A14", day(2), day(2), "annual", part="am"),
            leave("A33", day(3), day(6), "annual"),
            leave("A45", day(1), day(2), "sick"),
            leave("A11", day(5), day(6), "annual", status="requested"),
        ],
        "exceptions": [
            exception(1, "A07", "weekly_hours.min_h", 24, "h", "caring for a parent after an operation"),
            exception(2, "A36", "max_late_shifts.max_per_week", 5, "", "asked for late shifts, evening studies in the morning"),
        ],
        "availability": [
            {"agent_id": "A12", "days": "mon-fri", "from": "08:00", "to": "18:30", "kind": "available"},
            {"agent_id": "A08", "days": "mon-fri", "from": "13:00", "to": "22:00", "kind": "available"},
            {"agent_id": "A08", "days": "sat-sun", "from": "09:00", "to": "18:00", "kind": "available"},
            {"agent_id": "A19", "days": "wed", "from": "00:00", "to": "24:00", "kind": "unavailable"},
            {"agent_id": "A03", "days": "sat-sun", "from": "00:00", "to": "24:00", "kind": "avoid"},
            {"agent_id": "A21", "days": "mon-fri", "from": "08:00", "to": "17:00", "kind": "prefer"},
            {"agent_id": "A44", "days": "fri", "from": "17:00", "to": "24:00", "kind": "avoid"},
        ],
        "special_days": [
            {"date": date(2026, 11, 11), "name": "Singles' Day sale", "factor": 1.25},
        ],
    }  # fmt: skip
    worked: list[Worked] = list(_worked_by_team(people))
    return Team(tables, worked)


def _worked_by_team(people: Sequence[Row]) -> Iterator[Worked]:
    for number, row in enumerate(people, start=1):
        part_time = row["contract"] == "part-time"
        off = {number % 7, (number + 1) % 7} | ({(number + 3) % 7} if part_time else set())
        start = (8 * 60, 9 * 60, 10 * 60, 13 * 60)[number % 4]
        main = str(row["skills"]).split(";")[0]
        queues = "chat;mail" if main == "online" else main
        shift = ("evening", 16 * 60, 5.0) if part_time else ("day", start, 7.0)
        yield str(row["agent_id"]), *shift, queues, _all_but(off)


# --- club front office ------------------------------------------------------------------------------------------------

CLUB_STREAMS = (
    Stream("inbound", 150, aht_s=200, weekdays=(0.9, 0.9, 0.95, 1.0, 1.15, 1.35, 1.2), holiday=1.3, day_after=1.0),
)


def club() -> Team:
    """Posts for a desk, courts, three supervisors, a manager and a senior manager."""
    groups: tuple[tuple[str, str, int], ...] = (
        ("desk", "reception;business", 5), ("desk", "business;reception", 6), ("desk", "phone;reception", 6),
        ("courts", "guide;service", 8), ("courts", "service;guide", 9), ("supervisors", "supervisor", 3),
        ("management", "manager", 1), ("management", "senior-manager", 1),
    )  # fmt: skip
    people: list[Row] = []
    for group, skills, count in groups:
        for _ in range(count):
            lead = "yes" if group == "supervisors" or skills == "manager" or len(people) in (0, 5) else "no"
            cost = {"management": 80, "supervisors": 50}.get(group, 30)
            people.append(person(len(people) + 1, group, skills, lead=lead, cost_per_h=cost))
    tables: dict[str, Sequence[Row]] = {
        "people": people,
        "leave": [leave("A04", day(1), day(3), "annual"), leave("A20", day(5), day(6), "annual")],
        "exceptions": [exception(1, "A30", "weekly_hours.min_h", 20, "h", "retires step by step")],
        "availability": [
            {"agent_id": "A22", "days": "mon-fri", "from": "13:00", "to": "21:00", "kind": "available"},
            {"agent_id": "A22", "days": "sat-sun", "from": "09:00", "to": "21:00", "kind": "available"},
            {"agent_id": "A02", "days": "sun", "from": "00:00", "to": "24:00", "kind": "avoid"},
        ],
    }  # fmt: skip
    worked: list[Worked] = [
        (
            str(row["agent_id"]),
            "full",
            (9 + number % 5) * 60,
            7.0,
            _club_queue(str(row["skills"])),
            _all_but({number % 7, (number + 1) % 7} if row["group"] != "management" else {5, 6}),
        )
        for number, row in enumerate(people)
    ]
    return Team(tables, worked)


def _club_queue(skills: str) -> str:
    names = {
        "reception": "reception", "business": "business-desk", "phone": "inbound", "guide": "court-guides",
        "service": "court-service",
    }  # fmt: skip
    main = skills.split(";")[0]
    return names.get(main, main)


# --- small office -----------------------------------------------------------------------------------------------------

SMALL_STREAMS = (
    Stream("phone", 180, aht_s=210, weekdays=(1.25, 1.05, 1.0, 0.95, 0.95, 0.7, 0.6), humps=((9.5, 1.2, 1.0), (14.5, 1.6, 0.9))),
)  # fmt: skip


def small_office() -> Team:
    """Five on the phones and a manager who helps."""
    people = [
        person(
            number, "office", "phone", lead="yes" if number in (1, 2) else "no", cost_per_h=60 if number == 1 else 30
        )
        for number in range(1, 7)
    ]
    tables: dict[str, Sequence[Row]] = {
        "people": people,
        "leave": [leave("A05", day(3), day(3), "annual")],
        "exceptions": [exception(1, "A06", "weekly_hours.min_h", 22, "h", "school in the afternoon")],
        "availability": [{"agent_id": "A06", "days": "mon-fri", "from": "13:00", "to": "18:00", "kind": "avoid"}],
    }  # fmt: skip
    worked: list[Worked] = [
        (str(row["agent_id"]), "day", 510, 7.5, "phone", _all_but({number, (number + 3) % 7}))
        for number, row in enumerate(people)
    ]
    return Team(tables, worked)


# --- community centre -------------------------------------------------------------------------------------------------

COMMUNITY_STREAMS = (
    Stream("hotline", 330, aht_s=260, abandoned=0.05, weekdays=(1.15, 1.05, 1.0, 1.0, 0.95, 0.75, 0.65)),
    Stream("messages", 70, aht_s=300, abandoned=0.0, weekdays=(1.2, 1.0, 1.0, 1.0, 1.0, 0.6, 0.6)),
)


def community() -> Team:
    """Eighteen people: duty leads, part-timers, newcomers in probation."""
    people: list[Row] = []
    for number in range(1, 19):
        more: dict[str, object] = {"lead": "yes" if number in (1, 2, 3, 10) else "no", "cost_per_h": 32}
        if number in (6, 9, 15):
            more["contract"] = "part-time"
        if number in (8, 17):
            more |= {"probation_done_h": 16, "hired_on": date(2026, 11, 16)}
        skills = "desk;phone" if number % 3 == 0 else "phone;desk" if number % 3 == 1 else "phone"
        people.append(person(number, "hotline" if number % 3 else "desk", skills, **more))
    tables: dict[str, Sequence[Row]] = {
        "people": people,
        "leave": [leave("A04", day(0), day(1), "annual"), leave("A11", day(4), day(4), "annual")],
        "exceptions": [exception(1, "A13", "weekly_hours.min_h", 25, "h", "back from parental leave, by steps")],
        "backlog": [
            {"queue": "messages", "released_at": datetime(2026, 11, 21, 17), "offered": 9},
            {"queue": "messages", "released_at": datetime(2026, 11, 22, 17), "offered": 21},
        ],
        "availability": [
            {"agent_id": "A06", "days": "mon-fri", "from": "08:00", "to": "14:00", "kind": "available"},
            {"agent_id": "A02", "days": "sat-sun", "from": "00:00", "to": "24:00", "kind": "avoid"},
        ],
    }  # fmt: skip
    worked: list[Worked] = [
        (
            str(row["agent_id"]),
            *(("half", 8 * 60, 4.0) if row.get("contract") else ("day", (8 + number % 4) * 60, 7.0)),
            "desk" if str(row["skills"]).startswith("desk") else "hotline",
            _all_but({number % 7, (number + 2) % 7}),
        )
        for number, row in enumerate(people)
        if "probation_done_h" not in row
    ]
    missed = {("A05", 2): (25, 0), ("A11", 4): (0, 40), ("A13", 1): None, ("A15", 4): None, ("A16", 4): (0, -90)}
    return Team(tables, worked, missed)


def _all_but(off: set[int]) -> Callable[[int], bool]:
    return lambda weekday: weekday not in off


# --- writing ----------------------------------------------------------------------------------------------------------

DEPARTMENTS: Mapping[str, tuple[Callable[[], Team], Sequence[Stream]]] = {
    "team-of-50": (team_of_50, TEAM_STREAMS),
    "club-front-office": (club, CLUB_STREAMS),
    "small-office": (small_office, SMALL_STREAMS),
    "community-centre": (community, COMMUNITY_STREAMS),
}


def tables_of(name: str) -> dict[str, bytes]:
    """The generated files of an example, by name."""
    make, streams = DEPARTMENTS[name]
    toml = (FOLDER / name / "centre.toml").read_bytes()
    team = make()
    files = {f"{key}.csv": _csv(key, rows) for key, rows in team.tables.items()}
    centre = department_of({"centre.toml": toml, **files}).centre
    published = list(_published(centre, team.worked))
    files["published.csv"] = table(ROSTER, published)
    if team.missed is not None:
        files["attendance.csv"] = _csv("attendance", list(_signed(published, team.missed)))
    files["volumes.csv"] = _volumes(centre, streams, seed=sorted(DEPARTMENTS).index(name) + 1)
    return files


def _csv(name: str, rows: Sequence[Row]) -> bytes:
    return table([column for column in INPUTS[name].names if any(column in row for row in rows)], rows)


def _published(centre: Centre, worked: Iterable[Worked]) -> Iterator[Row]:
    for agent_id, shift_id, start_min, paid_h, queues, works_on in worked:
        for date_ in days_from(PLANNED - timedelta(weeks=1), 7):
            if works_on(date_.weekday()):
                yield from shift_rows(centre, agent_id, date_, shift_id, start_min, paid_h, queues)


def _signed(published: Sequence[Row], missed: Mapping[tuple[str, int], tuple[int, int] | None]) -> Iterator[Row]:
    """The sign-in log of the published shifts: a few minutes before, a few after, and what was missed."""
    random = np.random.RandomState(1)
    shifts: dict[tuple[str, date], list[Row]] = {}
    for row in published:
        shifts.setdefault((str(row["agent_id"]), date.fromisoformat(str(row["shift_date"]))), []).append(row)
    for (agent_id, date_), rows in shifts.items():
        amount = missed.get((agent_id, date_.weekday()), (-int(random.randint(1, 5)), -int(random.randint(0, 5))))
        if amount is not None:
            late_min, early_min = amount
            signed_in = datetime.fromisoformat(str(rows[0]["start"])) + timedelta(minutes=late_min)
            signed_out = datetime.fromisoformat(str(rows[-1]["end"])) - timedelta(minutes=early_min)
            yield {"agent_id": agent_id, "signed_in": signed_in.isoformat(timespec="minutes"),
                   "signed_out": signed_out.isoformat(timespec="minutes")}  # fmt: skip


def _volumes(centre: Centre, streams: Sequence[Stream], seed: int) -> bytes:
    history = volumes(centre, streams, FIRST_DAY, 7 * WEEKS_OF_HISTORY, seed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "volumes.csv"
        write_volumes(path, history)
        return path.read_bytes()


def main() -> None:
    """Write every generated file."""
    for name in DEPARTMENTS:
        for file, content in tables_of(name).items():
            (FOLDER / name / file).write_bytes(content)


if __name__ == "__main__":
    main()
