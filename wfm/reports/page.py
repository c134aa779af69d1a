"""``report.html``: one self-contained page of a plan, with the coverage chart and the picture of the roster."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wfm.centre import Centre
from wfm.messages import Sentence, say
from wfm.reports import pictures
from wfm.reports.compliance import BREACH, EXCEPTED, ComplianceRow
from wfm.reports.coverage import CoverageReport, met_share
from wfm.reports.goals import GoalRow
from wfm.reports.hours import WeekHours
from wfm.reports.rendering import render
from wfm.reports.service import queue_service, weak_stretches
from wfm.roster import Roster
from wfm.simulation import SimulationResult
from wfm.timegrid import iso_week

MOST_STRETCHES = 12


@dataclass(frozen=True, eq=False)
class PageContent:
    """What the page shows: `proof` as in proof.json, `notes` on data and forecast, `why` on each day's volume."""

    centre: Centre
    roster: Roster
    coverage: CoverageReport
    service: SimulationResult
    hours: Sequence[WeekHours]
    compliance: Sequence[ComplianceRow]
    proof: Mapping[str, Any]
    goals: Sequence[GoalRow]
    notes: Sequence[Sentence | str]
    why: Sequence[Sentence]


def write_page(path: Path, content: PageContent, language: str) -> None:
    """Write the page; nothing in it is fetched from anywhere."""
    path.write_text(page_of(content, language), encoding="utf-8")


def page_of(content: PageContent, language: str) -> str:
    """The page as text."""

    weekdays = [say(f"weekday_{day}").text(language) for day in range(7)]
    axis = pictures.axis_of(content.centre, content.roster, weekdays)
    totals = content.coverage.totals()
    return render(
        "report.html.j2",
        language,
        centre=content.centre,
        week=iso_week(content.roster.first_day),
        roster=content.roster,
        proof=content.proof,
        goals=content.goals,
        totals=totals,
        met_share=met_share(sum(pool.needed_h for pool in totals), sum(pool.missing_h for pool in totals)),
        short_h=sum(pool.shortage_h for pool in totals),
        stretches=content.coverage.short_stretches()[:MOST_STRETCHES],
        service=queue_service(content.service),
        weak=weak_stretches(content.service)[:MOST_STRETCHES],
        replications=content.service.replications,
        hours=content.hours,
        breaches=[row for row in content.compliance if row.status == BREACH],
        excepted=[row for row in content.compliance if row.status == EXCEPTED],
        notes=content.notes,
        why=content.why,
        axis=axis,
        charts=pictures.charts_of(content.coverage, axis),
        rows=pictures.roster_rows(content.centre, content.roster, axis),
        size=pictures,
    )
