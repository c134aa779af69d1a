"""Shifts placed by hand: an old one moved or stretched with its work and its pauses, or a new one from a template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from scenarios.placing import Doing, Span, pauses_of, put_together, work_of
from wfm.centre import Centre
from wfm.model import minutes
from wfm.people import Agent
from wfm.shifts import Activity, PlacedPause, Shift, ShiftTemplate
from wfm.timegrid import days_from, local, wall


def stretched(centre: Centre, shift: Shift, start_min: int, end_min: int) -> Shift:
    """
    A shift between other UTC minutes; it belongs to the day on which it then begins.

    Of the same length it moves as it is. Otherwise its work is cut or goes on, and its pauses are those its template has for
    the new length, each where it was as far as its window lets it be; without a template they stay as far as they fit.
    """
    day = local(start_min, centre.time_zone).date()
    like = shift.model_copy(update={"shift_date": day})
    if end_min - start_min == shift.end_min - shift.start_min:
        moved = start_min - shift.start_min
        work, pauses = (tuple(_by(span, moved) for span in spans) for spans in (work_of(shift), pauses_of(shift)))
        return put_together(like, while_open(centre, day, work), pauses, centre.time_zone)
    template = centre.template(shift.shift_id)
    old = pauses_of(shift)
    if template is None:
        pauses = tuple(span for span in old if start_min <= span.start_min and span.end_min <= end_min)
    else:
        layout = _layout_of_length(template, start_min - wall(day, 0, centre.time_zone), end_min - start_min)
        pauses = _placed(layout, [span.start_min - shift.start_min for span in old], start_min)
    work = while_open(centre, day, _between(work_of(shift), start_min, end_min))
    return put_together(like, work, pauses, centre.time_zone)


def new_shift(
    centre: Centre, agent: Agent, day: date, template: ShiftTemplate, start: int, paid_h: float, skill: str
) -> Shift:
    """A shift of a template from `start` minutes after midnight, all of it in one pool, its pauses as early as they may be."""
    layout = template.pauses(start, minutes(paid_h))
    begin_min = wall(day, start, centre.time_zone)
    end_min = begin_min + minutes(paid_h) + _unpaid_min(layout)
    queues = centre.pools()[skill]
    is_post = all(queue.channel == "position" for queue in queues)
    doing = Doing(Activity.POSITION if is_post else Activity.ON_QUEUE, tuple(queue.id for queue in queues))
    like = Shift.model_construct(agent_id=agent.agent_id, shift_date=day, shift_id=template.id, segments=())
    work = while_open(centre, day, (Span(begin_min, end_min, doing),))
    return put_together(like, work, _placed(layout, (), begin_min), centre.time_zone)


def while_open(centre: Centre, day: date, work: Sequence[Span]) -> tuple[Span, ...]:
    """Work on the queues of its pools that are open at the time; where none is, and where shares are said, it stays as it is."""
    days = days_from(day - timedelta(days=1), 3)
    hours = {
        queue.id: [
            tuple(centre.instant_of(each, edge) for edge in r) for each in days for r in centre.open_ranges(queue, each)
        ]
        for queue in centre.queues
    }
    edges = sorted({edge for ranges in hours.values() for each in ranges for edge in each})
    found: list[Span] = []
    for span in work:
        if not span.doing.activity.covers or span.doing.shares:
            found.append(span)
            continue
        pools = {queue.pool for queue in centre.queues if queue.id in span.doing.queues}
        cuts = [span.start_min, *(edge for edge in edges if span.start_min < edge < span.end_min), span.end_min]
        for start_min, end_min in pairwise(cuts):
            is_open = tuple(
                queue.id
                for queue in centre.queues
                if queue.pool in pools and any(begin <= start_min < stop for begin, stop in hours[queue.id])
            )
            doing = span.doing._replace(queues=is_open or span.doing.queues)
            found.append(Span(start_min, end_min, doing))
    return tuple(found)


def _by(span: Span, minutes_: int) -> Span:
    return replace(span, start_min=span.start_min + minutes_, end_min=span.end_min + minutes_)


def _between(work: Sequence[Span], start_min: int, end_min: int) -> tuple[Span, ...]:
    """Work cut to a stretch of time, its first and last spans going on where it reaches farther."""
    kept = [span for span in work if span.start_min < end_min and start_min < span.end_min]
    if not kept:
        kept = [work[0]]
    kept = [
        replace(span, start_min=max(span.start_min, start_min), end_min=min(span.end_min, end_min)) for span in kept
    ]
    kept[0] = replace(kept[0], start_min=start_min)
    kept[-1] = replace(kept[-1], end_min=end_min)
    return tuple(kept)


def _layout_of_length(template: ShiftTemplate, start: int, length_min: int) -> tuple[PlacedPause, ...]:
    """The pauses of a shift of so many minutes in all: paid time and unpaid pauses depend on each other."""
    layout: tuple[PlacedPause, ...] = ()
    for _ in range(len(template.breaks) + 2):
        found = template.pauses(start, max(length_min - _unpaid_min(layout), 1))
        if found == layout:
            break
        layout = found
    return layout


def _unpaid_min(layout: Sequence[PlacedPause]) -> int:
    return sum(pause.length_min for pause in layout if not pause.paid)


def _placed(layout: Sequence[PlacedPause], wanted: Sequence[int], start_min: int) -> tuple[Span, ...]:
    """Each pause where it is wanted, in minutes from the start, as far as its window and the pause before it let it be."""
    placed: list[Span] = []
    free_from = 0
    for at, pause in enumerate(layout):
        asked = wanted[at] if at < len(wanted) else pause.first_min
        offset = max(min(max(asked, pause.first_min), pause.last_min), free_from)
        free_from = offset + pause.length_min
        placed.append(Span(start_min + offset, start_min + free_from, Doing(pause.activity, paid=pause.paid)))
    return tuple(placed)
