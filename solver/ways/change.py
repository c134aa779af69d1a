"""One change of a department that may end a clash: by itself, or by the least of some amounts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from solver.clash import Clash
from wfm.centre import Centre
from wfm.messages import Sentence, say
from wfm.people import Agent

SEVERAL = "several"
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
        The department changed by an amount. A larger amount never makes less possible, unless `eased` is given.
    words
        The change in words, by its amount.
    amounts
        From the least on.
    eased
        Where the amounts are alternatives, none of which makes possible what another does: the department in which at least as much
        is possible as with any of them.
    takes
        Whether it may also make something impossible: then it is not tried beside other changes.
    """

    kind: str
    made: Callable[[Centre, float], Centre]
    words: Callable[[float], Sentence]
    amounts: Sequence[float] = WHOLE
    eased: Callable[[Centre], Centre] | None = None
    takes: bool = False

    @classmethod
    def whole(
        cls, kind: str, made: Callable[[Centre, float], Centre], words: Sentence, *, takes: bool = False
    ) -> Change:
        """One that is made or not."""
        return cls(kind, made, lambda _: words, takes=takes)

    @classmethod
    def by(
        cls, kind: str, made: Callable[[Centre, float], Centre], amounts: Sequence[float], key: str,
        *, eased: Callable[[Centre], Centre] | None = None, **values: object,
    ) -> Change:  # fmt: skip
        """One by an amount, which the sentence of the key calls `value`."""
        return cls(kind, made, lambda amount: say(key, value=amount, **values), amounts, eased)

    def most(self, centre: Centre) -> Centre:
        """A department in which as much is possible as by any amount."""
        return self.made(centre, self.amounts[-1]) if self.eased is None else self.eased(centre)

    def least(self, centre: Centre, enough: Callable[[Centre], bool]) -> float | None:
        """The least amount by which a department becomes such as is enough; None where not even the largest does."""
        amounts = self.amounts
        if not amounts or not enough(self.most(centre)):
            return None
        if self.eased is not None:
            return next((amount for amount in amounts if enough(self.made(centre, amount))), None)
        low, high = 0, len(amounts) - 1
        while low < high:
            middle = (low + high) // 2
            if enough(self.made(centre, amounts[middle])):
                high = middle
            else:
                low = middle + 1
        return amounts[high]


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


@dataclass(frozen=True, eq=False)
class WayOut:
    """
    What ends a clash: one change, or several at once.

    Attributes
    ----------
    rule, kind
        Whose way out it is, and what it changes; of several changes the first one's rule, and `SEVERAL`.
    changes
        Each change in words, with its amount.
    made
        Makes them, in whatever department has the clash.
    """

    rule: str
    kind: str
    changes: tuple[Sentence, ...]
    made: Callable[[Centre], Centre]

    @property
    def words(self) -> Sentence:
        """All of it in words."""
        return at_once(self.changes)


def at_once(changes: Sequence[Sentence]) -> Sentence:
    """One change in words, or several, numbered."""
    if len(changes) == 1:
        return changes[0]
    numbered = [say("way_numbered", number=number, words=words) for number, words in enumerate(changes, start=1)]
    return say("way_several", count=len(changes), ways=numbered)
