"""A curve over some values of one thing, with the band that is proven around it, as plain geometry; the pages draw it as SVG."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from wfm.reports.pictures import LEFT, RIGHT, WIDTH

HEIGHT, MARGIN = 200.0, 12.0
MOST_MARKS = 5
FLAT = 1e-9
"""Figures that differ by less are drawn as one: the scale of such a picture would have no steps."""


@dataclass(frozen=True)
class CurvePoint:
    """One value: what is found there, and between which ends the truth lies; equal ends where nothing is left open."""

    label: str
    found: float
    low: float
    high: float


@dataclass(frozen=True)
class Curve:
    """SVG paths of line and band, the dots with their words, the scale, the labels of the values, and where 0 lies."""

    name: str
    line: str
    band: str
    dots: Sequence[tuple[float, float, str]]
    scale: Sequence[tuple[float, str]]
    ticks: Sequence[tuple[float, str]]
    zero_y: float


def curve_of(name: str, points: Sequence[CurvePoint | str]) -> Curve:
    """
    The curve through some points, evenly spaced.

    Parameters
    ----------
    points
        In order; a bare label where nothing is known: there the line and the band are interrupted.
    """
    known = [point for point in points if isinstance(point, CurvePoint)]
    low = min([0.0, *(point.low for point in known)])
    high = max([0.0, *(point.high for point in known)])
    if high - low < FLAT:
        high = low + 1.0
    step = _step((high - low) / MOST_MARKS)
    low, high = step * math.floor(low / step), step * math.ceil(high / step)
    width = (WIDTH - LEFT - RIGHT) / max(len(points), 1)

    def x(at: int) -> float:
        return LEFT + (at + 0.5) * width

    def y(value: float) -> float:
        return MARGIN + (high - value) / (high - low) * (HEIGHT - 2 * MARGIN)

    runs = _runs(points)
    lines = ["".join(f"{'L' if at > run[0][0] else 'M'}{x(at):.1f} {y(p.found):.1f}" for at, p in run) for run in runs]
    rounds = [[(at, p.high) for at, p in run] + [(at, p.low) for at, p in run[::-1]] for run in runs]
    bands = ["M" + "L".join(f"{x(at):.1f} {y(value):.1f}" for at, value in around) + "Z" for around in rounds]
    return Curve(
        name,
        "".join(lines),
        "".join(bands),
        [
            (x(at), y(p.found), f"{p.label}: {p.found:.1f} ({p.low:.1f} – {p.high:.1f})")
            for run in runs
            for at, p in run
        ],
        [(y(low + mark * step), f"{low + mark * step:g}") for mark in range(round((high - low) / step) + 1)],
        [(x(at), point if isinstance(point, str) else point.label) for at, point in enumerate(points)],
        y(0.0),
    )


def _runs(points: Sequence[CurvePoint | str]) -> list[list[tuple[int, CurvePoint]]]:
    """Stretches of known points, with their places."""
    runs: list[list[tuple[int, CurvePoint]]] = [[]]
    for at, point in enumerate(points):
        if isinstance(point, CurvePoint):
            runs[-1].append((at, point))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _step(least: float) -> float:
    """The smallest of 1, 2, 5, 10, 20, ... times a power of ten that is not below `least`."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least)
