"""Pictures in our workbooks: Excel's own charts on the cells beside them; they print sharply, and follow what is changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from openpyxl.chart import AreaChart, BarChart, LineChart, Reference
from openpyxl.chart.data_source import StrRef
from openpyxl.chart.legend import Legend
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.formatting.rule import ColorScaleRule
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

WIDTH_CM, HEIGHT_CM, ROWS_HIGH, COLUMNS_WIDE = 30, 8, 17, 18
"""Size of a chart, and the rows and columns that it covers."""
THERE, WANTED, BAD, GOOD = "A9C9E6", "1F5F99", "D9742B", "FFFFFF"


@dataclass(frozen=True)
class Stretch:
    """Rows of a sheet from the first to the last, under the heading in `heading`; columns are counted from 1."""

    heading: int
    first: int
    last: int


def stretches(keys: Iterable[str], *, heading: int = 1) -> Iterator[tuple[str, Stretch]]:
    """Rows below a heading, cut where the key of a row differs from the one above it."""
    first = heading + 1
    for key, own in groupby(keys):
        last = first + len(list(own)) - 1
        yield key, Stretch(heading, first, last)
        first = last + 1


def coverage_chart(
    sheet: Worksheet,
    title: str,
    rows: Stretch,
    *,
    category: int,
    wanted: int,
    there: int,
    number_format: str,
    place: int,
) -> None:
    """
    Draw what there is as an area and what is wanted as a line over it.

    Parameters
    ----------
    category, wanted, there
        Columns of the sheet.
    number_format
        Of the categories.
    place
        How many charts stand above it; all stand to the right of the table.
    """
    area, line = AreaChart(), LineChart()
    for chart, column, colour in ((area, there, THERE), (line, wanted, WANTED)):
        chart.add_data(_column(sheet, rows, column), titles_from_data=False)
        chart.set_categories(Reference(sheet, min_col=category, min_row=rows.first, max_row=rows.last))
        [series] = chart.series
        series.tx = _heading(sheet, rows.heading, column)
        series.graphicalProperties = GraphicalProperties(solidFill=None if chart is line else colour)
        series.graphicalProperties.line.solidFill = colour
    line.series[0].smooth = False
    line.series[0].marker.symbol = "none"
    area += line
    _dress(area, title, number_format)
    _put(sheet, area, place)


def bar_chart(sheet: Worksheet, title: str, rows: Stretch, *, category: int, bars: list[int], place: int) -> None:
    """Draw columns of a table beside each other, a group of bars per row."""
    chart = BarChart()
    for column in bars:
        chart.add_data(_column(sheet, rows, column), titles_from_data=False)
        chart.series[-1].tx = _heading(sheet, rows.heading, column)
    chart.set_categories(Reference(sheet, min_col=category, min_row=rows.first, max_row=rows.last))
    _dress(chart, title, "General")
    _put(sheet, chart, place)


def heat(sheet: Worksheet, cells: str, *, bad_is_high: bool) -> None:
    """Shade a range of cells such as ``B2:F6`` from good to bad."""
    low, high = (GOOD, BAD) if bad_is_high else (BAD, GOOD)
    rule = ColorScaleRule(  # type: ignore[no-untyped-call]
        start_type="min", start_color=low, end_type="max", end_color=high
    )
    sheet.conditional_formatting.add(cells, rule)


def _column(sheet: Worksheet, rows: Stretch, column: int) -> Reference:
    return Reference(sheet, min_col=column, min_row=rows.first, max_row=rows.last)


def _heading(sheet: Worksheet, row: int, column: int) -> SeriesLabel:
    """The name of a series: its heading's cell."""
    cell = f"{quote_sheetname(sheet.title)}!${get_column_letter(column)}${row}"
    return SeriesLabel(strRef=StrRef(cell))


def _dress(chart: AreaChart | BarChart, title: str, number_format: str) -> None:
    chart.title, chart.legend = title, Legend(legendPos="b")
    chart.width, chart.height = WIDTH_CM, HEIGHT_CM
    chart.x_axis.number_format = number_format
    chart.y_axis.scaling.min = 0
    for axis in (chart.x_axis, chart.y_axis):
        axis.delete = False  # newer Excel hides axes that do not say so


def _put(sheet: Worksheet, chart: AreaChart | BarChart, place: int) -> None:
    """Beside the table, below the charts that stand there."""
    column, row = sheet.max_column + 2, 2 + ROWS_HIGH * place
    beside = get_column_letter(column)
    sheet.add_chart(chart, f"{beside}{row}")
    # Printed on a page of its own: beside the table, both would be too small to read.
    last = f"{get_column_letter(column + COLUMNS_WIDE)}{row + ROWS_HIGH - 1}"
    printed = [each.rpartition("!")[2] for each in str(sheet.print_area).split(",") if each]
    sheet.print_area = [*printed, f"{beside}{row}:{last}"]
