"""A refusal in plain words: each clash, and each way out with the roster that it leaves, so that they can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from solver import RosterProblem, SolverConfig, solve_roster
from solver.clash import Clash
from solver.ways import WayOut, first_way, ways_out
from solver.ways.records import is_new
from wfm.centre import Centre
from wfm.messages import Sentence, say
from wfm.reports.coverage import coverage_report
from wfm.roster import Roster
from wfm.timegrid import local

PRICE_STEPS = 3
"""Search steps of the roster by which a way out is priced: enough to compare, not to publish."""
MOST_CLASHES, MOST_WAYS = 3, 4
"""Clashes whose ways out are looked for, and ways out of each that are priced; the others are named without."""
MOST_SHIFTS = 7


@dataclass(frozen=True, eq=False)
class PricedWay:
    """
    A way out, with the roster of all people that it leaves once every other clash has its first way out.

    `missing_h` and `paid_h` are agent-hours of the need that nobody covers, and paid hours; None where no roster was found.
    """

    way: WayOut
    missing_h: float | None = None
    paid_h: float | None = None
    hours: tuple[str, ...] = ()

    @property
    def sentence(self) -> Sentence:
        """In words."""
        words = say("way_out_hours", words=self.way.words, hours=list(self.hours)) if self.hours else self.way.words
        if self.missing_h is None or self.paid_h is None:
            return say("way_out", words=words)
        return say("way_out_priced", words=words, missing=f"{self.missing_h:.1f}", paid=f"{self.paid_h:.1f}")


@dataclass(frozen=True, eq=False)
class Refusal:
    """A clash with its ways out, those that leave the fewest agent-hours missing first."""

    clash: Clash
    ways: tuple[PricedWay, ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The clash in words, a sentence for each way out after it."""
        return (*self.clash.said, *([way.sentence for way in self.ways] or [say("way_out_none")]))


def refusals(problem: RosterProblem, clashes: Sequence[Clash], config: SolverConfig) -> list[Refusal]:
    """
    Every clash with its ways out, each re-solved and priced.

    Parameters
    ----------
    config
        Seed and workers of the search; each way out gets a fixed number of steps.
    """
    found = [ways_out(problem, clash, config.seed) for clash in clashes[:MOST_CLASHES]]
    others = [first_way(problem, clash, config.seed) for clash in clashes[MOST_CLASHES:]]
    firsts = [*(ways[0] if ways else None for ways in found), *others]

    def told(at: int, place: int, way: WayOut) -> PricedWay:
        beside = [first for other, first in enumerate(firsts) if other != at]
        if place >= MOST_WAYS or None in beside:
            return PricedWay(way)
        return _priced(problem, [way, *(first for first in beside if first is not None)], config)

    def price(each: PricedWay) -> tuple[bool, float]:
        return each.missing_h is None, each.missing_h or 0.0

    return [
        Refusal(clash, tuple(sorted((told(at, place, way) for place, way in enumerate(ways)), key=price)))
        for at, (clash, ways) in enumerate(zip(clashes, found, strict=False))
    ]


def refused(problem: RosterProblem, clashes: Sequence[Clash], config: SolverConfig) -> tuple[Sentence, ...]:
    """All that is to be said where no roster exists."""
    told = [sentence for each in refusals(problem, clashes, config) for sentence in each.sentences]
    return (*told, *(said for clash in clashes[MOST_CLASHES:] for said in clash.said))


def _priced(problem: RosterProblem, ways: Sequence[WayOut], config: SolverConfig) -> PricedWay:
    """The first of some ways out, priced by the roster that all of them together leave."""
    centre = problem.centre
    for way in ways:
        centre = way.made(centre)
    quick = SolverConfig(engine="weeks", budget=PRICE_STEPS, seed=config.seed, workers=config.workers)
    roster = solve_roster(replace(problem, centre=centre), quick).roster
    if roster is None:
        return PricedWay(ways[0])
    missing = sum(pool.missing_h for pool in coverage_report(centre, problem.requirement, roster).totals())
    paid_h = sum(shift.paid_min for shift in roster.shifts) / 60
    return PricedWay(ways[0], missing, paid_h, _hours_of_new(centre, roster))


def _hours_of_new(centre: Centre, roster: Roster) -> tuple[str, ...]:
    """When people who would have to be found are to work."""
    new = [shift for shift in roster.shifts if is_new(shift.agent_id)]
    hours = [
        f"{shift.shift_date} {local(shift.start_min, centre.time_zone):%H:%M}–"
        f"{local(shift.end_min, centre.time_zone):%H:%M}"
        for shift in sorted(new, key=lambda shift: shift.start_min)
    ]
    return tuple(hours[:MOST_SHIFTS])
