"""``whatif.csv``, ``whatif.xlsx`` and ``whatif.html``: scenarios side by side, and a heat map where two levers make a grid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from scenarios.compare import ScenarioFigures
from scenarios.decision_cost import DecisionWeek
from scenarios.heat_map import heat_maps
from scenarios.lever import Lever
from scenarios.tables import write_answer
from scenarios.whatif_workbook import write_whatif_workbook
from wfm.centre import Centre
from wfm.formats.columns import OUTPUT_COLUMNS
from wfm.formats.output import write_table
from wfm.reports.rendering import render
from wfm.timegrid import iso_week

MEASURES = (
    "people",
    "paid_h",
    "overtime_h",
    "cost",
    "missing_h",
    "surplus_h",
    "breaches",
    "wishes_refused",
    "gap_agent_hours",
)


def write_whatif(
    folder: Path,
    base: ScenarioFigures,
    scenarios: Sequence[ScenarioFigures],
    axes: Sequence[Sequence[Lever]],
    centre: Centre,
    week: str,
    language: str,
) -> None:
    """Write the three files."""
    maps = heat_maps(scenarios, axes)
    rows = [row for each in (base, *scenarios) for row in _rows(each, base)]
    write_table(folder / "whatif.csv", OUTPUT_COLUMNS["whatif.csv"], rows)
    page = render(
        "whatif.html.j2",
        language,
        centre_name=centre.name,
        currency=centre.currency or "–",
        week=week,
        base=base,
        scenarios=scenarios,
        maps=maps,
    )
    write_whatif_workbook(folder / "whatif.xlsx", base, scenarios, maps, centre.currency or "–", language)
    (folder / "whatif.html").write_text(page, encoding="utf-8")


def write_decision(folder: Path, weeks: Sequence[DecisionWeek], centre: Centre, language: str) -> None:
    """What a request costs: for each week a folder with both rosters side by side, and the difference in `answer.csv`."""
    for week in weeks:
        own = folder / iso_week(week.monday)
        own.mkdir()
        write_whatif(own, week.refused, [week.granted], [], centre, iso_week(week.monday), language)
    write_answer(folder, [sentence for week in weeks for sentence in week.sentences], language)


def _rows(figures: ScenarioFigures, base: ScenarioFigures) -> Iterator[Mapping[str, object]]:
    head: dict[str, object] = {"scenario": figures.name, "outcome": figures.outcome}
    blank = dict.fromkeys(("queue", "value", "lo", "hi", "difference", "low", "high", "verdict"))
    if figures.outcome != "planned":
        yield {**head, **blank, "measure": "roster"}
        return
    for measure in MEASURES:
        value, of_base = getattr(figures, measure), getattr(base, measure)
        difference = None if value is None or of_base is None else value - of_base
        yield {**head, **blank, "measure": measure, "value": value, "difference": difference}
    yield {
        **head, **blank, "measure": "objective", "value": figures.objective, "lo": figures.bound, "hi": figures.objective,
        "difference": figures.objective - base.objective, "verdict": figures.roster,
    }  # fmt: skip
    for queue in figures.queues:
        yield {
            **head, "measure": "service_level", "queue": queue.queue, "value": queue.level, "lo": queue.lo, "hi": queue.hi,
            "difference": queue.difference, "low": queue.low, "high": queue.high, "verdict": queue.verdict,
        }  # fmt: skip
