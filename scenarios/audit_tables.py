"""The audit as tables: a row per person and week, per finding, and per person and month of the evaluation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from wfm.formats.columns import OUTPUT_COLUMNS
from wfm.formats.output import write_table
from wfm.reports.audit import Audit
from wfm.reports.compliance import OK
from wfm.reports.week_verdict import RULE as WEEKLY_HOURS


def write_audit_tables(folder: Path, found: Audit, language: str) -> None:
    """Write ``audit_weeks.csv``, ``audit_findings.csv`` and ``audit_evaluation.csv``."""
    rows = {
        "audit_weeks.csv": _weeks(found),
        "audit_findings.csv": iter(found.findings),
        "audit_evaluation.csv": ({**vars(row), **row.measures} for row in found.evaluation),
    }
    for name, each in rows.items():
        write_table(folder / name, OUTPUT_COLUMNS[name], each, language=language)


def _weeks(found: Audit) -> Iterator[Mapping[str, object]]:
    verdicts = {(row.agent_id, row.week): row for row in found.compliance if row.rule == WEEKLY_HOURS}
    for week in found.weeks:
        verdict = verdicts.get((week.agent_id, week.period))
        yield {
            **vars(week), "week": week.period, "counted_h": week.counted_h,
            "status": OK if verdict is None else verdict.status, "cause": "" if verdict is None else verdict.cause,
            "exception_id": "" if verdict is None else verdict.exception_id,
            "sentence": None if verdict is None else verdict.sentence,
        }  # fmt: skip
