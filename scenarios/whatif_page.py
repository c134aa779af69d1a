"""``whatif.csv`` and ``whatif.html``: scenarios side by side, and a heat map where two levers make a grid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scenarios.compare import ScenarioFigures
from scenarios.lever import Lever
from wfm.formats.columns import OUTPUT_COLUMNS
from wfm.formats.output import write_table
from wfm.messages import Sentence, say
from wfm.reports.rendering import render

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


@dataclass(frozen=True)
class HeatMap:
    """One figure over two levers: a title, both axes, and a cell per combination with its shade in [0, 1]; None: no roster."""

    title: Sentence
    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[tuple[str, float] | None]]]


def write_whatif(
    folder: Path,
    base: ScenarioFigures,
    scenarios: Sequence[ScenarioFigures],
    axes: Sequence[Sequence[Lever]],
    *,
    centre_name: str,
    currency: str,
    week: str,
    language: str,
) -> None:
    """Write both files."""
    rows = [row for each in (base, *scenarios) for row in _rows(each, base)]
    write_table(folder / "whatif.csv", OUTPUT_COLUMNS["whatif.csv"], rows)
    page = render(
        "whatif.html.j2",
        language,
        centre_name=centre_name,
        currency=currency or "–",
        week=week,
        base=base,
        scenarios=scenarios,
        maps=_maps(scenarios, axes),
    )
    (folder / "whatif.html").write_text(page, encoding="utf-8")


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


def _maps(scenarios: Sequence[ScenarioFigures], axes: Sequence[Sequence[Lever]]) -> list[HeatMap]:
    """A map of missing hours and one of each queue's level, where exactly two levers have several values."""
    wide = [place for place, axis in enumerate(axes) if len(axis) > 1]
    if len(wide) != 2:
        return []
    columns, rows = (axes[place] for place in wide)
    at = {each.name: each for each in scenarios}
    cells = [[at[_name(axes, wide, column, row)] for column in columns] for row in rows]
    labels = [lever.text for lever in columns], [lever.text for lever in rows]
    found = [_map(say("whatif_map"), labels, [[_missing(each) for each in own] for own in cells], "{:.0f}", 1.0)]
    queues = next((each.queues for each in scenarios if each.queues), ())
    for place, queue in enumerate(queues):
        if queue.target is not None:
            title = say("whatif_map_level", queue=queue.queue)
            levels = [[100 * each.queues[place].level if each.queues else None for each in own] for own in cells]
            found.append(_map(title, labels, levels, "{:.1f}", -1.0))
    return found


def _name(axes: Sequence[Sequence[Lever]], wide: Sequence[int], column: Lever, row: Lever) -> str:
    chosen = {wide[0]: column, wide[1]: row}
    return " ".join(chosen.get(place, axis[0]).text for place, axis in enumerate(axes))


def _missing(figures: ScenarioFigures) -> float | None:
    return figures.missing_h if figures.outcome == "planned" else None


def _map(
    title: Sentence,
    labels: tuple[Sequence[str], Sequence[str]],
    values: Sequence[Sequence[float | None]],
    shape: str,
    bad_is_high: float,
) -> HeatMap:
    known = [bad_is_high * value for own in values for value in own if value is not None]
    low, high = min(known, default=0.0), max(known, default=0.0)

    def cell(value: float | None) -> tuple[str, float] | None:
        if value is None:
            return None
        return shape.format(value), (bad_is_high * value - low) / (high - low) if high > low else 0.0

    return HeatMap(
        title,
        labels[0],
        [(label, [cell(value) for value in own]) for label, own in zip(labels[1], values, strict=True)],
    )
