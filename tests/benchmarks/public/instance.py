"""
Public instances of shift scheduling (schedulingbenchmarks.org) as they are written, and what a roster costs, counted independently.

The text has sections of comma separated rows; what each means, and what is assumed before the first day and after the last, is
explained in the files and on the page of the collection.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

Days = Sequence[str | None]
"""The shift of each day of one person, None where there is none."""
Request = tuple[str, int, str]
"""Person, day, shift."""


@dataclass(frozen=True)
class ShiftType:
    """A shift by name: its length, and the shifts that may not begin on the day after it."""

    id: str
    minutes: int
    never_before: frozenset[str]


@dataclass(frozen=True)
class Person:
    """Limits of one person over all days; `max_of` by shift."""

    id: str
    max_of: Mapping[str, int]
    max_minutes: int
    min_minutes: int
    max_run: int
    min_run: int
    min_days_off: int
    max_weekends: int
    days_off: frozenset[int]


@dataclass(frozen=True)
class Instance:
    """One problem. `wanted` and `unwanted` are requests with their weights; `cover` is (people, weight under, weight over)."""

    days: int
    shifts: tuple[ShiftType, ...]
    people: tuple[Person, ...]
    wanted: Mapping[Request, int]
    unwanted: Mapping[Request, int]
    cover: Mapping[tuple[int, str], tuple[int, int, int]]

    @classmethod
    def read(cls, file: Path) -> Instance:
        """The instance in a text file."""
        sections = dict(_sections(file))
        off = {row[0]: frozenset(map(int, row[1:])) for row in sections["DAYS_OFF"]}
        return cls(
            days=int(sections["HORIZON"][0][0]),
            shifts=tuple(
                ShiftType(name, int(length), frozenset(filter(None, after.split("|"))))
                for name, length, after in sections["SHIFTS"]
            ),
            people=tuple(_person(row, off.get(row[0], frozenset())) for row in sections["STAFF"]),
            wanted={(row[0], int(row[1]), row[2]): int(row[3]) for row in sections["SHIFT_ON_REQUESTS"]},
            unwanted={(row[0], int(row[1]), row[2]): int(row[3]) for row in sections["SHIFT_OFF_REQUESTS"]},
            cover={(int(day), shift): (int(n), int(u), int(o)) for day, shift, n, u, o in sections["COVER"]},
        )

    def penalty(self, roster: Mapping[str, Days]) -> int:
        """What a roster costs: requests not met, and people missing or too many at each shift."""
        total = sum(weight for (who, day, shift), weight in self.wanted.items() if roster[who][day] != shift)
        total += sum(weight for (who, day, shift), weight in self.unwanted.items() if roster[who][day] == shift)
        for (day, shift), (wanted, under, over) in self.cover.items():
            there = sum(days[day] == shift for days in roster.values())
            total += under * max(0, wanted - there) + over * max(0, there - wanted)
        return total

    def breaches(self, roster: Mapping[str, Days]) -> list[str]:
        """Every limit that a roster breaks."""
        return [f"{who.id}: {broken}" for who in self.people for broken in self._broken(who, roster[who.id])]

    def _broken(self, who: Person, days: Days) -> Iterator[str]:
        of = {shift.id: shift for shift in self.shifts}
        paid = sum(of[shift].minutes for shift in days if shift is not None)
        if not who.min_minutes <= paid <= who.max_minutes:
            yield f"{paid} minutes"
        for name, most in who.max_of.items():
            if days.count(name) > most:
                yield f"{days.count(name)} times {name}"
        for day, (one, other) in enumerate(pairwise(days)):
            if one is not None and other in of[one].never_before:
                yield f"{other} after {one} on day {day + 1}"
        if any(days[day] is not None for day in who.days_off):
            yield "works on a day off"
        weekends = {day // 7 for day, shift in enumerate(days) if shift is not None and day % 7 >= 5}
        if len(weekends) > who.max_weekends:
            yield f"{len(weekends)} weekends"
        day = 0
        for works, run in groupby(days, key=lambda shift: shift is not None):
            length = len(list(run))
            inside = day > 0 and day + length < len(days)
            if works and length > who.max_run:
                yield f"{length} days in a row from day {day}"
            if inside and length < (who.min_run if works else who.min_days_off):
                yield f"only {length} days {'of work' if works else 'off'} from day {day}"
            day += length


def _sections(file: Path) -> Iterator[tuple[str, list[list[str]]]]:
    rows: list[list[str]] = []
    name = ""
    for line in file.read_text().splitlines():
        if line.startswith("SECTION_"):
            if name:
                yield name, rows
            name, rows = line.removeprefix("SECTION_").strip(), []
        elif line.strip() and not line.startswith("#"):
            rows.append([part.strip() for part in line.split(",")])
    yield name, rows


def _person(row: list[str], days_off: frozenset[int]) -> Person:
    most = dict(each.split("=") for each in row[1].split("|"))
    max_minutes, min_minutes, max_run, min_run, min_days_off, max_weekends = map(int, row[2:])
    return Person(
        row[0], {shift: int(count) for shift, count in most.items()}, max_minutes, min_minutes, max_run, min_run, min_days_off,
        max_weekends, days_off,
    )  # fmt: skip
