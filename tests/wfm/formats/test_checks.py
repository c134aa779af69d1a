"""What must agree between the tables of a department."""

from __future__ import annotations

import pytest

from tests.wfm.formats.folders import PEOPLE, TOML, department, notes, refusals, table

UNKNOWN_AGENT = "agent 'A9' is unknown; known: A1, A2. Correct it, or add it to people.csv."
UNKNOWN_QUEUE = (
    "queue 'fone' is unknown; known: phone, chat. Did you mean 'phone'? Correct it, or add it to centre.toml."
)
UNKNOWN_SHIFT = "shift 'dya' is unknown; known: day. Did you mean 'day'? Correct it, or add it to centre.toml."
UNKNOWN_GROUP = "group 'dessk' is unknown; known: desk. Did you mean 'desk'? Correct it, or add it to people.csv."
EXCEPTIONS = "exception_id,agent_id,rule,from,to,value,unit,reason,approved_by"


@pytest.mark.parametrize(
    ("name", "columns", "row", "field", "sentence"),
    [
        ("availability", "agent_id,days,kind", "A9,mon,avoid", "agent_id", UNKNOWN_AGENT),
        ("leave", "agent_id,from,to,kind,status", "A9,2026-11-02,2026-11-02,x,approved", "agent_id", UNKNOWN_AGENT),
        ("exceptions", EXCEPTIONS, "E1,A9,weekly_hours.min_h,2026-11-02,2026-11-08,20,h,a,b", "agent_id", UNKNOWN_AGENT),
        ("locks", "agent_id,shift_date,shift_id", "A9,2026-11-24,day", "agent_id", UNKNOWN_AGENT),
        ("kpi", "agent_id,date", "A9,2026-11-02", "agent_id", UNKNOWN_AGENT),
        ("pairs", "agent_a,agent_b,kind", "A1,A9,apart", "agent_b", UNKNOWN_AGENT),
        ("special_days", "date,name,queue", "2026-11-11,sale,fone", "queue", UNKNOWN_QUEUE),
        ("drivers", "date,name,value,queue", "2026-11-11,sale,3,fone", "queue", UNKNOWN_QUEUE),
        ("overrides", "queue,from,to,kind,value,author,reason", "fone,2026-11-02,2026-11-03,set,5,a,b", "queue", UNKNOWN_QUEUE),
        ("cleaning", "queue,interval_start,decision,by", "fone,2026-11-02 08:00,keep,me", "queue", UNKNOWN_QUEUE),
        ("backlog", "queue,released_at,offered", "fone,2026-11-02 08:00,5", "queue", UNKNOWN_QUEUE),
        (
            "backlog", "queue,released_at,offered", "phone,2026-11-02 08:00,5", "queue",
            "queue 'phone' is no deferred work, so nothing of it can lie there; remove the row, or make its channel deferred.",
        ),
        ("volumes", "queue,interval_start,offered", "fone,2026-11-02 08:00,5", "queue", UNKNOWN_QUEUE),
        ("locks", "agent_id,shift_date,shift_id", "A1,2026-11-24,dya", "shift_id", UNKNOWN_SHIFT),
        ("patterns", "pattern,week,day,shift_id", "P,1,mon,dya", "shift_id", UNKNOWN_SHIFT),
        ("limits", "kind,group,value", "seats,dessk,4", "group", UNKNOWN_GROUP),
        (
            "people", "agent_id,skills,contract", "A1,phone,full", "contract",
            "contract 'full' is unknown; known: -. Correct it, or add it to centre.toml.",
        ),
        (
            "people", "agent_id,skills,pattern", "A1,phone,P1", "pattern",
            "pattern 'P1' is unknown; known: -. Correct it, or add it to patterns.csv.",
        ),
        (
            "people", "agent_id,skills", "A1,fone", "skills",
            "agent 'A1' has skill 'fone', which no queue uses; known skills: phone, chat. Did you mean 'phone'? Correct the "
            "skill or add the queue.",
        ),
        (
            "exceptions", EXCEPTIONS, "E1,A1,weekly_hour.min_h,2026-11-02,2026-11-08,20,h,a,b", "rule",
            "'weekly_hour.min_h' is no limit that an exception can change; known: weekly_hours.min_h, weekly_hours.max_h, "
            "max_daily_hours.max_h, min_shift_length.min_h, daily_rest.min_h, max_consecutive_days.max_days, "
            "weekly_days_off.min_days, weekly_rest.min_h, max_late_shifts.max_per_week, max_nights.max_in_row, "
            "max_nights.max_per_week, rest_after_nights.min_h, …. Did you mean 'weekly_hours.min_h'? Correct it.",
        ),
        (
            "exceptions", EXCEPTIONS, "E1,A1,weekly_hours.min_h,2026-11-02,2026-11-08,20,min,a,b", "unit",
            "unit 'min' does not fit weekly_hours.min_h; write h or leave it blank.",
        ),
    ],
)  # fmt: skip
def test_an_id_nobody_knows_is_refused(name: str, columns: str, row: str, field: str, sentence: str) -> None:
    """Named with its line and field, what is known, and the nearest known one."""
    assert refusals(**{name: table(columns, row)}) == [f"{name}.csv line 2, {field}: {sentence}"]


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("groups", "dessk", UNKNOWN_GROUP),
        (
            "skills",
            "fone",
            "skill 'fone' is unknown; known: phone, chat. Did you mean 'phone'? Correct it, or add it to centre.toml.",
        ),
    ],
)
def test_a_shift_for_nobody_known_is_refused(key: str, value: str, sentence: str) -> None:
    """Groups and skills of a template must exist."""
    toml = TOML.replace("paid_h = [6, 8]", f'paid_h = [6, 8]\n{key} = ["{value}"]')

    assert refusals(toml=toml) == [f"centre.toml line 25, [[shift]] day, {key}: {sentence}"]


