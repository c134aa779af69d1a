"""Long tables of numbers per interval: ``forecast.csv``, ``requirement.csv``, and reading back whatever was written as a table."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wfm.centre import Centre
from wfm.demand import FORECAST_COLUMNS, QueueRequirement, StaffingRequirement, VolumeForecast
from wfm.errors import InputError
from wfm.formats.cells import INSTANT, CellError, Conventions, number_text
from wfm.formats.columns import INSTANT_COLUMNS, OUTPUT_COLUMNS, TEXT_COLUMNS
from wfm.formats.output import write_rows, write_table
from wfm.formats.problems import Problems, shown
from wfm.formats.text import decode, delimiter_of
from wfm.goals.base import CENTI
from wfm.messages import say
from wfm.timegrid import TimeGrid, zone

WRITTEN = 1e-6
"""Two numbers no farther apart are written alike."""


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
                **{name: _texts(getattr(forecast, name)[row]) for name in FORECAST_COLUMNS},
            }
            for row, queue in enumerate(forecast.queues)
        ],
    )


def write_requirement(path: Path | str, requirement: StaffingRequirement) -> None:
    """Write ``requirement.csv``: every queue as if it stood alone, at every interval of the grid."""
    write_table(path, OUTPUT_COLUMNS["requirement.csv"], requirement_rows(requirement))


def requirement_rows(requirement: StaffingRequirement) -> list[Mapping[str, object]]:
    """The rows of ``requirement.csv``."""
    starts = requirement.grid.local_starts()
    return [row for queue in requirement.queues for row in _rows_of(queue, starts)]


def placed_in(written: pd.DataFrame, centre: Centre, evenly: StaffingRequirement) -> dict[str, NDArray[np.int64]]:
    """
    Where a written ``requirement.csv`` has deferred work placed, as `required_staff` takes it; a queue left even is not named.

    Parameters
    ----------
    evenly
        The requirement of the same days with all work spread evenly. A queue without a row for each interval is taken as even.
    """
    found = {}
    staff = {queue.queue: queue.fractional_staff for queue in evenly.queues}
    least = {queue.id: queue.min_agents / centre.shrinkage.worked_share for queue in centre.queues}
    for work in (work for pool in evenly.pools for work in pool.deferred):
        own = written.loc[written["queue"] == work.queue, "fractional_staff"].fillna(-1).to_numpy(dtype=float)
        if len(own) == len(work.even) and not np.allclose(own, staff[work.queue], rtol=0, atol=WRITTEN):
            besides = own - np.where(work.is_open, least[work.queue], 0.0)
            found[work.queue] = np.rint(besides * CENTI).astype(np.int64)
    return found


def _rows_of(queue: QueueRequirement, starts: list[datetime]) -> Iterator[Mapping[str, object]]:
    erlang_a, stationary = queue.base_staff_erlang_a, queue.base_staff_stationary
    for at, start in enumerate(starts):
        yield {
            "queue": queue.queue,
            "skill": queue.skill,
            "interval_start": start,
            "offered": float(queue.offered[at]),
            "model": queue.model,
            "base_staff": int(queue.base_staff[at]),
            "scheduled_staff": int(queue.scheduled_staff[at]),
            "fractional_staff": float(queue.fractional_staff[at]),
            "base_staff_erlang_a": None if erlang_a is None else int(erlang_a[at]),
            "base_staff_stationary": None if stationary is None else int(stationary[at]),
            "expected_service_level": float(queue.expected_service_level[at]),
            "expected_occupancy": float(queue.expected_occupancy[at]),
            "definition": queue.definition,
            "binding": str(queue.binding[at]),
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
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(say("file_unreadable", file=path.name, reason=shown(error))) from None
    return table_of(content, path.name, time_zone, OUTPUT_COLUMNS[name or path.name])


def table_of(content: bytes, file: str, time_zone: str, columns: Sequence[str]) -> pd.DataFrame:
    """The same of a table at hand; `file` names it in refusals."""
    try:
        text = decode(content, file)
        delimiter = delimiter_of(text.split("\n", 1)[0])
        frame = pd.read_csv(io.StringIO(text), sep=delimiter, dtype=str, keep_default_na=False)
    except ValueError as error:  # an empty or ragged file is a ValueError of pandas
        if isinstance(error, InputError):
            raise
        raise InputError(say("file_unreadable", file=file, reason=shown(error))) from None
    problems = Problems()
    for column in columns:
        if column not in frame:
            problems.refuse("column_missing", file=file, column=column, found=", ".join(map(str, frame.columns)))
    problems.raise_if_any()
    read = {column: _column(file, column, frame[column], time_zone, problems) for column in columns}
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


def read_forecast(path: Path | str, grid: TimeGrid) -> VolumeForecast:
    """
    A written ``forecast.csv`` on the grid of its days.

    Raises
    ------
    InputError
        If it cannot be read, or a queue has not exactly the intervals of `grid`.
    """
    return _on_grid(read_table(path, grid.time_zone, name="forecast.csv"), Path(path).name, grid)


def forecast_of(content: bytes, grid: TimeGrid) -> VolumeForecast:
    """The same of a ``forecast.csv`` at hand."""
    name = "forecast.csv"
    return _on_grid(table_of(content, name, grid.time_zone, OUTPUT_COLUMNS[name]), name, grid)


def _on_grid(frame: pd.DataFrame, file: str, grid: TimeGrid) -> VolumeForecast:
    queues = tuple(dict.fromkeys(frame["queue"]))
    tables: dict[str, Any] = {name: np.full((len(queues), len(grid)), np.nan) for name in FORECAST_COLUMNS}
    for row, queue in enumerate(queues):
        own = frame[frame["queue"] == queue]
        starts = own["interval_start"].dt.tz_convert("UTC").dt.tz_localize(None).to_numpy(dtype="datetime64[m]")
        if not np.array_equal(starts.astype(np.int64), grid.starts_min):
            raise InputError(say("forecast_off_grid", file=file, queue=queue, first=grid.first_day))
        for name in FORECAST_COLUMNS:
            tables[name][row] = own[name].to_numpy(dtype=np.float64)
    return VolumeForecast(grid, queues, **tables)
