"""One change of a department that may end a clash: by itself, or by the least of some amounts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from solver.clash import Clash
from wfm.centre import Centre
from wfm.messages import Sentence, say
from wfm.people import Agent

WHOLE = (0.0,)
"""Amounts of a change that is made or not."""


@dataclass(frozen=True)
class Change:
    """
    A change of a department.

    Attributes
    ----------
    kind
        What is changed: an exception, a leave, a pin and so on.
    made
        The department changed by an amount. A larger amount never makes less possible.
    words
        The change in words, by its amount.
    amounts
        From the least on.
    """

    kind: str
    made: Callable[[Centre, float], Centre]
    words: Callable[[float], Sentence]
    amounts: Sequence[float] = WHOLE

    @classmethod
    def whole(cls, kind: str, made: Callable[[Centre, float], Centre], words: Sentence) -> Change:
        """One that is made or not."""
        return cls(kind, made, lambda _: words)

    @classmethod
    def by(
        cls, kind: str, made: Callable[[Centre, float], Centre], amounts: Sequence[float], key: str, **values: object
    ) -> Change:
        """One by an amount, which the sentence of the key calls `value`."""
        return cls(kind, made, lambda amount: say(key, value=amount, **values), amounts)


@dataclass(frozen=True)
class Matter:
    """What a change is sought for: the department, its clash, the rule in question and the days planned."""

    centre: Centre
    clash: Clash
    rule: str
    dates: Sequence[date]

    @property
    def people(self) -> list[Agent]:
        """Who is in the clash."""
        return [agent for agent in self.centre.agents if agent.agent_id in self.clash.agents]
