"""A department's whole input: queues, people, shift templates, rules, calendar, history."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, ConfigDict, Field, PlainSerializer

from wfm.calendar import Calendar, MinuteRange, OpeningHours, SpecialDay
from wfm.demand import Queue, Shrinkage, VolumeHistory
from wfm.model import Count, Model, Number, Positive, Share, Text
from wfm.people import Agent, ApprovedException, Availability, Contract, Leave, Limit, Lock, Pair, Pattern
from wfm.records import Attendance, BacklogCount, CleaningDecision, Driver, KpiRecord, Override, TypicalVolume
from wfm.rules import Rule, read_rules, write_rules
from wfm.rules.base import LimitInForce
from wfm.shifts import PlacedActivity, Shift, ShiftTemplate
from wfm.timegrid import TimeGrid, wall, zone


class Evaluation(Model):
    """Weights of the monthly evaluation; the grace before somebody is late, and the step to which the log is rounded."""

    attendance: Share = 0.4
    punctuality: Share = 0.2
    adherence: Share = 0.2
    satisfaction: Share = 0.2
    hours: Share = 0.0
    first_contact_resolution: Share = 0.0
    quality: Share = 0.0
    grace_min: Count = 5
    round_min: Literal[1, 5, 10, 15, 30] = 1


class Goals(Model):
    """
    Weights of what a roster is to be good at beside its coverage; the soft rules have theirs.

    Attributes
    ----------
    overstaffing
        Multiple of the usual price of a surplus agent-interval.
    pay
        Tenths of the first missing agent-interval of priority 1 that an hour at the department's mean pay costs; None: pay is
        no goal.
    """

    overstaffing: Positive = 1.0
    pay: Number | None = Field(default=None, gt=0)


class Centre(Model):
    """One department."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, ignored_types=(functools.cached_property,)
    )

    name: str = ""
    time_zone: Text
    interval_min: Literal[5, 15, 30, 60, 1440]
    holidays: str | None = None
    currency: str = ""
    language: str = "en"
    confirm_swaps: bool = Field(True, strict=True)
    open: OpeningHours
    queues: tuple[Queue, ...] = ()
    contracts: tuple[Contract, ...] = ()
    shrinkage: Shrinkage = Shrinkage()
    templates: tuple[ShiftTemplate, ...] = ()
    activities: tuple[PlacedActivity, ...] = ()
    rules: Annotated[tuple[Rule, ...], BeforeValidator(read_rules), PlainSerializer(write_rules)] = ()
    goals: Goals = Goals()
    evaluation: Evaluation = Evaluation()
    agents: tuple[Agent, ...] = ()
    availability: tuple[Availability, ...] = ()
    leave: tuple[Leave, ...] = ()
    exceptions: tuple[ApprovedException, ...] = ()
    special_days: tuple[SpecialDay, ...] = ()
    drivers: tuple[Driver, ...] = ()
    overrides: tuple[Override, ...] = ()
    cleaning: tuple[CleaningDecision, ...] = ()
    typical_week: tuple[TypicalVolume, ...] = ()
    backlog: tuple[BacklogCount, ...] = ()
    locks: tuple[Lock, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    pairs: tuple[Pair, ...] = ()
    limits: tuple[Limit, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    kpi: tuple[KpiRecord, ...] = ()
    published: tuple[Shift, ...] = ()
    volumes: VolumeHistory | None = Field(default=None, exclude=True)

    def model_post_init(self, _context: Any) -> None:
        zone(self.time_zone)

    # --- calendar -----------------------------------------------------------------------------------------------------

    @functools.cached_property
    def calendar(self) -> Calendar:
        """Public holidays and the department's special days."""
        return Calendar(self.holidays, self.special_days)

    def instant_of(self, day: date, minute: int) -> int:
        """UTC minutes of a local wall time, in minutes from that day's midnight."""
        return wall(day, minute, self.time_zone)

    def open_ranges(self, queue: Queue, day: date) -> tuple[MinuteRange, ...]:
        """When a queue is open on a day."""
        return self.calendar.ranges(queue.open or self.open, day, queue.id)

    def any_open_ranges(self, day: date) -> tuple[MinuteRange, ...]:
        """When any queue is open on a day, merged."""
        ranges = sorted({each for queue in self.queues for each in self.open_ranges(queue, day)})
        return tuple(merge_ranges(ranges))

    def is_closed_holiday(self, day: date) -> bool:
        """Whether `day` is a public holiday on which no queue is open; it credits hours as leave does."""
        return self.calendar.kind(day) == "holiday" and not self.any_open_ranges(day)

    def grid(self, first_day: date, days: int, queue: Queue | None = None) -> TimeGrid:
        """The open intervals of some days, of one queue or of all."""
        return TimeGrid.for_days(
            first_day,
            days,
            time_zone=self.time_zone,
            interval_min=self.interval_min,
            ranges=self.any_open_ranges if queue is None else functools.partial(self.open_ranges, queue),
        )

    # --- people -------------------------------------------------------------------------------------------------------

    @functools.cached_property
    def _agents_by_id(self) -> dict[str, Agent]:
        return {agent.agent_id: agent for agent in self.agents}

    def agent(self, agent_id: str) -> Agent | None:
        """The person of that id."""
        return self._agents_by_id.get(agent_id)

    @functools.cached_property
    def _contracts_by_id(self) -> dict[str, Contract]:
        return {contract.id: contract for contract in self.contracts}

    def contract_of(self, agent: Agent) -> Contract | None:
        """The contract a person has."""
        return None if agent.contract is None else self._contracts_by_id.get(agent.contract)

    @functools.cached_property
    def _queues_by_id(self) -> dict[str, Queue]:
        return {queue.id: queue for queue in self.queues}

    def queue(self, queue_id: str) -> Queue | None:
        """The queue of that id."""
        return self._queues_by_id.get(queue_id)

    def template(self, shift_id: str) -> ShiftTemplate | None:
        """The shift template of that id."""
        return next((template for template in self.templates if template.id == shift_id), None)

    def pools(self) -> dict[str, tuple[Queue, ...]]:
        """Queues by the skill that serves them, in the order of centre.toml."""
        found: dict[str, list[Queue]] = {}
        for queue in self.queues:
            found.setdefault(queue.pool, []).append(queue)
        return {skill: tuple(queues) for skill, queues in found.items()}

    def pools_of(self, agent: Agent) -> tuple[str, ...]:
        """The pools a person can serve, the main skill first, then posts that anyone may hold."""
        pools = self.pools()
        own = [skill for skill in agent.skills if skill in pools]
        return (*own, *(pool for pool, queues in pools.items() if pool not in own and all(q.anyone for q in queues)))

    @functools.cached_property
    def _leave_by_agent(self) -> dict[str, tuple[Leave, ...]]:
        return _grouped(self.leave)

    def leave_of(self, agent_id: str) -> tuple[Leave, ...]:
        """Approved leave of a person."""
        return tuple(leave for leave in self._leave_by_agent.get(agent_id, ()) if leave.status == "approved")

    @functools.cached_property
    def _availability_by_agent(self) -> dict[str, tuple[Availability, ...]]:
        return _grouped(self.availability)

    def availability_of(self, agent_id: str) -> tuple[Availability, ...]:
        """Availability rows of a person."""
        return self._availability_by_agent.get(agent_id, ())

    @functools.cached_property
    def _exceptions_by_agent(self) -> dict[str, tuple[ApprovedException, ...]]:
        return _grouped(self.exceptions)

    def limit(self, limit: str, agent: Agent, default: float, first_day: date, last_day: date) -> LimitInForce:
        """The limit ``rule.key`` of a person in a period: the approved exception's value where one holds, else `default`."""
        for exception in self._exceptions_by_agent.get(agent.agent_id, ()):
            if exception.holds(limit, first_day, last_day):
                return LimitInForce(exception.value, exception.exception_id)
        return LimitInForce(default)

    def overtime_after_h(self, agent: Agent, otherwise: float | None = None) -> float | None:
        """Paid hours of a week above which one person's time is overtime: those of the contract, else `otherwise`."""
        contract = self.contract_of(agent)
        own = contract.overtime_after_h if contract else None
        return otherwise if own is None else own

    # --- rules and history --------------------------------------------------------------------------------------------

    def rule(self, name: str) -> Rule | None:
        """The rule of that name, if the department has it."""
        return next((rule for rule in self.rules if rule.name == name), None)

    def published_before(self, day: date) -> Iterator[Shift]:
        """Published shifts that began before `day`."""
        return (shift for shift in self.published if shift.shift_date < day)

    def local_dates(self, first_day: date, days: int) -> list[date]:
        """`days` dates from `first_day`."""
        return [first_day + timedelta(days=ahead) for ahead in range(days)]


def merge_ranges(ranges: Iterable[MinuteRange]) -> Iterator[MinuteRange]:
    """Sorted ranges with touching and overlapping ones joined."""
    held: MinuteRange | None = None
    for start, end in ranges:
        if held is None:
            held = (start, end)
        elif start <= held[1]:
            held = (held[0], max(held[1], end))
        else:
            yield held
            held = (start, end)
    if held is not None:
        yield held


Row = TypeVar("Row", Leave, Availability, ApprovedException)


def _grouped(rows: Iterable[Row]) -> dict[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.agent_id, []).append(row)
    return {agent: tuple(own) for agent, own in found.items()}
