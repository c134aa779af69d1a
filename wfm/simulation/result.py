"""What a replay found: tables per replication, queue and interval, and the figures a person reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wfm.demand import Queue
from wfm.simulation.estimates import Estimate, ratio
from wfm.timegrid import TimeGrid, iso_week, zone

Floats = NDArray[np.float64]
Per = Literal["interval", "day", "week"]


@dataclass(frozen=True, eq=False)
class SimulationResult:
    """
    A roster, replayed; tables of shape (R, Q, T): replications, queues with contacts, intervals of the grid.

    A contact counts in the interval in which it came. ``offered = answered + abandoned``: whoever still waits when the last
    person has left a closed queue counts as abandoned. Deferred work is never lost: `in_time` is what was worked before its
    deadline, `wait_s` is NaN.

    Attributes
    ----------
    volumes, erlang_service_level, is_open
        Contacts expected, the service level Erlang gives the roster, and the opening hours, shape (Q, T).
    wait_s
        Summed wait of all offered contacts, abandoned ones included.
    busy_s, present_s
        Of the people who name the queue, whatever else they serve: agent-seconds on contacts, and on contacts or free for them.
    events
        Events the replications took: contacts that came, contacts that ended, people who came and went.
    """

    grid: TimeGrid
    queues: tuple[Queue, ...]
    replications: int
    seed: int
    is_open: NDArray[np.bool_]
    volumes: Floats
    erlang_service_level: Floats
    offered: Floats
    in_time: Floats
    answered: Floats
    abandoned: Floats
    short_abandoned: Floats
    wait_s: Floats
    busy_s: Floats
    present_s: Floats
    events: int

    def of(self, queue: str) -> int:
        """Row of a queue."""
        return [each.id for each in self.queues].index(queue)

    def service_level(self, per: Per = "interval") -> Estimate:
        """
        Simulated service level by each queue's own definition, with its 95 % interval over replications.

        Returns
        -------
        Estimate
            Shape (Q, intervals, days or weeks); 1 where nothing is offered, NaN where a live queue names no time to answer in.
        """
        of = np.stack([self._counted(row) for row in range(len(self.queues))], axis=1) if self.queues else self.offered
        level = ratio(self._grouped(self.in_time, per), self._grouped(of, per), empty=1.0)
        offered = self._grouped(self.offered, per).sum(axis=0) > 0
        untimed = np.array([q.answer_within_s is None and q.channel != "deferred" for q in self.queues], dtype=bool)
        hidden = untimed[:, None] & offered
        return Estimate(
            *(np.where(hidden, np.nan, np.clip(each, 0.0, 1.0)) for each in (level.mean, level.lo, level.hi))
        )

    def level_of_each(self, within: NDArray[np.bool_] | None = None) -> Floats:
        """
        Service level in each replication, by each queue's own definition, shape (R, Q); NaN where nothing came.

        Of all days, or of the intervals `within`, shape (T,).
        """
        inside = slice(None) if within is None else within
        counted = [self._counted(row)[:, inside].sum(axis=1) for row in range(len(self.queues))]
        of = np.stack(counted, axis=1) if counted else np.empty((self.replications, 0))
        in_time = self.in_time[:, :, inside].sum(axis=2)
        level: Floats = np.divide(in_time, of, out=np.full(of.shape, np.nan), where=of > 0)
        return level

    def to_frame(self, per: Per = "interval") -> pd.DataFrame:
        """
        The figures per queue and open interval, or per queue and day or week.

        Returns
        -------
        DataFrame
            The columns of service.csv: ``queue, interval_start, offered, erlang_service_level, simulated_service_level, ci_lo,
            ci_hi, asa_s, abandonment, occupancy, definition``; ``date`` or ``week`` stands for ``interval_start`` in totals, whose
            Erlang figure is weighted by volume. `offered` is the volume that was replayed; `asa_s` the mean wait over all offered.
        """
        level = self.service_level(per)
        offered = self._grouped(self.offered, per)
        volumes = self._grouped(self.volumes, per)
        shown = self._grouped(self.is_open, per) > 0
        queue, group = np.nonzero(shown)
        tables = {
            "offered": volumes,
            "erlang_service_level": self._erlang(per),
            "simulated_service_level": level.mean,
            "ci_lo": level.lo,
            "ci_hi": level.hi,
            "asa_s": ratio(self._grouped(self.wait_s, per), offered, empty=0.0).mean,
            "abandonment": ratio(self._grouped(self.abandoned, per), offered, empty=0.0).mean,
            "occupancy": ratio(self._grouped(self.busy_s, per), self._grouped(self.present_s, per), empty=0.0).mean,
        }
        name, labels = self._labels(per)
        return pd.DataFrame(
            {
                "queue": np.array([each.id for each in self.queues], dtype=object)[queue],
                name: labels[group],
                **{column: table[queue, group] for column, table in tables.items()},
                "definition": np.array([each.definition for each in self.queues], dtype=object)[queue],
            }
        )

    def _counted(self, row: int) -> Floats:
        """What the service level of a queue is a share of, (R, T)."""
        match self.queues[row].definition:
            case "answered":
                return self.answered[:, row]
            case "short_abandons_excluded":
                return self.offered[:, row] - self.short_abandoned[:, row]
            case _:
                return self.offered[:, row]

    def _erlang(self, per: Per) -> Floats:
        if per == "interval":
            return self.erlang_service_level
        weighted = self._grouped(self.volumes * self.erlang_service_level, per)
        volumes = self._grouped(self.volumes, per)
        return np.divide(weighted, volumes, out=np.ones_like(volumes), where=volumes > 0)

    def _grouped(self, table: NDArray[np.float64] | NDArray[np.bool_], per: Per) -> Floats:
        """Sums over the intervals of each day or week, along the last axis."""
        if per == "interval":
            return table.astype(float)
        groups, names = self._groups(per)
        belongs = np.zeros((len(self.grid), len(names)))
        belongs[np.arange(len(self.grid)), groups] = 1.0
        return table.astype(float) @ belongs

    def _groups(self, per: Per) -> tuple[NDArray[np.intp], list[str]]:
        dates = self.grid.dates
        of_day = [iso_week(day) if per == "week" else day.isoformat() for day in dates]
        names = sorted(set(of_day))
        return np.array([names.index(name) for name in of_day], dtype=np.intp)[self.grid.day_index], names

    def _labels(self, per: Per) -> tuple[str, pd.Index]:
        if per == "interval":
            starts = pd.to_datetime(self.grid.starts_min * 60, unit="s", utc=True)
            return "interval_start", starts.tz_convert(zone(self.grid.time_zone))
        return {"day": "date", "week": "week"}[per], pd.Index(self._groups(per)[1], dtype=object)
