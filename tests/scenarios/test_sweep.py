"""Scenarios against the base: planned anew, replayed with the same luck, several at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from scenarios.compare import Base, figures_of
from scenarios.lever_text import read_axis, read_lever
from scenarios.plan import PlanOptions, StoppedError
from scenarios.sweep import Study, grid_of, sweep
from solver import SolverConfig
from tests.department import MONDAY, Planned, write_department
from wfm.centre import Centre
from wfm.errors import InputError
from wfm.examples import copy_example
from wfm.formats import read_centre
from wfm.staffing.requirement import required_staff

OPTIONS = PlanOptions(solver=SolverConfig(budget=4, workers=1), replications=40)


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Centre:
    """The small department."""
    return read_centre(write_department(tmp_path_factory.mktemp("sweep") / "department"))


def test_the_identity_lever_changes_nothing(centre: Centre) -> None:
    """One times the volume, begun from the base's roster: the same people wanted, and no difference told apart."""
    base, [same] = sweep(centre, MONDAY, [(read_lever("volume*1"),)], OPTIONS, processes=1)

    assert same.objective <= base.objective
    assert same.bound <= base.objective
    assert (same.roster, same.outcome) == ("not_told_apart", "planned")
    assert base.queues[0].difference == 0


def test_more_contacts_serve_worse_and_more_people_better(centre: Centre) -> None:
    """Twice the volume is worse beyond noise; three more people never lower the level beyond noise."""
    scenarios = [(read_lever(text),) for text in ("volume*2", "headcount:phone+3")]

    base, (busy, staffed) = sweep(centre, MONDAY, scenarios, OPTIONS, processes=1)

    assert (busy.queues[0].verdict, busy.roster) == ("worse", "worse")
    assert staffed.queues[0].verdict != "worse"
    assert staffed.missing_h <= base.missing_h < busy.missing_h
    assert (staffed.people, base.people) == (9, 6)
    assert staffed.paid_h > base.paid_h


def test_a_scenario_without_a_roster_is_an_outcome(centre: Centre) -> None:
    """Forty hours at least where forty-two are possible at most: the clash stands in the figures, the sweep goes on."""
    impossible = read_lever("rules.max_daily_hours.max_h=2")

    _, (clash, planned) = sweep(centre, MONDAY, [(impossible,), (read_lever("volume*1"),)], OPTIONS, processes=1)

    assert clash.outcome == "impossible"
    assert clash.reasons
    assert planned.outcome == "planned"


def test_a_lever_that_does_not_fit_stops_before_anything_is_planned(centre: Centre) -> None:
    """No time is lost on a sweep whose last scenario is a mistake."""
    with pytest.raises(InputError, match="fone"):
        sweep(centre, MONDAY, [(read_lever("volume*1.1"),), (read_lever("volume:fone*1.1"),)], OPTIONS)


def test_the_number_of_processes_changes_no_figure(centre: Centre) -> None:
    """Side by side or one after the other, the same figures in the same order."""
    scenarios = grid_of([read_axis("volume*[0.9,1.2]"), read_axis("headcount:phone+[0..1]")])

    one = sweep(centre, MONDAY, scenarios, OPTIONS, processes=1)
    two = sweep(centre, MONDAY, scenarios, OPTIONS, processes=2)

    assert one == two
    assert [each.name for each in two[1]] == [
        f"volume*{volume} headcount:phone+{more}" for volume in ("0.9", "1.2") for more in (0, 1)
    ]


@pytest.mark.parametrize("processes", [1, 2])
def test_a_sweep_told_to_stop_begins_no_further_scenario(centre: Centre, processes: int) -> None:
    """Once the first has ended: whoever asked is told so, and the others never begin."""
    ended: list[str] = []
    scenarios = [(read_lever(f"volume*{value}"),) for value in (1, 1.1, 1.2, 1.3, 1.4, 1.5)]

    with pytest.raises(StoppedError):
        sweep(
            centre, MONDAY, scenarios, OPTIONS, processes=processes, on_done=lambda each: ended.append(each.name),
            stop=lambda: len(ended) > 0,
        )  # fmt: skip

    assert 0 < len(ended) < len(scenarios)


def test_a_plan_against_itself_shows_no_difference(planned: Planned) -> None:
    """Every paired difference is 0 in every replication."""
    figures = figures_of("", planned.plan, Base.of(planned.plan))

    assert {queue.difference for queue in figures.queues} == {0.0}
    assert figures.roster == "not_told_apart"


def test_work_carried_over_weighs_in_a_scenario_as_in_the_week(tmp_path: Path) -> None:
    """What came before the week and is not done yet asks for the same people, though only recent history goes along."""
    copy_example("community-centre", tmp_path / "centre")
    centre = read_centre(tmp_path / "centre").model_copy(update={"backlog": ()})
    study = Study.of(centre, MONDAY, OPTIONS)
    without = study.inputs.centre.model_copy(update={"volumes": None})

    week, scenario, forgotten = (
        [work.even.tolist() for pool in required_staff(of, study.inputs.forecast).pools for work in pool.deferred]
        for of in (centre, study.inputs.centre, without)
    )

    assert centre.volumes is not None
    assert study.inputs.centre.volumes is not None
    assert len(study.inputs.centre.volumes.starts_min) < len(centre.volumes.starts_min)
    assert scenario == week
    assert week
    assert forgotten != week
