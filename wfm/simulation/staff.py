"""From the segments of a roster to who takes contacts of which queues, and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wfm.centre import Centre
from wfm.roster import Roster
from wfm.shifts import Activity, Shift

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

    A person takes contacts in the segments on the queue, of the queues these name; `shares` are for counting coverage and do not
    ration anybody. Where segments overlap, the later one waits for the end of the earlier.

    Parameters
    ----------
    queues
        Row of each queue that has contacts.
    """
    first_min = centre.instant_of(roster.first_day, 0)
    earlier = [shift for shift in centre.published_before(roster.first_day) if shift.end_min > first_min]
    by_agent: dict[str, list[Shift]] = {}
    for shift in sorted((*earlier, *roster.shifts), key=lambda shift: (shift.agent_id, shift.start_min)):
        by_agent.setdefault(shift.agent_id, []).append(shift)
    shifts = [shift for own in by_agent.values() for shift in own]
    rows = {id(shift): row for row, shift in enumerate(shifts)}
    stretches = [
        stretch
        for agent, own in enumerate(by_agent.values())
        for stretch in _joined(
            stretch for shift in own for stretch in _stretches(shift, agent, rows[id(shift)], queues)
        )
    ]
    return Staff(tuple(by_agent), tuple(shifts), tuple(stretches))


def _stretches(shift: Shift, agent: int, row: int, queues: Mapping[str, int]) -> Iterator[Stretch]:
    for segment in shift.segments:
        crew = tuple(sorted({queues[queue] for queue in segment.queues if queue in queues}))
        if segment.activity is Activity.ON_QUEUE and crew:
            yield Stretch(agent, row, segment.start_min, segment.end_min, crew)


def _joined(stretches: Iterator[Stretch]) -> Iterator[Stretch]:
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
