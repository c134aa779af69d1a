"""What is known of a roster goes on with each change of it, and is what a new look would find."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.changes import Judge, broken, still_broken
from tests.department import Planned, planned_department
from wfm.roster import Roster
from wfm.shifts import Shift


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Planned:
    """A planned week."""
    return planned_department(tmp_path_factory.mktemp("changes") / "department")


def given_to(shift: Shift, agent_id: str) -> Shift:
    return shift.model_copy(update={"agent_id": agent_id})


PICKS = st.lists(st.tuples(st.integers(0, 29), st.sampled_from(("A1", "A2", "A3", "A5", ""))), min_size=1, max_size=4)


@settings(deadline=None)
@given(picks=PICKS)
def test_what_is_taken_along_is_what_a_new_look_finds(planned: Planned, picks: list[tuple[int, str]]) -> None:
    """Shifts given to others or taken away, one after the other: same shifts by person, same findings in the same order."""
    centre, roster = planned.plan.centre, planned.plan.roster
    known, judge = broken(centre, roster), Judge(centre, roster)
    for at, other in picks:
        shift = roster.shifts[at % len(roster.shifts)]
        come = [given_to(shift, other)] if other else []
        people = {shift.agent_id, other} - {""}
        after = roster.changed([shift], come)
        fresh = Roster(after.first_day, after.days, after.shifts)
        known = still_broken(centre, known, after, people)

        assert dict(after.by_agent) == dict(fresh.by_agent)
        assert known == broken(centre, fresh)
        assert judge.newly_broken(after, people) == Judge(centre, roster).newly_broken(fresh, people)
        roster, judge = after, judge.of_changed(after)


def test_nothing_changed_is_nothing_new(planned: Planned) -> None:
    """A roster without any change is the same roster."""
    roster = planned.plan.roster
    assert roster.changed((), ()) == roster