def test_exceptions_of_one_limit_may_not_overlap() -> None:
    """Both ends are inclusive: sharing one day is an overlap; another person, limit or week is none."""
    rows = (
        "E1,A1,weekly_hours.min_h,2026-11-02,2026-11-08,20,h,a,b",
        "E2,A1,weekly_hours.min_h,2026-11-08,2026-11-15,25,h,a,b",
        "E3,A1,weekly_hours.min_h,2026-11-16,2026-11-22,25,h,a,b",
        "E4,A1,weekly_hours.max_h,2026-11-02,2026-11-08,45,h,a,b",
        "E5,A2,weekly_hours.min_h,2026-11-02,2026-11-08,20,h,a,b",
    )

    assert refusals(exceptions=table(EXCEPTIONS, *rows)) == [
        "exceptions.csv line 3: exception 'E2' overlaps 'E1' (line 2) for agent 'A1' and weekly_hours.min_h; change the dates "
        "of one of them."
    ]


def contract(*lines: str) -> str:
    return "\n".join((TOML, "[[contract]]", 'id = "part"', *lines, ""))


def test_a_contract_below_the_floor_needs_reason_and_approver() -> None:
    """20 hours against a floor of 30: refused without both, accepted with both."""
    part_time = "agent_id,skills,contract\nA1,phone,part\n"
    sentence = (
        "centre.toml line 31, [[contract]] part, min_h: min_h 20 of contract 'part' is below the floor of 30 h in [rules]; "
        "give the contract a reason and approved_by, or raise min_h."
    )

    for said in (
        (),
        ('reason = "students"',),
        ('approved_by = "manager"',),
        ('reason = " "', 'approved_by = "manager"'),
    ):
        assert refusals(toml=contract("min_h = 20", *said), people=part_time) == [sentence]
    approved = contract("min_h = 20", 'reason = "students"', 'approved_by = "manager"')
    assert department(toml=approved, people=part_time).notes == ()


