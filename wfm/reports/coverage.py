"""Coverage of a roster against the integer requirement, per pool: rows of coverage.csv, totals, and the short stretches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from wfm.centre import Centre
from wfm.demand import StaffingRequirement
from wfm.goals import pool_coverage
from wfm.goals.base import PoolCoverage
from wfm.roster import Roster
from wfm.timegrid import TimeGrid, local

TOLERANCE = 1e-6
"""Agents below which a difference is rounding."""


@dataclass(frozen=True)
class CoverageRow:
    """One interval of one pool, in agents: what coverage.csv holds."""

    skill: str
    interval_start: datetime
    required: int
    rostered: float
    shortage: float
    overstaffing: float


@dataclass(frozen=True)
class ShortStretch:
    """Neighbouring intervals in which one pool lacks people: `agents` at the worst, `agent_hours` in all."""

    skill: str
    start: datetime
    end: datetime
    agents: float
    agent_hours: float

    def claim(self) -> dict[str, object]:
        """What proof.json says of it."""
        return {
            "skill": self.skill,
            "from": self.start.isoformat(),
            "to": self.end.isoformat(),
            "agents": self.agents,
            "agent_hours": self.agent_hours,
        }


@dataclass(frozen=True)
class PoolTotals:
    """
    One pool over the days, in agent-hours.

    Attributes
    ----------
    needed_h, missing_h
        The requirement in fractions of people, which just meets the target, and how much of it nobody covers.
    required_h, shortage_h
        The same in whole people, as coverage.csv counts: each interval rounded up.
    """

    skill: str
    needed_h: float
    missing_h: float
    required_h: float
    rostered_h: float
    shortage_h: float
    overstaffing_h: float

    @property
    def met_share(self) -> float:
        """Share of the need that is covered, in [0, 1]; 1 where nothing is needed."""
        return met_share(self.needed_h, self.missing_h)


@dataclass(frozen=True, eq=False)
class CoverageReport:
    """Coverage of every pool over the days of a roster."""

    grid: TimeGrid
    pools: Sequence[PoolCoverage]

    def rows(self) -> Iterator[CoverageRow]:
        """Every open interval of every pool, in time order within a pool."""
        starts = self.grid.local_starts()
        for pool in self.pools:
            shortage, overstaffing = _differences(pool)
            for at in np.flatnonzero(pool.pool.is_open).tolist():
                yield CoverageRow(
                    pool.pool.skill, starts[at], int(pool.pool.required[at]), float(pool.rostered[at]),
                    float(shortage[at]), float(overstaffing[at]),
                )  # fmt: skip

    def totals(self) -> list[PoolTotals]:
        """Agent-hours of every pool."""
        hours = self.grid.interval_min / 60
        found = []
        for pool in self.pools:
            shortage, overstaffing = _differences(pool)
            is_open = pool.pool.is_open
            found.append(
                PoolTotals(
                    pool.pool.skill,
                    needed_h=float(pool.pool.fractional[is_open].sum()) * hours,
                    missing_h=float(np.maximum(pool.pool.fractional - pool.rostered, 0)[is_open].sum()) * hours,
                    required_h=float(pool.pool.required[is_open].sum()) * hours,
                    rostered_h=float(pool.rostered[is_open].sum()) * hours,
                    shortage_h=float(shortage.sum()) * hours,
                    overstaffing_h=float(overstaffing.sum()) * hours,
                )
            )
        return found

    def short_stretches(self) -> list[ShortStretch]:
        """Where people are missing, the largest loss first."""
        found = [stretch for pool in self.pools for stretch in self._stretches(pool)]
        return sorted(found, key=lambda stretch: (-stretch.agent_hours, stretch.start, stretch.skill))

    def _stretches(self, pool: PoolCoverage) -> Iterator[ShortStretch]:
        shortage, _ = _differences(pool)
        short = np.flatnonzero(shortage > TOLERANCE)
        if not len(short):
            return
        apart = np.diff(self.grid.starts_min[short]) != self.grid.interval_min
        for run in np.split(short, np.flatnonzero(apart) + 1):
            start, last = int(self.grid.starts_min[run[0]]), int(self.grid.starts_min[run[-1]])
            yield ShortStretch(
                pool.pool.skill,
                local(start, self.grid.time_zone),
                local(last + self.grid.interval_min, self.grid.time_zone),
                agents=float(shortage[run].max()),
                agent_hours=float(shortage[run].sum()) * self.grid.interval_min / 60,
            )


def met_share(needed_h: float, missing_h: float) -> float:
    """Share of needed agent-hours that is covered; 1 where none are."""
    return 1.0 if needed_h == 0 else 1 - missing_h / needed_h


def coverage_report(centre: Centre, requirement: StaffingRequirement, roster: Roster) -> CoverageReport:
    """Coverage of a roster; a person in several queues counts once, by shares."""
    return CoverageReport(requirement.grid, pool_coverage(centre, requirement, roster))


def _differences(pool: PoolCoverage) -> tuple[np.ndarray[tuple[int], np.dtype[np.float64]], ...]:
    missing = np.where(pool.pool.is_open, pool.pool.required - pool.rostered, 0.0)
    return np.where(missing > TOLERANCE, missing, 0.0), np.where(missing < -TOLERANCE, -missing, 0.0)
