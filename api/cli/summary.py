"""The summary a scheduler reads after planning: coverage, what is short when, service level, hours, rules, proof, the files."""

from __future__ import annotations

import math
from pathlib import Path

from rich.table import Table

from api.cli.console import OUT, tell, text
from scenarios.folder import START
from scenarios.plan import Plan
from wfm.messages import say
from wfm.reports.check import CheckReport
from wfm.reports.compliance import BREACH, EXCEPTED
from wfm.reports.coverage import PoolTotals, ShortStretch
from wfm.reports.service import queue_service, weak_stretches
from wfm.simulation import SimulationResult

MOST_STRETCHES = 6


def tell_plan(plan: Plan, report: CheckReport, folder: Path) -> None:
    """Print the summary of a written plan."""
    OUT.print()
    tell("summary_title", centre=plan.centre.name, week=plan.week, people=len(plan.centre.agents))
    OUT.print(_coverage_table(plan.coverage.totals()))
    tell("coverage_words")
    _tell_short(plan.coverage.short_stretches())
    tell_service(plan.service)
    _tell_hours(plan)
    _tell_rules(plan, report)
    _tell_proof(plan, folder)
    for note in plan.notes:
        OUT.print(f"- {text(note)}", markup=False)
    tell("summary_files", folder=folder)


def _coverage_table(totals: list[PoolTotals]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(text(say("column_skill")))
    for key in ("needed", "required", "rostered", "shortage", "overstaffing"):
        table.add_column(f"{text(say(f'column_{key}'))} (h)", justify="right")
    table.add_column(text(say("column_met")), justify="right")
    for pool in totals:
        table.add_row(
            pool.skill, f"{pool.needed_h:.1f}", f"{pool.required_h:.1f}", f"{pool.rostered_h:.1f}", f"{pool.shortage_h:.1f}",
            f"{pool.overstaffing_h:.1f}", f"{100 * pool.met_share:.1f} %",
        )  # fmt: skip
    return table


def _tell_short(stretches: list[ShortStretch]) -> None:
    if not stretches:
        tell("summary_nothing_short")
        return
    tell("summary_short", hours=f"{sum(stretch.agent_hours for stretch in stretches):.1f}", count=len(stretches))
    for stretch in stretches[:MOST_STRETCHES]:
        weekday = say(f"weekday_{stretch.start.weekday()}")
        tell(
            "summary_stretch", weekday=weekday, day=f"{stretch.start:%m-%d}", start=f"{stretch.start:%H:%M}",
            end=f"{stretch.end:%H:%M}", skill=stretch.skill, agents=f"{stretch.agents:.1f}",
            hours=f"{stretch.agent_hours:.1f}",
        )  # fmt: skip


def tell_service(result: SimulationResult) -> None:
    """Print each queue's target, Erlang's figure and the simulated one, and where contacts will be late."""
    rows = queue_service(result)
    if not rows:
        return
    tell("summary_service", replications=result.replications)
    table = Table(box=None, pad_edge=False)
    table.add_column(text(say("column_queue")))
    for key in ("column_target", "column_erlang", "column_simulated", "column_interval_95"):
        table.add_column(f"{text(say(key))} (%)", justify="right")
    table.add_column("", no_wrap=True)
    for row in rows:
        verdict = text(say(f"verdict_{row.verdict}"))
        figures = (_percent(share) for share in (row.target, row.erlang, row.simulated))
        table.add_row(row.queue, *figures, f"{_percent(row.lo)}–{_percent(row.hi)}", verdict)
    OUT.print(table)
    missed = [row.queue for row in rows if row.verdict == "missed"]
    if missed:
        tell("summary_service_missed", queues=missed)
        for stretch in [each for each in weak_stretches(result) if each.queue in missed][:MOST_STRETCHES]:
            tell(
                "summary_weak", weekday=say(f"weekday_{stretch.start.weekday()}"), day=f"{stretch.start:%m-%d}",
                start=f"{stretch.start:%H:%M}", end=f"{stretch.end:%H:%M}", queue=stretch.queue,
                simulated=_percent(stretch.simulated), late=f"{stretch.late:.1f}",
            )  # fmt: skip


def _percent(share: float | None) -> str:
    return "–" if share is None or math.isnan(share) else f"{100 * share:.1f}"


def _tell_hours(plan: Plan) -> None:
    paid = [row.paid_h for row in plan.hours]
    if paid:
        tell(
            "summary_hours", total=f"{sum(paid):.0f}", people=len(paid), mean=f"{sum(paid) / len(paid):.1f}",
            least=f"{min(paid):g}", most=f"{max(paid):g}",
        )  # fmt: skip


def _tell_rules(plan: Plan, report: CheckReport) -> None:
    broken = [row for row in plan.compliance if row.status == BREACH]
    excepted = [row for row in plan.compliance if row.status == EXCEPTED]
    if broken:
        tell("summary_breaches", count=len(broken))
    else:
        tell("summary_rules_hold", excepted=len(excepted))
    for row in excepted:
        OUT.print(f"  {text(row.sentence)}", markup=False)
    if report.passed:
        tell("summary_check_passed", shifts=report.shifts, segments=report.segments, rules=report.rules)
    for finding in report.findings:
        OUT.print(f"  {text(finding)}", markup=False)


def _tell_proof(plan: Plan, folder: Path) -> None:
    result = plan.result
    if result.objective == result.bound:
        tell("summary_optimal", objective=result.objective)
    else:
        tell(
            "summary_gap", objective=result.objective, bound=result.bound, gap=f"{100 * result.gap:.1f}",
            hours=f"{result.gap_agent_hours:.1f}", share=f"{100 * result.gap_share_of_required:.2f}",
        )  # fmt: skip
    tell(
        "summary_repeat" if plan.start is None else "summary_repeat_from",
        engine=result.engine, seed=result.seed, budget=result.budget, start=folder / START,
        stopped=say(f"stopped_by_{result.stopped_by}"), seconds=f"{result.wall_s:.0f}",
    )  # fmt: skip
