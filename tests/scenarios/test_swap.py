"""Swaps: allowed where no rule is newly broken, refused by the rule's name, and priced in coverage and service."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from scenarios.in_force import WeekInForce
from scenarios.swap import SwapAnswer, Turn, swap, swap_across
from tests import worlds
from tests.worlds import on, roster, shift
from wfm.centre import Centre
from wfm.demand import VolumeForecast
from wfm.errors import InputError
from wfm.roster import Roster
from wfm.rules import RULES
from wfm.shifts import Shift
from wfm.timetable import Timetable

BOTH: tuple[dict[str, Any], ...] = (worlds.PHONE, {**worlds.PHONE, "id": "mail", "skill": "mail"})


def centre(**changes: Any) -> Centre:
    """Two people who answer the phone, from eight to eight."""
    people = ({"agent_id": "A1"}, {"agent_id": "A2"})
    return worlds.centre(**{"agents": people, "open": {"mon-sun": "08:00-20:00"}, "rules": {}, **changes})


def forecast(of: Centre, offered: float = 20.0, aht_s: float = 240.0, ahead: int = 0) -> VolumeForecast:
    """As many contacts in every open interval of the week of the tests, or of the week so many days ahead."""
    grid = of.grid(on(ahead), 7)
    queues = tuple(queue.id for queue in of.queues)
    volumes = np.full((len(queues), len(grid)), offered)
    return VolumeForecast(grid, queues, volumes, np.full_like(volumes, aht_s), volumes, volumes, volumes, volumes)


def ask(of: Centre, first: str, second: str, *shifts: Shift, week: Roster | None = None) -> SwapAnswer:
    return swap(of, week or roster(*shifts), forecast(of), Turn.read(first), Turn.read(second), replications=8)


def rules_of(answer: SwapAnswer) -> set[str]:
    return {violation.rule for violation in answer.broken}


def test_two_days_are_exchanged() -> None:
    """Each works the other's day with the other's hours; everybody keeps every other shift."""
    of = centre()
    kept = shift(of, 4, 9.0)

    answer = ask(of, "A1:2026-11-23", "A2:2026-11-24", shift(of, 0, 8.0), shift(of, 1, 10.0, agent_id="A2"), kept)

    assert answer.allowed
    assert {(s.agent_id, s.shift_date, s.start.hour) for s in answer.roster.shifts} == {
        ("A1", on(1), 10), ("A2", on(0), 8), ("A1", on(4), 9),
    }  # fmt: skip
    assert kept in answer.roster.shifts
    assert {(c.agent_id, c.shift_date, c.before, c.after) for c in answer.changes} == {
        ("A1", on(0), "08:00-16:00 day", ""), ("A1", on(1), "", "10:00-18:00 day"),
        ("A2", on(0), "", "08:00-16:00 day"), ("A2", on(1), "10:00-18:00 day", ""),
    }  # fmt: skip


def test_like_for_like_changes_neither_coverage_nor_service() -> None:
    """Two people of the same skill: as much missing as before, and no difference told apart."""
    of = centre()

    answer = ask(of, "A1:2026-11-23", "A2:2026-11-24", shift(of, 0), shift(of, 1, agent_id="A2"))

    [pool], [queue] = answer.effect.pools, answer.effect.queues
    assert pool.before_h == pytest.approx(pool.after_h)
    assert (queue.difference, queue.verdict) == (0.0, "not_told_apart")


def test_a_shift_can_be_given_away() -> None:
    """The other side names no day: one is off, the other works."""
    of = centre()

    answer = ask(of, "A1:2026-11-23", "A2:", shift(of, 0))

    assert answer.allowed
    assert [(s.agent_id, s.shift_date) for s in answer.roster.shifts] == [("A2", on(0))]


@pytest.mark.parametrize(
    ("rules", "shifts", "broken"),
    [
        ({"daily_rest": {"min_h": 11}}, [(0, 8.0, 8.0, "A1"), (-1, 22.0, 2.0, "A2")], {"daily_rest"}),
        ({"daily_rest": {"min_h": 11}}, [(0, 12.0, 8.0, "A1"), (1, 6.0, 8.0, "A2")], {"daily_rest"}),
        (
            {"weekly_hours": {"min_h": 0, "max_h": 20}},
            [(0, 8.0, 8.0, "A1"), (2, 8.0, 8.0, "A2"), (3, 8.0, 8.0, "A2")],
            {"weekly_hours"},
        ),
        ({"weekly_hours": {"min_h": 8, "max_h": 40}}, [(0, 8.0, 8.0, "A1")], {"weekly_hours"}),
        ({}, [(0, 8.0, 8.0, "A1"), (0, 10.0, 8.0, "A2")], {"one_shift_a_day"}),
    ],
)  # fmt: skip
def test_a_rule_forbids_it(
    rules: dict[str, Any], shifts: list[tuple[int, float, float, str]], broken: set[str]
) -> None:
    """A1's Monday goes to A2: too little rest, too many hours in the week, too few left, or two shifts on one day."""
    plain = centre(rules=rules)
    placed = [shift(plain, day, start, paid, agent_id=agent) for day, start, paid, agent in shifts]
    of = plain.model_copy(update={"published": tuple(s for s in placed if s.shift_date < on(0))})

    answer = ask(of, "A1:2026-11-23", "A2:", *(s for s in placed if s.shift_date >= on(0)))

    assert not answer.allowed
    assert rules_of(answer) == broken
    titles = {str(RULES[rule].title()) for rule in broken}
    assert {str(reason).split(":")[0] for reason in answer.reasons} == titles


