"""``wfm patience``: how long the callers of each queue are willing to wait, from a call log."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Annotated

import typer

from api.cli.console import Language, tell, tell_notes
from api.cli.headings import Columns, Constants, headings, pairs
from wfm.errors import InputError
from wfm.formats.call_log import OUTCOMES, QueueCalls, read_call_log
from wfm.messages import say
from wfm.staffing.patience import estimate_patience

NAME = "patience"
LOOKED_AT_S = (10, 60)
"""Waits at which the log and the exponential law are held side by side."""
AT_ONCE_EXCESS = 0.05
"""Share of callers, beyond what the law allows, who hang up at hearing that they have to wait."""


def run(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The call log, a row per call, .csv or .xlsx.")],
    columns: Columns = None,
    constants: Constants = None,
    outcomes: Annotated[
        list[str] | None,
        typer.Option("--outcome", metavar="OURS=THEIRS", help=f"What they call it; ours: {', '.join(OUTCOMES)}."),
    ] = None,
    lang: Language = None,
) -> None:
    """Estimate how long callers wait before they give up, from a call log."""
    words = {}
    for outcome, word in pairs("--outcome", outcomes):
        if outcome not in OUTCOMES:
            raise InputError(say("patience_outcome_unknown", value=outcome, known=", ".join(OUTCOMES)))
        words[word] = outcome
    try:
        content = file.read_bytes()
    except OSError as error:
        raise InputError(say("file_unreadable", file=file, reason=error.strerror or error)) from None
    log = read_call_log(content, file.name, headings(columns, constants), words)
    tell_notes(log.notes)
    for calls in log.queues:
        _tell_patience(calls)


def _tell_patience(calls: QueueCalls) -> None:
    found = estimate_patience(calls.wait_s, calls.gave_up)
    tell(
        "patience_calls", queue=calls.queue, calls=found.calls, abandoned=found.abandoned,
        percent=f"{100 * found.abandoned / found.calls:.1f}",
    )  # fmt: skip
    if found.abandoned == 0:
        tell("patience_unknown", lo_s=f"{found.lo_s:.0f}")
        return
    tell("patience_mean", mean_s=f"{found.mean_s:.0f}", lo_s=f"{found.lo_s:.0f}", hi_s=f"{found.hi_s:.0f}")
    for wait_s in LOOKED_AT_S:
        seen, expected = found.gives_up_within(wait_s)
        if not math.isnan(seen):
            tell("patience_within", wait_s=wait_s, seen=f"{100 * seen:.1f}", expected=f"{100 * expected:.1f}")
    at_once, expected = found.gives_up_within(LOOKED_AT_S[0])
    if at_once > expected + AT_ONCE_EXCESS:
        tell("patience_at_once", wait_s=LOOKED_AT_S[0])
    tell("patience_line", queue=calls.queue, mean_s=f"{found.mean_s:.0f}")
