"""What the use cases other than planning give back, as tables in a folder: written by the commands and by the jobs alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from scenarios.audit_tables import write_audit_tables
from scenarios.changes import Change
from scenarios.demand import cleaning_of, explained
from scenarios.wishes import RefusedWish
from wfm.centre import Centre
from wfm.demand import VolumeForecast
from wfm.formats.audit_workbook import write_audit_workbook
from wfm.formats.columns import OUTPUT_COLUMNS
from wfm.formats.output import write_table
from wfm.formats.roster import write_roster
from wfm.formats.series import write_forecast
from wfm.messages import Sentence
from wfm.reports.audit import Audit
from wfm.reports.audit_page import write_audit_page
from wfm.reports.backtest import BacktestReport
from wfm.reports.backtest_page import write_backtest_page
from wfm.reports.service import queue_service, service_rows
from wfm.roster import Roster
from wfm.simulation import SimulationResult


def write_expected(folder: Path, centre: Centre, forecast: VolumeForecast, language: str) -> int:
    """The forecast, why it is expected, and what was odd in the history; how many oddities."""
    found = cleaning_of(centre, forecast.grid.first_day).findings
    write_forecast(folder / "forecast.csv", forecast)
    why = [{**day.factors_by_group, **vars(day), "date": day.day} for day in explained(centre, forecast)]
    write_table(folder / "why.csv", OUTPUT_COLUMNS["why.csv"], why, language=language)
    odd = [{**vars(finding), "decision": None, "by": None} for finding in found]
    write_table(folder / "cleaning.csv", OUTPUT_COLUMNS["cleaning.csv"], odd, language=language)
    return len(found)


def write_service(folder: Path, result: SimulationResult) -> None:
    """What a replay found, per queue and interval, and per queue and week."""
    write_table(folder / "service.csv", OUTPUT_COLUMNS["service.csv"], service_rows(result))
    write_table(folder / "service_week.csv", OUTPUT_COLUMNS["service_week.csv"], queue_service(result))


def write_audit(folder: Path, found: Audit, wishes: Sequence[RefusedWish], language: str) -> None:
    """Compliance, the wishes refused and the audit's other views as tables, as a workbook and as a page."""
    write_table(folder / "wishes.csv", OUTPUT_COLUMNS["wishes.csv"], wishes, language=language)
    write_table(folder / "compliance.csv", OUTPUT_COLUMNS["compliance.csv"], found.compliance, language=language)
    write_audit_tables(folder, found, language)
    write_audit_workbook(folder / "audit.xlsx", found, wishes, language)
    write_audit_page(folder / "audit.html", found, language)


def write_backtest(
    folder: Path, report: BacktestReport, centre: Centre, language: str, notes: Sequence[Sentence | str] = ()
) -> None:
    """``backtest.csv`` and ``backtest.html``."""
    rows = [{**vars(row), "chosen": row.method == report.chosen[row.queue]} for row in report.rows]
    write_table(folder / "backtest.csv", OUTPUT_COLUMNS["backtest.csv"], rows)
    write_backtest_page(folder / "backtest.html", report, centre.name, language, notes)


def write_changes(folder: Path, changes: Iterable[Change], roster: Roster, time_zone: str, language: str) -> None:
    """``changes.csv`` and the whole changed ``roster.csv``."""
    rows = [change.row() for change in changes]
    write_table(folder / "changes.csv", OUTPUT_COLUMNS["changes.csv"], rows, language=language)
    write_roster(folder / "roster.csv", roster.shifts, time_zone)


def write_answer(folder: Path, sentences: Iterable[Sentence], language: str) -> None:
    """``answer.csv``: the answer to a question, a sentence a row."""
    rows = [{"sentence": sentence.text(language)} for sentence in sentences]
    write_table(folder / "answer.csv", OUTPUT_COLUMNS["answer.csv"], rows)