def test_the_published_week_after_counts() -> None:
    """Sunday night goes to somebody whose next published shift begins on Monday morning."""
    of = centre(rules={"daily_rest": {"min_h": 11}}, open={"mon-sun": "00:00-24:00"})
    of = of.model_copy(update={"published": (shift(of, 7, 6.0, agent_id="A2"),)})

    assert rules_of(ask(of, "A1:2026-11-29", "A2:", shift(of, 6, 16.0))) == {"daily_rest"}


def test_who_lacks_the_skill_may_not_take_it() -> None:
    """The queues stay those of the shift, so that the rule on skills names them."""
    of = centre(queues=BOTH, agents=({"agent_id": "A1", "skills": ("mail",)}, {"agent_id": "A2"}))

    answer = ask(of, "A1:2026-11-23", "A2:", shift(of, 0, queues=("mail",)))

    assert rules_of(answer) == {"skills"}
    assert "mail" in str(answer.reasons[0])


def test_of_several_queues_those_are_served_that_the_new_person_can() -> None:
    """A segment on phone and mail becomes one on the phone."""
    of = centre(queues=BOTH, agents=({"agent_id": "A1", "skills": ("phone", "mail")}, {"agent_id": "A2"}))

    answer = ask(of, "A1:2026-11-23", "A2:", shift(of, 0, queues=("phone", "mail")))

    assert answer.allowed
    [taken] = answer.roster.shifts
    assert {segment.queues for segment in taken.segments} == {("phone",)}
    missing = {pool.skill: pool.after_h - pool.before_h for pool in answer.effect.pools}
    assert missing["mail"] > 0


def test_what_was_broken_before_forbids_nothing() -> None:
    """A1 lies below the weekly floor anyway; a swap that leaves it there is allowed, one that widens the gap is not."""
    of = centre(rules={"weekly_hours": {"min_h": 30, "max_h": 40}})
    shifts = shift(of, 0), shift(of, 1, agent_id="A2")

    assert [v.rule for rule in of.rules for v in rule.check(Timetable(of, roster(*shifts)))] == ["weekly_hours"] * 2
    assert ask(of, "A1:2026-11-23", "A2:2026-11-24", *shifts).allowed
    assert rules_of(ask(of, "A1:2026-11-23", "A2:", *shifts)) == {"weekly_hours"}


@pytest.mark.parametrize(
    ("first", "second", "word"),
    [
        ("A1:2026-11-23", "A1:2026-11-24", "both sides"),
        ("A1:2026-11-23", "A9:2026-11-24", "A9"),
        ("A1:2026-11-24", "A2:", "no shift"),
        ("A1:2026-11-23", "A2:2026-12-01", "one week"),
        ("A1:", "A2:", "gives a shift away"),
    ],
)
def test_what_is_no_swap_is_refused(first: str, second: str, word: str) -> None:
    """One person twice, nobody known, no shift on the day, two weeks, or nothing to give: a sentence that says so."""
    of = centre()

    with pytest.raises(InputError, match=word):
        ask(of, first, second, shift(of, 0))


@pytest.mark.parametrize("text", ["A1", "A1:tomorrow", ":2026-11-23", "A1:2026-02-30", ""])
def test_a_side_is_a_person_and_a_day(text: str) -> None:
    """Anything else is named with how to write it."""
    with pytest.raises(InputError, match="PERSON:DATE"):
        Turn.read(text)


# --- across two weeks -------------------------------------------------------------------------------------------------


def ask_across(of: Centre, first: str, second: str, *shifts: Shift) -> list[SwapAnswer]:
    weeks = []
    for ahead in (0, 7):
        own = tuple(each for each in shifts if on(ahead) <= each.shift_date < on(ahead + 7))
        weeks.append(WeekInForce(Roster(on(ahead), 7, own), forecast(of, aht_s=20.0, ahead=ahead)))
    return swap_across(of, weeks, Turn.read(first), Turn.read(second), replications=4)


def test_two_days_of_two_weeks_are_exchanged() -> None:
    """An answer for each week, with its own changes and roster; both say the same of the rules."""
    of = centre(rules={"daily_rest": {"min_h": 11}})

    one, other = ask_across(of, "A1:2026-11-29", "A2:2026-12-02", shift(of, 6, 8.0), shift(of, 9, 10.0, agent_id="A2"))

    assert one.allowed
    assert other.allowed
    assert [(s.agent_id, s.shift_date) for s in one.roster.shifts] == [("A2", on(6))]
    assert [(s.agent_id, s.shift_date) for s in other.roster.shifts] == [("A1", on(9))]
    assert {change.shift_date for change in one.changes} == {on(6)}
    assert {change.shift_date for change in other.changes} == {on(9)}


def test_rest_between_two_weeks_forbids_a_swap() -> None:
    """Who works late on Sunday may not take over an early Monday."""
    of = centre(open={"mon-sun": "06:00-24:00"}, rules={"daily_rest": {"min_h": 11}})
    sunday, monday = shift(of, 6, 14.0), shift(of, 7, 6.0, agent_id="A2")
    also = shift(of, 8, 6.0)

    answers = ask_across(of, "A2:2026-11-30", "A1:2026-12-01", sunday, monday, also)

    assert {rules for answer in answers for rules in rules_of(answer)} == {"daily_rest"}
    assert not any(answer.allowed for answer in answers)
