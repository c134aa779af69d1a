"""A refusal in plain words: each clash, and each way out with the roster that it leaves, so that they can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scenarios.clashes import MOST_CLASHES, Met, after, all_clashes
from solver import RosterProblem, SolverConfig, solve_roster
from solver.clash import Clash
from solver.ways import WayOut
from solver.ways.records import is_new
from wfm.centre import Centre
from wfm.messages import Sentence, say
from wfm.reports.coverage import coverage_report
from wfm.roster import Roster
from wfm.timegrid import local

PRICE_STEPS = 5
"""Search steps, from one roster for all, by which a way out is priced: enough to compare, not to publish."""
MOST_WAYS = 4
"""Ways out of each clash that are priced; the others are named without."""
MOST_SHIFTS = 7


@dataclass(frozen=True, eq=False)
class PricedWay:
    """
    A way out of one clash, or of all, with the roster of all people that it leaves, every other clash having given way too.

    `missing_h` and `paid_h` are agent-hours of the need that nobody covers, and paid hours; None where no roster was found.
    """

    way: WayOut
    missing_h: float | None = None
    paid_h: float | None = None
    hours: tuple[str, ...] = ()

    def sentence(self, key: str = "way_out", **values: object) -> Sentence:
        """In words, by a key to which ``_priced`` is added where there is a price."""
        words = self.way.words
        words = say("way_out_hours", words=words, hours=list(self.hours)) if self.hours else words
        if self.missing_h is None or self.paid_h is None:
            return say(key, words=words, **values)
        price = {"missing": f"{self.missing_h:.1f}", "paid": f"{self.paid_h:.1f}"}
        return say(f"{key}_priced", words=words, **price, **values)


@dataclass(frozen=True, eq=False)
class Refusal:
    """A clash that was met, with its ways out, those that leave the fewest agent-hours missing first."""

    met: Met
    ways: tuple[PricedWay, ...]

    @property
    def clash(self) -> Clash:
        """What clashes."""
        return self.met.clash


@dataclass(frozen=True, eq=False)
class Refusals:
    """
    Every clash, and of several the way out of all of them together.

    `together` is None where there is one clash only, or no way out of all of them was shown to leave a roster.
    """

    each: tuple[Refusal, ...]
    together: PricedWay | None

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All that is to be said: each clash, a sentence for each of its ways out after it, then the way out of all."""
        return (*self._of_each(), *self._of_all())

    def _of_each(self) -> list[Sentence]:
        told: list[Sentence] = []
        layer, key = 0, "way_out" if len(self.each) == 1 else "way_out_beside"
        for place, each in enumerate(self.each):
            if each.met.layer > layer:
                told.append(say("clash_behind"))
            layer = each.met.layer
            told += [*each.clash.said, *(way.sentence(key) for way in each.ways)]
            if each.met.is_open and place < MOST_CLASHES:
                told.append(say("way_out_none"))
        return told

    def _of_all(self) -> list[Sentence]:
        if len(self.each) == 1:
            return []
        count = len(self.each)
        return [
            say("way_out_of_all_none", clashes=count)
            if self.together is None
            else self.together.sentence("way_out_of_all", clashes=count)
        ]


def refusals(problem: RosterProblem, clashes: Sequence[Clash], config: SolverConfig) -> Refusals:
    """
    Every clash with its ways out, each re-solved and priced.

    Parameters
    ----------
    clashes
        Those that show at once; what shows behind them is looked for.
    config
        Seed and workers of the search; each way out gets a fixed number of steps.
    """
    met, roster = all_clashes(problem, clashes, config)
    is_open = any(each.is_open for each in met)

    def priced(at: int, place: int, way: WayOut) -> PricedWay:
        if place >= MOST_WAYS or is_open:
            return PricedWay(way)
        instead = [*met[:at], replace(met[at], chosen=way), *met[at + 1 :]]
        return _priced(problem, way, after(problem.centre, instead), config, roster)

    def price(each: PricedWay) -> tuple[bool, float]:
        return each.missing_h is None, each.missing_h or 0.0

    told = tuple(
        Refusal(each, tuple(sorted((priced(at, place, way) for place, way in enumerate(each.ways)), key=price)))
        for at, each in enumerate(met)
    )
    return Refusals(told, _together(problem, met, config, roster))


def refused(problem: RosterProblem, clashes: Sequence[Clash], config: SolverConfig) -> tuple[Sentence, ...]:
    """All that is to be said where no roster exists."""
    return refusals(problem, clashes, config).sentences


def _together(
    problem: RosterProblem, met: Sequence[Met], config: SolverConfig, roster: Roster | None
) -> PricedWay | None:
    """The way out of several clashes at once, where it leaves a roster."""
    if len(met) == 1 or roster is None:
        return None
    chosen = [each.chosen for each in met if each.chosen is not None]
    centre = after(problem.centre, met)
    changes = tuple(change for way in chosen for change in way.changes)
    return _priced(problem, WayOut("", "all", changes, lambda _: centre), centre, config, roster)


def _priced(
    problem: RosterProblem, way: WayOut, changed: Centre, config: SolverConfig, start: Roster | None
) -> PricedWay:
    """
    A way out, priced by the roster that a changed department has; searched from one that all have to begin with.

    What is missing is counted by the requirement as it was: hours that are closed are hours in which nobody is there.
    """
    quick = SolverConfig(engine="weeks", budget=PRICE_STEPS, seed=config.seed, workers=config.workers, prove=False)
    roster = solve_roster(problem.changed(changed), quick, start=start).roster
    if roster is None:
        return PricedWay(way)
    missing = sum(pool.missing_h for pool in coverage_report(changed, problem.requirement, roster).totals())
    paid_h = sum(shift.paid_min for shift in roster.shifts) / 60
    return PricedWay(way, missing, paid_h, _hours_of_new(changed, roster))


def _hours_of_new(centre: Centre, roster: Roster) -> tuple[str, ...]:
    """When people who would have to be found are to work."""
    new = [shift for shift in roster.shifts if is_new(shift.agent_id)]
    hours = [
        f"{shift.shift_date} {local(shift.start_min, centre.time_zone):%H:%M}–"
        f"{local(shift.end_min, centre.time_zone):%H:%M}"
        for shift in sorted(new, key=lambda shift: shift.start_min)
    ]
    return tuple(hours[:MOST_SHIFTS])
