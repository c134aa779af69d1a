"""Why a stretch of the week is short, and why somebody has the shift they have: told from the prices of coverage and the rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

from scenarios.in_force import WeekInForce
from scenarios.short_ways import Short, ways_out_of
from solver import RosterProblem
from solver.decode import encode
from solver.frame import Bools
from solver.reasons import Otherwise, Reasons
from wfm.centre import Centre
from wfm.errors import InputError
from wfm.goals import pool_coverage
from wfm.messages import Sentence, say
from wfm.people import Agent
from wfm.rules.preferences import Preferences
from wfm.shifts import Shift
from wfm.staffing.requirement import required_beside
from wfm.timegrid import instant, iso_week, local

SCARCE = 0.8
"""Mean price of an hour, of the first missing one's, from which a pool is short of people all week."""
MOST_NAMED = 5
"""People named with what keeps them away."""


@dataclass(frozen=True, eq=False)
class Why:
    """Answers to questions about one week as it stands; making one works out the prices."""

    centre: Centre
    week: WeekInForce
    reasons: Reasons

    @classmethod
    def of(cls, centre: Centre, week: WeekInForce) -> Why:
        """Of a week as it stands."""
        requirement = required_beside(centre, week.forecast, week.roster)
        before = tuple(shift for shift in centre.published if shift.shift_date < week.roster.first_day)
        alone = centre.model_copy(update={"published": before, "volumes": None})
        return cls(alone, week, Reasons(RosterProblem(alone, requirement, week.roster.first_day, week.roster.days)))

    # --- a short stretch ----------------------------------------------------------------------------------------------

    def short(self, skill: str, start: datetime, end: datetime) -> list[Sentence]:
        """
        Why a pool is short from one instant to another of one day.

        Raises
        ------
        InputError
            If no queue has the skill, or the pool is not open in the stretch.
        """
        requirement = self.reasons.problem.requirement
        if skill not in self.centre.pools():
            raise InputError(say("pool_unknown", value=skill, known=list(self.centre.pools())))
        grid = requirement.grid
        [pool] = [p for p in pool_coverage(self.centre, requirement, self.week.roster) if p.pool.skill == skill]
        wanted: Bools = (
            (grid.starts_min < instant(end))
            & (grid.starts_min + grid.interval_min > instant(start))
            & pool.pool.is_open
        )
        if not wanted.any():
            raise InputError(say("why_closed", skill=skill, start=f"{start:%Y-%m-%d %H:%M}", end=f"{end:%H:%M}"))
        short = Short(self.reasons.problem, self.week.roster, pool, wanted, self._day_of(start))
        missing = short.missing
        head = {"skill": skill, "day": start.date(), "start": f"{start:%H:%M}", "end": f"{end:%H:%M}"}
        if not missing.any():
            return [say("why_not_short", **head)]
        worth, mean = self.reasons.worth_h(skill, wanted)
        return [
            say(
                "why_short", **head, missing=f"{float(missing.sum()) * grid.interval_min / 60:.1f}",
                most=f"{float(missing.max()):.1f}", needed=f"{float(pool.pool.fractional[wanted].mean()):.1f}",
                rostered=f"{float(pool.rostered[wanted].mean()):.1f}",
            ),
            say("why_worth_everywhere" if mean >= SCARCE else "why_worth", worth=f"{worth:.2f}", mean=f"{mean:.2f}"),
            *self._people(short),
            say("why_people_needed", count=short.most, skill=skill, start=head["start"], end=head["end"]),
            *ways_out_of(short),
        ]  # fmt: skip

    def _people(self, short: Short) -> list[Sentence]:
        able = [a for a in self.centre.agents if short.skill in self.centre.pools_of(a)]
        shifts = short.shifts(self.reasons.frame)
        serving = [a for a in able if self._serves(a, short.skill, *short.span_min)]
        others = [
            self.reasons.otherwise(self.centre.agents.index(a), short.day, shifts, or_off=False)
            for a in able
            if a not in serving
        ]
        kept = [each for each in others if each.loss_h is None]
        free = sorted((each for each in others if each.loss_h is not None), key=lambda each: each.loss_h or 0.0)
        told = [say("why_able", able=len(able), serving=len(serving), kept=len(kept), free=len(free))]
        told += [self._kept(each) for each in kept[:MOST_NAMED]]
        if free:
            least = free[0]
            key = "why_missed_elsewhere" if least.loss_h else "why_no_loss"
            told.append(say(key, agent=least.agent_id, count=len(free), loss=f"{least.loss_h:.2f}"))
        return told

    def _kept(self, each: Otherwise) -> Sentence:
        rules = [say(f"rule_{rule}") for rule in each.rules]
        return say("why_kept" if rules else "why_kept_by_several", agent=each.agent_id, rules=rules)

    def _serves(self, agent: Agent, skill: str, first_min: int, last_min: int) -> bool:
        queues = {queue.id for queue in self.centre.pools()[skill]}
        return any(
            segment.activity.covers and queues & set(segment.queues)
            and segment.start_min < last_min and segment.end_min > first_min
            for shift in self.week.roster.of(agent.agent_id)
            for segment in shift.segments
        )  # fmt: skip

    def _day_of(self, moment: datetime) -> int:
        at_min, dates = instant(moment), self.week.roster.dates
        days = [day for day, each in enumerate(dates) if self.centre.instant_of(each, 0) <= at_min]
        if not days or at_min >= self.centre.instant_of(dates[-1] + timedelta(days=1), 0):
            raise InputError(say("why_other_week", day=moment.date(), week=iso_week(self.week.roster.first_day)))
        return days[-1]

    # --- somebody's shift ---------------------------------------------------------------------------------------------

    def shift(self, agent_id: str, day: date) -> list[Sentence]:
        """
        Why somebody has the shift of a day, and what another would cost: one that grants the wishes of that day, else any other.

        Raises
        ------
        InputError
            If the person is unknown or has no shift that day.
        """
        agent = self.centre.agent(agent_id)
        if agent is None:
            raise InputError(say("agent_unknown", agent=agent_id))
        own = self.week.roster.on(agent_id, day)
        if own is None:
            raise InputError(say("swap_no_shift", agent=agent_id, day=day))
        index, at = self.centre.agents.index(agent), (day - self.week.roster.first_day).days
        held, others, wished = self._held(index, at), self._others(agent, own, day), self._refused(agent, own)
        now = None if held is None else self.reasons.otherwise(index, at, held, or_off=False)
        then = self.reasons.otherwise(index, at, others, or_off=True)
        hours = f"{own.start:%H:%M}–{own.end:%H:%M}"
        told = [say("why_shift_wish" if wished else "why_shift", agent=agent_id, day=day, hours=hours)]
        told += self._dearest(index, own)
        if then.loss_h is None:
            return [*told, self._kept(then)]
        difference = then.loss_h - (now.loss_h if now is not None and now.loss_h is not None else 0.0)
        price = self.centre.rule("preferences")
        key = "why_instead_wish" if wished else "why_instead"
        if difference <= 0:
            key = f"{key}_free"
        told.append(say(key, agent=agent_id, loss=f"{max(difference, 0.0):.2f}"))
        if wished and isinstance(price, Preferences) and price.weight is not None:
            told.append(say("why_wish_weight", weight=f"{price.weight / 10:.2f}"))
        return told

    def _held(self, index: int, day: int) -> Bools | None:
        """The possible shift that the roster has for the person, as a table (K,); None where it is not one of them."""
        k = int(encode(self.reasons.frame, self.week.roster).chosen[index, day])
        held: Bools = np.arange(len(self.reasons.frame.shifts.all)) == k
        return held if k >= 0 else None

    def _others(self, agent: Agent, own: Shift, day: date) -> Bools:
        """Shifts of the day that refuse no wish where this one does, else all that are not the same hours."""
        frame, wishes = self.reasons.frame, self._refused(agent, own)
        found: Bools = np.zeros(len(frame.shifts.all), dtype=np.bool_)
        for k in np.flatnonzero(frame.shifts.day == (day - self.week.roster.first_day).days).tolist():
            start, end = frame.instant(int(frame.shifts.start[k])), frame.instant(int(frame.shifts.end[k]))
            if wishes:
                found[k] = Preferences().refused(self.centre, agent, day, start, end) == 0
            else:
                found[k] = (start, end) != (own.start_min, own.end_min)
        return found

    def _refused(self, agent: Agent, own: Shift) -> int:
        return Preferences().refused(self.centre, agent, own.shift_date, own.start_min, own.end_min)

    def _dearest(self, index: int, own: Shift) -> list[Sentence]:
        frame = self.reasons.frame
        first, last = ((each - frame.origin_min) // frame.step_min for each in (own.start_min, own.end_min))
        found = self.reasons.dearest(index, first, last)
        if found is None:
            return []
        skill, step = found
        at = local(frame.instant(step), self.centre.time_zone)
        worth, mean = self.reasons.worth_h(
            skill, np.arange(len(frame.pools.is_open[0])) == frame.pools.interval_of[step]
        )
        return [say("why_dearest", skill=skill, at=f"{at:%H:%M}", worth=f"{worth:.2f}", mean=f"{mean:.2f}")]
