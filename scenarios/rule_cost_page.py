"""``rule_cost.csv`` and ``rule_cost.html``: what a rule costs as a table, as curves and in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from scenarios.rule_cost import RuleCost, RulePoint
from wfm.centre import Centre
from wfm.formats.columns import OUTPUT_COLUMNS
from wfm.formats.output import write_table
from wfm.messages import say
from wfm.reports import curves
from wfm.reports.curves import Curve, CurvePoint, curve_of
from wfm.reports.rendering import render


def write_rule_cost(folder: Path, cost: RuleCost, centre: Centre, week: str, language: str) -> None:
    """Write both files."""
    write_table(folder / "rule_cost.csv", OUTPUT_COLUMNS["rule_cost.csv"], _rows(cost), language=language)
    page = render(
        "rule_cost.html.j2",
        language,
        centre_name=centre.name,
        currency=centre.currency or "–",
        week=week,
        cost=cost,
        curves=_curves(cost, language),
        size=curves,
    )
    (folder / "rule_cost.html").write_text(page, encoding="utf-8")


def _rows(cost: RuleCost) -> Iterator[Mapping[str, object]]:
    """The roster without the rule under a blank value, then every value."""
    figures = ("outcome", "people", "paid_h", "cost", "missing_h", "surplus_h", "wishes_refused")
    blank = dict.fromkeys(("value", "extra_h", "extra_low_h", "extra_high_h", "verdict", "sentence"))
    yield {**blank, "rule": cost.axis.key, **{name: getattr(cost.without, name) for name in figures}}
    for point in cost.points:
        row = {**blank, "rule": cost.axis.key, **{name: getattr(point.figures, name) for name in figures}}
        row |= {"value": point.value, "sentence": point.sentence}
        if (extra := point.extra) is not None:
            row |= {"extra_h": extra.found_h, "extra_low_h": extra.low_h, "extra_high_h": extra.high_h}
            row |= {"verdict": "costs" if extra.low_h > 0 else "not_told_apart"}
        yield row


def _curves(cost: RuleCost, language: str) -> list[Curve]:
    """What the rule costs, with the band of the proof; and the hours nobody covers."""

    def extra(point: RulePoint) -> CurvePoint | str:
        if point.extra is None:
            return point.value
        return CurvePoint(point.value, point.extra.found_h, point.extra.low_h, point.extra.high_h)

    def missing(point: RulePoint) -> CurvePoint | str:
        hours = point.figures.missing_h
        return CurvePoint(point.value, hours, hours, hours) if point.figures.outcome == "planned" else point.value

    return [
        curve_of(say("rule_cost_curve", key_=cost.axis.key).text(language), [extra(point) for point in cost.points]),
        curve_of(say("rule_cost_missing").text(language), [missing(point) for point in cost.points]),
    ]
