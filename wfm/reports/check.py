"""
The independent check of a written plan: every rule, segment and total is computed again from the files alone.

It shares no code with the solver: rosters are judged by the rules of `wfm.rules`, priced by the goals of `wfm.goals`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wfm.centre import Centre
from wfm.demand import StaffingRequirement, VolumeForecast
from wfm.errors import InputError
from wfm.formats.department import Department, department_of, read_department
from wfm.formats.inputs import FOLDER as INPUTS
from wfm.formats.inputs import input_sha256, public_inputs, read_inputs
from wfm.formats.output import value_text
from wfm.formats.proof import read_proof
from wfm.formats.roster import read_roster
from wfm.formats.series import placed_in, read_forecast, read_table, requirement_rows
from wfm.goals import objective_by_goal
from wfm.goals.base import agent_hours
from wfm.messages import Sentence, say
from wfm.reports.compliance import compliance
from wfm.reports.coverage import CoverageReport, coverage_report
from wfm.reports.service import queue_service, service_rows
from wfm.roster import Roster
from wfm.simulation import replay
from wfm.staffing.requirement import required_staff
from wfm.timetable import Timetable

CLOSE = 1e-6


@dataclass(frozen=True)
class CheckReport:
    """
    What a check found: `violations` of rules in the roster, `differences` between the files and what they should say.

    `notes` say which files of the department have changed since; that alone is no fault of the plan.
    """

    week: str
    shifts: int
    segments: int
    rules: int
    violations: tuple[Sentence, ...]
    differences: tuple[Sentence, ...]
    notes: tuple[Sentence, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong."""
        return not self.violations and not self.differences

    @property
    def findings(self) -> tuple[Sentence, ...]:
        """Everything that is wrong."""
        return self.violations + self.differences


def check_output(folder: Path | str, centre_folder: Path | str | None = None) -> CheckReport:
    """
    Check what a plan wrote.

    Parameters
    ----------
    folder
        The folder that holds roster.csv and proof.json.
    centre_folder
        The department's own folder; absent, the copy in ``inputs/`` is trusted to be it.

    Raises
    ------
    InputError
        If a file is missing or cannot be read at all.
    """
    return _Check(Path(folder), None if centre_folder is None else Path(centre_folder)).run()


