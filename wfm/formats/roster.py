"""Rosters as files: ``roster.csv``, one row per segment, and ``published.csv``, the same with the version of each week."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from wfm.errors import InputError
from wfm.formats.cells import DATE, INSTANT, LIST, SHARES, TEXT, WHOLE, YES_NO, Conventions, choice
from wfm.formats.columns import ROSTER_COLUMNS, Column, Table
from wfm.formats.output import rows_text, write_rows
from wfm.formats.problems import Problems, shown
from wfm.formats.records import read_records
from wfm.formats.tables import RawTable, table_from_csv
from wfm.messages import say
from wfm.model import Id
from wfm.shifts import Activity, Segment, Shift
from wfm.timegrid import iso_week, zone


class SegmentRow(Segment):
    """One row of a roster file."""

    agent_id: Id
    shift_date: date
    shift_id: Id
    version: int = 0


TABLE = Table(
    "published",
    "published",
    SegmentRow,
    (
        Column("agent_id", TEXT, needed=True),
        Column("shift_date", DATE, needed=True),
        Column("shift_id", TEXT, needed=True),
        Column("start", INSTANT, needed=True),
        Column("end", INSTANT, needed=True),
        Column("activity", choice(*(activity.value for activity in Activity)), needed=True),
        Column("queues", LIST, headed=True),
        Column("shares", SHARES),
        Column("paid", YES_NO),
        Column("version", WHOLE),
    ),
    key=("version", "agent_id", "start"),
)
_SEGMENT_FIELDS = tuple(Segment.model_fields)


def shifts_of(rows: Iterable[SegmentRow]) -> tuple[Shift, ...]:
    """Rows put together into shifts, by person and day; the segments in time order."""
    found: dict[tuple[str, date, str], list[Segment]] = {}
    for row in rows:
        segment = Segment.model_construct(**{name: getattr(row, name) for name in _SEGMENT_FIELDS})
        found.setdefault((row.agent_id, row.shift_date, row.shift_id), []).append(segment)
    shifts = [
        Shift(
            agent_id=agent, shift_date=day, shift_id=shift, segments=tuple(sorted(segments, key=lambda s: s.start_min))
        )
        for (agent, day, shift), segments in found.items()
    ]
    return tuple(sorted(shifts, key=lambda shift: (shift.start_min, shift.agent_id, shift.shift_id)))


def in_zone(shift: Shift, time_zone: str) -> Shift:
    """The same shift with its instants in the clock of a time zone."""
    at = zone(time_zone)
    segments = tuple(
        segment.model_copy(update={"start": segment.start.astimezone(at), "end": segment.end.astimezone(at)})
        for segment in shift.segments
    )
    return shift.model_copy(update={"segments": segments})


def newest(rows: Sequence[SegmentRow]) -> list[SegmentRow]:
    """The rows of the newest version of each ISO week; a file without versions has one."""
    top: dict[str, int] = {}
    for row in rows:
        week = iso_week(row.shift_date)
        top[week] = max(row.version, top.get(week, row.version))
    return [row for row in rows if row.version == top[iso_week(row.shift_date)]]


def read_roster(path: Path | str, time_zone: str) -> tuple[Shift, ...]:
    """
    The shifts of a roster file, in time order.

    Parameters
    ----------
    path
        ``roster.csv`` or ``published.csv``; of several versions of a week the newest counts.
    time_zone
        Of the department: local times without an offset are read in it, all instants are shown in it.

    Raises
    ------
    InputError
        Naming each line that cannot be read.
    """
    path = Path(path)
    problems = Problems()
    try:
        raw = table_from_csv(path.read_bytes(), path.name, problems)
    except OSError as error:
        raise InputError(say("file_unreadable", file=path.name, reason=shown(error.strerror))) from None
    shifts = read_shifts(raw, Conventions(time_zone), problems)
    problems.raise_if_any()
    return shifts


def read_shifts(raw: RawTable | None, conventions: Conventions, problems: Problems) -> tuple[Shift, ...]:
    """The shifts of a roster table."""
    return shifts_of(newest(read_records(TABLE, raw, conventions, problems).rows))


def write_roster(path: Path | str, shifts: Iterable[Shift], time_zone: str) -> None:
    """Write shifts as ``roster.csv``: a row per segment, by person and time, instants local with their offset."""
    write_rows(Path(path), ROSTER_COLUMNS, _rows(shifts, time_zone))


def _rows(shifts: Iterable[Shift], time_zone: str) -> Iterator[list[str]]:
    local = zone(time_zone)
    for shift in sorted(shifts, key=lambda shift: (shift.agent_id, shift.start_min, shift.shift_id)):
        for segment in shift.segments:
            yield [
                shift.agent_id,
                shift.shift_date.isoformat(),
                shift.shift_id,
                INSTANT.write(segment.start.astimezone(local)),
                INSTANT.write(segment.end.astimezone(local)),
                segment.activity.value,
                LIST.write(segment.queues),
                SHARES.write(segment.shares),
                YES_NO.write(segment.paid),
            ]


def published_csv(shifts: Iterable[Shift], time_zone: str, version: int) -> bytes:
    """A file of published shifts of one version, as a department's folder may hold besides ``published.csv``."""
    return versions_csv([(version, shifts)], time_zone)


def versions_csv(versions: Iterable[tuple[int, Iterable[Shift]]], time_zone: str) -> bytes:
    """``published.csv`` of several versions."""
    return rows_text((*ROSTER_COLUMNS, "version"), _version_rows(versions, time_zone)).encode()


def _version_rows(versions: Iterable[tuple[int, Iterable[Shift]]], time_zone: str) -> Iterator[list[str]]:
    for version, shifts in versions:
        for row in _rows(shifts, time_zone):
            yield [*row, str(version)]


def write_published(path: Path | str, shifts: Iterable[Shift], time_zone: str, *, at_least: int = 1) -> int:
    """
    Add shifts to ``published.csv`` as the newest version of their weeks; what was published before stays in the file.

    Parameters
    ----------
    at_least
        The smallest number the new version may have: versions may stand in other files too.

    Returns
    -------
    int
        The version's number, 1 for the first.

    Raises
    ------
    InputError
        If the file that is there cannot be read.
    """
    path = Path(path)
    before: list[SegmentRow] = []
    if path.exists():
        problems = Problems()
        raw = table_from_csv(path.read_bytes(), path.name, problems)
        before = list(read_records(TABLE, raw, Conventions(time_zone), problems).rows)
        problems.raise_if_any()
    version = max(at_least, 1 + max((row.version for row in before), default=0))
    kept = {number: shifts_of(row for row in before if row.version == number) for number in {r.version for r in before}}
    rows = _version_rows(sorted([*kept.items(), (version, tuple(shifts))]), time_zone)
    beside = path.with_name(f".{path.name}.new")
    write_rows(beside, (*ROSTER_COLUMNS, "version"), rows)
    beside.replace(path)
    return version
