"""Who should learn what: ranked by the prices, tried on the floor, and honest about noise."""

from __future__ import annotations

import pytest

from scenarios.advise import advise
from scenarios.demand import expected_volumes
from scenarios.plan import PlanOptions
from solver import RosterProblem, SolverConfig
from solver.skill_gains import skill_gains
from tests.department import CENTRE, MONDAY, PEOPLE, write_department
from wfm.centre import Centre
from wfm.formats import read_centre
from wfm.staffing.requirement import required_staff

OPTIONS = PlanOptions(solver=SolverConfig(budget=12, workers=1), replications=40)


def of(folder: pytest.TempPathFactory, **files: str) -> Centre:
    return read_centre(write_department(folder.mktemp("advise") / "department", **files))


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Centre:
    """The desk asks for two people all day, and nobody of the phone can help there; one phone person is enough."""
    people = PEOPLE.replace("phone;desk", "phone").replace("desk;phone", "desk")
    toml = CENTRE.replace("people = 1", "people = 3").replace("aht_s = 300", "aht_s = 60")
    return of(tmp_path_factory, people=people, centre=toml)


def problem(centre: Centre) -> RosterProblem:
    return RosterProblem(centre, required_staff(centre, expected_volumes(centre, MONDAY, 7)), MONDAY)


def test_gains_are_of_skills_that_people_lack(short: Centre) -> None:
    """Everyone with every skill they have not, the most worth first, and nobody loses by learning."""
    gains = skill_gains(problem(short))

    assert {(gain.agent_id, gain.skill) for gain in gains} == {
        *((agent, "desk") for agent in ("A1", "A2", "A3", "A5", "A6")), ("A4", "phone"),
    }  # fmt: skip
    assert [gain.gain_h for gain in gains] == sorted((gain.gain_h for gain in gains), reverse=True)
    assert gains[-1].gain_h >= 0
    assert gains[0].skill == "desk"
    assert next(gain.gain_h for gain in gains if gain.skill == "phone") < gains[0].gain_h


def test_where_one_pool_is_short_and_another_has_plenty_training_is_a_real_gain(short: Centre) -> None:
    """The first of the list is tried: the saving is beyond what the gaps leave open, and says so."""
    advice = advise(short, MONDAY, OPTIONS, most_tried=1, processes=1)

    first = advice.trainings[0]
    assert first.skill == "desk"
    assert first.saving is not None
    assert first.saving.verdict == "better"
    assert first.saving.low_h <= first.saving.found_h <= first.saving.high_h
    assert first.tried is not None
    assert first.tried.missing_h < advice.base.missing_h
    assert "a real gain" in first.sentence.text("en")
    assert "确有收益" in first.sentence.text("zh-CN")
    assert all(line.tried is None for line in advice.trainings[1:])


def test_people_alike_are_one_line(short: Centre) -> None:
    """Whoever gains the same by the same skill stands together; nobody stands twice with one skill."""
    advice = advise(short, MONDAY, OPTIONS, most_tried=0, processes=1)

    named = [(agent, line.skill) for line in advice.trainings for agent in line.agents]
    assert len(named) == len(set(named))
    assert advice.tried == []


def test_everyone_who_can_everything_needs_nothing(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No line, and the base alone."""
    people = PEOPLE.replace(",desk;phone,", ",phone,").replace(",phone,", ",phone;desk,")

    advice = advise(of(tmp_path_factory, people=people), MONDAY, OPTIONS, processes=1)

    assert advice.trainings == ()
    assert advice.base.outcome == "planned"
