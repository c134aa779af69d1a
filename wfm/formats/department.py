"""A department's folder, read as a whole: centre.toml and every table, as CSV files or as sheets of department.xlsx."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from wfm.centre import Centre
from wfm.demand import VolumeHistory
from wfm.errors import InputError
from wfm.formats.cells import Conventions
from wfm.formats.centre_toml import FILE as CENTRE_TOML
from wfm.formats.centre_toml import CentreToml, read_centre_toml
from wfm.formats.checks import check_department
from wfm.formats.columns import INPUT_TABLES, TABLES
from wfm.formats.problems import Problems, names, shown
from wfm.formats.records import Records, read_records
from wfm.formats.roster import TABLE as PUBLISHED
from wfm.formats.roster import SegmentRow, newest, shifts_of
from wfm.formats.tables import WORKBOOK, RawTable, read_workbook, table_from_csv
from wfm.formats.validation import refuse_invalid
from wfm.formats.volumes import read_volumes
from wfm.messages import Sentence, say


@dataclass(frozen=True)
class Department:
    """
    What a folder holds.

    Attributes
    ----------
    notes
        What was repaired on reading, a sentence each.
    files
        The bytes of every file used, by name; what ``inputs/`` is a copy of.
    published_version
        The newest version of any published week, 0 where nothing was published.
    conventions
        How the department writes dates, and its time zone.
    sheets
        Tables that stand in the workbook, so that no CSV file of their name may be added.
    published
        Every row of every published version, people who have left included.
    """

    centre: Centre
    notes: tuple[Sentence, ...]
    files: Mapping[str, bytes]
    published_version: int = 0
    conventions: Conventions = field(default_factory=Conventions)
    sheets: frozenset[str] = frozenset()
    published: tuple[SegmentRow, ...] = ()


def read_centre(folder: Path | str, *, needed: Collection[str] = ("people",), now: datetime | None = None) -> Centre:
    """
    The department of a folder; see `read_department`, which also says what was repaired.

    Raises
    ------
    InputError
        Naming every file, line and value that is wrong, and how to mend it.
    """
    return read_department(folder, needed=needed, now=now).centre


def read_department(
    folder: Path | str, *, needed: Collection[str] = ("people",), now: datetime | None = None
) -> Department:
    """
    The department of a folder, what was repaired, and the files used.

    Parameters
    ----------
    needed
        Tables that must be there besides centre.toml; any other that is missing is empty.
    now
        Volumes that begin later are left out and noted; absent, the present moment.

    Raises
    ------
    InputError
        Naming every file, line and value that is wrong, and how to mend it.
    """
    return department_of(folder_files(folder), needed=needed, now=now)


def folder_files(folder: Path | str) -> dict[str, bytes]:
    """
    The bytes of every file of a department's folder, by name.

    Raises
    ------
    InputError
        If there is no such folder, or a file cannot be read.
    """
    problems = Problems()
    files = _read_files(Path(folder), problems)
    problems.raise_if_any()
    return files


def department_of(
    files: Mapping[str, bytes], *, needed: Collection[str] = ("people",), now: datetime | None = None
) -> Department:
    """The same from the files' bytes by name, as `Department.files` holds them."""
    problems = Problems()
    if CENTRE_TOML not in files:
        raise InputError(say("file_missing", file=CENTRE_TOML))
    toml = read_centre_toml(files[CENTRE_TOML], problems)
    sources = _sources(files, needed, problems)
    if toml is None:
        raise InputError(problems.refused)
    tables = {
        name: read_records(table, _raw(sources.get(name), f"{name}.csv", problems), toml.conventions, problems)
        for name, table in TABLES.items()
    }
    published = [
        read_records(PUBLISHED, _raw(source, file, problems), toml.conventions, problems)
        for file, source in _published(files, sources)
    ]
    if not toml.sound:
        raise InputError(problems.refused)
    centre = _centre(toml, tables, problems)
    if not problems.refused:  # of people who could not be read, every row that speaks of them would seem wrong
        centre = check_department(centre, toml, tables, problems)
    if "volumes" in sources:
        moment = now or datetime.now(UTC)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=toml.conventions.zone)
        volumes = read_volumes(sources["volumes"], "volumes.csv", centre, toml.conventions, problems, moment)
        centre = centre.model_copy(update={"volumes": volumes})
    problems.raise_if_any()
    known = {agent.agent_id for agent in centre.agents}
    centre = centre.model_copy(update={"published": _known_shifts(published, known, problems)})
    version = max((row.version for records in published for row in records.rows), default=0)
    sheets = frozenset(name for name, source in sources.items() if isinstance(source, RawTable))
    rows = tuple(row for records in published for row in records.rows)
    return Department(centre, tuple(problems.notes), files, version, toml.conventions, sheets, rows)


