"""``wfm check``: the independent check of what a plan wrote."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.console import Language, tell, tell_notes
from wfm.errors import CheckError
from wfm.reports.check import CheckReport, check_output

NAME = "check"


def run(
    out: Annotated[
        Path, typer.Argument(metavar="OUT", help="The folder a plan wrote, with roster.csv and proof.json.")
    ],
    centre: Annotated[
        Path | None, typer.Option("--centre", metavar="DIR", help="Check against this department.")
    ] = None,
    lang: Language = None,
) -> None:
    """Check a written plan again: every rule, segment, total and the objective, from the files alone."""
    report = check_output(out, centre)
    tell_notes(report.notes)
    pass_or_refuse(report)
    tell("check_passed", week=report.week, shifts=report.shifts, segments=report.segments, rules=report.rules)


def pass_or_refuse(report: CheckReport) -> None:
    """CheckError with every finding, unless there is none."""
    if not report.passed:
        raise CheckError(report.findings)
