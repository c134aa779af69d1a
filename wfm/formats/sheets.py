"""What every sheet we write looks like: the heading, column widths, frozen panes, filters; and sheets that are plain tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from wfm.messages import Sentence, say

HEADING = PatternFill("solid", start_color="1F4E79")
MARKED = PatternFill("solid", start_color="FBE3D6")
MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
HOURS, SHARE, DAY, MOMENT = "0.00", "0.0%", "yyyy-mm-dd", "yyyy-mm-dd hh:mm"


@dataclass(frozen=True)
class SheetColumn:
    """One column of a table: its heading or the key of it, its width in characters, a row's value, and the number format."""

    heading: str | Sentence
    width: float
    value: Callable[[Any], object]
    number_format: str = ""


def field(name: str) -> Callable[[Any], object]:
    """What reads one field of a row."""
    return lambda row: getattr(row, name)


def heading(sheet: Worksheet, row: int) -> None:
    """Give a row the look of a heading."""
    for cell in sheet[row]:
        cell.font, cell.fill, cell.alignment = Font(bold=True, color="FFFFFF"), HEADING, MIDDLE


def finish(sheet: Worksheet, widths: Iterable[float], *, freeze: str, filtered: bool = False) -> None:
    """Set widths, frozen panes and filters; what looks like a formula is text."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f":  # a name that begins with an equals sign is a name
                cell.data_type = "s"
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = freeze
    if filtered:
        sheet.auto_filter.ref = sheet.dimensions


def table_sheet(
    workbook: Workbook,
    title: str,
    columns: Sequence[SheetColumn],
    rows: Iterable[Any],
    language: str,
    *,
    freeze: str = "B2",
    is_marked: Callable[[Any], bool] = lambda _row: False,
) -> Worksheet:
    """
    Add a sheet with a heading and a row per value; numbers are numbers, instants local times without their offset.

    Parameters
    ----------
    title
        Key of the sheet's name.
    is_marked
        Which rows are coloured.
    """
    sheet: Worksheet = workbook.create_sheet(say(title).text(language))
    headings = [each if isinstance(each, Sentence) else say(each) for each in (column.heading for column in columns)]
    sheet.append([each.text(language) for each in headings])
    heading(sheet, 1)
    for row in rows:
        sheet.append([_cell(column.value(row), language) for column in columns])
        for at, column in enumerate(columns, 1):
            cell = sheet.cell(sheet.max_row, at)
            if column.number_format:
                cell.number_format = column.number_format
            if is_marked(row):
                cell.fill = MARKED
    finish(sheet, [column.width for column in columns], freeze=freeze, filtered=True)
    return sheet


def _cell(value: object, language: str) -> Any:
    match value:
        case Sentence():
            return value.text(language)
        case datetime():
            return value.replace(tzinfo=None)
        case "":
            return None
    return value
