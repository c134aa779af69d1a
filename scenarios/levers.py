"""The levers of a what-if, a class each. LEVERS is the whole list; `scenarios.lever_text` reads them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from pydantic import ValidationError

from scenarios.lever import Inputs, Lever, reason_of
from wfm.calendar import OpeningHours
from wfm.centre import Centre
from wfm.demand import Queue
from wfm.errors import WfmError
from wfm.messages import say
from wfm.people import Agent
from wfm.rules import read_rules, write_rules
from wfm.shifts import ShiftTemplate


class Volume(Lever):
    """Contacts expected, of one queue or of all."""

    name, operators, example = "volume", "*+-=", "volume*1.15, volume:phone*0.9"

    def apply(self, inputs: Inputs) -> Inputs:
        rows = [
            inputs.forecast.of(queue.id) for queue in self.queues(inputs.centre) if queue.id in inputs.forecast.queues
        ]
        tables = {name: getattr(inputs.forecast, name).copy() for name in ("offered", "lo80", "hi80", "lo95", "hi95")}
        for row in rows:
            total = float(tables["offered"][row].sum())
            share = max(self.moved(total), 0.0) / total if total > 0 else 1.0
            for table in tables.values():
                table[row] *= share
        return replace(inputs, forecast=replace(inputs.forecast, **tables))


class HandleTime(Lever):
    """Mean handle time in seconds, of one queue or of all."""

    name, operators, example = "aht", "*+-=", "aht*0.95, aht:chat=300"

    def apply(self, inputs: Inputs) -> Inputs:
        aht_s = inputs.forecast.aht_s.copy()
        changed = {}
        for queue in self.queues(inputs.centre):
            if queue.id in inputs.forecast.queues:
                row = inputs.forecast.of(queue.id)
                aht_s[row] = [self._positive(self.moved(value)) if value == value else value for value in aht_s[row]]
            if queue.aht_s is not None:
                changed[queue.id] = {"aht_s": self._positive(self.moved(queue.aht_s))}
        return self.with_queues(replace(inputs, forecast=replace(inputs.forecast, aht_s=aht_s)), changed)

    def _positive(self, seconds: float) -> float:
        if seconds <= 0:
            raise self.refused(say("lever_positive"))
        return seconds


class QueueKey(Lever):
    """One key of one queue or of all that have it: a target, the patience, the priority."""

    name, operators, example = "queue", "*+-=", "queue.service_level:phone=0.9, queue.patience_s=120"
    keys = (
        "service_level",
        "answer_within_s",
        "max_asa_s",
        "max_abandonment",
        "max_occupancy",
        "patience_s",
        "priority",
        "people",
    )

    def apply(self, inputs: Inputs) -> Inputs:
        if self.key not in self.keys:
            raise self.refused(say("lever_unknown", value=self.key, known=list(self.keys)))
        queues = [queue for queue in self.queues(inputs.centre) if self.where or getattr(queue, self.key) is not None]
        if not queues:
            raise self.refused(say("lever_no_queue", name=self.key))
        return self.with_queues(inputs, {queue.id: {self.key: self._moved(queue)} for queue in queues})

    def _moved(self, queue: Queue) -> float | int:
        moved = self.moved(float(getattr(queue, self.key) or 0.0))
        return round(moved) if self.key in ("priority", "people") else moved


class ShrinkageShare(Lever):
    """Time lost within a shift, or absence: a share."""

    name, operators, example = "shrinkage", "*+-=", "shrinkage:in_shift=0.08, shrinkage:off_shift+0.02"

    def apply(self, inputs: Inputs) -> Inputs:
        shrinkage = inputs.centre.shrinkage
        if self.where not in type(shrinkage).model_fields:
            raise self.refused(say("lever_unknown", value=self.where, known=list(type(shrinkage).model_fields)))
        try:
            changed = type(shrinkage)(
                **{**shrinkage.model_dump(), self.where: self.moved(getattr(shrinkage, self.where))}
            )
        except ValidationError as error:
            raise self.refused(reason_of(error)) from None
        return replace(inputs, centre=inputs.centre.model_copy(update={"shrinkage": changed}))


class Headcount(Lever):
    """People whose main skill it is, of a contract if one is named: more are like the first of them, fewer are the last."""

    name, operators, example = "headcount", "+-", "headcount:phone+3, headcount:phone/part-time-2"

    def apply(self, inputs: Inputs) -> Inputs:
        centre = inputs.centre
        skill, _, contract = self.where.partition("/")
        if skill not in centre.pools():
            raise self.refused(say("lever_unknown", value=skill, known=list(centre.pools())))
        if contract and contract not in [each.id for each in centre.contracts]:
            raise self.refused(say("lever_unknown", value=contract, known=[each.id for each in centre.contracts]))
        count = round(self.number()) * (1 if self.operator == "+" else -1)
        own = [
            agent for agent in centre.agents
            if agent.skills[:1] == (skill,) and contract in ("", agent.contract)
        ]  # fmt: skip
        agents = (
            (*centre.agents, *self._more(own, skill, contract, count))
            if count >= 0
            else self._fewer(centre, own, -count)
        )
        return replace(inputs, centre=_of_people(centre, agents))

    def _more(self, own: list[Agent], skill: str, contract: str, count: int) -> list[Agent]:
        like = own[0] if own else Agent(agent_id="-", skills=(skill,), contract=contract or None)
        return [
            Agent(
                agent_id=f"new-{skill}-{number}", group=like.group, skills=(skill,), contract=like.contract,
                min_h=like.min_h, max_h=like.max_h, cost_per_h=like.cost_per_h,
            )
            for number in range(1, count + 1)
        ]  # fmt: skip

    def _fewer(self, centre: Centre, own: list[Agent], count: int) -> tuple[Agent, ...]:
        if count > len(own):
            raise self.refused(say("lever_too_few", count=len(own)))
        # The last of the team sheet first, leads only after everybody else.
        last_first = own[::-1]
        leaving = {agent.agent_id for agent in sorted(last_first, key=lambda agent: agent.lead)[:count]}
        return tuple(agent for agent in centre.agents if agent.agent_id not in leaving)


class Skill(Lever):
    """Cross-training: a person learns a skill, or no longer uses it."""

    name, operators, example = "skill", "+-", "skill:A07+online"

    def apply(self, inputs: Inputs) -> Inputs:
        centre = inputs.centre
        agent = centre.agent(self.where)
        if agent is None:
            raise self.refused(say("lever_unknown", value=self.where, known=[each.agent_id for each in centre.agents]))
        if self.value not in centre.pools():
            raise self.refused(say("lever_unknown", value=self.value, known=list(centre.pools())))
        kept = tuple(skill for skill in agent.skills if skill != self.value)
        skills = (*kept, self.value) if self.operator == "+" else kept
        agents = tuple(
            each.model_copy(update={"skills": skills}) if each.agent_id == agent.agent_id else each
            for each in centre.agents
        )
        return replace(inputs, centre=centre.model_copy(update={"agents": agents}))


class RuleKey(Lever):
    """A parameter of an attendance rule; ``=off`` takes the rule away."""

    name, operators, example = "rules", "*+-=", "rules.weekly_hours.min_h=25, rules.daily_rest=off"

    def apply(self, inputs: Inputs) -> Inputs:
        name, _, parameter = self.key.partition(".")
        rules = write_rules(inputs.centre.rules)
        if parameter:
            own = rules.get(name, {})
            rules[name] = {**own, parameter: self._moved(own.get(parameter))}
        elif self.value == "off" and name in rules:
            del rules[name]
        else:
            raise self.refused(say("lever_rule_path", known=list(rules)))
        try:
            changed = inputs.centre.model_copy(update={"rules": read_rules(rules)})
        except (ValidationError, WfmError) as error:
            raise self.refused(reason_of(error)) from None
        return replace(inputs, centre=changed)

    def _moved(self, old: object) -> object:
        if self.operator == "=" and re.fullmatch(r"-?\d+(\.\d+)?", self.value) is None:
            return {"true": True, "false": False}.get(self.value, self.value)
        moved = self.moved(float(old) if isinstance(old, int | float) else 0.0)
        return int(moved) if moved.is_integer() else moved


class Opening(Lever):
    """Opening hours of one kind of day, of one queue or of the department."""

    name, operators, example = "open", "=", "open.sat-sun=closed, open.mon-fri:phone=08:00-20:00"

    def apply(self, inputs: Inputs) -> Inputs:
        if self.where:
            queue = self.queues(inputs.centre)[0]
            hours = {**(queue.open or inputs.centre.open).root, self.key: self.value}
            return self.with_queues(inputs, {queue.id: {"open": hours}})
        try:
            hours_of_all = OpeningHours.model_validate({**inputs.centre.open.root, self.key: self.value})
        except (ValidationError, WfmError) as error:
            raise self.refused(reason_of(error)) from None
        return replace(inputs, centre=inputs.centre.model_copy(update={"open": hours_of_all}))


class ShiftKey(Lever):
    """A key of a shift template: other lengths, other starts; ``=off`` takes the template away."""

    name, operators, example = "shift", "=", "shift.paid_h:day=4;6;8, shift.starts:late=12:00-15:00, shift:night=off"

    def apply(self, inputs: Inputs) -> Inputs:
        template = inputs.centre.template(self.where)
        if template is None:
            known = [each.id for each in inputs.centre.templates]
            raise self.refused(say("lever_unknown", value=self.where, known=known))
        others = inputs.centre.templates
        if self.value == "off" and not self.key:
            left = tuple(each for each in others if each.id != template.id)
            return replace(inputs, centre=inputs.centre.model_copy(update={"templates": left}))
        value: object = [float(part) for part in self.value.split(";")] if self.key == "paid_h" else self.value
        try:
            changed = ShiftTemplate.model_validate({**template.model_dump(exclude_unset=True), self.key: value})
        except (ValidationError, WfmError) as error:
            raise self.refused(reason_of(error)) from None
        templates = tuple(changed if each.id == template.id else each for each in others)
        return replace(inputs, centre=inputs.centre.model_copy(update={"templates": templates}))


class NoLeave(Lever):
    """Approved leave taken back: of one person, or of everybody."""

    name, operators, example = "leave", "=", "leave=off, leave:A07=off"

    def apply(self, inputs: Inputs) -> Inputs:
        if self.value != "off":
            raise self.refused(say("lever_only_off"))
        if self.where and inputs.centre.agent(self.where) is None:
            known = [each.agent_id for each in inputs.centre.agents]
            raise self.refused(say("lever_unknown", value=self.where, known=known))
        left = tuple(row for row in inputs.centre.leave if self.where and row.agent_id != self.where)
        return replace(inputs, centre=inputs.centre.model_copy(update={"leave": left}))


LEVERS: Mapping[str, type[Lever]] = {
    lever.name: lever
    for lever in (
        Volume, HandleTime, QueueKey, ShrinkageShare, Headcount, Skill, RuleKey, Opening, ShiftKey, NoLeave
    )
}  # fmt: skip
"""By the first word of their text, in the order the help shows them."""


def _of_people(centre: Centre, agents: tuple[Agent, ...]) -> Centre:
    """The department with other people; rows that speak of those who left go with them."""
    known = {agent.agent_id for agent in agents}
    rows = {
        name: tuple(row for row in getattr(centre, name) if row.agent_id in known)
        for name in ("availability", "leave", "exceptions", "locks", "kpi", "attendance", "published")
    }
    return centre.model_copy(update={"agents": agents, **rows})
