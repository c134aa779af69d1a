"""
Prices improved beside a search, and the bound they prove; in a large team they are learnt on some people who stand for all.

Prices depend on what is asked for and on what people like these can give: a tenth of the people, each counted ten times, has nearly
the same best prices and asks for a tenth of the weeks. What the prices prove is always computed with everybody.
"""

from __future__ import annotations

from collections import defaultdict

from solver.engines.weeks.prices import LEAST_AVERAGED, evaluate, improve, start_prices
from solver.engines.weeks.state import Desk

MOST_SORTS = 120
"""Sorts of people (`Desk.alike`) up to which all are asked."""
PEOPLE_PRICED, MOST_PRICED = 3000, 40
"""Best weeks asked for beside one call of `search.ruin`, and steps of the prices, at most: about as much work as that."""


LAST_STEP = 0.001
"""Length of the first steps (`prices.FIRST_STEP`) with everybody, after the prices were learnt."""


class Pricer:
    """
    The best prices so far, and what it takes to improve them.

    `desk` is for the prices alone: they are improved while others search. `most_weeks` are the best weeks to be asked for in one
    step, at most. `programmes` as in `start_prices`.
    """

    def __init__(self, desk: Desk, most_weeks: int, *, programmes: bool = True) -> None:
        self.desk, self.most_weeks = desk, most_weeks
        self.prices = start_prices(desk, programmes=programmes)
        self._few = desk.aside()
        self._few.alike = stand_ins(desk, MOST_SORTS)
        self._learnt = self.prices.copy()
        if self._learns:
            self._learnt.bound, self._learnt.mean = evaluate(self._few, self._learnt.y, self._learnt.lead)

    @property
    def rounds(self) -> int:
        """How often everybody may be asked for a best week in one step; at least once."""
        return max(1, self.most_weeks // max(len(self.desk.alike), 1))

    @property
    def is_learnt(self) -> bool:
        """Whether the prices hardly change any more."""
        return self.prices.settled or self._learnt.settled

    def improve(self, length: float, target: float) -> None:
        """Improve the prices for as long as so many calls of `search.ruin` last; `target` as in `prices.improve`."""
        if not self._learns:
            improve(self.desk, self.prices, self._steps(self.desk, length), target)
            return
        improve(self._few, self._learnt, self._steps(self._few, length), target)
        now = self.prices
        bound, mean = evaluate(self.desk, self._learnt.y, self._learnt.lead)
        now.proven = max(now.proven, bound)
        if bound > now.bound:
            now.y, now.lead, now.bound, now.mean = self._learnt.y, self._learnt.lead, bound, mean
        if self._learnt.settled:
            now.step, now.averaged = LAST_STEP, LEAST_AVERAGED

    @property
    def _learns(self) -> bool:
        return len(self._few.alike) < len(self.desk.alike) and not self._learnt.settled

    def _steps(self, desk: Desk, length: float) -> int:
        weeks = min(PEOPLE_PRICED, self.most_weeks)
        return max(1, round(length * min(max(1, weeks // max(len(desk.alike), 1)), MOST_PRICED)))


def stand_ins(desk: Desk, most: int) -> list[tuple[int, int]]:
    """
    Some people and how many each stands for, about `most` of them: of every kind, pattern and number of hours as many as there are.
    """
    if len(desk.alike) <= most:
        return desk.alike
    team, links = desk.team, desk.relaxed_links
    like: dict[tuple[int, ...], list[tuple[int, int]]] = defaultdict(list)
    for agent, count in desk.alike:
        numbers = (team.kind_of, team.trainee_kind_of, team.counts_after_min, team.pattern_of)
        hours = links.low[agent].tolist() + links.high[agent].tolist()
        like[(*(int(of[agent]) for of in numbers), *hours)].append((agent, count))
    found = []
    for people in like.values():
        chosen = people[:: len(desk.alike) // most]
        share, more = divmod(sum(count for _, count in people), len(chosen))
        found += [(agent, share + (place < more)) for place, (agent, _) in enumerate(chosen)]
    return found
