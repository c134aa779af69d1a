"""``capacity.html`` and its tables: the scenarios side by side, the year of each as a picture, and who begins when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scenarios.capacity.rows import HireRow, YearFigures, figures, hire_rows, people_rows, pool_rows
from scenarios.capacity.workbook import write_capacity_workbook
from scenarios.capacity.year import YearPlan
from wfm.formats.columns import OUTPUT_COLUMNS
from wfm.formats.output import write_table
from wfm.messages import Sentence
from wfm.reports import pictures
from wfm.reports.pictures import Chart, step_chart
from wfm.reports.rendering import render

MOST_TICKS = 13


@dataclass(frozen=True)
class YearPicture:
    """One scenario as the page shows it: a chart per pool, one of the people, marks of the weeks, hires and notes."""

    figures: YearFigures
    charts: Sequence[Chart]
    people: Chart
    ticks: Sequence[tuple[float, str]]
    hires: Sequence[HireRow]
    notes: Sequence[Sentence]


def write_capacity(folder: Path, plans: Sequence[YearPlan], language: str) -> None:
    """Write the three tables, the workbook and the page."""
    tables: dict[str, Sequence[object]] = {
        "capacity.csv": [row for plan in plans for row in pool_rows(plan)],
        "capacity_people.csv": [row for plan in plans for row in people_rows(plan)],
        "capacity_hires.csv": [row for plan in plans for row in hire_rows(plan)],
    }
    for name, rows in tables.items():
        write_table(folder / name, OUTPUT_COLUMNS[name], rows)
    write_capacity_workbook(folder / "capacity.xlsx", plans, language)
    (folder / "capacity.html").write_text(page_of(plans, language), encoding="utf-8")


def page_of(plans: Sequence[YearPlan], language: str) -> str:
    """The page as text."""
    base = plans[0]
    return render(
        "capacity.html.j2",
        language,
        centre_name=base.centre.name,
        currency=base.centre.currency or "–",
        first=base.first_day,
        weeks=len(base.staying.kept),
        pictures=[picture_of(plan) for plan in plans],
        size=pictures,
    )


def picture_of(plan: YearPlan) -> YearPicture:
    """The year of one scenario, weeks side by side."""
    weeks = len(plan.staying.kept)
    width = (pictures.WIDTH - pictures.LEFT - pictures.RIGHT) / weeks
    edges = [pictures.LEFT + week * width for week in range(weeks + 1)]

    def chart(name: str, required: Sequence[float | None], there: Sequence[float]) -> Chart:
        return step_chart(name, list(zip(edges, edges[1:], required, there, strict=False)))

    served = plan.result.served_h.sum(axis=0)
    step = -(-weeks // MOST_TICKS)
    return YearPicture(
        figures(plan),
        [chart(skill, plan.required_h[at].tolist(), served[at].tolist()) for at, skill in enumerate(plan.pools)],
        chart("", [None] * weeks, plan.result.headcount.sum(axis=0).tolist()),
        [(edges[week], f"{plan.staying.mondays[week]:%y-%m-%d}") for week in range(0, weeks, step)],
        hire_rows(plan),
        plan.notes,
    )
