"""What one person's rest of the day could become: other queues, moved pauses, a longer shift, or a call on a day off."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from scenarios.changes import hours_text
from scenarios.placing import PAUSES, Doing, Span, overlaid, pauses_of, put_together, work_of
from scenarios.rest_of_day import Floats, RestOfDay
from wfm.centre import Centre
from wfm.messages import Sentence, say
from wfm.model import minutes
from wfm.people import Agent
from wfm.rules.start_time_stability import clock_of
from wfm.shifts import Activity, PlacedPause, Segment, Shift, ShiftTemplate
from wfm.timegrid import local

Kind = Literal["queues", "pause", "longer", "moved", "call_in", "shorter"]
Served = NDArray[np.int64]
KINDS: tuple[Kind, ...] = ("queues", "pause", "longer", "moved", "call_in", "shorter")
"""The lightest first: what decides between moves of equal gain."""
NOTICE_MIN = 60
"""Nobody called in begins sooner."""
LEAST_STRETCH_MIN = 30
"""Nobody changes queues for less."""


@dataclass(frozen=True)
class Move:
    """
    One person's new shift of the day instead of the old one (None: a day off).

    `before` and `after` are what changes.csv says of it, `words` what a person is told.
    """

    kind: Kind
    old: Shift | None
    new: Shift
    before: Sentence | str
    after: Sentence | str
    words: Sentence

    @property
    def agent_id(self) -> str:
        """Who is asked."""
        return self.new.agent_id


class Moves:
    """The moves of a department's people on one day from one instant on; none of them touches what lies before it."""

    def __init__(self, centre: Centre, rest: RestOfDay, day: date, now_min: int) -> None:
        self.centre, self.rest, self.day, self.now_min = centre, rest, day, now_min
        self._midnight = centre.instant_of(day, 0)
        self._known: dict[str, tuple[Shift, Served]] = {}
        self._of_sort: dict[tuple[str, tuple[str, ...], tuple[str, ...]], tuple[Shift, ...]] = {}

    # --- a shift that is not over -------------------------------------------------------------------------------------

    def of(self, shift: Shift) -> Iterator[Move]:
        """Moved pauses and longer lengths of a shift that follows its template."""
        template = self.centre.template(shift.shift_id)
        if template is None or shift.end_min <= self.now_min:
            return
        start_clock = clock_of(self.centre, shift.shift_date, shift.start_min)
        taken = pauses_of(shift)
        for asked in template.layouts(start_clock, shift.paid_min):
            if _kinds(asked) == [_kind_of(pause) for pause in taken]:
                yield from self._moved_pauses(shift, asked, taken)
                yield from self._longer(shift, template, start_clock, taken)

    def _moved_pauses(self, shift: Shift, asked: Sequence[PlacedPause], taken: Sequence[Span]) -> Iterator[Move]:
        work = work_of(shift)
        for place, (window, pause) in enumerate(zip(asked, taken, strict=True)):
            if pause.start_min < self.now_min:
                continue
            others = (*taken[:place], *taken[place + 1 :])
            for start in self._starts(shift, window, after=taken[:place], before=taken[place + 1 :]):
                if start == pause.start_min:
                    continue
                moved = Span(start, start + window.length_min, pause.doing)
                new = put_together(shift, work, sorted((*others, moved), key=lambda p: p.start_min), self._zone)
                before, after = self._times(pause), self._times(moved)
                activity = say(f"activity_{pause.doing.activity}")
                words = say("repair_pause", agent=shift.agent_id, activity=activity, before=before, after=after)
                was, becomes = (say("activity_at", activity=activity, times=times) for times in (before, after))
                yield Move("pause", shift, new, was, becomes, words)

    def _longer(self, shift: Shift, template: ShiftTemplate, start_clock: int, taken: Sequence[Span]) -> Iterator[Move]:
        agent = self.centre.agent(shift.agent_id)
        if agent is None:
            return
        work = work_of(shift)
        for paid_min, asked in _lengths(template, start_clock):
            if paid_min <= shift.paid_min or _kinds(asked)[: len(taken)] != [_kind_of(pause) for pause in taken]:
                continue
            end = shift.start_min + paid_min + sum(pause.length_min for pause in asked if not pause.paid)
            if end <= shift.end_min:
                continue
            for added in self._served(agent, shift.end_min, end, work[-1].doing):
                longer = (*work, *added)
                for pauses in self._completed(shift.start_min, taken, asked[len(taken) :]):
                    new = put_together(shift, longer, pauses, self._zone)
                    words = say(
                        "repair_longer", agent=shift.agent_id, before=f"{shift.end:%H:%M}", after=f"{new.end:%H:%M}"
                    )
                    yield Move("longer", shift, new, hours_text(shift), hours_text(new), words)

    def shorter(self, shift: Shift) -> Iterator[Move]:
        """Every earlier end that the template offers, without the pauses that then fall away."""
        template = self.centre.template(shift.shift_id)
        if template is None:
            return
        start_clock, taken = clock_of(self.centre, shift.shift_date, shift.start_min), pauses_of(shift)
        for paid_min, asked in _lengths(template, start_clock):
            end = shift.start_min + paid_min + sum(pause.length_min for pause in asked if not pause.paid)
            kept, dropped = taken[: len(asked)], taken[len(asked) :]
            if not self.now_min <= end < shift.end_min or [_kind_of(pause) for pause in kept] != _kinds(asked):
                continue
            if any(pause.end_min > end for pause in kept) or any(pause.start_min < self.now_min for pause in dropped):
                continue
            work = [replace(s, end_min=min(s.end_min, end)) for s in work_of(shift) if s.start_min < end]
            new = put_together(shift, work, kept, self._zone)
            words = say("repair_shorter", agent=shift.agent_id, before=f"{shift.end:%H:%M}", after=f"{new.end:%H:%M}")
            yield Move("shorter", shift, new, hours_text(shift), hours_text(new), words)

    def reassigned(self, covered: Floats, shifts: Iterable[tuple[Agent, Shift]]) -> Iterator[Move]:
        """For each pool a person could serve instead: the stretch of the day in which that gains most, the others as they are."""
        less, more = self._marginal(covered)
        for agent, shift in shifts:
            yield from self._reassigned(agent, shift, less, more)

    def _reassigned(self, agent: Agent, shift: Shift, less: Floats, more: Floats) -> Iterator[Move]:
        pools = [pool.skill for pool in self.rest.pools]
        own = [pools.index(skill) for skill in self.centre.pools_of(agent) if skill in pools]
        serving = self._serving(shift)
        if len(own) < 2 or not (serving >= 0).any():
            return
        for target in own:
            stretch = _best_stretch(self._gains_of(serving, target, less, more))
            if stretch is not None:
                yield from self._reassignment(shift, pools[target], *stretch)

    def _reassignment(self, shift: Shift, skill: str, first: int, last: int) -> Iterator[Move]:
        starts = self.rest.grid.starts_min
        begin, end = int(starts[first]), int(starts[last]) + self.rest.grid.interval_min
        if end - begin < LEAST_STRETCH_MIN:
            return
        new_work = self._spans_of(skill, max(begin, shift.start_min), min(end, shift.end_min))
        if new_work is None:
            return
        new = put_together(shift, overlaid(work_of(shift), new_work), pauses_of(shift), self._zone)
        times = f"{local(begin, self._zone):%H:%M}-{local(end, self._zone):%H:%M}"
        after = sorted({queue for span in new_work for queue in span.doing.queues})
        touched = [segment for segment in shift.segments if segment.start_min < end and segment.end_min > begin]
        before = sorted({queue for segment in touched for queue in segment.queues} - set(after))
        words = say("repair_queues", agent=shift.agent_id, times=times, before=before, after=after)
        yield Move("queues", shift, new, f"{times} {';'.join(before)}", f"{times} {';'.join(after)}", words)

    def _serving(self, shift: Shift) -> Served:
        """Row of the pool the person serves all through each interval that is still to come; -1 at a pause, -2 elsewhere."""
        known = self._known.get(shift.agent_id)
        if known is None or known[0] is not shift:
            known = self._known[shift.agent_id] = (shift, self._worked_out(shift))
        return known[1]

    def _worked_out(self, shift: Shift) -> Served:
        found = np.full(len(self.rest.grid), -2, dtype=np.int64)
        for at, start in enumerate(self.rest.grid.starts_min.tolist()):
            end = start + self.rest.grid.interval_min
            touched = [segment for segment in shift.segments if segment.start_min < end and segment.end_min > start]
            if start < self.now_min or start < shift.start_min or end > shift.end_min:
                continue
            rows = {self._row(segment) for segment in touched if segment.activity not in PAUSES}
            if len(rows) <= 1:
                found[at] = rows.pop() if rows else -1
        return found

    def _row(self, segment: Segment) -> int:
        rows = {self.rest.row_of_queue[queue] for queue in segment.queues}
        return rows.pop() if segment.activity.covers and len(rows) == 1 else -2

    def _marginal(self, covered: Floats) -> tuple[Floats, Floats]:
        """Points that one person less costs, and one more saves, in each row and interval."""
        one = float(self.rest.grid.interval_min)

        def cost(table: Floats) -> Floats:
            by_row = [self.rest.short(row, own) + self.rest.surplus(row, own) for row, own in enumerate(table)]
            return np.array(by_row, dtype=float)

        now = cost(covered)
        return cost(np.maximum(covered - one, 0)) - now, now - cost(covered + one)

    def _gains_of(self, serving: Served, target: int, less: Floats, more: Floats) -> Floats:
        at = np.arange(len(serving))
        gains = np.where(serving >= 0, more[target] - less[np.maximum(serving, 0), at], 0.0)
        gains[serving == target] = 0.0
        gains[(serving == -2) | ~self.rest.pools[target].is_open] = -np.inf
        return gains

    # --- a day off ----------------------------------------------------------------------------------------------------

    def call_in(self, agent: Agent, of_min: int | None = None) -> Iterator[Move]:
        """Every shift the person could still begin, in every pool of theirs; of so many paid minutes where these are given."""
        for blank in self._still_begun(agent):
            if of_min in (None, blank.paid_min):
                new = blank.model_copy(update={"agent_id": agent.agent_id})
                words = say(
                    "repair_call_in",
                    agent=agent.agent_id, phone=agent.phone or agent.emergency_phone or "–", start=f"{new.start:%H:%M}",
                    end=f"{new.end:%H:%M}",
                )  # fmt: skip
                yield Move("call_in", None, new, "", hours_text(new), words)

    def _still_begun(self, agent: Agent) -> tuple[Shift, ...]:
        """The same as shifts of nobody: worked out once for all people of one group, with the same skills."""
        sort = agent.group, tuple(agent.skills), tuple(self.centre.pools_of(agent))
        if sort not in self._of_sort:
            self._of_sort[sort] = tuple(self._begun_by(agent))
        return self._of_sort[sort]

    def _begun_by(self, agent: Agent) -> Iterator[Shift]:
        for template in self.centre.templates:
            if self.day.weekday() not in template.weekdays or not template.open_to(agent.group, agent.skills):
                continue
            blank = Shift.model_construct(agent_id="", shift_date=self.day, shift_id=template.id, segments=())
            for start_clock in template.start_minutes:
                begin = self.centre.instant_of(self.day, start_clock)
                if begin < self.now_min + NOTICE_MIN:
                    continue
                for paid_min, asked in _lengths(template, start_clock):
                    end = begin + paid_min + sum(pause.length_min for pause in asked if not pause.paid)
                    for work in self._served(agent, begin, end):
                        for pauses in self._completed(begin, (), asked):
                            yield put_together(blank, work, pauses, self._zone)

    def moved(self, agent: Agent, shift: Shift) -> Iterator[Move]:
        """A shift not begun at other times of the day, as long as it is: what a swap of hours is to who comes."""
        if shift.start_min < self.now_min + NOTICE_MIN:
            return
        for move in self.call_in(agent, shift.paid_min):
            if move.new.start_min != shift.start_min:
                words = say("repair_moved", agent=agent.agent_id, before=hours_text(shift), after=hours_text(move.new))
                yield Move("moved", shift, move.new, hours_text(shift), hours_text(move.new), words)

    # --- what both need -----------------------------------------------------------------------------------------------

    @property
    def _zone(self) -> str:
        return self.centre.time_zone

    def _times(self, span: Span) -> str:
        return f"{local(span.start_min, self._zone):%H:%M}-{local(span.end_min, self._zone):%H:%M}"

    def _served(self, agent: Agent, begin: int, end: int, going_on: Doing | None = None) -> Iterator[tuple[Span, ...]]:
        """Work from one instant to another in each pool of the person that is open all the time, or what was done before."""
        for skill in self.centre.pools_of(agent):
            spans = self._spans_of(skill, begin, end)
            if spans is not None:
                yield spans
        if going_on is not None and not going_on.activity.covers:
            yield (Span(begin, end, going_on),)

    def _spans_of(self, skill: str, begin: int, end: int) -> tuple[Span, ...] | None:
        """Serving the open queues of a pool; None where it is closed."""
        step = self.rest.grid.interval_min
        spans: list[Span] = []
        at = begin
        while at < end:
            start = at - (at - self._midnight) % step
            queues = self.rest.open_queues.get((skill, start), ())
            if not queues:
                return None
            posts = all((queue := self.centre.queue(name)) and queue.channel == "position" for name in queues)
            spans.append(
                Span(at, min(start + step, end), Doing(Activity.POSITION if posts else Activity.ON_QUEUE, queues))
            )
            at = start + step
        return tuple(_joined(spans))

    def _completed(
        self, begin: int, taken: Sequence[Span], lacking: Sequence[PlacedPause]
    ) -> Iterator[tuple[Span, ...]]:
        """The pauses with those lacking added: each as early as it may be, half way, or as late."""
        for share in (0.0, 0.5, 1.0) if lacking else (0.0,):
            pauses = list(taken)
            for window in lacking:
                free = max([begin + window.first_min, self.now_min, *(pause.end_min for pause in pauses)])
                last = begin + window.last_min
                if free > last:
                    break
                start = free + int((last - free) * share) // window.length_min * window.length_min
                pauses.append(Span(start, start + window.length_min, Doing(window.activity, paid=window.paid)))
            else:
                yield tuple(pauses)

    def _starts(
        self, shift: Shift, window: PlacedPause, after: Sequence[Span], before: Sequence[Span]
    ) -> Iterator[int]:
        """Where a pause may begin: in its window, not before now, in its order among the others, while the person covers."""
        step = math.gcd(self.rest.grid.interval_min, window.length_min, window.first_min)
        work = [span for span in work_of(shift) if span.doing.activity.covers]
        earliest = max([shift.start_min + window.first_min, self.now_min, *(pause.end_min for pause in after)])
        latest = min([shift.start_min + window.last_min, *(pause.start_min - window.length_min for pause in before)])
        first = shift.start_min + -(-(earliest - shift.start_min) // step) * step
        for start in range(first, latest + 1, step):
            if sum(_overlap(span, start, start + window.length_min) for span in work) == window.length_min:
                yield start


def _overlap(span: Span, start_min: int, end_min: int) -> int:
    return max(0, min(span.end_min, end_min) - max(span.start_min, start_min))


def _joined(spans: Sequence[Span]) -> Iterator[Span]:
    held = spans[0]
    for span in spans[1:]:
        if span.doing == held.doing:
            held = replace(held, end_min=span.end_min)
        else:
            yield held
            held = span
    yield held


def _lengths(template: ShiftTemplate, start_clock: int) -> Iterator[tuple[int, tuple[PlacedPause, ...]]]:
    """Each length of a shift that the template offers, with each layout of its pauses."""
    for paid_min in sorted({minutes(hours) for hours in template.paid_h}):
        for asked in template.layouts(start_clock, paid_min):
            yield paid_min, asked


def _kinds(asked: Sequence[PlacedPause]) -> list[tuple[Activity, int, bool]]:
    return [(pause.activity, pause.length_min, pause.paid) for pause in asked]


def _kind_of(pause: Span) -> tuple[Activity, int, bool]:
    return pause.doing.activity, pause.length_min, pause.doing.paid


def _best_stretch(gains: Floats) -> tuple[int, int] | None:
    """First and last interval of the stretch with the largest sum; None where no sum is above 0."""
    best, found = 0.0, None
    total, first = 0.0, 0
    for at, gain in enumerate(gains.tolist()):
        if total <= 0:
            total, first = 0.0, at
        total += gain
        if total > best:
            best, found = total, (first, at)
    return found
