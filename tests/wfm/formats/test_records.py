"""Tables whose rows are models: what is read, which rows are dropped and noted, which are refused."""

from __future__ import annotations

from datetime import date

import pytest

from tests.wfm.formats.folders import PEOPLE, TOML, department, notes, refusals, table


def test_people_with_everything() -> None:
    """Every column of the team sheet, Chinese names and a comma in quotes."""
    people = table(
        "agent_id,name,group,skills,min_h,max_h,lead,cost_per_h,hired_on,left_on,probation_done_h,phone,emergency_name",
        'A1,"李娜, 小李",投诉组,phone;chat,32,40,yes,42.5,2020-02-01,2026-12-31,40,139 0000,李明',
    )

    [agent] = department(people=people).centre.agents

    assert (agent.name, agent.group, agent.skills) == ("李娜, 小李", "投诉组", ("phone", "chat"))
    assert (agent.min_h, agent.max_h, agent.lead, agent.cost_per_h) == (32.0, 40.0, True, 42.5)
    assert (agent.hired_on, agent.left_on) == (date(2020, 2, 1), date(2026, 12, 31))
    assert (agent.phone, agent.emergency_name) == ("139 0000", "李明")


def test_dates_follow_the_date_format_of_import() -> None:
    """3-11-2026 is 3 November where [import] says d-m-yyyy, in silence."""
    leave = table("agent_id,from,to,kind,status", "A1,3-11-2026,4-11-2026,annual,approved")

    read = department(toml=TOML + '[import]\ndate_format = "d-m-yyyy"\n', leave=leave)

    [row] = read.centre.leave
    assert (row.from_day, row.to_day) == (date(2026, 11, 3), date(2026, 11, 4))
    assert read.notes == ()


def test_identical_rows_are_dropped_and_noted() -> None:
    """A row sent twice counts once; the note says how many were dropped."""
    leave = table("agent_id,from,to,kind,status", *["A1,2026-11-03,2026-11-04,annual,approved"] * 3)

    read = department(leave=leave)

    assert len(read.centre.leave) == 1
    assert [str(note) for note in read.notes] == ["leave.csv: rows sent twice: 2; one of each was kept."]
    assert notes(people=PEOPLE + "A2,王伟,desk,phone\n") == ["people.csv: rows sent twice: 1; one of each was kept."]


def test_different_rows_for_one_key_are_refused() -> None:
    """Two people of one id: nobody can know which one counts."""
    assert refusals(people=PEOPLE + "A2,王芳,desk,phone\n") == [
        "people.csv line 4 and line 3 are different rows for one agent_id (A2); keep one of them."
    ]


EXCEPTIONS = "exception_id,agent_id,rule,from,to,value,unit,reason,approved_by"


