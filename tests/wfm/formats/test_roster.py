"""roster.csv and published.csv: versions, people nobody knows, and that what is written reads back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.wfm.formats.folders import NOW, TOML, department, english, files, notes, refusals, table
from wfm.errors import InputError
from wfm.formats.department import department_of
from wfm.formats.roster import read_roster, write_published, write_roster

COLUMNS = "agent_id,shift_date,shift_id,start,end,activity,queues,shares,paid,version"


def row(agent: str, day: str, version: str = "1", start: str = "09:00", end: str = "15:00", **changes: str) -> str:
    cells = {"activity": "on_queue", "queues": "phone", "shares": "", "paid": "yes", **changes}
    return ",".join((agent, day, "day", f"{day} {start}", f"{day} {end}", *cells.values(), version))


def test_the_newest_version_of_each_week_counts() -> None:
    """Week 47 was published twice and week 48 once: version 2 of the one, version 1 of the other."""
    published = table(
        COLUMNS,
        row("A1", "2026-11-16"),
        row("A2", "2026-11-23"),
        row("A1", "2026-11-17", "2"),
    )

    read = department(published=published)

    assert [(shift.agent_id, shift.shift_date.isoformat()) for shift in read.centre.published] == [
        ("A1", "2026-11-17"),
        ("A2", "2026-11-23"),
    ]
    assert read.notes == ()


def test_files_beside_published_are_versions_too() -> None:
    """published-old.csv is read with published.csv; without a version its rows are older than any version."""
    old = table(COLUMNS, row("A1", "2026-11-16", ""), row("A1", "2026-11-09", ""))
    given = files(published=table(COLUMNS, row("A2", "2026-11-17"))) | {"published-old.csv": old.encode()}

    centre = department_of(given, now=NOW).centre

    assert [(shift.agent_id, shift.shift_date.isoformat()) for shift in centre.published] == [
        ("A1", "2026-11-09"),
        ("A2", "2026-11-17"),
    ]


def test_segments_become_shifts_in_time_order() -> None:
    """Three rows of one person and day are one shift; queues and shares are split at the semicolon."""
    published = table(
        COLUMNS,
        row("A1", "2026-11-16", start="13:00", end="17:00", queues="phone;chat", shares="0.75;0.25"),
        row("A1", "2026-11-16", start="12:00", end="13:00", activity="meal", queues="", paid="no"),
        row("A1", "2026-11-16", start="08:00", end="12:00"),
    )

    [shift] = department(published=published).centre.published

    assert [segment.activity.value for segment in shift.segments] == ["on_queue", "meal", "on_queue"]
    assert list(shift.segments[2].queue_shares()) == [("phone", 0.75), ("chat", 0.25)]
    assert shift.paid_min == 480
    assert shift.start.isoformat() == "2026-11-16T08:00:00+08:00"


def test_published_people_nobody_knows_are_left_out_and_noted() -> None:
    """Somebody who has left stays in the history; planning goes on without them."""
    published = table(COLUMNS, row("A9", "2026-11-16"), row("A1", "2026-11-16"))

    assert [shift.agent_id for shift in department(published=published).centre.published] == ["A1"]
    assert notes(published=published) == [
        "published.csv: rows of people whom the team sheet does not know: 1; they were left out: A9."
    ]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (row("A1", "2026-11-16", activity="lunch"), "activity: 'lunch' is wrong; expected one of on_queue, position, break, meal,"),
        (row("A1", "2026-11-16", start="15:00", end="09:00"), "the end 2026-11-16 09:00 is not after the start 2026-11-16 15:00;"),
        (row("A1", "2026-11-16", shares="0.5;0.2", queues="phone;chat"), "shares must be one per queue and sum to 1;"),
        (row("A1", "2026-11-16", shares="1;0"), "shares must be one per queue and sum to 1;"),
        (row("A1", "2026-11-16", paid="perhaps"), "paid: 'perhaps' is wrong; expected yes or no."),
        (row("A1", "2026-11-16", "1.5"), "version: '1.5' is wrong; expected a whole number, like 3."),
        (row("A1", "2026-02-30"), "shift_date: '2026-02-30' is wrong; expected a date that exists, written like 2026-11-24."),
    ],
)  # fmt: skip
def test_a_segment_that_cannot_be_is_refused(wrong: str, sentence: str) -> None:
    """With its line, value and remedy."""
    said = refusals(published=table(COLUMNS, wrong))

    assert said[0].startswith("published.csv line 2")
    assert sentence in said[0]


def test_two_segments_of_one_person_at_one_time_are_refused() -> None:
    """The same row twice is dropped and noted, a different one for the same start is refused."""
    once = row("A1", "2026-11-16")

    assert notes(published=table(COLUMNS, once, once)) == ["published.csv: rows sent twice: 1; one of each was kept."]
    assert refusals(published=table(COLUMNS, once, row("A1", "2026-11-16", end="16:00")))[0].startswith(
        "published.csv line 3 and line 2 are different rows for one version, agent_id, start (1, A1, 2026-11-16 09:00"
    )


def test_a_roster_reads_back(tmp_path: Path) -> None:
    """Written with offsets, shares and paid, read as the same shifts."""
    published = table(
        COLUMNS,
        row("A2", "2026-11-16", start="22:00", end="23:59"),
        row("A1", "2026-11-16", start="08:00", end="12:00", queues="phone;chat", shares="0.75;0.25"),
        row("A1", "2026-11-16", start="12:00", end="13:00", activity="meal", queues="", paid="no"),
    )
    shifts = department(published=published).centre.published

    write_roster(tmp_path / "roster.csv", shifts, "Asia/Shanghai")

    assert read_roster(tmp_path / "roster.csv", "Asia/Shanghai") == shifts


def test_publishing_keeps_every_version(tmp_path: Path) -> None:
    """The second publication of a week is version 2; version 1 stays in the file, version 2 is read."""
    path = tmp_path / "published.csv"
    first = department(published=table(COLUMNS, row("A1", "2026-11-16"))).centre.published
    second = department(published=table(COLUMNS, row("A2", "2026-11-17"))).centre.published

    versions = [write_published(path, shifts, "Asia/Shanghai") for shifts in (first, second)]

    assert versions == [1, 2]
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [(line.split(",")[0], line.split(",")[-1]) for line in lines[1:]] == [("A1", "1"), ("A2", "2")]
    assert read_roster(path, "Asia/Shanghai") == second


def test_a_roster_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """By the name of the file."""
    with pytest.raises(InputError) as refused:
        read_roster(tmp_path / "roster.csv", "Asia/Shanghai")

    [said] = english(refused.value.sentences)
    assert said.startswith("roster.csv cannot be read: No such file or directory.")


def test_the_night_of_the_clock_change_is_kept(tmp_path: Path) -> None:
    """A shift from 22:00 to 06:00 over the end of summer time has nine hours, written and read."""
    toml = TOML.replace("Asia/Shanghai", "Europe/Berlin")
    night = "A1,2026-10-24,day,2026-10-24 22:00,2026-10-25 06:00,on_queue,phone,,yes,1"
    [shift] = department(toml=toml, published=table(COLUMNS, night)).centre.published

    write_roster(tmp_path / "roster.csv", [shift], "Europe/Berlin")

    assert shift.paid_min == 9 * 60
    assert read_roster(tmp_path / "roster.csv", "Europe/Berlin") == (shift,)
