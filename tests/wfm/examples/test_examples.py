"""The examples: made from fixed seeds, read without a word, planned with a real shortage; and the variants that clash."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from importlib import resources
from pathlib import Path

import pytest

from scenarios import PlanOptions, plan
from scenarios.folder import write_plan
from solver import SolverConfig
from wfm.calendar import HOLIDAY
from wfm.errors import ConflictError, InputError
from wfm.examples import DEMO, EXAMPLES, EXPLANATION, VARIANTS, WEEK, copy_example, example_files
from wfm.examples.generate import tables_of
from wfm.formats import department_of, read_department
from wfm.goals import objective_by_goal
from wfm.goals.base import POINTS_PER_AGENT_INTERVAL
from wfm.staffing.requirement import required_staff
from wfm.timegrid import days_from, local, week_start

MONDAY = week_start(WEEK)
NOW = datetime.combine(MONDAY, time())
BUDGETS = {"team-of-50": 4, "club-front-office": 4, "small-office": 4, "community-centre": 4}
CLASHES: dict[str, tuple[str, tuple[str, ...]]] = {
    "team-of-50-clash": ("A03", ("weekly_hours", "leave", "availability")),
    "club-front-office-clash": ("A36", ("weekly_days_off", "locks")),
    "community-centre-clash": ("A07", ("weekly_hours", "availability")),
}
"""Variants in which one person's own rules clash: who, and which rules."""


def test_every_example_has_a_variant() -> None:
    """The tables of names, and the folders they name, agree."""
    assert set(BUDGETS) == set(EXAMPLES)
    assert set(VARIANTS.values()) == set(EXAMPLES)
    assert DEMO in EXAMPLES
    folders = {folder.name for folder in resources.files("wfm.examples").joinpath("variants").iterdir()}
    assert folders == set(VARIANTS)


@pytest.mark.parametrize("name", EXAMPLES)
def test_made_again_it_is_the_same(name: str) -> None:
    """Byte by byte: whoever changes a seed or a stream commits what comes of it."""
    committed = example_files(name)

    made = tables_of(name)

    assert {file for file in committed if file != "centre.toml"} == set(made)
    assert [file for file, content in made.items() if content != committed[file]] == []


@pytest.mark.parametrize("name", [*EXAMPLES, *VARIANTS])
def test_it_reads_without_a_word(name: str) -> None:
    """Nothing to refuse and nothing to repair."""
    assert department_of(example_files(name), now=NOW).notes == ()


@pytest.mark.parametrize("name", EXAMPLES)
def test_its_history_meets_a_public_holiday(name: str) -> None:
    """The forecast has something to learn holidays from, and ends where the planned week begins."""
    centre = department_of(example_files(name), now=NOW).centre
    assert centre.volumes is not None
    first, last = (local(int(centre.volumes.starts_min[at]), centre.time_zone).date() for at in (0, -1))

    holidays = [day for day in days_from(first, (last - first).days + 1) if centre.calendar.kind(day) == HOLIDAY]

    assert holidays
    assert last == MONDAY - timedelta(days=1)


@pytest.mark.parametrize("name", EXAMPLES)
def test_it_has_what_departments_have(name: str) -> None:
    """The week before was worked, somebody is on leave, somebody has an exception, some lead, and everyone has contacts."""
    centre = department_of(example_files(name), now=NOW).centre

    assert max(shift.shift_date for shift in centre.published) == MONDAY - timedelta(days=1)
    assert any(leave.covers(day) for leave in centre.leave for day in days_from(MONDAY, 7))
    assert centre.exceptions
    assert any(agent.lead for agent in centre.agents)
    assert all(agent.phone and agent.emergency_phone for agent in centre.agents)


@pytest.mark.parametrize("name", EXAMPLES)
def test_it_is_planned_and_passes_the_check(name: str, tmp_path: Path) -> None:
    """
    A legal roster with a real shortage: more than a rounding, and most of what is needed is covered nevertheless.

    With the work that may wait spread evenly, that is; where the roster places it, less is missing.
    """
    copy_example(name, tmp_path / name)
    department = read_department(tmp_path / name, now=NOW)

    made = plan(department.centre, WEEK, PlanOptions(solver=SolverConfig(budget=BUDGETS[name])))
    report = write_plan(made, department.files, tmp_path / "out", "en", department.notes)

    totals = made.coverage.totals()
    assert report.findings == ()
    evenly = objective_by_goal(made.centre, required_staff(made.centre, made.forecast), made.roster)["shortage"]
    assert evenly >= POINTS_PER_AGENT_INTERVAL
    assert (made.result.by_goal["shortage"] < evenly) == any(q.channel == "deferred" for q in made.centre.queues)
    assert made.coverage.short_stretches()
    assert sum(pool.shortage_h for pool in totals) < 0.3 * sum(pool.required_h for pool in totals)
    assert {hours.agent_id for hours in made.hours if hours.paid_h} == {hours.agent_id for hours in made.hours}


