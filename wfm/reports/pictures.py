"""The two pictures of a plan as plain geometry: coverage per pool, and the roster. The page draws them as SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from wfm.centre import Centre
from wfm.goals.base import PoolCoverage
from wfm.reports.coverage import CoverageReport
from wfm.roster import Roster
from wfm.shifts import Shift
from wfm.timegrid import TimeGrid

WIDTH, LEFT, RIGHT = 1120.0, 132.0, 6.0
CHART_HEIGHT, ROW_HEIGHT = 104.0, 17.0
SCALES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 10**9)
"""Distances of the marks of a scale."""
Step = tuple[float, float, float | None, float]
"""Left and right end, what is required (None: the line is lifted), and what there is."""


@dataclass(frozen=True)
class Axis:
    """The days of a plan side by side; each day shows the same stretch of the clock, in hours."""

    labels: Sequence[str]
    first_h: float
    last_h: float

    @property
    def day_width(self) -> float:
        """Width of a day."""
        return (WIDTH - LEFT - RIGHT) / max(len(self.labels), 1)

    def day_x(self, day: int) -> float:
        """Left edge of a day."""
        return LEFT + day * self.day_width

    def x(self, day: int, hour: float) -> float:
        """Where an hour of a day lies, kept within its day."""
        share = (hour - self.first_h) / (self.last_h - self.first_h)
        return self.day_x(day) + min(max(share, 0.0), 1.0) * (self.day_width - 4)

    def ticks(self) -> Iterator[tuple[float, str]]:
        """Marks of the clock in each day, about three a day."""
        step = max(2, round((self.last_h - self.first_h) / 3))
        for day in range(len(self.labels)):
            for hour in range(int(self.first_h), int(self.last_h), step):
                if hour > self.first_h or day == 0:
                    yield self.x(day, hour), f"{hour % 24:02d}"


@dataclass(frozen=True)
class Chart:
    """Coverage of one pool: SVG paths of what is required and rostered, of shortage and surplus, and the scale."""

    skill: str
    required: str
    rostered: str
    shortage: str
    surplus: str
    scale: Sequence[tuple[float, int]]


@dataclass(frozen=True)
class Bar:
    """A stretch of a person's shift: where it lies, what it is, and the words shown when pointed at."""

    x: float
    width: float
    activity: str
    title: str


@dataclass(frozen=True)
class RosterRow:
    """One person's week."""

    label: str
    lead: bool
    hours: float
    bars: Sequence[Bar]


def axis_of(centre: Centre, roster: Roster, weekdays: Sequence[str]) -> Axis:
    """The stretch of the clock in which anybody works or anything is open, in whole hours."""
    hours = [bound / 60 for day in roster.dates for each in centre.any_open_ranges(day) for bound in each]
    for shift in roster.shifts:
        hours += [_hour(centre, shift, shift.start_min), _hour(centre, shift, shift.end_min)]
    labels = [f"{weekdays[day.weekday()]} {day:%m-%d}" for day in roster.dates]
    return Axis(labels, float(np.floor(min(hours, default=0))), float(np.ceil(max(hours, default=24))))


def chart_of(pool: PoolCoverage, grid: TimeGrid, axis: Axis) -> Chart:
    """The chart of one pool."""
    required = np.where(pool.pool.is_open, pool.pool.required, 0).astype(float)
    rostered = pool.rostered
    boxes = [
        (axis.x(day, hour), axis.x(day, hour + grid.interval_min / 60), float(need) if is_open else None, float(have))
        for day, hour, need, have, is_open in zip(
            grid.day_index.tolist(), _clock_h(grid), required, rostered, pool.pool.is_open, strict=True
        )
    ]
    return step_chart(pool.pool.skill, boxes)


def step_chart(name: str, steps: Sequence[Step]) -> Chart:
    """A chart of steps in the order of time."""
    top = max([1.0, *(max(need or 0.0, have) for _, _, need, have in steps)])

    def y(amount: float) -> float:
        return CHART_HEIGHT - amount / top * (CHART_HEIGHT - 8)

    wanted = [(x0, x1, need or 0.0, have) for x0, x1, need, have in steps]
    size = next(size for size in SCALES if top / size <= 4)
    return Chart(
        skill=name,
        required=_outline([(x0, x1, y(need)) for x0, x1, need, _ in steps if need is not None]),
        rostered=_areas([(x0, x1, y(have), y(0)) for x0, x1, _, have in wanted if have > 0]),
        shortage=_areas([(x0, x1, y(need), y(have)) for x0, x1, need, have in wanted if need - have > 1e-6]),
        surplus=_areas([(x0, x1, y(have), y(need)) for x0, x1, need, have in wanted if have - need > 1e-6]),
        scale=[(y(amount), amount) for amount in range(0, int(top) + 1, size)],
    )


def charts_of(coverage: CoverageReport, axis: Axis) -> list[Chart]:
    """A chart per pool, in the order of centre.toml."""
    return [chart_of(pool, coverage.grid, axis) for pool in coverage.pools]


def roster_rows(centre: Centre, roster: Roster, axis: Axis) -> dict[str, list[RosterRow]]:
    """Everyone's week by group, in the order of the team sheet."""
    groups: dict[str, list[RosterRow]] = {}
    for agent in centre.agents:
        shifts = roster.of(agent.agent_id)
        row = RosterRow(
            f"{agent.agent_id} {agent.name}".strip(),
            agent.lead,
            sum(shift.paid_min for shift in shifts) / 60,
            [bar for shift in shifts for bar in _bars(centre, roster, shift, axis)],
        )
        groups.setdefault(agent.group, []).append(row)
    return groups


def _bars(centre: Centre, roster: Roster, shift: Shift, axis: Axis) -> Iterator[Bar]:
    day = (shift.shift_date - roster.first_day).days
    for segment in shift.segments:
        start, end = (axis.x(day, _hour(centre, shift, at)) for at in (segment.start_min, segment.end_min))
        where = f" {', '.join(segment.queues)}" if segment.queues else ""
        title = f"{shift.agent_id} {segment.start:%m-%d %H:%M}-{segment.end:%H:%M}{where}"
        yield Bar(round(start, 1), round(end - start, 1), segment.activity.value, title)


def _hour(centre: Centre, shift: Shift, instant_min: int) -> float:
    """Hours after the midnight of the shift's day."""
    return (instant_min - centre.instant_of(shift.shift_date, 0)) / 60


def _clock_h(grid: TimeGrid) -> list[float]:
    """Hours after the midnight of the day each interval belongs to."""
    hours = []
    for start, day in zip(grid.local_starts(), grid.day_index.tolist(), strict=True):
        ahead = (start.date() - (grid.first_day + timedelta(days=day))).days
        hours.append(24 * ahead + start.hour + start.minute / 60)
    return hours


def _outline(steps: Sequence[tuple[float, float, float]]) -> str:
    """A stepped line; it is lifted where two steps do not touch."""
    path, last = [], -1.0
    for x0, x1, y in steps:
        path.append(f"{'L' if abs(x0 - last) < 0.01 else 'M'}{x0:.1f} {y:.1f}H{x1:.1f}")
        last = x1
    return "".join(path)


def _areas(boxes: Sequence[tuple[float, float, float, float]]) -> str:
    return "".join(f"M{x0:.1f} {y0:.1f}H{x1:.1f}V{y1:.1f}H{x0:.1f}Z" for x0, x1, y0, y1 in boxes)
