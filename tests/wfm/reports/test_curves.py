"""Curves as plain geometry."""

from __future__ import annotations

import itertools
import re

from hypothesis import example, given
from hypothesis import strategies as st

from wfm.reports.curves import HEIGHT, CurvePoint, curve_of


def test_a_gap_interrupts_line_and_band() -> None:
    """Where nothing is known there is a label and no dot."""
    curve = curve_of("cost", [CurvePoint("1", 1, 0, 2), "2", CurvePoint("3", 3, 2, 5), CurvePoint("4", 4, 4, 4)])

    assert [label for _, label in curve.ticks] == ["1", "2", "3", "4"]
    assert len(curve.dots) == 3
    assert curve.line.count("M") == 2
    assert curve.band.count("Z") == 2


def test_nothing_known_is_an_empty_picture() -> None:
    """Labels and a scale, no line."""
    curve = curve_of("cost", ["1", "2"])

    assert (curve.line, curve.band, curve.dots) == ("", "", [])
    assert len(curve.scale) >= 2


@example([(5e-324, 0.0, 0.0)])
@given(st.lists(st.tuples(st.floats(-1e4, 1e4), st.floats(0, 1e3), st.floats(0, 1e3)), min_size=1, max_size=12))
def test_everything_lies_within_the_picture(figures: list[tuple[float, float, float]]) -> None:
    """Line, band and scale, whatever the figures; a higher figure stands higher, and 0 is on the scale."""
    points = [CurvePoint(str(at), found, found - low, found + high) for at, (found, low, high) in enumerate(figures)]

    curve = curve_of("cost", points)

    heights = [float(y) for path in (curve.line, curve.band) for y in re.findall(r"[ML][-\d.]+ ([-\d.]+)", path)]
    assert all(0 <= y <= HEIGHT for y in (*heights, *(y for y, _ in curve.scale)))
    assert curve.scale[-1][0] <= curve.zero_y + 1e-6 <= curve.scale[0][0] + 1e-3
    by_figure = sorted(zip((point.found for point in points), (y for _, y, _ in curve.dots), strict=True))
    assert all(later[1] <= earlier[1] + 1e-9 for earlier, later in itertools.pairwise(by_figure))
