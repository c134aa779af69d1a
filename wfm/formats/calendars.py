"""``calendar/<agent_id>.ics``: each person's shifts for a calendar application, with ids that stay when a shift changes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from icalendar import Calendar, Event

from wfm.centre import Centre
from wfm.messages import say
from wfm.people import Agent
from wfm.roster import Roster
from wfm.shifts import Activity, Segment, Shift
from wfm.timegrid import local


def write_calendars(folder: Path, centre: Centre, roster: Roster, language: str) -> None:
    """Write one file for everybody on the team sheet; who has no shift gets an empty calendar, which clears an old one."""
    folder.mkdir()
    for agent in centre.agents:
        (folder / f"{agent.agent_id}.ics").write_bytes(calendar_of(centre, roster, agent, language))


def calendar_of(centre: Centre, roster: Roster, agent: Agent, language: str) -> bytes:
    """
    The calendar of one person.

    An event's id is made of the person and the day, so that a later version of the roster moves the event instead of adding one.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//paiban//wfm//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", say("calendar_name", centre=centre.name, agent=agent.agent_id).text(language))
    stamp = local(centre.instant_of(roster.first_day, 0), "UTC")
    for shift in roster.of(agent.agent_id):
        for number, half in enumerate(_halves(centre, shift)):
            calendar.add_component(_event(centre, shift, half, number, stamp, language))
    return bytes(calendar.to_ical())


def _halves(centre: Centre, shift: Shift) -> list[tuple[Segment, ...]]:
    """The shift, or, where it is split, what lies before and after its gap: an event each."""
    template = centre.template(shift.shift_id)
    gap = next((at for at, segment in enumerate(shift.segments) if segment.activity is Activity.MEAL), None)
    if template is None or template.split is None or gap is None:
        return [shift.segments]
    return [shift.segments[:gap], shift.segments[gap + 1 :]]


def _event(
    centre: Centre, shift: Shift, half: tuple[Segment, ...], number: int, stamp: datetime, language: str
) -> Event:
    event = Event()
    event.add("uid", f"{shift.agent_id}-{shift.shift_date}{f'-{number + 1}' if number else ''}@paiban")
    event.add("dtstamp", stamp)
    event.add("dtstart", half[0].start.astimezone(UTC))
    event.add("dtend", half[-1].end.astimezone(UTC))
    hours = sum(segment.length_min for segment in half if segment.paid) / 60
    event.add("summary", say("calendar_shift", shift=shift.shift_id, hours=hours, centre=centre.name).text(language))
    event.add("description", "\n".join(_line(segment, language) for segment in half))
    return event


def _line(segment: Segment, language: str) -> str:
    what = say(f"activity_{segment.activity}").text(language)
    at = f" ({', '.join(segment.queues)})" if segment.activity in (Activity.ON_QUEUE, Activity.POSITION) else ""
    return f"{segment.start:%H:%M}-{segment.end:%H:%M} {what}{at}"
