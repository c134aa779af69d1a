"""Tables of CSV files and of department.xlsx."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest

from tests.wfm.formats.folders import NOW, PEOPLE, TOML, department, english, files, notes, refusals, refusals_of
from wfm.formats.department import department_of
from wfm.formats.tables import cell_text


def workbook(**sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


PEOPLE_SHEET: list[list[object]] = [
    ["agent_id", "name", "skills", "lead", "min_h", "hired_on"],
    ["A1", "李娜", "phone;chat", True, 32, date(2020, 2, 1)],
    [None, None, None, None, None, None],
    ["A2", "王伟", "phone", "否", 30.5, datetime(2021, 3, 1)],
]


def test_sheets_of_a_workbook_are_tables() -> None:
    """People, volumes and attendance as sheets, with real dates, times, numbers and truth values, read as the CSV files would."""
    book = workbook(
        People=PEOPLE_SHEET,
        volumes=[["queue", "interval_start", "offered"], ["phone", datetime(2026, 11, 2, 8, 15), 12]],
        availability=[["agent_id", "days", "from", "to", "kind"], ["A1", "mon-fri", time(9, 0), time(17, 30), "avoid"]],
        attendance=[
            ["agent_id", "signed_in", "signed_out"],
            ["A1", datetime(2026, 11, 2, 8), datetime(2026, 11, 2, 17, 0, 30)],
        ],
        说明=[["this sheet is no table"]],
    )

    read = department_of({"centre.toml": TOML.encode(), "department.xlsx": book}, now=NOW)

    first, second = read.centre.agents
    assert (first.name, first.lead, first.min_h, first.hired_on) == ("李娜", True, 32.0, date(2020, 2, 1))
    assert (second.name, second.lead, second.min_h, second.hired_on) == ("王伟", False, 30.5, date(2021, 3, 1))
    assert read.centre.volumes is not None
    assert read.centre.volumes.offered.tolist() == [[12.0]]
    [wish] = read.centre.availability
    assert (wish.from_time, wish.to_time) == ("09:00", "17:30")
    [signed] = read.centre.attendance
    assert signed.signed_out is not None
    assert signed.signed_out.isoformat() == "2026-11-02T17:00:30+08:00"
    assert read.notes == ()


def test_a_mistake_in_a_sheet_is_named_by_sheet_and_row() -> None:
    """The row is the one the person sees in Excel, blank rows counted."""
    rows: list[list[object]] = [*PEOPLE_SHEET[:3], ["A2", "王伟", "phone", None, "thirty", None]]

    said = refusals_of({"centre.toml": TOML.encode(), "department.xlsx": workbook(people=rows)})

    assert said == [
        "department.xlsx, sheet people, row 4, min_h: 'thirty' is wrong; expected a number with a point for decimals, like 7.5."
    ]


def test_a_table_in_two_places_is_refused() -> None:
    """people.csv beside a sheet of the same name: nobody can know which one counts."""
    said = refusals_of({**files(), "department.xlsx": workbook(people=PEOPLE_SHEET)})

    assert said == ["The table 'people' is both in people.csv and a sheet of department.xlsx; keep one of them."]


def test_a_damaged_workbook_is_refused() -> None:
    """Bytes that are no workbook are refused by name, with the remedy."""
    [said] = refusals_of({**files(), "department.xlsx": b"PK\x03\x04 not really"})

    assert said.startswith("department.xlsx cannot be read as an Excel workbook: ")
    assert said.endswith(". Save it again as .xlsx.")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""), (True, "yes"), (False, "no"), (8.0, "8"), (7.25, "7.25"), (12, "12"), ("投诉", "投诉"),
        (date(2026, 11, 2), "2026-11-02"), (time(8, 30), "08:30"), (time(8, 30, 5), "08:30:05"),
        (timedelta(hours=24), "24:00"), (datetime(2026, 11, 2, 7, 59, 59, 999_600), "2026-11-02 08:00:00"),
    ],
)  # fmt: skip
def test_a_cell_reads_as_the_text_of_a_csv_file(value: object, text: str) -> None:
    """Whole numbers lose their .0; Excel's rounding of instants is undone; 24 hours are the end of a day."""
    assert cell_text(value) == text


def test_headings_are_matched_without_case_and_blanks() -> None:
    """`Agent ID` is agent_id; blank rows and short rows are no mistake."""
    read = department(people="Agent ID, Name ,SKILLS\n\nA1,李娜,phone\nA2\n,,\n")

    assert [agent.agent_id for agent in read.centre.agents] == ["A1", "A2"]


@pytest.mark.parametrize(
    ("people", "sentence"),
    [
        ("", "people.csv is empty; its first line must name the columns."),
        (
            "agent,name\nA1,x\n",
            "people.csv has no column 'agent_id'; its heading names agent, name. Add the column or rename one.",
        ),
        ("agent_id,skills,skills\nA1,phone,chat\n", "people.csv names the column 'skills' twice; keep one of them."),
        (
            "agent_id,skills\nA1,phone,chat\n",
            "people.csv line 2 has 3 cells, the heading 2; put a text that holds the separator in quotes.",
        ),
    ],
)
def test_a_heading_that_does_not_fit_is_refused(people: str, sentence: str) -> None:
    """No heading, a missing or doubled column, a row longer than the heading."""
    assert sentence in refusals(people=people)


def test_unknown_columns_are_left_aside_and_said() -> None:
    """A column of the department's own does no harm, but a misspelt one must not go unnoticed."""
    assert notes(people="agent_id,skills,birthday,备注\nA1,phone,1990-01-01,x\n") == [
        "people.csv: the columns birthday, 备注 are not known and were left aside."
    ]


def test_the_line_is_that_of_the_file() -> None:
    """Blank lines and a text over two lines count: the line named is the one an editor shows."""
    people = 'agent_id,name,skills,min_h\n\nA1,"two\nlines",phone,32\nA2,x,phone,abc\n'

    [said] = refusals(people=people)

    assert said.startswith("people.csv line 5, min_h: 'abc'")


def test_a_cell_beyond_reason_is_refused() -> None:
    """A quote that is never closed swallows the file; the refusal says what could not be read."""
    [said] = refusals(people=PEOPLE + 'A3,"' + "x" * 200_000)

    assert said.startswith("people.csv cannot be read: field larger than field limit")


def test_notes_are_said_in_chinese_too() -> None:
    """The note of an unknown column in both languages."""
    [note] = department(people="agent_id,skills,birthday\nA1,phone,x\n").notes

    assert english([note]) == ["people.csv: the columns birthday are not known and were left aside."]
    assert note.text("zh-CN") == "people.csv：未知列 birthday 已忽略。"
