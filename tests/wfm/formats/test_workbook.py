"""The workbook, opened again: its sheets, frozen headings, filters and figures."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from tests.department import Planned
from wfm.formats.workbook import write_workbook
from wfm.messages import say


def written(planned: Planned, path: Path, language: str) -> Workbook:
    plan = planned.plan
    write_workbook(path, plan.centre, plan.roster, plan.coverage, plan.hours, language)
    return openpyxl.load_workbook(path)


@pytest.fixture(scope="module")
def book(planned: Planned, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    return written(planned, tmp_path_factory.mktemp("book") / "roster.xlsx", "en")


def test_sheets_are_named_in_the_language(planned: Planned, tmp_path: Path, book: Workbook) -> None:
    """A sheet for the wall, one of hours, one of coverage."""
    chinese = written(planned, tmp_path / "zh.xlsx", "zh-CN")

    assert book.sheetnames == ["Week", "Hours", "Coverage"]
    assert chinese.sheetnames == [say(key).text("zh-CN") for key in ("sheet_week", "sheet_hours", "sheet_coverage")]
    assert chinese["周班表"]["B2"].value == "周一 11-23"


def test_headings_stay_in_sight(book: Workbook) -> None:
    """Heading and names are frozen; hours and coverage have a filter over all their rows."""
    assert [book[name].freeze_panes for name in book.sheetnames] == ["B3", "B2", "A2"]
    for name in ("Hours", "Coverage"):
        assert book[name].auto_filter.ref == book[name].dimensions


def test_the_wall_print_fits_its_paper(book: Workbook) -> None:
    """Landscape A4, one page wide, as many high as it takes, the heading on each."""
    sheet = book["Week"]

    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", sheet.PAPERSIZE_A4)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$1:$2"


def test_the_wall_print_shows_every_shift(planned: Planned, book: Workbook) -> None:
    """Each cell is the person's shift of that day with its meal, blank where there is none; the last column is the sum."""
    sheet = book["Week"]
    rows = {str(row[0].value).split()[0]: row for row in sheet.iter_rows(min_row=3) if row[-1].value is not None}
    roster = planned.plan.roster

    assert set(rows) == {agent.agent_id for agent in planned.plan.centre.agents}
    for agent_id, row in rows.items():
        for day, cell in zip(roster.dates, row[1:-1], strict=True):
            shift = roster.on(agent_id, day)
            begins = "" if shift is None else f"{shift.start:%H:%M}-{shift.end:%H:%M}"
            assert str(cell.value or "").split("\n")[0] == begins
        assert row[-1].value == sum(shift.paid_min for shift in roster.of(agent_id)) / 60
    assert str(rows["A1"][0].value).endswith("(lead)")


def test_groups_have_a_line_each(book: Workbook) -> None:
    """Front and back in the order of the team sheet."""
    groups = [row[0].value for row in book["Week"].iter_rows(min_row=3) if row[-1].value is None]

    assert groups == ["front", "back"]


def test_hours_are_numbers(planned: Planned, book: Workbook) -> None:
    """A row per person, hours as numbers that a sheet can add up, the exception named."""
    rows = list(book["Hours"].iter_rows(min_row=2, values_only=True))

    assert [row[4] for row in rows] == [hours.paid_h for hours in planned.plan.hours]
    assert [row[0] for row in rows if row[9]] == ["A5"]


def test_every_pool_has_its_chart(planned: Planned, book: Workbook) -> None:
    """Named after the pool, what is rostered as an area over that pool's rows and what is required as a line."""
    sheet = book["Coverage"]
    skills = [cell.value for cell in sheet["A"]][1:]
    charts = sheet._charts  # type: ignore[attr-defined]  # the stubs have no charts

    assert len(charts) == len(planned.plan.coverage.pools) == len(set(skills))
    for chart, skill in zip(charts, dict.fromkeys(skills), strict=True):
        first, last = 2 + skills.index(skill), 1 + skills.index(skill) + skills.count(skill)
        area, line = (part.series[0].val.numRef.f for part in chart._charts)
        assert area == f"'Coverage'!$D${first}:$D${last}"
        assert line == f"'Coverage'!$C${first}:$C${last}"


def test_coverage_is_the_coverage_report(planned: Planned, book: Workbook) -> None:
    """Every row of coverage.csv, with the local time as a date and time of the sheet."""
    rows = list(book["Coverage"].iter_rows(min_row=2, values_only=True))
    expected = [
        (row.skill, row.interval_start.replace(tzinfo=None), row.required, row.rostered, row.shortage, row.overstaffing)
        for row in planned.plan.coverage.rows()
    ]

    assert rows == expected


def test_no_name_is_taken_for_a_formula(planned: Planned, tmp_path: Path) -> None:
    """A name that begins with an equals sign is text in the sheet, not something to be computed."""
    plan = planned.plan
    agents = [agent.model_copy(update={"name": "=1+1", "group": "=2+2"}) for agent in plan.centre.agents]
    centre = plan.centre.model_copy(update={"agents": tuple(agents)})
    hours = [type(row)(**{**vars(row), "name": "=1+1", "group": "=2+2"}) for row in plan.hours]

    write_workbook(tmp_path / "roster.xlsx", centre, plan.roster, plan.coverage, hours, "en")

    book = openpyxl.load_workbook(tmp_path / "roster.xlsx")
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value} <= {
        "s",
        "n",
        "d",
    }


def test_private_data_stays_private(book: Workbook) -> None:
    """No phone number, address or emergency contact in a workbook that is handed round."""
    words = " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)

    assert [private for private in ("555-0", "@example.com", "Zoe") if private in words] == []
