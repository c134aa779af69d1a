"""A call log, a row per call, as telephone systems export it: how long each call waited, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from wfm.errors import InputError
from wfm.formats.cells import COUNT, TEXT, Conventions
from wfm.formats.columns import CALL_LOG_COLUMNS, Column
from wfm.formats.importing import Headings, renamed
from wfm.formats.problems import Problems, names, shown
from wfm.formats.records import read_cell
from wfm.messages import Sentence, say

COLUMNS = tuple(Column(name, COUNT if name == "wait_s" else TEXT, needed=True) for name in CALL_LOG_COLUMNS)
ANSWERED, ABANDONED, IGNORED = OUTCOMES = ("answered", "abandoned", "ignored")
USUAL_WORDS: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(("answered", "served", "handled", "connected", "agent", "接通", "已接", "已接听"), ANSWERED)
    | dict.fromkeys(("abandoned", "hang", "hangup", "hung up", "放弃", "已放弃", "挂断", "呼损"), ABANDONED)
    | dict.fromkeys(("ignored", "phantom"), IGNORED)
)
"""What the columns of common systems say, in small letters."""


@dataclass(frozen=True, eq=False)
class QueueCalls:
    """
    The calls of one queue.

    Attributes
    ----------
    wait_s
        Seconds each call waited until it was answered or gave up, shape (N,).
    gave_up
        Whether it gave up, shape (N,).
    """

    queue: str
    wait_s: NDArray[np.float64]
    gave_up: NDArray[np.bool_]


@dataclass(frozen=True)
class CallLog:
    """Queues in the order of the alphabet, and what is worth knowing of the rows that do not count."""

    queues: tuple[QueueCalls, ...]
    notes: tuple[Sentence, ...]


def read_call_log(content: bytes, file: str, headings: Headings, words: Mapping[str, str]) -> CallLog:
    """
    The calls of a log, in CSV or Excel.

    A call that gave up after 0 s never waited: it left in the menu before the queue, and says nothing about patience. It is left
    out and noted, and so is a call whose outcome is ``ignored``: phantoms, transfers, tests.

    Parameters
    ----------
    headings
        How the log names the columns ``queue``, ``wait_s`` and ``outcome``.
    words
        What the log says for an outcome, and which of `OUTCOMES` it is; besides `USUAL_WORDS`, and before them.

    Raises
    ------
    InputError
        Naming line and column of every cell that cannot be read.
    """
    problems = Problems()
    raw = renamed(content, file, "calls", headings, needed=CALL_LOG_COLUMNS)
    meaning = {**USUAL_WORDS, **{word.lower(): outcome for word, outcome in words.items()}}
    columns = [(raw.header.index(column.name), column) for column in COLUMNS]
    calls: dict[str, list[tuple[float, bool]]] = {}
    ignored = never_waited = 0
    for line, cells in raw.rows:
        read = [read_cell(raw, line, column, cells[at], Conventions(), problems) for at, column in columns]
        if not all(good for good, _ in read):
            continue
        queue, wait_s, word = str(read[0][1]), float(str(read[1][1])), str(read[2][1])
        outcome = meaning.get(word.lower())
        if outcome is None:
            known = say("expected_outcome", known=names(meaning))
            problems.refuse("cell_wrong", place=raw.place(line, "outcome"), value=shown(word), expected=known)
        elif outcome == IGNORED:
            ignored += 1
        elif outcome == ABANDONED and wait_s == 0:
            never_waited += 1
        else:
            calls.setdefault(queue, []).append((wait_s, outcome == ABANDONED))
    problems.raise_if_any()
    if not calls:
        raise InputError(say("call_log_empty", file=raw.label))
    if never_waited:
        problems.note("note_never_waited", file=raw.label, count=never_waited)
    if ignored:
        problems.note("note_calls_ignored", file=raw.label, count=ignored)
    return CallLog(tuple(_queue(queue, calls[queue]) for queue in sorted(calls)), tuple(problems.notes))


def _queue(queue: str, calls: list[tuple[float, bool]]) -> QueueCalls:
    waits, ended = zip(*calls, strict=True)
    return QueueCalls(queue, np.array(waits, dtype=np.float64), np.array(ended, dtype=np.bool_))
