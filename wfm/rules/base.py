"""What every attendance rule is: parameters, and a check that says what is wrong with a roster."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from wfm.messages import Sentence, say
from wfm.model import Model, Number
from wfm.timegrid import iso_week

if TYPE_CHECKING:
    from wfm.timetable import Timetable

POINTS_PER_WEIGHT = 6_000
"""Objective points of one unit of breach of a soft rule of weight 1: a tenth of the first missing agent-interval of priority 1."""


@dataclass(frozen=True)
class LimitInForce:
    """A limit as it holds for one person and period, and the approved exception that set it, if any."""

    value: float
    exception_id: str | None = None


@dataclass(frozen=True)
class Violation:
    """
    One breach, with its size: `observed` against `limit` in `unit`.

    `size` is what a soft rule's weight multiplies. `exception_id` names the approved exception whose limit was applied.
    """

    rule: str
    agent_id: str
    day: date
    observed: float
    limit: float
    unit: str
    sentence: Sentence
    size: float = 1.0
    exception_id: str | None = None
    week_long: bool = False

    @property
    def week(self) -> str:
        """ISO week of the breach."""
        return iso_week(self.day)

    @property
    def span(self) -> tuple[date, date]:
        """First and last day the breach is about: its day, or its whole ISO week."""
        if not self.week_long:
            return self.day, self.day
        monday = self.day - timedelta(days=self.day.weekday())
        return monday, monday + timedelta(days=6)


class Rule(Model):
    """
    One attendance rule. A rule with a `weight` is soft: a breach costs instead of forbidding.

    `structural` rules are true of every department and need no line in centre.toml.
    """

    name: ClassVar[str]
    structural: ClassVar[bool] = False
    of_team: ClassVar[bool] = False
    """Whether a breach is nobody's own: its `agent_id` is blank."""
    spans_weeks: ClassVar[bool] = False
    """Whether what one week takes is missing in a later one, so that weeks are better planned together."""
    may_be_soft: ClassVar[bool] = False
    unit_of_size: ClassVar[str] = ""
    """Of a soft rule: what the sizes of its breaches are counted in, ``h``, ``days``, ``days_alone``, ``shifts`` or ``wishes``."""
    limits: ClassVar[tuple[str, ...]] = ()
    """The keys an approved exception may replace."""
    idle: ClassVar[Mapping[str, float]] = {}
    """Where a rule holds several limits: the value at which one of them asks for nothing, by its key."""

    weight: Number | None = Field(default=None, gt=0)

    @property
    def is_soft(self) -> bool:
        """Whether a breach costs instead of forbidding."""
        return self.weight is not None

    @property
    def points_per_unit(self) -> float:
        """Objective points per unit of breach; 0 for a hard rule, which is never a matter of price."""
        return POINTS_PER_WEIGHT * (self.weight or 0.0)

    def points(self, size: float) -> int:
        """Objective points of one breach."""
        return round(self.points_per_unit * size)

    def amount(self, violations: Sequence[Violation]) -> float:
        """All breaches in `unit_of_size`."""
        return sum(violation.size for violation in violations)

    def check(self, timetable: Timetable) -> Iterator[Violation]:
        """Every breach of this rule in a roster."""
        raise NotImplementedError  # pragma: no cover - every rule has its own

    @classmethod
    def title(cls) -> Sentence:
        """The rule's name for people."""
        return say(f"rule_{cls.name}")
