"""The moves of the search keep their books: what they say a roster costs and covers is what counting it afresh says."""

from __future__ import annotations

import numpy as np
import pytest

from solver.engines.weeks import restart, search
from solver.engines.weeks.bench import Weeks
from solver.engines.weeks.moves import values_of_kind
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


@pytest.mark.parametrize("move", ["weeks", "days"])
@pytest.mark.parametrize("seed", SEEDS)
def test_ruins_report_what_they_leave(seed: int, move: search.Move) -> None:
    """The cost named is the cost of the roster left, the best one is kept apart, and neither passes what it began from and may."""
    desk, weeks, prices, random = begun(seed)
    before = desk.cost(weeks)
    slack = search.slack_of(before, prices.proven, desk.team.size)

    now, best, found = search.ruin(desk, move, weeks, prices.y, random, before, before, slack)

    assert_counted(desk, weeks)
    assert now == desk.cost(weeks)
    assert best <= now <= max(before, best + slack)
    assert (found is None) == (best == before)
    if found is not None:
        assert_counted(desk, found)
        assert best == desk.cost(found)


def test_ruined_days_stay_days_of_work() -> None:
    """Shifts are exchanged for others of the same day, and whoever counts only after some hours keeps the whole week."""
    exchanged = 0
    for seed in SEEDS:
        desk, weeks, prices, random = begun(seed)
        before, cost = weeks.copy(), desk.cost(weeks)

        search.ruin(desk, "days", weeks, prices.y, random, cost, cost, slack=cost)

        assert np.array_equal(weeks.chosen >= 0, before.chosen >= 0)
        counts_after = desk.links.counts_after > 0
        assert np.array_equal(weeks.serve[counts_after], before.serve[counts_after])
        exchanged += np.sum(weeks.chosen != before.chosen)
    assert exchanged > 0


@pytest.mark.parametrize("seed", SEEDS)
def test_what_one_day_is_worth_is_what_it_is_worth_in_the_week(seed: int) -> None:
    """A bench of one day gives each of its shifts the value, pauses and pools that the bench of all days gives it."""
    desk, weeks, _, _ = begun(seed)
    gains, lead = desk.gains(weeks)
    crowd = np.zeros(desk.frame.steps)
    for part in desk.parts[1:]:
        steps = slice(part.first_step, part.last_step)
        for kind in range(len(desk.team.kinds)):
            value, offsets, pool_at = values_of_kind(desk.bench, kind, gains, lead, crowd)
            of_day = values_of_kind(part.bench, kind, gains, lead[steps], crowd[steps])
            shifts = slice(part.first_shift, part.first_shift + len(of_day[0]))
            assert np.allclose(of_day[0], value[shifts], rtol=1e-9, atol=1e-3)
            assert np.array_equal(of_day[1][of_day[0] > 0], offsets[shifts][of_day[0] > 0])
            assert np.array_equal(of_day[2], pool_at[steps])


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

    for is_stopped in (lambda: False, lambda: True):
        for other in (
            restart.begin(desk, prices, is_stopped, random),
            restart.kick(desk, base, prices, is_stopped, random),
        ):
            assert_counted(desk, other.weeks)
            assert other.cost == desk.cost(other.weeks)

    assert all(np.array_equal(getattr(before, table), getattr(weeks, table)) for table in Weeks._fields)
