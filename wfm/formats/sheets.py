"""What every sheet we write looks like: the heading, column widths, frozen panes, filters; and sheets that are plain tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from textwrap import wrap
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from wfm.messages import Sentence, say

HEADING = PatternFill("solid", start_color="1F4E79")
MARKED = PatternFill("solid", start_color="FBE3D6")
MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
LINE, MARGIN, LATIN, PROSE = 15.0, 2, 0x2000, 60
"""Height of a line in points; characters that the mark of a filter takes; the last letter of single width; width of a column of
sentences, which are wrapped."""
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


def finish(
    sheet: Worksheet, widths: Iterable[float], *, freeze: str, filtered: bool = False, headings: int = 1
) -> None:
    """Set widths, frozen panes, filters and the printed page, every one with the `headings`; what looks like a formula is text."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f":  # a name that begins with an equals sign is a name
                cell.data_type = "s"
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = freeze
    if filtered:
        sheet.auto_filter.ref = sheet.dimensions
    sheet.print_area = sheet.dimensions
    sheet.print_title_rows = f"1:{headings}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


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
    sheet.append([each.text(language).replace("（", "\n（") for each in headings])  # a unit stands in a line of its own
    heading(sheet, 1)
    sheet.row_dimensions[1].height = _height(sheet, columns)
    for row in rows:
        sheet.append([_cell(column.value(row), language) for column in columns])
        for at, column in enumerate(columns, 1):
            cell = sheet.cell(sheet.max_row, at)
            cell.alignment = Alignment(vertical="top", wrap_text=column.width >= PROSE)
            if isinstance(cell.value, str):  # away from the number that ends where it begins
                cell.alignment = Alignment("left", "top", wrap_text=column.width >= PROSE, indent=1)
            if column.number_format:
                cell.number_format = column.number_format
            if is_marked(row):
                cell.fill = MARKED
        if (height := _height(sheet, columns, lambda column: column.width >= PROSE)) > LINE:
            sheet.row_dimensions[sheet.max_row].height = height
    finish(sheet, [column.width for column in columns], freeze=freeze, filtered=True)
    return sheet


def _height(
    sheet: Worksheet, columns: Sequence[SheetColumn], wrapped: Callable[[SheetColumn], bool] = lambda _: True
) -> float:
    """Height of the last row in points, for the texts of the columns that are wrapped to be seen whole."""
    texts = [
        (str(cell.value or ""), column.width)
        for cell, column in zip(sheet[sheet.max_row], columns, strict=True)
        if wrapped(column)
    ]
    return LINE * max((sum(_lines(part, width) for part in text.split("\n")) for text, width in texts), default=1)


def _lines(text: str, width: float) -> int:
    """Lines that a text takes in a column so many characters wide; a Chinese character is as wide as two."""
    drawn = "".join(letter * 2 if ord(letter) > LATIN else letter for letter in text)
    return max(1, len(wrap(drawn, max(1, int(width) - MARGIN))))


def _cell(value: object, language: str) -> Any:
    match value:
        case Sentence():
            return value.text(language)
        case datetime():
            return value.replace(tzinfo=None)
        case "":
            return None
    return value