class _Check:
    def __init__(self, folder: Path, centre_folder: Path | None) -> None:
        if not (folder / "proof.json").is_file():
            raise InputError(say("no_plan_here", folder=folder))
        self.folder, self.centre_folder = folder, centre_folder
        self.placed: Mapping[str, NDArray[np.int64]] = {}
        self.required_h = 0.0
        self.proof = read_proof(folder / "proof.json")
        try:
            self.first_day, self.days = date.fromisoformat(str(self.proof["first_day"])), int(self.proof["days"])
        except (KeyError, ValueError, TypeError):
            raise InputError(say("proof_lacks", name="first_day, days")) from None

    def run(self) -> CheckReport:
        department, copied = self._department()
        centre = department.centre
        shifts = read_roster(self.folder / "roster.csv", centre.time_zone)
        roster = Roster(self.first_day, self.days, shifts)
        grid = centre.grid(self.first_day, self.days)
        forecast = read_forecast(self.folder / "forecast.csv", grid)
        evenly = required_staff(centre, forecast)
        written = read_table(self.folder / "requirement.csv", centre.time_zone)
        self.placed = placed_in(written, centre, evenly)
        # The hours are those of the work: placing it in hundredths of agents rounds them.
        self.required_h = (
            sum(float(pool.fractional[pool.is_open].sum()) for pool in evenly.pools) * grid.interval_min / 60
        )
        requirement = required_staff(centre, forecast, self.placed)
        violations = [
            violation.sentence
            for rule in centre.rules
            if not rule.is_soft
            for violation in rule.check(Timetable(centre, roster))
        ]
        violations += [
            say("shift_outside_days", agent=shift.agent_id, day=shift.shift_date)
            for shift in shifts
            if not roster.first_day <= shift.shift_date <= roster.last_day
        ]
        differences = [] if input_sha256(copied) == self.proof.get("input_sha256") else [say("inputs_changed")]
        coverage = coverage_report(centre, requirement, roster)
        differences += [
            say("work_outside_curves", queue=work.queue)
            for pool in requirement.pools
            for work in pool.deferred
            if not work.allows(work.placed)
        ]
        differences += self._tables(centre, forecast, requirement, roster, coverage)
        differences += self._figures(centre, requirement, roster, coverage)
        return CheckReport(
            week=str(self.proof.get("week", self.first_day)),
            shifts=len(shifts),
            segments=sum(len(shift.segments) for shift in shifts),
            rules=len(centre.rules),
            violations=tuple(violations),
            differences=tuple(differences),
            notes=tuple(self._changed_since(department, copied)),
        )

    # --- inputs -------------------------------------------------------------------------------------------------------

    def _department(self) -> tuple[Department, Mapping[str, bytes]]:
        inputs = self.folder / INPUTS
        if not inputs.is_dir():
            raise InputError(say("no_plan_here", folder=self.folder))
        copied = read_inputs(inputs)
        if self.centre_folder is not None:
            return read_department(self.centre_folder, now=self._before()), copied
        return department_of(copied, now=self._before()), copied

    def _before(self) -> datetime:
        """The moment the plan was made for: nothing later was looked at."""
        return datetime.fromisoformat(f"{self.first_day}T00:00")

    def _changed_since(self, department: Department, copied: Mapping[str, bytes]) -> Iterator[Sentence]:
        if self.centre_folder is not None:
            own = public_inputs(department.files)
            for name in sorted({*own, *copied}):
                if own.get(name) != copied.get(name) and not name.startswith("published"):
                    yield say("input_differs", file=name)
            then = department_of(copied, now=self._before()).centre
            if set(then.published_before(self.first_day)) != set(department.centre.published_before(self.first_day)):
                yield say("input_differs", file="published.csv")

    # --- tables -------------------------------------------------------------------------------------------------------

    def _tables(
        self,
        centre: Centre,
        forecast: VolumeForecast,
        requirement: StaffingRequirement,
        roster: Roster,
        coverage: CoverageReport,
    ) -> Iterator[Sentence]:
        yield from self._same("requirement.csv", centre, requirement_rows(requirement))
        yield from self._same("coverage.csv", centre, [vars(row) for row in coverage.rows()])
        yield from self._service(centre, forecast, roster)
        yield from self._same("compliance.csv", centre, [vars(row) for row in compliance(centre, roster)], {"sentence"})

    def _service(self, centre: Centre, forecast: VolumeForecast, roster: Roster) -> Iterator[Sentence]:
        """The roster replayed again: the same seed meets the same luck on every machine."""
        seed, replications = (self.proof.get(key) for key in ("seed", "replications"))
        if not isinstance(seed, int) or not isinstance(replications, int):
            yield say("proof_lacks", name="seed, replications")
            return
        inside = tuple(s for s in roster.shifts if roster.first_day <= s.shift_date <= roster.last_day)
        result = replay(
            Roster(self.first_day, self.days, inside),
            centre,
            forecast,
            seed=seed,
            replications=replications,
            placed=self.placed,
        )
        yield from self._same("service.csv", centre, service_rows(result))
        yield from self._same("service_week.csv", centre, [vars(row) for row in queue_service(result)])

    def _same(
        self, name: str, centre: Centre, rows: list[Mapping[str, Any]], left_out: set[str] | None = None
    ) -> Iterator[Sentence]:
        """One sentence where the written table is not these rows: the first row that differs, or their number."""
        written = read_table(self.folder / name, centre.time_zone)
        if len(written) != len(rows):
            yield say("table_length", file=name, found=len(written), expected=len(rows))
            return
        columns = [column for column in written.columns if column not in (left_out or set())]
        for line, (found, expected) in enumerate(zip(written.to_dict("records"), rows, strict=True), start=2):
            for column in columns:
                if not _equal(found[column], expected[column]):
                    yield say(
                        "table_value", file=name, line=line, field=column, found=value_text(found[column]),
                        expected=value_text(expected[column]),
                    )  # fmt: skip
                    return

    # --- figures ------------------------------------------------------------------------------------------------------

    def _figures(
        self, centre: Centre, requirement: StaffingRequirement, roster: Roster, coverage: CoverageReport
    ) -> Iterator[Sentence]:
        by_goal = objective_by_goal(centre, requirement, roster)
        objective = sum(by_goal.values())
        bound = self.proof.get("bound")
        bound = bound if isinstance(bound, int | float) and not isinstance(bound, bool) else -1
        hours = self.required_h
        gap_h = agent_hours(objective - bound, requirement.grid.interval_min)
        claims: tuple[tuple[str, Any], ...] = (
            ("objective", objective),
            ("by_goal", dict(by_goal)),
            ("gap", 0.0 if objective == 0 else (objective - bound) / objective),
            ("gap_agent_hours", gap_h),
            ("gap_share_of_required", gap_h / hours if hours else 0.0),
            ("shortages", [stretch.claim() for stretch in coverage.short_stretches()]),
        )
        for key, expected in claims:
            if not _equal(self.proof.get(key), expected):
                yield say("proof_value", name=key, found=self.proof.get(key), expected=expected)
        if not 0 <= bound <= objective:
            yield say("proof_bound", bound=bound, objective=objective)
        if (self.proof.get("status") == "optimal") != (bound == objective):
            yield say("proof_status", status=self.proof.get("status"), bound=bound, objective=objective)


def _equal(found: Any, expected: Any) -> bool:
    """Numbers to six decimals, instants as instants, blanks as None."""
    if isinstance(expected, Mapping):
        return isinstance(found, Mapping) and set(found) == set(expected) and all(
            _equal(found[key], expected[key]) for key in expected
        )  # fmt: skip
    if isinstance(expected, list):
        return isinstance(found, list) and len(found) == len(expected) and all(map(_equal, found, expected))
    if isinstance(found, int | float) and isinstance(expected, int | float | np.integer | np.floating):
        both_blank = math.isnan(found) and math.isnan(expected)
        return both_blank or math.isclose(found, expected, rel_tol=1e-9, abs_tol=CLOSE)
    if isinstance(found, float) and math.isnan(found):
        return value_text(expected) == ""
    if isinstance(found, pd.Timestamp) and isinstance(expected, datetime):
        return bool(found == expected)
    return value_text(found) == value_text(expected)
