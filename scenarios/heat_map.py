"""One figure over two levers, where a sweep is a grid of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scenarios.compare import ScenarioFigures
from scenarios.lever import Lever
from wfm.messages import Sentence, say


@dataclass(frozen=True)
class HeatMap:
    """
    A title, both axes, and a value per combination; None: no roster.

    `digits` behind the point; `bad_is_high` says at which end the shade is.
    """

    title: Sentence
    columns: Sequence[str]
    rows: Sequence[str]
    values: Sequence[Sequence[float | None]]
    digits: int
    bad_is_high: bool

    def shaded(self) -> list[tuple[str, list[tuple[str, float] | None]]]:
        """Rows of cells as text, each with its shade in [0, 1], 1 at the bad end."""
        sign = 1.0 if self.bad_is_high else -1.0
        known = [sign * value for own in self.values for value in own if value is not None]
        low, high = min(known, default=0.0), max(known, default=0.0)

        def cell(value: float | None) -> tuple[str, float] | None:
            if value is None:
                return None
            return f"{value:.{self.digits}f}", (sign * value - low) / (high - low) if high > low else 0.0

        return [(label, [cell(value) for value in own]) for label, own in zip(self.rows, self.values, strict=True)]


def heat_maps(scenarios: Sequence[ScenarioFigures], axes: Sequence[Sequence[Lever]]) -> list[HeatMap]:
    """A map of missing hours and one of each queue's level, where exactly two levers have several values."""
    wide = [place for place, axis in enumerate(axes) if len(axis) > 1]
    if len(wide) != 2:
        return []
    columns, rows = (axes[place] for place in wide)
    at = {each.name: each for each in scenarios}
    cells = [[at[_name(axes, wide, column, row)] for column in columns] for row in rows]
    labels = [lever.text for lever in columns], [lever.text for lever in rows]
    found = [HeatMap(say("whatif_map"), *labels, [[_missing(each) for each in own] for own in cells], 0, True)]
    queues = next((each.queues for each in scenarios if each.queues), ())
    for place, queue in enumerate(queues):
        if queue.target is not None:
            title = say("whatif_map_level", queue=queue.queue)
            levels = [[100 * each.queues[place].level if each.queues else None for each in own] for own in cells]
            found.append(HeatMap(title, *labels, levels, 1, False))
    return found


def _name(axes: Sequence[Sequence[Lever]], wide: Sequence[int], column: Lever, row: Lever) -> str:
    chosen = {wide[0]: column, wide[1]: row}
    return " ".join(chosen.get(place, axis[0]).text for place, axis in enumerate(axes))


def _missing(figures: ScenarioFigures) -> float | None:
    return figures.missing_h if figures.outcome == "planned" else None