def read_actuals(path: Path | str, department: Department, now: datetime) -> tuple[VolumeHistory, tuple[Sentence, ...]]:
    """
    What came, from another volumes table than the department's own, and what was repaired in it.

    Raises
    ------
    InputError
        If it cannot be read, or holds nothing.
    """
    path = Path(path)
    problems = Problems()
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(say("file_unreadable", file=path.name, reason=shown(error.strerror))) from None
    volumes = read_volumes(content, path.name, department.centre, department.conventions, problems, now)
    problems.raise_if_any()
    if volumes is None:
        raise InputError(say("table_empty", file=path.name))
    return volumes, tuple(problems.notes)


def _read_files(folder: Path, problems: Problems) -> dict[str, bytes]:
    if not folder.is_dir():
        raise InputError(say("folder_missing", folder=folder))
    names = [CENTRE_TOML, WORKBOOK, *(f"{table}.csv" for table in INPUT_TABLES)]
    names += sorted(path.name for path in folder.glob("published-*.csv"))
    files: dict[str, bytes] = {}
    for name in names:
        path = folder / name
        if path.exists():
            try:
                files[name] = path.read_bytes()
            except OSError as error:
                problems.refuse("file_unreadable", file=name, reason=shown(error.strerror))
    return files


def _sources(files: Mapping[str, bytes], needed: Collection[str], problems: Problems) -> dict[str, bytes | RawTable]:
    sheets = read_workbook(files[WORKBOOK], WORKBOOK, INPUT_TABLES, problems) if WORKBOOK in files else {}
    sources: dict[str, bytes | RawTable] = {}
    for table in INPUT_TABLES:
        file = f"{table}.csv"
        if file in files and table in sheets:
            problems.refuse("table_in_both", table=table, file=file, workbook=WORKBOOK)
        elif file in files:
            sources[table] = files[file]
        elif table in sheets:
            sources[table] = sheets[table]
        elif table in needed:
            problems.refuse("table_missing", file=file, table=table, workbook=WORKBOOK)
    return sources


def _published(
    files: Mapping[str, bytes], sources: Mapping[str, bytes | RawTable]
) -> list[tuple[str, bytes | RawTable]]:
    more = [(name, files[name]) for name in sorted(files) if name.startswith("published-")]
    return [("published.csv", sources["published"]), *more] if "published" in sources else list(more)


def _raw(source: bytes | RawTable | None, file: str, problems: Problems) -> RawTable | None:
    return table_from_csv(source, file, problems) if isinstance(source, bytes) else source


def _centre(toml: CentreToml, tables: Mapping[str, Records], problems: Problems) -> Centre:
    rows: dict[str, Any] = {TABLES[name].field: records.rows for name, records in tables.items()}
    try:
        return Centre(**toml.values, **rows)
    except ValidationError as error:
        for said in error.errors():
            refuse_invalid(problems, CENTRE_TOML, None, said)
        problems.raise_if_any()
        raise


def _known_shifts(published: list[Records], known: set[str], problems: Problems) -> tuple[Any, ...]:
    for records in published:
        unknown = [row.agent_id for row in records.rows if row.agent_id not in known]
        if unknown:
            agents = names(sorted(set(unknown)))
            problems.note("note_unknown_agents", file=records.label, agents=agents, count=len(unknown))
    rows = [row for records in published for row in records.rows]
    return shifts_of(newest([row for row in rows if row.agent_id in known]))
