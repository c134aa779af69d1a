"""Every clash of a problem, those too that only show once others have given way, each with what ends it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from solver import RosterProblem, SolverConfig, solve_roster
from solver.clash import Clash
from solver.ways import WayOut, ends, first_way, ways_out
from wfm.centre import Centre
from wfm.roster import Roster

MOST_CLASHES = 3
"""Clashes of which all ways out are looked for; of the others one is."""
MOST_LAYERS = 6
"""How often clashes are looked for: at first, and then behind those that have given way."""
FIRST_STEPS = 3
"""Search steps of the roster that is left where all have given way."""


@dataclass(frozen=True, eq=False)
class Met:
    """
    A clash that was met.

    Attributes
    ----------
    layer
        0 where it shows at once, else how often others have to give way before.
    ways
        All its ways out, in the department as it is once the layers before have given way; empty where not looked for.
    chosen
        The one by which all clashes give way together; None where another clash's ends this one too, or there is none.
    is_open
        Whether nothing was found that ends it.
    """

    clash: Clash
    layer: int
    ways: tuple[WayOut, ...]
    chosen: WayOut | None
    is_open: bool


def all_clashes(
    problem: RosterProblem, clashes: Sequence[Clash], config: SolverConfig
) -> tuple[list[Met], Roster | None]:
    """
    The clashes of a problem and those behind them, and the roster that is left once every one has given way, if one was found.

    Parameters
    ----------
    clashes
        Those that show at once.
    config
        Seed and workers of the search, which gets a fixed number of steps.
    """
    quick = SolverConfig(engine="weeks", budget=FIRST_STEPS, seed=config.seed, workers=config.workers)
    met: list[Met] = []
    for layer in range(MOST_LAYERS):
        now = problem.changed(after(problem.centre, met))
        met += _of_layer(now, clashes, layer, MOST_CLASHES - len(met), config.seed)
        if any(each.is_open for each in met):
            break
        met = _needed(problem, met, config.seed)
        result = solve_roster(problem.changed(after(problem.centre, met)), quick)
        if result.roster is not None or not result.clashes:
            return met, result.roster
        clashes = result.clashes
    return met, None


def after(centre: Centre, met: Iterable[Met]) -> Centre:
    """A department in which some clashes have given way, each by the way out that was chosen."""
    return reduce(lambda changed, each: changed if each.chosen is None else each.chosen.made(changed), met, centre)


def _of_layer(now: RosterProblem, clashes: Sequence[Clash], layer: int, most: int, seed: int) -> list[Met]:
    met: list[Met] = []
    for at, clash in enumerate(clashes):
        ways = ways_out(now, clash, seed) if at < most else []
        # People who are only counted have no rules named: their clashes are met behind those of the others.
        is_ended = not clash.rules or (bool(met) and ends(now, clash, after(now.centre, met), seed))
        chosen = None
        if not is_ended:
            chosen = _widest(now, ways, clashes[at + 1 :], seed) if at < most else first_way(now, clash, seed)
        met.append(Met(clash, layer, tuple(ways), chosen, not is_ended and chosen is None))
    return met


def _needed(problem: RosterProblem, met: Sequence[Met], seed: int) -> list[Met]:
    """The clashes without the choices that are not needed beside the others."""
    kept = list(met)
    for at, each in enumerate(met):
        if each.chosen is None:
            continue
        less = [*kept[:at], replace(each, chosen=None), *kept[at + 1 :]]
        centre = after(problem.centre, less)
        if all(ends(problem, other.clash, centre, seed) for other in (each, *met) if other.clash.rules):
            kept = less
    return kept


def _widest(now: RosterProblem, ways: Sequence[WayOut], others: Sequence[Clash], seed: int) -> WayOut | None:
    """The first way out that ends all other clashes too, else the first."""
    if not ways or not others:
        return next(iter(ways), None)
    changed = [(way, way.made(now.centre)) for way in ways]
    return next((way for way, then in changed if all(ends(now, each, then, seed) for each in others)), ways[0])
