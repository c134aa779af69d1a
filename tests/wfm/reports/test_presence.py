"""The sign-in log as it comes, counted by its stated rule: every oddity is named, none is dropped in silence."""

from __future__ import annotations

import random
from datetime import date, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.attendance import row
from wfm.messages import LANGUAGES
from wfm.records import Attendance
from wfm.reports.presence import MOST_PAIR_H, PresenceLog, Span, presence
from wfm.timegrid import wall, zone

DAY = date(2026, 11, 23)
ZONE = "Asia/Shanghai"


def minute(hour: float, day: date = DAY) -> int:
    return wall(day, round(hour * 60), ZONE)


def counted(*rows: Attendance, shift: tuple[float, float] | None = None, round_min: int = 1) -> PresenceLog:
    """The log of A1, who may have one shift."""
    shifts = {} if shift is None else {"A1": [(minute(shift[0]), minute(shift[1]))]}
    return presence(rows, shifts, round_min=round_min)


def clock(log: PresenceLog) -> list[tuple[float, float]]:
    return [((start - minute(0)) / 60, (end - minute(0)) / 60) for start, end in log.spans["A1"]]


def kinds(log: PresenceLog) -> list[str]:
    return [odd.kind for odd in log.oddities]


def test_several_pairs_in_any_order() -> None:
    """They are put in time order; nothing about them is odd."""
    log = counted(row("A1", DAY, 13, 18), row("A1", DAY, 9, 12))

    assert (clock(log), kinds(log)) == ([(9, 12), (13, 18)], [])


def test_people_are_counted_apart() -> None:
    """Two people at the same time do not overlap."""
    log = counted(row("A1", DAY, 9, 12), row("A2", DAY, 10, 11))

    assert {agent: len(spans) for agent, spans in log.spans.items()} == {"A1": 1, "A2": 1}
    assert kinds(log) == []


@pytest.mark.parametrize(
    ("rows", "spans", "kind"),
    [
        ([(9, 12), (9, 12)], [(9, 12)], "twice"),
        ([(9, 14), (13, 18)], [(9, 18)], "overlap"),
        ([(9, 18), (10, 11)], [(9, 18)], "overlap"),
        ([(18, 9)], [], "wrong_order"),
        ([(9, 9)], [], "empty"),
        ([(9, 18), (10, None)], [(9, 18)], "inside"),
        ([(21, None)], [], "no_sign_out_no_shift"),
        ([(9, None)], [(9, 17)], "no_sign_out"),
        ([(9, 9 + MOST_PAIR_H + 1)], [(9, 17)], "too_long"),
    ],
)
def test_an_odd_row_is_named_and_counted_by_the_rule(
    rows: list[tuple[float, float | None]], spans: list[tuple[float, float]], kind: str
) -> None:
    """With a shift from 8 to 17: what counts, and what is said in both languages."""
    log = counted(*(row("A1", DAY, start, end) for start, end in rows), shift=(8, 17))

    assert clock(log) == spans
    assert kind in kinds(log)
    assert all("A1" in odd.sentence.text(language) for odd in log.oddities for language in LANGUAGES)


def test_a_missing_sign_out_ends_at_the_next_sign_in() -> None:
    """Who came back at 13 and left at 17 was not there until the planned 18."""
    log = counted(row("A1", DAY, 9), row("A1", DAY, 13, 17), shift=(9, 18))

    assert clock(log) == [(9, 17)]
    assert log.assumed["A1"] == {minute(9)}


def test_only_what_counts_for_nothing_is_lost() -> None:
    """A row without a usable end says the person was there; a doubled one says nothing more."""
    log = counted(row("A1", DAY, 18, 9), row("A1", DAY, 9, 12), row("A1", DAY, 9, 12))

    assert {odd.kind: odd.lost for odd in log.oddities} == {"wrong_order": True, "twice": False}


def test_a_night_runs_over_midnight() -> None:
    """22 to 6 is one stretch of eight hours."""
    assert clock(counted(row("A1", DAY, 22, 30))) == [(22, 30)]


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 10, 25), 9), (date(2026, 3, 29), 7)])
def test_the_days_on_which_clocks_change(day: date, hours: int) -> None:
    """A night of eight hours by the clock has nine in autumn and seven in spring."""
    berlin = [row("A1", date.fromordinal(day.toordinal() - 1), 22, 30, "Europe/Berlin")]

    [(start, end)] = presence(berlin).spans["A1"]

    assert (end - start) / 60 == hours


def test_the_hour_that_comes_twice_is_no_wrong_order() -> None:
    """From 02:50 summer time to 02:10 winter time are twenty minutes."""
    berlin = zone("Europe/Berlin")
    pair = Attendance(
        agent_id="A1",
        signed_in=datetime(2026, 10, 25, 2, 50, tzinfo=berlin, fold=0),
        signed_out=datetime(2026, 10, 25, 2, 10, tzinfo=berlin, fold=1),
    )

    log = presence([pair])

    assert [end - start for start, end in log.spans["A1"]] == [20]
    assert log.oddities == ()


@pytest.mark.parametrize(("minutes", "rounded"), [(2, 0), (3, 5), (7, 5), (8, 10)])
def test_times_are_rounded_to_the_step_of_the_clock(minutes: int, rounded: int) -> None:
    """To the nearest five minutes."""
    log = counted(row("A1", DAY, 9 + minutes / 60, 12), round_min=5)

    assert log.spans["A1"] == ((minute(9 + rounded / 60), minute(12)),)


def test_the_clock_that_is_rounded_is_the_local_one() -> None:
    """In Kathmandu, 5 h 45 min ahead, half an hour is that of the wall."""
    [(start, end)] = presence([row("A1", DAY, 9.1, 12, "Asia/Kathmandu")], round_min=30).spans["A1"]

    assert (start, end) == (wall(DAY, 540, "Asia/Kathmandu"), wall(DAY, 720, "Asia/Kathmandu"))


ROWS = st.lists(
    st.tuples(st.integers(0, 47), st.one_of(st.none(), st.integers(0, 47))).map(
        lambda pair: row("A1", DAY, pair[0] / 2, None if pair[1] is None else pair[1] / 2)
    ),
    max_size=8,
)


@settings(max_examples=200)
@given(ROWS, st.randoms())
def test_spans_are_sorted_apart_and_no_row_is_lost(rows: list[Attendance], shuffled: random.Random) -> None:
    """Whatever the log: spans never overlap, the order of rows is nothing, and a row either counts or is named."""
    shifts: dict[str, list[Span]] = {"A1": [(minute(8), minute(17))]}
    log = presence(rows, shifts)
    again = list(rows)
    shuffled.shuffle(again)

    spans = log.spans.get("A1", ())
    assert all(start < end for start, end in spans)
    assert all(first[1] < second[0] for first, second in pairwise(spans))
    assert presence(again, shifts) == log
    named = {at for odd in log.oddities for at in odd.at_min}
    for each in rows:
        start = wall(DAY, each.signed_in.hour * 60 + each.signed_in.minute, ZONE)
        assert start in named or any(first <= start < last for first, last in spans)
