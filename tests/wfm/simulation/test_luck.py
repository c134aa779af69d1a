"""The same seed, the same luck: for every run, every number of threads, and every roster."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.wfm.simulation.worlds import team
from tests.wfm.staffing.departments import VOICE, department, forecast, queue
from wfm.errors import InputError
from wfm.simulation import SimulationResult, replay

CENTRE = department(queue("phone", VOICE, patience_s=120), shrinkage={"in_shift": 0.1, "off_shift": 0.1})
VOLUMES = forecast(CENTRE, {"phone": 100}, 180)
TABLES = ("offered", "in_time", "answered", "abandoned", "short_abandoned", "wait_s", "busy_s", "present_s")


def replayed(agents: int = 12, seed: int = 1, replications: int = 20, threads: int | None = None) -> SimulationResult:
    people = team(CENTRE, agents, ("phone",))
    return replay(people, CENTRE, VOLUMES, replications=replications, seed=seed, threads=threads)


def totals(result: SimulationResult) -> NDArray[np.float64]:
    found: NDArray[np.float64] = result.in_time[:, 0].sum(axis=1)
    return found


def test_a_seed_gives_the_same_figures_whatever_the_threads() -> None:
    """One thread and three give the same tables to the last bit; another seed gives others."""
    one, three, other = replayed(threads=1), replayed(threads=3), replayed(seed=2)

    assert all(np.array_equal(getattr(one, table), getattr(three, table)) for table in TABLES)
    assert not np.array_equal(one.offered, other.offered)


def test_more_replications_only_add_some() -> None:
    """The first ten of twenty replications are those of a run of ten."""
    few, many = replayed(replications=10), replayed(replications=20)

    assert all(np.array_equal(getattr(few, table), getattr(many, table)[:10]) for table in TABLES)


def test_two_rosters_meet_the_same_contacts_and_the_same_absences() -> None:
    """One person more changes neither the contacts nor who is away: the others' time at hand stays, to the second."""
    centre = CENTRE.model_copy(update={"shrinkage": CENTRE.shrinkage.model_copy(update={"in_shift": 0.0})})
    quiet = forecast(centre, {"phone": 0}, 180)
    small, large = (
        replay(team(centre, agents, ("phone",)), centre, quiet, replications=50, seed=3) for agents in (9, 10)
    )
    added = large.present_s - small.present_s

    assert np.array_equal(replayed(12).offered, replayed(13).offered)
    assert set(np.unique(added)) == {0.0, 1800.0}


def test_common_luck_makes_differences_clear() -> None:
    """The effect of one person more varies at least four times less under common luck than between different seeds."""
    small, large, apart = replayed(11, replications=200), replayed(12, replications=200), replayed(12, 99, 200)

    common, independent = np.var(totals(large) - totals(small)), np.var(totals(apart) - totals(small))

    assert totals(large).mean() > totals(small).mean()
    assert 4 * common < independent


@pytest.mark.parametrize("wrong", [{"replications": 0}, {"seed": -1}, {"day_variation": -0.1}])
def test_arguments_out_of_range_are_refused(wrong: dict[str, Any]) -> None:
    """No replication, a negative seed or variation is an error in words."""
    with pytest.raises(InputError, match="at least"):
        replay(team(CENTRE, 1, ("phone",)), CENTRE, VOLUMES, **wrong)