@pytest.mark.parametrize(
    ("name", "columns", "row", "sentence"),
    [
        ("people", "agent_id,skills", ",phone", "people.csv line 2, agent_id is blank; every row needs a value for agent_id."),
        ("people", "agent_id,skills", "A 1,phone", "people.csv line 2, agent_id: 'A 1' is wrong; expected an id without"),
        ("people", "agent_id,skills,min_h", "A1,phone,-1", "people.csv line 2, min_h: '-1' is wrong; expected a number of at"),
        ("people", "agent_id,skills,min_h", "A1,phone,nan", "people.csv line 2, min_h: 'nan' is wrong; expected a number with"),
        (
            "people", "agent_id,skills,min_h,max_h", "A1,phone,40,30",
            "people.csv line 2: min_h 40 is above max_h 30; lower min_h or raise max_h.",
        ),
        (
            "people", "agent_id,skills,hired_on,left_on", "A1,phone,2026-02-01,2026-01-01",
            "people.csv line 2: left_on 2026-01-01 is before hired_on 2026-02-01; correct one of them.",
        ),
        (
            "people", "agent_id,skills,hired_on", "A1,phone,3/4/2026",
            "people.csv line 2, hired_on: '3/4/2026' is wrong; expected a date that reads one way only, like 2026-11-24; or say",
        ),
        (
            "leave", "agent_id,from,to,kind,status", "A1,2026-11-04,2026-11-03,annual,approved",
            "leave.csv line 2: to 2026-11-03 is before from 2026-11-04; correct one of them.",
        ),
        (
            "leave", "agent_id,from,to,kind,status", "A1,2026-11-04,2026-11-05,annual,aproved",
            "leave.csv line 2, status: 'aproved' is wrong; expected one of requested, approved, refused.",
        ),
        (
            "availability", "agent_id,days,from,to,kind", "A1,mon-fry,08:00,12:00,avoid",
            "availability.csv line 2, days: 'mon-fry' is wrong; expected weekdays such as mon-fri or mon,wed, or a date such as",
        ),
        (
            "availability", "agent_id,days,from,to,kind", "A1,mon,08:00,26:00,avoid",
            "availability.csv line 2, to: '26:00' is wrong; expected a time of day from 00:00 to 24:00, written like 08:30.",
        ),
        (
            "exceptions", EXCEPTIONS, "E1,A1,weekly_hours.min_h,2026-11-02,2026-11-08,20,h,,Station manager",
            "exceptions.csv line 2, reason is blank; an exception needs a reason and an approver. Fill in reason.",
        ),
        (
            "exceptions", EXCEPTIONS, "E1,A1,weekly_hours.min_h,2026-11-02,2026-11-08,20,h,ill,   ",
            "exceptions.csv line 2, approved_by is blank; an exception needs a reason and an approver. Fill in approved_by.",
        ),
        (
            "exceptions", EXCEPTIONS, "E1,A1,weekly_hours.min_h,2026-11-02,2026-11-08,-20,h,ill,x",
            "exceptions.csv line 2, value: '-20' is wrong; expected a number of at least 0, like 12.",
        ),
        (
            "overrides", "queue,from,to,kind,value,author,reason", "phone,2026-11-02,2026-11-03,set,5,me,",
            "overrides.csv line 2, reason is blank; every row needs a value for reason. Fill it in or remove the row.",
        ),
        (
            "special_days", "date,name,acts_like", "2026-11-11,sale,holliday",
            "special_days.csv line 2: acts_like 'holliday' is unknown; write one of mon, tue, wed, thu, fri, sat, sun, holiday,",
        ),
        ("special_days", "date,name,factor", "2026-02-30,sale,", "special_days.csv line 2, date: '2026-02-30' is wrong;"),
        ("drivers", "date,name,value", "2026-11-11,mailing,many", "drivers.csv line 2, value: 'many' is wrong; expected a number"),
        ("cleaning", "queue,interval_start,decision,by", "phone,2026-11-02 08:00,drop,me", "cleaning.csv line 2, decision: 'drop'"),
        ("locks", "agent_id,shift_date,shift_id,start", "A1,2026-11-24,day,noon", "locks.csv line 2, start: 'noon' is wrong;"),
        ("patterns", "pattern,week,day,shift_id", "P,one,mon,day", "patterns.csv line 2, week: 'one' is wrong; expected a whole"),
        ("pairs", "agent_a,agent_b,kind", "A1,A2,friends", "pairs.csv line 2, kind: 'friends' is wrong; expected one of together,"),
        ("limits", "kind,value", "seats,4.5", "limits.csv line 2, value: '4.5' is wrong; expected a whole number, like 3."),
        (
            "kpi", "agent_id,date,first_contact_resolved", "A1,2026-11-02,70",
            "kpi.csv line 2, first_contact_resolved: '70' is wrong; expected a number of at most 1.",
        ),
        (
            "attendance", "agent_id,signed_in,signed_out", "A1,2026-11-02 8am,",
            "attendance.csv line 2, signed_in: '2026-11-02 8am' is wrong; expected a date and time, written like 2026-11-24 08:00",
        ),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_is_refused(name: str, columns: str, row: str, sentence: str) -> None:
    """With file, line, field, value and remedy; one mistake gives one sentence."""
    [said] = refusals(**{name: table(columns, row)})

    assert said.startswith(sentence)


@pytest.mark.parametrize("column", ["reason", "approved_by"])
def test_exceptions_have_columns_for_reason_and_approver(column: str) -> None:
    """An exceptions.csv without them is refused as a whole."""
    columns = [name for name in EXCEPTIONS.split(",") if name != column]

    [said] = refusals(exceptions=table(",".join(columns)))

    assert said.startswith(f"exceptions.csv has no column '{column}'; its heading names exception_id, agent_id,")


def test_local_times_in_the_spring_and_autumn_hours_are_refused() -> None:
    """An attendance log that is not sure when it was is not guessed at."""
    said = refusals(
        toml=TOML.replace("Asia/Shanghai", "Europe/Berlin"),
        attendance=table(
            "agent_id,signed_in,signed_out",
            "A1,2026-03-29 02:30,2026-03-29 10:00",
            "A1,2026-10-24 20:00,2026-10-25 02:30",
        ),
    )

    assert said == [
        "attendance.csv line 2, signed_in: the local time 2026-03-29 02:30 does not exist in Europe/Berlin, the clocks are put "
        "forward over it; correct it, or write the time with its offset.",
        "attendance.csv line 3, signed_out: the local time 2026-10-25 02:30 comes twice in Europe/Berlin, the clocks are put "
        "back over it; write it with its offset: 2026-10-25T02:30+02:00 / 2026-10-25T02:30+01:00.",
    ]
