"""``roster.xlsx``: the week for the wall, the hours of each person, and coverage by day and hour."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from wfm.centre import Centre
from wfm.formats.charts import coverage_chart, stretches
from wfm.formats.sheets import MARKED, MIDDLE, finish, heading
from wfm.messages import say
from wfm.people import Agent
from wfm.reports.coverage import CoverageReport
from wfm.reports.hours import WeekHours
from wfm.roster import Roster
from wfm.shifts import Activity, Shift
from wfm.timegrid import iso_week

GROUP = PatternFill("solid", start_color="DCE6F1")
WORK = PatternFill("solid", start_color="EAF3EA")
LINE = Side(style="thin", color="BFBFBF")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)


def write_workbook(
    path: Path, centre: Centre, roster: Roster, coverage: CoverageReport, hours: Sequence[WeekHours], language: str
) -> None:
    """Write the workbook: a sheet to print, a sheet of hours and a sheet of coverage, each with a frozen heading and filters."""
    workbook = Workbook()
    week = workbook.active
    assert isinstance(week, Worksheet)
    _week_sheet(week, centre, roster, language)
    _hours_sheet(workbook.create_sheet(), hours, language)
    _coverage_sheet(workbook.create_sheet(), coverage, language)
    workbook.save(path)


def _week_sheet(sheet: Worksheet, centre: Centre, roster: Roster, language: str) -> None:
    sheet.title = say("sheet_week").text(language)
    names = [say(f"weekday_{day.weekday()}").text(language) for day in roster.dates]
    dates = [f"{name} {day:%m-%d}" for name, day in zip(names, roster.dates, strict=True)]
    title = say("wall_title", centre=centre.name, week=iso_week(roster.first_day)).text(language)
    sheet.append([title])
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    sheet.append([say("column_person").text(language), *dates, say("column_hours").text(language)])
    heading(sheet, 2)
    for group in dict.fromkeys(agent.group for agent in centre.agents):
        if group:
            sheet.append([group])
            for column in range(1, roster.days + 3):
                sheet.cell(sheet.max_row, column).fill = GROUP
            sheet.cell(sheet.max_row, 1).font = Font(bold=True)
        for agent in centre.agents:
            if agent.group == group:
                _person_row(sheet, roster, agent, language)
    finish(sheet, [24, *[15] * roster.days, 9], freeze="B3", headings=2)


def _person_row(sheet: Worksheet, roster: Roster, agent: Agent, language: str) -> None:
    own = {shift.shift_date: shift for shift in roster.of(agent.agent_id)}
    lead = f" ({say('lead').text(language)})" if agent.lead else ""
    paid_h = sum(shift.paid_min for shift in own.values()) / 60
    cells = [_cell(own[day]) if day in own else "" for day in roster.dates]
    sheet.append([f"{agent.agent_id} {agent.name}".strip() + lead, *cells, paid_h])
    row = sheet.max_row
    for column in range(1, len(cells) + 3):
        cell = sheet.cell(row, column)
        cell.border = BOX
        if 1 < column < len(cells) + 2:
            cell.alignment = MIDDLE
            if cell.value:
                cell.fill = WORK
    sheet.cell(row, len(cells) + 2).number_format = "0.00"
    sheet.row_dimensions[row].height = 32


def _cell(shift: Shift) -> str:
    """``09:00-18:00`` with the meal below it."""
    meals = [segment for segment in shift.segments if segment.activity is Activity.MEAL]
    below = "".join(f"\n({meal.start:%H:%M}-{meal.end:%H:%M})" for meal in meals)
    return f"{shift.start:%H:%M}-{shift.end:%H:%M}{below}"


def _hours_sheet(sheet: Worksheet, hours: Sequence[WeekHours], language: str) -> None:
    sheet.title = say("sheet_hours").text(language)
    columns = ("person", "name", "group", "week", "hours", "floor", "maximum", "credited", "shifts", "exception")
    sheet.append([say(f"column_{column}").text(language) for column in columns])
    heading(sheet, 1)
    for row in hours:
        sheet.append(
            [
                row.agent_id, row.name, row.group, row.week, row.paid_h, row.low_h, row.high_h, row.credited_h, row.shifts,
                row.exception_id,
            ]
        )  # fmt: skip
    for column in range(5, 9):
        for cells in sheet.iter_rows(min_row=2, min_col=column, max_col=column):
            cells[0].number_format = "0.00"
    finish(sheet, [10, 16, 14, 11, 9, 9, 9, 9, 9, 14], freeze="B2", filtered=True)


def _coverage_sheet(sheet: Worksheet, coverage: CoverageReport, language: str) -> None:
    sheet.title = say("sheet_coverage").text(language)
    columns = ("skill", "interval", "required", "rostered", "shortage", "overstaffing")
    sheet.append([say(f"column_{column}").text(language) for column in columns])
    heading(sheet, 1)
    for row in coverage.rows():
        start = row.interval_start.replace(tzinfo=None)
        sheet.append([row.skill, start, row.required, row.rostered, row.shortage, row.overstaffing])
        sheet.cell(sheet.max_row, 2).number_format = "yyyy-mm-dd hh:mm"
        for column in (4, 5, 6):
            sheet.cell(sheet.max_row, column).number_format = "0.00"
        if row.shortage:
            sheet.cell(sheet.max_row, 5).fill = MARKED
    finish(sheet, [14, 18, 10, 10, 10, 13], freeze="A2", filtered=True)
    for place, (skill, rows) in enumerate(stretches(row.skill for row in coverage.rows())):
        coverage_chart(sheet, skill, rows, category=2, wanted=3, there=4, number_format="mm-dd hh:mm", place=place)
