"""``capacity.xlsx``: the scenarios, the hours and the people of every week, and the hires, each in its sheet with its picture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from scenarios.capacity.rows import figures, hire_rows, people_rows, pool_rows
from scenarios.capacity.year import YearPlan
from wfm.formats.charts import Stretch, bar_chart, coverage_chart, stretches
from wfm.formats.sheets import DAY, HOURS, SHARE, SheetColumn, field, table_sheet
from wfm.messages import say

MONEY, WHOLE = "#,##0", "0"


def _column(key: str, width: float, name: str, number_format: str = "") -> SheetColumn:
    return SheetColumn(f"capacity_{key}", width, field(name), number_format)


_SCENARIO = SheetColumn("capacity_scenario", 16, lambda row: row.scenario or say("capacity_base"))
_WEEK = (_column("monday", 12, "monday", DAY),)
_FIGURES = (
    SheetColumn("capacity_scenario", 16, lambda row: row.name or say("capacity_base")),
    _column("cost_plain", 14, "cost", MONEY),
    _column("bound", 14, "bound", MONEY),
    _column("gap", 9, "gap", "0.00%"),
    _column("hires", 9, "hires", WHOLE),
    _column("classes", 9, "classes", WHOLE),
    _column("first", 12, "people_first", HOURS),
    _column("last", 12, "people_last", HOURS),
    _column("overtime", 12, "overtime_h", MONEY),
    _column("required", 14, "required_h", MONEY),
    _column("short", 12, "short_h", MONEY),
    _column("share", 10, "short_share", SHARE),
)
_HOURS = (
    _SCENARIO,
    _column("skills", 14, "skill"),
    *_WEEK,
    _column("required", 13, "required_h", HOURS),
    _column("served", 13, "served_h", HOURS),
    _column("short", 13, "short_h", HOURS),
)
_PEOPLE = (
    _SCENARIO,
    SheetColumn("capacity_skills", 20, lambda row: ", ".join(row.skills)),
    _column("contract", 14, "contract"),
    *_WEEK,
    *(_column(name, 11, name, HOURS) for name in ("opening", "joined", "hired", "left", "closing", "full_agents")),
    _column("paid", 12, "paid_h", HOURS),
    _column("overtime", 12, "overtime_h", HOURS),
    _column("spare", 12, "spare_h", HOURS),
    _column("cost_plain", 12, "cost", MONEY),
)
_HIRES = (
    _SCENARIO,
    _column("decide_by", 13, "decide_by", DAY),
    _column("starts_on", 13, "starts_on", DAY),
    _column("class", 14, "hiring_class"),
    SheetColumn("capacity_skills", 20, lambda row: ", ".join(row.skills)),
    _column("contract", 14, "contract"),
    _column("people", 9, "people", WHOLE),
)


def write_capacity_workbook(path: Path, plans: Sequence[YearPlan], language: str) -> None:
    """Write the workbook; weeks that are short are coloured, and each pool of each scenario has its chart."""
    workbook = Workbook()
    assert workbook.active is not None
    workbook.remove(workbook.active)
    told = [figures(plan) for plan in plans]
    sheet = table_sheet(workbook, "sheet_capacity", _FIGURES, told, language)
    cost = say("capacity_cost", currency=plans[0].centre.currency or "–").text(language)
    bar_chart(sheet, cost, Stretch(1, 2, 1 + len(told)), category=1, bars=[2], place=0)
    hours = [row for plan in plans for row in pool_rows(plan)]
    sheet = table_sheet(
        workbook, "sheet_capacity_hours", _HOURS, hours, language, freeze="D2", is_marked=lambda row: row.short_h > 0.5
    )
    titles = (" · ".join(filter(None, (row.skill, row.scenario))) for row in hours)
    for place, (title, rows) in enumerate(stretches(titles)):
        coverage_chart(sheet, title, rows, category=3, wanted=4, there=5, number_format=DAY, place=place)
    people = [row for plan in plans for row in people_rows(plan)]
    table_sheet(workbook, "sheet_capacity_people", _PEOPLE, people, language, freeze="E2")
    table_sheet(workbook, "sheet_capacity_hires", _HIRES, [row for plan in plans for row in hire_rows(plan)], language)
    workbook.save(path)
