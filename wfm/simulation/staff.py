"""From the segments of a roster to who takes contacts of which queues, and when."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from wfm.centre import Centre
from wfm.roster import Roster
from wfm.shifts import Activity, Segment, Shift
from wfm.simulation.posts import OnPost, held, rest_of

Crew = tuple[int, ...]
"""Queues served together, by their rows in ascending order."""


@dataclass(frozen=True)
class Stretch:
    """A person takes contacts of a crew's queues in ``[start_min, end_min)``, UTC minutes; `shift` is a row of `Staff.shifts`."""

    agent: int
    shift: int
    start_min: int
    end_min: int
    crew: Crew


@dataclass(frozen=True)
class Staff:
    """Everybody who takes contacts: people, their shifts, and the stretches of each, in time order per person."""

    agents: tuple[str, ...]
    shifts: tuple[Shift, ...]
    stretches: tuple[Stretch, ...]

    @property
    def crews(self) -> tuple[Crew, ...]:
        """The sets of queues that are served together somewhere."""
        return tuple(sorted({stretch.crew for stretch in self.stretches}))


def staff_of(roster: Roster, centre: Centre, queues: Mapping[str, int]) -> Staff:
    """
    The people of a roster, and of published shifts that reach into its days, who take contacts.

    A person takes contacts in the segments on the queue, of the queues these name, less the time at a post that shares its people
    (see `posts`); `shares` are for counting coverage and do not ration anybody. Where segments overlap, the later one waits for
    the end of the earlier.

    Parameters
    ----------
    queues
        Row of each queue that has contacts.
    """
    first_min = centre.instant_of(roster.first_day, 0)
    earlier = [shift for shift in centre.published_before(roster.first_day) if shift.end_min > first_min]
    shifts = sorted((*earlier, *roster.shifts), key=lambda shift: (shift.agent_id, shift.start_min))
    agents = tuple(sorted({shift.agent_id for shift in shifts}))
    rows = {agent: row for row, agent in enumerate(agents)}
    at_work = [
        (shift, row, each) for row, shift in enumerate(shifts) for each in shift.segments if each.activity.covers
    ]
    gone = _at_posts([segment for _, _, segment in at_work], centre, queues)
    stretches = [
        Stretch(rows[shift.agent_id], row, start_min, end_min, crew)
        for (shift, row, segment), away in zip(at_work, gone, strict=True)
        if segment.activity is Activity.ON_QUEUE and (crew := _crew(segment, queues))
        for start_min, end_min in rest_of(segment.start_min, segment.end_min, away)
    ]
    joined = (_joined(own) for _, own in itertools.groupby(stretches, key=lambda stretch: stretch.agent))
    return Staff(agents, tuple(shifts), tuple(itertools.chain.from_iterable(joined)))


def _crew(segment: Segment, queues: Mapping[str, int]) -> Crew:
    return tuple(sorted({queues[queue] for queue in segment.queues if queue in queues}))


def _at_posts(segments: list[Segment], centre: Centre, queues: Mapping[str, int]) -> list[list[tuple[int, int]]]:
    """The time each segment is spent at posts that share their people with queues of contacts."""
    posts = {queue.id: queue.people or 0 for queue in centre.queues if queue.channel == "position"}
    shared = {name for segment in segments if _crew(segment, queues) for name in segment.queues if name in posts}
    could = [row for row, segment in enumerate(segments) if not shared.isdisjoint(segment.queues)]
    gone: list[list[tuple[int, int]]] = [[] for _ in segments]
    found = held(
        [
            OnPost(
                segments[row].start_min,
                segments[row].end_min,
                shared.intersection(segments[row].queues),
                dedicated=segments[row].activity is Activity.POSITION or not _crew(segments[row], queues),
            )
            for row in could
        ],
        {name: people for name, people in posts.items() if name in shared},
    )
    for row, away in zip(could, found, strict=True):
        gone[row] = away
    return gone


def _joined(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Stretches of one person without overlaps; neighbours of one shift and crew become one."""
    held: Stretch | None = None
    for stretch in stretches:
        if held is None:
            held = stretch
            continue
        start_min = max(stretch.start_min, held.end_min)
        if start_min >= stretch.end_min:
            continue
        if start_min == held.end_min and (stretch.crew, stretch.shift) == (held.crew, held.shift):
            held = Stretch(held.agent, held.shift, held.start_min, stretch.end_min, held.crew)
        else:
            yield held
            held = Stretch(stretch.agent, stretch.shift, start_min, stretch.end_min, stretch.crew)
    if held is not None:
        yield held
