"""Columns of an export renamed, joined and filled in; rows of models merged by their key."""

from __future__ import annotations

import io
from datetime import date, datetime, time

import openpyxl
import pytest

from tests.wfm.formats.folders import english
from wfm.errors import InputError
from wfm.formats.cells import Conventions
from wfm.formats.importing import Headings, merged_records, renamed
from wfm.messages import say

OURS = Conventions("Asia/Shanghai")
DAY_FIRST = Conventions("Asia/Shanghai", "d-m-yyyy")


def headings(*pairs: str, **constants: str) -> Headings:
    return Headings(dict(pair.split("=", 1) for pair in pairs), constants)


def refused(content: str, table: str, given: Headings) -> list[str]:
    with pytest.raises(InputError) as error:
        renamed(content.encode(), "export.csv", table, given)
    return english(error.value.sentences)


def test_columns_are_renamed_joined_and_filled_in() -> None:
    """Theirs by name, date and time with a blank between, a constant for what they lack; ours as they are, the rest dropped."""
    export = "日期,时间,来电数,handled,备注\n\n2026-11-02,08:15,12,11,x\n"

    raw = renamed(
        export.encode("gb18030"),
        "话务.csv",
        "volumes",
        headings("interval_start=日期+时间", "offered=来电数", queue="phone"),
    )

    assert [dict(zip(raw.header, cells, strict=True)) for _, cells in raw.rows] == [
        {"interval_start": "2026-11-02 08:15", "offered": "12", "handled": "11", "queue": "phone"}
    ]
    assert str(raw.place(raw.rows[0][0])) == "话务.csv line 3"


def test_dates_and_times_of_a_workbook_are_joined() -> None:
    """A cell that Excel holds as a date, with its midnight, and one that it holds as a time."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["日期", "时间", "offered"], [datetime(2026, 11, 2), time(8, 15), 12], [date(2026, 11, 3), time(0), 9]):
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)

    raw = renamed(content.getvalue(), "话务.xlsx", "volumes", headings("interval_start=日期+时间", queue="phone"))

    at = raw.header.index("interval_start")
    assert [cells[at] for _, cells in raw.rows] == ["2026-11-02 08:15", "2026-11-03 00:00"]


def test_a_heading_with_a_plus_is_one_column() -> None:
    """`接通+放弃` is theirs as it stands, not two columns to be joined."""
    raw = renamed("接通+放弃,a\n7,x\n".encode(), "export.csv", "volumes", headings("offered=接通+放弃"))

    assert (raw.header, raw.rows[0][1]) == (("offered",), ["7"])


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (
            headings("calls=n"),
            "The table volumes has no column 'calls'; known: queue, interval_start, offered, handled, abandoned, ",
        ),
        (
            headings("offered=m"),
            "export.csv has no column 'm'; its heading names n, d, d. Correct the name after the equals sign.",
        ),
        (headings("offered=d"), "export.csv names the column 'd' twice; keep one of them."),
        (headings("interval_start=d+t", "offered=n"), "export.csv names the column 'd' twice; keep one of them."),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(given: Headings, sentence: str) -> None:
    """A column of ours that is none, one of theirs that is missing or stands twice."""
    assert refused("n,d,d\n1,2,3\n", "volumes", given)[0].startswith(sentence)


TEAM = b"agent_id,name,skills,hired_on\nA1,Li,phone,1-2-2020\nA2,Wang,phone,\n"


def merge(export: str, *, replace: bool = False, conventions: Conventions = OURS) -> tuple[str, list[str | None]]:
    raw = renamed(export.encode(), "team.csv", "people", Headings({}, {}))
    merged = merged_records("people", raw, TEAM, conventions, DAY_FIRST, replace=replace)
    lines = merged.content.decode().splitlines()
    places = [merged.origin(line) for line in range(2, len(lines) + 1)]
    return merged.content.decode(), [None if place is None else str(place) for place in places]


def test_rows_are_merged_by_their_key() -> None:
    """Those there stay in their place, with their dates read as the department writes them; new ones follow."""
    content, places = merge("agent_id,name,skills,hired_on\nA3,Zhao,phone,2026-03-04\nA2,Wang,phone,\n")

    assert content.splitlines()[1:] == [
        "A1,Li,,phone,no,2020-02-01", "A2,Wang,,phone,no,", "A3,Zhao,,phone,no,2026-03-04",
    ]  # fmt: skip
    assert places == [None, "team.csv line 3", "team.csv line 2"]


def test_a_row_that_differs_is_refused_unless_it_is_to_win() -> None:
    """The first such row is named by its line of the export."""
    export = "agent_id,name,skills\nA2,Wang,phone\nA1,Li,chat\n"

    with pytest.raises(InputError) as error:
        merge(export)

    assert english(error.value.sentences) == [
        "team.csv line 3: the row for A1 differs from the one already there; correct it, or let it win with --replace."
    ]
    assert "A1,Li,,chat,no" in merge(export, replace=True)[0]


def test_the_export_may_write_dates_in_its_own_way() -> None:
    """2/3/2026 is 2 March where the export says d/m/yyyy, whatever the department writes."""
    content, _ = merge(
        "agent_id,skills,hired_on\nA3,phone,2/3/2026\n", conventions=Conventions("Asia/Shanghai", "d/m/yyyy")
    )

    assert content.splitlines()[3].endswith("2026-03-02")


def test_a_place_in_the_merged_file_is_one_in_the_export() -> None:
    """However deep in the sentence; places in other files, and rows that were there before, keep their name."""
    raw = renamed(b"agent_id,skills\n\nA3,fone\n", "team.csv", "people", Headings({}, {}))
    merged = merged_records("people", raw, TEAM, OURS, DAY_FIRST, replace=False)

    def said(file: str, line: int) -> str:
        place = say("place_field", place=say("place_line", file=file, line=line), field="skills")
        return str(merged.at_origin(say("cell_refused", place=place, why="no.")))

    assert said("people.csv", 4) == "team.csv line 3, skills: no."
    assert said("people.csv", 2) == "people.csv line 2, skills: no."
    assert said("leave.csv", 4) == "leave.csv line 4, skills: no."
