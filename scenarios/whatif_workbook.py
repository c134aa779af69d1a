"""``whatif.xlsx``: the scenarios as a sheet with charts beside it, and every heat map as a sheet that Excel shades."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from scenarios.compare import ScenarioFigures
from scenarios.heat_map import HeatMap
from wfm.formats.charts import Stretch, bar_chart, heat
from wfm.formats.sheets import HOURS, SHARE, SheetColumn, finish, heading, table_sheet
from wfm.messages import Sentence, say

MISSING = "whatif_missing"


def write_whatif_workbook(
    path: Path,
    base: ScenarioFigures,
    scenarios: Sequence[ScenarioFigures],
    maps: Sequence[HeatMap],
    currency: str,
    language: str,
) -> None:
    """Write the workbook; scenarios without a roster are coloured."""
    workbook = Workbook()
    assert workbook.active is not None
    workbook.remove(workbook.active)
    told = [base, *scenarios]
    columns = _columns(base, currency)
    sheet = table_sheet(
        workbook, "sheet_whatif", columns, told, language, is_marked=lambda figures: figures.outcome != "planned"
    )
    rows = Stretch(1, 2, 1 + len(told))
    missing = 1 + [column.heading for column in columns].index(MISSING)
    bar_chart(sheet, say(MISSING).text(language), rows, category=1, bars=[missing], place=0)
    levels = [len(columns) - place for place in range(len(base.queues))][::-1]
    if levels:
        bar_chart(sheet, say("whatif_levels").text(language), rows, category=1, bars=levels, place=1)
    for number, each in enumerate(maps, 1):
        _map_sheet(workbook, number, each, language)
    workbook.save(path)


def _columns(base: ScenarioFigures, currency: str) -> list[SheetColumn]:
    return [
        SheetColumn("whatif_scenario", 34, lambda figures: figures.name or say("whatif_base")),
        SheetColumn("column_status", 16, lambda figures: say(f"outcome_{figures.outcome}")),
        _planned("whatif_people", "people", "0"),
        _planned("whatif_paid", "paid_h", HOURS),
        _planned("whatif_overtime", "overtime_h", HOURS),
        _planned(say("whatif_cost", currency=currency), "cost", "#,##0"),
        _planned(MISSING, "missing_h", HOURS),
        _planned("whatif_surplus", "surplus_h", HOURS),
        _planned("whatif_breaches", "breaches", "0"),
        _planned("whatif_wishes", "wishes_refused", "0"),
        _planned("whatif_gap", "gap_agent_hours", HOURS),
        SheetColumn("whatif_roster", 16, lambda figures: say(f"verdict_{figures.roster}") if figures.name else None),
        *(
            SheetColumn(say("whatif_level", queue=queue.queue), 12, _level(place), SHARE)
            for place, queue in enumerate(base.queues)
        ),
    ]


def _planned(title: str | Sentence, name: str, number_format: str) -> SheetColumn:
    """A figure of scenarios that have a roster; blank for the others."""

    def read(figures: Any) -> object:
        return getattr(figures, name) if figures.outcome == "planned" else None

    return SheetColumn(title, 12, read, number_format)


def _level(place: int) -> Callable[[Any], object]:
    def read(figures: Any) -> object:
        level = figures.queues[place].level if figures.queues else None
        return level if level == level else None

    return read


def _map_sheet(workbook: Workbook, number: int, each: HeatMap, language: str) -> None:
    sheet = workbook.create_sheet(say("sheet_whatif_map", number=number).text(language))
    sheet.append([each.title.text(language), *each.columns])
    heading(sheet, 1)
    for label, own in zip(each.rows, each.values, strict=True):
        sheet.append([label, *own])
        for column in range(2, len(own) + 2):
            sheet.cell(sheet.max_row, column).number_format = f"0.{'0' * each.digits}".rstrip(".")
    last = f"{get_column_letter(1 + len(each.columns))}{1 + len(each.rows)}"
    heat(sheet, f"B2:{last}", bad_is_high=each.bad_is_high)
    finish(sheet, [34, *[16] * len(each.columns)], freeze="B2")
