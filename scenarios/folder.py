"""A plan as the folder a department gets back: written beside, checked there, and renamed at the end."""

from __future__ import annotations

import importlib.metadata
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scenarios.plan import Plan
from scenarios.tables import write_service
from wfm.errors import InputError
from wfm.formats.calendars import write_calendars
from wfm.formats.columns import OUTPUT_COLUMNS
from wfm.formats.inputs import FOLDER as INPUTS
from wfm.formats.inputs import input_sha256, public_inputs
from wfm.formats.output import write_table
from wfm.formats.proof import write_proof
from wfm.formats.roster import write_roster
from wfm.formats.series import write_forecast, write_requirement
from wfm.formats.workbook import write_workbook
from wfm.messages import Sentence, say
from wfm.reports.call_in import call_in_list
from wfm.reports.check import CheckReport, check_output
from wfm.reports.page import write_page

PRODUCT, SOLVER = "paiban", "ortools"
START = "start.csv"
"""The roster that a search began from, if it did not begin anew."""


@contextmanager
def written_beside(folder: Path) -> Iterator[Path]:
    """
    An empty folder next to `folder` that takes its place at the end; on any error `folder` stays as it was.

    A folder that holds other things than an earlier plan keeps them: only files of the same name are replaced.

    Raises
    ------
    InputError
        If `folder` cannot be written, or holds folders that no plan wrote where the new ones belong.
    """
    new, old = (folder.with_name(f".{folder.name}.{part}") for part in ("new", "old"))
    try:
        for left in (new, old):
            shutil.rmtree(left, ignore_errors=True)
        new.mkdir(parents=True)
    except OSError as error:
        raise InputError(say("out_not_writable", folder=folder, reason=error.strerror or error)) from None
    try:
        yield new
        if not folder.exists():
            new.rename(folder)
        elif (folder / "proof.json").is_file():
            folder.rename(old)
            try:
                new.rename(folder)
            except OSError:
                old.rename(folder)
                raise
            shutil.rmtree(old, ignore_errors=True)
        else:
            _move_into(new, folder)
    except OSError as error:
        raise InputError(say("out_not_writable", folder=folder, reason=error.strerror or error)) from None
    finally:
        shutil.rmtree(new, ignore_errors=True)


@contextmanager
def tables_beside(folder: Path) -> Iterator[Path]:
    """
    The same for single tables, which may join others in `folder`; the folder of a plan is refused, for it would no longer agree.

    Raises
    ------
    InputError
        If `folder` holds a plan, or cannot be written.
    """
    if (folder / "proof.json").is_file():
        raise InputError(say("out_holds_plan", folder=folder))
    with written_beside(folder) as new:
        yield new


def _move_into(new: Path, folder: Path) -> None:
    entries = sorted(new.iterdir())
    for entry in entries:
        target = folder / entry.name
        if target.is_dir() or (entry.is_dir() and target.exists()):
            raise InputError(say("out_holds_other", folder=folder, name=entry.name))
    for entry in entries:
        entry.replace(folder / entry.name)


def latest_plan(out: Path) -> Path:
    """
    The folder of the latest week planned.

    Raises
    ------
    InputError
        If there is none.
    """
    plans = sorted(proof.parent for proof in out.glob("????-W??/proof.json"))
    if not plans:
        raise InputError(say("simulate_no_plan", folder=out))
    return plans[-1]


def write_plan(
    plan: Plan, files: Mapping[str, bytes], folder: Path, language: str, notes: Sequence[Sentence] = ()
) -> CheckReport:
    """
    Write everything a plan gives, check what was written, and put it in the place of `folder`.

    Parameters
    ----------
    files
        The department's files as read (`wfm.formats.Department.files`); a copy without what is private goes to ``inputs/``.
    notes
        What was repaired on reading; shown in the report.

    Returns
    -------
    CheckReport
        Of the independent check of the files written; the folder is put in place even where it failed.
    """
    with written_beside(folder) as new:
        zone = plan.centre.time_zone
        inputs = public_inputs(files)
        (new / INPUTS).mkdir()
        for name, content in inputs.items():
            (new / INPUTS / name).write_bytes(content)
        write_forecast(new / "forecast.csv", plan.forecast)
        write_requirement(new / "requirement.csv", plan.requirement)
        write_roster(new / "roster.csv", plan.roster.shifts, zone)
        if plan.start is not None:
            write_roster(new / START, plan.start.shifts, zone)
        write_table(new / "coverage.csv", OUTPUT_COLUMNS["coverage.csv"], plan.coverage.rows())
        write_service(new, plan.service)
        write_table(new / "compliance.csv", OUTPUT_COLUMNS["compliance.csv"], plan.compliance, language=language)
        write_table(new / "call_in.csv", OUTPUT_COLUMNS["call_in.csv"], call_in_list(plan.centre, plan.roster))
        write_proof(new / "proof.json", proof_of(plan, inputs))
        report = check_output(new)
        proof = proof_of(plan, inputs, report)
        write_proof(new / "proof.json", proof)
        write_calendars(new / "calendar", plan.centre, plan.roster, language)
        write_workbook(new / "roster.xlsx", plan.centre, plan.roster, plan.coverage, plan.hours, language)
        write_page(new / "report.html", plan.page(proof, notes), language)
    return report


def proof_of(plan: Plan, inputs: Mapping[str, bytes], report: CheckReport | None = None) -> dict[str, Any]:
    """What proof.json claims of a plan."""
    result = plan.result
    return {
        "status": result.status,
        "objective": result.objective,
        "bound": result.bound,
        "gap": result.gap,
        "gap_agent_hours": result.gap_agent_hours,
        "gap_share_of_required": result.gap_share_of_required,
        "by_goal": result.by_goal,
        "shortages": [stretch.claim() for stretch in plan.coverage.short_stretches()],
        "engine": result.engine,
        "seed": result.seed,
        "workers": result.workers,
        "budget": result.budget,
        "kept_start": plan.keeps_start,
        "iterations": result.budget,
        "stopped_by": result.stopped_by,
        "solver": SOLVER,
        "solver_version": importlib.metadata.version(SOLVER),
        "paiban_version": importlib.metadata.version(PRODUCT),
        "input_sha256": input_sha256(inputs),
        "wall_s": round(result.wall_s, 3),
        "checked_by": None if report is None else f"wfm check {importlib.metadata.version(PRODUCT)}",
        "violations": [] if report is None else list(report.findings),
        "week": plan.week,
        "first_day": plan.first_day,
        "days": plan.roster.days,
        "replications": plan.service.replications,
    }
