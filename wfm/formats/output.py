"""Tables that are written: UTF-8, a comma between cells, instants with their offset, numbers plainly, yes and no."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import TextIO

import numpy as np

from wfm.formats.cells import instant_text, number_text, yes_no
from wfm.messages import DEFAULT_LANGUAGE, Sentence


def write_rows(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a heading and rows of text."""
    with path.open("w", encoding="utf-8", newline="") as file:
        _write(file, columns, rows)


def rows_text(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The same as text."""
    file = io.StringIO(newline="")
    _write(file, columns, rows)
    return file.getvalue()


def _write(file: TextIO, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)


def value_text(value: object, language: str = DEFAULT_LANGUAGE) -> str:
    """
    One value as it stands in a file.

    Instants carry their offset; NaN and None are blank; booleans are ``yes`` and ``no``; several values have ``;`` between them.
    """
    match value:
        case None:
            return ""
        case bool() | np.bool_():
            return yes_no(bool(value))
        case Enum():
            return str(value.value)
        case Sentence():
            return value.text(language)
        case int() | np.integer():
            return str(int(value))
        case float() | np.floating():
            return number_text(float(value))
        case datetime():
            if value.tzinfo is None:
                raise ValueError(f"{value} has no offset; an instant is written with one")
            return instant_text(value)
        case date():
            return value.isoformat()
        case list() | tuple():
            return ";".join(value_text(part, language) for part in value)
        case _:
            return str(value)


def write_table(
    path: Path | str,
    columns: Sequence[str],
    rows: Iterable[Mapping[str, object] | object],
    *,
    language: str = DEFAULT_LANGUAGE,
) -> None:
    """
    Write rows as a CSV file with exactly these columns.

    Parameters
    ----------
    columns
        ``OUTPUT_COLUMNS["coverage.csv"]`` and the like.
    rows
        Dataclasses or mappings that have every column; what else they have is not written.
    language
        Of the sentences among the values.
    """
    write_rows(
        Path(path),
        columns,
        ([value_text(cell, language) for cell in _cells(row, columns)] for row in rows),
    )


def _cells(row: Mapping[str, object] | object, columns: Sequence[str]) -> list[object]:
    return [row[column] if isinstance(row, Mapping) else getattr(row, column) for column in columns]
