"""A year ahead: what is assumed of people who leave, are hired, learn, and are away. ``capacity.toml`` holds it."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from wfm.errors import InputError
from wfm.messages import say
from wfm.model import Count, Hours, Id, Model, Positive, Share, Whole

MONTHS = 12
_OPEN_SHARE = {"type": "number", "minimum": 0, "exclusiveMaximum": 1}


def _monthly(value: Any) -> tuple[float, ...]:
    """A share for each month, January first, of one for all or of twelve."""
    each = tuple(value) if isinstance(value, list | tuple) else (value,) * MONTHS
    if len(each) != MONTHS or not all(_is_open_share(share) for share in each):
        raise InputError(say("capacity_monthly", value=value))
    return tuple(float(share) for share in each)


def _is_open_share(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1


Monthly = Annotated[
    tuple[float, ...],
    BeforeValidator(_monthly),
    WithJsonSchema(
        {"anyOf": [_OPEN_SHARE, {"type": "array", "items": _OPEN_SHARE, "minItems": MONTHS, "maxItems": MONTHS}]}
    ),
]
"""A share in [0, 1) of each calendar month, January first; one number stands for all twelve."""
Levers = Annotated[tuple[Annotated[str, Field(max_length=200)], ...], Field(max_length=20)]


class Assumptions(Model):
    """
    What is assumed of the year.

    Attributes
    ----------
    levers
        Changes of the department or of what is expected of it, written as those of a what-if: ``volume*1.1``.
    attrition_per_month
        Share of the people who leave in a month; newcomers leave as readily as others.
    leave_share
        Share of the paid time on which people are on planned leave, by month.
    usable_share
        Share of the hours at work that lands where the requirement is: breaks, meetings and whole shifts take the rest.
    shortage_factor
        Price of a missing agent-hour, as a multiple of the dearest hour of anybody: it decides which shortage is worth a hire.
    overtime_max_h
        Most overtime of a person in a week, besides what contract and rules allow; absent: that alone limits it, 0: none.
    """

    levers: Levers = ()
    attrition_per_month: Monthly = (0.02,) * MONTHS
    leave_share: Monthly = (0.08,) * MONTHS
    usable_share: Annotated[Positive, Field(le=1)] = 0.85
    shortage_factor: Positive = 3.0
    overtime_max_h: Hours | None = None


class HiringClass(Model):
    """
    A kind of class of newcomers.

    Attributes
    ----------
    skills
        What they learn, the main skill first; absent: the skill that the class is named after.
    contracts
        Contracts they may have; absent: every contract of the department.
    min_size, max_size
        People in one class.
    most_a_week
        Classes that may begin in one week.
    lead_weeks
        From the decision to the first day: no class begins sooner.
    training_weeks
        Paid weeks without a contact.
    ramp_up
        Share of a full agent's work in each week after the training; full from then on.
    cost_per_hire, cost_per_class
        Money besides the pay: advertising and equipment; trainer and room.
    """

    id: Id
    skills: tuple[Id, ...] = ()
    contracts: tuple[Id, ...] = ()
    min_size: Annotated[Whole, Field(ge=1, le=1000)] = 1
    max_size: Annotated[Whole, Field(ge=1, le=1000)] = 12
    most_a_week: Annotated[Whole, Field(ge=1, le=100)] = 1
    lead_weeks: Annotated[Count, Field(le=104)] = 8
    training_weeks: Annotated[Count, Field(le=52)] = 4
    ramp_up: Annotated[tuple[Share, ...], Field(max_length=52)] = (0.5, 0.75)
    cost_per_hire: Hours = 0.0
    cost_per_class: Hours = 0.0

    @model_validator(mode="after")
    def _min_below_max(self) -> Self:
        if self.min_size > self.max_size:
            raise InputError(say("capacity_class_size", min=self.min_size, max=self.max_size))
        return self


class ContractPay(Model):
    """
    Weekly hours and cost of a contract in the year.

    Absent hours are those of the department's contract, else of its rules; an absent cost is the mean of its people. Paid hours
    above `overtime_after_h` cost `overtime_rate` times as much.
    """

    id: Id
    min_h: Hours | None = None
    max_h: Hours | None = None
    cost_per_h: Hours | None = None
    overtime_after_h: Hours | None = None
    overtime_rate: Positive | None = None

    @model_validator(mode="after")
    def _min_below_max(self) -> Self:
        if self.min_h is not None and self.max_h is not None and self.min_h > self.max_h:
            raise InputError(say("min_h_above_max_h", min_h=self.min_h, max_h=self.max_h))
        return self


class Scenario(Model):
    """Other assumptions: each key that is said replaces the one of the base, lists as a whole."""

    id: Id
    levers: Levers | None = None
    attrition_per_month: Monthly | None = None
    leave_share: Monthly | None = None
    usable_share: Annotated[Positive, Field(le=1)] | None = None
    shortage_factor: Positive | None = None
    overtime_max_h: Hours | None = None
    hiring_class: Annotated[tuple[HiringClass, ...], Field(max_length=50)] | None = None
    contract: Annotated[tuple[ContractPay, ...], Field(max_length=50)] | None = None


class CapacityAssumptions(Model):
    """``capacity.toml``: the base, and the scenarios beside it."""

    assumptions: Assumptions = Assumptions()
    hiring_class: Annotated[tuple[HiringClass, ...], Field(max_length=50)] = ()
    contract: Annotated[tuple[ContractPay, ...], Field(max_length=50)] = ()
    scenario: Annotated[tuple[Scenario, ...], Field(max_length=20)] = ()

    def cases(self) -> dict[str, CapacityAssumptions]:
        """The base under a blank name, then every scenario by its id; none of them holds further scenarios."""
        base = self.model_copy(update={"scenario": ()})
        return {"": base, **{each.id: _replaced(base, each) for each in self.scenario}}


def _replaced(base: CapacityAssumptions, scenario: Scenario) -> CapacityAssumptions:
    said = {name: value for name in Scenario.model_fields if (value := getattr(scenario, name)) is not None}
    own = {name: value for name, value in said.items() if name in Assumptions.model_fields}
    lists: dict[str, Any] = {name: said[name] for name in ("hiring_class", "contract") if name in said}
    return base.model_copy(update={"assumptions": base.assumptions.model_copy(update=own), **lists})
