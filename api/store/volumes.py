"""The volumes of a department: in bulk both ways, by PostgreSQL's COPY."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime

import numpy as np
import pandas as pd
from sqlalchemy import Connection, delete, func, select, text

from api.store.tables import volume
from wfm.demand import VolumeHistory

COLUMNS = ("offered", "handled", "abandoned", "aht_s")
_NAMES = ", ".join(("centre_id", "queue", "interval_start", *COLUMNS))


def store_volumes(connection: Connection, centre_id: str, history: VolumeHistory, *, replace: bool) -> None:
    """
    Keep a history.

    Parameters
    ----------
    replace
        Whether what was kept before goes; otherwise only the intervals that are sent again are replaced.
    """
    if replace:
        drop_volumes(connection, centre_id)
    if replace or not queues_with_volumes(connection, centre_id):
        _copy(connection, "volume", centre_id, history)
        return
    connection.execute(text(f"create temporary table sent on commit drop as select {_NAMES} from volume with no data"))
    _copy(connection, "sent", centre_id, history)
    kept = f"insert into volume ({_NAMES}) select {_NAMES} from sent on conflict (centre_id, queue, interval_start) do update set "
    connection.execute(text(kept + ", ".join(f"{name} = excluded.{name}" for name in COLUMNS)))
    connection.execute(text("drop table sent"))


def _copy(connection: Connection, table: str, centre_id: str, history: VolumeHistory) -> None:
    cursor = connection.connection.cursor()
    with cursor.copy(f"copy {table} ({_NAMES}) from stdin (format csv)") as sink:
        for part in _lines(centre_id, history):
            sink.write(part)


def _lines(centre_id: str, history: VolumeHistory) -> Iterator[bytes]:
    """Rows as COPY reads them, a queue at a time: UTC starts, blank where nothing is known, numbers without loss."""
    starts = np.datetime_as_string(history.starts_min.astype("datetime64[m]"), timezone="UTC")
    for row, queue in enumerate(history.queues):
        known = ~np.isnan(history.offered[row])
        frame = pd.DataFrame({"centre_id": centre_id, "queue": queue, "interval_start": starts[known]})
        for name in COLUMNS:
            frame[name] = getattr(history, name)[row, known]
        yield frame.to_csv(index=False, header=False).encode()


def read_volumes(
    connection: Connection,
    centre_id: str,
    time_zone: str,
    queue: str | None = None,
    from_time: datetime | None = None,
    to_time: datetime | None = None,
) -> VolumeHistory | None:
    """What is kept, of one queue or of all, from an instant up to another; None where nothing is."""
    conditions, values = (
        ["centre_id = %(centre)s"],
        {"centre": centre_id, "queue": queue, "from": from_time, "to": to_time},
    )
    conditions += ["queue = %(queue)s"] if queue is not None else []
    conditions += ["interval_start >= %(from)s"] if from_time is not None else []
    conditions += ["interval_start < %(to)s"] if to_time is not None else []
    columns = f"queue, extract(epoch from interval_start)::bigint / 60, {', '.join(COLUMNS)}"
    query = f"copy (select {columns} from volume where {' and '.join(conditions)}) to stdout (format csv)"
    cursor = connection.connection.cursor()
    with cursor.copy(query, values) as source:
        content = b"".join(bytes(part) for part in source)
    if not content:
        return None
    names = ("queue", "start_min", *COLUMNS)
    frame = pd.read_csv(
        io.BytesIO(content), names=names, float_precision="round_trip", dtype={"queue": str}, keep_default_na=False,
        na_values={name: [""] for name in COLUMNS},
    )  # fmt: skip
    tables = {name: frame[name].to_numpy(dtype=float) for name in COLUMNS}
    queues = frame["queue"].to_numpy(dtype=object)
    return VolumeHistory.from_columns(time_zone, None, queues, frame["start_min"].to_numpy(dtype=np.int64), tables)


def queues_with_volumes(connection: Connection, centre_id: str) -> dict[str, int]:
    """How many intervals are kept of each queue."""
    query = select(volume.c.queue, func.count()).where(volume.c.centre_id == centre_id).group_by(volume.c.queue)
    return {row[0]: row[1] for row in connection.execute(query)}


def drop_volumes(connection: Connection, centre_id: str) -> None:
    """Forget the volumes of a department."""
    connection.execute(delete(volume).where(volume.c.centre_id == centre_id))
