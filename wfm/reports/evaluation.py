"""
The monthly evaluation of each group: a score per person by a published formula, the best and the worst.

``score = sum(weight * measure) / sum(weight)`` over the measures known of the person, with the weights of
``[evaluation]``. Each measure lies in [0, 1]:

- ``attendance``: shifts attended / shifts due (those wholly on approved leave are not due);
- ``punctuality``: shifts attended from start to end within the grace / shifts attended;
- ``adherence``: minutes present in planned paid activity / due minutes;
- ``hours``: weeks at or above the floor / weeks judged whose Sunday lies in the month;
- ``satisfaction``, ``quality``: mean of the person's days in ``kpi``, over the best value of their scale, which is the
  smallest of 1, 5, 10 and 100 that no value of the whole table exceeds;
- ``first_contact_resolution``: mean of ``first_contact_resolved``.

Means over days weigh each day by its contacts handled where every one of these days says how many. The mean response
time is shown beside the score and not in it: which time is good depends on the queue. Who had no shift due has no
score.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from wfm.centre import Centre
from wfm.records import KpiRecord
from wfm.reports.adherence import adherence_share
from wfm.reports.worked_hours import PersonTime, WorkedTime

MEASURES = (
    "attendance", "punctuality", "adherence", "hours", "satisfaction", "first_contact_resolution", "quality",
)  # fmt: skip
SCALES = (1.0, 5.0, 10.0, 100.0)
BEST, WORST = "best", "worst"


@dataclass(frozen=True)
class Evaluated:
    """
    One person's month.

    Attributes
    ----------
    measures
        By the names of MEASURES, each in [0, 1]; None where it is not known.
    score
        In [0, 1]; None where nothing was due.
    place
        Rank in the group, 1 best, equals sharing a place; `mark` is ``best``, ``worst`` or blank.
    response_s
        Mean response time in seconds.
    """

    agent_id: str
    name: str
    group: str
    month: str
    measures: Mapping[str, float | None]
    response_s: float | None
    score: float | None
    place: int | None = None
    mark: str = ""


def evaluate(
    centre: Centre, first_day: date, last_day: date, time_of: Mapping[str, PersonTime], weeks: Sequence[WorkedTime]
) -> list[Evaluated]:
    """
    Every person with a shift due in one month, best of each group first.

    Parameters
    ----------
    first_day, last_day
        The month, or the part of it inside the period.
    time_of
        What happened to each person; the days of the month are taken.
    weeks
        The judged weeks.
    """
    kpi: dict[str, list[KpiRecord]] = {}
    for record in centre.kpi:
        if first_day <= record.date <= last_day:
            kpi.setdefault(record.agent_id, []).append(record)
    found = []
    for agent in centre.agents:
        shifts = time_of.get(agent.agent_id, PersonTime((), ())).between(first_day, last_day).shifts
        due = [each for each in shifts if each.is_due]
        attended = [each for each in due if each.is_attended]
        if not due:
            continue
        own_weeks = [
            week
            for week in weeks
            if week.agent_id == agent.agent_id and first_day <= week.first_day + timedelta(days=6) <= last_day
        ]
        records = kpi.get(agent.agent_id, [])
        measures = {
            "attendance": len(attended) / len(due),
            "punctuality": sum(each.is_punctual for each in attended) / len(attended) if attended else None,
            "adherence": adherence_share(due),
            "hours": sum(not week.is_short for week in own_weeks) / len(own_weeks) if own_weeks else None,
            "satisfaction": _share(_mean(records, "satisfaction"), scale_of(centre, "satisfaction")),
            "first_contact_resolution": _mean(records, "first_contact_resolved"),
            "quality": _share(_mean(records, "quality"), scale_of(centre, "quality")),
        }
        found.append(
            Evaluated(
                agent.agent_id, agent.name, agent.group, f"{first_day:%Y-%m}", measures, _mean(records, "response_s"),
                score(centre, measures),
            )
        )  # fmt: skip
    return _ranked(found)


def score(centre: Centre, measures: Mapping[str, float | None]) -> float | None:
    """The weighted mean of the measures that are known, in [0, 1]; None where no measure with a weight is."""
    known = {name: value for name, value in measures.items() if value is not None}
    weights = {name: float(getattr(centre.evaluation, name)) for name in known}
    total = sum(weights.values())
    return sum(weights[name] * value for name, value in known.items()) / total if total else None


def marked(rows: Sequence[Evaluated]) -> Mapping[tuple[str, str, str], Sequence[Evaluated]]:
    """The best and the worst of each month and group, equals together, by (month, group, mark)."""
    found: dict[tuple[str, str, str], list[Evaluated]] = {}
    for row in rows:
        if row.mark:
            found.setdefault((row.month, row.group, row.mark), []).append(row)
    return found


def scale_of(centre: Centre, measure: str) -> float:
    """The best value of a figure of ``kpi``: the smallest usual scale that holds every value of the table."""
    highest = max((value for record in centre.kpi if (value := getattr(record, measure)) is not None), default=0.0)
    return next((scale for scale in SCALES if highest <= scale), float(highest))


def _share(value: float | None, scale: float) -> float | None:
    return None if value is None else min(max(value / scale, 0.0), 1.0)


def _mean(records: Sequence[KpiRecord], measure: str) -> float | None:
    known = [(float(value), record.handled) for record in records if (value := getattr(record, measure)) is not None]
    if not known:
        return None
    handled = sum(weight or 0.0 for _, weight in known)
    if handled and all(weight is not None for _, weight in known):
        return sum(value * (weight or 0.0) for value, weight in known) / handled
    return sum(value for value, _ in known) / len(known)


def _ranked(found: Sequence[Evaluated]) -> list[Evaluated]:
    ranked: list[Evaluated] = []
    for group in dict.fromkeys(each.group for each in found):
        own = [each for each in found if each.group == group]
        scores = sorted((round(each.score, 9) for each in own if each.score is not None), reverse=True)
        for each in sorted(own, key=lambda each: (-(each.score if each.score is not None else -1.0), each.agent_id)):
            if each.score is None:
                ranked.append(each)
                continue
            own_score = round(each.score, 9)
            mark = BEST if own_score == scores[0] else WORST if own_score == scores[-1] else ""
            ranked.append(replace(each, place=scores.index(own_score) + 1, mark=mark))
    return ranked
