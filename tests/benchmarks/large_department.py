"""The example of 50 people as many times over as wanted: every copy has people, leave, last weeks and contacts of its own."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from api.store.rosters import SEGMENTS
from wfm.examples import example_files
from wfm.formats.department import department_of

EXAMPLE = "team-of-50"
EXAMPLE_SIZE = 50
WEEK = timedelta(days=7)
AGENT = re.compile(r"\bA(\d\d)\b")

Row = dict[str, str]


def large_department(people: int) -> tuple[dict[str, bytes], list[dict[str, Any]]]:
    """
    The files of a department, and the shifts of a draft of the week after its last published one.

    Parameters
    ----------
    people
        A multiple of 50.
    """
    copies = people // EXAMPLE_SIZE
    files = dict(example_files(EXAMPLE))
    files["centre.toml"] = AGENT.sub(r"A00\1", files["centre.toml"].decode()).encode()
    for name in ("people", "availability", "leave", "exceptions", "published"):
        files[f"{name}.csv"] = _changed(files[f"{name}.csv"], lambda row: [_copy(row, at) for at in range(copies)])
    files["volumes.csv"] = _changed(files["volumes.csv"], lambda row: [_times(row, copies)])
    centre = department_of(files).centre
    last = max(shift.shift_date for shift in centre.published)
    drafted = [
        {
            "agent_id": shift.agent_id,
            "shift_date": str(shift.shift_date + WEEK),
            "shift_id": shift.shift_id,
            "segments": [_later(segment) for segment in SEGMENTS.dump_python(shift.segments, mode="json")],
        }
        for shift in centre.published
        if shift.shift_date > last - WEEK
    ]
    return files, drafted


def _changed(content: bytes, change: Callable[[Row], list[Row]]) -> bytes:
    reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    out = io.StringIO()
    writer = csv.DictWriter(out, reader.fieldnames or (), lineterminator="\n")
    writer.writeheader()
    for row in reader:
        writer.writerows(change(row))
    return out.getvalue().encode()


def _copy(row: Row, at: int) -> Row:
    new = row | {"agent_id": AGENT.sub(rf"A{at:02}\1", row["agent_id"])}
    if "group" in row:
        new["group"] = f"{row['group']}-{at + 1}"
    if "exception_id" in row:
        new["exception_id"] = f"{row['exception_id']}-{at + 1}"
    return new


def _times(row: Row, copies: int) -> Row:
    return row | {name: str(copies * int(row[name])) for name in ("offered", "handled", "abandoned") if row[name]}


def _later(segment: dict[str, Any]) -> dict[str, Any]:
    return segment | {name: (datetime.fromisoformat(segment[name]) + WEEK).isoformat() for name in ("start", "end")}
