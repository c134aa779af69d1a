"""Long tables of numbers per interval: ``forecast.csv``, ``requirement.csv``, and reading back whatever was written as a table."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wfm.demand import QueueRequirement, StaffingRequirement, VolumeForecast
from wfm.errors import InputError
from wfm.formats.cells import INSTANT, CellError, Conventions, number_text
from wfm.formats.columns import INSTANT_COLUMNS, OUTPUT_COLUMNS, TEXT_COLUMNS
from wfm.formats.output import write_rows
from wfm.formats.problems import Problems, shown
from wfm.formats.text import decode, delimiter_of
from wfm.messages import say
from wfm.timegrid import TimeGrid, zone


def write_forecast(path: Path | str, forecast: VolumeForecast) -> None:
    """Write ``forecast.csv``: every queue at every interval of the grid."""
    starts = _starts(forecast.grid)
    _write(
        path,
        "forecast.csv",
        [
            {
                "queue": [queue] * len(starts),
                "interval_start": starts,
                **{
                    name: _texts(getattr(forecast, name)[row])
                    for name in ("offered", "aht_s", "lo80", "hi80", "lo95", "hi95")
                },
            }
            for row, queue in enumerate(forecast.queues)
        ],
    )


def write_requirement(path: Path | str, requirement: StaffingRequirement) -> None:
    """Write ``requirement.csv``: every queue as if it stood alone, at every interval of the grid."""
    starts = _starts(requirement.grid)
    _write(path, "requirement.csv", [_requirement_columns(queue, starts) for queue in requirement.queues])


def _requirement_columns(queue: QueueRequirement, starts: list[str]) -> dict[str, list[str]]:
    erlang_a = queue.base_staff_erlang_a
    return {
        "queue": [queue.queue] * len(starts),
        "skill": [queue.skill] * len(starts),
        "interval_start": starts,
        "offered": _texts(queue.offered),
        "model": [queue.model] * len(starts),
        "base_staff": _texts(queue.base_staff),
        "scheduled_staff": _texts(queue.scheduled_staff),
        "fractional_staff": _texts(queue.fractional_staff),
        "base_staff_erlang_a": [""] * len(starts) if erlang_a is None else _texts(erlang_a),
        "expected_service_level": _texts(queue.expected_service_level),
        "expected_occupancy": _texts(queue.expected_occupancy),
    }


def _starts(grid: TimeGrid) -> list[str]:
    return [INSTANT.write(start) for start in grid.local_starts()]


def _texts(values: NDArray[np.float64] | NDArray[np.int64]) -> list[str]:
    return [number_text(value) for value in values.tolist()]


def _write(path: Path | str, name: str, blocks: list[dict[str, list[str]]]) -> None:
    columns = OUTPUT_COLUMNS[name]
    rows = (row for block in blocks for row in zip(*(block[column] for column in columns), strict=True))
    write_rows(Path(path), columns, rows)


def read_table(path: Path | str, time_zone: str, *, name: str | None = None) -> pd.DataFrame:
    """
    A written table as a frame: text, numbers (NaN where blank) and instants as aware local times.

    Parameters
    ----------
    name
        Which table it is, ``coverage.csv`` and the like; absent, the file's own name.

    Raises
    ------
    InputError
        If the file is missing or unreadable, lacks a column, or has text where a number or an instant belongs.
    """
    path = Path(path)
    columns = OUTPUT_COLUMNS[name or path.name]
    try:
        text = decode(path.read_bytes(), path.name)
        delimiter = delimiter_of(text.split("\n", 1)[0])
        frame = pd.read_csv(io.StringIO(text), sep=delimiter, dtype=str, keep_default_na=False)
    except (OSError, ValueError) as error:  # an empty or ragged file is a ValueError of pandas
        if isinstance(error, InputError):
            raise
        raise InputError(say("file_unreadable", file=path.name, reason=shown(error))) from None
    problems = Problems()
    for column in columns:
        if column not in frame:
            problems.refuse("column_missing", file=path.name, column=column, found=", ".join(map(str, frame.columns)))
    problems.raise_if_any()
    read = {column: _column(path.name, column, frame[column], time_zone, problems) for column in columns}
    problems.raise_if_any()
    return pd.DataFrame(read)


def _column(file: str, column: str, cells: pd.Series[str], time_zone: str, problems: Problems) -> pd.Series:
    if column in TEXT_COLUMNS:
        return cells
    if column not in INSTANT_COLUMNS:
        numbers = pd.to_numeric(cells.where(cells != "", None), errors="coerce").astype(float)
        for at in np.flatnonzero((numbers.isna() & (cells != "")).to_numpy())[:20].tolist():
            place = say("place_field", place=say("place_line", file=file, line=at + 2), field=column)
            problems.refuse("cell_wrong", place=place, value=shown(cells[at]), expected=say("expected_number"))
        return numbers
    instants: dict[str, object] = {"": pd.NaT}
    for at, text in enumerate(cells):
        if text not in instants:
            try:
                instants[text] = INSTANT.read(text, Conventions(time_zone))
            except CellError as error:
                instants[text] = pd.NaT
                place = say("place_field", place=say("place_line", file=file, line=at + 2), field=column)
                problems.refuse("cell_wrong", place=place, value=shown(text), expected=error.expected)
    stamps: Mapping[str, object] = {text: pd.Timestamp(value) for text, value in instants.items()}  # type: ignore[arg-type]
    return pd.to_datetime(cells.map(stamps), utc=True).dt.tz_convert(zone(time_zone))
