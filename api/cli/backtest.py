"""``wfm backtest``: how far each forecasting method would have been off in the past, and which one the department should use."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from api.cli.console import OUT, Language, tell, tell_notes, text
from api.cli.departments import Folder, Out, department
from forecasting.methods import LIBRARY_METHODS, METHODS
from forecasting.methods.library import is_installed
from scenarios.demand import backtest_centre
from scenarios.folder import tables_beside
from scenarios.tables import write_backtest
from wfm.messages import say
from wfm.reports.backtest import BacktestReport, BacktestRow

NAME = "backtest"
LEAD_SHOWN = 2
Origins = Annotated[int, typer.Option("--origins", min=1, max=104, help="Weeks measured, the latest of the history.")]

Compared = Annotated[
    list[str] | None,
    typer.Option(
        "--method", help=f"Also measure one of other libraries, as often as wanted: {', '.join(LIBRARY_METHODS)}."
    ),
]


def run(
    folder: Folder,
    out: Out = None,
    method: Compared = None,
    origins: Origins = 12,
    lang: Language = None,
) -> None:
    """Measure every forecasting method on the department's own past."""
    read, language = department(folder, needed=())
    tell_notes(read.notes)
    report = backtest_centre(read.centre, (*METHODS, *(method or ())), origins=origins)
    target = out or folder / "out" / "backtest"
    with tables_beside(target) as new:
        write_backtest(new, report, read.centre, language, read.notes)
    for queue in report.queues:
        OUT.print(_table(report, queue))
        OUT.print(text(report.reasons[queue]), markup=False)
    if not is_installed():
        tell("backtest_absent", methods=", ".join(LIBRARY_METHODS))
    measured = max(row.origins for row in report.rows)
    tell(
        "backtest_done", queues=len(report.queues), weeks=measured, csv=target / "backtest.csv",
        page=target / "backtest.html",
    )  # fmt: skip


def _table(report: BacktestReport, queue: str) -> Table:
    table = Table(title=f"{queue} · {text(say('backtest_table'))}", title_justify="left", box=None, pad_edge=False)
    table.add_column(text(say("backtest_method")), no_wrap=True)
    for heading in (
        say("backtest_wape_interval"), say("backtest_wape_day"), say("backtest_bias"),
        say("backtest_coverage", level=80), say("backtest_coverage", level=95),
    ):  # fmt: skip
        table.add_column(text(heading), justify="right")
    rows = [row for row in report.rows if row.queue == queue and row.lead_week == LEAD_SHOWN]
    for row in rows:
        table.add_row(row.method, *(_percent(share) for share in _shown(row)))
    if rows:
        table.add_row(text(say("backtest_floor")), _percent(rows[0].floor), "", "", "", "")
    return table


def _shown(row: BacktestRow) -> tuple[float, ...]:
    return row.wape_interval, row.wape_day, row.bias, row.coverage_80, row.coverage_95


def _percent(share: float) -> str:
    return "–" if share != share else f"{100 * share:.1f}"  # NaN is not equal to itself
