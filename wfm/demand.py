"""Demand: queues with their targets, the volumes that came, the volumes expected, and the staff they require."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import Field, model_validator
from scipy.special import ndtri

from wfm.calendar import OpeningHours
from wfm.deferred_work import DeferredWork
from wfm.errors import InputError
from wfm.messages import Sentence, say
from wfm.model import Count, Id, Model, Number, OpenShare, Positive, Share, Whole
from wfm.timegrid import INTERVALS_MIN, TimeGrid, zone

Floats = NDArray[np.float64]
Channel = Literal["voice", "chat", "deferred", "position"]
Definition = Literal["offered", "answered", "short_abandons_excluded"]


class Queue(Model):
    """A stream of contacts, or a post to be held, with its target."""

    id: Id
    channel: Channel
    skill: Id | None = None
    service_level: Share | None = None
    answer_within_s: Number | None = Field(default=None, ge=0)
    max_asa_s: Positive | None = None
    max_abandonment: Share | None = None
    definition: Definition = "offered"
    short_abandon_s: Number | None = Field(default=None, ge=0)
    max_occupancy: Number | None = Field(default=None, gt=0, le=1)
    aht_s: Positive | None = None
    patience_s: Number | None = Field(default=None, ge=0)
    model: Literal["erlang_c", "erlang_a"] = "erlang_c"
    load: Literal["mol", "stationary"] = "mol"
    open: OpeningHours | None = None
    priority: Whole = Field(default=1, ge=1, le=9)
    concurrency: Whole | None = Field(default=None, ge=1)
    due_within_h: Positive | None = None
    people: Count | None = None
    min_agents: Count = 0
    staff_to_quantile: Number | None = Field(default=None, ge=0.5, le=0.975)
    like: Id | None = None
    like_share: Positive = 1.0

    @model_validator(mode="after")
    def _complete(self) -> Self:
        needed = {"chat": "concurrency", "deferred": "due_within_h", "position": "people"}.get(self.channel)
        if needed and getattr(self, needed) is None:
            raise InputError(say("queue_key_needed", channel=self.channel, name=needed))
        if (self.service_level is None) != (self.answer_within_s is None):
            raise InputError(say("staffing_half_target"))
        if self.service_level is not None and not 0 < self.service_level < 1:
            raise InputError(say("queue_service_level", value=self.service_level))
        if self.channel in ("voice", "chat") and not self._has_target:
            raise InputError(say("queue_no_target"))
        if self.model == "erlang_a" and self.patience_s is None:
            raise InputError(say("queue_patience_needed", name="model = 'erlang_a'"))
        if self.max_abandonment is not None and self.patience_s is None:
            raise InputError(say("queue_patience_needed", name="max_abandonment"))
        if self.definition == "short_abandons_excluded" and self.short_abandon_s is None:
            raise InputError(say("staffing_short_abandon"))
        return self

    @property
    def _has_target(self) -> bool:
        return any(
            target is not None
            for target in (self.service_level, self.max_asa_s, self.max_abandonment, self.max_occupancy)
        )

    @property
    def pool(self) -> str:
        """The skill whose people serve this queue; queues of one skill form one pool."""
        return self.skill or self.id

    @property
    def anyone(self) -> bool:
        """Whether a person of any skill may serve it: a position that names no skill."""
        return self.channel == "position" and self.skill is None


class Shrinkage(Model):
    """Paid time that is not worked, besides what the roster itself places."""

    in_shift: OpenShare = 0.0
    off_shift: OpenShare = 0.0

    @property
    def worked_share(self) -> float:
        """Share of scheduled staff that is really there."""
        return (1 - self.in_shift) * (1 - self.off_shift)


@dataclass(frozen=True, eq=False)
class VolumeHistory:
    """
    What came, per queue and interval.

    Attributes
    ----------
    starts_min
        Interval starts in UTC minutes, shape (T,), strictly increasing; only intervals some row speaks of.
    offered, handled, abandoned
        Contacts, shape (Q, T); NaN where nothing is known.
    aht_s
        Mean handle time in seconds of the contacts handled in the interval, shape (Q, T); NaN where nothing is known.
    """

    time_zone: str
    interval_min: int
    queues: tuple[str, ...]
    starts_min: NDArray[np.int64]
    offered: Floats
    handled: Floats
    abandoned: Floats
    aht_s: Floats

    @classmethod
    def from_frame(
        cls, frame: pd.DataFrame, *, time_zone: str = "UTC", interval_min: int | None = None
    ) -> VolumeHistory:
        """
        A history of a long frame with the columns ``queue, interval_start, offered`` and optionally ``handled, abandoned, aht_s``.

        Parameters
        ----------
        frame
            One row per queue and interval in any order; `interval_start` naive (local wall time) or aware. A wall time that comes
            twice in autumn is summer time where a queue has it for the first time.
        interval_min
            Length of an interval; absent: the smallest distance between two starts.

        Raises
        ------
        InputError
            On two rows for one queue and interval, on negative or infinite counts, on local times that do not exist.
        """
        starts = pd.to_datetime(frame["interval_start"])
        if starts.dt.tz is None:
            first_pass = ~frame[["queue", "interval_start"]].duplicated().to_numpy()
            written = starts
            starts = written.dt.tz_localize(zone(time_zone).key, ambiguous=first_pass, nonexistent="NaT")
            if starts.isna().any():
                value = str(written[starts.isna()].iloc[0])
                raise InputError(say("time_impossible", where="interval_start", value=value))
        instants = starts.dt.tz_convert("UTC").dt.as_unit("s").to_numpy(dtype="datetime64[s]").astype(np.int64) // 60
        return cls.from_columns(
            time_zone,
            interval_min,
            frame["queue"].astype(str).to_numpy(),
            instants,
            {
                name: frame[name].to_numpy(dtype=float)
                for name in ("offered", "handled", "abandoned", "aht_s")
                if name in frame
            },
        )

    @classmethod
    def from_columns(
        cls,
        time_zone: str,
        interval_min: int | None,
        queue: NDArray[np.object_],
        instants_min: NDArray[np.int64],
        columns: dict[str, Floats],
    ) -> VolumeHistory:
        """The same from parallel arrays, one entry per row; `columns` has ``offered`` and optionally the others."""
        queues, row = np.unique(queue, return_inverse=True)
        starts_min, column = np.unique(instants_min, return_inverse=True)
        if len(np.unique(row.astype(np.int64) * max(len(starts_min), 1) + column)) < len(row):
            raise InputError(say("rows_doubled", where="volumes"))
        tables = {}
        for name in ("offered", "handled", "abandoned", "aht_s"):
            table = np.full((len(queues), len(starts_min)), np.nan)
            if name in columns:
                values = np.asarray(columns[name], dtype=float)
                if np.isinf(values).any() or (values < 0).any():
                    first = int(np.flatnonzero(np.isinf(values) | (values < 0))[0])
                    raise InputError(
                        say("count_wrong", where=f"volumes row {first + 1}", field=name, value=values[first])
                    )
                table[row, column] = values
            tables[name] = table
        if interval_min is None:
            steps = np.diff(starts_min)
            smallest = int(steps.min()) if len(steps) else 30
            interval_min = max((length for length in INTERVALS_MIN if length <= smallest), default=INTERVALS_MIN[0])
        return cls(time_zone, interval_min, tuple(str(name) for name in queues), starts_min, **tables)

    def to_frame(self) -> pd.DataFrame:
        """The long frame of `from_frame`, with aware local starts, without the intervals nothing is known of."""
        row, column = np.nonzero(~np.isnan(self.offered))
        starts = pd.to_datetime(self.starts_min[column] * 60, unit="s", utc=True).tz_convert(zone(self.time_zone))
        return pd.DataFrame(
            {
                "queue": np.array(self.queues, dtype=object)[row],
                "interval_start": starts,
                **{name: getattr(self, name)[row, column] for name in ("offered", "handled", "abandoned", "aht_s")},
            }
        )

    def only(self, queues: tuple[str, ...]) -> VolumeHistory:
        """Only these queues, in this order; each must be known."""
        rows = [self.queues.index(queue) for queue in queues]
        tables = (self.offered, self.handled, self.abandoned, self.aht_s)
        return VolumeHistory(
            self.time_zone, self.interval_min, queues, self.starts_min, *(table[rows] for table in tables)
        )

    def before(self, instant_min: int) -> VolumeHistory:
        """Only what began before an instant."""
        return self._cut(slice(None, int(np.searchsorted(self.starts_min, instant_min))))

    def since(self, instant_min: int) -> VolumeHistory:
        """Only what began at an instant or later."""
        return self._cut(slice(int(np.searchsorted(self.starts_min, instant_min)), None))

    def _cut(self, kept: slice) -> VolumeHistory:
        tables = (self.offered, self.handled, self.abandoned, self.aht_s)
        return VolumeHistory(
            self.time_zone, self.interval_min, self.queues, self.starts_min[kept], *(table[:, kept] for table in tables)
        )


FORECAST_COLUMNS = ("offered", "aht_s", "lo80", "hi80", "lo95", "hi95", "base_offered")
QUANTILE_COLUMNS = ((0.025, "lo95"), (0.1, "lo80"), (0.5, "offered"), (0.9, "hi80"), (0.975, "hi95"))


@dataclass(frozen=True, eq=False)
class VolumeForecast:
    """
    What is expected, per queue and interval of a grid; every table has shape (Q, T).

    `offered` in contacts per interval (the mean), `aht_s` in seconds (NaN where unknown), the bounds of the 80 % and 95 %
    intervals in contacts (NaN where the method gives none). Closed intervals of a queue hold 0 contacts. `base_offered` is what the
    method said before any person's correction; absent, the same as `offered`.
    """

    grid: TimeGrid
    queues: tuple[str, ...]
    offered: Floats
    aht_s: Floats
    lo80: Floats
    hi80: Floats
    lo95: Floats
    hi95: Floats
    base_offered: Floats = field(default_factory=lambda: np.empty((0, 0)))
    methods: tuple[str, ...] = ()
    notes: tuple[Sentence, ...] = ()

    def __post_init__(self) -> None:
        if not self.base_offered.size:
            object.__setattr__(self, "base_offered", self.offered)

    def to_frame(self) -> pd.DataFrame:
        """A long frame with the columns of forecast.csv."""
        starts = pd.to_datetime(self.grid.starts_min * 60, unit="s", utc=True).tz_convert(zone(self.grid.time_zone))
        queue = np.repeat(np.array(self.queues, dtype=object), len(self.grid))
        return pd.DataFrame(
            {
                "queue": queue,
                "interval_start": starts.append([starts] * (len(self.queues) - 1)) if self.queues else starts[:0],
                **{name: getattr(self, name).ravel() for name in FORECAST_COLUMNS},
            }
        )

    def of(self, queue: str) -> int:
        """Row of a queue."""
        return self.queues.index(queue)

    def quantile(self, queue: str, level: float) -> Floats:
        """
        The volume of a queue that is not exceeded with probability `level`, per interval, shape (T,); at least the mean above 0.5.

        Between the mean and the bounds it is linear on the scale of normal quantiles, which is exact where errors are normal.

        Parameters
        ----------
        level
            In [0.025, 0.975]; 0.5 is the mean.
        """
        row, at = self.of(queue), ndtri(level)
        known = [(float(ndtri(share)), getattr(self, name)[row]) for share, name in QUANTILE_COLUMNS]
        found = known[0][1]
        for (left, low), (right, high) in itertools.pairwise(known):
            if left <= at:
                found = low + (min(at, right) - left) / (right - left) * (high - low)
        return np.asarray(np.where(np.isnan(found), self.offered[row], found), dtype=np.float64)


@dataclass(frozen=True)
class ServiceTarget:
    """The targets of one queue as the staffing formulas take them."""

    service_level: float | None
    answer_within_s: float | None
    max_asa_s: float | None
    max_abandonment: float | None
    max_occupancy: float | None

    @classmethod
    def of(cls, queue: Queue) -> ServiceTarget:
        """Those of a queue."""
        return cls(
            queue.service_level, queue.answer_within_s, queue.max_asa_s, queue.max_abandonment, queue.max_occupancy
        )


@dataclass(frozen=True, eq=False)
class QueueRequirement:
    """
    What one queue would need if it stood alone, per interval; arrays of shape (T,).

    `base_staff` on the queue, `scheduled_staff` after shrinkage rounded up once, `fractional_staff` the continuous requirement
    after shrinkage. Service level and occupancy at `base_staff`; NaN for positions, and the service level for deferred work and
    where the queue names no time to answer in. `base_staff_stationary` is what would do if the load did not move within the day;
    `definition` says what the service level is a share of, blank where there is none. `binding` is the key of centre.toml that
    decides `base_staff`, such as ``service_level`` or ``min_agents``; blank where nobody is needed.
    """

    queue: str
    skill: str
    model: str
    offered: Floats
    aht_s: Floats
    load_erl: Floats
    base_staff: NDArray[np.int64]
    scheduled_staff: NDArray[np.int64]
    fractional_staff: Floats
    base_staff_erlang_a: NDArray[np.int64] | None
    base_staff_stationary: NDArray[np.int64] | None
    expected_service_level: Floats
    expected_occupancy: Floats
    definition: Definition | Literal[""]
    binding: NDArray[np.str_]


@dataclass(frozen=True, eq=False)
class PoolRequirement:
    """
    What the people of one skill must cover together, per interval; arrays of shape (T,).

    `required` is the integer scheduled staff the report counts against, `fractional` the one the solver's goal is against.
    `is_open` says whether any queue of the pool is open. Where queues have work that may wait, `deferred` says between which
    curves and where it is placed, and `fixed` is `fractional` without it; the other tables include the work as placed.
    """

    skill: str
    queues: tuple[str, ...]
    priority: int
    anyone: bool
    is_open: NDArray[np.bool_]
    base_staff: NDArray[np.int64]
    required: NDArray[np.int64]
    fractional: Floats
    fixed: Floats | None = None
    deferred: tuple[DeferredWork, ...] = ()

    def within(self, intervals: NDArray[np.bool_]) -> PoolRequirement:
        """Only some intervals."""
        tables = ("is_open", "base_staff", "required", "fractional")
        return replace(
            self,
            **{name: getattr(self, name)[intervals] for name in tables},
            fixed=None if self.fixed is None else self.fixed[intervals],
            deferred=tuple(work.within(intervals) for work in self.deferred),
        )


@dataclass(frozen=True, eq=False)
class StaffingRequirement:
    """The requirement of a department on a grid: per queue as if alone, and per pool."""

    grid: TimeGrid
    queues: tuple[QueueRequirement, ...]
    pools: tuple[PoolRequirement, ...]
    notes: Sequence[Sentence] = ()

    def pool(self, skill: str) -> PoolRequirement:
        """The pool of a skill."""
        return next(pool for pool in self.pools if pool.skill == skill)
