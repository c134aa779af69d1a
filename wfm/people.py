"""The people: who they are, what they may do, when they can, and the approved exceptions to the rules."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from wfm.day_range import DayRange
from wfm.errors import InputError
from wfm.messages import say
from wfm.model import Count, Hours, Id, Model, Number, Positive, Text, Whole


class Contract(Model):
    """Weekly hours agreed with a group of people; absent limits are those of the rules."""

    id: Id
    min_h: Hours | None = None
    max_h: Hours | None = None
    overtime_after_h: Hours | None = None
    overtime_rate: Positive | None = None
    holiday_rate: Positive | None = None
    reason: str | None = None
    approved_by: str | None = None

    @model_validator(mode="after")
    def _min_below_max(self) -> Self:
        if self.min_h is not None and self.max_h is not None and self.min_h > self.max_h:
            raise InputError(say("min_h_above_max_h", min_h=self.min_h, max_h=self.max_h))
        return self


class Agent(Model):
    """One person of the team sheet. The first skill is the main one."""

    agent_id: Id
    name: str = ""
    group: str = ""
    skills: tuple[Id, ...] = ()
    contract: Id | None = None
    min_h: Hours | None = None
    max_h: Hours | None = None
    lead: bool = False
    cost_per_h: Hours | None = None
    hired_on: date | None = None
    left_on: date | None = None
    probation_done_h: Hours | None = None
    pattern: str | None = None
    pattern_offset: Whole | None = None
    phone: str | None = None
    email: str | None = None
    emergency_name: str | None = None
    emergency_phone: str | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.min_h is not None and self.max_h is not None and self.min_h > self.max_h:
            raise InputError(say("min_h_above_max_h", min_h=self.min_h, max_h=self.max_h))
        if self.hired_on and self.left_on and self.left_on < self.hired_on:
            raise InputError(say("left_before_hired", left_on=self.left_on, hired_on=self.hired_on))
        return self

    def in_service(self, day: date) -> bool:
        """Whether the person is employed on `day`; the day of leaving may still be worked."""
        return (self.hired_on is None or self.hired_on <= day) and (self.left_on is None or day <= self.left_on)


class Availability(DayRange):
    """When a person can, cannot, wishes or wishes not to work: on weekdays or on one date, from-to on that day."""

    agent_id: Id
    kind: Literal["available", "unavailable", "prefer", "avoid"]


class Leave(Model):
    """Leave of a person, both days inclusive; only approved leave binds."""

    agent_id: Id
    from_day: date
    to_day: date
    kind: Text
    status: Literal["requested", "approved", "refused"]
    part: Literal["am", "pm"] | None = None
    requested_on: date | None = None
    decided_by: str | None = None
    decided_on: date | None = None
    credit_h_per_day: Hours | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.to_day < self.from_day:
            raise InputError(say("to_before_from", first=self.from_day, last=self.to_day))
        return self

    def covers(self, day: date) -> bool:
        """Whether approved leave lies on `day`."""
        return self.status == "approved" and self.from_day <= day <= self.to_day


class ApprovedException(Model):
    """
    An approved deviation from one limit of one rule for one person: the one record everybody reads.

    One that is only requested, or refused, binds nobody; without a status it is approved, and then it names who approved it.
    """

    exception_id: Id
    agent_id: Id
    rule: str
    from_day: date
    to_day: date
    value: Number
    unit: str = ""
    reason: Text
    approved_by: str = ""
    approved_on: date | None = None
    expires_on: date | None = None
    status: Literal["requested", "approved", "refused"] | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.to_day < self.from_day:
            raise InputError(say("to_before_from", first=self.from_day, last=self.to_day))
        return self

    @property
    def is_approved(self) -> bool:
        """Whether it binds."""
        return self.status in (None, "approved")

    def holds(self, rule: str, first_day: date, last_day: date) -> bool:
        """Whether it is approved and replaces the limit `rule` in the period: touched, not expired before its first day."""
        return (
            self.is_approved
            and self.rule == rule
            and self.from_day <= last_day
            and first_day <= self.to_day
            and (self.expires_on is None or first_day <= self.expires_on)
        )


class Lock(Model):
    """A shift that is pinned; a blank shift is a day off."""

    agent_id: Id
    shift_date: date
    shift_id: str | None = None
    start: str | None = None


class Pattern(Model):
    """One day of a rotation over several weeks."""

    pattern: Id
    week: Whole = Field(ge=1)
    day: Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    shift_id: str | None = None


class Pair(Model):
    """Two people who work together, or apart."""

    agent_a: Id
    agent_b: Id
    kind: Literal["together", "apart"]

    @model_validator(mode="after")
    def _two(self) -> Self:
        if self.agent_a == self.agent_b:
            raise InputError(say("pair_of_one", agent=self.agent_a))
        return self


class Limit(Model):
    """At most so many of a group absent at once, or seats in use; a blank group is everyone, a blank end of the days none."""

    kind: Literal["absent_at_once", "seats"]
    group: str | None = None
    from_day: date | None = None
    to_day: date | None = None
    value: Count

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.from_day and self.to_day and self.to_day < self.from_day:
            raise InputError(say("to_before_from", first=self.from_day, last=self.to_day))
        return self

    def on(self, day: date) -> bool:
        """Whether it holds on `day`."""
        return (self.from_day is None or self.from_day <= day) and (self.to_day is None or day <= self.to_day)

    def speaks_of(self, group: str) -> bool:
        """Whether people of that group count."""
        return self.group is None or self.group == group
