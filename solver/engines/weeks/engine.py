"""
The `weeks` engine: rosters begun, everyone's week in turn, a few people at a time, day rotation; prices prove the bound beside it.

A search is a sequence of counted steps; every step is deterministic, so a budget and a seed repeat it.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar, cast

import numpy as np

from solver.clock import Clock
from solver.config import SolverConfig
from solver.engines.weeks import columns, restart, rotation, search
from solver.engines.weeks.beginning import first_roster
from solver.engines.weeks.bench import Weeks
from solver.engines.weeks.placing import place_best
from solver.engines.weeks.pricer import Pricer
from solver.engines.weeks.prices import Prices
from solver.engines.weeks.programme import NotSolvedError
from solver.engines.weeks.regret import regrets
from solver.engines.weeks.state import Desk, Start
from wfm.goals.base import POINTS_PER_AGENT_INTERVAL
from wfm.roster import Roster

Result = TypeVar("Result")

RUINS_A_ROUND, KICKS_A_ROUND = 10, 4
"""Steps of each between two looks at whole days; a team too large to be kicked has as many ruins as people instead."""
MOVES: tuple[search.Move, ...] = ("weeks", "days")
"""Both in every step of a small team, in a large one in turns."""
MOSTLY_PROVEN = 0.85
"""Share of its cost that is proven of a roster where people are short: which days they work must be found before their shifts."""
RUINS_AT_ODDS, RUINS_PRICED = 5, 4
"""Ruins of a large team after which it is looked again at who could do better, and of which one has the prices beside it anyhow."""
ENOUGH_SWEPT = 0.0005
"""Share of its cost by which a sweep must better a roster, or it was the last one this time."""
LITTLE = 0.001
"""Share of its cost by which a round of ruins must better a roster, or some people are placed anew."""
MOST_BEGINNINGS, PEOPLE_BEGUN = 8, 400
"""Rosters begun, and people in all of them, at most, each as often as there are weeks."""
BEGINNING_PRICED, KICK_PRICED = 6, 3
"""How much longer the prices are improved beside these than beside a call of `search.ruin`: half of what they last, so that nobody
waits for them."""
PEOPLE_SWEPT = 1000
"""People whose turn in a sweep lasts as long as a call of `search.ruin`."""
COLUMN_ROUNDS = 25
"""Rounds of column generation in a step."""
WINDOWS_MIN = (60, 120)
FRUITLESS_ROTATIONS = 2
"""Rotated days without a gain after which the others are left alone this time."""
FRUITLESS_ROUNDS = 12
GUESSED_S = {"step": 1.0, "beginning": 2.0, "rotation": 3.0}
"""Seconds that a step of each kind is expected to last, until one has lasted longer."""


@dataclass
class Found:
    """
    The best roster of a search and the best bound proven; `weeks` None before the first legal roster.

    The desk is left with the deferred work placed as that roster has it.
    """

    weeks: Weeks | None
    cost: int
    bound: float
    stopped_by: str


def run(
    desk: Desk, config: SolverConfig, clock: Clock, *, most_steps: int | None = None, start: Start | None = None,
    to_roster: Callable[[Weeks], Roster] | None = None,
) -> Found:  # fmt: skip
    """
    Search until nothing more is gained, or the clock stops it.

    Parameters
    ----------
    most_steps
        Steps after which to stop in any case, at least 3: what the exact engine starts from. A number, not a share of the time, so
        that the budget of a run stopped by time repeats it.
    start
        Another roster to begin from where that is better than a new one.
    to_roster
        Turns a state of the search into a roster, for whoever listens.
    """
    return _Run(desk, config, clock, most_steps, start, to_roster).go()


class _Run:
    def __init__(
        self, desk: Desk, config: SolverConfig, clock: Clock, most_steps: int | None, start: Start | None,
        to_roster: Callable[[Weeks], Roster] | None,
    ) -> None:  # fmt: skip
        self.desk, self.config, self.clock = desk, config, clock
        self.random = np.random.default_rng(config.seed)
        self.most_steps, self.start, self.to_roster = most_steps, start, to_roster
        self.best: Weeks | None = None
        self.best_cost = 0
        self.best_placed = desk.placed
        self.pricer: Pricer | None = None
        self.dived: Start | None = None
        self.rounds_to_rotation, self.rotation_pause = 0, 1
        self.over, self.proven = False, False
        self.lasting_s, self.kind, self.kind_began_s = dict(GUESSED_S), "step", 0.0

    def go(self) -> Found:
        desk, clock = self.desk, self.clock
        clock.step += 1
        price_desk = Desk(desk.team.free or desk.team)  # its own bench: prices are improved beside the search
        self.pricer = Pricer(price_desk, search.most_weeks(price_desk), programmes=self.config.prove)
        clock.report("prices", None, self._bound())
        if self.config.prove and columns.suits(price_desk):
            self.dived = self._dive(self.pricer)
        clock.step += 1
        weeks = first_roster(
            desk, self.config, self.prices, self._order, [each for each in (self.dived, self.start) if each is not None]
        )
        place_best(desk, weeks)
        self._keep(weeks, "construction")
        if self.config.keep_start and self.start is not None and desk.faults(weeks) == 0:
            stopped = self._prove()
        else:
            with ThreadPoolExecutor(max_workers=self.config.workers) as beside:
                stopped = self._improve(weeks, beside)
        desk.place(self.best_placed)
        return Found(
            self.best if self.best is not None and desk.faults(self.best) == 0 else None,
            self.best_cost, self.prices.proven, stopped,
        )  # fmt: skip

    @property
    def prices(self) -> Prices:
        """The best so far; there are some once the run has begun."""
        assert self.pricer is not None
        return self.pricer.prices

    def _dive(self, pricer: Pricer) -> Start | None:
        """
        The best prices there are, and a roster out of their programme, before the search that they guide.

        None where the programme was not solved: the search does without, and the volume method goes on from the prices so far.
        """
        met, prices = columns.Columns(pricer.desk), pricer.prices
        try:
            while not prices.settled and self._may_step():
                met.improve(prices, min(COLUMN_ROUNDS, pricer.rounds))
                self.clock.report("prices", None, self._bound())
            return met.dive(self._may_step)
        except NotSolvedError:
            return None

    def _prove(self) -> str:
        """Better prices alone: the roster stays as it is."""
        assert self.pricer is not None
        while not self.prices.settled and self._may_step():
            self.pricer.improve(1, self._target())
            self.clock.report("prices", self._legal_cost(), self._bound(), self._roster())
        return "no_further_gain" if self.proven or not self.over else self.clock.stopped_by

    def _improve(self, weeks: Weeks, beside: ThreadPoolExecutor) -> str:
        """Rounds of sweeps, ruins and day rotation; some rounds without a gain end the search."""
        fruitless = 0
        if self.start is None:
            weeks = self._begin(weeks, beside)
        while True:
            before = self.best_cost
            self._sweep(weeks, beside)
            swept = self.best_cost
            weeks = self._ruin(weeks, beside)
            if self.desk.team.size <= restart.MOST_PEOPLE and swept - self.best_cost < LITTLE * swept:
                weeks = self._kick(weeks, beside)
            weeks = self._rotation(weeks, beside)
            if self.over:
                return "no_further_gain" if self.proven else self.clock.stopped_by
            fruitless = 0 if self.best_cost < before else fruitless + 1
            if fruitless >= FRUITLESS_ROUNDS and self._settled():
                return "no_further_gain"

    def _sweep(self, weeks: Weeks, beside: ThreadPoolExecutor) -> None:
        def everyone() -> int:
            return search.sweep(self.desk, weeks, self._order()) + search.share_out(self.desk, weeks)

        while self._may_step():
            gained = self._while_priced(beside, everyone, self.desk.team.size / PEOPLE_SWEPT)
            gained += place_best(self.desk, weeks)
            self._keep(weeks, "sweep")
            if gained <= ENOUGH_SWEPT * self.best_cost:
                break

    def _begin(self, weeks: Weeks, beside: ThreadPoolExecutor) -> Weeks:
        """Small teams differ much by how they were begun: some more beginnings, the best goes on."""
        left = min(MOST_BEGINNINGS, PEOPLE_BEGUN // max(self.desk.links.low.size, 1))
        while left > 1 and self._may_step("beginning"):
            job = functools.partial(restart.begin, self.desk, self.prices.copy(), self._is_stopped)
            begun = self._side_by_side(beside, job, BEGINNING_PRICED)
            weeks = self._take_best(begun, weeks, "beginning")
            left -= len(begun)
        return weeks

    def _kick(self, weeks: Weeks, beside: ThreadPoolExecutor) -> Weeks:
        """Some people of the best roster placed anew, a few times."""
        for _ in range(KICKS_A_ROUND):
            if self.best is None or not self._may_step("beginning"):
                break
            best = restart.Restarted(self.best, self.best_placed, self.best_cost)
            job = functools.partial(restart.kick, self.desk, best, self.prices.copy(), self._is_stopped)
            kicked = self._side_by_side(beside, job, KICK_PRICED)
            weeks = self._take_best(kicked, weeks, "kick")
        return weeks

    def _is_stopped(self) -> bool:
        return self.clock.is_stopped

    def _take_best(self, found: list[restart.Restarted], weeks: Weeks, phase: str) -> Weeks:
        """The best of these rosters where it is better than all before, else the one there was."""
        best = min(found, key=lambda each: each.cost)
        if best.cost < self.best_cost:
            self.desk.place(best.placed)
            weeks = best.weeks
        self._keep(weeks, phase)
        return weeks

    def _side_by_side(
        self, beside: ThreadPoolExecutor, job: Callable[[np.random.Generator], Result], length: int
    ) -> list[Result]:
        """
        The same job on every core, each with luck of its own; until the prices are settled, one core improves these.

        `length` says for how many calls of `search.ruin` they are improved meanwhile.
        """
        luck = self.random.spawn(max(1, self.config.workers - (not self.prices.settled)))
        return self._while_priced(beside, lambda: list(beside.map(job, luck)), length)

    def _while_priced(self, beside: ThreadPoolExecutor, job: Callable[[], Result], length: float) -> Result:
        """A job, and on another core better prices, for as long as so many calls of `search.ruin` last."""
        assert self.pricer is not None
        if self.prices.settled:
            return job()
        priced = beside.submit(self.pricer.improve, length, self._target())
        if self.config.workers == 1:
            priced.result()
        result = job()
        priced.result()
        return result

    def _ruin(self, weeks: Weeks, beside: ThreadPoolExecutor) -> Weeks:
        """A round of ruins."""
        if self.desk.team.size > restart.MOST_PEOPLE:
            return self._ruin_large(weeks, beside)
        now = self.desk.cost(weeks)
        for _ in range(RUINS_A_ROUND):
            if not self._may_step():
                break
            job = functools.partial(
                search.moved, self.desk, MOVES, weeks, self.prices.y, now, self.best_cost, self._slack(), None
            )
            ruined = self._side_by_side(beside, job, len(MOVES))
            for _, _, found in ruined:
                if found is not None:
                    self._keep(found, "search")
            weeks, now, _ = min(ruined, key=lambda after: after[1])
            if gained := place_best(self.desk, weeks):
                now -= gained
                self._keep(weeks, "search")
        return weeks

    def _ruin_large(self, weeks: Weeks, beside: ThreadPoolExecutor) -> Weeks:
        """
        The same with a large team: each core has people of its own, and what they found is put together.

        One core improves the prices as long as that closes more of the gap than it would with people, and now and then to see.
        """
        assert self.pricer is not None
        desk, now = self.desk, self.desk.cost(weeks)
        by_prices, by_people = 1.0, 0.0
        for number in range(desk.team.size):
            if not self._may_step():
                break
            if number % RUINS_AT_ODDS == 0:
                odds = 1 + regrets(desk, weeks, self.prices) ** 2
            priced = not self.prices.settled and (by_prices >= by_people or number % RUINS_PRICED == 0)
            cores, before, proven, slack = self.config.workers - priced, now, self.prices.proven, self._slack()
            parts = np.array_split(self.random.permutation(desk.team.size), max(1, cores))
            move = MOVES[number % len(MOVES) if self._may_move_days() else 0]
            ruin = functools.partial(search.moved, desk, (move,), weeks, self.prices.y, now, self.best_cost, slack)
            jobs = [
                functools.partial(ruin, search.Drawn(part, np.cumsum(odds[part])), luck)
                for part, luck in zip(parts, self.random.spawn(len(parts)), strict=True)
            ]
            run = functools.partial(beside.map, lambda job: job(), jobs)
            ruined = list(self._while_priced(beside, run, 1) if priced else run())
            weeks, now = search.put_together(desk, parts, [after for after, _, _ in ruined])
            now -= place_best(desk, weeks)
            self._keep(weeks, "search")
            by_people = (by_people + (before - now) / len(parts)) / 2
            by_prices = (by_prices + self.prices.proven - proven) / 2 if priced else by_prices
        return weeks

    def _slack(self) -> float:
        return search.slack_of(self.best_cost, self.prices.proven, self.desk.team.size)

    def _may_move_days(self) -> bool:
        """
        Whether shifts of a day are moved. Where people are short not before the prices are learnt: a roster that fits day by day
        would hold weeks where the prices then do not want them.
        """
        assert self.pricer is not None
        return self.pricer.is_learnt or self.prices.proven < MOSTLY_PROVEN * self.best_cost

    def _rotation(self, weeks: Weeks, beside: ThreadPoolExecutor) -> Weeks:
        """Whole days re-planned from the best roster; where that gained nothing, not again for some rounds."""
        self.rounds_to_rotation -= 1
        if self.rounds_to_rotation >= 0 or self.best is None:
            return weeks
        before, fruitless = self.best_cost, 0
        groups = -(-self.desk.team.size // rotation.MOST_ROTATED)
        weeks = self.best.copy()
        self.desk.place(self.best_placed)
        for window in WINDOWS_MIN:
            for days in itertools.chain.from_iterable(
                rotation.day_pairs(self.desk.frame.days, self.random) for _ in range(groups)
            ):
                if fruitless >= FRUITLESS_ROTATIONS or not self._may_step("rotation"):
                    break
                cost = self.best_cost
                weeks = rotation.replan_days(self.desk, weeks, days, window, self.random, beside, self.clock.watching)
                self._keep(weeks, "rotation")
                fruitless = 0 if self.best_cost < cost else fruitless + 1
        self.rotation_pause = 1 if self.best_cost < before else 2 * self.rotation_pause
        self.rounds_to_rotation = self.rotation_pause - 1
        return weeks

    def _settled(self) -> bool:
        return self.prices.settled

    def _target(self) -> float:
        """What the prices aim at: the best roster's cost, or, before there is a legal one, somewhat more than is proven."""
        legal = self._legal_cost()
        if legal is not None:
            return float(legal)
        return self.prices.proven + max(abs(self.prices.proven) / 4, 10.0 * POINTS_PER_AGENT_INTERVAL)

    def _order(self) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        return cast("np.ndarray[tuple[int], np.dtype[np.int64]]", self.random.permutation(self.desk.team.size))

    def _may_step(self, kind: str = "step") -> bool:
        """
        Whether another step of a kind still fits, if it lasts as long as the longest of its kind; if so, it is counted.

        After the first that does not fit there is none: a shorter one in its place would not be repeated by the budget. A roster
        that costs what is proven cannot be bettered.
        """
        legal = self._legal_cost()
        if legal is not None and legal <= self._bound():
            self.over = self.proven = True
        if not self.over:
            within = self.most_steps is None or self.clock.step < self.most_steps
            self.over = not (within and self.clock.may_step(self._expected_s(kind)))
        return not self.over

    def _expected_s(self, kind: str) -> float:
        """How long a step of a kind lasts, now that the one before it is over."""
        now = self.clock.wall_s
        self.lasting_s[self.kind] = max(self.lasting_s[self.kind], now - self.kind_began_s)
        self.kind, self.kind_began_s = kind, now
        return self.lasting_s[kind]

    def _keep(self, weeks: Weeks, phase: str) -> None:
        cost, faults = self.desk.cost(weeks), self.desk.faults(weeks)
        # A legal roster gives way to no other, however much coverage the breach of a rule of the team would buy.
        if self.best is None or (faults > 0, cost) < (self._legal_cost() is None, self.best_cost):
            self.best, self.best_cost, self.best_placed = weeks.copy(), cost, self.desk.placed
        self.clock.report(phase, self._legal_cost(), self._bound(), self._roster())

    def _legal_cost(self) -> int | None:
        return self.best_cost if self.best is not None and self.desk.faults(self.best) == 0 else None

    def _roster(self) -> Callable[[], Roster] | None:
        best, to_roster = self.best, self.to_roster
        if best is None or to_roster is None or self._legal_cost() is None:
            return None
        return lambda: to_roster(best)

    def _bound(self) -> int:
        return 0 if self.pricer is None else max(0, int(np.ceil(self.prices.proven - 1e-6)))
