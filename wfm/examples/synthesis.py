"""Synthetic histories and team sheets: a fixed seed gives the same files on every machine."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from wfm.calendar import HOLIDAY
from wfm.centre import Centre
from wfm.demand import VolumeHistory
from wfm.timegrid import local

Row = Mapping[str, object]
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"
GIVEN = (
    "伟",
    "芳",
    "娜",
    "敏",
    "静",
    "丽",
    "强",
    "磊",
    "军",
    "洋",
    "勇",
    "艳",
    "杰",
    "涛",
    "明",
    "超",
    "秀英",
    "霞",
    "平",
    "刚",
)


@dataclass(frozen=True)
class Stream:
    """
    How contacts of one queue come.

    Attributes
    ----------
    per_day
        Contacts of a mean Monday to Friday.
    weekdays
        Factor of each weekday, Monday first.
    humps
        Peaks of the day as (clock hour, width in hours, height).
    holiday, day_after
        Factors on a public holiday, and on the working day after one.
    growth
        Relative change a week.
    aht_s
        Mean handle time; None where the queue's own is always used.
    """

    queue: str
    per_day: float
    weekdays: Sequence[float] = (1.12, 1.04, 1.0, 0.97, 0.93, 0.55, 0.48)
    humps: Sequence[tuple[float, float, float]] = ((10.5, 1.8, 1.0), (15.5, 2.2, 0.85), (20.0, 1.5, 0.35))
    holiday: float = 0.6
    day_after: float = 1.28
    growth: float = 0.002
    aht_s: float | None = None
    abandoned: float = 0.04
    overdispersion: float = 0.004


def volumes(centre: Centre, streams: Sequence[Stream], first_day: date, days: int, seed: int) -> VolumeHistory:
    """A history of every stream on the open intervals of some days: Poisson counts around a day that is itself random."""
    random = np.random.RandomState(seed)  # its stream is frozen: other generators of NumPy may change with a version
    grids = {stream.queue: centre.grid(first_day, days, centre.queue(stream.queue)) for stream in streams}
    starts_min = np.unique(np.concatenate([grid.starts_min for grid in grids.values()]))
    tables = {
        name: np.full((len(streams), len(starts_min)), np.nan) for name in ("offered", "handled", "abandoned", "aht_s")
    }
    for row, stream in enumerate(streams):
        grid = grids[stream.queue]
        clock_h = np.array([start.hour + start.minute / 60 for start in grid.local_starts()])
        shape = np.full(len(grid), 0.05)
        for hour, width, height in stream.humps:
            shape += height * np.exp(-(((clock_h - hour) / width) ** 2) / 2)
        usual_day = shape[grid.day_index == _usual(centre, grid.dates)].sum()
        level = np.array([_day_level(centre, stream, day, ahead, random) for ahead, day in enumerate(grid.dates)])
        mean = stream.per_day * level[grid.day_index] * shape / usual_day
        offered = random.poisson(mean).astype(float)
        abandoned = random.binomial(offered.astype(int), stream.abandoned).astype(float)
        column = np.searchsorted(starts_min, grid.starts_min)
        tables["offered"][row, column] = offered
        tables["abandoned"][row, column] = abandoned
        tables["handled"][row, column] = offered - abandoned
        if stream.aht_s is not None:
            spread = np.maximum(random.normal(1.0, 0.25 / np.sqrt(np.maximum(offered, 1))), 0.3)
            tables["aht_s"][row, column] = np.where(offered > abandoned, np.rint(stream.aht_s * spread), np.nan)
    return VolumeHistory(centre.time_zone, centre.interval_min, tuple(s.queue for s in streams), starts_min, **tables)


def _usual(centre: Centre, dates: Sequence[date]) -> int:
    """Index of the first ordinary Wednesday: its shape scales the others."""
    return next(index for index, day in enumerate(dates) if centre.calendar.kind(day) == "wed")


def _day_level(centre: Centre, stream: Stream, day: date, ahead: int, random: np.random.RandomState) -> float:
    noise = math.exp(random.normal(0, math.sqrt(stream.overdispersion)))
    level: float = stream.weekdays[day.weekday()] * (1 + stream.growth) ** (ahead / 7) * noise
    if centre.calendar.kind(day) == HOLIDAY:
        return level * stream.holiday
    if centre.calendar.kind(day - timedelta(days=1)) == HOLIDAY:
        return level * stream.day_after
    return level


def name_of(number: int) -> str:
    """A made-up name; the same number has the same one."""
    return SURNAMES[number * 7 % len(SURNAMES)] + GIVEN[(number * 13 + number // len(SURNAMES)) % len(GIVEN)]


def person(number: int, group: str, skills: str, **more: object) -> Row:
    """A row of people.csv; the contact data is made up and leads nowhere."""
    agent_id = f"A{number:02d}"
    contact = {
        "phone": f"000-0000-{number:04d}",
        "email": f"{agent_id.lower()}@example.com",
        "emergency_name": name_of(number + 100),
        "emergency_phone": f"000-0001-{number:04d}",
    }
    return {"agent_id": agent_id, "name": name_of(number), "group": group, "skills": skills, **more, **contact}


def table(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """A CSV file of some columns; what a row lacks is blank."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return text.getvalue().encode("utf-8")


def shift_rows(
    centre: Centre, agent_id: str, day: date, shift_id: str, start_min: int, paid_h: float, queues: str
) -> Iterable[Row]:
    """The segments of one worked shift, pauses as early as their template lets them begin."""
    template = centre.template(shift_id)
    assert template is not None
    paid_min = round(paid_h * 60)
    pauses = template.pauses(start_min, paid_min)
    begin = centre.instant_of(day, start_min)
    end = begin + paid_min + sum(pause.length_min for pause in pauses if not pause.paid)
    at = begin
    for pause in pauses:
        pause_start = begin + pause.first_min
        yield _segment(centre, agent_id, day, shift_id, (at, pause_start), "on_queue", queues, "yes")
        at = pause_start + pause.length_min
        paid = "yes" if pause.paid else "no"
        yield _segment(centre, agent_id, day, shift_id, (pause_start, at), str(pause.activity.value), "", paid)
    yield _segment(centre, agent_id, day, shift_id, (at, end), "on_queue", queues, "yes")


def _segment(
    centre: Centre,
    agent_id: str,
    day: date,
    shift_id: str,
    span: tuple[int, int],
    activity: str,
    queues: str,
    paid: str,
) -> Row:
    start, end = (local(instant, centre.time_zone).isoformat(timespec="minutes") for instant in span)
    return {
        "agent_id": agent_id, "shift_date": day, "shift_id": shift_id, "start": start, "end": end, "activity": activity,
        "queues": queues, "paid": paid, "version": 1,
    }  # fmt: skip
