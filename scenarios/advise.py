"""Who should learn what: every person and skill ranked by the prices of coverage, the first few planned anew and replayed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from scenarios.compare import Saving, ScenarioFigures
from scenarios.demand import expected_volumes
from scenarios.lever_text import read_lever
from scenarios.plan import PlanOptions
from scenarios.sweep import Shared, sweep
from solver import Progress, RosterProblem
from solver.skill_gains import SkillGain, skill_gains
from wfm.centre import Centre
from wfm.messages import Sentence, say
from wfm.staffing.requirement import required_staff
from wfm.timegrid import DAYS_A_WEEK

ALIKE = 3
"""Decimals of an agent-hour to which gains are told apart: people with equal ones are one line."""


@dataclass(frozen=True)
class Training:
    """
    One line of the advice: people of whom any one would gain as much by learning a skill.

    Attributes
    ----------
    agents
        In the order of the team sheet; the first was tried where it was.
    gain_h
        By the prices, in agent-hours: see `solver.skill_gains`.
    tried, saving
        The week with the first of them trained, and what that roster saves; None where it was not tried, or no roster was found.
    """

    agents: tuple[str, ...]
    skill: str
    gain_h: float
    tried: ScenarioFigures | None = None
    saving: Saving | None = None

    @property
    def sentence(self) -> Sentence:
        """The line in words."""
        told = {
            "agent": self.agents[0],
            "alike": len(self.agents) - 1,
            "skill": self.skill,
            "gain": f"{self.gain_h:.1f}",
        }
        who = say("advise_alike" if len(self.agents) > 1 else "advise_one", **told)
        if self.tried is None:
            return say("advise_untried", who=who, **told)
        if self.saving is None:
            return say("advise_unplanned", who=who, **told)
        levels = [
            say(
                "advise_level", queue=queue.queue, difference=f"{100 * queue.difference:+.2f}",
                low=f"{100 * queue.low:+.2f}", high=f"{100 * queue.high:+.2f}", verdict=say(f"verdict_{queue.verdict}"),
            )
            for queue in self.tried.queues
            if queue.target is not None
        ]  # fmt: skip
        return say(
            "advise_tried", who=who, found=f"{self.saving.found_h:.1f}", low=f"{self.saving.low_h:.1f}",
            high=f"{self.saving.high_h:.1f}", verdict=say(f"advise_verdict_{self.saving.verdict}"), levels=levels, **told,
        )  # fmt: skip


@dataclass(frozen=True)
class Advice:
    """The week as it is, and who should learn what, the most worth first."""

    base: ScenarioFigures
    trainings: Sequence[Training]

    @property
    def tried(self) -> list[ScenarioFigures]:
        """The scenarios planned."""
        return [training.tried for training in self.trainings if training.tried is not None]


def advise(
    centre: Centre,
    first_day: date,
    options: PlanOptions,
    *,
    most_tried: int = 3,
    processes: int = 2,
    shared: Shared | None = None,
    on_base: Callable[[Progress], None] | None = None,
    on_done: Callable[[ScenarioFigures], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Advice:
    """
    Who should learn what for one week.

    Parameters
    ----------
    options
        As in `scenarios.sweep.sweep`, like all that follows.
    most_tried
        Lines that are planned anew and replayed with the base's luck; at least 0.
    """
    forecast = expected_volumes(centre, first_day, DAYS_A_WEEK, method=options.method)
    problem = RosterProblem(centre, required_staff(centre, forecast), first_day, DAYS_A_WEEK)
    ranked = _lines(skill_gains(problem))
    scenarios = [(read_lever(f"skill:{line.agents[0]}+{line.skill}"),) for line in ranked[:most_tried]]
    base, found = sweep(
        centre, first_day, scenarios, options,
        processes=processes, shared=shared, on_base=on_base, on_done=on_done, stop=stop,
    )  # fmt: skip
    tried = [_tried(line, base, own, centre.interval_min) for line, own in zip(ranked, found, strict=False)]
    return Advice(base, (*tried, *ranked[len(found) :]))


def _lines(gains: Sequence[SkillGain]) -> list[Training]:
    """One line per skill and gain; those that gain nothing are left out."""

    def line(gain: SkillGain) -> tuple[float, str]:
        return -round(gain.gain_h, ALIKE), gain.skill

    grouped = groupby(sorted(gains, key=line), key=line)
    return [
        Training(tuple(gain.agent_id for gain in own), skill, -negative)
        for (negative, skill), own in grouped
        if negative
    ]


def _tried(line: Training, base: ScenarioFigures, own: ScenarioFigures, interval_min: int) -> Training:
    saving = Saving.of(base, own, interval_min) if own.outcome == "planned" else None
    return Training(line.agents, line.skill, line.gain_h, own, saving)