# --- variants ---------------------------------------------------------------------------------------------------------


def clash_of(name: str) -> ConflictError:
    with pytest.raises(ConflictError) as refused:
        plan(department_of(example_files(name), now=NOW).centre, WEEK)
    return refused.value


@pytest.mark.parametrize("name", CLASHES)
def test_one_persons_rules_clash(name: str) -> None:
    """The person and exactly the rules that clash are named, in both languages, with nothing left to fill in."""
    agent, rules = CLASHES[name]

    error = clash_of(name)

    first = error.sentences[0]
    assert not isinstance(first, str)
    named = first.values["rules"]
    assert isinstance(named, list)
    assert tuple(rule.key.removeprefix("rule_") for rule in named) == rules
    for language in ("en", "zh-CN"):
        text = error.text(language)
        assert agent in text.splitlines()[0]
        assert WEEK in text.splitlines()[0]
        for rule in named:
            assert rule.text(language) in text.splitlines()[0]
        assert "{" not in text


@pytest.mark.parametrize("name", ["team-of-50-clash", "community-centre-clash"])
def test_a_clash_of_hours_says_how_many_are_missing(name: str) -> None:
    """The most hours that can be, the floor, and what an exception would have to lower it by."""
    _, hours, *ways = clash_of(name).sentences

    assert not isinstance(hours, str)
    most, low, short = (hours.values[key] for key in ("most", "low", "short"))
    assert isinstance(most, float)
    assert isinstance(low, float)
    assert short == low - most > 0
    assert ways
    assert {way.key for way in ways if not isinstance(way, str)} <= {"way_out", "way_out_priced"}


def test_nobody_leads_on_a_day_both_leads_are_away() -> None:
    """The office is open on Tuesday in two ranges, and each is named with its times."""
    sentences = clash_of("small-office-clash").sentences

    clash, *ways = [sentence for sentence in sentences if not isinstance(sentence, str)]
    assert clash.key == "clash_no_lead"
    places = clash.values["places"]
    assert isinstance(places, list)
    assert [(str(s.values["day"]), s.values["start"], s.values["end"]) for s in places] == [
        ("2026-11-24", "08:30", "11:30"), ("2026-11-24", "13:00", "17:30"),
    ]  # fmt: skip
    assert ways
    for language, word in (("en", "lead"), ("zh-CN", "部长")):
        assert word in clash.text(language)


@pytest.mark.parametrize("name", VARIANTS)
def test_a_variant_is_explained_to_people_alone(name: str, tmp_path: Path) -> None:
    """Its folder says in two sentences what clashes; neither the reader nor the copy of the department gets that file."""
    folder = resources.files("wfm.examples").joinpath("variants", name)
    explanation = folder.joinpath(EXPLANATION).read_text(encoding="utf-8")
    overlaid = {file.name for file in folder.iterdir()} - {EXPLANATION}
    copy_example(name, tmp_path / name)

    base, files = example_files(VARIANTS[name]), example_files(name)

    assert explanation.count(".") == 2
    assert EXPLANATION not in files
    assert not (tmp_path / name / EXPLANATION).exists()
    assert {file for file in files if files[file] != base.get(file)} == overlaid


def test_an_unknown_example_is_refused() -> None:
    """Those there are stand in the sentence."""
    with pytest.raises(InputError, match="club-front-office") as refused:
        example_files("zoo")

    assert "community-centre-clash" in refused.value.text("zh-CN")


def test_no_example_is_copied_over_something(tmp_path: Path) -> None:
    """A folder that holds anything is left alone; an empty one is filled."""
    (tmp_path / "mine").write_text("mine")

    with pytest.raises(InputError, match="not empty"):
        copy_example(DEMO, tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
