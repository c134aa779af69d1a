"""The copy of the inputs: enough to plan again, and nothing private."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from tests.department import EXCEPTIONS, FILES, LEAVE, PEOPLE, Planned
from wfm.formats import department_of
from wfm.formats.inputs import input_sha256, public_inputs, read_inputs

PRIVATE = ("555-0", "@example.com", "Zoe")


def bytes_of(**changed: str) -> dict[str, bytes]:
    return {name: text.encode("utf-8") for name, text in (FILES | changed).items()}


def workbook_of(**sheets: str) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, text in sheets.items():
        sheet = book.create_sheet(name)
        for row in csv.reader(io.StringIO(text)):
            sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def words_of(workbook: Path) -> str:
    book = openpyxl.load_workbook(workbook)
    return " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)


def test_a_team_sheet_loses_what_is_private() -> None:
    """Phone, e-mail and emergency contacts are gone; everybody and every other column stay."""
    public = public_inputs(bytes_of())
    people = public["people.csv"].decode("utf-8")

    assert [word for word in PRIVATE if word in people] == []
    assert people.splitlines()[0] == "agent_id,name,group,skills,contract,lead"
    assert len(people.splitlines()) == len(PEOPLE.splitlines())
    assert {name: public[name] for name in public if name != "people.csv"} == {
        name: content for name, content in bytes_of().items() if name != "people.csv"
    }


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_any_writing_of_the_heading_is_known(encoding: str) -> None:
    """`E-mail` and `Emergency Phone` with semicolons in another encoding are as private."""
    text = "Agent ID;Skills;E-mail;Emergency Phone;Phone\nA1;phone;ann@example.com;555-0901;555-0101\n"
    public = public_inputs({"people.csv": text.encode(encoding)})["people.csv"].decode("utf-8")

    assert [word for word in PRIVATE if word in public] == []
    assert "A1" in public


def test_a_workbook_becomes_tables() -> None:
    """Of department.xlsx each sheet becomes a CSV file; attendance, KPIs and sheets that are no table of ours stay behind."""
    content = workbook_of(
        people=PEOPLE, exceptions=EXCEPTIONS, attendance="agent_id,signed_in\nA1,x\n", notes="call Zoe\n555-0101\n"
    )

    public = public_inputs({"department.xlsx": content})

    assert set(public) == {"people.csv", "exceptions.csv"}
    assert public["people.csv"] == public_inputs({"people.csv": PEOPLE.encode()})["people.csv"]
    assert public["exceptions.csv"].decode("utf-8") == EXCEPTIONS


def test_a_workbook_keeps_no_trace_of_its_comments() -> None:
    """A comment on a cell, and who wrote the workbook, stay in the department."""
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(people=PEOPLE)))
    book["people"]["A2"].comment = Comment("555-0101", "Zoe")
    book.properties.creator = "Zoe"
    written = io.BytesIO()
    book.save(written)

    public = public_inputs({"department.xlsx": written.getvalue()})

    assert [word for word in PRIVATE for content in public.values() if word.encode() in content] == []


def test_a_department_in_a_workbook_can_be_planned_again_from_its_copy() -> None:
    """The same people, leave and exceptions, read from the copy."""
    files = {"centre.toml": FILES["centre.toml"].encode(), "department.xlsx": workbook_of(people=PEOPLE, leave=LEAVE)}

    own, copy = department_of(files).centre, department_of(public_inputs(files)).centre

    assert [agent.skills for agent in copy.agents] == [agent.skills for agent in own.agents]
    assert copy.leave == own.leave


def test_what_happened_is_not_handed_on() -> None:
    """Attendance and KPIs are no input of a plan."""
    public = public_inputs(bytes_of() | {"attendance.csv": b"agent_id\n", "kpi.csv": b"agent_id\n"})

    assert {"attendance.csv", "kpi.csv"} & set(public) == set()


def test_the_copy_is_a_department() -> None:
    """It reads as the same people, rules and history, so that the plan can be repeated from it."""
    own, copy = department_of(bytes_of()).centre, department_of(public_inputs(bytes_of())).centre

    private = {"phone", "email", "emergency_name", "emergency_phone"}
    assert [agent.model_dump(exclude=private) for agent in copy.agents] == [
        agent.model_dump(exclude=private) for agent in own.agents
    ]
    assert copy.rules == own.rules
    assert copy.volumes is not None


def test_a_copy_of_a_copy_is_the_same() -> None:
    """Nothing is left to take out."""
    once = public_inputs(bytes_of())

    assert public_inputs(once) == once


def test_the_hash_is_of_names_and_bytes() -> None:
    """Order does not matter; a byte, a name or a file more does."""
    files = {"a.csv": b"1", "b.csv": b"2"}
    same = {"b.csv": b"2", "a.csv": b"1"}
    others = (
        {"a.csv": b"1"},
        {"a.csv": b"1", "b.csv": b"3"},
        {"a.csv": b"2", "b.csv": b"1"},
        {"a.csv": b"1", "c.csv": b"2"},
    )

    assert input_sha256(files) == input_sha256(same)
    assert len({input_sha256(files), *map(input_sha256, others)}) == 5


def test_written_inputs_have_the_hash_of_the_proof(planned: Planned) -> None:
    """What lies in ``inputs/`` is what the proof speaks of."""
    copied = read_inputs(planned.out / "inputs")

    assert set(copied) == set(FILES)
    assert input_sha256(copied) == input_sha256(public_inputs(planned.department.files))


def test_no_file_of_a_plan_holds_private_data(planned: Planned) -> None:
    """Not one of the files a plan writes, of any kind, but the list of whom to call in, which has phones and no more."""
    leaked = [
        path.name
        for path in planned.out.rglob("*")
        if path.is_file() and path.suffix != ".xlsx" and any(word.encode() in path.read_bytes() for word in PRIVATE)
    ]

    assert leaked == ["call_in.csv"]
    listed = (planned.out / "call_in.csv").read_text(encoding="utf-8")
    assert [word for word in PRIVATE if word in listed and not word.startswith("555-")] == []
    assert [word for word in PRIVATE if word in words_of(planned.out / "roster.xlsx")] == []
