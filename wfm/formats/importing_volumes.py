"""An export of volumes merged into ``volumes.csv``, a long table: by arrays, not row by row."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from wfm.centre import Centre
from wfm.errors import InputError
from wfm.formats.cells import INSTANT, Conventions, exact_text
from wfm.formats.importing import Merged
from wfm.formats.output import rows_text
from wfm.formats.problems import Problems
from wfm.formats.tables import RawTable, table_from_csv
from wfm.formats.volume_fast import fast_rows
from wfm.formats.volume_repairs import first_of_each, repaired
from wfm.formats.volume_rows import COUNTS, VolumeRows
from wfm.formats.volume_times import instants_of
from wfm.formats.volumes import careful_rows, refuse_unknown
from wfm.messages import Sentence, say
from wfm.timegrid import local

FILE = "volumes.csv"


@dataclass(frozen=True)
class _Keyed:
    """Rows of one table, one for each queue and interval: arrays of shape (N,), `counts` (N, 4) with NaN where blank."""

    queue: NDArray[np.int64]
    instant: NDArray[np.int64]
    counts: NDArray[np.float64]
    line: NDArray[np.int32]

    def only(self, chosen: NDArray[np.bool_] | NDArray[np.int64]) -> _Keyed:
        return _Keyed(self.queue[chosen], self.instant[chosen], self.counts[chosen], self.line[chosen])

    def followed_by(self, other: _Keyed) -> _Keyed:
        pairs = zip(vars(self).values(), vars(other).values(), strict=True)
        return _Keyed(*(np.concatenate(pair) for pair in pairs))

    @property
    def key(self) -> NDArray[np.int64]:
        """One number for queue and instant, in the order of the file."""
        return (self.queue << 40) + self.instant


def merged_volumes(
    raw: RawTable,
    before: bytes | None,
    centre: Centre,
    conventions: Conventions,
    own: Conventions,
    now: datetime,
    *,
    replace: bool,
) -> Merged:
    """
    ``volumes.csv`` with the rows of an export under our headings.

    Parameters
    ----------
    before
        What the department has so far.
    conventions, own
        How the export writes dates, and how the department does.
    now
        Rows that begin later are noted. Aware.
    replace
        Whether a row that differs from the one of its queue and interval wins.

    Raises
    ------
    InputError
        If a row is refused, or differs from the one that is there and `replace` is not asked for.
    """
    problems = Problems()
    came = _keyed(careful_rows(raw, problems), centre, conventions, problems, now)
    untold = Problems()
    held = _keyed(None if before is None else _own_rows(before, untold), centre, own, untold)
    problems.refused.extend(untold.refused)
    problems.raise_if_any()
    again, of_held = _common(came, held)
    differ = ~_same(came.counts[again], held.counts[of_held]).all(axis=1)
    if differ.any() and not replace:
        at = int(again[differ].min())
        start = f"{local(int(came.instant[at]), centre.time_zone):%Y-%m-%d %H:%M}"
        name = f"{centre.queues[int(came.queue[at])].id}, {start}"
        raise InputError(say("import_differs", place=raw.place(int(came.line[at])), name=name))
    kept = np.ones(len(held.line), dtype=bool)
    kept[of_held] = False
    merged = came.followed_by(held.only(kept))
    came_at_all = np.arange(len(merged.line)) < len(came.line)
    order = np.argsort(merged.key, kind="stable")
    merged, has_come = merged.only(order), came_at_all[order]

    def origin(line: int) -> Sentence | None:
        at = line - 2
        return raw.place(int(merged.line[at])) if 0 <= at < len(has_come) and has_come[at] else None

    return Merged(FILE, _written(merged, centre), len(raw.rows), problems.notes, origin)


def _own_rows(before: bytes, problems: Problems) -> VolumeRows | None:
    rows = fast_rows(io.BytesIO(before), FILE)
    if rows is None and (raw := table_from_csv(before, FILE, problems)) is not None:
        rows = careful_rows(raw, problems)
    return rows


def _keyed(
    rows: VolumeRows | None, centre: Centre, conventions: Conventions, problems: Problems, now: datetime | None = None
) -> _Keyed:
    """The readable rows, repeats dropped; refusals and, given the time of day, repairs as the ordinary reader sees them."""
    nothing = np.empty(0, dtype=np.int64)
    none = _Keyed(nothing, nothing, np.empty((0, len(COUNTS))), np.empty(0, dtype=np.int32))
    if rows is None or not len(rows):
        return none
    refuse_unknown(rows, centre, problems)
    instants = instants_of(rows, conventions, problems)
    if instants is None or problems.refused:
        return none
    if now is None:
        keep = first_of_each(rows, instants, problems)
    else:
        repaired(rows, instants, centre, problems, now)
        keep = first_of_each(rows, instants, Problems())
    place = np.array([[queue.id for queue in centre.queues].index(name) for name in rows.queues], dtype=np.int64)
    unknown = np.full(len(rows), np.nan)
    counts = np.column_stack([rows.counts.get(name, unknown) for name in COUNTS])
    return _Keyed(place[rows.queue], instants, counts, rows.line).only(keep)


def _common(came: _Keyed, held: _Keyed) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows that came and rows that are held of the same queue and interval."""
    _, of_came, of_held = np.intersect1d(came.key, held.key, assume_unique=True, return_indices=True)
    return of_came, of_held


def _same(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.bool_]:
    return np.asarray((one == other) | (np.isnan(one) & np.isnan(other)))


def _written(rows: _Keyed, centre: Centre) -> bytes:
    """The file's bytes: by queue and time, local starts with their offset, optional columns where any row has them."""
    ids = [queue.id for queue in centre.queues]
    instants, start = np.unique(rows.instant, return_inverse=True)
    texts = [INSTANT.write(local(instant, centre.time_zone)) for instant in instants.tolist()]
    columns = [[ids[code] for code in rows.queue.tolist()], [texts[at] for at in start.tolist()]]
    used = [at for at, name in enumerate(COUNTS) if name == "offered" or not np.isnan(rows.counts[:, at]).all()]
    for column in used:
        values, at = np.unique(rows.counts[:, column], return_inverse=True)
        written = ["" if np.isnan(value) else exact_text(value) for value in values.tolist()]
        columns.append([written[each] for each in at.tolist()])
    heading = ("queue", "interval_start", *(COUNTS[at] for at in used))
    return rows_text(heading, zip(*columns, strict=True)).encode("utf-8")
