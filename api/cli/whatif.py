"""``wfm whatif``: what more people, other rules or other volumes would change; every scenario is planned and replayed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import typer

from api.cli.console import OUT, Language, tell, tell_notes, text, working
from api.cli.departments import Folder, Out
from api.cli.plan import Budget, Method, Seed, Week, to_plan
from scenarios.compare import ScenarioFigures
from scenarios.folder import tables_beside
from scenarios.lever import Lever
from scenarios.lever_text import read_axis
from scenarios.levers import LEVERS
from scenarios.rule_cost import RuleAxis, rule_cost
from scenarios.rule_cost_page import write_rule_cost
from scenarios.sweep import Scenario, grid_of, sweep
from scenarios.whatif_page import write_whatif
from wfm.errors import InputError
from wfm.messages import say
from wfm.timegrid import iso_week, week_start

NAME = "whatif"
MOST_SCENARIOS = 500
EXAMPLES = "; ".join(lever.example for lever in LEVERS.values())
Levers = Annotated[
    list[str] | None,
    typer.Option("--lever", help=f"What changes, as often as wanted: {EXAMPLES}. A range: volume*[0.9..1.3/0.1]."),
]
RuleKey = Annotated[
    str | None,
    typer.Option("--rule-cost", metavar="RULE.KEY=[..]", help="What a rule costs: weekly_hours.min_h=[24..36/2]."),
]
Grid = Annotated[bool, typer.Option("--grid", help="Plan every combination of levers with several values.")]
TimeLimit = Annotated[float, typer.Option("--time-limit", metavar="S", min=1, help="Seconds for each roster.")]
Processes = Annotated[int, typer.Option("--processes", min=1, max=64, help="Scenarios planned at the same time.")]


def run(
    folder: Folder,
    week: Week,
    lever: Levers = None,
    grid: Grid = False,
    rule: RuleKey = None,
    out: Out = None,
    time_limit: TimeLimit = 15.0,
    budget: Budget = None,
    seed: Seed = 1,
    method: Method = "auto",
    processes: Processes = 2,
    lang: Language = None,
) -> None:
    """Change headcount, volumes, targets or rules, and see what it does to service, cost and rules."""
    monday = week_start(week)
    if rule is not None and (lever or grid):
        raise InputError(say("rule_cost_alone_lever"))
    axis = None if rule is None else RuleAxis.of(rule)
    axes, scenarios = ([], []) if axis else scenarios_of(lever or (), grid)
    read, language, options = to_plan(folder, monday, method, time_limit, budget, seed)
    told = Teller(len(scenarios) if axis is None else 1 + len(axis.levers))
    cost = None
    with working("progress_base", None if budget else time_limit) as show:
        if axis is None:
            base, found = sweep(
                read.centre, monday, scenarios, options, processes=processes, on_base=show, on_done=told.tell
            )
        else:
            cost = rule_cost(read.centre, monday, axis, options, processes=processes, on_base=show, on_done=told.tell)
            base, found = cost.base, cost.scenarios
    target = out or folder / "out" / f"{iso_week(monday)}-whatif"
    with tables_beside(target) as new:
        write_whatif(new, base, found, axes, read.centre, iso_week(monday), language)
        if cost is not None:
            write_rule_cost(new, cost, read.centre, iso_week(monday), language)
    OUT.print(f"  {text(say('whatif_base'))}: {short(base)}", markup=False)
    if cost is not None:
        tell_notes([point.sentence for point in cost.points])
        tell("rule_cost_done", folder=target)
        return
    tell(
        "whatif_done", count=len(found), csv=target / "whatif.csv", workbook=target / "whatif.xlsx",
        page=target / "whatif.html",
    )  # fmt: skip


@dataclass
class Teller:
    """Tells of each scenario as it ends, a line each."""

    count: int
    ended: int = 0

    def tell(self, figures: ScenarioFigures) -> None:
        """Print its line."""
        self.ended += 1
        tell("whatif_ended", done=self.ended, count=self.count, name=figures.name, figures=short(figures))


def scenarios_of(levers: Sequence[str], grid: bool) -> tuple[list[list[Lever]], list[Scenario]]:
    """The levers as written, each with its values, and every scenario they make; InputError where they make none or too many."""
    axes = [read_axis(each) for each in levers]
    wide = sum(len(axis) > 1 for axis in axes)
    if not axes:
        raise InputError(say("whatif_no_lever"))
    if wide > 1 and not grid:
        raise InputError(say("whatif_needs_grid", count=wide))
    scenarios = grid_of(axes)
    if len(scenarios) > MOST_SCENARIOS:
        raise InputError(say("whatif_too_many", count=len(scenarios), most=MOST_SCENARIOS))
    return axes, scenarios


def short(figures: ScenarioFigures) -> str:
    """The figures that decide, on one line."""
    if figures.outcome != "planned":
        return text(say(f"outcome_{figures.outcome}"))
    levels = [
        f"{queue.queue} {100 * queue.level:.1f} %"
        + (f" ({text(say(f'verdict_{queue.verdict}'))})" if figures.name else "")
        for queue in figures.queues
        if queue.target is not None
    ]
    return ", ".join([text(say("whatif_short", missing=f"{figures.missing_h:.1f}")), *levels])