def test_a_person_below_the_floor_needs_a_contract_or_an_exception() -> None:
    """The floor has no back door: a min_h of 20 in people.csv is refused unless somebody approved it."""
    people = "agent_id,skills,min_h,max_h,contract\nA1,phone,20,25,\n"
    exception = table(EXCEPTIONS, "E1,A1,weekly_hours.min_h,2026-11-02,2026-12-31,20,h,ill,manager")

    assert refusals(people=people) == [
        "people.csv line 2, min_h: min_h 20 of agent 'A1' is below the floor of 30 h in [rules]; name a contract with a reason "
        "and an approver, add an approved exception for weekly_hours.min_h, or raise min_h."
    ]
    assert department(people=people, exceptions=exception).notes == ()
    approved = contract("min_h = 20", 'reason = "students"', 'approved_by = "manager"')
    assert department(toml=approved, people=people.replace("25,", "25,part")).notes == ()


@pytest.mark.parametrize(
    ("toml", "people", "sentence"),
    [
        (TOML, "A1,phone,,25,", "min_h 30 of agent 'A1' is above max_h 25 (of the person); lower min_h or raise max_h."),
        (TOML, "A1,phone,45,,", "min_h 45 of agent 'A1' is above max_h 40 (of the rules); lower min_h or raise max_h."),
        (
            contract("max_h = 25"), "A1,phone,,,part",
            "min_h 30 of agent 'A1' is above max_h 25 (of the contract); lower min_h or raise max_h.",
        ),
    ],
)  # fmt: skip
def test_a_minimum_above_the_maximum_is_refused_wherever_they_come_from(toml: str, people: str, sentence: str) -> None:
    """Person, contract and rules together: the sentence says whose maximum it is."""
    said = refusals(toml=toml, people=f"agent_id,skills,min_h,max_h,contract\n{people}\n")

    assert said == [f"people.csv line 2, min_h: {sentence}"]


ATTENDANCE = "agent_id,signed_in,signed_out"


def test_attendance_of_unknown_people_is_left_out_and_noted() -> None:
    """Somebody who left is no reason to refuse the log."""
    log = table(ATTENDANCE, "A9,2026-11-02 08:00,2026-11-02 12:00", "A1,2026-11-02 08:00,2026-11-02 12:00")

    read = department(attendance=log)

    assert [row.agent_id for row in read.centre.attendance] == ["A1"]
    assert notes(attendance=log) == [
        "attendance.csv: rows of people whom the team sheet does not know: 1; they were left out: A9."
    ]


def test_a_missing_sign_out_is_kept_and_noted() -> None:
    """It counts to the planned end; the report will call it missed_sign_out."""
    log = table(ATTENDANCE, "A1,2026-11-02 08:00,2026-11-02 12:00", "A1,2026-11-02 13:00,")

    read = department(attendance=log)

    assert read.centre.attendance[1].signed_out is None
    assert notes(attendance=log) == [
        "attendance.csv: rows without a sign-out: 1, the first in line 3; they count to the planned end of the shift."
    ]


def test_a_sign_out_before_the_sign_in_is_kept_and_noted() -> None:
    """The log comes as it comes; the audit says what such a row counts for. The autumn hour does not run backwards."""
    log = table(ATTENDANCE, "A1,2026-11-02 12:00,2026-11-02 08:00")

    assert len(department(attendance=log).centre.attendance) == 1
    assert notes(attendance=log) == [
        "attendance.csv: rows with a sign-out before the sign-in: 1, the first in line 2; they count for nothing."
    ]


def test_of_people_who_cannot_be_read_no_further_rows_are_called_wrong() -> None:
    """A2's row is refused; that A2 has leave is then no second mistake."""
    leave = table("agent_id,from,to,kind,status", "A2,2026-11-02,2026-11-02,annual,approved")

    [said] = refusals(people=PEOPLE.replace("A2,王伟,desk,phone", "A2,王伟,desk,phone;a b"), leave=leave)

    assert said.startswith("people.csv line 3, skills: 'phone;a b' is wrong; expected an id")
