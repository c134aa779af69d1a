"""Split shifts: two halves with a long unpaid gap, through templates, both engines, the checker, the calendar and centre.toml."""

from __future__ import annotations

from typing import Any

import icalendar
import pytest

from solver import RosterProblem, RosterStatus, SolverConfig, solve_roster
from solver.decode import encode
from solver.frame import Frame
from tests.wfm.formats.folders import TOML, department, refusals
from tests.worlds import MONDAY, breaches, centre, requirement, roster, shift
from wfm.formats.calendars import calendar_of
from wfm.rules.shift_templates import ShiftTemplates
from wfm.shifts import Activity, ShiftTemplate, Split

SPLIT: dict[str, Any] = {
    "id": "day", "starts": "08:00-12:00", "start_every_min": 60, "paid_h": [6, 8], "split": {"gap_h": [2, 4], "half_h": [3, 5]},
}  # fmt: skip
PEAKS = {"mon-sun": ["08:00-12:00", "16:00-20:00"]}


def test_the_gap_is_an_unpaid_meal_of_any_of_its_lengths() -> None:
    """Eight hours are split after three to five of them, six after exactly three."""
    template = ShiftTemplate(**SPLIT)

    eight, six = template.layouts(8 * 60, 480), template.layouts(8 * 60, 360)

    assert [[(p.activity, p.length_min, p.paid, p.first_min, p.last_min) for p in each] for each in eight] == [
        [(Activity.MEAL, 120, False, 180, 300)], [(Activity.MEAL, 240, False, 180, 300)],
    ]  # fmt: skip
    assert [(p.first_min, p.last_min) for each in six for p in each] == [(180, 180), (180, 180)]
    assert template.pauses(8 * 60, 480) == eight[0]


def test_the_checker_accepts_each_gap_and_no_other() -> None:
    """A shift with a gap of four hours is as good as one of two; one of three is none of the template's."""
    world = centre(templates=(SPLIT,))
    four, three = (centre(templates=({**SPLIT, "split": Split(gap_h=(h,), half_h=(3, 5))},)) for h in (4.0, 3.0))

    assert breaches(ShiftTemplates(), world, shift(world, 0), shift(four, 1)) == []
    [wrong] = breaches(ShiftTemplates(), world, shift(three, 0))
    assert wrong.sentence.key == "template_pauses"


@pytest.mark.parametrize("engine", ["weeks", "exact"])
def test_both_engines_use_the_gap_to_serve_both_peaks(engine: str) -> None:
    """Open in the morning and in the evening only: a split shift of eight hours serves both, its gap where it is closed."""
    of = centre(
        templates=(SPLIT,), open=PEAKS, agents=({"agent_id": "A1"}, {"agent_id": "A2"}),
        rules={"weekly_hours": {"min_h": 16, "max_h": 32}, "daily_rest": {"min_h": 11}},
    )  # fmt: skip
    problem = RosterProblem(of, requirement(of), MONDAY)

    result = solve_roster(problem, SolverConfig(engine=engine, budget=32))  # type: ignore[arg-type]

    assert result.status in (RosterStatus.OPTIMAL, RosterStatus.FEASIBLE)
    assert result.roster is not None
    assert breaches(ShiftTemplates(), of, *result.roster.shifts) == []
    assert {each.paid_min for each in result.roster.shifts} == {480}
    assert all(
        (each.end_min - each.start_min, each.segments[1].length_min) == (720, 240) for each in result.roster.shifts
    )
    assert (encode(Frame.of(problem), result.roster).chosen >= 0).sum() == len(result.roster.shifts)


def test_the_calendar_shows_two_events() -> None:
    """Before the gap and after it, each with its own id and hours; a shift with a meal stays one event."""
    of = centre(templates=(SPLIT,))

    events = icalendar.Calendar.from_ical(calendar_of(of, roster(shift(of, 0)), of.agents[0], "en")).walk("VEVENT")

    assert [str(event["uid"]) for event in events] == ["A1-2026-11-23@paiban", "A1-2026-11-23-2@paiban"]
    assert [(e.decoded("dtend") - e.decoded("dtstart")).seconds // 3600 for e in events] == [3, 5]
    assert [str(event["summary"]).split(",")[1].strip()[:3] for event in events] == ["3 h", "5 h"]


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ("gap_h = [2], half_h = [5, 3]", "half_h [5, 3]: the first figure is the least, the second the most; exchange them."),
        ("gap_h = [2], half_h = [4, 5]", "6 paid hours do not make two halves of 4 to 5 h each; change paid_h or half_h."),
        ("gap_h = [], half_h = [3, 5]", "is wrong; expected a list"),
        ("half_h = [3, 5]", "split.gap_h is missing; the key gap_h is needed. Add it."),
    ],
)  # fmt: skip
def test_a_mistake_in_centre_toml_is_one_sentence(keys: str, sentence: str) -> None:
    """The section, the key and how to mend it."""
    [said] = refusals(toml=TOML.replace("paid_h = [6, 8]", f"paid_h = [6, 8]\nsplit = {{ {keys} }}"))

    assert sentence in said
    assert "[[shift]] day" in said


def test_a_split_shift_has_no_meal_besides() -> None:
    """A sound key is read; with a meal beside it the shift is refused."""
    split = TOML.replace("paid_h = [6, 8]", "paid_h = [6, 8]\nsplit = { gap_h = [2, 4], half_h = [3, 5] }")

    assert department(toml=split).centre.templates[0].split == Split(gap_h=(2, 4), half_h=(3, 5))
    [said] = refusals(toml=split.replace("split =", "meal = { min = 30 }\nsplit ="))
    assert "leave out meal and meal_at, or split" in said
