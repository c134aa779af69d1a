"""What does a rule cost: the roster under each value of one parameter, beside the roster without the rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from scenarios.compare import Saving, ScenarioFigures
from scenarios.lever import Lever
from scenarios.lever_text import read_axis, read_lever
from scenarios.plan import PlanOptions
from scenarios.sweep import Shared, sweep
from solver import Progress
from wfm.centre import Centre
from wfm.errors import InputError
from wfm.messages import Sentence, say
from wfm.rules import RULES


@dataclass(frozen=True)
class RuleAxis:
    """One parameter of one rule, and the values to try."""

    rule: str
    parameter: str
    levers: tuple[Lever, ...]

    @classmethod
    def of(cls, text: str) -> RuleAxis:
        """
        Of ``weekly_hours.min_h=[24..36/2]``.

        Raises
        ------
        InputError
            If it cannot be read, or names no parameter of a rule.
        """
        levers = read_axis(f"rules.{text}")
        rule, _, parameter = levers[0].key.partition(".")
        known = [
            f"{name}.{key}"
            for name, each in RULES.items()
            for key in each.model_fields
            if not each.structural and key != "weight"
        ]
        if f"{rule}.{parameter}" not in known:
            raise InputError(say("rule_cost_unknown", value=text, known=known))
        return cls(rule, parameter, tuple(levers))

    @property
    def key(self) -> str:
        """Rule and parameter."""
        return f"{self.rule}.{self.parameter}"

    @property
    def off(self) -> Lever:
        """What takes the rule away, or of a rule that holds several limits this one."""
        idle = RULES[self.rule].idle.get(self.parameter)
        return read_lever(f"rules.{self.rule}=off" if idle is None else f"rules.{self.key}={idle:g}")


@dataclass(frozen=True)
class RulePoint:
    """
    The roster under one value of the parameter.

    `extra` is what the best roster without the rule saves against it; None where there is no roster.
    """

    value: str
    figures: ScenarioFigures
    extra: Saving | None
    sentence: Sentence


@dataclass(frozen=True)
class RuleCost:
    """A rule's cost as a curve: the department as it is, without the rule, and under each value."""

    axis: RuleAxis
    base: ScenarioFigures
    without: ScenarioFigures
    points: Sequence[RulePoint]

    @property
    def scenarios(self) -> list[ScenarioFigures]:
        """What was planned besides the base, each once."""
        own = [point.figures for point in self.points]
        return own if self.without is self.base else [self.without, *own]


def rule_cost(
    centre: Centre,
    first_day: date,
    axis: RuleAxis,
    options: PlanOptions,
    *,
    processes: int = 2,
    shared: Shared | None = None,
    on_base: Callable[[Progress], None] | None = None,
    on_done: Callable[[ScenarioFigures], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> RuleCost:
    """
    The sweep over one parameter of a rule; the rest as in `scenarios.sweep.sweep`.

    Where the department has not got the rule, it is itself what the values are compared with.
    """
    has_rule = centre.rule(axis.rule) is not None
    off = [(axis.off,)] if has_rule else []
    scenarios = [*off, *((lever,) for lever in axis.levers)]
    base, found = sweep(
        centre, first_day, scenarios, options,
        processes=processes, shared=shared, on_base=on_base, on_done=on_done, stop=stop,
    )  # fmt: skip
    without = found[0] if has_rule else base
    pairs = zip(axis.levers, found[len(off) :], strict=True)
    points = [_point(axis, lever.value, own, without, centre.interval_min) for lever, own in pairs]
    return RuleCost(axis, base, without, points)


def _point(axis: RuleAxis, value: str, own: ScenarioFigures, without: ScenarioFigures, interval_min: int) -> RulePoint:
    if own.outcome != "planned":
        return RulePoint(value, own, None, say(f"rule_cost_{own.outcome}", key_=axis.key, value=value))
    if without.outcome != "planned":
        return RulePoint(value, own, None, say("rule_cost_alone", key_=axis.key, value=value, rule=axis.rule))
    extra = Saving.of(own, without, interval_min)
    # A rule only forbids, or adds a price: the best roster without it is never the dearer one.
    extra = replace(extra, low_h=max(extra.low_h, 0.0))
    sentence = say(
        "rule_cost_real" if extra.low_h > 0 else "rule_cost_noise",
        key_=axis.key,
        value=value,
        found=f"{extra.found_h:.1f}",
        low=f"{extra.low_h:.1f}",
        high=f"{extra.high_h:.1f}",
        missing=f"{own.missing_h - without.missing_h:+.1f}",
        paid=f"{own.paid_h - without.paid_h:+.1f}",
    )
    return RulePoint(value, own, extra, sentence)
