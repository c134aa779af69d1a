"""The moves of the search keep their books: what they say a roster costs and covers is what counting it afresh says."""

from __future__ import annotations

import numpy as np
import pytest

from solver.engines.weeks import restart, search
from solver.engines.weeks.bench import Weeks
from solver.engines.weeks.prices import Prices, start_prices
from solver.engines.weeks.rotation import recovered
from solver.engines.weeks.state import Desk
from solver.frame import Frame
from solver.problem import RosterProblem
from solver.team import Team
from tests.properties.test_rosters import department
from tests.properties.test_team_rules import beside_each_other
from tests.worlds import MONDAY

SEEDS = range(4)


def begun(seed: int) -> tuple[Desk, Weeks, Prices, np.random.Generator]:
    """A constructed roster of a small department with pairs, seats, trainees and leads."""
    of, required = department(seed)
    desk = Desk(Team.of(Frame.of(RosterProblem(beside_each_other(of, seed), required, MONDAY))))
    random = np.random.default_rng(seed)
    prices = start_prices(desk)
    return desk, search.construct(desk, prices.y, prices.lead, random.permutation(desk.team.size)), prices, random


def assert_counted(desk: Desk, weeks: Weeks) -> None:
    """Coverage, leads and who is present are what everyone's week adds up to, and every week is legal."""
    afresh = recovered(desk, weeks.copy())
    assert np.array_equal(weeks.z, afresh.z)
    assert np.array_equal(weeks.leads, afresh.leads)
    assert np.array_equal(weeks.present, afresh.present)
    assert all(desk.week_is_legal(agent, week) for agent, week in enumerate(weeks.chosen))


@pytest.mark.parametrize("seed", SEEDS)
def test_ruins_report_what_they_leave(seed: int) -> None:
    """The cost named is the cost of the roster left, the best one is kept apart, and neither passes what it began from and may."""
    desk, weeks, prices, random = begun(seed)
    before = desk.cost(weeks)
    slack = search.slack_of(before, prices.proven)

    now, best, found = search.ruin(desk, weeks, prices.y, random, before, before, slack)

    assert_counted(desk, weeks)
    assert now == desk.cost(weeks)
    assert best <= now <= max(before, best + slack)
    assert (found is None) == (best == before)
    if found is not None:
        assert_counted(desk, found)
        assert best == desk.cost(found)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_sweep_gains_what_it_says(seed: int) -> None:
    """One person after the other; nobody is worse off for it."""
    desk, weeks, _, random = begun(seed)
    before = desk.cost(weeks)

    gained = search.sweep(desk, weeks, random.permutation(desk.team.size))

    assert_counted(desk, weeks)
    assert before - desk.cost(weeks) == gained >= 0


@pytest.mark.parametrize("seed", SEEDS)
def test_rosters_to_go_on_from_cost_what_they_say(seed: int) -> None:
    """Begun anew or kicked, on a desk of their own; told to stop, they are there at once; the roster begun from stays as it was."""
    desk, weeks, prices, random = begun(seed)
    base = restart.Restarted(weeks, desk.placed, desk.cost(weeks))
    before = weeks.copy()

    for stopped in (False, True):
        for other in (
            restart.begin(desk, prices, lambda stopped=stopped: stopped, random),
            restart.kick(desk, base, prices, lambda stopped=stopped: stopped, random),
        ):
            assert_counted(desk, other.weeks)
            assert other.cost == desk.cost(other.weeks)

    assert all(np.array_equal(old, new) for old, new in zip(before, weeks, strict=True))
