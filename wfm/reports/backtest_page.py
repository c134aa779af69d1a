"""``backtest.html``: one self-contained page of a back-test, with a picture of what came beside what was expected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from wfm.messages import Sentence
from wfm.reports.backtest import BacktestDay, BacktestReport, BacktestRow
from wfm.reports.rendering import render

WIDTH, HEIGHT, LEFT, BOTTOM = 1120.0, 220.0, 60.0, 22.0
MOST_SCALE_STEPS = 4


@dataclass(frozen=True)
class DayChart:
    """One queue: a bar per day for what came, a line for what was expected, marks of the weeks, and the scale; SVG units."""

    bars: Sequence[tuple[float, float, float, str]]
    bar_width: float
    line: str
    weeks: Sequence[tuple[float, str]]
    scale: Sequence[tuple[float, int]]


@dataclass(frozen=True)
class QueuePart:
    """What the page shows of one queue; `by_lead` has a row per method: its name and one figure per lead week."""

    queue: str
    chosen: str
    reason: Sentence
    chart: DayChart | None
    leads: Sequence[int]
    by_lead: Sequence[tuple[str, Sequence[BacktestRow | None]]]
    best: Sequence[float]
    floors: Sequence[float]


def write_backtest_page(
    path: Path, report: BacktestReport, centre_name: str, language: str, notes: Sequence[Sentence | str] = ()
) -> None:
    """Write the page; nothing in it is fetched from anywhere."""
    parts = [_part(report, queue) for queue in report.queues]
    page = render("backtest.html.j2", language, centre_name=centre_name, parts=parts, notes=notes, size=_SIZE)
    path.write_text(page, encoding="utf-8")


_SIZE = {"width": WIDTH, "height": HEIGHT, "left": LEFT, "bottom": BOTTOM}


def _part(report: BacktestReport, queue: str) -> QueuePart:
    rows = {(row.method, row.lead_week): row for row in report.rows if row.queue == queue}
    leads = sorted({lead for _, lead in rows})
    methods = [method for method in report.methods if any((method, lead) in rows for lead in leads)]
    of_lead = [[rows[method, lead] for method in methods if (method, lead) in rows] for lead in leads]
    days = [day for day in report.days if (day.queue, day.method) == (queue, report.chosen[queue])]
    return QueuePart(
        queue=queue,
        chosen=report.chosen[queue],
        reason=report.reasons[queue],
        chart=_chart(days) if days else None,
        leads=leads,
        by_lead=[(method, [rows.get((method, lead)) for lead in leads]) for method in methods],
        best=[min(row.wape_interval for row in own) for own in of_lead],
        floors=[own[0].floor for own in of_lead],
    )


def _chart(days: Sequence[BacktestDay]) -> DayChart:
    first = days[0].day.toordinal()
    span = days[-1].day.toordinal() - first + 1
    step = (WIDTH - LEFT) / span
    top = max(max(max(day.expected, day.actual) for day in days), 1.0)

    def x(day: BacktestDay) -> float:
        return LEFT + (day.day.toordinal() - first) * step

    def y(contacts: float) -> float:
        return HEIGHT - contacts / top * (HEIGHT - 8)

    marks = [(x(day) + step / 2, y(day.expected)) for day in days]
    size = next(
        unit * 10**power for power in range(12) for unit in (1, 2, 5) if top / (unit * 10**power) <= MOST_SCALE_STEPS
    )
    return DayChart(
        bars=[
            (x(day), y(day.actual), HEIGHT - y(day.actual), f"{day.day}: {day.actual:g} / {day.expected:.0f}")
            for day in days
        ],
        bar_width=max(step - 1.5, 0.5),
        line="M" + "L".join(f"{at:.1f} {height:.1f}" for at, height in marks),
        weeks=[(x(day), f"{day.day:%m-%d}") for day in days if day.day.weekday() == 0],
        scale=[(y(contacts), contacts) for contacts in range(0, int(top) + 1, size)],
    )
