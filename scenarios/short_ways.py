"""What would end a shortage: how many more people of which skill and hours, or which service level promised at that time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from solver import RosterProblem
from solver.frame import Bools, Frame
from solver.one_person import OnePerson
from solver.reasons import touching
from wfm.demand import Floats
from wfm.goals import pool_coverage
from wfm.goals.base import PoolCoverage
from wfm.messages import Sentence, say
from wfm.people import Agent
from wfm.roster import Roster
from wfm.shifts import Shift
from wfm.simulation.erlang_figure import erlang_service_level
from wfm.timegrid import local


@dataclass(frozen=True, eq=False)
class Short:
    """A pool that is short beside a roster in some open intervals, shape (T,), of one day of the problem's, by its number."""

    problem: RosterProblem
    roster: Roster
    pool: PoolCoverage
    wanted: Bools
    day: int

    @property
    def skill(self) -> str:
        """Whose people are missing."""
        return self.pool.pool.skill

    @property
    def missing(self) -> Floats:
        """People missing in each of the intervals."""
        return _missing(self.pool)[self.wanted]

    @property
    def most(self) -> int:
        """People missing at a time at the most, a part of one counted whole."""
        return int(np.ceil(self.missing.max(initial=0.0)))

    @property
    def span_min(self) -> tuple[int, int]:
        """From the first interval to the last one, in UTC minutes."""
        grid = self.problem.requirement.grid
        starts_min = grid.starts_min[self.wanted]
        return int(starts_min[0]), int(starts_min[-1]) + grid.interval_min

    def shifts(self, frame: Frame) -> Bools:
        """Possible shifts that are on all the time, or, where there are none, touch it; shape (K,)."""
        first, last = ((minute - frame.origin_min) // frame.step_min for minute in self.span_min)
        return touching(frame, self.day, first, last)

    def missing_h(self, roster: Roster) -> tuple[float, float]:
        """Agent-hours missing with a roster: in these intervals of the pool, and of all pools in all days."""
        requirement = self.problem.requirement
        missing = {
            pool.pool.skill: _missing(pool) * requirement.grid.interval_min / 60
            for pool in pool_coverage(self.problem.centre, requirement, roster)
        }
        return float(missing[self.skill][self.wanted].sum()), float(sum(each.sum() for each in missing.values()))


def ways_out_of(short: Short) -> Iterator[Sentence]:
    """More people, and lower promises, with their price; all else of the roster stays as it is."""
    if shifts := more_people(short):
        yield _in_words(short, shifts)
    yield from _lower_promises(short)


def more_people(short: Short) -> list[Shift]:
    """
    The shifts of as many more people as are missing at a time, as long as each makes less missing then.

    One after the other gets the shift that misses least beside all others. They are like those of the team whose main skill it
    is, trained, and asked for that shift alone.
    """
    problem, team = short.problem, short.problem.centre.agents
    new = _new_people(short)
    one = OnePerson(replace(problem, centre=problem.centre.model_copy(update={"agents": (*team, *new)})), short.roster)
    possible = short.shifts(one.frame)
    roster, (left_h, _) = short.roster, short.missing_h(short.roster)
    for at in range(len(team), len(team) + len(new)):
        more = one.best(at, short.day, possible, change_h=0.0, comes=True) or ()
        then = Roster(roster.first_day, roster.days, (*roster.shifts, *more))
        now_h, _ = short.missing_h(then)
        if now_h >= left_h:
            break
        one, roster, left_h = one.beside(then), then, now_h
    return list(roster.shifts[len(short.roster.shifts) :])


def _missing(pool: PoolCoverage) -> Floats:
    return np.where(pool.pool.is_open, np.maximum(pool.pool.fractional - pool.rostered, 0.0), 0.0)


def _new_people(short: Short) -> list[Agent]:
    able = [agent for agent in short.problem.centre.agents if short.skill in agent.skills]
    like = min(able, key=lambda agent: agent.skills.index(short.skill), default=Agent(agent_id="-"))
    return [
        Agent(
            agent_id=f"new-{number}", group=like.group, skills=(short.skill,), contract=like.contract, min_h=0.0,
            max_h=like.max_h,
        )
        for number in range(1, short.most + 1)
    ]  # fmt: skip


def _in_words(short: Short, shifts: list[Shift]) -> Sentence:
    zone, roster = short.problem.centre.time_zone, short.roster
    hours = Counter(f"{local(s.start_min, zone):%H:%M}–{local(s.end_min, zone):%H:%M}" for s in shifts)
    now_h, all_now_h = short.missing_h(roster)
    then_h, all_then_h = short.missing_h(Roster(roster.first_day, roster.days, (*roster.shifts, *shifts)))
    return say(
        "why_way_people", count=len(shifts), skill=short.skill, day=short.problem.dates[short.day],
        hours=[say("why_way_hours", count=count, hours=each) for each, count in sorted(hours.items())],
        now=f"{now_h:.1f}", missing=f"{then_h:.1f}", fewer=f"{all_now_h - all_then_h:.1f}",
        paid=f"{sum(shift.paid_min for shift in shifts) / 60:.1f}",
    )  # fmt: skip


def _lower_promises(short: Short) -> Iterator[Sentence]:
    """The share of contacts that the people rostered answer in time, in every interval, where that is less than promised."""
    centre, requirement = short.problem.centre, short.problem.requirement
    levels = erlang_service_level(centre, requirement, short.roster)
    offered = {queue.queue: queue.offered for queue in requirement.queues}
    for queue in centre.pools()[short.skill]:
        if queue.service_level is None or queue.id not in levels:
            continue
        served = short.wanted & (offered[queue.id] > 0)
        level = np.floor(100 * levels[queue.id][served].min(initial=1.0))
        if level < np.floor(100 * queue.service_level):
            yield say(
                "why_way_level", queue=queue.id, level=f"{level:.0f}", target=f"{100 * queue.service_level:g}",
                seconds=f"{queue.answer_within_s:g}",
            )  # fmt: skip
