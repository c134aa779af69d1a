"""Small records of a department's folder that are read by one part of the product each."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from wfm.day_range import DayRange
from wfm.model import Hours, Id, Model, Number, Share, Text


class Driver(Model):
    """Something known in advance that moves volumes: a campaign, a mailing, reservations."""

    date: date
    name: Text
    value: Number
    queue: str | None = None


class Override(Model):
    """A person's correction of a forecast, with author and reason; the base is kept beside it."""

    queue: Id
    from_time: datetime
    to_time: datetime
    kind: Literal["percent", "amount", "set"]
    value: Number
    author: Text
    reason: Text
    made_on: date | None = None


class TypicalVolume(DayRange):
    """What a queue without a history is expected to get: contacts of the whole range on each of the days."""

    queue: Id
    offered: Number = Field(ge=0)


class BacklogCount(Model):
    """Contacts of a queue of deferred work that came at one time and are still to be done."""

    queue: Id
    released_at: datetime
    offered: Number = Field(ge=0)


class CleaningDecision(Model):
    """A person's word on an interval the cleaning pointed at."""

    queue: Id
    interval_start: datetime
    decision: Literal["keep", "exclude"]
    by: Text


class Attendance(Model):
    """One pair of the sign-in log; a blank sign-out is missing."""

    agent_id: Id
    signed_in: datetime
    signed_out: datetime | None = None


class KpiRecord(Model):
    """What a person achieved on a day, for the monthly evaluation."""

    agent_id: Id
    date: date
    handled: Number | None = Field(default=None, ge=0)
    satisfaction: Number | None = None
    first_contact_resolved: Share | None = None
    response_s: Hours | None = None
    quality: Number | None = None
